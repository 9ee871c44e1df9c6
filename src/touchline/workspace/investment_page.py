"""
The case for an investment on one page for management: Markdown, HTML, and plain data for programs.
"""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from touchline.i18n import duration_text, money, number, percent, translate
from touchline.workspace.sheets import (
    Block,
    Facts,
    Grid,
    Heading,
    Items,
    Words,
    markdown,
    page,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.analysis import Interval
    from touchline.diagnostics import Diagnostic
    from touchline.workspace.investment import InvestmentCase
    from touchline.workspace.investment_money import Outcome
    from touchline.workspace.resources import CostSum, ResourceLine, Upkeep


#: Days of a year.
_DAYS = 365.25
#: Nothing is looked at for longer than so many years.
_LONGEST = 1e6
#: Digits of a difference of shares, which is often small.
_FINE = 2


def as_markdown(case: InvestmentCase) -> str:
    """
    Write a case as Markdown.

    Args:
        case: The case.

    Returns:
        The text.
    """
    return markdown(blocks(case))


def as_html(case: InvestmentCase) -> str:
    """
    Write a case as a page to show or to print.

    Args:
        case: The case.

    Returns:
        The page, which asks the network for nothing.
    """
    title = translate("case.title", case.language, title=case.title)
    return page(blocks(case), title=title, language=case.language)


def plain_case(case: InvestmentCase) -> dict[str, Any]:
    """
    Say a case for programs.

    Args:
        case: The case.

    Returns:
        Plain data; shares in [0, 1], money in the stated currencies.
    """
    data: dict[str, Any] = {
        name: getattr(case, name)
        for name in ("map", "title", "objective", "target", "currency", "verdict")
    }
    data["plan"] = asdict(case.plan)
    for name in ("needs", "has"):
        data[name] = [
            asdict(line) | {"once": line.once, "yearly": line.yearly}
            for line in getattr(case, name)
        ]
    years = case.plan.years
    for name in ("costs", "running"):
        data[name] = [asdict(one) | {"over": one.over(years)} for one in getattr(case, name)]
    data["unpriced"] = list(case.unpriced)
    data["restructured"] = asdict(case.restructured) if case.restructured else None
    data |= {name: getattr(case, name) for name in ("customers", "worth", "break_even")}
    data["forecast"] = case.forecast.model_dump(mode="json") if case.forecast else None
    data["outcome"] = asdict(case.outcome) if case.outcome else None
    data["sensitivity"] = [asdict(one) for one in case.sensitivity]
    for name in ("assumptions", "warnings"):
        data[name] = [_plain(one, case.language) for one in getattr(case, name)]
    return data


def _plain(one: Diagnostic, language: str) -> dict[str, Any]:
    return {"name": one.name, "values": dict(one.values), "message": one.told(language)}


def blocks(case: InvestmentCase) -> tuple[Block, ...]:
    """
    Lay a case out as a sheet.

    Args:
        case: The case.

    Returns:
        What stands on the sheet.
    """
    return tuple(_Laying(case).all())


class _Laying:
    """
    Knows the case and its language.
    """

    def __init__(self, case: InvestmentCase) -> None:
        self.case = case
        self.language = case.language

    def words(self, key: str, **values: object) -> str:
        return translate(f"case.{key}", self.language, **values)

    def amount(self, value: float, currency: str | None) -> str:
        if currency:
            return money(value, currency, self.language, digits=0)
        return self.whole(value)

    def whole(self, value: float) -> str:
        return number(value, self.language, digits=0)

    def ranged(self, shown: str, bounds: tuple[str, str] | None) -> str:
        if bounds is None:
            return shown
        return self.words("ranged", value=shown, low=bounds[0], high=bounds[1])

    def money_range(self, value: float, bounds: Interval | None) -> str:
        currency = self.case.currency
        ends = None
        if bounds is not None:
            ends = (self.amount(bounds.low, currency), self.amount(bounds.high, currency))
        return self.ranged(self.amount(value, currency), ends)

    def all(self) -> Iterator[Block]:
        case = self.case
        yield Heading(self.words("title", title=case.title), 1)
        if case.objective:
            yield Facts(((translate("case.objective", self.language), case.objective),))
        verdict = case.verdict.replace("-", "_")
        yield Words(self.words("verdict", verdict=verdict))
        if case.outcome is not None:
            yield Facts(tuple(self.tiles(case.outcome)), is_large=True)
        yield from self.needed()
        yield from self.expected()
        yield from self.before_and_after()
        yield from self.moved()
        yield from self.told("assumed", case.assumptions)
        yield from self.told("missing", case.warnings)

    def tiles(self, outcome: Outcome) -> Iterator[tuple[str, str]]:
        years = number(self.case.plan.years, self.language)
        yield (
            self.words("net", years=years),
            self.money_range(outcome.net, outcome.interval_of_net),
        )
        yield self.words("spent", years=years), self.amount(outcome.spent, self.case.currency)
        if outcome.interval_of_gained is not None:
            low, high = (self.whole(end) for end in outcome.interval_of_gained)
            gained = self.ranged(self.whole(outcome.gained), (low, high))
            yield self.words("gained", years=years), gained
        if outcome.roi is not None:
            bounds = outcome.interval_of_roi
            ends = None if bounds is None else (self.share(bounds.low), self.share(bounds.high))
            yield self.words("roi"), self.ranged(self.share(outcome.roi), ends)
        if outcome.saving:
            yield self.words("saving", years=years), self.amount(outcome.saving, self.case.currency)
        if outcome.chance is not None:
            yield self.words("chance"), self.share(outcome.chance)
        yield self.words("payback"), self.payback(outcome.payback_years)

    def payback(self, years: float | None) -> str:
        if years is None:
            return self.words("never")
        days = math.floor(min(years, _LONGEST) * _DAYS + 0.5)
        return duration_text(days * 86_400, self.language) if days else self.words("at-once")

    def share(self, value: float) -> str:
        return percent(value, self.language, digits=0)

    def needed(self) -> Iterator[Block]:
        case = self.case
        if case.needs:
            yield Heading(self.words("needs"))
            yield self.resources(case.needs)
        if case.costs:
            yield self.sums(case.costs)
        if case.has:
            values = {"n": len(case.has), "sums": self.running(case.running)}
            yield Words(self.words("has", **values), is_note=True)

    def resources(self, lines: Iterable[ResourceLine]) -> Block:
        names = ("resource", "step", "sort", "cost", "hours", "effect")
        rows = [
            (
                line.text,
                line.step_name,
                translate(f"scene.resource-{line.sort}", self.language) if line.sort else "–",
                self.cost(line),
                self.hours(line),
                line.effect or "–",
            )
            for line in lines
        ]
        kept = [i for i in range(len(names)) if any(row[i] != "–" for row in rows) or i in {0, 3}]
        return Grid(
            head=tuple(self.words(f"head.{names[i]}") for i in kept),
            rows=tuple(tuple(row[i] for i in kept) for row in rows),
            numeric=frozenset(kept.index(i) for i in (3, 4) if i in kept),
        )

    def cost(self, line: ResourceLine) -> str:
        if line.cost is None:
            return translate("value.no-cost", self.language)
        shown = self.amount(line.cost, line.currency)
        if line.every is None:
            return shown
        return translate(f"scene.cost-{line.every}", self.language, cost=shown)

    def hours(self, line: ResourceLine) -> str:
        if line.hours is None:
            return "–"
        shown = number(line.hours, self.language)
        if line.every is None:
            return shown
        return translate(f"scene.cost-{line.every}", self.language, cost=shown)

    def sums(self, costs: Iterable[CostSum]) -> Block:
        years = self.case.plan.years
        return Grid(
            head=(
                self.words("head.currency"),
                self.words("head.once"),
                self.words("head.yearly"),
                self.words("head.over", years=number(years, self.language)),
            ),
            rows=tuple(
                (
                    one.currency or self.words("no-currency"),
                    self.amount(one.once, one.currency),
                    self.amount(one.yearly, one.currency),
                    self.amount(one.over(years), one.currency),
                )
                for one in costs
            ),
            numeric=frozenset({1, 2, 3}),
        )

    def running(self, costs: Iterable[CostSum]) -> str:
        shown = [self.amount(one.yearly, one.currency) for one in costs if one.yearly]
        return " + ".join(shown)

    def expected(self) -> Iterator[Block]:
        case, forecast = self.case, self.case.forecast
        if forecast is None:
            if case.break_even is not None:
                yield Words(self.words("break-even", n=_up(case.break_even)))
            return
        yield Heading(self.words("expected"))
        bounds = forecast.interval_of_difference
        pairs = [
            (self.words("head.target"), case.target),
            (self.words("head.share-before"), percent(forecast.share_before, self.language)),
            (self.words("head.share-after"), percent(forecast.share_after, self.language)),
        ]
        if bounds is not None:
            low, high = (self.points(value, _FINE) for value in bounds)
            shown = self.ranged(self.points(forecast.difference, _FINE), (low, high))
            pairs.append((self.words("head.difference"), shown))
        if case.break_even is not None:
            pairs.append(
                (self.words("head.break-even"), number(_up(case.break_even), self.language))
            )
        yield Facts(tuple(pairs))

    def points(self, value: float, digits: int = 1) -> str:
        return percent(value, self.language, digits=digits, signed=True)

    def before_and_after(self) -> Iterator[Block]:
        found = self.case.restructured
        if found is None:
            return
        yield Heading(self.words("restructured"))
        rows = [self.upkeep(one.name, one.today, one.later) for one in found.steps]
        rows.append(self.upkeep(self.words("in-all"), found.today, found.later))
        names = ("step", "hours-today", "hours-later", "cost-today", "cost-later")
        told = ((1, 2), (3, 4))
        # What nobody wrote down needs no columns.
        kept = (
            0,
            *(i for pair in told if any(row[k] != "–" for row in rows for k in pair) for i in pair),
        )
        yield Grid(
            head=tuple(self.words(f"head.{names[i]}") for i in kept),
            rows=tuple(tuple(row[i] for i in kept) for row in rows),
            numeric=frozenset(range(1, len(kept))),
        )
        once = [self.amount(value, name or None) for name, value in sorted(found.once.items())]
        if once:
            yield Words(self.words("once", sums=" + ".join(once)), is_note=True)
        if found.hours_once:
            yield Words(self.words("hours-once", n=found.hours_once), is_note=True)

    def upkeep(self, name: str, today: Upkeep, later: Upkeep) -> tuple[str, ...]:
        return (
            name,
            number(today.hours, self.language) if today.hours else "–",
            number(later.hours, self.language) if later.hours else "–",
            self.costs(today),
            self.costs(later),
        )

    def costs(self, upkeep: Upkeep) -> str:
        shown = [self.amount(value, name or None) for name, value in upkeep.costs.items()]
        return " + ".join(shown) or "–"

    def moved(self) -> Iterator[Block]:
        if not self.case.sensitivity:
            return
        yield Heading(self.words("sensitivity"))
        currency = self.case.currency
        yield Grid(
            head=tuple(
                self.words(f"head.{name}")
                for name in ("assumption", "varied", "net-low", "net-high")
            ),
            rows=tuple(
                (
                    self.words(f"varied.{one.name}"),
                    " / ".join(self.points(end - 1, digits=0) for end in (one.low, one.high)),
                    self.amount(one.net_low, currency),
                    self.amount(one.net_high, currency),
                )
                for one in self.case.sensitivity
            ),
            numeric=frozenset({1, 2, 3}),
        )

    def told(self, name: str, found: tuple[Diagnostic, ...]) -> Iterator[Block]:
        if found:
            yield Heading(self.words(name))
            yield Items(tuple(one.told(self.language) for one in found))


def _up(value: float) -> float:
    """
    Count whole customers: whoever is needed in part is needed.
    """
    return math.ceil(value) if math.isfinite(value) else value
