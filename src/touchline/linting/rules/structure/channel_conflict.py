"""
Channels that pass the customer back and forth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.location import Location
from touchline.model.experience import Touchpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked
    from touchline.linting.finding import Quoted

#: Stages in which customers meet the thing itself, through whatever channel it comes.
_OF_THE_THING = frozenset({"delivery", "use"})


class ChannelConflict(Rule):
    """
    The planned way forces the customer out of a channel for one step, and back again.

    Why it matters:
        Whoever orders online, has to call to confirm and goes on online pays for how the company
        is built. Only steps that exist in a single channel are held against their neighbours: where
        the same can be done without leaving, the change of channel is a choice. In stages of
        delivery and of use the thing itself is met, which is no detour. Touchpoints that are only
        wanted do not help today. Channels that state different things are told as contradicting
        facts.

    Source:
        R-203; Verhoef, Kannan and Inman, “From Multi-Channel Retailing to Omni-Channel Retailing”,
        Journal of Retailing 91(2), 2015.

    Flagged:
        ```yaml
        channels: [{id: web}, {id: phone}]
        stages:
          - id: buy
            name: Buy
            steps:
              - {id: order, name: I order}
              - {id: confirm, name: I confirm}
              - {id: pay, name: I pay}
        lanes:
          - id: touchpoints
            kind: touchpoints
            cells:
              - {at: order, cards: [{id: p1, text: Shop, channel: web}]}
              - {at: confirm, cards: [{id: p2, text: Hotline, channel: phone}]}
              - {at: pay, cards: [{id: p3, text: Till, channel: web}]}
        ```

    Clean:
        ```yaml
        channels: [{id: web}, {id: phone}]
        stages:
          - id: buy
            name: Buy
            steps:
              - {id: order, name: I order}
              - {id: confirm, name: I confirm}
              - {id: pay, name: I pay}
        lanes:
          - id: touchpoints
            kind: touchpoints
            cells:
              - {at: order, cards: [{id: p1, text: Shop, channel: web}]}
              - at: confirm
                cards:
                  - {id: p2, text: Hotline, channel: phone}
                  - {id: p4, text: A link to confirm, channel: web}
              - {at: pay, cards: [{id: p3, text: Till, channel: web}]}
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-203"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Hold the channel of each planned step against those before and after it.
        """
        channels = _channels(checked)
        way = [
            step.id
            for step in checked.journey.steps
            if step.path == "main" and not step.is_optional and step.id in channels
        ]
        for before, step, after in zip(way, way[1:], way[2:], strict=False):
            around = channels[before] & channels[after]
            kind = checked.journey.stage_of(step).kind
            if kind in _OF_THE_THING:
                continue
            if around and len(channels[step]) == 1 and not channels[step] & around:
                yield self.found(
                    Location.of(("step", step)),
                    step=checked.step_name(step),
                    channel=_name(checked, next(iter(channels[step]))),
                    back=_name(checked, min(around)),
                )


def _channels(checked: Checked) -> dict[str, set[str]]:
    """
    Collect the channels of each step's touchpoints; a step with an unnamed channel is left out.
    """
    found: dict[str, set[str]] = {}
    unknown: set[str] = set()
    for _, cell, card in checked.cards:
        if not isinstance(card, Touchpoint) or (card.use == "wanted" and not checked.is_future):
            continue
        for step in checked.span(cell):
            if card.channel is None:
                unknown.add(step)
            else:
                found.setdefault(step, set()).add(card.channel)
    return {step: channels for step, channels in found.items() if step not in unknown}


def _name(checked: Checked, channel: str) -> Quoted:
    names = (one.name for one in checked.journey.channels if one.id == channel)
    return checked.said(next(names, None), channel)
