"""
Some of the customers, told by what they are and by what they did.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Self

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from touchline.analysis._errors import UnreadableSegment
from touchline.analysis._record import Window
from touchline.analysis._step import Step, Wanted, attribute
from touchline.eventlog.columns import number_text
from touchline.eventlog.condition import Condition
from touchline.kernels.segments import count_per_case

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.eventlog.log import EventLog

    Bools = npt.NDArray[np.bool_]

_TRAIT = re.compile(r"\s*(?P<attribute>.+?)\s*(?P<sign>!=|>=|=|<)\s*(?P<wanted>.*?)\s*")
_DEED = re.compile(
    r"\s*did\s+(?P<negated>not\s+)?(?P<step>\S.*?)"
    r"(?:\s+at\s+least\s+(?P<least>\d+))?(?:\s+within\s+(?P<within>\S.*?))?\s*"
)


class Trait(BaseModel):
    """
    What a customer is.

    Args:
        attribute: An attribute of cases; or one of events, which one event of the case must have.
        values: The values that count; none given means any.
        at_least: The lowest number that counts.
        below: The first number that no longer counts.
        negated: The customer is not like that; one of whom nothing is known is not either.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    attribute: str = Field(min_length=1)
    values: tuple[Wanted, ...] = ()
    at_least: float | None = None
    below: float | None = None
    negated: bool = False

    def mask(self, log: EventLog) -> Bools:
        """
        Mark the cases of which it is true.

        Args:
            log: The events.

        Shapes:
            returns (n,) bool.

        Units:
            none.

        Returns:
            True for each such case.

        Raises:
            UnknownAttribute: The log has no such attribute.

        Source:
            docs/explanation/segments.md.
        """
        wanted = Condition(
            values=tuple(map(_plain, self.values)) or None,
            at_least=self.at_least,
            below=self.below,
        )
        if self.attribute in log.case_attributes:
            is_met = wanted.mask(log.case_attributes[self.attribute])
        else:
            column, _ = attribute(log, self.attribute, at="segment")
            is_met = count_per_case(wanted.mask(column), log.offsets) > 0
        return ~is_met if self.negated else is_met

    def __str__(self) -> str:
        if self.values:
            sign, wanted = ("!=" if self.negated else "="), "|".join(map(_plain, self.values))
        elif self.at_least is not None:
            sign, wanted = ">=", number_text(self.at_least)
        else:
            sign, wanted = "<", "" if self.below is None else number_text(self.below)
        return f"{self.attribute}{sign}{wanted}"


