"""
Logs that a workspace knows by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.model.work.log import Log
from touchline.workspace.errors import UnknownRecord
from touchline.workspace.logs import named_log

if TYPE_CHECKING:
    from touchline.workspace import Workspace

ROWS = "who,what,when\nann,visit,2026-01-01\nann,pay,2026-01-02\n"


def test_a_log_is_read_as_its_record_says(workspace: Workspace) -> None:
    (workspace.folder / "data").mkdir()
    (workspace.folder / "data" / "shop.csv").write_text(ROWS, encoding="utf-8")
    (workspace.folder / "data" / "people.csv").write_text("who,plan\nann,gold\n", encoding="utf-8")
    reading = {"case": "who", "activity": "what", "timestamp": "when", "cases": "data/people.csv"}
    workspace.put(
        Log.model_validate(
            {"id": "shop", "title": "Shop", "files": ["data/shop.csv"], "reading": reading}
        )
    )

    log = named_log(workspace, "shop")

    assert log.activities == ("pay", "visit")
    assert "plan" in log.case_attributes


def test_a_file_is_read_by_its_path(workspace_in_a_file: Workspace) -> None:
    file = workspace_in_a_file.folder / "shop.csv"
    file.write_text(ROWS.replace("who,what,when", "case,activity,timestamp"), encoding="utf-8")

    assert named_log(workspace_in_a_file, str(file)).n_cases == 1


def test_neither_a_record_nor_a_file_is_told(workspace_in_a_file: Workspace) -> None:
    with pytest.raises(UnknownRecord):
        named_log(workspace_in_a_file, "shop")
