"""
Personas as people write them above a map.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from touchline.model.naming import Ids

#: A name ends here; what follows says who that is.
_ENDS = re.compile(r"\s*[,，،;；\n(（–—]\s*|\s+-\s+")
_LONGEST_NAME = 60


def persona_of(text: str, ids: Ids) -> list[dict[str, Any]]:
    """
    Read one persona, or several on a line each.

    Args:
        text: What stands behind the label.
        ids: The ids of personas.

    Returns:
        The personas as a file would hold them.
    """
    lines = [line.strip(" •-*") for line in text.split("\n") if line.strip()]
    are_several = len(lines) > 1 and all(len(line) <= _LONGEST_NAME for line in lines)
    return [_persona(line, ids) for line in (lines if are_several else ["\n".join(lines)])]


def _persona(text: str, ids: Ids) -> dict[str, Any]:
    name, *rest = _ENDS.split(text, maxsplit=1)
    if not name or len(name) > _LONGEST_NAME:
        name, rest = text[:_LONGEST_NAME].rsplit(" ", 1)[0], [text]
    persona: dict[str, Any] = {"id": ids.of(name, "persona"), "name": name}
    summary = rest[0].strip(" )）") if rest else ""
    if summary:
        persona["summary"] = summary
    return persona
