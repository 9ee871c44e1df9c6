"""
The columns of a table as steps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from touchline.i18n import languages, translate
from touchline.importers._guess.headings import OF_STEPS, meaning_of

if TYPE_CHECKING:
    from touchline.importers._guess.layout import Layout
    from touchline.importers._guess.table import Entry


@dataclass(slots=True, kw_only=True)
class Step:
    """
    A step on its way to the map.

    Args:
        stage: The name of its stage; empty when no stage is named.
        name: Its own name.
        at: Where it is named.
        flags: What is said of it below its name, such as `milestone`.
        told: Who answers for it, as `owner` and `department`.
        stage_told: Who answers for its stage.
        is_sure: False when its name is a guess.
    """

    stage: str
    name: str
    at: str
    flags: tuple[str, ...] = ()
    told: dict[str, str] = field(default_factory=dict)
    stage_told: dict[str, str] = field(default_factory=dict)
    is_sure: bool = True


def steps_of(layout: Layout, loose: list[Entry]) -> tuple[list[Step], dict[int, int]]:
    """
    Find the steps, and the step of each column.

    Args:
        layout: Which way the table runs.
        loose: Takes what is said of steps and has no place.

    Returns:
        The steps in order, and the index of a step by column.
    """
    walk = _Walk(layout, loose)
    for column in range(layout.first, layout.table.n_columns):
        walk.take(column)
    if layout.stages is not None and layout.steps is None:
        for step in walk.steps:
            step.stage = step.name
    return walk.steps, walk.found


@dataclass(slots=True)
class _Walk:
    """
    A walk over the columns from the first step to the last.
    """

    layout: Layout
    loose: list[Entry]
    steps: list[Step] = field(default_factory=list)
    found: dict[int, int] = field(default_factory=dict)
    #: The stage that reaches here, and the last column that the latest name covers.
    stage: str = ""
    stage_told: dict[str, str] = field(default_factory=dict)
    covered: int = -1

    def take(self, column: int) -> None:
        """
        Find the step of the next column.
        """
        layout = self.layout
        stage = self._entry(layout.stages, column) if layout.steps is not None else None
        opens = False
        if stage is not None:
            named = self._said(stage)
            opens, self.stage = named.name != self.stage, named.name
            self.stage_told = named.told
        own = self._entry(layout.stages if layout.steps is None else layout.steps, column)
        if own is not None:
            self.covered = column + own.across - 1
            self.steps.append(self._named(own))
        elif opens and stage is not None:
            self.steps.append(Step(stage=self.stage, name=self.stage, at=stage.at, is_sure=False))
        elif not self._goes_on(column):
            place = self._first_used(column)
            if not place:
                return
            self.steps.append(Step(stage=self.stage, name="", at=place, is_sure=False))
        if self.steps:
            self.found[column] = len(self.steps) - 1

    def _goes_on(self, column: int) -> bool:
        """
        Decide whether a column without a name belongs to the step before it.
        """
        if not self.steps:
            return False
        # Without any names each column is a step of its own.
        return column <= self.covered or self.layout.n_heads > 0

    def _entry(self, row: int | None, column: int) -> Entry | None:
        if row is None:
            return None
        entry = self.layout.table.rows[row][column]
        return entry if entry.text else None

    def _named(self, entry: Entry) -> Step:
        named = self._said(entry)
        return Step(
            stage=self.stage,
            name=named.name,
            at=entry.at,
            flags=named.flags,
            told=named.told,
            stage_told=self.stage_told,
        )

    def _said(self, entry: Entry) -> _Named:
        named = _named(entry.text)
        self.loose += [entry._replace(text=line) for line in named.rest]
        return named

    def _first_used(self, column: int) -> str:
        held = (self.layout.table.rows[i][column] for i in self.layout.body)
        return next((entry.at for entry in held if entry.text), "")


class _Named(NamedTuple):
    name: str
    flags: tuple[str, ...]
    told: dict[str, str]
    rest: list[str]


def _named(text: str) -> _Named:
    """
    Part the name of a step or stage from what our own tables say of it in further lines.
    """
    name, *lines = text.split("\n")
    flags: list[str] = []
    told: dict[str, str] = {}
    rest: list[str] = []
    for line in lines:
        meaning = meaning_of(line, OF_STEPS)
        label, value = _labelled(line)
        if meaning and meaning.is_sure:
            flags.append(meaning.name)
        elif label and value:
            told[label] = value
        elif _handed_over().fullmatch(line):
            rest.append(line)
        else:
            name += f" {line.strip()}"
    return _Named(" ".join(name.split()), tuple(flags), told, rest)


def _labelled(line: str) -> tuple[str, str]:
    """
    Read who answers for something.
    """
    label, _, value = line.replace("：", ":").partition(":")
    meaning = meaning_of(label, _OWNERS)
    if meaning is None or not meaning.is_sure:
        return "", ""
    return _OWNED[meaning.name], value.strip()


#: What a line below a name can say of who answers for it.
_OWNED = {"owner": "owner", "departments": "department"}
_OWNERS = frozenset(_OWNED)


@cache
def _handed_over() -> re.Pattern[str]:
    """
    Match what our own tables say of hand-offs and other ways below the name of a step.
    """
    said = []
    for tag in languages():
        for kind in ("channel", "department"):
            line = translate(f"scene.handoff-{kind}", tag, origin="\x01", target="\x02")
            said.append(re.escape(line).replace("\x01", ".+").replace("\x02", ".+"))
        said += [
            re.escape(translate(f"scene.path-{path}", tag)) for path in ("failure", "recovery")
        ]
    return re.compile("|".join(said))
