"""
Changes in the cells of the grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from touchline.i18n import translate
from touchline.importers._workbook.draft import NotTakenError, Work
from touchline.importers._workbook.lines import changed, fresh_card, paired, split, told_by
from touchline.importers._workbook.opened import note
from touchline.importers._workbook.said import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.document.carried import Carried
    from touchline.document.tree import Plain
    from touchline.importers._workbook.draft import Draft
    from touchline.importers._workbook.opened import Page


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column of the grid.

    Args:
        place: Its index on the sheet.
        key: What it was written for: `step:…` or `stage:…`; empty for one that was added.
        stage: What stands in the row of the stages.
        step: What stands in the row of the steps.
    """

    place: int
    key: str
    stage: str
    step: str


@dataclass(frozen=True, slots=True)
class Cells:
    """
    The cells of the grid, and what they said when the file was written.

    Args:
        page: The sheet.
        carried: What the workbook carries.
        lanes: The rows of the lanes: place and id, empty for one that was added.
        columns: The columns of the steps.
    """

    page: Page
    carried: Carried
    lanes: Sequence[tuple[int, str]]
    columns: Sequence[Column]

    def works(self) -> Iterator[Work]:
        """
        Walk over the cells that say something else than they did.
        """
        for place, lane in self.lanes:
            for column in self.columns:
                step = column.key[5:] if column.key.startswith("step:") else ""
                exported = self.carried.cells.get(lane, {}).get(step, []) if step else []
                if (place, column.place) in self.page.unknown:
                    continue
                text = self.page.text(place, column.place)
                lines = split(text, exported)
                if [plain_words(one) for one in lines] != [plain_words(one) for one in exported]:
                    yield self._cell(place, lane, column, exported, lines)

    def _cell(
        self, place: int, lane: str, column: Column, exported: list[str], lines: list[str]
    ) -> Work:
        cell = self.page.address(place, column.place)

        def make(draft: Draft) -> None:
            held = draft.lane(lane or draft.made.get(("lane", place), ""))
            step = (
                column.key[5:]
                if column.key.startswith("step:")
                else draft.made.get(("step", column.place), "")
            )
            if held is None or step not in {one["id"] for one in draft.steps()}:
                raise NotTakenError(note("nowhere", cell, text="\n".join(lines)))
            self._fill(draft, (held, step), exported, lines, cell)

        return Work(cell, make, "\n".join(lines))

    def _fill(
        self,
        draft: Draft,
        place: tuple[Plain, str],
        exported: list[str],
        lines: list[str],
        cell: str,
    ) -> None:
        """
        Let a cell hold what its lines tell.
        """
        lane, step = place
        held = draft.cell_at(lane, step)
        cards: list[Plain] = list(held.get("cards", ()))
        by_id = {card["id"]: card for card in cards}
        ids = told_by(exported, cards, draft, lane)
        order: list[Plain] = []
        for before, after in paired(exported, lines):
            key = ids[before] if before is not None else ""
            if after is None:
                line = exported[before or 0]
                self._line_gone(draft, lane["kind"], line, cell, by_id.get(key))
            elif before is None or not key:
                if before is not None:
                    if plain_words(exported[before]) != plain_words(lines[after]):
                        told = (exported[before], lines[after])
                        self._derived(draft, lane, held, told, cell)
                    continue
                order += self._line_added(draft, lane, step, lines[after], cell)
            else:
                self._line_changed(draft, lane, by_id[key], (exported[before], lines[after]), cell)
                order.append(by_id[key])
        silent = [card for card in cards if card["id"] not in ids]
        order += silent
        now = draft.cell_at(lane, step)
        if [card["id"] for card in now.get("cards", ())] != [card["id"] for card in order]:
            now["cards"] = order
        draft.tidy(lane, now)

    @staticmethod
    def _line_gone(draft: Draft, kind: str, line: str, cell: str, card: Plain | None) -> None:
        if card is None:
            draft.left.append(note("derived", cell, text=line))
            return
        draft.gone[card["id"]] = (plain_words(line), kind, card)
        draft.took("card", card["id"], "", cell)

    def _line_added(
        self, draft: Draft, lane: Plain, step: str, line: str, cell: str
    ) -> list[Plain]:
        try:
            card = fresh_card(line, draft, lane, cell)
        except NotTakenError as reason:
            draft.left.append(reason.found)
            return []
        key = draft.free(f"{lane['id']}-{step}", "card")
        card = {"id": key, **card}
        try:
            draft.check(lane, card, cell, line)
        except NotTakenError as reason:
            draft.left.append(reason.found)
            return []
        draft.took("card", key, "", cell)
        draft.added[key] = (plain_words(line), lane["kind"])
        return [card]

    def _line_changed(
        self, draft: Draft, lane: Plain, card: Plain, lines: tuple[str, str], cell: str
    ) -> None:
        old, new = lines
        if plain_words(old) == plain_words(new):
            return
        try:
            fields, staying = changed(lines, card, draft, lane, cell)
            if not fields and not staying:
                staying = [new]
            candidate = dict(card)
            for name, value in fields.items():
                _set(draft, candidate, name, value)
            draft.check(lane, candidate, cell, new)
        except NotTakenError as reason:
            draft.left.append(reason.found)
            return
        for name in fields:
            draft.took("card", card["id"], name, cell)
        card.clear()
        card.update(candidate)
        draft.left += [note("kept", cell, text=part) for part in staying]

    def _derived(
        self, draft: Draft, lane: Plain, held: Plain, lines: tuple[str, str], cell: str
    ) -> None:
        """
        Take who answers for a cell; everything else that belongs to no card is worked out.
        """
        old, new = lines
        for name in ("owner", "department"):
            value = held.get(name)
            before, _, after = translate(f"scene.{name}", draft.language, name="\ue000").partition(
                "\ue000"
            )
            start, end, now = plain_words(before), plain_words(after), plain_words(new)
            is_it = value and plain_words(old) == plain_words(f"{before}{value}{after}")
            if is_it and now.startswith(start) and now.endswith(end):
                held[name] = now[len(start) : len(now) - len(end)].strip()
                draft.took("cell", f"{lane['id']}/{held['at']}", name, cell)
                return
        draft.left.append(note("derived", cell, text=new))


def settle(draft: Draft) -> None:
    """
    Move the cards that stand elsewhere now, and take out what names those that are gone.
    """
    for key, (line, kind, card) in draft.gone.items():
        if draft.card(key) is not None:
            continue
        fresh = next((one for one, told in draft.added.items() if told == (line, kind)), None)
        found = draft.card(fresh) if fresh is not None else None
        if found is None or fresh is None:
            draft.forget(key)
            continue
        del draft.added[fresh]
        found[2].clear()
        found[2].update(card)
        draft.cells["card", key, ""] = draft.cells.pop(("card", fresh, ""), "")


def _set(draft: Draft, card: Plain, name: str, value: Any) -> None:
    if name in {"text", "cause", "why"}:
        draft.put(card, name, str(value))
    elif (name == "status" and value == "idea") or value is None:
        card.pop(name, None)
    else:
        card[name] = value
