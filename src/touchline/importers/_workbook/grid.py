"""
Changes on the sheet on which a map is a grid of cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.document.acts import remove_step
from touchline.document.closed import plain
from touchline.document.diff import longest_rise
from touchline.document.edits import apply
from touchline.document.read import build, journey_of
from touchline.i18n import translate
from touchline.importers._kind_of import kind_of
from touchline.importers._workbook.cells import Cells, Column, settle
from touchline.importers._workbook.draft import NotTakenError, Work
from touchline.importers._workbook.opened import note
from touchline.importers._workbook.said import plain_words
from touchline.importers._workbook.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.document.carried import Carried
    from touchline.document.tree import Plain
    from touchline.importers._workbook.draft import Draft
    from touchline.importers._workbook.opened import Page

_NO_NAME = "—"


@dataclass(slots=True)
class Grid:
    """
    The sheet, and what it was when the file was written.

    Args:
        page: The sheet.
        carried: What the workbook carries.
        rows: The place of each row by its key.
        columns: Its columns, in order.
        lanes: The rows of the lanes: place and id, empty for one that was added.
        head: The column of the lanes' names.
        left: What was not understood.
    """

    page: Page
    carried: Carried
    rows: dict[str, int] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    lanes: list[tuple[int, str]] = field(default_factory=list)
    head: int = 0
    left: list[Diagnostic] = field(default_factory=list)

    def works(self) -> Iterator[Work]:
        """
        Walk over the changes that the sheet asks for, in the order in which they are made.
        """
        yield from self._title()
        yield from self._heads()
        yield Work(self.page.address(self.rows.get("steps", 0), self.head), self._columns_made)
        yield Work(self.page.address(0, self.head), self._lanes_made)
        spans = Spans(self.page, self.carried, self.rows["stages"], self.lanes, self.columns)
        yield Work(self.page.address(0, self.head), spans.part)
        yield from Cells(self.page, self.carried, self.lanes, self.columns).works()
        yield Work(self.page.address(0, self.head), settle)
        yield Work(self.page.address(0, self.head), spans.join)

    def _named(self, row: int, column: int, key: str) -> str | None:
        """
        Give the name that a head has now; None when it is the one that it had.
        """
        text = self.page.text(row, column)
        name, rest = self.carried.names.get(key, ("", ""))
        shown = name or _NO_NAME
        if (
            plain_words(text) == plain_words(f"{shown}\n{rest}")
            or (row, column) in self.page.unknown
        ):
            return None
        lines = text.split("\n")
        n_lines = shown.count("\n") + 1
        if rest and plain_words(text).endswith("\n" + plain_words(rest)):
            n_lines = len(lines) - (rest.count("\n") + 1)
        said = "\n".join(lines[:n_lines]).strip()
        known = {plain_words(one) for one in rest.split("\n")}
        more = [one for one in lines[n_lines:] if one.strip() and plain_words(one) not in known]
        if more:
            cell = self.page.address(row, column)
            self.left.append(note("derived", cell, text="\n".join(more)))
        return None if plain_words(said) == plain_words(shown) else said

    def _title(self) -> Iterator[Work]:
        row = self.rows.get("title")
        if row is not None and (said := self._named(row, self.head, "title")):
            cell = self.page.address(row, self.head)

            def make(draft: Draft) -> None:
                draft.put(draft.data, "title", said)
                draft.took("map", "", "title", cell)

            yield Work(cell, make, said)
        row = self.rows.get("notes")
        if row is not None:
            text, was = self.page.text(row, self.head), self.carried.names.get("notes", ("", ""))[0]
            if plain_words(text) != plain_words(was):
                self.left.append(note("derived", self.page.address(row, self.head), text=text))

    def _heads(self) -> Iterator[Work]:
        row = self.rows["steps"]
        for column in self.columns:
            if column.key.startswith("step:") and (
                said := self._named(row, column.place, column.key)
            ):
                yield self._renaming("step", column.key[5:], said, row, column.place)
        for place, lane in self.lanes:
            if lane and (said := self._named(place, self.head, f"lane:{lane}")):
                yield self._renaming("lane", lane, said, place, self.head)

    def _renaming(self, kind: str, identifier: str, said: str, row: int, column: int) -> Work:
        cell = self.page.address(row, column)

        def make(draft: Draft) -> None:
            items = draft.steps() if kind == "step" else draft.lanes()
            item = next(one for one in items if one["id"] == identifier)
            if item.get("locked"):
                raise NotTakenError(note("locked", cell, text=said))
            name = "name" if kind == "step" else "title"
            draft.put(item, name, said)
            draft.took(kind, identifier, name, cell)

        return Work(cell, make, said)

    def _columns_made(self, draft: Draft) -> None:
        """
        Bring stages and steps into the order of the columns, with new ones and without old ones.
        """
        self._drop_steps(draft)
        stages: dict[str, Plain] = {one["id"]: one for one in draft.data.get("stages", ())}
        steps = {step["id"]: step for step in draft.steps()}
        home = {step["id"]: key for key, one in stages.items() for step in one.get("steps", ())}
        names = self._stage_names(draft, stages, home)
        filed: dict[str, list[Plain]] = {}
        places = self._stages(home, names, draft, stages)
        for column, place in zip(self.columns, places, strict=True):
            filed.setdefault(place, [])
            if column.key.startswith("step:"):
                filed[place].append(steps[column.key[5:]])
            elif not column.key or column.step:
                filed[place].append(self._added_step(draft, column))
        known = {key[6:] for key in self.carried.names if key.startswith("stage:")}
        # What the table does not show, such as stages that a filter hides, stays where it is.
        for key, stage in stages.items():
            if key not in filed and key not in known:
                filed[key] = stage.get("steps", [])
        draft.data["stages"] = [
            {**{k: v for k, v in stages[key].items() if k != "steps"}, "steps": items}
            if items
            else {k: v for k, v in stages[key].items() if k != "steps"}
            for key, items in filed.items()
        ]
        if not draft.data["stages"]:
            del draft.data["stages"]

    def _drop_steps(self, draft: Draft) -> None:
        shown = {column.key for column in self.columns}
        gone = [
            key[5:] for key in self.carried.names if key.startswith("step:") and key not in shown
        ]
        for step in gone:
            for lane, cell, card in list(draft.cards()):
                if cell["at"] == step and cell.get("through", step) == step:
                    draft.take_out(card["id"])
                    draft.forget(card["id"])
                    del lane
            journey = journey_of(build(draft.data))
            draft.data = plain(apply(journey, remove_step(journey, step)))
            draft.took("step", step, "", self.page.address(self.rows["steps"], self.head))

    def _stage_names(
        self, draft: Draft, stages: dict[str, Plain], home: dict[str, str]
    ) -> dict[str, str]:
        """
        Rename stages, and say which stage each name means.
        """
        row = self.rows["stages"]
        names = {
            plain_words(
                self.carried.names.get(f"stage:{key}", (draft.said(one.get("name")), ""))[0]
            ): key
            for key, one in stages.items()
        }
        renamed: set[str] = set()
        for column in self.columns:
            key = self._own_stage(column, home)
            if not column.stage or key is None or key in renamed:
                continue
            said = self._named(row, column.place, f"stage:{key}")
            if said is None or plain_words(said) in names:
                continue
            cell = self.page.address(row, column.place)
            draft.put(stages[key], "name", said)
            draft.took("stage", key, "name", cell)
            names[plain_words(said)] = key
            renamed.add(key)
        return names

    @staticmethod
    def _own_stage(column: Column, home: dict[str, str]) -> str | None:
        if column.key.startswith("stage:"):
            return column.key[6:]
        return home.get(column.key[5:]) if column.key.startswith("step:") else None

    def _stages(
        self,
        home: dict[str, str],
        names: dict[str, str],
        draft: Draft,
        stages: dict[str, Plain],
    ) -> list[str]:
        """
        Say to which stage each column belongs now.
        """
        order = [key for key in self.carried.names if key.startswith(("step:", "stage:"))]
        known = [column for column in self.columns if column.key]
        places = [order.index(column.key) if column.key in order else -1 for column in known]
        staying = set(longest_rise(places))
        moved = {column.key for column, at in zip(known, places, strict=True) if at not in staying}
        found: list[str] = []
        for i, column in enumerate(self.columns):
            own = self._own_stage(column, home)
            if own is not None and column.key not in moved:
                found.append(own)
                continue
            said = plain_words(column.stage.split("\n")[0]) if column.stage else ""
            if said and said in names and (own is None or names[said] != own):
                found.append(names[said])
            elif own is None and said and said != _NO_NAME:
                found.append(self._added_stage(draft, column, names, stages))
            else:
                found.append(self._between(i, found, home, own))
        return found

    def _between(self, i: int, found: list[str], home: dict[str, str], own: str | None) -> str:
        """
        Put a column into the stage in whose midst it stands.
        """
        before = found[-1] if found else None
        later = (self._own_stage(one, home) for one in self.columns[i + 1 :])
        after = next((one for one in later if one), None)
        if own is not None and own in {before, after}:
            return own
        chosen = before or after or own
        if chosen is None:
            raise NotTakenError(
                note("no-stage", self.page.address(self.rows["stages"], self.columns[i].place))
            )
        return chosen

    def _added_stage(
        self, draft: Draft, column: Column, names: dict[str, str], stages: dict[str, Plain]
    ) -> str:
        cell = self.page.address(self.rows["stages"], column.place)
        key = draft.free(column.stage, "stage")
        stages[key] = {"id": key, "name": column.stage}
        draft.data.setdefault("stages", []).append(stages[key])
        names[plain_words(column.stage)] = key
        draft.took("stage", key, "", cell)
        return key

    def _added_step(self, draft: Draft, column: Column) -> Plain:
        key = draft.made["step", column.place] = draft.free(column.step, "step")
        draft.took("step", key, "", self.page.address(self.rows["steps"], column.place))
        return {"id": key, "name": column.step}

    def _lanes_made(self, draft: Draft) -> None:
        """
        Bring the lanes into the order of the rows, with new ones and without old ones.
        """
        lanes = {lane["id"]: lane for lane in draft.lanes()}
        shown = {key for _, key in self.lanes if key}
        gone = [
            key[5:]
            for key in self.carried.names
            if key.startswith("lane:") and key[5:] not in shown and key[5:] in lanes
        ]
        kept = []
        for key in gone:
            if lanes[key].get("locked"):
                cell = self.page.address(self.rows["steps"], self.head)
                draft.left.append(
                    note("locked", cell, text=draft.said(lanes[key].get("title")) or key)
                )
                kept.append(key)
                continue
            for cell_ in lanes[key].get("cells", ()):
                for card in cell_.get("cards", ()):
                    draft.forget(card["id"])
            draft.took("lane", key, "", self.page.address(self.rows["steps"], self.head))
            del lanes[key]
        order = []
        for place, key in self.lanes:
            order.append(lanes[key] if key else self._added_lane(draft, place))
        named = {lane["id"] for lane in order}
        order += [lane for key, lane in lanes.items() if key not in named]
        draft.data["lanes"] = order
        if not order:
            del draft.data["lanes"]

    def _added_lane(self, draft: Draft, place: int) -> Plain:
        title = self.page.text(place, self.head).split("\n")[0].strip()
        kind = kind_of(title)
        key = draft.made["lane", place] = draft.free(title, "lane")
        draft.took("lane", key, "", self.page.address(place, self.head))
        lane: Plain = {"id": key, "kind": kind or "notes"}
        if title and (kind is None or title != translate(f"lane.{kind}.title", draft.language)):
            lane["title"] = title
        return lane


def grid_of(page: Page, carried: Carried, mark: tuple[int, int]) -> Grid:
    """
    Find rows and columns by what they were marked with.

    Args:
        page: The sheet.
        carried: What the workbook carries.
        mark: The row and column in which the marks stand.

    Returns:
        The grid.
    """
    grid = Grid(page, carried)
    last, side = mark
    grid.head = next((c for c in range(page.width) if page.text(last, c) == "heads"), 0)
    seen: set[str] = set()
    for row in range(len(page.rows)):
        key = page.text(row, side)
        if key in {"title", "notes", "stages", "steps"}:
            grid.rows.setdefault(key, row)
    top = grid.rows.get("steps", 3)
    for row in range(top + 1, len(page.rows)):
        key = page.text(row, side)
        is_known = key.startswith("lane:") and key in carried.names and key not in seen
        filled = [c for c in range(page.width) if c != side and page.text(row, c)]
        if row == last or (not is_known and not filled):
            continue
        if not is_known and not page.text(row, grid.head):
            grid.left += [_nowhere(page, row, c) for c in filled]
            continue
        seen.add(key)
        grid.lanes.append((row, key[5:] if is_known else ""))
    _find_columns(grid, last, side, seen)
    return grid


def _find_columns(grid: Grid, last: int, side: int, seen: set[str]) -> None:
    page = grid.page
    stages, steps = grid.rows.setdefault("stages", 2), grid.rows.setdefault("steps", 3)
    rows = [stages, steps, *(place for place, _ in grid.lanes)]
    for place in range(page.width):
        key = page.text(last, place)
        is_known = (
            key.startswith(("step:", "stage:")) and key in grid.carried.names and key not in seen
        )
        filled = [row for row in rows if page.text(row, place)]
        if place in {side, grid.head} or (not is_known and not filled):
            continue
        step = page.text(steps, place)
        if not is_known and not step:
            grid.left += [_nowhere(page, row, place) for row in filled]
            continue
        seen.add(key)
        grid.columns.append(Column(place, key if is_known else "", page.text(stages, place), step))


def _nowhere(page: Page, row: int, column: int) -> Diagnostic:
    return note("nowhere", page.address(row, column), text=page.text(row, column))
