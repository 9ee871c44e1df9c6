"""
A feeling that customers did not confirm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.model.experience import Feeling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked
    from touchline.location import Location
    from touchline.model.structure import Lane

#: A difference of less than this share of the scale is a shade.
SHADE = 0.1

#: From this share of the scale on a feeling is told as good.
GOOD = 0.7

#: Most customers are more than half of them.
MOST = 0.5


class ContradictedFeeling(Rule):
    """
    What the team says of a feeling does not go with what customers answered or did.

    Why it matters:
        The curve of feelings is what readers remember, and it is mostly drawn from the gut. Three
        contradictions are told: a score outside the 95 % interval of the answers that stand behind
        it; a score that was assumed, outside the interval of a surveyed one at the same step, on
        the same scale and for the same persona, by more than a tenth of the scale; and, on a
        measured map, a good feeling at a step where more than half of the customers are lost
        (hint: they may leave content).

    Source:
        R-139, M3; Rosenbaum, Otalora and Ramírez, “How to Create a Realistic Customer Journey Map”,
        Business Horizons 60(1), 2017.

    Flagged:
        ```yaml
        stages: [{id: use, name: Use, steps: [{id: wait, name: I wait}]}]
        lanes:
          - id: feelings
            kind: emotion
            scale: {low: 1, high: 5}
            cells:
              - at: wait
                cards:
                  - {id: f1, text: Looks forward to it, score: 4.5}
                  - id: f2
                    text: Does not know when it comes
                    score: 2.1
                    low: 1.9
                    high: 2.3
                    evidence: [{grade: surveyed, source: Survey in May, n: 210}]
        ```

    Clean:
        ```yaml
        stages: [{id: use, name: Use, steps: [{id: wait, name: I wait}]}]
        lanes:
          - id: feelings
            kind: emotion
            scale: {low: 1, high: 5}
            cells:
              - at: wait
                cards:
                  - id: f2
                    text: Does not know when it comes
                    score: 2.1
                    low: 1.9
                    high: 2.3
                    evidence: [{grade: surveyed, source: Survey in May, n: 210}]
        ```
    """

    requirement: ClassVar[str] = "R-139"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Hold each feeling against its own answers, the others of its step and what was measured.
        """
        told = [
            (checked.place_of(lane, cell, card), lane, step, card)
            for lane, cell, card in checked.cards
            if isinstance(card, Feeling)
            for step in checked.span(cell)
        ]
        asked: dict[tuple[str, object], tuple[float, float]] = {}
        for _, lane, step, card in told:
            if card.low is not None and card.high is not None:
                asked.setdefault((step, _sort(lane, card)), (card.low, card.high))
        met: set[Location] = set()
        for at, lane, step, card in told:
            fault = self._fault(checked, asked, lane, step, card)
            if fault and at not in met:
                met.add(at)
                yield self.found(
                    at,
                    severity="hint" if fault == "lost" else "warning",
                    fault=fault,
                    feeling=checked.said(card.text, card.id),
                    step=checked.step_name(step),
                    score=card.score,
                )

    def _fault(
        self,
        checked: Checked,
        asked: dict[tuple[str, object], tuple[float, float]],
        lane: Lane,
        step: str,
        card: Feeling,
    ) -> str:
        """
        Name what contradicts a feeling at a step; empty when nothing does.
        """
        scale = card.scale_in(lane)
        width = scale.high - scale.low
        if card.low is not None and card.high is not None:
            return "" if card.low <= card.score <= card.high else "own"
        # A difference of exactly a shade is one, however its digits are rounded.
        shade = SHADE * width * (1 + 1e-9)
        bounds = asked.get((step, _sort(lane, card)))
        if bounds and not bounds[0] - shade <= card.score <= bounds[1] + shade:
            return "asked"
        measured = checked.measures.of(step) if checked.measures else None
        lost = measured.lost if measured else None
        is_good = (card.score - scale.low) / width >= GOOD
        if is_good and lost and not lost.is_thin and lost.low is not None and lost.low > MOST:
            return "lost"
        return ""


def _sort(lane: Lane, card: Feeling) -> tuple[object, ...]:
    """
    Say with which other feelings one can be compared.
    """
    scale = card.scale_in(lane)
    return (scale.low, scale.high, card.persona)
