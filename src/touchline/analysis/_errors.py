"""
Questions that cannot be asked as they stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.errors import InputError, NotFound, TouchlineError

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError


class UnknownActivity(NotFound):
    """
    No event in this log has the activity.
    """


class UnknownAttribute(NotFound):
    """
    Neither the events nor the cases of this log have the attribute.
    """


class NoChannel(UnknownAttribute):
    """
    The log does not say in which channel its events happened.
    """


class UnknownQuestion(NotFound):
    """
    No question has the name.
    """


class UnknownField(NotFound):
    """
    The question has no such option.
    """


class UnreadableQuestion(InputError):
    """
    The text is not a question in JSON.
    """

    @classmethod
    def text(cls, text: str) -> UnreadableQuestion:
        """
        Build the error for one text.

        Args:
            text: What was given.

        Returns:
            The error, quoting the beginning.
        """
        limit = 60
        return cls(text=text if len(text) <= limit else text[:limit] + "…")


class TooFewSteps(InputError):
    """
    A funnel needs a step to come from and a step to reach.
    """

    @classmethod
    def given(cls, n: int) -> TooFewSteps:
        """
        Build the error for one list of steps.

        Args:
            n: How many steps it has.

        Returns:
            The error.
        """
        return cls(at="steps", n=n)


class UnusableExclusion(InputError):
    """
    An exclusion does not lie between two steps of the funnel.
    """

    @classmethod
    def of(cls, text: str, n_steps: int) -> UnusableExclusion:
        """
        Build the error for one exclusion.

        Args:
            text: The exclusion as written.
            n_steps: How many steps the funnel has.

        Returns:
            The error.
        """
        return cls(at="exclude", text=text, last=n_steps - 1)


class UnknownStep(InputError):
    """
    A step is named by a number that none of them has.
    """

    @classmethod
    def of(cls, option: str, step: int, n_steps: int) -> UnknownStep:
        """
        Build the error for one number.

        Args:
            option: The option that names the step.
            step: The number.
            n_steps: How many steps there are.

        Returns:
            The error.
        """
        return cls(at=option, step=step, last=n_steps - 1)


class UnusableOptional(InputError):
    """
    The first and the last step of a funnel cannot be left out.
    """


class UnusableStepWindows(InputError):
    """
    There must be one window for each step but the first.
    """

    @classmethod
    def given(cls, n: int, n_steps: int) -> UnusableStepWindows:
        """
        Build the error for a number of windows.

        Args:
            n: How many windows there are.
            n_steps: How many steps there are.

        Returns:
            The error.
        """
        return cls(at="step_windows", n=n, needed=n_steps - 1)


class OnlyInOrder(InputError):
    """
    An option has a meaning only where steps follow each other with anything in between.
    """


class UnreadableSegment(InputError):
    """
    The text is not a segment of customers.
    """

    @classmethod
    def of(cls, text: str) -> UnreadableSegment:
        """
        Build the error for one text.

        Args:
            text: What was given.

        Returns:
            The error.
        """
        example = "town=Bonn, age>=30, did pay within 7d, did not pay"
        return cls(at="segment", text=text, example=example)


class UnusableComparison(InputError):
    """
    A comparison has one or two sides, and no other groups beside them.
    """


class MissingField(InputError):
    """
    The question needs an option that was not given.
    """


class UnusableField(InputError):
    """
    An option cannot take the value that was given.
    """


class EmptySpan(InputError):
    """
    A span of time ends before it begins.
    """

    @classmethod
    def between(cls, start: str, end: str) -> EmptySpan:
        """
        Build the error for two moments.

        Args:
            start: Where the span begins.
            end: Where it ends.

        Returns:
            The error.
        """
        return cls(at="end", start=start, end=end)


class TooManyPeriods(InputError):
    """
    A trend would have more points than anybody can look at.
    """

    @classmethod
    def of(cls, per: str, most: int) -> TooManyPeriods:
        """
        Build the error for one period.

        Args:
            per: The period.
            most: How many points a trend may have.

        Returns:
            The error.
        """
        return cls(at="per", per=per, most=most)


class NestedTrend(InputError):
    """
    A trend of a trend says nothing.
    """


class NothingToCompare(InputError):
    """
    An impact needs a date, or an attribute with the value of those who got the change.
    """


class NoHeadline(InputError):
    """
    The question gives no single number for those who enter in a span of time.
    """

    @classmethod
    def of(cls, name: str) -> NoHeadline:
        """
        Build the error for one question.

        Args:
            name: Its name.

        Returns:
            The error.
        """
        return cls(at="of", name=name)


class NoWorth(InputError):
    """
    Nothing says what a completion is worth.
    """


class UnusableIntervention(InputError):
    """
    What is to be changed is not told in the form that is needed.
    """

    @classmethod
    def text(cls, text: str, at: str) -> UnusableIntervention:
        """
        Build the error for one intervention.

        Args:
            text: The intervention as written.
            at: The option.

        Returns:
            The error.
        """
        return cls(at=at, text=text, kind=at.replace("-", "_"))


def from_validation(model: type[BaseModel], fault: ValidationError) -> TouchlineError:
    """
    Turn the first finding of a validation into one of our own errors.

    Args:
        model: What was to be built.
        fault: What the validation found.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The error that a validator of ours raised, else one that names option, value and what is
        expected.

    Source:
        None needed.
    """
    first = fault.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    kind = first["type"]
    context: dict[str, Any] = first.get("ctx", {})
    original = context.get("error")
    if isinstance(original, TouchlineError):
        original.at = original.at or place
        return original
    option = str(first["loc"][0]) if first["loc"] else ""
    if kind == "extra_forbidden":
        return UnknownField.among(option, model.model_fields, at=place)
    if kind == "missing":
        return MissingField(at=place, option=option)
    return UnusableField(
        at=place,
        option=option,
        given=repr(first.get("input")),
        expected=_expected(kind, context),
        bounds=_bounds(context),
    )


_KINDS = {
    "int": "integer",
    "float": "number",
    "string": "text",
    "bool": "boolean",
    "literal": "choice",
    "tuple": "list",
    "dict": "mapping",
    "mapping": "mapping",
}


def _expected(kind: str, context: dict[str, Any]) -> str:
    if _bounds(context) and not kind.startswith("literal"):
        return "range"
    return next((told for begin, told in _KINDS.items() if kind.startswith(begin)), "other")


def _bounds(context: dict[str, Any]) -> str:
    if "expected" in context:
        return str(context["expected"])
    signs = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}
    parts = [f"{sign} {context[key]}" for key, sign in signs.items() if key in context]
    return ", ".join(parts)
