"""
A bucket that is not in order is refused before anything is computed from it.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from tests.contracts.test_questions import NEEDED
from touchline.analysis import QUESTIONS
from touchline.compiled.compile import compile_events
from touchline.compiled.errors import UnreadableLog
from touchline.compiled.files import CASES, EVENTS, keep, mapped
from touchline.compiled.log import CompiledLog
from touchline.eventlog.log import EventLog
from touchline.kernels.backends import ALWAYS, NEVER, VARIABLE
from touchline.sources import compile_log

EVENTS_OF = [
    {"case": case, "activity": name, "timestamp": f"2026-01-0{day}", "channel": "web", "score": day}
    for case in ("ann", "ben")
    for day, name in ((1, "visit"), (1, "help"), (2, "pay"), (3, "visit"))
]


@pytest.fixture
def log(tmp_path):
    about = {"ann": {"town": "Bonn"}, "ben": {"town": "Kiel"}}
    events = EventLog.from_events(EVENTS_OF, case_attributes=about)
    return compile_events(events, tmp_path / "log", n_buckets=1)


def spoil(log, file, name, change):
    """
    Change a column of the only bucket on disk, as no program of ours would.
    """
    path = log.folder / log.manifest.buckets[0].folder / file
    table = mapped(path)
    values = np.array(table[name].to_numpy(), copy=True)
    change(values)
    place = table.column_names.index(name)
    copied = pa.Table.from_batches(table.to_batches()).set_column(place, name, pa.array(values))
    # Written beside it, since the old file may still be mapped.
    keep(path.with_suffix(".new"), copied)
    path.with_suffix(".new").replace(path)
    return CompiledLog.open(log.folder)


def swap_times(values):
    values[[0, 2]] = values[[2, 0]]


def swap_first_two(values):
    values[[0, 1]] = values[[1, 0]]


def beyond(values):
    values[1] = 99


def below(values):
    values[1] = -1


def backwards(values):
    values[0] = values[1]


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_no_question_answers_a_bucket_whose_times_are_swapped(name, log):
    spoilt = spoil(log, EVENTS, "timestamp", swap_times)

    with pytest.raises(UnreadableLog, match="out of order"):
        QUESTIONS[name](**NEEDED.get(name, {})).answer(spoilt)


@pytest.fixture(params=[ALWAYS, NEVER])
def _kernels(request, monkeypatch):
    monkeypatch.setenv(VARIABLE, request.param)


@pytest.mark.usefixtures("_kernels")
@pytest.mark.parametrize(
    ("file", "name", "change"),
    [
        (EVENTS, "timestamp", swap_times),
        (EVENTS, "row", swap_first_two),
        (EVENTS, "activity", beyond),
        (EVENTS, "activity", below),
        (EVENTS, "channel", beyond),
        (CASES, "end", backwards),
    ],
)
def test_every_way_out_of_order_is_found(file, name, change, log):
    # What was in order before says nothing of what lies there now.
    assert log.bucket(log.manifest.buckets[0]).n_cases == 2

    spoilt = spoil(log, file, name, change)

    with pytest.raises(UnreadableLog):
        spoilt.bucket(spoilt.manifest.buckets[0])


def test_an_attribute_is_looked_through_when_it_is_asked_for(log):
    spoilt = spoil(log, CASES, "case:town", beyond)
    bucket = spoilt.bucket(spoilt.manifest.buckets[0])

    assert bucket.attributes["score"].values.tolist() == [1, 1, 2, 3] * 2
    with pytest.raises(UnreadableLog):
        _ = bucket.case_attributes["town"]


def test_ties_stand_by_priority_and_not_by_row(tmp_path):
    source = tmp_path / "events.csv"
    source.write_text(
        "case,activity,timestamp\nann,visit,2026-01-01\nann,pay,2026-01-01\n", "utf-8"
    )

    log = compile_log(source, tmp_path / "log", priority=("pay",))

    bucket = log.bucket(log.manifest.buckets[0])
    assert bucket.row.tolist() == [2, 1]
