"""
Looks for one mistake in a map that is written as short as a docstring's.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from touchline.document.read import loads
from touchline.linting.engine import lint

if TYPE_CHECKING:
    from touchline.diagnostics import Diagnostic

TODAY = dt.date(2026, 6, 1)
HEAD = "touchline: 1\nid: shop\ntitle: Shop\n"


def found(rule: str, text: str) -> tuple[Diagnostic, ...]:
    """
    Look for one mistake on the first of June 2026.
    """
    return lint(loads(HEAD + text), rules=[rule], today=TODAY)


def faults(rule: str, text: str) -> list[tuple[str, str]]:
    """
    List where a mistake is found and how much it matters.
    """
    return [(str(one.at), one.severity) for one in found(rule, text)]
