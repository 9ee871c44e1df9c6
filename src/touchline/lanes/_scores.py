"""
Scores in words: as a number, and by the name that a scale gives them.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from touchline.i18n import number, translate

if TYPE_CHECKING:
    from touchline.lanes._row import Row
    from touchline.model.structure import Scale

#: Scales up to these spans are written with two digits and with one.
_TWO_DIGITS, _ONE_DIGIT = 2, 20


def score_number(score: float, scale: Scale, language: str) -> str:
    """
    Write a score as a number, to about a hundredth of its scale.

    Args:
        score: The score.
        scale: The scale that it is given in.
        language: The reader's language tag.

    Returns:
        The number, always with as many digits, so that numbers of one row look alike.
    """
    return number(score, language, digits=_digits(scale), signed=scale.low < 0)


def short_number(score: float, scale: Scale, language: str, *, signed: bool = False) -> str:
    """
    Write a score, or the difference of two, without zeros that say nothing.

    Args:
        score: The score or difference.
        scale: The scale that it is given in.
        language: The reader's language tag.
        signed: Write a plus sign before what is above zero.

    Returns:
        The number, such as "4" or "−0.5".
    """
    shown = as_shown(score, scale)
    return number(int(shown) if shown == int(shown) else shown, language, signed=signed)


def as_shown(score: float, scale: Scale) -> float:
    """
    Round a score, or the difference of two, to what a reader sees.

    Args:
        score: The score or difference.
        scale: The scale that it is given in.

    Returns:
        The score to about a hundredth of its scale.
    """
    return round(score, _digits(scale))


def _digits(scale: Scale) -> int:
    span = scale.high - scale.low
    return 2 if span <= _TWO_DIGITS else 1 if span <= _ONE_DIGIT else 0


def score_name(row: Row, score: float, scale: Scale) -> str:
    """
    Find what a score is called on its scale.

    Args:
        row: The lane.
        score: The score.
        scale: The scale, whose names are evenly spread from the worst to the best.

    Returns:
        The nearest name; empty where the scale has none.
    """
    if not scale.names:
        return ""
    share = (score - scale.low) / (scale.high - scale.low)
    last = len(scale.names) - 1
    nearest = max(0, min(last, floor(share * last + 0.5)))
    return row.said(scale.names[nearest])


def score_words(row: Row, score: float, scale: Scale) -> str:
    """
    Say a score by its name, with the number behind it, or as a number.

    Args:
        row: The lane.
        score: The score.
        scale: The scale that it is given in.

    Returns:
        Such as "delighted (4.5)", or "4.5".
    """
    told = short_number(score, scale, row.language, signed=scale.low < 0)
    name = score_name(row, score, scale)
    if not name:
        return told
    return translate("scene.named-score", row.language, name=name, score=told)
