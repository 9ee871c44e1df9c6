"""
Attribute columns of a log: dictionary-coded texts or numbers, with absence of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

#: The code of a missing text.
ABSENT = -1


class UnknownColumn(NotFound):
    """
    No column has that name.
    """


@dataclass(frozen=True, slots=True, eq=False)
class TextColumn:
    """
    Texts as codes into a sorted vocabulary.

    Args:
        codes: One code a row, `ABSENT` where nothing is known.
        vocabulary: The texts, sorted, each once.

    Shapes:
        codes (n,) int32.
    """

    codes: npt.NDArray[np.int32]
    vocabulary: tuple[str, ...]

    def take(self, rows: npt.NDArray[np.intp]) -> TextColumn:
        """
        Choose rows.

        Args:
            rows: Row numbers, in the wanted order.

        Returns:
            A column of those rows with the same vocabulary.
        """
        return TextColumn(self.codes[rows], self.vocabulary)

    def text(self, row: int) -> str | None:
        """
        Read one row.

        Args:
            row: The row number.

        Returns:
            The text, or None where nothing is known.
        """
        code = int(self.codes[row])
        return None if code == ABSENT else self.vocabulary[code]


@dataclass(frozen=True, slots=True, eq=False)
class NumberColumn:
    """
    Numbers, NaN where nothing is known.

    Shapes:
        values (n,) float64.
    """

    values: npt.NDArray[np.float64]

    def take(self, rows: npt.NDArray[np.intp]) -> NumberColumn:
        """
        Choose rows.

        Args:
            rows: Row numbers, in the wanted order.

        Returns:
            A column of those rows.
        """
        return NumberColumn(self.values[rows])


Column = TextColumn | NumberColumn

#: Larger amounts cannot be added exactly, and stand for a slip or a sign of absence.
LARGEST = 1e15


def addable(column: NumberColumn) -> NumberColumn:
    """
    Forget the amounts that are too large to be added.

    Args:
        column: Amounts.

    Returns:
        The same amounts, NaN where there was none or one beyond `LARGEST`.
    """
    with np.errstate(invalid="ignore"):
        is_small = np.abs(column.values) <= LARGEST
    return NumberColumn(np.where(is_small, column.values, np.nan))


def number_text(number: float) -> str:
    """
    Write a number where it stands for a name.

    Args:
        number: A finite number.

    Returns:
        The shortest text that no other number has; a whole number has no point.

    Examples:
        >>> number_text(7.0), number_text(1234567.5)
        ('7', '1234567.5')
    """
    is_whole = float(number).is_integer() and abs(number) <= LARGEST
    return str(int(number)) if is_whole else repr(float(number))


def encode(texts: Iterable[str | None]) -> TextColumn:
    """
    Turn texts into codes.

    Args:
        texts: One text a row; None and blank text are nothing known.

    Returns:
        The column, its vocabulary sorted by code point.
    """
    rows = [None if text is None or not text.strip() else text for text in texts]
    vocabulary = tuple(sorted({text for text in rows if text is not None}))
    code_of = {text: code for code, text in enumerate(vocabulary)}
    codes = (ABSENT if text is None else code_of[text] for text in rows)
    return TextColumn(np.fromiter(codes, dtype=np.int32, count=len(rows)), vocabulary)


def compact(column: TextColumn) -> TextColumn:
    """
    Forget the texts that no row has.

    Args:
        column: Any column of texts.

    Returns:
        The same texts in a vocabulary that is sorted and holds nothing else, so that equal columns
        have equal codes.
    """
    n = len(column.vocabulary)
    is_used = np.bincount(column.codes + 1, minlength=n + 1)[1:] > 0
    order = sorted(np.flatnonzero(is_used).tolist(), key=lambda code: column.vocabulary[code])
    if order == list(range(n)):
        return column
    new_code = np.full(n + 1, ABSENT, dtype=np.int32)
    new_code[np.asarray(order, dtype=np.intp)] = np.arange(len(order), dtype=np.int32)
    # The last place answers for ABSENT, which indexes from the end.
    return TextColumn(new_code[column.codes], tuple(column.vocabulary[code] for code in order))
