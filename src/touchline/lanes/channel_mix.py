"""
In which channels a step happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Rect
from touchline.i18n import percent, translate
from touchline.lanes._measured import Block, MeasuredLane
from touchline.lanes._pen import Piece

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes import Column, Row
    from touchline.measuring.measured import ChannelShare, StepMeasures

#: Channels that are named; the smaller ones are summed up.
_NAMED = 3

#: How strongly the parts of the bar are filled, from the most used channel on.
_STRENGTHS = (1.0, 0.62, 0.38, 0.2)

#: The height of the bar and the space between its parts, px.
_HEIGHT, _GAP = 6.0, 1.5


class ChannelMix(MeasuredLane):
    """
    A bar split by channel, and the most used channels by name.
    """

    icon: ClassVar[str] = "chart-pie"

    def has_figures(self, measures: StepMeasures) -> bool:
        """
        It needs at least one channel.
        """
        return bool(measures.channels)

    def place(self, row: Row, column: Column, measures: StepMeasures, block: Block) -> None:
        """
        Place the bar with the names below it.
        """
        shares = [item.share.value or 0.0 for item in measures.channels]
        parts = [*shares[:_NAMED], *([sum(shares[_NAMED:])] if len(shares) > _NAMED else [])]
        block.put(_split_bar(block, parts, column.hue))
        for item in measures.channels[:_NAMED]:
            block.note(_told(row, item))
        if len(measures.channels) > _NAMED:
            hidden = len(measures.channels) - _NAMED
            block.note(translate("scene.more", row.language, n=hidden))

    def say(self, row: Row, measures: StepMeasures) -> tuple[str, ...]:
        """
        Say each channel with its share.
        """
        return tuple(_told(row, item) for item in measures.channels)


def _told(row: Row, item: ChannelShare) -> str:
    names = [channel.name for channel in row.journey.channels if channel.id == item.channel]
    name = row.said(names[0]) if names and names[0] else item.channel
    return f"{name} {percent(item.share.value or 0.0, row.language, digits=0)}"


def _split_bar(block: Block, parts: list[float], hue: str) -> Piece:
    """
    Place the parts of a bar beside each other.
    """
    children: list[Primitive] = []
    x = block.x
    room = block.width - _GAP * (len(parts) - 1)
    for share, strength in zip(parts, _STRENGTHS, strict=False):
        width = max(1.0, share * room)
        children.append(
            Rect(
                x=x,
                y=block.y + 4,
                width=min(width, block.x + block.width - x),
                height=_HEIGHT,
                fill=hue,
                radius=2,
                opacity=strength,
            )
        )
        x += width + _GAP
    return Piece(block.width, _HEIGHT + 8, tuple(children))
