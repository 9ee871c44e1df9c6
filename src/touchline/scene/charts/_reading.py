"""
An answer as one reader gets it: plain values, and words for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from touchline.i18n import has_message, translate
from touchline.scene.charts._drawing import Figure
from touchline.scene.plots._amounts import Unit, bounds_told, told

if TYPE_CHECKING:
    from touchline.scene.plots import Tone

#: What the log's own marks are called; they stand among the names of activities.
_MARKS = {
    "(start)": "chart.start",
    "(end)": "chart.end",
    "(other)": "chart.other",
    "(all)": "chart.all",
    "(none)": "chart.none",
}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    An answer in its plain form, with the language it is read in.

    Args:
        question: The question as plain values, with its name.
        body: What was found, as plain values; what is withheld is None.
        n_cases: How many customers the log has; None when that is withheld.
        n_events: How many events.
        warnings: What to know before trusting the numbers, in words.
        language: The reader's language tag.
    """

    question: Row
    body: Row
    n_cases: int | None
    n_events: int | None
    language: str
    warnings: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, plain: Row, language: str) -> Reading:
        """
        Take an answer that was written as plain values.

        Args:
            plain: What `Answer.to_dict` gives.
            language: The reader's language tag.

        Returns:
            The answer as that reader gets it.
        """
        warnings = plain.get("warnings") or ()
        return cls(
            question=plain["question"],
            body=plain["answer"],
            n_cases=plain.get("n_cases"),
            n_events=plain.get("n_events"),
            warnings=tuple(str(warning["message"]) for warning in warnings),
            language=language,
        )

    @property
    def name(self) -> str:
        """
        The name of the question.
        """
        return str(self.question.get("name", ""))

    @property
    def question_title(self) -> str:
        """
        What the question is called.
        """
        key = f"question.{self.name}.title"
        return translate(key, self.language) if has_message(key) else self.name

    def rows(self, table: str) -> tuple[Row, ...]:
        """
        Give one table of the answer.

        Args:
            table: Its name.

        Returns:
            Its rows; none when the answer lacks it.
        """
        found = self.body.get(table)
        return tuple(found) if isinstance(found, Sequence) and not isinstance(found, str) else ()

    def said(self, key: str, **values: object) -> str:
        """
        Say something in the reader's language.

        Args:
            key: The catalogue key.
            values: What the message quotes.

        Returns:
            The words.
        """
        return translate(key, self.language, **values)

    def told(self, value: float | None, unit: Unit, *, signed: bool = False) -> str:
        """
        Write a number.

        Args:
            value: The number; None when it is not known or withheld.
            unit: What it is.
            signed: Write a plus sign before what is above zero.

        Returns:
            The words.
        """
        return told(value, unit, self.language, signed=signed)

    def n(self, value: int | None) -> str:
        """
        Say how many something rests on.

        Args:
            value: How many; None when that is withheld.

        Returns:
            The words; empty for None.
        """
        if value is None:
            return ""
        return self.said("scene.n", n=self.told(value, "count"))

    def label(self, name: object) -> str:
        """
        Name an activity, channel or group; the log's own marks have words.

        Args:
            name: The name.

        Returns:
            The words.
        """
        key = _MARKS.get(str(name))
        return self.said(key) if key else str(name)

    def path(self, path: Sequence[object]) -> str:
        """
        Write a path in one line.

        Args:
            path: Its activities.

        Returns:
            The words, with arrows that follow the order.
        """
        return " → ".join(self.label(name) for name in path)

    def figure(
        self,
        value: float | None,
        unit: Unit,
        name: str,
        *,
        bounds: Sequence[float] | None = None,
        n: int | None = None,
        tone: Tone = "plain",
    ) -> Figure:
        """
        Prepare a number that is shown large.

        Args:
            value: The number.
            unit: What it is.
            name: What it is called.
            bounds: Its interval.
            n: How many it rests on.
            tone: What its colour says.

        Returns:
            The figure.
        """
        return Figure(
            value=self.told(value, unit),
            name=name,
            bounds=bounds_told(pair(bounds), unit, self.language),
            aside=self.n(n),
            tone=tone,
        )

    def finding(self, value: float | None, key: str, **values: object) -> str:
        """
        Say what was found, or only what was asked when nothing was.

        Args:
            value: The number that the finding rests on.
            key: The catalogue key of the sentence.
            values: What it quotes.

        Returns:
            One sentence.
        """
        return self.question_title if value is None else self.said(key, **values)


def pair(bounds: Sequence[float] | None) -> tuple[float, float] | None:
    """
    Take the two bounds of an interval.

    Args:
        bounds: Them, or None.

    Returns:
        Both, or None where one is missing.
    """
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return None
    return float(bounds[0]), float(bounds[1])
