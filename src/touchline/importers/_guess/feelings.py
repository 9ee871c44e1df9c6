"""
Feelings as people note them: numbers, stars, faces, signs and words.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from touchline.importers._guess.headings import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Persian and Arabic digits as others.
_DIGITS = {ord(sign): str(i % 10) for i, sign in enumerate("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")}
_DIGITS |= {ord("−"): "-", ord("٫"): ".", ord("٪"): "%", ord("％"): "%", ord("／"): "/"}

_NUMBER = re.compile(r"([+-]?\d{1,4}(?:[.,]\d{1,4})?)\s*(%?)(?=$|[^\w.,])")
_OUT_OF = re.compile(
    r"([+-]?\d{1,3}(?:[.,]\d{1,2})?)\s*(?:/|of|out of|von|daripada|از)\s*(\d{1,3})\b"
)
_STARS = re.compile(r"(★+)(☆*)|(⭐+)")
_REST = re.compile(r"^[\s:;,.·•|()（）：，、–—-]+|[\s:;,·•|(（：，、–—-]+$")
_PERCENT = 100.0

#: The scale of faces, signs and words.
LEVELS = (-2.0, 2.0)
#: Scales that people use, the likeliest first.
_SCALES = ((1.0, 5.0), (0.0, 10.0), (0.0, 100.0))
_SIGNED = (1.0, 2.0, 3.0, 5.0, 10.0, 100.0)


class Felt(NamedTuple):
    """
    A feeling that was found in a text.

    Args:
        score: How good it is.
        scale: The range in which it is given; None where it is a mere number.
        rest: What the text says besides.
        is_sure: False for a word within a longer text.
    """

    score: float
    scale: tuple[float, float] | None
    rest: str
    is_sure: bool = True


def felt(text: str) -> Felt | None:
    """
    Find the feeling that a text notes.

    Args:
        text: What stands in a cell.

    Returns:
        The feeling; None when it notes none that is known.
    """
    return _counted(text) or _signed(text) or _worded(text)


def scale_of(scores: Iterable[float], *, is_signed: bool) -> tuple[float, float] | None:
    """
    Guess the scale in which mere numbers are given.

    Args:
        scores: The numbers.
        is_signed: One of them was written with a plus sign.

    Returns:
        The ends of the scale; None when the numbers cannot be scores.
    """
    held = list(scores)
    if not held:
        return None
    low, high = min(held), max(held)
    if low < 0 or is_signed:
        return next(((-end, end) for end in _SIGNED if -end <= low and high <= end), None)
    if high <= 1 and any(score % 1 for score in held):
        return 0.0, 1.0
    return next((scale for scale in _SCALES if scale[0] <= low and high <= scale[1]), None)


def _counted(text: str) -> Felt | None:
    plain = text.translate(_DIGITS)
    stars = _STARS.search(plain)
    if stars:
        full = float(len(stars[1] or stars[3]))
        most = max(full + len(stars[2] or ""), 5.0)
        return Felt(full, (1.0, most), _without(text, stars))
    share = _OUT_OF.match(plain.lstrip())
    if share:
        score, most = _float(share[1]), float(share[2])
        low = 1.0 if score >= 1 and most <= 7 else 0.0  # noqa: PLR2004 (the usual agreement scales)
        if low <= score <= most and most > low:
            return Felt(score, (low, most), _without(text.lstrip(), share))
        return None
    number = _NUMBER.match(plain.lstrip())
    if number is None:
        return _at_end(text, plain)
    score = _float(number[1])
    scale = (0.0, _PERCENT) if number[2] and 0 <= score <= _PERCENT else None
    return Felt(score, scale, _without(text.lstrip(), number))


def _at_end(text: str, plain: str) -> Felt | None:
    """
    Find the score behind a label, such as “Ann: 4.5”.
    """
    label, colon, value = plain.replace("：", ":").rpartition(":")
    number = _NUMBER.fullmatch(value.strip())
    if not colon or number is None or number[2]:
        return None
    return Felt(_float(number[1]), None, text[: len(label)].strip())


def _signed(text: str) -> Felt | None:
    plain = text.strip()
    for sign, level in _signs():
        is_face = not sign.isascii() and ord(sign[0]) > ord("⌀")
        if plain == sign or (is_face and sign in plain):
            rest = plain.replace(sign, " ").replace("\ufe0f", "")
            return Felt(level, LEVELS, _REST.sub("", " ".join(rest.split())))
        if plain.startswith(f"{sign} ") and sign not in {"o", "-", "–", "−"}:
            return Felt(level, LEVELS, plain[len(sign) :].strip())
    return None


def _worded(text: str) -> Felt | None:
    whole = folded(text)
    if whole in _words():
        return Felt(_words()[whole], LEVELS, text)
    found = [
        word
        for word in _words()
        if (word in whole and len(word) > 1 if _is_wide(word) else f" {word} " in f" {whole} ")
    ]
    if not found:
        return None
    # What is said first counts; of words that begin alike the longest does.
    first = min(found, key=lambda word: (whole.find(word), -len(word)))
    inside = max((word for word in found if first in word), key=len)
    return Felt(_words()[inside], LEVELS, text, is_sure=False)


def _is_wide(word: str) -> bool:
    return "\u3400" <= word[0] <= "\u9fff"


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def _without(text: str, match: re.Match[str]) -> str:
    # The stretch is equally long in the text as it was written: digits were replaced one by one.
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return _REST.sub("", rest.replace("\ufe0f", "")).strip()


@cache
def _listed() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = json.loads(
        (files(__package__) / "feelings.json").read_text("utf-8")
    )
    return found


@cache
def _signs() -> tuple[tuple[str, float], ...]:
    signs = [(sign, float(level)) for level, said in _listed().items() for sign in said["signs"]]
    return tuple(sorted(signs, key=lambda pair: -len(pair[0])))


@cache
def _words() -> dict[str, float]:
    return {
        folded(word): float(level)
        for level, said in _listed().items()
        for tag, listed in said.items()
        if tag != "signs"
        for word in listed
    }
