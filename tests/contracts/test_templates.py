"""
Every template is a valid map that a person can start from.
"""

from __future__ import annotations

from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from touchline.document.read import loads
from touchline.document.schema import json_schema
from touchline.document.syntax import compose
from touchline.document.write import dumps
from touchline.i18n import LANGUAGES
from touchline.linting.engine import lint
from touchline.templates import new_map, template_names

#: What a blank draft is reminded of; everything else must be clean.
BLANK = {("no-objective", "hint")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", template_names())
def test_a_blank_map_is_only_reminded_of_its_objective(name: str, language: str) -> None:
    found = lint(new_map(name, language=language))

    assert {(finding.name, finding.severity) for finding in found} == BLANK


@pytest.mark.parametrize("name", template_names())
def test_a_template_fits_the_published_schema(name: str) -> None:
    text = files("touchline.templates").joinpath(f"{name}.yaml").read_text(encoding="utf-8")

    faults = list(Draft202012Validator(json_schema()).iter_errors(compose(text)[0].value))

    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", template_names())
def test_a_new_map_survives_its_file(name: str, language: str) -> None:
    journey = new_map(name, language=language)

    assert loads(dumps(journey)) == journey
