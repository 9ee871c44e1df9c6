"""
What a column has to hold for its row to count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.errors import InputError
from touchline.eventlog.columns import NumberColumn

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt

    from touchline.eventlog.columns import Column, TextColumn

    Mask = npt.NDArray[np.bool_]

#: What a person may ask a column to hold; None is nothing known.
Entry = str | float | None


class BrokenPattern(InputError):
    """
    A text is no regular expression.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """
    What a column has to hold; all that is stated has to be true.

    Args:
        values: The entries that count; None among them stands for nothing known.
        at_least: The lowest number that counts.
        below: The first number that no longer counts.
        matching: A regular expression that the text has to contain.
        negated: The opposite is wanted.
    """

    values: Collection[Entry] | None = None
    at_least: float | None = None
    below: float | None = None
    matching: re.Pattern[str] | None = None
    negated: bool = False

    def mask(self, column: Column) -> Mask:
        """
        Test every row.

        Args:
            column: Texts or numbers; a bound is never met by a text, nor a pattern by a number.

        Returns:
            Which rows meet the condition.
        """
        is_met = (
            self._numbers(column.values)
            if isinstance(column, NumberColumn)
            else self._texts(column)
        )
        return ~is_met if self.negated else is_met

    def _numbers(self, values: npt.NDArray[np.float64]) -> Mask:
        is_met = np.full(len(values), self.matching is None)
        if self.values is not None:
            wanted = [float(str(v)) for v in self.values if _is_number(v)]
            is_met &= np.isin(values, wanted) | (np.isnan(values) & (None in self.values))
        if self.at_least is not None:
            is_met &= values >= self.at_least
        if self.below is not None:
            is_met &= values < self.below
        return is_met

    def _texts(self, column: TextColumn) -> Mask:
        has_bound = self.at_least is not None or self.below is not None
        known = [
            not has_bound
            and (self.values is None or text in self.values)
            and (self.matching is None or self.matching.search(text) is not None)
            for text in column.vocabulary
        ]
        # The last place answers for ABSENT, which indexes from the end.
        is_absent_met = self.values is not None and None in self.values and self.matching is None
        return np.asarray([*known, is_absent_met and not has_bound], dtype=np.bool_)[column.codes]


def _is_number(value: object) -> bool:
    try:
        float(str(value))
    except ValueError:
        return False
    return True


def condition(
    values: Entry | Collection[Entry],
    *,
    at_least: float | None,
    below: float | None,
    matching: str | None,
    negated: bool,
) -> Condition:
    """
    Read a condition as a caller writes it.

    Args:
        values: One entry, or several of which any counts; None when only the rest is stated.
        at_least: The lowest number that counts.
        below: The first number that no longer counts.
        matching: A regular expression that the text has to contain.
        negated: The opposite is wanted.

    Returns:
        The condition.

    Raises:
        BrokenPattern: The regular expression is none.
    """
    is_plain = isinstance(values, str | float | int)
    several = (values,) if is_plain else values
    if several is None and at_least is None and below is None and matching is None:
        several = (None,)
    return Condition(
        values=several,  # type: ignore[arg-type]
        at_least=at_least,
        below=below,
        matching=None if matching is None else compiled(matching),
        negated=negated,
    )


def compiled(text: str) -> re.Pattern[str]:
    """
    Read a regular expression.

    Args:
        text: As a person writes it.

    Returns:
        The expression.

    Raises:
        BrokenPattern: It is none.
    """
    try:
        return re.compile(text)
    except re.error as fault:
        raise BrokenPattern(pattern=text, reason=str(fault)) from fault
