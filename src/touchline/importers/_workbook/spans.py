"""
Cells of the grid that are one across several steps, and what people merged or parted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from touchline.importers._workbook.opened import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.document.carried import Carried
    from touchline.document.tree import Plain
    from touchline.importers._workbook.cells import Column
    from touchline.importers._workbook.draft import Draft
    from touchline.importers._workbook.opened import Page


class Merged(NamedTuple):
    """
    Cells of the sheet that are one.

    Args:
        top: The first row, from 0.
        left: The first column.
        bottom: The last row.
        right: The last column.
    """

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Spans:
    """
    Which cells of the sheet are one, against the steps that the cells of the map span.

    Args:
        page: The sheet.
        carried: What the workbook carries.
        stages: The row of the stages.
        lanes: The rows of the lanes: place and id, empty for one that was added.
        columns: The columns of the steps.
    """

    page: Page
    carried: Carried
    stages: int
    lanes: Sequence[tuple[int, str]]
    columns: Sequence[Column]

    def part(self, draft: Draft) -> None:
        """
        Let cells end sooner that were parted, before new words are put into what became free.

        Args:
            draft: The map.
        """
        if not self._are_kept():
            return
        for row, lane, merged in self._rows(draft):
            for cell in list(lane.get("cells", ())):
                place = self._column_of(draft, cell["at"])
                if place is None or "through" not in cell:
                    continue
                steps = self._steps(draft, merged.get(place, Merged(row, place, row, place)))
                order = [one["id"] for one in draft.steps()]
                if order.index(steps[-1]) < order.index(cell["through"]):
                    self._end(draft, lane, cell, steps, self.page.address(row, place))

    def join(self, draft: Draft) -> None:
        """
        Let cells end later that were merged, after the words of all cells have found their place.

        Args:
            draft: The map.
        """
        if not self._are_kept():
            return
        for row, lane, merged in self._rows(draft):
            for place, one in merged.items():
                steps = self._steps(draft, one)
                cell = self._cell(lane, steps)
                if cell is None or steps[-1] == cell.get("through", cell["at"]):
                    continue
                address = self.page.address(row, place)
                if self._is_free(draft, lane, cell, steps):
                    self._end(draft, lane, cell, steps, address)
                else:
                    draft.left.append(note("merged", address))
        self._tell_others(draft)

    def _are_kept(self) -> bool:
        """
        Tell whether the program that saved the sheet keeps what is merged at all.
        """
        wide = [one for one in self.carried.map.get("stages", ()) if len(one.get("steps", ())) > 1]
        return bool(self.page.merged) or not wide

    def _rows(self, draft: Draft) -> list[tuple[int, Plain, dict[int, Merged]]]:
        """
        List the lanes with what is merged in their rows, by its first column.
        """
        found = []
        for row, key in self.lanes:
            lane = draft.lane(key or draft.made.get(("lane", row), ""))
            if lane is not None:
                here = [Merged(*one) for one in self.page.merged if one[0] == one[2] == row]
                found.append(
                    (row, lane, {one.left: one for one in here if self._steps(draft, one)})
                )
        return found

    def _step(self, draft: Draft, column: Column) -> str:
        if column.key.startswith("step:"):
            return column.key[5:]
        return draft.made.get(("step", column.place), "")

    def _steps(self, draft: Draft, merged: Merged) -> list[str]:
        inside = [one for one in self.columns if merged.left <= one.place <= merged.right]
        return [step for one in inside if (step := self._step(draft, one))]

    def _column_of(self, draft: Draft, step: str) -> int | None:
        return next((one.place for one in self.columns if self._step(draft, one) == step), None)

    @staticmethod
    def _cell(lane: Plain, steps: list[str]) -> Plain | None:
        cells: list[Plain] = lane.get("cells", [])
        return next((one for one in cells if one["at"] == steps[0]), None)

    @staticmethod
    def _is_free(draft: Draft, lane: Plain, cell: Plain, steps: list[str]) -> bool:
        """
        Tell whether the steps stand side by side in the map and no other cell stands at them.
        """
        order = [one["id"] for one in draft.steps()]
        first = order.index(steps[0])
        others = {one["at"] for one in lane["cells"] if one is not cell}
        return order[first : first + len(steps)] == steps and others.isdisjoint(steps)

    @staticmethod
    def _end(draft: Draft, lane: Plain, cell: Plain, steps: list[str], address: str) -> None:
        if len(steps) > 1:
            cell["through"] = steps[-1]
        else:
            cell.pop("through", None)
        draft.took("cell", f"{lane['id']}/{cell['at']}", "through", address)

    def _tell_others(self, draft: Draft) -> None:
        """
        List what is merged where the map has no cells, and stages that were merged into one.
        """
        rows = {row for row, _ in self.lanes}
        places = {one.place for one in self.columns}
        for one in (Merged(*found) for found in self.page.merged):
            is_of_lane = one.top == one.bottom and one.top in rows and one.left in places
            is_of_stage = one.top == one.bottom == self.stages
            steps = set(self._steps(draft, one))
            homes = [
                stage
                for stage in draft.data.get("stages", ())
                if any(step["id"] in steps for step in stage.get("steps", ()))
            ]
            if not is_of_lane and not (is_of_stage and len(homes) <= 1):
                draft.left.append(note("merged", self.page.address(one.top, one.left)))
