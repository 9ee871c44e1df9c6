"""
A map that does not say which kind of journey it tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.model.experience import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked

#: Map types that do not tell a journey of one kind.
_OF_NO_KIND = frozenset({"service-blueprint", "day-in-the-life"})

#: A map with stages of both kinds tells the whole lifecycle.
_BEFORE = frozenset({"awareness", "consideration"})
_AFTER = frozenset({"retention", "loyalty"})


class NoJourneyKind(Rule):
    """
    The map does not say which kind of journey it tells.

    Why it matters:
        Purchase, lead generation, engagement and retention begin and end elsewhere, are watched by
        other figures and go wrong in other ways. Whoever changes something without knowing the kind
        measures the wrong end of it: then it is a warning, before that a hint. Not asked are maps
        without cards, blueprints, days in the life, and maps of the whole lifecycle, which hold
        several kinds.

    Source:
        R-229, R-090 to R-093: starting a campaign without knowing which kind of journey fits is
        among the mistakes that the field's sources name.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: actions
            kind: actions
            cells: [{at: order, cards: [{id: a1, text: Orders by phone}]}]
        ```

    Clean:
        ```yaml
        kind: purchase
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: actions
            kind: actions
            cells: [{at: order, cards: [{id: a1, text: Orders by phone}]}]
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-229"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for the kind once the map holds cards.
        """
        journey = checked.journey
        if journey.kind or not checked.cards or journey.type in _OF_NO_KIND:
            return
        kinds = {stage.kind for stage in journey.stages}
        if kinds & _BEFORE and kinds & _AFTER:
            return
        has_begun = any(
            isinstance(card, Change) and card.status in {"doing", "done"}
            for _, _, card in checked.cards
        )
        yield self.found(
            severity="warning" if has_begun else "hint", begun="yes" if has_begun else "no"
        )
