"""
A scene that hardly any customer plays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked
    from touchline.measuring.measured import Figure

#: Fewer customers than one in ten are not the scenario's.
FEWEST = 0.1

#: More events than half are another story.
MOST_UNKNOWN = 0.5

#: Fewer customers than these say nothing about all.
ENOUGH = 30


class DistantScenario(Rule):
    """
    The scenario is far from what customers were measured to do.

    Why it matters:
        A scenario close to actual use is what makes a map more than a wish. Two signs are looked
        for. Hardly anybody keeps to the order of the planned steps: the whole 95 % interval of
        their share lies below one in ten. Or most of what customers did belongs to no touchpoint of
        the map. Maps of the future are not asked, nor are measurements of fewer than 30 customers.

    Source:
        R-211; van der Aalst, “Process Mining: Data Science in Action”, 2nd edition, Springer 2016,
        chapter 8 (conformance). The bounds are Touchline's own.

    Flagged:
        ```yaml
        measured:
          provenance: {source: log.csv, fingerprint: x, first: null, last: null, n_cases: 400,
            n_events: 900, measured_at: 2026-01-01T00:00:00Z}
          conformance:
            follows: {value: 0.02, n: 400, low: 0.01, high: 0.04, unit: share}
            in_order: {value: 0.05, n: 400, low: 0.03, high: 0.08, unit: share}
            complete: {value: 0.01, n: 400, low: 0.0, high: 0.03, unit: share}
            unknown_events: {value: 0.1, n: 900, unit: share}
        ```

    Clean:
        ```yaml
        measured:
          provenance: {source: log.csv, fingerprint: x, first: null, last: null, n_cases: 400,
            n_events: 900, measured_at: 2026-01-01T00:00:00Z}
          conformance:
            follows: {value: 0.4, n: 400, low: 0.35, high: 0.45, unit: share}
            in_order: {value: 0.7, n: 400, low: 0.65, high: 0.74, unit: share}
            complete: {value: 0.3, n: 400, low: 0.26, high: 0.35, unit: share}
            unknown_events: {value: 0.1, n: 900, unit: share}
        ```
    """

    severity = "hint"
    is_measured: ClassVar[bool] = True
    requirement: ClassVar[str] = "R-211"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look at the order of the steps, then at what is not on the map.
        """
        measures = checked.measures
        found = measures.conformance if measures else None
        if measures is None or found is None or checked.is_future:
            return
        if measures.provenance.n_cases < ENOUGH:
            return
        if found.in_order.n >= ENOUGH and _is_below(found.in_order, FEWEST):
            share, n = found.in_order.value, found.in_order.n
            yield self.found(fault="order", share=share, n=n, activities=())
        unknown = found.unknown_events
        if unknown.value is not None and unknown.value > MOST_UNKNOWN:
            most = tuple(list(found.unknown_activities)[:3])
            yield self.found(fault="events", share=unknown.value, n=unknown.n, activities=most)


def _is_below(figure: Figure, bound: float) -> bool:
    return figure.high is not None and figure.high < bound
