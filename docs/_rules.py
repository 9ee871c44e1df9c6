"""
The pages of the lint rules, made from their docstrings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs._markdown import page, table
from touchline.i18n import translate
from touchline.linting.pages import page as rule_page
from touchline.linting.rule import RULES
from touchline.registry import names

if TYPE_CHECKING:
    from collections.abc import Mapping


def pages() -> Mapping[str, str]:
    """
    Write a page for each rule and one that lists them.

    Returns:
        Texts by file name.
    """
    known = names("touchline.linting.rules")
    rows = (
        (f"[{name}]({name}.md)", translate(f"rule.{name}.title"), RULES[name].severity)
        for name in known
    )
    index = page(
        "Lint rules",
        "`touchline check MAP` and `touchline.lint(journey)` look for these mistakes. Where a rule"
        " does not apply, the map says so beside the thing, with the reason:"
        " `allow: {too-few-steps: only returns are told here}`.",
        table(("rule", "mistake", "usual severity"), rows),
    )
    return {
        "rules/README.md": index,
        **{f"rules/{name}.md": rule_page(name) for name in known},
    }
