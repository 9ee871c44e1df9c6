"""
Stakeholders by power and interest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.i18n import translate
from touchline.scene.boards import Board
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.plots.quadrant import Corners, Quadrant, Spot

if TYPE_CHECKING:
    from touchline.scene.plots import Tone

#: From this power or interest on it counts as high, and the ends of both scales.
_HIGH, _ENDS = 2.5, (0.5, 5.5)
#: How those with the same place are moved apart, on the scale.
_APART = 0.2
_TONES: dict[str, Tone] = {"against": "bad", "doubtful": "quiet", "for": "good", "driving": "good"}

Attitude = Literal["against", "doubtful", "neutral", "for", "driving"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    One stakeholder.

    Args:
        name: Who it is.
        power: How much they can decide, from 1 to 5.
        interest: How much it concerns them, from 1 to 5.
        attitude: How they stand to it; None when nobody has asked.
        role: The part they play.
        wants: What they want of it.
    """

    name: str
    power: float
    interest: float
    attitude: Attitude | None = None
    role: str = ""
    wants: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeholderMap(Board):
    """
    Who can move a programme, and whom it concerns.

    Args:
        people: The stakeholders.
        title: What it is called; empty says how many there are.
    """

    people: tuple[Person, ...]
    title: str = ""

    def drawing(self, language: str) -> Drawing:
        """
        Choose a field of power against interest.
        """
        taken: dict[tuple[float, float], int] = defaultdict(int)
        spots = []
        for one in self.people:
            place = (one.interest, one.power)
            shift = _APART * taken[place]
            taken[place] += 1
            attitude = (
                translate(f"stakeholder.attitude-{one.attitude}", language) if one.attitude else ""
            )
            spots.append(
                Spot(
                    name=" · ".join(part for part in (one.name, attitude) if part),
                    x=one.interest + shift,
                    y=one.power - shift,
                    tone=_TONES.get(one.attitude or "", "plain"),
                    details="\n".join(line for line in (one.role, one.wants) if line),
                    is_hollow=one.attitude is None,
                )
            )
        plot = Quadrant(
            spots=tuple(spots),
            x_name=translate("chart.stakeholders.interest", language),
            y_name=translate("chart.stakeholders.power", language),
            x_unit="count",
            y_unit="count",
            x_middle=_HIGH,
            y_middle=_HIGH,
            x_range=_ENDS,
            y_range=_ENDS,
            corners=Corners(
                high_start=translate("stakeholder.dealing-keep-satisfied", language),
                high_end=translate("stakeholder.dealing-work-together", language),
                low_start=translate("stakeholder.dealing-watch", language),
                low_end=translate("stakeholder.dealing-keep-informed", language),
            ),
        )
        title = self.title or translate("chart.stakeholders.title", language, n=len(self.people))
        return Drawing(
            title=title,
            parts=(Part(plot),) if spots else (),
            notes=(translate("chart.stakeholders.note", language),),
        )
