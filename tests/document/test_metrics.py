"""
Figures from a table come onto a map once, and no row is lost in silence (P10).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.document.edits import apply
from touchline.document.metrics import take_figures
from touchline.document.metrics_table import (
    UnusableTable,
    day_of,
    number_of,
    read_figures,
)
from touchline.document.read import journey_of, loads
from touchline.document.write import dumps
from touchline.i18n import LANGUAGES
from touchline.model.experience import Metric

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.document.metrics import Taken

MAP = """\
# The shop, as the team keeps it.
touchline: 1
id: shop
title: The shop
stages:
  - id: buying
    name: Buying
    steps:
      - {id: find, name: {en: Find, de: Finden}}
      - {id: pay, name: Pay}
      - {id: again, name: Pay}
lanes:
  - id: figures
    kind: metrics
    cells:
      - at: find
        cards:
          - id: speed   # asked every month
            text: Answered within a day
            unit: share
            target: 0.8
            readings: [{date: 2026-01-31, value: 0.5}]
"""


def taken(folder: Path, rows: str, text: str = MAP) -> Taken:
    file = folder / "figures.csv"
    file.write_text(rows, encoding="utf-8")
    return take_figures(journey_of(loads(text)), read_figures(file))


def readings(result: Taken, metric: str) -> list[tuple[str, float]]:
    (card,) = (
        card
        for _, _, card in result.journey.cards()
        if isinstance(card, Metric) and metric in {card.id, str(card.text)}
    )
    return [(reading.date.isoformat(), reading.value) for reading in card.readings]


def test_values_of_new_days_join_those_that_are_there(tmp_path: Path) -> None:
    result = taken(
        tmp_path,
        "metric,step,date,value\n"
        "Answered within a day,Find,2026-03-31,0.7\n"
        "answered  within a day,finden,2026-02-28,60 %\n"
        "speed,,2026-04-30,0.75\n",
    )

    assert (result.added, result.unchanged, result.created) == (3, 0, ())
    assert readings(result, "speed") == [
        ("2026-01-31", 0.5),
        ("2026-02-28", 0.6),
        ("2026-03-31", 0.7),
        ("2026-04-30", 0.75),
    ]


def test_taking_the_same_table_twice_changes_nothing(tmp_path: Path) -> None:
    rows = "metric,step,date,value\nspeed,find,2026-03-31,0.7\nWaiting,pay,2026-03-31,12\n"
    first = taken(tmp_path, rows)

    second = taken(tmp_path, rows, dumps(first.journey))

    assert (second.added, second.unchanged, second.edits) == (0, 2, ())


def test_another_value_for_a_day_takes_its_place_and_is_told(tmp_path: Path) -> None:
    result = taken(tmp_path, "metric,step,date,value,target\nspeed,find,2026-01-31,0.55,0.9\n")

    told = [(one.what, one.was, one.becomes) for one in result.replaced]
    assert told == [("value", 0.5, 0.55), ("target", 0.8, 0.9)]
    assert readings(result, "speed") == [("2026-01-31", 0.55)]


def test_a_new_metric_becomes_a_card_and_brings_its_lane(tmp_path: Path) -> None:
    bare = MAP.partition("lanes:")[0]

    result = taken(
        tmp_path,
        "metric;step;date;value;baseline;target;unit;better\n"
        "Days until delivery;pay;31.3.2026;4,5;6;3;number;lower\n",
        bare.replace("id: again, name: Pay", "id: again, name: Pay again"),
    )

    (lane,) = result.journey.lanes
    (card,) = (card for _, _, card in result.journey.cards())
    assert isinstance(card, Metric)
    assert (lane.kind, card.baseline, card.target, card.better) == ("metrics", 6, 3, "lower")
    assert [(one.date, one.value) for one in card.readings] == [(dt.date(2026, 3, 31), 4.5)]
    assert result.created == ("Days until delivery",)


def test_the_edits_lead_to_the_same_map(tmp_path: Path) -> None:
    result = taken(
        tmp_path, "metric,step,date,value\nspeed,,2026-02-28,1\nWaiting,find,2026-02-28,2\n"
    )

    assert apply(journey_of(loads(MAP)), result.edits) == result.journey


def test_every_row_that_is_not_taken_is_counted_by_its_reason(tmp_path: Path) -> None:
    result = taken(
        tmp_path,
        "metric,step,date,value,unit\n"
        ",find,2026-02-28,1,\n"  # row 2
        "speed,find,,1,\n"
        "speed,find,2/3/2026,1,\n"  # day and month could be either
        "speed,find,2026-02-30,1,\n"
        "speed,find,2026-02-28,,\n"
        "speed,find,2026-02-28,much,\n"
        'speed,find,2026-02-28,"1,234",\n'
        "speed,find,2026-02-28,nan,\n"
        "speed,find,2026-02-28,1,metres\n"  # row 10
        "speed,nowhere,2026-02-28,1,\n"
        "speed,again,2026-02-28,1,\n"
        "Waiting,Pay,2026-02-28,1,\n"
        "Waiting,,2026-02-28,1,\n"
        "\n"
        "speed,find,2026-02-28,1,\n",
    )

    assert result.dropped == {
        "no-metric": (2,),
        "no-date": (3,),
        "unreadable-date": (4, 5),
        "no-value": (6,),
        "unreadable-value": (7, 8, 9, 10),
        "unknown-step": (11,),
        "other-step": (12,),
        "ambiguous-step": (13,),
        "no-step": (14,),
    }
    assert result.added == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "The table is empty."),
        ("metric,step,value\n", "The table has no column “date”."),
        ('metric,step,date,value\n"' + "x" * 200_000 + '",', "cannot be read from here"),
    ],
)
def test_what_is_no_such_table_is_told_in_every_language(
    rows: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(UnusableTable) as caught:
        taken(tmp_path, rows)

    assert said in caught.value.told("en")
    assert len({caught.value.told(language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12.0),
        ("-1.5", -1.5),
        ("12,5", 12.5),
        ("38 %", 0.38),
        ("۳۸٫۵٪", 0.385),
        ("−3", -3.0),
        ("1,234", None),
        ("1.234,5", None),
        ("1_000", None),
        ("inf", None),
        ("", None),
    ],
)
def test_a_number_is_read_only_where_nobody_could_read_another(
    text: str, expected: float | None
) -> None:
    # By hand; a comma before three digits parts thousands in one language and decimals in another.
    assert number_of(text) == (pytest.approx(expected) if expected is not None else None)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_day_reads_back_from_its_forms(day: dt.date) -> None:
    assert day_of(day.isoformat()) == day
    assert day_of(f"{day.day}.{day.month}.{day.year}") == day
    assert day_of(f"{day.isoformat()}T10:00:00+02:00") == day
