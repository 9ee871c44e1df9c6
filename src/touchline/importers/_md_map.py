"""
From the blocks of a Markdown text to a map.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from touchline.diagnostics import Diagnostic
from touchline.document.read import build, journey_of
from touchline.i18n import languages, translate
from touchline.importers import Imported
from touchline.importers._errors import UnreadableImport, placed, shortened
from touchline.importers._md_lanes import MdLanes
from touchline.importers._md_lines import cells_of, lines_of, said
from touchline.model.naming import slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.importers._md_lines import Block
    from touchline.importers._notes import Notes

_TITLE, _STAGE = 1, 2

#: What a mark behind the name of a step says.
_MARKS: dict[str, tuple[str, object]] = {
    "term.moment-of-truth": ("moment_of_truth", True),
    "term.milestone": ("milestone", True),
    "scene.optional": ("optional", True),
    "scene.path-failure": ("path", "failure"),
    "scene.path-recovery": ("path", "recovery"),
}
_FACTS = {"html.objective": "objective", "scene.goal": "goal", "html.scenario": "scenario"}
_FLAGS = {"html.invented": "invented", "html.discovered": "discovered"}
#: Headings of parts that are told from a map and make none.
_TOLD = ("scene.branches", "md.figures", "md.evidence")


class MdMap:
    """
    A map on its way from a Markdown text.

    Args:
        at: Where it comes from.
        language: The language of its words.
        notes: What our own files say besides.
    """

    def __init__(self, at: str, language: str, notes: Notes) -> None:
        self.at = at
        self.notes = notes
        self.language = notes.text("language") or language
        self.left_out: list[Diagnostic] = []
        self.plain: dict[str, Any] = {}
        self.personas: list[dict[str, Any]] = []
        self.stages: list[dict[str, Any]] = []
        self.lanes = MdLanes(notes, self.language)
        #: What is read just now: the map's head, its personas, a stage, or something told.
        self.part = "head"
        #: The steps of the table that is open; None outside of one.
        self.columns: list[str] | None = None
        self.last_step = ""
        #: The steps of the stage are the items of a list.
        self.is_listed = False

    def imported(self, found: Iterable[Block]) -> Imported:
        """
        Build the map.

        Args:
            found: The blocks of the text.

        Returns:
            The map, and what it cannot hold.
        """
        for block in found:
            if block.sort != "row":
                self.columns = None
            getattr(self, f"_take_{block.sort}")(block)
        if "title" not in self.plain and not self.stages:
            raise UnreadableImport.because("no_heading", at=self.at)
        title = self.plain.get("title", "")
        untitled = translate("import.untitled", self.language)
        plain = {
            "touchline": 1,
            "id": self.notes.text("id") or slug(title) or "journey",
            "title": title or untitled,
            "language": self.language,
            **{key: one for key, one in self.plain.items() if key != "title"},
            "personas": self.personas,
            "stages": self.stages,
            "lanes": self.lanes.finished(),
        }
        return Imported(journey_of(build(plain)), tuple(self.left_out))

    def _take_heading(self, block: Block) -> None:
        text = said(block.text)
        if block.depth == _TITLE and "title" not in self.plain:
            self.plain["title"] = text
        elif block.depth <= _STAGE:
            self._begin(text)
        elif self.part == "personas":
            own = self.notes.id_of("personas", text, "persona")
            self.personas.append({"id": own, "name": text})
        elif self.part == "stage":
            self._add_step(text)
        else:
            self._leave_out(block)

    def _begin(self, text: str) -> None:
        if not self.stages and not self.personas and text in _words_of("md.persona"):
            self.part = "personas"
        elif self.stages and text in {word for key in _TOLD for word in _words_of(key)}:
            self.part = "told"
        else:
            self.part = "stage"
            self.last_step = ""
            own = self.notes.id_of("stages", text, "stage")
            self.is_listed = False
            self.stages.append({"id": own, "name": text, "steps": []})

    def _add_step(self, head: str) -> str:
        """
        Add a step with the marks behind its name, as far as they are known.
        """
        step: dict[str, Any] = {"id": self.notes.id_of("steps", head, "step")}
        length = self.notes.part("named").get(step["id"])
        is_noted = isinstance(length, int) and head in self.notes.names("steps")
        parts = head.split(" · ")
        if is_noted:
            step["name"] = head[:length]
            parts = ["", *head[length:].lstrip(" ·").split(" · ")]
        else:
            while len(parts) > 1 and parts[-1] in _marks():
                key, value = _marks()[parts.pop()]
                step[key] = value
            step["name"] = " · ".join(parts)
            parts = []
        for mark in parts[1:]:
            if mark in _marks():
                key, value = _marks()[mark]
                step[key] = value
        self.stages[-1]["steps"].append(step)
        self.last_step = str(step["id"])
        return self.last_step

    def _take_item(self, block: Block) -> None:
        text = said(block.text)
        if self.part == "stage" and text and (self.is_listed or not self.last_step):
            self._add_items(text)
        elif self.part == "stage" and text:
            name, colon, rest = text.partition(":")
            if not (colon and self.lanes.put_named(name, self.last_step, rest.strip())):
                self.lanes.put_named(_notes_title(self.language), self.last_step, text)
        elif self.part == "personas" and self.personas and not self.notes and text:
            known = self.personas[-1].get("summary")
            self.personas[-1]["summary"] = f"{known}\n{text}" if known else text
        else:
            self._leave_out(block)

    def _add_items(self, text: str) -> None:
        """
        Take an item right below a stage for a step.
        """
        self._add_step(text)
        self.is_listed = True

    def _take_quote(self, block: Block) -> None:
        text = said(block.text)
        flag = next((flag for key, flag in _FLAGS.items() if text in _words_of(key)), "")
        if self.part == "head" and flag:
            self.plain[flag] = True
        elif self.part == "personas" and self.personas and len(text) > _STAGE:
            is_quoted = not text[0].isalnum() and not text[-1].isalnum()
            self.personas[-1]["quote"] = text[1:-1] if is_quoted else text
        else:
            self._leave_out(block)

    def _take_row(self, block: Block) -> None:
        cells = cells_of(block.text)
        if self.part != "stage" or not cells:
            self._leave_out(block)
        elif self.columns is None:
            self.columns = [self._add_step(said(cell)) for cell in cells[1:]]
            self.lanes.begin_table()
        else:
            heads = lines_of(cells[0], is_whole=True)
            for mark in heads[1:]:
                self._tell(block.line, mark)
            cells += [""] * (len(self.columns) + 1 - len(cells))
            row = dict(zip(self.columns, map(lines_of, cells[1:]), strict=False))
            for line in self.lanes.add(heads[0], row):
                self._tell(block.line, line)
            for extra in cells[len(self.columns) + 1 :]:
                self._tell(block.line, said(extra))

    def _take_paragraph(self, block: Block) -> None:
        label, dash, fact = said(block.text).partition(" — ")
        key = next((one for name, one in _FACTS.items() if label in _words_of(name)), "")
        if self.part == "head" and dash and key and key not in self.plain:
            self.plain[key] = {"statement": fact} if key == "objective" else fact
        elif self.part == "head" and not self.notes and "scenario" not in self.plain:
            self.plain["scenario"] = said(block.text)
        else:
            self._leave_out(block)

    def _leave_out(self, block: Block) -> None:
        self._tell(block.line, said(block.text) or block.text)

    def _tell(self, line: int, text: str) -> None:
        if text:
            name = translate("term.evidence", self.language) if self.part == "told" else "Markdown"
            values = {"name": name, "value": shortened(text)}
            self.left_out.append(
                Diagnostic(
                    name="left-out-value",
                    key="import.left-out.value",
                    values=values,
                    path=placed(self.at, line),
                )
            )


def _notes_title(language: str) -> str:
    return translate("lane.notes.title", language)


@cache
def _words_of(key: str) -> frozenset[str]:
    return frozenset(" ".join(translate(key, tag).split()) for tag in languages())


@cache
def _marks() -> dict[str, tuple[str, object]]:
    return {word: mark for key, mark in _MARKS.items() for word in _words_of(key)}
