"""
Kinds of lanes by what people call them.
"""

from __future__ import annotations

from touchline.i18n import LANGUAGES, has_message, translate
from touchline.lanes import LANES


def kind_of(title: str) -> str | None:
    """
    Find the kind of lane that a title names in any of the languages.

    Args:
        title: The title, or the kind itself.

    Returns:
        The kind; None when it names none.
    """
    said = title.strip().casefold()
    for kind in LANES:
        key = f"lane.{kind}.title"
        if said == kind:
            return kind
        if has_message(key) and any(translate(key, tag).casefold() == said for tag in LANGUAGES):
            return kind
    return None
