"""
Where real paths leave the planned way (M2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Icon
from touchline.i18n import percent, translate
from touchline.lanes._details import figure_details
from touchline.lanes._measured import Block, MeasuredLane

if TYPE_CHECKING:
    from touchline.lanes import Column, Row
    from touchline.measuring.measured import Deviation, StepMeasures

#: Deviations that are drawn at one step; all of them stand in its details.
_MOST = 4

#: What each kind looks like.
_ICONS = {
    "skipped": "chevrons-right",
    "inserted": "corner-down-right",
    "repeated": "repeat",
    "backward": "undo-2",
}

#: The side of an icon and its distance to the words, px.
_ICON, _AFTER = 11.0, 5.0


class Deviations(MeasuredLane):
    """
    Steps skipped, inserted and repeated, each with the share of customers who do so.
    """

    icon: ClassVar[str] = "git-branch"

    def has_figures(self, measures: StepMeasures) -> bool:
        """
        A bound step is compared with the plan; others cannot be.
        """
        return measures.is_bound

    def place(self, row: Row, column: Column, measures: StepMeasures, block: Block) -> None:
        """
        Place the most frequent deviations, each with its icon.
        """
        del column
        found = _found(row, measures.step)
        if not found:
            block.note(translate("scene.as-planned", row.language))
        for item in found[:_MOST]:
            top = block.y + 2.5
            colour = block.pen.theme.second
            is_directional = item.kind != "repeated"
            icon = Icon(
                name=_ICONS[item.kind],
                x=block.x,
                y=top,
                size=_ICON,
                colour=colour,
                is_directional=is_directional,
            )
            block.children.append(icon)
            words = Block(
                block.pen, block.x + _ICON + _AFTER, block.y, block.width - _ICON - _AFTER
            )
            words.note(_told(item, row.language), colour=block.pen.theme.ink)
            block.children.extend(words.children)
            block.y = words.y

    def say(self, row: Row, measures: StepMeasures) -> tuple[str, ...]:
        """
        Say each deviation.
        """
        found = _found(row, measures.step)
        if not found:
            return (translate("scene.as-planned", row.language),)
        return tuple(_told(item, row.language) for item in found)

    def details(self, row: Row, step: str) -> tuple[str, ...]:
        """
        Say each deviation with its interval.
        """
        found = _found(row, step)
        if not found:
            return self.tell(row, step)
        return tuple(
            f"{_told(item, row.language)} · {figure_details(item.share, row.language)}"
            for item in found
        )


def _found(row: Row, step: str) -> list[Deviation]:
    conformance = row.measures.conformance if row.measures else None
    if conformance is None:
        return []
    return [item for item in conformance.deviations if item.step == step]


def _told(item: Deviation, language: str) -> str:
    share = percent(item.share.value or 0.0, language)
    key = f"scene.deviation-{item.kind}"
    return translate(key, language, share=share, activity=item.activity or "")
