"""
Which of four levers may help where customers struggle (R-205 to R-208).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.model.structure import StageKind
    from touchline.model.worth import Lever

#: By what was seen: the lever in any stage.
_ANYWHERE: dict[str, Lever] = {
    "repetition": "guide",
    "error": "guide",
    "long-wait": "inform",
    "need-for-help": "guide",
    "unsolved": "deliver",
    "wait-for-help": "inform",
}
#: Customers who go there and back look for something, or for news of what they have ordered.
_SEARCHING = frozenset({"ping-pong", "step-back"})
#: Where customers have what they came for, or are about to.
_AFTER_PURCHASE = frozenset({"delivery", "use", "support", "retention", "loyalty"})
#: By the stage in which customers leave.
_LEAVING: dict[str, Lever] = {
    "awareness": "find",
    "consideration": "find",
    "purchase": "guide",
    "delivery": "inform",
    "use": "deliver",
    "support": "deliver",
    "retention": "deliver",
    "loyalty": "deliver",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """
    A lever that is worth trying; that it helps is shown by nothing but a change that is measured.

    Args:
        lever: The lever.
        reason: Why, as the last part of the catalogue key `lever.reason.<reason>`.
    """

    lever: Lever
    reason: str


def advice_for(kind: str, stage: StageKind | None) -> Advice | None:
    """
    Suggest a lever.

    Args:
        kind: What was seen: a kind of `Friction`, `leaving`, `need-for-help`, `unsolved` or
            `wait-for-help`.
        stage: In which part of the customer's life with the company; None when nobody says.

    Returns:
        The lever with its reason; None where neither sign nor stage speaks for one.

    Examples:
        >>> advice_for("long-wait", None)
        Advice(lever='inform', reason='long-wait')
        >>> advice_for("leaving", "purchase").lever
        'guide'
    """
    if kind == "leaving":
        lever = _LEAVING.get(stage or "")
        return Advice(lever, f"leaving-{lever}") if lever else None
    if kind in _SEARCHING:
        is_waiting = stage == "delivery"
        return Advice(
            "inform" if is_waiting else "find", "looking-up" if is_waiting else "searching"
        )
    if kind == "rework":
        is_after = stage in _AFTER_PURCHASE
        return Advice("deliver" if is_after else "guide", "redone" if is_after else "rework")
    found = _ANYWHERE.get(kind)
    return Advice(found, kind) if found else None
