"""
The kinds of lanes by what they are called in any language.
"""

from __future__ import annotations

from functools import cache

from touchline.i18n import languages, translate
from touchline.lanes import LANES


@cache
def authored_kinds() -> dict[str, str]:
    """
    Find the kinds of lanes that an author fills, by their titles in every language.

    Returns:
        Kinds by title in lower case, and by themselves.
    """
    kinds = [kind for kind, lane in LANES.items() if not lane.is_measured]
    titles = {
        translate(f"lane.{kind}.title", tag).casefold(): kind
        for kind in reversed(kinds)
        for tag in languages()
    }
    return titles | {kind: kind for kind in kinds}
