"""
A card that the data knows better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.location import Location
from touchline.model.experience import Touchpoint

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked
    from touchline.measuring.measured import Measures, StepMeasures

#: How a log names events without a channel.
_NONE = "(none)"


class ContradictedCard(Rule):
    """
    The log contradicts what a card or a persona says.

    Why it matters:
        A map that is bound to data can be wrong in ways that nobody has to find by reading. A
        touchpoint that is said to be in use and whose binding recognises no event is silent:
        renamed, moved or gone. One that is said to be wanted and has events exists. One that is
        said to happen in a channel of which its step's events know nothing happens elsewhere. And a
        persona whose segment no customer of the log belongs to is nobody. A binding that ended
        before the log began, or begins after it, is not asked.

    Source:
        M1, M3, R-137, R-212.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: touchpoints
            kind: touchpoints
            cells:
              - at: order
                cards: [{id: p1, text: Shop, binding: [{activities: [order placed]}]}]
        measured:
          provenance: {source: log.csv, fingerprint: x, first: null, last: null, n_cases: 200,
            n_events: 400, measured_at: 2026-01-01T00:00:00Z}
          steps:
            - {step: order, is_bound: true, events: 0, touchpoint_events: {p1: 0}}
        ```

    Clean:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: touchpoints
            kind: touchpoints
            cells:
              - at: order
                cards: [{id: p1, text: Shop, binding: [{activities: [order placed]}]}]
        measured:
          provenance: {source: log.csv, fingerprint: x, first: null, last: null, n_cases: 200,
            n_events: 400, measured_at: 2026-01-01T00:00:00Z}
          steps:
            - {step: order, is_bound: true, events: 180, touchpoint_events: {p1: 180}}
        ```
    """

    is_measured: ClassVar[bool] = True
    requirement: ClassVar[str] = "M3"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Go through the bound touchpoints, then the personas.
        """
        measures = checked.measures
        if measures is None or checked.is_future:
            return
        by_step = {one.step: one for one in measures.steps}
        for lane, cell, card in checked.cards:
            if not isinstance(card, Touchpoint) or not _was_open(card, measures):
                continue
            here = [by_step[step] for step in checked.span(cell) if step in by_step]
            fault, channel = _fault(card, here)
            if fault:
                yield self.found(
                    checked.place_of(lane, cell, card),
                    fault=fault,
                    name=checked.said(card.text, card.id),
                    channel=card.channel or "",
                    other=channel,
                )
        for persona in checked.journey.personas:
            if any(one.persona == persona.id and one.share.value == 0 for one in measures.personas):
                yield self.found(
                    Location.of(("persona", persona.id)),
                    fault="nobody",
                    name=checked.said(persona.name, persona.id),
                    channel="",
                    other="",
                )


def _fault(card: Touchpoint, here: list[StepMeasures]) -> tuple[str, str]:
    """
    Name what contradicts a touchpoint, with the channel in which its step mostly happens.
    """
    counts = [one.touchpoint_events[card.id] for one in here if card.id in one.touchpoint_events]
    if not counts:
        return "", ""
    if card.use == "wanted":
        return ("wanted", "") if any(counts) else ("", "")
    if not any(counts):
        return "silent", ""
    channels = {one.channel: one.share.value or 0.0 for step in here for one in step.channels}
    unnamed = channels.pop(_NONE, 0.0)
    if card.channel and channels and not unnamed and card.channel not in channels:
        return "channel", max(channels, key=lambda name: channels[name])
    return "", ""


def _was_open(card: Touchpoint, measures: Measures) -> bool:
    """
    Tell whether a binding held on some day of the log.
    """
    first, last = _day(measures.provenance.first), _day(measures.provenance.last)
    return any(
        not (first and one.until and one.until < first)
        and not (last and one.since and one.since > last)
        for one in card.binding
    )


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None
