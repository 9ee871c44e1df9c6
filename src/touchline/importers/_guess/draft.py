"""
A table that is understood, as the plain data of a map.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from touchline.diagnostics import Diagnostic
from touchline.i18n import translate
from touchline.importers._guess.cards import Cards
from touchline.importers._guess.headings import OF_NOTHING, OF_STEPS, folded
from touchline.importers._guess.people import persona_of
from touchline.importers._guess.scores import SCORED, scored_lane
from touchline.importers._guess.understood import SKIPPED, SeenRow
from touchline.lanes import LANES
from touchline.model.naming import Ids, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.importers._guess.grid import Grid, Line, Piece
    from touchline.importers._guess.understood import SeenFact

#: What stands in a row of marks and only says yes, and what says no.
_YES = frozenset({"x", "✓", "✔", "yes", "y", "ja", "ya", "true", "1", "★", "●", "是", "بله", "!"})
_NO = frozenset({"", "no", "n", "nein", "tidak", "false", "0", "否", "خیر", "-", "–", "—"})

#: Facts about the map that are one text of it.
_TEXTS = ("goal", "scenario")


@dataclass(slots=True)
class Draft:
    """
    A map on its way from a table.

    Args:
        grid: The table.
        facts: What stands beside it.
        language: The language of its words.
    """

    grid: Grid
    facts: Sequence[SeenFact]
    language: str
    left_out: list[Diagnostic] = field(default_factory=list)
    rows: list[SeenRow] = field(default_factory=list)
    cards: Cards = field(init=False)

    def __post_init__(self) -> None:
        self.cards = Cards(
            language=self.language, n_steps=len(self.grid.steps), leave_out=self.leave_out
        )

    def plain(self) -> dict[str, Any]:
        """
        Give the map as a file would hold it.

        Returns:
            The plain data; what it cannot hold is in `left_out`, and what became of each row in
            `rows`.
        """
        title, head = self._head()
        stages = self._stages()
        steps = [step for stage in stages for step in stage["steps"]]
        self.cards.steps = [step["id"] for step in steps]
        lanes = self._lanes(steps)
        plain: dict[str, Any] = {
            "touchline": 1,
            "id": slug(title) or "journey",
            "title": title,
            "language": self.language,
            **head,
        }
        if any(line.kind == "line" for line in self.grid.lines):
            plain["type"] = "service-blueprint"
        plain["channels"] = self.cards.channels_held()
        plain["stages"] = stages
        plain["lanes"] = lanes
        return plain

    def leave_out(self, at: str, text: str, kind: str = "entry") -> None:
        """
        Note what has no place in the map.

        Args:
            at: Where it stands.
            text: What it says.
            kind: Why it has none.
        """
        shown = " ".join(text.split())
        self.left_out.append(
            Diagnostic(
                name=f"left-out-{kind}",
                key=f"import.left-out.{kind}",
                values={"text": shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"},
                path=at,
            )
        )

    def _head(self) -> tuple[str, dict[str, Any]]:
        title = ""
        head: dict[str, Any] = {}
        personas: list[dict[str, Any]] = []
        ids = Ids()
        for fact in self.facts:
            if fact.what == "title" and not title:
                title = " ".join(fact.text.split())
            elif fact.what == "persona":
                personas += persona_of(fact.text, ids)
            elif fact.what == "quote" and personas and "quote" not in personas[-1]:
                personas[-1]["quote"] = fact.text
            elif fact.what in _TEXTS and fact.what not in head:
                head[fact.what] = fact.text
            elif fact.what == "objective" and "objective" not in head:
                head["objective"] = {"statement": fact.text}
            else:
                self.leave_out(fact.at, fact.text)
        if personas:
            head["personas"] = personas
        return title or translate("import.untitled", self.language), head

    def _stages(self) -> list[dict[str, Any]]:
        stage_ids, step_ids = Ids(), Ids()
        stages: list[dict[str, Any]] = []
        latest: str | None = None
        for number, step in enumerate(self.grid.steps, start=1):
            stage = step.stage
            if not stages or stage != latest:
                name = stage or _capital(translate("term.journey", self.language))
                identifier = stage_ids.of(name, "stage")
                stages.append({"id": identifier, "name": name, **step.stage_told, "steps": []})
                latest = stage
            name = step.name
            if not name:
                name = step.name = f"{_capital(translate('term.step', self.language))} {number}"
            made: dict[str, Any] = {"id": step_ids.of(name, "step"), "name": name, **step.told}
            made |= {flag.replace("-", "_"): True for flag in step.flags}
            stages[-1]["steps"].append(made)
        return stages

    def _lanes(self, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
        lanes: list[dict[str, Any]] = []
        channels = [line for line in self.grid.lines if line.kind == "channel"]
        touchpoints = [line for line in self.grid.lines if line.kind == "touchpoints"]
        joined = self.cards.joined(touchpoints, channels)
        for line in self.grid.lines:
            made: list[dict[str, Any]] = []
            if line.kind == SKIPPED or line.kind in OF_NOTHING:
                self._pass_over(line)
            elif line.kind == "owner":
                self._own(line, steps)
            elif line.kind in OF_STEPS:
                made = self._mark(line, steps)
            elif line.kind == "channel" and joined:
                pass
            elif line.kind in SCORED:
                made = scored_lane(line, self.cards)
            elif self._is_measured(line.kind):
                made = [self.cards.laid(line, line.kind, [])]
                self._leave_out_all(line.pieces, "figure")
            elif line.heading or line.pieces:
                kind = "touchpoints" if line.kind == "channel" else line.kind
                made = [self.cards.lane(line, kind if kind in LANES else "notes")]
            lanes += made
            n_cards = sum(len(cell["cards"]) for lane in made for cell in lane["cells"])
            self._see(line, made, n_cards)
        return lanes

    def _see(self, line: Line, made: list[dict[str, Any]], n_cards: int) -> None:
        kind = made[0]["kind"] if made and line.kind not in OF_STEPS else line.kind
        self.rows.append(
            SeenRow(
                at=line.at,
                heading=line.heading,
                kind=SKIPPED if kind in OF_NOTHING else kind,
                n_cards=n_cards if made else len(line.pieces),
                is_sure=line.is_sure,
            )
        )

    @staticmethod
    def _is_measured(kind: str) -> bool:
        return kind == "evidence" or (kind in LANES and LANES[kind].is_measured)

    def _pass_over(self, line: Line) -> None:
        if line.kind == "legend" and line.heading:
            self.leave_out(line.at, line.heading)
        self._leave_out_all(line.pieces)

    def _leave_out_all(self, pieces: Iterable[Piece], kind: str = "entry") -> None:
        for piece in pieces:
            self.leave_out(piece.at, piece.text, kind)

    def _own(self, line: Line, steps: list[dict[str, Any]]) -> None:
        """
        Write who answers for steps.
        """
        for piece in line.pieces:
            name = ", ".join(one.strip() for one in piece.text.split("\n") if one.strip())
            for step in steps[piece.first : piece.last + 1]:
                if "owner" in step:
                    self.leave_out(piece.at, piece.text)
                    break
                step["owner"] = name

    def _mark(self, line: Line, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """
        Mark the steps that a row marks; what it says in words stays as a row of notes.
        """
        said: list[Piece] = []
        for piece in line.pieces:
            word = folded(piece.text) or piece.text.strip()
            if word in _NO:
                continue
            for step in steps[piece.first : piece.last + 1]:
                step[line.kind.replace("-", "_")] = True
            if word not in _YES and word != folded(line.heading):
                said.append(piece)
        if not said:
            return []
        line.pieces = said
        return [self.cards.lane(line, "notes")]


#: How much of a text that is left out is shown.
_SHOWN = 90


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
