"""
What became stale, contradicted or overdue since a day (R-137 to R-140, M3).
"""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import pytest

from tests.workspace.test_drift import measured
from tests.workspace.test_status import SHOP
from touchline.i18n import LANGUAGES
from touchline.model.text import LocalText
from touchline.model.work.log import Log
from touchline.workspace.digest import digest
from touchline.workspace.drift import keep_measurement

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.workspace import Workspace
    from touchline.workspace.digest import Digest

TODAY = dt.date(2026, 6, 1)
#: When the file was written, long before any digest here.
WRITTEN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp()


@pytest.fixture
def folder(workspace: Workspace) -> Path:
    file = workspace.folder / "shop.map.yaml"
    file.write_text(SHOP, encoding="utf-8")
    os.utime(file, (WRITTEN, WRITTEN))
    workspace.shelf.refresh()
    return workspace.folder


def told(found: Digest) -> list[tuple[str, str, bool]]:
    return [(one.section, one.finding.told(), one.is_new) for one in found.entries]


def test_m3_stale_cards_late_changes_and_reviews_are_named(
    workspace: Workspace, folder: Path
) -> None:
    found = digest(workspace, dt.date(2026, 5, 31), today=TODAY)

    assert folder.is_dir()
    assert told(found) == [
        ("reviews", "The review was due by May 31, 2026.", True),
        (
            "stale",
            "“Will it come in time?” at “I order” rests on evidence of May 31, 2024.",
            True,
        ),
        (
            "contradicted",
            "On “delivery”, “Phone” says “a week” and “Website” says “2 days”.",
            False,
        ),
        ("changes", "“Say why” was to be done by May 31, 2026; nobody answers for it.", True),
    ]


def test_m3_what_was_so_before_is_not_new(workspace: Workspace, folder: Path) -> None:
    found = digest(workspace, TODAY, today=TODAY + dt.timedelta(days=30))

    assert folder.is_dir()
    assert [is_new for *_, is_new in told(found)] == [False] * 4
    assert "4 entries" not in found.markdown()
    assert "1 entry is older and not listed here" in found.markdown()
    assert "Will it come in time" not in found.markdown()
    assert "Will it come in time" in found.markdown(is_whole=True)


def test_r140_what_a_change_has_shown_is_told(workspace: Workspace, folder: Path) -> None:
    result = "results: [{date: 2026-05-20, question: completion, verdict: better}]"
    file = folder / "shop.map.yaml"
    file.write_text(SHOP.replace("Be quick,", f"Be quick, {result},"), encoding="utf-8")
    workspace.shelf.refresh()

    found = digest(workspace, dt.date(2026, 5, 1), today=TODAY)

    assert ("shown", "“Be quick”: the log shows an improvement.", True) in told(found)


def test_r137_numbers_that_moved_are_told_with_both_values(
    workspace: Workspace, folder: Path
) -> None:
    for day, share in (("2026-01-10", 0.6), ("2026-05-10", 0.4)):
        keep_measurement(workspace, measured(day, share))

    found = digest(workspace, dt.date(2026, 5, 1), today=TODAY)

    assert folder.is_dir()
    assert [one for one in told(found) if one[0] == "drift"] == [
        (
            "drift",
            "Completion at “I pay”: 60.0% on January 10, 2026, now 40.0%, which is worse.",
            True,
        )
    ]


def test_a_log_that_was_written_since_is_told(workspace: Workspace, folder: Path) -> None:
    (folder / "log.csv").write_text("case,activity,timestamp\n", encoding="utf-8")
    read_at = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    workspace.put(Log(id="log", title=LocalText.of("Log"), files=("log.csv",), read_at=read_at))

    found = digest(workspace, dt.date(2026, 5, 1), today=TODAY)

    sentence = "The log was written since it was read; measure its maps again."
    assert ("logs", sentence, True) in told(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_is_written_in_every_language(
    workspace: Workspace, folder: Path, language: str
) -> None:
    for day, share in (("2026-01-10", 0.6), ("2026-05-10", 0.4)):
        keep_measurement(workspace, measured(day, share))
    (folder / "broken.map.yaml").write_text("touchline: 1\nid: [\n", encoding="utf-8")
    workspace.shelf.refresh()

    text = digest(workspace, dt.date(2026, 5, 1), today=TODAY).markdown(language, is_whole=True)

    assert text.count("\n## ") == 6
    assert "digest." not in text


def test_a_digest_of_nothing_says_so(workspace: Workspace) -> None:
    found = digest(workspace, dt.date(2026, 5, 1), today=TODAY)

    assert found.plain()["entries"] == []
    assert found.markdown() == (
        "# What changed: Shop\n\nFrom May 1, 2026 to June 1, 2026: nothing new.\n"
    )
