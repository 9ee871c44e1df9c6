"""
The page of each rule, made from its docstring and its words.
"""

from __future__ import annotations

import inspect
import re

from touchline.i18n import translate
from touchline.linting.rule import RULES, Rule

#: What stands on the page of a rule whose mistake can be undone without losing anything.
_MENDED = "`touchline check --fix` mends what can be mended here without losing anything."

_SECTION = re.compile(r"^(Why it matters|Source|Flagged|Clean):$", re.MULTILINE)


def sections(rule: Rule) -> dict[str, str]:
    """
    Take the docstring of a rule apart.

    Args:
        rule: The rule.

    Returns:
        The text under `summary`, `Why it matters`, `Source`, `Flagged` and `Clean`.
    """
    pieces = _SECTION.split(inspect.cleandoc(type(rule).__doc__ or ""))
    named = dict(zip(pieces[1::2], map(inspect.cleandoc, pieces[2::2]), strict=True))
    return {"summary": pieces[0].strip(), **{name: text.strip() for name, text in named.items()}}


def page(name: str) -> str:
    """
    Write the page of one rule.

    Args:
        name: The rule.

    Returns:
        Markdown.
    """
    rule = RULES[name]
    parts = sections(rule)
    needs = "a measured map" if rule.is_measured else "a map"
    title = translate(f"rule.{name}.title")
    reads = f"Name: `{name}` · usual severity: {rule.severity} · reads {needs}"
    return "\n\n".join(
        [
            f"# {title}",
            parts["summary"],
            reads,
            "## Why it matters",
            parts["Why it matters"],
            f"Source: {parts['Source']}",
            "## What to do",
            translate(f"rule.{name}.fix"),
            *([_MENDED] if type(rule).mend is not Rule.mend else []),
            "## Flagged",
            parts["Flagged"],
            "## Clean",
            parts["Clean"],
            f"Where it does not apply, say so beside the thing: `allow: {{{name}: the reason}}`.\n",
        ]
    )
