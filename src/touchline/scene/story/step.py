"""
One step of a story: what the map holds there, and what is told of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.lanes._row import Row
    from touchline.model.handoffs import Handoff
    from touchline.model.map import Branch
    from touchline.model.structure import Card, Step
    from touchline.scene.story.voice import Voice

#: What a paragraph is about.
ParagraphKind = Literal[
    "deeds", "thoughts", "feelings", "wishes", "posts", "trouble", "better", "measured", "behind"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """
    Sentences about one thing.

    Args:
        kind: What they are about.
        sentences: The sentences; those of `thoughts` and `posts` are in somebody's own words.
        title: What stands above them; empty for running text.
        sources: Where the words come from, one for each sentence; empty where nothing is known.
        text: The sentences behind each other.
    """

    kind: ParagraphKind
    sentences: tuple[str, ...]
    title: str = ""
    sources: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """
    One step with everything that the map tells of it.

    Args:
        voice: What says the sentences.
        step: The step.
        rows: The lanes with cards at the step, from top to bottom.
        handoffs: What changes hands before it.
        branches: The ways that leave here.
    """

    voice: Voice
    step: Step
    rows: tuple[tuple[Row, tuple[Card, ...]], ...]
    handoffs: tuple[Handoff, ...] = ()
    branches: tuple[Branch, ...] = ()

    def of(self, *kinds: str) -> Iterator[tuple[Row, Card]]:
        """
        Walk over the cards of some kinds of lanes.

        Args:
            kinds: The kinds.

        Yields:
            Each card with its lane.
        """
        for kind in kinds:
            for row, cards in self.rows:
                if row.lane.kind == kind:
                    for card in cards:
                        yield row, card
