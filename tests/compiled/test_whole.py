"""
A compiled log in memory is the log that was compiled.
"""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle.oracle_logs import drawn_events
from touchline.analysis import Question
from touchline.analysis.variants import Variants
from touchline.compiled.compile import compile_events
from touchline.compiled.log import CompiledLog
from touchline.eventlog.log import EventLog
from touchline.samples import SAMPLES
from touchline.sources import read_log
from touchline.sources._errors import AlreadyCompiled

FUNNEL = {"name": "funnel", "steps": ("visit", "pay")}
EXTRAS = st.sampled_from(
    [{}, {"channel": "web"}, {"size": 2}, {"size": "big"}, {"value": 3.5}, {"note": None}]
)


@settings(max_examples=15)
@given(events=drawn_events(max_size=24), extras=st.lists(EXTRAS, min_size=24, max_size=24))
def test_buckets_make_the_log_again(events, extras, tmp_path_factory):
    rows = [
        {"case": case, "activity": activity, "timestamp": tick * 60_000_000, **extra}
        for (case, activity, tick), extra in zip(events, extras, strict=False)
    ]
    about: dict[str, dict[str, object]] = {"a": {"town": "Bonn"}, "c": {"town": "Köln", "age": 3}}
    log = EventLog.from_events(rows, case_attributes=about)

    compiled = compile_events(log, tmp_path_factory.mktemp("log") / "log", n_buckets=4)

    # The fingerprint covers everything that a question can see.
    assert compiled.whole().fingerprint == log.fingerprint
    assert compiled.whole().quality == log.quality


@pytest.fixture
def folder(tmp_path):
    events = [("ann", "visit", 1), ("ann", "pay", 2), ("ben", "visit", 3)]
    compile_events(EventLog.from_events(events), tmp_path / "log", n_buckets=2)
    return tmp_path / "log"


def test_a_compiled_folder_is_read_like_any_source(folder):
    log = read_log(str(folder))

    assert isinstance(log, CompiledLog)
    assert Question.from_dict(FUNNEL).answer(log).to_dict()["answer"]["steps"][1]["reached"] == 1
    assert Variants().answer(log).n_cases == 2


def test_what_only_a_log_in_memory_has_is_read_when_asked_for(folder):
    log = read_log([folder])

    assert log.trace("ann").path == ("visit", "pay")
    assert log.only("pay").n_events == 1
    assert not hasattr(log, "colour")


def test_a_compiled_log_travels_between_processes(folder):
    log = read_log(folder)

    assert pickle.loads(pickle.dumps(log)).n_cases == 2  # noqa: S301 (our own bytes)


def test_how_to_read_a_compiled_log_was_settled_before(folder):
    with pytest.raises(AlreadyCompiled, match="compiled"):
        read_log(folder, zone="Asia/Tehran")


def test_a_sample_is_the_same_log_after_compiling(tmp_path):
    sample = SAMPLES["online_retail_uk"]
    log = read_log(sample.path, cases=sample.cases, zone=sample.zone, **sample.columns)

    compiled = compile_events(log, tmp_path / "log", n_buckets=4)

    assert compiled.whole().fingerprint == log.fingerprint
