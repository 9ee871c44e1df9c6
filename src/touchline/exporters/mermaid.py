"""
Maps as the user journeys that Mermaid draws from text.

Source:
    https://mermaid.js.org/syntax/userJourney.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from touchline.exporters._exchange import Exchange, in_line, note, written
from touchline.model.structure import Scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.tree import Plain
    from touchline.exporters._ledger import Ledger

#: The scores that Mermaid documents, and the one of a step that nobody scored.
_LOW, _HIGH, _MIDDLE = 1, 5, 3

#: What would end a name or begin something else.
_SPECIAL = re.compile(r"[#:;]")
_KEYWORD = re.compile(r"(?:title|section|journey|accTitle|accDescr)\b", re.IGNORECASE)
_HTML_BREAK = re.compile(r"<br\s*(?:/\s*)?>", re.IGNORECASE)

#: What stands for a name that is empty.
_NAMELESS = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mermaid(Exchange):
    """
    The `journey` of Mermaid: stages as sections, steps as tasks, feelings as scores from 1 to 5.

    A step that nobody scored is drawn in the middle, at 3. The last line is a comment with the ids
    and the exact scores, so that reading the file again gives the same steps and feelings.
    """

    name: ClassVar[str] = "mermaid"
    suffix: ClassVar[str] = ".mmd"
    media_type: ClassVar[str] = "text/vnd.mermaid; charset=utf-8"

    def write(self, ledger: Ledger) -> str:
        """
        Write the journey.
        """
        writer = _Writer(ledger)
        lines = ["journey", *writer.head(), *writer.stages()]
        lines.append(f"%% touchline: {note(writer.kept)}")
        return "\n".join(lines) + "\n"

    def form(self, text: str) -> str:
        """
        Bring words into one line, as Mermaid reads them.
        """
        return in_line(_HTML_BREAK.sub(" ", text))


@dataclass(slots=True)
class _Feeling:
    """
    What is known of the feeling at a step.
    """

    shown: float
    card: Plain
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def persona(self) -> str | None:
        """
        The id of who feels so; None for everybody.
        """
        return self.card.get("persona")


class _Writer:
    """
    Writes one map.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.data = ledger.data
        self.steps = [step for stage in self.data.get("stages", ()) for step in _steps(stage)]
        self.kept: dict[str, Any] = {
            "id": ledger.value(self.data, "id"),
            "language": ledger.language,
        }
        ledger.value(self.data, "language")
        self.feelings = self._feelings()
        self.people = self._people()

    def head(self) -> Iterator[str]:
        if title := self.ledger.words(self.data, "title"):
            yield f"    title {_spelt(title)}"
        else:
            self.ledger.alter(self.data, "title")
        if scenario := self.ledger.words(self.data, "scenario", _in_lines):
            yield "    accDescr {"
            for line in scenario.split("\n"):
                yield f"        {_spelt(line).replace('}', '#125;')}".rstrip()
            yield "    }"

    def stages(self) -> Iterator[str]:
        names: dict[str, list[list[str]]] = {"stages": [], "steps": []}
        unscored: dict[str, float] = {}
        for stage in self.ledger.items(self.data, "stages"):
            name = self._name(stage)
            names["stages"].append([self.ledger.value(stage, "id"), name])
            yield f"    section {_spelt(name)}"
            for step in self.ledger.items(stage, "steps"):
                name, own = self._name(step), self.ledger.value(step, "id")
                names["steps"].append([own, name])
                feeling = self.feelings.get(own) or _Feeling(_MIDDLE, {})
                if not feeling.kept:
                    unscored[own] = feeling.shown
                yield f"      {_leading(name)}: {_figure(feeling.shown)}{self._actors(feeling)}"
        feelings = {step: one.kept for step, one in self.feelings.items() if one.kept}
        self.kept |= names | {"unscored": unscored, "feelings": feelings}

    def _name(self, item: Plain) -> str:
        name = self.ledger.words(item, "name")
        if not name:
            self.ledger.alter(item, "name")
        return name or _NAMELESS

    def _actors(self, feeling: _Feeling) -> str:
        names = [
            name
            for own, name in self.people.items()
            if feeling.persona in (own, None) or feeling.persona not in self.people
        ]
        if not names:
            return ""
        return ": " + ", ".join(_spelt(name).replace(",", "#44;") for name in names)

    def _people(self) -> dict[str, str]:
        """
        Take the personas whose names can tell them apart, and who take part in a task.
        """
        found: dict[str, str] = {}
        personas = self.ledger.items(self.data, "personas") if self.steps else []
        alone = {one.persona for one in self.feelings.values()}
        is_everybody = None in alone or len(self.feelings) < len(self.steps)
        for persona in personas:
            name = self.ledger.shown(persona, "name")
            if name and name not in found.values() and (is_everybody or persona["id"] in alone):
                self.ledger.words(persona, "name")
                found[self.ledger.value(persona, "id")] = name
        for one in self.feelings.values():
            if one.kept and one.persona in found:
                one.kept["persona"] = self.ledger.value(one.card, "persona")
        self.kept["personas"] = [[own, name] for own, name in found.items()]
        return found

    def _feelings(self) -> dict[str, _Feeling]:
        """
        Take the first score of each step out of the first emotion lane that has any.
        """
        found: dict[str, _Feeling] = {}
        order = [step["id"] for step in self.steps]
        for lane in self.data.get("lanes", ()):
            cells = [cell for cell in lane.get("cells", ()) if cell.get("cards")]
            if lane["kind"] != "emotion" or not cells:
                continue
            self.ledger.items(self.data, "lanes")
            self.ledger.items(lane, "cells")
            self.ledger.value(lane, "kind")
            scale = self.ledger.value(lane, "scale")
            self.kept["lane"] = {"id": self.ledger.value(lane, "id"), "scale": scale}
            for cell in cells:
                if cell["at"] not in found:
                    self._take(cell, scale, order, found)
            break
        return found

    def _take(
        self, cell: Plain, scale: Plain | None, order: list[str], found: dict[str, _Feeling]
    ) -> None:
        ledger = self.ledger
        card = ledger.items(cell, "cards")[0]
        at, through = ledger.value(cell, "at"), ledger.value(cell, "through")
        own, score = ledger.value(card, "id"), ledger.value(card, "score", 0.0)
        its = ledger.value(card, "scale")
        ends = Scale.model_validate(its or scale or {})
        share = (score - ends.low) / (ends.high - ends.low)
        shown = round(_LOW + (_HIGH - _LOW) * min(max(share, 0.0), 1.0), 2)
        kept = {"id": own, "shown": shown, "score": score, "scale": its, "through": through}
        last = order.index(through) if through else order.index(at)
        for step in order[order.index(at) : last + 1]:
            found[step] = _Feeling(shown, card)
        found[at].kept = {key: value for key, value in kept.items() if value is not None}


def _steps(stage: Plain) -> list[Plain]:
    steps: list[Plain] = stage.get("steps", [])
    return steps


def _in_lines(text: str) -> str:
    lines = (in_line(line) for line in _HTML_BREAK.sub(" ", written(text)).splitlines())
    return "\n".join(lines).strip()


def _spelt(text: str) -> str:
    """
    Spell out the signs that Mermaid would take for its own.
    """
    text = _SPECIAL.sub(lambda found: f"#{ord(found[0])};", text)
    return text.replace("%", "#37;") if "%%" in text else text


def _leading(name: str) -> str:
    """
    Spell a name that begins a statement, so that its first word is no keyword.
    """
    if _KEYWORD.match(name):
        return f"#{ord(name[0])};{_spelt(name[1:])}"
    return _spelt(name)


def _figure(score: float) -> str:
    return f"{score:.2f}".rstrip("0").rstrip(".")
