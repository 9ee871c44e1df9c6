"""
What the lanes say of a step that have no sentence of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import has_message, translate
from touchline.lanes import LANES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.lanes._row import Row
    from touchline.model.structure import Step
    from touchline.scene.story.voice import Voice

#: The kinds of lanes that the story tells in sentences, or leaves to the answers of the log.
_TOLD = frozenset(
    {
        "actions", "thoughts", "emotion", "importance", "needs", "wants", "expectations",
        "touchpoints", "enablers", "barriers", "pain-points", "support", "insights",
        "opportunities", "solutions", "changes", "customer-content", "evidence",
    }
)  # fmt: skip


#: The kind of lanes that hold figures which the team keeps itself.
_KEPT = "metrics"


def told_elsewhere(
    voice: Voice, step: Step, rows: Sequence[Row], *, kept: bool = False
) -> Iterator[str]:
    """
    Tell every other authored lane by its name and what it holds.

    Args:
        voice: What says the sentences.
        step: The step.
        rows: The lanes with cards there.
        kept: Tell those of figures that the team keeps, and only those.

    Yields:
        One sentence a lane.
    """
    for row in rows:
        kind = row.lane.kind
        lane = LANES.get(kind)
        if kind in _TOLD or (kind == _KEPT) is not kept or (lane is not None and lane.is_measured):
            continue
        if lane is None:
            lines = tuple(voice.said(card.text) for card in row.cards(step.id))
        else:
            lines = tuple(line.rstrip(".。") for line in lane.tell(row, step.id))
        if items := voice.listed(" ".join(line.split()) for line in lines):
            yield voice.tell("other-lane", lane=_title(voice, row), items=items)


def _title(voice: Voice, row: Row) -> str:
    if row.lane.title:
        return voice.said(row.lane.title)
    key = f"lane.{row.lane.kind}.title"
    return translate(key, voice.language) if has_message(key) else row.lane.kind
