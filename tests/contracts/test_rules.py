"""
Every rule does what its docstring shows, and says it in every language.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from touchline.document.edits import apply
from touchline.document.read import build, journey_of
from touchline.document.syntax import compose
from touchline.i18n import LANGUAGES, has_message
from touchline.linting.engine import lint, seen_on
from touchline.linting.pages import page, sections
from touchline.linting.rule import RULES
from touchline.measuring.measured import MeasuredMap
from touchline.model.map import JourneyMap

HEAD = "touchline: 1\nid: shown\ntitle: Shown\n"


def _shown(name, section):
    text = sections(RULES[name])[section]
    assert text.startswith("```yaml\n")
    assert text.endswith("\n```")
    return build(compose(HEAD + text.removeprefix("```yaml\n").removesuffix("```"))[0].value)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_finds_the_map_that_it_shows_as_flagged(name: str) -> None:
    found = lint(_shown(name, "Flagged"), rules=[name])

    assert {finding.name for finding in found} == {name}
    assert all(finding.path for finding in found)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_passes_the_map_that_it_shows_as_clean(name: str) -> None:
    assert lint(_shown(name, "Clean"), rules=[name]) == ()


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_only_asked_about_measured_maps_when_it_needs_figures(name: str) -> None:
    is_bare = isinstance(_shown(name, "Flagged"), JourneyMap)

    assert is_bare is not RULES[name].is_measured


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_all_its_words(name: str) -> None:
    keys = [f"rule.{name}.{part}" for part in ("title", "found", "why", "fix")]

    assert [key for key in keys if not has_message(key)] == []


@pytest.mark.parametrize("name", RULES)
def test_a_finding_is_told_in_every_language(name: str) -> None:
    finding = lint(_shown(name, "Flagged"), rules=[name])[0]

    told = {finding.told(language) for language in LANGUAGES}

    assert len(told) == len(LANGUAGES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_where_it_comes_from(name: str) -> None:
    source = sections(RULES[name])["Source"]

    # The row of the requirements stands first, or further on where the source names several.
    assert RULES[name].requirement in source


@pytest.mark.parametrize("name", RULES)
def test_mending_a_map_loses_nothing_and_ends(name: str) -> None:
    found = _shown(name, "Flagged")
    edits = tuple(RULES[name].mend(seen_on(found)))

    after = apply(journey_of(found), edits)

    # Property: what is mended once is not mended again.
    mended = replace(found, journey=after) if isinstance(found, MeasuredMap) else after
    assert tuple(RULES[name].mend(seen_on(mended))) == ()


@pytest.mark.parametrize("name", RULES)
def test_the_page_of_a_rule_is_fresh(name: str) -> None:
    written = Path("docs/reference/rules", f"{name}.md").read_text(encoding="utf-8")

    assert written == page(name)
