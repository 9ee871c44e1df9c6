"""
Calculations that teams write themselves: four operations over named numbers, and nothing else.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: A longer formula nobody can check, and deeper brackets nobody can read.
_LONGEST, _DEEPEST = 500, 30

#: Signs that mean the same as those on every keyboard.
_ALIKE = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "،": ",", "，": ",", ";": ","})

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([^\W\d]\w*(?:\.[^\W\d]\w*)*)|(\S))")

_FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "sqrt": math.sqrt,
}
#: Functions that take one number; the others take two or more.
_OF_ONE = frozenset({"abs", "sqrt"})


class UnreadableFormula(InputError):
    """
    What was given is no calculation.
    """

    @classmethod
    def near(
        cls, text: str, position: int, reason: str, word: str = "", *, at: str = ""
    ) -> UnreadableFormula:
        """
        Build the error for a place in a formula.

        Args:
            text: The formula.
            position: Where reading stopped, counted from zero.
            reason: What is the matter there: `end`, `sign`, `depth`, `length`, `arguments`,
                `function` or `empty`.
            word: What stands there.
            at: Where the formula is kept; empty for one that was just given.

        Returns:
            The error.
        """
        return cls(at=at, text=text[:80], position=position + 1, reason=reason, word=word)


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What a formula gives.

    Args:
        value: The number; None when there is none.
        missing: The names that nothing is known of.
        is_undefined: The numbers are there, and the calculation still gives none, as when it
            divides by zero.
    """

    value: float | None
    missing: tuple[str, ...] = ()
    is_undefined: bool = False


#: One step of a calculation: put a number or a named number down, or replace the last ones.
_Act = tuple[Literal["number", "name", "call"], str, float]


@dataclass(frozen=True, slots=True)
class Calculation:
    """
    A formula that has been read.

    Args:
        text: The formula as written.
        acts: What to do, each part before what joins it.
    """

    text: str
    acts: tuple[_Act, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """
        The numbers that it asks for, in the order of the formula.
        """
        return tuple(dict.fromkeys(word for kind, word, _ in self.acts if kind == "name"))

    def of(self, numbers: Mapping[str, float]) -> Outcome:
        """
        Calculate.

        Args:
            numbers: The numbers by name.

        Returns:
            The outcome.

        Examples:
            >>> calculation("value * (1 - risk)").of({"value": 8, "risk": 0.5})
            Outcome(value=4.0, missing=(), is_undefined=False)
        """
        missing = tuple(name for name in self.names if name not in numbers)
        if missing:
            return Outcome(None, missing)
        stack: list[float] = []
        try:
            for kind, word, number in self.acts:
                if kind == "number":
                    stack.append(number)
                elif kind == "name":
                    stack.append(float(numbers[word]))
                else:
                    taken = stack[len(stack) - int(number) :]
                    del stack[len(stack) - int(number) :]
                    stack.append(_called(word, taken))
        except (ArithmeticError, ValueError):
            return Outcome(None, is_undefined=True)
        value = stack[0]
        return Outcome(value) if math.isfinite(value) else Outcome(None, is_undefined=True)


def calculation(text: str, *, at: str = "") -> Calculation:
    """
    Read a formula: numbers, names, `+ - * /`, brackets, `min`, `max`, `abs` and `sqrt`.

    Args:
        text: The formula; a hyphen in a name is written as an underscore.
        at: Where it is kept, for messages.

    Returns:
        The calculation.

    Raises:
        UnreadableFormula: It is none.

    Examples:
        >>> calculation("importance + max(importance - satisfaction, 0)").names
        ('importance', 'satisfaction')
    """
    if len(text) > _LONGEST:
        raise UnreadableFormula.near(text, _LONGEST, "length", at=at)
    return Calculation(text, tuple(_Reader(text.translate(_ALIKE), at).read()))


def _called(word: str, taken: list[float]) -> float:
    if word == "+":
        return taken[0] + taken[1]
    if word == "-":
        return taken[0] - taken[1]
    if word == "*":
        return taken[0] * taken[1]
    if word == "/":
        return taken[0] / taken[1]
    if word == "negative":
        return -taken[0]
    return _FUNCTIONS[word](*taken)


def _token(match: re.Match[str]) -> tuple[int, str, int]:
    """
    Tell which group of the pattern has matched, what it holds and where it stands.
    """
    group = match.lastindex or 0
    return group, match[group], match.start(group)


class _Reader:
    """
    Reads a formula from left to right: sums of products of single things.
    """

    def __init__(self, text: str, at: str) -> None:
        self.text = text
        self.at = at
        self.acts: list[_Act] = []
        self.tokens = [_token(match) for match in _TOKEN.finditer(text)]
        self.place = 0
        self.depth = 0

    def read(self) -> list[_Act]:
        if not self.tokens:
            raise UnreadableFormula.near(self.text, 0, "empty", at=self.at)
        self._sum()
        if self.place < len(self.tokens):
            raise self._fault()
        return self.acts

    @property
    def word(self) -> str:
        return self.tokens[self.place][1] if self.place < len(self.tokens) else ""

    def _fault(self, reason: str = "sign") -> UnreadableFormula:
        if self.place >= len(self.tokens):
            return UnreadableFormula.near(self.text, len(self.text), "end", at=self.at)
        _, word, position = self.tokens[self.place]
        return UnreadableFormula.near(self.text, position, reason, word, at=self.at)

    def _sum(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._fault("depth")
        self._joined("+-", lambda: self._joined("*/", self._single))
        self.depth -= 1

    def _joined(self, signs: str, part: Callable[[], None]) -> None:
        part()
        while self.word and self.word in signs:
            sign = self.word
            self.place += 1
            part()
            self.acts.append(("call", sign, 2))

    def _single(self) -> None:
        is_negative = False
        while self.word and self.word in "+-":
            is_negative ^= self.word == "-"
            self.place += 1
        if self.place >= len(self.tokens):
            raise self._fault()
        kind, word, _ = self.tokens[self.place]
        if kind == 1:
            self.acts.append(("number", "", float(word)))
            self.place += 1
        elif kind == 2:  # noqa: PLR2004 (the second group of the pattern is a name)
            self._named(word)
        elif word == "(":
            self.place += 1
            self._sum()
            self._expect(")")
        else:
            raise self._fault()
        if is_negative:
            self.acts.append(("call", "negative", 1))

    def _named(self, word: str) -> None:
        self.place += 1
        if self.word != "(":
            self.acts.append(("name", word, 0))
            return
        if word not in _FUNCTIONS:
            self.place -= 1
            raise self._fault("function")
        start = self.place
        self.place += 1
        self._sum()
        n = 1
        while self.word == ",":
            self.place += 1
            self._sum()
            n += 1
        self._expect(")")
        if (n == 1) is not (word in _OF_ONE):
            self.place = start
            raise self._fault("arguments")
        self.acts.append(("call", word, n))

    def _expect(self, sign: str) -> None:
        if self.word != sign:
            raise self._fault()
        self.place += 1
