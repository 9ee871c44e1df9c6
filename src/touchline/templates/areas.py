"""
Which parts of a customer's life an objective speaks of, and who usually answers for them (R-101,
R-102).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.templates.situations import n_told

if TYPE_CHECKING:
    from touchline.model.structure import StageKind
    from touchline.templates.situations import Breadth

__all__ = ["AREAS", "Area", "areas_in", "breadth_in"]


@dataclass(frozen=True, slots=True)
class Area:
    """
    A part of a customer's life with a company.

    Args:
        name: The kind of stage that it is.
        departments: Who usually answers for it, by the names under `department.` in the catalogues.
    """

    name: StageKind
    departments: tuple[str, ...]


AREAS = (
    Area("awareness", ("marketing",)),
    Area("consideration", ("marketing", "sales")),
    Area("purchase", ("sales", "accounting")),
    Area("delivery", ("logistics", "customer-service")),
    Area("use", ("product", "customer-service")),
    Area("support", ("customer-service",)),
    Area("retention", ("customer-service", "marketing")),
    Area("loyalty", ("marketing",)),
)


def areas_in(words: str, language: str = "en") -> tuple[StageKind, ...]:
    """
    Recognise the parts of a customer's life that somebody speaks of.

    Args:
        words: What was said.
        language: The language of the words; English is understood beside it.

    Returns:
        The parts, the one most spoken of first; of equals, the one that comes first in life.
    """
    counted = {area.name: n_told(f"area.{area.name}.words", words, language) for area in AREAS}
    found = [name for name, n in counted.items() if n]
    return tuple(sorted(found, key=lambda name: -counted[name]))


def breadth_in(words: str, language: str = "en") -> Breadth | None:
    """
    Recognise whether somebody speaks of the whole experience or of a part of it.

    Args:
        words: What was said.
        language: The language of the words; English is understood beside it.

    Returns:
        `broad` when words for the whole occur, else `specific` when a part is named, else None.
    """
    if n_told("breadth.broad.words", words, language):
        return "broad"
    return "specific" if areas_in(words, language) else None
