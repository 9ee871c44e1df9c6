"""
Answers without the numbers about few people.

What is withheld is decided on the plain form of an answer, so that JSON, tables and every question
are treated alike: a row in which any number counts fewer people than the least group loses all its
numbers, and where a shown total would give a single withheld row away, the next smallest row goes
as well.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from touchline.analysis._written import Written
from touchline.diagnostics import Diagnostic
from touchline.errors import InputError
from touchline.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from touchline.analysis import Answer, Question
    from touchline.analysis._record import Record
    from touchline.analysis.impact import ImpactAnswer

    Plain = dict[str, Any]
    Rows = list[dict[str, Any]]

#: Fields of records that count people, or what few people are behind.
PEOPLE: Final = frozenset(
    {
        "active", "again", "at_risk", "begun", "bounces", "cases", "comments", "completed",
        "conversions", "count", "covered", "customers", "dropped", "ended", "entered",
        "excluded", "exits", "exposed", "failed", "finished", "fitted", "fitting",
        "following", "hidden", "hidden_cases", "in_none", "in_order", "in_several", "known",
        "known_of_rest", "longer", "mined", "n", "n_cases", "n_mature", "n_overall", "now",
        "nulls", "off_scale", "open", "other_kinds", "paths", "pending", "reached",
        "repeated", "repeaters", "respondents", "returned", "reworked", "sampled",
        "seen_once", "sessions", "silent", "skipped", "starts", "still_open", "too_long",
        "undated", "unread", "untouched", "waiting", "went_on", "without", "without_scale",
        "without_score", "without_theme",
    }
)  # fmt: skip

#: Whole numbers of records that count no people.
OTHERS: Final = frozenset(
    {
        "cluster", "cohorts", "events", "extra_events", "hidden_activities", "in_a_row", "in_place",
        "left_out", "level", "median_events", "median_position", "most", "n_events", "n_variants",
        "number", "occurrences", "order", "out_of_place", "outside", "period", "predictions",
        "purchases", "rare", "stage", "states", "step", "suggested_order", "tests",
        "ways_left_out",
    }
)  # fmt: skip

#: What says which row it is, and nothing of the people in it.
_LABELS: Final = frozenset(
    {"step", "period", "order", "cluster", "number", "stage", "scale_low", "scale_high", "unit"}
    | {"is_complete", "high_is_good"}
)

#: Tables whose rows add up to a number that is shown, each with the columns within whose values
#: they do; a table that is not known is taken to add up as a whole.
_ADDING_UP: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {
        "transitions": (("source",), ("target",)),
        "hand_offs": (("source",), ("target",)),
        "ways": (("source",), ("target",)),
        "links": (("step", "source"), ("step", "target")),
        "matrix": (("step",),),
        "channels": (("step",),),
        "scores": (("kind", "moment", "period"), ("kind", "moment", "group")),
        "cells": (("period",), ("cohort",)),
        # These tell of the same people again and again, and no total tells of one of them.
        **dict.fromkeys(
            (
                "steps", "signals", "departures", "pairs", "profile", "milestones", "left_out",
                "curve", "failing_curve", "times", "drivers", "orders", "returns", "forecasts",
                "stages", "themes", "reliability",
            ),
            (),
        ),
    }
)  # fmt: skip

#: Shares that tell how many people stand behind them, where no field counts them.
_TELLING: Final = ("value", "share", "rate")
#: What rounding leaves of a whole number of people.
_NEAR: Final = 1e-6


class TooFewPeople(InputError):
    """
    What was asked for would tell of few people, and of nothing else.
    """


def require_groups(answer: ImpactAnswer, least: int) -> None:
    """
    Refuse to tell what a change did to few people.

    Args:
        answer: The answer.
        least: How many people each of its groups must have.

    Shapes:
        none.

    Units:
        none.

    Raises:
        TooFewPeople: A group has fewer.

    Source:
        None needed.
    """
    for group in answer.groups:
        if 0 < group.n < least:
            raise TooFewPeople(at="--least-group", least=least)


@dataclass(frozen=True, slots=True)
class Guarded(Written, Shown):
    """
    An answer without its numbers about few people, which is written as an answer is.

    Args:
        answer: The answer.
        least: Numbers about fewer people than this are withheld.

    Shapes:
        those of the answer.

    Units:
        those of the answer.

    Source:
        Hundepool et al., Statistical Disclosure Control, 2012, chapter 4: primary and secondary
        suppression of cells by a threshold.
    """

    answer: Answer
    least: int
    _guard: _Guard = field(init=False, repr=False)
    _body: Plain = field(init=False, repr=False)

    def __post_init__(self) -> None:
        guard = _Guard(self.least)
        object.__setattr__(self, "_guard", guard)
        object.__setattr__(self, "_body", self._guarded(self.answer.body()))

    def _guarded(self, body: Plain) -> Plain:
        answer, guard = self.answer, self._guard
        if answer.is_about_one or 0 < answer.n_cases < self.least:
            guard.n += 1
            return guard.blank(body)
        return guard.whole(body, answer.n_cases)

    @property
    def _row_type(self) -> type[Record]:
        return self.answer.row_type

    @property
    def question(self) -> Question:
        """
        What was asked.
        """
        return self.answer.question

    @property
    def unit(self) -> str:
        """
        What the values of its rows are.
        """
        return str(getattr(self.answer, "unit", "amount"))

    def shows(self, name: str) -> bool:
        """
        Tell whether a number of its own is shown.

        Args:
            name: The field.

        Returns:
            False when it is withheld, or not known at all.
        """
        return self._body.get(name) is not None

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """
        What to know before trusting the numbers, without sentences about few people.
        """
        shown = tuple(one for one in self.answer.warnings if not self._tells(one))
        if not self._guard.n:
            return shown
        values = MappingProxyType({"n": self._guard.n, "least": self.least})
        name = "small-groups"
        return (*shown, Diagnostic(name=name, key=f"warning.{name}", values=values))

    @property
    def n_withheld(self) -> int:
        """
        How many rows and single numbers are withheld.
        """
        return self._guard.n

    def to_dict(self, language: str = "en") -> Plain:
        """
        Write the answer as plain values.

        Args:
            language: The language of the warnings.

        Returns:
            What an answer writes, with the least group and how much is withheld.
        """
        answer, told = self.answer, self.answer.to_dict(language)
        # A question may write more of its answer than it holds, such as names in words.
        body = _Guard(self.least)
        is_blank = answer.is_about_one or 0 < answer.n_cases < self.least
        whole = body.blank if is_blank else lambda one: body.whole(one, answer.n_cases)
        few = is_blank and not answer.is_about_one
        return {
            **told,
            "n_cases": None if few else told["n_cases"],
            "n_events": None if few else told["n_events"],
            "least_group": self.least,
            "withheld": self._guard.n,
            "answer": whole(told["answer"]),
            "warnings": [warning.plain(language) for warning in self.warnings],
        }

    def rows(self) -> Rows:
        """
        Lay the main table out flat.

        Returns:
            One mapping a row that is shown; numbers that are withheld are None.
        """
        return self.answer.rows_of(self._body)

    def _tells(self, warning: Diagnostic) -> bool:
        numbers = (one for one in warning.values.values() if type(one) is int)
        return any(0 < one < self.least for one in numbers)


class _Guard:
    """
    Withholds numbers, and counts how often.
    """

    def __init__(self, least: int) -> None:
        self.least, self.n = least, 0

    def is_few(self, record: Mapping[str, Any]) -> bool:
        """
        Tell whether a record says anything about few people.
        """
        if any(0 < n < self.least for n in _people(record)):
            return True
        n = record.get("n")
        if type(n) is not int:
            return False
        shares = (record.get(name) for name in _TELLING)
        return any(self._gives_away(share, n) for share in shares if type(share) is float)

    def _gives_away(self, share: float, n: int) -> bool:
        count = share * n
        is_whole = 0 <= share <= 1 and abs(count - round(count)) < _NEAR * max(n, 1)
        return is_whole and 0 < round(count) < self.least

    def blank(self, record: Mapping[str, Any]) -> Plain:
        """
        Take all numbers out of a record.
        """
        return {name: _blanked(name, value, self) for name, value in record.items()}

    def whole(self, body: Plain, n_cases: int) -> Plain:
        """
        Guard the fields of an answer, the tables row by row and its own numbers one by one.
        """
        found = {name: self._entry(name, value) for name, value in body.items()}
        gone = self._own(found)
        if gone:
            bases = {n_cases, *(n for name, n in body.items() if name in PEOPLE and _counts(n))}
            self._unsay(found, gone, bases)
            self.n += len(gone)
        return found

    def _entry(self, name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return self.whole(value, 0)
        return self._table(name, value) if _is_table(value) else value

    def _table(self, name: str, rows: Rows) -> Rows:
        if "case" in rows[0]:
            # Each row tells of one person.
            self.n += len(rows)
            return []
        inner = [{key: self._entry(key, one) for key, one in row.items()} for row in rows]
        is_few = [self.is_few(row) for row in rows]
        groupings = _ADDING_UP.get(name, ((),))
        self._complete(groupings, rows, is_few)
        if groupings:
            self._across(inner, is_few)
        self.n += sum(is_few)
        # A path that few people took tells of them by itself.
        gone = [
            self.blank(row)
            for row, few in zip(inner, is_few, strict=True)
            if few and not any(_is_listed(one) for one in row.values())
        ]
        sizes = [next(_people(row), 0) for row in rows]
        if groupings and sizes == sorted(sizes, reverse=True):
            # So does its place among rows of which each is larger than the next.
            return [row for row, few in zip(inner, is_few, strict=True) if not few] + gone
        blank = iter(gone)
        return [
            next(blank) if few else row
            for row, few in zip(inner, is_few, strict=True)
            if not (few and any(_is_listed(one) for one in row.values()))
        ]

    def _complete(
        self, groupings: Iterable[tuple[str, ...]], rows: Rows, is_few: list[bool]
    ) -> None:
        """
        Withhold further rows until no total gives a withheld one away.
        """
        groups = [group for by in groupings for group in _groups(rows, by)]
        is_changed = True
        while is_changed:
            is_changed = False
            for group in groups:
                next_row = self._next(rows, is_few, group)
                if next_row is not None:
                    is_few[next_row] = is_changed = True

    def _next(self, rows: Rows, is_few: Sequence[bool], group: Sequence[int]) -> int | None:
        sizes = {i: next(_people(rows[i]), 0) for i in group}
        gone = [i for i in group if is_few[i]]
        left = [i for i in group if not is_few[i] and sizes[i]]
        is_hidden = len(gone) > 1 and sum(sizes[i] for i in gone) >= self.least
        if not gone or is_hidden or not left:
            return None
        return min(left, key=lambda i: (sizes[i], i))

    def _across(self, rows: Rows, is_few: Sequence[bool]) -> None:
        """
        Withhold further cells of tables inside a table, whose sums over its rows are shown.
        """
        names = [name for name, value in rows[0].items() if _is_table(value)]
        for name in names:
            for place in range(max(len(row[name] or ()) for row in rows)):
                own = [i for i, row in enumerate(rows) if place < len(row[name] or ())]
                cells = [rows[i][name][place] for i in own]
                gone = [is_few[i] or _is_gone(cell) for i, cell in zip(own, cells, strict=True)]
                before = list(gone)
                self._complete(((),), cells, gone)
                for i, cell, was, now in zip(own, cells, before, gone, strict=True):
                    if now and not was:
                        self.n += 1
                        rows[i][name][place] = self.blank(cell)

    def _own(self, body: Mapping[str, Any]) -> list[str]:
        """
        Find the numbers of an answer's own that count few people, and what would tell them.
        """
        counts = {name: n for name, n in body.items() if name in PEOPLE and _counts(n) and n}
        gone = [name for name, n in counts.items() if n < self.least]
        while gone:
            shown = [n for name, n in counts.items() if name not in gone]
            if not any(_is_told(counts[name], shown) for name in gone):
                break
            left = [name for name in counts if name not in gone]
            gone.append(min(left, key=counts.__getitem__))
        return gone

    def _unsay(self, body: Plain, gone: Iterable[str], bases: Iterable[int]) -> None:
        """
        Take numbers out, with the shares that tell them and the intervals of those.
        """
        counts = {body[name] for name in gone}
        shares = {one / base for one in counts for base in bases if base}
        body.update(dict.fromkeys(gone))
        is_after = False
        for name, value in body.items():
            is_share = type(value) is float and any(
                abs(value - one) < _NEAR or abs(1 - value - one) < _NEAR for one in shares
            )
            if is_share or (is_after and "interval" in name):
                body[name] = None
            is_after = is_share


def _people(record: Mapping[str, Any]) -> Iterator[int]:
    return (n for name, n in record.items() if name in PEOPLE and _counts(n))


def _counts(value: object) -> bool:
    return type(value) is int


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _is_listed(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], str)


def _is_gone(record: Mapping[str, Any]) -> bool:
    return all(record[name] is None for name in record if name in PEOPLE)


def _blanked(name: str, value: Any, guard: _Guard) -> Any:
    if name in _LABELS or isinstance(value, str) or _is_listed(value):
        return value
    if isinstance(value, dict):
        return guard.blank(value)
    return [] if _is_table(value) else None


def _groups(rows: Rows, by: tuple[str, ...]) -> Iterator[list[int]]:
    found: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        found[tuple(row.get(name) for name in by)].append(i)
    return iter(found.values())


def _is_told(n: int, shown: Sequence[int]) -> bool:
    """
    Tell whether a number is the difference between one that is shown and the sum of some others.
    """
    for i, whole in enumerate(shown):
        sums = {0}
        for j, part in enumerate(shown):
            if j != i:
                sums |= {one + part for one in sums if one + part < whole}
        # Two numbers that are equal tell nothing of a third one.
        if whole - n in sums and whole != n:
            return True
    return False
