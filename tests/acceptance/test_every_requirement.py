"""
The list of requirements holds: every row has a home, and is shown by a test or said to come later.
"""

from __future__ import annotations

import re

from docs._requirements import TESTS, citations, home_path, requirements
from touchline.cli.main import verbs

ROWS = [row for part in requirements().values() for row in part]
NAMED = re.compile(r"^def test_(r\d{3}|[pm]\d{1,2})_", re.MULTILINE)
PARTS = {"pictures", "editor", "application", "living data", "nothing"}

#: The numbers of the list of requirements: of each part the first and the last.
RANGES = (
    ("R-", 1, 16), ("R-", 20, 60), ("R-", 70, 78), ("R-", 80, 84), ("R-", 90, 95),
    ("R-", 100, 140), ("R-", 150, 170), ("R-", 180, 192), ("R-", 200, 212), ("R-", 220, 231),
    ("R-", 240, 242), ("P", 1, 21), ("M", 1, 19),
)  # fmt: skip


def test_every_number_stands_in_the_list_once() -> None:
    width = {"R-": 3, "P": 1, "M": 1}
    numbers = [
        f"{letters}{number:0{width[letters]}d}"
        for letters, first, last in RANGES
        for number in range(first, last + 1)
    ]

    assert sorted(row.id for row in ROWS) == sorted(numbers)


def test_every_row_lives_where_the_list_says() -> None:
    lost = [
        (row.id, home)
        for row in ROWS
        for home in row.home
        if (path := home_path(home)) is not None and not path.exists()
    ]
    unknown = [
        (row.id, home)
        for row in ROWS
        for home in row.home
        if home_path(home) is None and home.removeprefix("touchline ") not in verbs()
    ]

    assert lost + unknown == []


def test_every_row_is_shown_by_a_test_or_belongs_to_a_part_that_comes() -> None:
    shown = citations()

    silent = [row.id for row in ROWS if row.id not in shown and not row.later and not row.missing]
    assert silent == []
    assert {part for row in ROWS for part in row.later} <= PARTS


def test_no_test_is_named_for_a_row_that_is_not_there() -> None:
    known = {row.id.replace("-", "").lower() for row in ROWS}
    named = {
        number
        for path in TESTS.rglob("test_*.py")
        for number in re.findall(
            r"^def test_(r\d{3}|[pm]\d{1,2})_", path.read_text("utf-8"), re.MULTILINE
        )
    }

    assert named - known == set()
