"""
Questions to an event log and their answers, one file a question.

To add a question, put one file here that declares one subclass of `Question` with its `Answer`, and
its words (`question.<name>.title`, `.summary` and one key a field) into the catalogues. The CLI
verb, the JSON form, the HTTP body, the reference page and the contract tests follow from the class.
Files that begin with an underscore declare no question. Others add questions through the entry
point group `touchline.questions`.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, InstanceOf, SerializeAsAny, ValidationError

from touchline.analysis._errors import (
    TooFewSteps,
    UnknownActivity,
    UnknownAttribute,
    UnknownQuestion,
    UnreadableQuestion,
    from_validation,
)
from touchline.analysis._record import Headline, Interval, Microseconds, Moment, Record, Window
from touchline.analysis._small_groups import Guarded
from touchline.analysis._step import Step
from touchline.analysis._tables import flat_row
from touchline.analysis._written import Written
from touchline.diagnostics import Diagnostic
from touchline.registry import Registry
from touchline.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

__all__ = [
    "QUESTIONS",
    "Answer",
    "Headline",
    "Interval",
    "Microseconds",
    "Moment",
    "Question",
    "Record",
    "Step",
    "TooFewSteps",
    "UnknownActivity",
    "UnknownAttribute",
    "UnknownQuestion",
    "UnreadableQuestion",
    "Window",
]


class Question(BaseModel, ABC):
    """
    Something asked of a log, as a value: equal questions are equal, and each survives JSON.

    A subclass names itself, describes every field (the description is the documentation, the CLI's
    help and the label in the editor, each from the catalogue), and answers a log. Its file declares
    its `Answer` too.

    Args:
        tolerance: The widest interval of a share that passes without a warning.

    Shapes:
        see each question.

    Units:
        tolerance is a share in [0, 1].

    Source:
        The definitions in docs/explanation/questions.md.

    Examples:
        >>> from touchline.analysis.funnel import Funnel
        >>> Question.from_json(Funnel(steps=("visit", "pay"), window="7d").to_json()).window
        604800000000
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    registered_as_class: ClassVar[bool] = True

    tolerance: float = Field(
        default=0.1,
        gt=0,
        le=1,
        description="The widest interval of a share that passes without a warning.",
    )

    def __init__(self, **options: Any) -> None:
        try:
            super().__init__(**options)
        except ValidationError as fault:
            raise from_validation(type(self), fault) from None

    @abstractmethod
    def answer(self, log: EventLog | CompiledLog) -> Answer:
        """
        Answer one log.

        Args:
            log: The events, in memory or on disk.

        Returns:
            Numbers with their uncertainty, and warnings about what to distrust.
        """

    def within(self, start: str, end: str) -> Self:
        """
        Ask the same of one span of time.

        Args:
            start: The first instant of the span, ISO 8601.
            end: The first instant after it, ISO 8601.

        Returns:
            The question about whatever enters in that span.
        """
        return self.model_copy(update={"start": start, "end": end})

    def to_dict(self) -> dict[str, Any]:
        """
        Write the question as plain values.

        Returns:
            Its name and its fields.
        """
        return {"name": self.name, **self.model_dump(mode="json")}

    def to_json(self) -> str:
        """
        Write the question as JSON.

        Returns:
            One object with the question's name and fields.
        """
        return json.dumps(self.to_dict(), ensure_ascii=False)

    @staticmethod
    def from_dict(fields: Mapping[str, Any]) -> Question:
        """
        Read any question back from plain values.

        Args:
            fields: What `to_dict` gives.

        Returns:
            The question.

        Raises:
            UnknownQuestion: No question has this name.
            InputError: A field cannot be used as it stands.
        """
        options = dict(fields)
        name = str(options.pop("name", ""))
        if name not in QUESTIONS:
            raise UnknownQuestion.among(name, QUESTIONS, at="name")
        return QUESTIONS[name](**options)

    @staticmethod
    def from_json(text: str) -> Question:
        """
        Read any question back from JSON.

        Args:
            text: What `to_json` gives.

        Returns:
            The question.

        Raises:
            UnreadableQuestion: The text is not a JSON object.
            UnknownQuestion: No question has this name.
            InputError: A field cannot be used as it stands.
        """
        try:
            fields = json.loads(text)
        except ValueError:
            raise UnreadableQuestion.text(text) from None
        if not isinstance(fields, dict):
            raise UnreadableQuestion.text(text)
        return Question.from_dict(fields)


class Answer(Record, Written, Shown):
    """
    What a log answers: a body with uncertainty, beside how much it rests on and what to distrust.

    Args:
        question: What was asked.
        n_cases: Cases in the log.
        n_events: Events in the log, those without a case included.
        warnings: What to know before trusting the numbers.

    Shapes:
        the main table is the field that `table` names.

    Units:
        durations are whole microseconds in Python and seconds in JSON; shares lie in [0, 1].

    Source:
        docs/explanation/questions.md.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    #: The field that holds the rows of the main table.
    table: ClassVar[str]
    #: The records that it holds.
    row_type: ClassVar[type[Record]]
    #: Further fields that its rows are made of.
    beside: ClassVar[tuple[str, ...]] = ()
    #: All of it tells of a single person.
    is_about_one: ClassVar[bool] = False

    question: SerializeAsAny[Question]
    n_cases: int
    n_events: int
    warnings: tuple[InstanceOf[Diagnostic], ...] = ()

    def headline(self) -> Headline | None:
        """
        Name the one number that a trend follows.

        Returns:
            The number with its basis, or None when the answer has no such number.
        """
        return None

    def body(self) -> dict[str, Any]:
        """
        Write what was found as plain values.

        Returns:
            Every field but the question, the basis and the warnings; spans of time in seconds.
        """
        envelope = {"question", "n_cases", "n_events", "warnings"}
        return self.model_dump(mode="json", by_alias=True, exclude=envelope)

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """
        Write the answer as plain values.

        Args:
            language: The language of the warnings.

        Returns:
            `question`, `n_cases`, `n_events`, `answer` and `warnings`.
        """
        return {
            "question": self.question.to_dict(),
            "n_cases": self.n_cases,
            "n_events": self.n_events,
            "answer": self.body(),
            "warnings": [warning.plain(language) for warning in self.warnings],
        }

    def rows(self) -> list[dict[str, Any]]:
        """
        Lay the main table out flat.

        Returns:
            One mapping a row, with the same keys in every row; an interval is two columns.
        """
        fields = {self.table, *self.beside}
        return self.rows_of(self.model_dump(mode="json", by_alias=True, include=fields))

    @property
    def _row_type(self) -> type[Record]:
        return self.row_type

    def rows_of(self, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        """
        Lay the main table of a body out flat.

        Args:
            body: What `body` gives, or what is left of it.

        Returns:
            One mapping a row.
        """
        return [flat_row(self.row_type, record) for record in body[self.table]]

    def guarded(self, least: int) -> Guarded:
        """
        Withhold the numbers about few people.

        Args:
            least: Numbers about fewer people than this are withheld.

        Returns:
            The answer as it may be handed out, which is written as this one is.
        """
        return Guarded(self, least)


QUESTIONS: Registry[type[Question]] = Registry(
    "touchline.analysis", Question, entry_points="touchline.questions"
)
