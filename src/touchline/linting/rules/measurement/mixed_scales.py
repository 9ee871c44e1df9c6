"""
Scores that cannot be compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.location import Location
from touchline.model.experience import Expectation, Feeling, Scored
from touchline.model.gaps import scale_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked
    from touchline.model.structure import Card, Lane

#: The ends of a scale.
_Ends = tuple[float, float]


class MixedScales(Rule):
    """
    Scores of one lane are given on different scales, or expectations on another than feelings.

    Why it matters:
        Scores on different scales are never joined: the curve breaks where the scale changes, and
        no mean or difference is taken across it. A four of five and a four of ten look alike on a
        card and are not. An expectation that names no experience is held against the feeling at its
        step; on another scale that feeling says nothing, and the gap stays unknown.

    Source:
        R-039, R-014; Dawes, “Do Data Characteristics Change According to the Number of Scale Points
        Used?”, International Journal of Market Research 50(1), 2008.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}, {id: pay, name: I pay}]}]
        lanes:
          - id: feelings
            kind: emotion
            scale: {low: 1, high: 5}
            cells:
              - {at: order, cards: [{id: f1, text: Easy, score: 4}]}
              - {at: pay, cards: [{id: f2, text: Hard, score: 4, scale: {low: 0, high: 10}}]}
        ```

    Clean:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}, {id: pay, name: I pay}]}]
        lanes:
          - id: feelings
            kind: emotion
            scale: {low: 1, high: 5}
            cells:
              - {at: order, cards: [{id: f1, text: Easy, score: 4}]}
              - {at: pay, cards: [{id: f2, text: Hard, score: 2}]}
        ```
    """

    requirement: ClassVar[str] = "R-039"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Collect the scales of each lane, then hold expectations against feelings.
        """
        scales: dict[str, set[_Ends]] = {}
        felt: dict[str, set[_Ends]] = {}
        for lane, cell, card in checked.cards:
            ends = _ends(lane, card)
            if ends is not None:
                scales.setdefault(lane.id, set()).add(ends)
                for step in checked.span(cell) if isinstance(card, Feeling) else ():
                    felt.setdefault(step, set()).add(ends)
        for scored, known in scales.items():
            if len(known) > 1:
                at = Location.of(("lane", scored))
                yield self.found(at, fault="lane", n=len(known), step="")
        for lane, cell, card in checked.cards:
            if isinstance(card, Expectation) and card.experienced is None and cell.at in felt:
                ends = _ends(lane, card)
                if ends is not None and ends not in felt[cell.at]:
                    at, name = checked.place_of(lane, cell, card), checked.step_name(cell.at)
                    yield self.found(at, severity="hint", fault="gap", n=2, step=name)


def _ends(lane: Lane, card: Card) -> _Ends | None:
    """
    Find the ends of the scale that a card is scored on; None for a card without a score.
    """
    if isinstance(card, Scored):
        scale = card.scale_in(lane)
    elif isinstance(card, Expectation) and card.expected is not None:
        scale = scale_of(card, lane)
    else:
        return None
    return scale.low, scale.high
