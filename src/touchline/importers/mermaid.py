"""
The user journeys that Mermaid draws from text.

Source:
    https://mermaid.js.org/syntax/userJourney.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from touchline.diagnostics import Diagnostic
from touchline.document.faults import UnreadableMap
from touchline.document.read import build, journey_of
from touchline.i18n import translate
from touchline.importers import Imported, Importer
from touchline.importers._errors import UnreadableImport, placed, shortened
from touchline.importers._mermaid_syntax import Statement, said, settings_apart, statements
from touchline.importers._notes import Notes, note_apart, said_in
from touchline.importers._words import words
from touchline.model.naming import Ids, slug

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The scores that Mermaid documents.
_LOW, _HIGH = 1, 5

_HEAD = re.compile(r"journey(?:\s+|$)", re.IGNORECASE)
_TITLE = re.compile(r"title\s+(.*)", re.IGNORECASE | re.DOTALL)
_SECTION = re.compile(r"section\s+(.*)", re.IGNORECASE | re.DOTALL)
#: The last line of our own files.
_NOTE = re.compile(r"^[ \t]*%% touchline: (\{[^\n]*\})[ \t]*$", re.MULTILINE)
_FRONT_TITLE = re.compile(r"^title:(.*)$", re.MULTILINE)
#: Marks between which a head may write a text.
_QUOTES = " \t\"'"


class Mermaid(Importer):
    """
    The `journey` of Mermaid: sections become stages, tasks become steps, and the scores from 1 to 5
    the emotion lane.

    Actors become personas. A score that every actor of the journey gives is everybody's feeling;
    where only some take part, each of them has the feeling. The description becomes the scenario.
    """

    name: ClassVar[str] = "mermaid"
    suffixes: ClassVar[tuple[str, ...]] = (".mmd", ".mermaid")

    def read(self, text: str, *, at: str = "", language: str = "en") -> Imported:
        """
        Make a map from the text of a Mermaid journey.
        """
        body, notes = note_apart(text, _NOTE)
        try:
            return _read(body, _Draft(at, language, notes))
        except UnreadableMap:
            # A note that somebody spoilt is left out, and what the picture shows is kept.
            return _read(text, _Draft(at, language, Notes()))


def _read(text: str, draft: _Draft) -> Imported:
    body, settings = settings_apart(text)
    for setting in settings:
        draft.take_settings(setting.line, setting.text)
    for statement in _below_head(statements(body, draft.at), draft.at):
        draft.take(statement)
    journey = journey_of(build(draft.plain()))
    return Imported(journey, tuple(draft.left_out))


def _below_head(found: Iterable[Statement], at: str) -> Iterable[Statement]:
    """
    Pass the word that a journey begins with, and everything below it.
    """
    rest = iter(found)
    first = next(rest, None)
    if first is None:
        raise UnreadableImport.because("empty", at=at)
    head = _HEAD.match(first.text)
    if first.keyword or not head:
        text = f"{first.keyword} {first.text}"
        raise UnreadableImport.because("no_journey", at=at, line=first.line, text=text)
    if first.text[head.end() :]:
        yield Statement(first.line, "", first.text[head.end() :])
    yield from rest


class _Draft:
    """
    Plain data of a map, filled statement by statement.

    Args:
        at: Where the text comes from.
        language: The language of its words.
        notes: What our own files say besides.
    """

    def __init__(self, at: str, language: str, notes: Notes) -> None:
        self.at = at
        self.notes = notes
        self.language = notes.text("language") or language
        self.left_out: list[Diagnostic] = []
        self.said: dict[str, str] = {}
        self.stages: list[dict[str, Any]] = []
        self.personas: dict[str, str] = {}
        #: Step, score and actors of each task that has a score.
        self.scores: list[tuple[str, float, tuple[str, ...]]] = []
        self.cards = Ids()

    def take_settings(self, line: int, text: str) -> None:
        title = _FRONT_TITLE.search(text)
        if title and not text.startswith("%%"):
            self.said["title"] = words(title[1].strip(_QUOTES))
            text = _FRONT_TITLE.sub("", text, count=1).strip()
        if text:
            self.leave_out(line, "value", name="config", value=shortened(text))

    def take(self, statement: Statement) -> None:
        if statement.keyword:
            self._say(statement.line, statement.keyword, statement.text)
        elif title := _TITLE.fullmatch(statement.text):
            self._say(statement.line, "title", title[1])
        elif section := _SECTION.fullmatch(statement.text):
            self._begin_stage(words(said(section[1])))
        else:
            self._take_task(statement)

    def _say(self, line: int, name: str, text: str) -> None:
        if name in self.said:
            # As in Mermaid, what is said last counts.
            self.leave_out(line, "value", name=name, value=shortened(self.said[name]))
        self.said[name] = words(said(text))

    def _begin_stage(self, name: str) -> None:
        identifier = self.notes.id_of("stages", name, "stage")
        self.stages.append({"id": identifier, "name": name, "steps": []})

    def _take_task(self, statement: Statement) -> None:
        name, colon, rest = statement.text.partition(":")
        step = words(said(name))
        if not colon or not step:
            raise UnreadableImport.because(
                "statement", at=self.at, line=statement.line, text=statement.text
            )
        if not self.stages:
            term = translate("term.journey", self.language)
            self._begin_stage(term[:1].upper() + term[1:])
        identifier = self.notes.id_of("steps", step, "step")
        self.stages[-1]["steps"].append({"id": identifier, "name": step})
        score, _, who = rest.partition(":")
        who, colon, more = who.partition(":")
        if more.strip():
            self.leave_out(statement.line, "value", name=step, value=shortened(said(more)))
        actors = tuple(dict.fromkeys(filter(None, (words(said(one)) for one in who.split(",")))))
        for actor in actors:
            if actor not in self.personas:
                self.personas[actor] = self.notes.id_of("personas", actor, "persona")
        self._take_score(statement.line, identifier, step, (said(score), actors))

    def _take_score(
        self, line: int, step: str, name: str, given: tuple[str, tuple[str, ...]]
    ) -> None:
        text, actors = given
        score = _number(text)
        if score is not None and _LOW <= score <= _HIGH:
            if self.notes.part("unscored").get(step) != score:
                self.scores.append((step, score, actors))
            return
        if text:
            told = shortened(text) if score is None else score
            self.leave_out(line, "score", step=name, score=told, low=_LOW, high=_HIGH)
        if actors:
            self.leave_out(line, "who", step=name, names=", ".join(actors))

    def leave_out(self, line: int, kind: str, **values: object) -> None:
        self.left_out.append(
            Diagnostic(
                name=f"left-out-{kind}",
                key=f"import.left-out.{kind}",
                values=values,
                path=placed(self.at, line),
            )
        )

    def plain(self) -> dict[str, Any]:
        """
        Give the map as a file would hold it.
        """
        title, accessible = self.said.get("title"), self.said.get("acctitle")
        if title and accessible and title != accessible:
            self.leave_out(1, "value", name="accTitle", value=shortened(accessible))
        title = title or accessible or translate("import.untitled", self.language)
        cells = [self._cell(step, score, actors) for step, score, actors in self.scores]
        lane = {"id": "emotion", **said_in(self.notes.part("lane"), "id", "scale")}
        order = self.notes.names("personas")
        personas = [{"id": own, "name": name} for name, own in self.personas.items()]
        if sorted(order) == sorted(self.personas):
            personas.sort(key=lambda one: order.index(one["name"]))
        plain: dict[str, Any] = {
            "touchline": 1,
            "id": self.notes.text("id") or slug(title) or "journey",
            "title": title,
            "language": self.language,
            "personas": personas,
            "stages": self.stages,
            "lanes": [{**lane, "kind": "emotion", "cells": cells}] if cells else [],
        }
        if self.said.get("accdescr"):
            plain["scenario"] = self.said["accdescr"]
        return plain

    def _cell(self, step: str, score: float, actors: tuple[str, ...]) -> dict[str, Any]:
        """
        Give the feeling that the note tells exactly, unless the score was changed since.
        """
        told = self.notes.part("feelings", step)
        if told.get("shown") != score or not self.cards.claim(str(told.get("id"))):
            return {"at": step, "cards": self._feelings(step, score, actors)}
        card = said_in(told, "id", "score", "scale", "persona")
        return {"at": step, **said_in(told, "through"), "cards": [card]}

    def _feelings(self, step: str, score: float, actors: tuple[str, ...]) -> list[dict[str, Any]]:
        scale = {"low": _LOW, "high": _HIGH}
        name = f"feeling-{step}"
        if not actors or len(actors) == len(self.personas):
            return [{"id": self.cards.of(name, "feeling"), "score": score, "scale": scale}]
        return [
            {
                "id": self.cards.of(name, "feeling"),
                "score": score,
                "scale": scale,
                "persona": self.personas[actor],
            }
            for actor in actors
        ]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
