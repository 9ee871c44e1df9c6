"""
Which column is what, where nobody says so.
"""

from __future__ import annotations

import pyarrow as pa
import pytest

from touchline.eventlog.columns import UnknownColumn
from touchline.sources._errors import NothingGuessed
from touchline.sources._guesses import roles

AT = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"]


def guessed(columns: dict[str, list], **stated: str | None) -> dict[str, str]:
    return dict(roles(pa.table(columns), stated, "log.csv").columns)


@pytest.mark.parametrize(
    ("case", "activity", "timestamp"),
    [
        ("customer_id", "event", "timestamp"),
        ("case:concept:name", "concept:name", "time:timestamp"),
        ("User ID", "Event Name", "Event Time"),
        ("crm_customer_no", "activity", "created_at"),
        ("Kundennummer", "Ereignis", "Zeitpunkt"),
        ("pelanggan", "aktiviti", "masa"),
        ("客户编号", "事件", "时间"),
        ("客戶", "活動", "時間"),
        ("مشتری", "رویداد", "زمان"),
    ],
)
def test_usual_names_are_known_in_six_languages(case: str, activity: str, timestamp: str) -> None:
    columns = {
        "note": ["p", "q", "p", "q"],
        timestamp: AT,
        activity: list("abab"),
        case: list("wwxx"),
    }

    assert guessed(columns) == {"case": case, "activity": activity, "timestamp": timestamp}


def test_content_tells_when_names_do_not() -> None:
    columns = {
        "c1": ["u1", "u2", "u1", "u3"],
        "c2": ["visit", "visit", "pay", "visit"],
        "c3": AT,
        "c4": ["1", "2", "3", "4"],
    }

    found = roles(pa.table(columns), {}, "log.csv")

    assert found.columns == {"timestamp": "c3", "case": "c1", "activity": "c2"}
    assert [(g.what, g.answer, g.why) for g in found.guesses] == [
        ("timestamp", "c3", "content"),
        ("case", "c1", "content"),
        ("activity", "c2", "content"),
    ]


def test_a_name_is_not_believed_when_the_content_denies_it() -> None:
    columns = {"customer": list("uuvv"), "event": list("abab"), "time": ["x"] * 4, "logged": AT}

    assert guessed(columns)["timestamp"] == "logged"


def test_what_is_stated_is_not_guessed_and_not_taken_twice() -> None:
    columns = {"customer": list("uuvv"), "session": list("stst"), "event": list("abab"), "at": AT}

    assert guessed(columns, case="session") == {
        "case": "session",
        "activity": "event",
        "timestamp": "at",
    }


def test_value_and_channel_are_guessed_by_name_only() -> None:
    columns = {
        "customer": list("uuvv"),
        "event": list("abab"),
        "at": AT,
        "amount": ["1", "2", "3", "4"],
        "channel": list("wwss"),
        "weight": ["1", "2", "3", "4"],
    }

    found = guessed(columns)

    assert (found["value"], found["channel"]) == ("amount", "channel")
    assert "weight" not in found.values()


def test_what_describes_a_customer_is_not_taken_for_an_activity() -> None:
    columns = {"user": list("uuvv"), "country": list("dedf"), "kind": list("abab"), "at": AT}

    assert guessed(columns)["activity"] == "kind"


def test_an_unknown_column_is_named_with_its_role() -> None:
    with pytest.raises(UnknownColumn) as caught:
        guessed({"customer": ["u"], "event": ["a"], "at": ["2026-01-01"]}, case="custmer")

    assert caught.value.at == "case"
    assert caught.value.values["suggestion"] == "customer"


@pytest.mark.parametrize(
    ("columns", "role"),
    [
        ({"customer": ["u"], "event": ["a"], "n": ["x"]}, "timestamp"),
        ({"x": ["1.5"], "at": ["2026-01-01"]}, "case"),
        ({"customer": ["u", "v"], "n": ["1", "2"], "at": AT[:2]}, "activity"),
    ],
)
def test_a_role_that_nothing_fits_has_to_be_stated(columns: dict, role: str, language: str) -> None:
    with pytest.raises(NothingGuessed) as caught:
        guessed(columns)

    assert caught.value.values["role"] == role
    assert f"--{role}" in caught.value.told(language)