class Deed(BaseModel):
    """
    What a customer did, or did not do.

    Args:
        step: The events that count.
        within: How long after the first event of the case they count, inclusive; None for ever.
        at_least: How many of them it takes.
        negated: The customer did not do it; with a time, only whose time has passed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    step: Step
    within: Window | None = None
    at_least: int = Field(default=1, ge=1)
    negated: bool = False

    def mask(self, log: EventLog) -> Bools:
        """
        Mark the cases of which it is true.

        Args:
            log: The events.

        Shapes:
            returns (n,) bool.

        Units:
            none.

        Returns:
            True for each such case.

        Raises:
            UnknownAttribute: The step asks for an attribute that the log does not have.

        Source:
            docs/explanation/segments.md.
        """
        counted = self.step.mask(log)
        sizes = np.diff(log.offsets)
        begin = log.timestamp[log.offsets[:-1][sizes > 0]]
        is_over = np.ones(len(sizes), dtype=np.bool_)
        if self.within is not None:
            counted = counted & (log.timestamp - np.repeat(begin, sizes[sizes > 0]) <= self.within)
            is_over[sizes > 0] = (log.log_end or 0) - begin >= self.within
        has_done: Bools = count_per_case(counted, log.offsets) >= self.at_least
        return ~has_done & is_over if self.negated else has_done

    def __str__(self) -> str:
        least = f" at least {self.at_least}" if self.at_least > 1 else ""
        within = "" if self.within is None else f" within {self.model_dump(mode='json')['within']}"
        return f"did {'not ' if self.negated else ''}{self.step.name}{least}{within}"


class Segment(BaseModel):
    """
    Some of the customers, as a value.

    Written as a text, conditions are joined by ` & `: `town=Bonn`, `town!=Bonn`, `town=Bonn|Ulm`,
    `age>=30`, `age<30`, `did pay`, `did not pay`, `did pay at least 2 within 30d`.

    Args:
        name: What it is called; the conditions themselves unless stated.
        traits: What its customers are; all must hold.
        deeds: What they did; all must hold.
        negated: Everybody else is meant.

    Examples:
        >>> segment = Segment.model_validate("town=Bonn & did not pay within 7d")
        >>> segment.name, segment.traits[0].values, segment.deeds[0].negated
        ('town=Bonn & did not pay within 7d', ('Bonn',), True)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    traits: tuple[Trait, ...] = ()
    deeds: tuple[Deed, ...] = ()
    negated: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        if isinstance(given, str):
            return _conditions(given)
        if isinstance(given, Mapping) and "where" in given:
            rest = {name: value for name, value in given.items() if name != "where"}
            traits = [
                {"attribute": name, "values": value if isinstance(value, list | tuple) else [value]}
                for name, value in given["where"].items()
            ]
            return {**rest, "traits": [*rest.get("traits", ()), *traits]}
        return given

    @model_validator(mode="after")
    def _has_name(self) -> Self:
        if not (self.traits or self.deeds):
            raise UnreadableSegment.of(self.name)
        if self.name:
            return self
        told = " & ".join(map(str, (*self.traits, *self.deeds)))
        return self.model_copy(update={"name": f"not ({told})" if self.negated else told})

    def mask(self, log: EventLog) -> Bools:
        """
        Mark the cases that belong to it.

        Args:
            log: The events.

        Shapes:
            returns (n,) bool.

        Units:
            none.

        Returns:
            True for each case of which every condition is true.

        Raises:
            UnknownAttribute: A condition asks for an attribute that the log does not have.

        Source:
            docs/explanation/segments.md.
        """
        belongs = np.ones(log.n_cases, dtype=np.bool_)
        for trait in self.traits:
            belongs &= trait.mask(log)
        for deed in self.deeds:
            belongs &= deed.mask(log)
        return ~belongs if self.negated else belongs


def _conditions(text: str) -> dict[str, Any]:
    traits, deeds = [], []
    for part in text.split(" & "):
        deed = _DEED.fullmatch(part)
        trait = _TRAIT.fullmatch(part)
        if deed is not None:
            given = deed.groupdict()
            deeds.append(
                {
                    "step": given["step"],
                    "within": given["within"],
                    "at_least": int(given["least"] or 1),
                    "negated": given["negated"] is not None,
                }
            )
        elif trait is not None:
            traits.append(_trait(text, **trait.groupdict()))
        else:
            raise UnreadableSegment.of(text)
    return {"name": text.strip(), "traits": traits, "deeds": deeds}


def _trait(text: str, attribute: str, sign: str, wanted: str) -> dict[str, Any]:
    if sign in {"=", "!="}:
        values = [value.strip() for value in wanted.split("|") if value.strip()]
        if not values:
            raise UnreadableSegment.of(text)
        return {"attribute": attribute, "values": values, "negated": sign == "!="}
    try:
        bound = float(wanted)
    except ValueError:
        raise UnreadableSegment.of(text) from None
    return {"attribute": attribute, "at_least" if sign == ">=" else "below": bound}


def _plain(value: Wanted) -> str:
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if is_whole else str(value)


def _as_segment(given: Any) -> Any:
    return Segment.model_validate(given) if isinstance(given, str | Mapping) else given


#: A segment as a person writes it, in text or as a mapping.
AnySegment = Annotated[Segment, BeforeValidator(_as_segment)]
