"""
Every rule does what its docstring shows, and says it in every language.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from touchline.document.read import build
from touchline.document.syntax import compose
from touchline.i18n import LANGUAGES, has_message
from touchline.linting.engine import lint
from touchline.linting.pages import page, sections
from touchline.linting.rule import RULES
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
def test_the_page_of_a_rule_is_fresh(name: str) -> None:
    written = Path("docs/reference/rules", f"{name}.md").read_text(encoding="utf-8")

    assert written == page(name)
