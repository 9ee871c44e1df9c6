"""
What the score of each reply is, and on what scale it was given.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Annotated, NamedTuple, Self

import numpy as np
from pydantic import AfterValidator

from touchline.errors import InputError

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.eventlog.survey import Survey

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

#: The columns in which a file says so.
KIND, LOW, HIGH = "kind", "scale_low", "scale_high"

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_WRITTEN = re.compile(rf"\s*({_NUMBER})\s*(?:-|–|to|:)\s*({_NUMBER})\s*")


class UnreadableScale(InputError):
    """
    A text does not name the two ends of a scale.
    """


class UnstatedScale(InputError):
    """
    Nobody says on what scale the scores were given.
    """


class UnlikeScale(InputError):
    """
    A method is not defined on a scale.
    """


class UnstatedOverall(InputError):
    """
    No reply scores the whole, or the whole was scored on several scales.
    """


class Scale(NamedTuple):
    """
    The two ends of a scale.

    Args:
        low: The lowest score that can be given.
        high: The highest.
    """

    low: float
    high: float

    @classmethod
    def written(cls, text: str) -> Self:
        """
        Read a scale as a person writes it.

        Args:
            text: Such as `0-10`.

        Shapes:
            none.

        Units:
            none.

        Returns:
            The scale.

        Raises:
            UnreadableScale: It is no such text, or its ends are in the wrong order.

        Source:
            None needed.
        """
        read = _WRITTEN.fullmatch(text)
        if read is None or float(read[1]) >= float(read[2]):
            raise UnreadableScale(text=text)
        return cls(float(read[1]), float(read[2]))


def _checked(text: str) -> str:
    Scale.written(text)
    return text


#: A scale as a text, such as `1-5`.
WrittenScale = Annotated[str, AfterValidator(_checked)]

#: The scales of the usual kinds, unless something else is stated.
SCALES = {"nps": Scale(0, 10), "csat": Scale(1, 5), "ces": Scale(1, 7)}


def kinds_of(survey: Survey, stated: str | None = None) -> tuple[Ints, list[str]]:
    """
    Number the kind of each reply.

    Args:
        survey: The replies.
        stated: The kind of replies that do not tell theirs.

    Shapes:
        returns (r,) int64 and the names.

    Units:
        none.

    Returns:
        The kind of each reply, and what the kinds are called, in lower case; the stated one is the
        first.

    Source:
        docs/explanation/satisfaction.md.
    """
    first = (stated or "").strip().casefold()
    place = {first: 0}
    if KIND not in survey.columns:
        return np.zeros(survey.n_replies, dtype=np.int64), [first]
    column = survey.texts(KIND, at="kind")
    new = [place.setdefault(text.strip().casefold(), len(place)) for text in column.vocabulary]
    # The last place answers for ABSENT, which indexes from the end.
    return np.asarray([*new, 0], dtype=np.int64)[column.codes], list(place)


def scales_of(
    survey: Survey, kinds: Ints, names: list[str], stated: str | None = None
) -> tuple[Floats, Floats]:
    """
    Find the scale of each reply: as stated, as the file says, or as its kind has it.

    Args:
        survey: The replies.
        kinds: The kind of each.
        names: What the kinds are called.
        stated: A scale for all of them.

    Shapes:
        kinds (r,); returns two (r,) float64.

    Units:
        scores.

    Returns:
        The two ends; NaN where nobody knows.

    Source:
        docs/explanation/satisfaction.md.
    """
    if stated is not None:
        low, high = Scale.written(stated)
        return np.full(len(kinds), low), np.full(len(kinds), high)
    unknown = Scale(math.nan, math.nan)
    ends = np.asarray([SCALES.get(name, unknown) for name in names], dtype=np.float64)
    low_end, high_end = ends[kinds, 0], ends[kinds, 1]
    if LOW in survey.columns and HIGH in survey.columns:
        own_low, own_high = (survey.numbers(name, at="scale") for name in (LOW, HIGH))
        is_stated = own_low < own_high
        low_end = np.where(is_stated, own_low, low_end)
        high_end = np.where(is_stated, own_high, high_end)
    return low_end, high_end
