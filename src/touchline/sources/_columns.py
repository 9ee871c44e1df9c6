"""
From Arrow columns to columns of a log.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from touchline.eventlog.columns import ABSENT, NumberColumn, TextColumn, addable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy.typing as npt

    from touchline.eventlog.columns import Column

#: What programs write where they know nothing; without it, all customers unknown to a database
#: would become one giant customer.
NOTHING_KNOWN = frozenset({"NULL", "null", "Null", "None", "\\N", "NaN", "nan", "<NA>", "(null)"})

#: Numbers as programs write them; leading zeros speak for a code, and more than 15 digits would
#: not survive as a float.
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})?(?(1)(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_DECIMAL_COMMA = re.compile(r"[+-]?(\d{1,15}|\d{1,3}(\.\d{3}){1,4}),\d{1,9}")
#: Points that part thousands, in a column whose decimals follow a comma.
_POINTED = re.compile(r"[+-]?\d{1,3}(\.\d{3}){1,4}(,\d{1,9})?")
#: The digits that stand between two signs that part thousands.
_THOUSAND = 3
_MAX_EXACT = 2**53


def as_text(column: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray:
    """
    Write any column as text.

    Args:
        column: Whatever a file or frame holds.

    Returns:
        Large strings, null where nothing is known; whole numbers have no decimals, so that an id
        that became a float because of a gap is the same id.
    """
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    kind = column.type
    if pa.types.is_dictionary(kind):
        return as_text(pa.chunked_array([c.dictionary_decode() for c in chunks], kind.value_type))
    whole = pa.chunked_array(chunks, kind)
    if pa.types.is_floating(kind):
        return _floats_as_text(whole)
    if isinstance(kind, pa.BaseExtensionType):
        texts = [None if v is None else str(v) for v in whole.to_pylist()]
        return pa.chunked_array([pa.array(texts, pa.large_string())])
    if pa.types.is_nested(kind):
        texts = [None if v is None else _json(v) for v in whole.to_pylist()]
        return pa.chunked_array([pa.array(texts, pa.large_string())])
    try:
        return whole.cast(pa.large_string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        texts = [None if v is None else str(v) for v in whole.to_pylist()]
        return pa.chunked_array([pa.array(texts, pa.large_string())])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _floats_as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    known = pc.if_else(pc.is_finite(column), column, pa.scalar(None, column.type))
    is_whole = pc.all(pc.equal(known, pc.floor(known))).as_py() is not False
    largest = pc.max(pc.abs(known)).as_py() or 0.0
    if is_whole and largest <= _MAX_EXACT:
        return known.cast(pa.int64()).cast(pa.large_string())
    return known.cast(pa.float64()).cast(pa.large_string())


def text_column(
    column: pa.ChunkedArray, nothing_known: Collection[str] = frozenset()
) -> TextColumn:
    """
    Code a column as texts.

    Args:
        column: Whatever a file or frame holds.
        nothing_known: Texts that stand for nothing, besides blank ones.

    Returns:
        The column, its vocabulary sorted by code point.
    """
    codes, texts = unique_texts(column)
    is_known = [bool(text.strip()) and text not in nothing_known for text in texts]
    order = sorted((i for i, known in enumerate(is_known) if known), key=texts.__getitem__)
    new_code = np.full(len(texts) + 1, ABSENT, dtype=np.int32)
    new_code[order] = np.arange(len(order), dtype=np.int32)
    # The last place answers for ABSENT, which indexes from the end.
    return TextColumn(new_code[codes], tuple(texts[i] for i in order))


def unique_texts(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.int64], list[str]]:
    """
    Find the different texts of a column.

    Args:
        column: Whatever a file or frame holds.

    Returns:
        For each row the place of its text, `ABSENT` for null, and the texts.
    """
    kind = column.type
    if pa.types.is_dictionary(kind) and _is_text(kind.value_type):
        return _unified(column)
    coded = in_one_piece(as_text(column)).dictionary_encode()
    codes = pc.fill_null(coded.indices, ABSENT).to_numpy(zero_copy_only=False)
    return codes.astype(np.int64), coded.dictionary.to_pylist()


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _unified(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.int64], list[str]]:
    """
    Find the different texts of a column that is coded already, each chunk with texts of its own.
    """
    known: dict[str, int] = {}
    pieces = [np.zeros(0, dtype=np.int64)]
    for chunk in column.chunks:
        texts = chunk.dictionary.to_pylist()
        codes = pc.fill_null(chunk.indices.cast(pa.int64()), len(texts)).to_numpy()
        used = np.bincount(codes, minlength=len(texts) + 1)[:-1]
        place = [
            known.setdefault(text, len(known)) if n and text is not None else ABSENT
            for text, n in zip(texts, used.tolist(), strict=True)
        ]
        pieces.append(np.asarray([*place, ABSENT], dtype=np.int64)[codes])
    return np.concatenate(pieces), list(known)


def in_one_piece(column: pa.ChunkedArray) -> pa.Array:
    """
    Put the chunks of a column together, since unifying the dictionaries of many chunks is slower by
    an order of magnitude.

    Args:
        column: A column.

    Returns:
        The same in one array.
    """
    if column.num_chunks == 1:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def attribute(column: pa.ChunkedArray) -> Column:
    """
    Turn a column into an attribute.

    Args:
        column: Whatever a file or frame holds.

    Returns:
        Numbers when the column holds numbers or texts that all are numbers; else texts. Codes with
        leading zeros stay texts.
    """
    if is_numeric(column.type):
        numbers = _floats(column)
        is_exact = (
            pa.types.is_floating(column.type)
            or np.nanmax(np.abs(numbers), initial=0.0, where=~np.isnan(numbers)) <= _MAX_EXACT
        )
        if is_exact and not np.isnan(numbers).all():
            return NumberColumn(numbers)
        return text_column(column)
    texts = text_column(column)
    read = as_numbers(texts.vocabulary)
    return texts if read is None else NumberColumn(looked_up(read, texts.codes))


def as_numbers(texts: Sequence[str]) -> list[float] | None:
    """
    Read texts that all are numbers.

    Args:
        texts: Any texts.

    Returns:
        Their numbers; None when one is none, or has leading zeros as codes have.
    """
    if not texts or not all(_NUMBER.fullmatch(text) for text in texts):
        return None
    return [float(text) for text in texts]


def is_plain(text: str, number: float) -> bool:
    """
    Tell whether a number is written as we would write it.

    Args:
        text: How it is written.
        number: What it says.

    Returns:
        True when the text can be made from the number again.
    """
    is_whole = number.is_integer() and abs(number) <= _MAX_EXACT
    return text == (str(int(number)) if is_whole else repr(number))


def has_decimal_comma(column: pa.ChunkedArray) -> bool:
    """
    Tell whether texts have a decimal comma throughout.

    Args:
        column: A column of values.

    Returns:
        True when they do.
    """
    if is_numeric(column.type):
        return False
    return _has_decimal_comma(text_column(column, NOTHING_KNOWN).vocabulary)


def numbers(column: pa.ChunkedArray, *, has_comma: bool | None = None) -> tuple[NumberColumn, int]:
    """
    Read a column as numbers.

    Args:
        column: Whatever a file or frame holds; texts may have a decimal comma throughout.
        has_comma: Whether they do; None finds out.

    Returns:
        The numbers, NaN where there is none, and how many entries are stated and no number.
    """
    if is_numeric(column.type):
        return _amounts(column)
    texts = text_column(column, NOTHING_KNOWN)
    if has_comma is None:
        has_comma = _has_decimal_comma(texts.vocabulary)
    read = [_number(text.strip(), has_comma=has_comma) for text in texts.vocabulary]
    amounts = addable(NumberColumn(looked_up(read, texts.codes)))
    is_unread = np.isnan(amounts.values) & (texts.codes != ABSENT)
    return amounts, int(np.count_nonzero(is_unread))


def _amounts(column: pa.ChunkedArray) -> tuple[NumberColumn, int]:
    amounts = addable(NumberColumn(_floats(column)))
    stated = len(column) - column.null_count
    if pa.types.is_floating(column.type):
        # Frames write NaN for what is missing.
        stated -= int(pc.sum(pc.is_nan(column)).as_py() or 0)
    return amounts, stated - int(np.count_nonzero(~np.isnan(amounts.values)))


def is_numeric(kind: pa.DataType) -> bool:
    """
    Tell whether a type holds numbers.

    Args:
        kind: A type of Arrow.

    Returns:
        True for integers, floats and decimals.
    """
    return bool(
        pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    )


def _floats(column: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    floats = pc.fill_null(pc.cast(column, pa.float64(), safe=False), float("nan"))
    values: npt.NDArray[np.float64] = floats.to_numpy()
    return np.where(np.isfinite(values), values, np.nan)


def looked_up(values: list[float], codes: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """
    Give each row the number of its text.

    Args:
        values: One number a text.
        codes: The text of each row.

    Returns:
        One number a row.
    """
    # The last place answers for ABSENT, which indexes from the end.
    return np.asarray([*values, float("nan")], dtype=np.float64)[codes]


def _has_decimal_comma(texts: tuple[str, ...]) -> bool:
    # A comma before exactly three digits may separate thousands, so some entry has to tell.
    matches = [text for text in texts if _DECIMAL_COMMA.fullmatch(text.strip())]
    # Where a point stands before the comma, only the point can part thousands.
    tells = any("." in text or len(text.strip().partition(",")[2]) != _THOUSAND for text in matches)
    return tells and all(_POINTED.fullmatch(text.strip()) for text in texts if "." in text)


def _number(text: str, *, has_comma: bool) -> float:
    if has_comma and _POINTED.fullmatch(text):
        text = text.replace(".", "")
    try:
        return float(text.replace(",", ".") if has_comma else text)
    except ValueError:
        return float("nan")
