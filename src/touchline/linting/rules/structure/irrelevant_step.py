"""
A step that brings nobody nearer to the goal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes import LANES
from touchline.linting.rule import Rule
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked


class IrrelevantStep(Rule):
    """
    A step of the planned way serves no purpose that the map tells, or most customers leave it out.

    Why it matters:
        Every step is relevant and helps customers to their goal; what does not is a detour. A step
        is asked about when it states no `purpose` and no lane of the customer or the frontstage
        holds a card there, while most other steps are told. On a measured map a step is also asked
        about when more customers pass it by than stop at it: it may be optional, or not needed at
        all. Ways of failure and recovery and optional steps are not asked.

    Source:
        R-223, R-209: every step is relevant and helps the customer to the goal.

    Flagged:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps:
              - {id: order, name: I order}
              - {id: confirm, name: I confirm again}
              - {id: pay, name: I pay}
        lanes:
          - id: actions
            kind: actions
            cells:
              - {at: order, cards: [{id: a1, text: Orders by phone}]}
              - {at: pay, cards: [{id: a2, text: Pays by card}]}
        ```

    Clean:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps:
              - {id: order, name: I order}
              - {id: confirm, name: I confirm again, purpose: To order nothing by mistake}
              - {id: pay, name: I pay}
        lanes:
          - id: actions
            kind: actions
            cells:
              - {at: order, cards: [{id: a1, text: Orders by phone}]}
              - {at: pay, cards: [{id: a2, text: Pays by card}]}
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-223"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Compare what is told of the steps, then what customers do.
        """
        planned = [
            step
            for step in checked.journey.steps
            if step.path == "main" and not step.is_optional and not step.purpose
        ]
        told = set(_told(checked))
        is_told_elsewhere = len(told) * 2 > len(checked.order)
        for step in planned:
            fault, n, visitors = "silent", 0, 0
            if step.id in told or not is_told_elsewhere:
                fault, n, visitors = "skipped", *_passing(checked, step.id)
                if n <= visitors:
                    continue
            at = Location.of(("step", step.id))
            name = checked.said(step.name)
            yield self.found(at, step=name, fault=fault, n=n, visitors=visitors)


def _told(checked: Checked) -> Iterator[str]:
    """
    Walk over the steps at which the customer's side is told, or the company is met.
    """
    for lane, cell, _ in checked.cards:
        if lane.kind in LANES and LANES[lane.kind].role in {"customer", "frontstage"}:
            yield from checked.span(cell)


def _passing(checked: Checked, step: str) -> tuple[int, int]:
    """
    Count the customers who pass a step by, and those who stop; nobody where too few were measured.
    """
    measures = checked.measures
    measured = measures.of(step) if measures else None
    if measures is None or measured is None or measured.visitors is None:
        return 0, 0
    if measures.conformance is None or measured.visitors.is_thin:
        return 0, 0
    for one in measures.conformance.deviations:
        if one.kind == "skipped" and one.step == step:
            return round((one.share.value or 0) * one.share.n), round(measured.visitors.value or 0)
    return 0, 0
