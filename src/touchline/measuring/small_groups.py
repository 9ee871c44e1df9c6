"""
Measured maps without the numbers about few customers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.measuring.measured import Figure, StepMeasures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.measuring.learned import Learned
    from touchline.measuring.measured import (
        Conformance,
        MeasuredMap,
        Measures,
        PeriodMeasures,
        PersonaMeasures,
        TargetCheck,
    )

#: What rounding leaves of a whole number of customers.
_NEAR = 1e-6


def guarded(measured: MeasuredMap, least: int) -> MeasuredMap:
    """
    Withhold what tells of few customers.

    A step loses all its figures when any of them tells of few, since they are worked out of each
    other; where a single place of customers is withheld, the next smallest is withheld as well,
    since all of them add up to everybody.

    Args:
        measured: The map with its measures.
        least: Numbers about fewer customers than this are withheld.

    Returns:
        The map as it may be handed out; its measures say what was withheld.
    """
    if least <= 1:
        return measured
    return replace(measured, measures=_Guard(least).measures(measured.measures))


def learned_of_enough(found: Sequence[Learned], least: int) -> tuple[Learned, ...]:
    """
    Leave out what a log says of few customers.

    Args:
        found: What was learned.
        least: What tells of fewer customers than this is left out.

    Returns:
        The rest, in its order.
    """
    return tuple(one for one in found if not _is_of_few(one, least))


def _is_of_few(one: Learned, least: int) -> bool:
    if 0 < one.n < least:
        return True
    count = one.value * one.n
    is_whole = one.unit == "share" and abs(count - round(count)) < _NEAR * max(one.n, 1)
    return is_whole and 0 < round(count) < least


class _Guard:
    """
    Knows how few are too few.
    """

    def __init__(self, least: int) -> None:
        self.least, self.n = least, 0

    def measures(self, found: Measures) -> Measures:
        is_small = 0 < found.provenance.n_cases < self.least
        steps = [self.step(one, is_small=is_small) for one in found.steps]
        update = {
            "steps": self.places(steps),
            "completion": self.figure(found.completion),
            "completion_mature": self.figure(found.completion_mature),
            "time_to_complete": self.figure(found.time_to_complete),
            "conformance": self.conformance(found.conformance, is_small=is_small),
            "personas": tuple(map(self.persona, found.personas)),
            "periods": self.periods(found.periods, {one.step for one in steps if one.is_withheld}),
        }
        warnings = [one for one in found.warnings if not self._tells(one)]
        if self.n:
            values = {"n": self.n, "least": self.least}
            key = "warning.small-groups"
            warnings.append({"name": "small-groups", "key": key, "values": values, "path": ""})
        told = {"warnings": tuple(warnings), "least_group": self.least, "withheld": self.n}
        return found.model_copy(update={**update, **told})

    def step(self, found: StepMeasures, *, is_small: bool) -> StepMeasures:
        figures = [one for name, one in _figures(found) if name != "occupancy"]
        if not is_small and not any(map(self.is_few, figures)):
            return found.model_copy(update={"occupancy": self.figure(found.occupancy)})
        self.n += 1
        # Nobody can tell from a number that is not there what was measured against a target.
        targets = tuple(map(_unsaid, found.targets))
        place = found.occupancy
        occupancy = None if place is None else place.model_copy(update=_NOTHING)
        return StepMeasures(
            step=found.step,
            is_bound=found.is_bound,
            is_withheld=True,
            occupancy=occupancy,
            targets=targets,
        )

    def places(self, steps: list[StepMeasures]) -> tuple[StepMeasures, ...]:
        """
        Withhold the next smallest share of customers where only one is withheld.
        """
        gone = [one for one in steps if one.occupancy is not None and one.occupancy.value is None]
        shown = [
            (one.occupancy.value, i)
            for i, one in enumerate(steps)
            if one.occupancy is not None and one.occupancy.value
        ]
        if len(gone) == 1 and shown:
            _, i = min(shown)
            share = steps[i].occupancy
            assert share is not None  # noqa: S101 (it was chosen for its value)
            self.n += 1
            steps[i] = steps[i].model_copy(update={"occupancy": share.model_copy(update=_NOTHING)})
        return tuple(steps)

    def persona(self, found: PersonaMeasures) -> PersonaMeasures:
        """
        Withhold a channel that reached few of a persona, and everything of a persona of few.
        """
        few = self.is_few(found.share)
        kept = tuple(one for one in found.channels if not few and not self.is_few(one.share))
        self.n += len(found.channels) - len(kept)
        completion = found.completion
        if few and completion is not None:
            self.n += 1
            completion = completion.model_copy(update=_NOTHING)
        update = {
            "share": self.figure(found.share),
            "channels": kept,
            "completion": self.figure(completion),
        }
        return found.model_copy(update=update)

    def periods(
        self, found: Sequence[PeriodMeasures], withheld: set[str]
    ) -> tuple[PeriodMeasures, ...]:
        """
        Withhold a period of few, and the next smallest where only one is, since all add up.

        In the others a step is left out where it is withheld as a whole, or where few stayed.
        """
        gone = {i for i, one in enumerate(found) if self._is_few_in(one)}
        others = [i for i in range(len(found)) if i not in gone and _entered(found[i])]
        if len(gone) == 1 and others:
            gone.add(min(others, key=lambda i: _entered(found[i])))
        self.n += len(gone)
        nothing: dict[str, object] = {"completion": None, "steps": {}, "is_withheld": True}
        return tuple(
            one.model_copy(update=nothing if i in gone else self._steps_of(one, withheld))
            for i, one in enumerate(found)
        )

    def _steps_of(self, period: PeriodMeasures, withheld: set[str]) -> dict[str, object]:
        kept = {
            step: figure
            for step, figure in period.steps.items()
            if step not in withheld and not self.is_few(_others(figure))
        }
        self.n += len(period.steps) - len(kept)
        return {"steps": kept}

    def _is_few_in(self, period: PeriodMeasures) -> bool:
        return any(map(self.is_few, (period.completion, *period.steps.values())))

    def conformance(self, found: Conformance | None, *, is_small: bool) -> Conformance | None:
        if found is None:
            return None
        kept = tuple(one for one in found.deviations if not is_small and not self.is_few(one.share))
        known = {name: n for name, n in found.unknown_activities.items() if n >= self.least}
        self.n += len(found.deviations) - len(kept)
        self.n += len(found.unknown_activities) - len(known)
        rates = {name: self.figure(getattr(found, name)) for name in _RATES}
        return found.model_copy(update={**rates, "deviations": kept, "unknown_activities": known})

    def figure(self, found: Figure | None) -> Figure | None:
        if found is None or not self.is_few(found):
            return found
        self.n += 1
        return found.model_copy(update=_NOTHING)

    def is_few(self, found: Figure | None) -> bool:
        """
        Tell whether a figure rests on few customers, or counts few of many.
        """
        if found is None or found.value is None or found.unit == "events":
            return False
        if 0 < found.n < self.least:
            return True
        count = found.value if found.unit == "customers" else found.value * found.n
        is_share = found.unit == "share" and abs(count - round(count)) < _NEAR * max(found.n, 1)
        is_count = found.unit == "customers" or is_share
        return is_count and 0 < round(count) < self.least

    def _tells(self, warning: dict[str, object]) -> bool:
        values = warning.get("values")
        numbers = values.values() if isinstance(values, dict) else ()
        return any(type(one) is int and 0 < one < self.least for one in numbers)


#: A figure that says nothing.
_NOTHING = {"value": None, "n": 0, "low": None, "high": None}
#: The shares of conformance that are shares of customers.
_RATES = ("follows", "in_order", "complete")


def _figures(found: StepMeasures) -> Iterator[tuple[str, Figure]]:
    for name in StepMeasures.model_fields:
        value = getattr(found, name)
        if isinstance(value, Figure):
            yield name, value


def _others(figure: Figure) -> Figure:
    """
    Give the share of those whom a share leaves out.
    """
    value = None if figure.value is None else 1 - figure.value
    return figure.model_copy(update={"value": value})


def _entered(period: PeriodMeasures) -> int:
    return period.completion.n if period.completion else 0


def _unsaid(check: TargetCheck) -> TargetCheck:
    return check.model_copy(update={"figure": None, "verdict": "unknown"})
