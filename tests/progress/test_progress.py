"""
Long work says how far it is, and stops when it is asked to.
"""

from __future__ import annotations

import io
import json
import threading

import pytest

from touchline.analysis.funnel import Funnel
from touchline.analysis.trend import Trend
from touchline.cli._progress import JsonLines
from touchline.compiled.compile import compile_events
from touchline.eventlog.log import EventLog
from touchline.progress import Cancel, Cancelled, Line, Progress, counted, reporting, task
from touchline.sources import compile_log

FUNNEL = Funnel.model_validate({"steps": ("visit", "pay")})


@pytest.fixture
def folder(tmp_path):
    events = [
        (f"c{i}", name, f"2026-0{month}-0{1 + i % 9}")
        for i in range(60)
        for month, name in ((1, "visit"), (2, "pay"))
    ]
    return compile_events(EventLog.from_events(events), tmp_path / "log", n_buckets=4)


def seconds():
    """
    Tell a time that goes on by one second at each look.
    """
    moments = iter(range(1000))
    return lambda: float(next(moments))


def test_an_answer_over_buckets_tells_every_bucket(folder):
    told: list[Progress] = []

    with reporting(told.append):
        FUNNEL.answer(folder)

    assert [one.work for one in told] == ["answer"] * 4
    assert told[-1].done == folder.n_events
    assert told[-1].share == 1


def test_work_inside_of_work_is_a_part_of_its_step(folder):
    told: list[Progress] = []

    with reporting(told.append):
        Trend(of=FUNNEL, per="month").answer(folder)

    shares = [one.share for one in told]
    assert {one.work for one in told} == {"period"}
    assert shares == sorted(shares)
    assert (told[-1].done, told[-1].share) == (2, 1)


def test_compiling_tells_rows_until_all_is_done(tmp_path):
    source = tmp_path / "events.csv"
    told: list[Progress] = []
    source.write_text("case,activity,timestamp\nann,visit,2026-01-01\n", "utf-8")

    with reporting(told.append):
        compile_log(source, tmp_path / "log")

    assert {one.work for one in told} == {"compile"}
    assert (told[-1].done, told[-1].share) == (1, 1)


def test_rate_and_time_left_follow_from_what_is_behind():
    # 200 of 800 rows in 2 seconds: 100 a second, and three times as long to go.
    progress = Progress(work="compile", done=200, share=0.25, seconds=2.0)

    assert (progress.rate, progress.seconds_left) == (100, 6)


def test_nothing_is_known_of_the_rest_before_the_first_step():
    progress = Progress(work="compile", done=0, share=0.0, seconds=0.0)

    assert (progress.rate, progress.seconds_left) == (0, None)


def test_an_answer_is_cancelled_at_its_next_step(folder):
    cancel, told = Cancel(), []

    def until_two(progress):
        told.append(progress)
        if len(told) == 2:
            cancel.now()

    with pytest.raises(Cancelled), reporting(until_two, cancel=cancel):
        FUNNEL.answer(folder)

    assert len(told) == 2


def test_another_thread_may_cancel(folder):
    cancel = Cancel()
    thread = threading.Thread(target=cancel.now)
    thread.start()
    thread.join()

    with pytest.raises(Cancelled), reporting(cancel=cancel):
        FUNNEL.answer(folder)


def test_what_a_callback_raises_ends_the_work(folder):
    def refused(progress):
        raise KeyError(progress.done)

    with pytest.raises(KeyError), reporting(refused):
        FUNNEL.answer(folder)


def test_a_cancelled_compile_leaves_the_log_as_it_was(tmp_path):
    source, cancel = tmp_path / "events.csv", Cancel()
    source.write_text("case,activity,timestamp\nann,visit,2026-01-01\n", "utf-8")
    before = compile_log(source, tmp_path / "log").manifest
    names = sorted(path.name for path in (tmp_path / "log").iterdir())

    def after_reading(progress):
        if progress.share > 0.5:
            cancel.now()

    with pytest.raises(Cancelled), reporting(after_reading, cancel=cancel):
        compile_log(source, tmp_path / "log", append=True)

    assert sorted(path.name for path in (tmp_path / "log").iterdir()) == names
    again = compile_log(source, tmp_path / "log").manifest
    assert again.n_events == before.n_events


def test_work_that_ends_early_leaves_nobody_waiting_in_the_queue():
    begun = []

    def outcomes():
        for i in range(5):
            begun.append(i)
            yield i

    work = counted(outcomes(), [1] * 5)
    assert [next(work), next(work)] == [0, 1]
    work.close()

    assert begun == [0, 1]


def test_a_person_reads_one_line_that_is_gone_in_the_end():
    stream = io.StringIO()

    with (
        Line(stream, "en", seconds()) as line,
        reporting(line, clock=seconds()),
        task("compile", 400) as steps,
    ):
        for _ in range(4):
            steps.add(100)

    # The clock is looked at once at the beginning and once a step.
    assert "50.0% · 100 rows a second · 2 s left" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "50.0% · 100 rows a second · 2 s left"),
        ("de", "50,0\N{NO-BREAK SPACE}% · 100 Zeilen je Sekunde · noch 2 Sek."),
        ("zh-Hans", "50.0% · 每秒 100 行 · 还需 2秒"),
    ],
)
def test_the_line_says_share_rate_and_time_left(language, words):
    stream = io.StringIO()

    # After two seconds half is done at 100 rows a second, so that two seconds are left.
    with Line(stream, language) as line:
        line(Progress(work="compile", done=200, share=0.5, seconds=2.0))

    assert f"██████████░░░░░░░░░░ {words}" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_slow_work_is_told_in_parts_of_a_step():
    stream = io.StringIO()

    Line(stream, "en")(Progress(work="draw", done=1, share=0.5, seconds=5.0))

    assert "0.2 draws a second · 5 s left" in stream.getvalue()


def test_quick_work_draws_no_line():
    stream = io.StringIO()

    with Line(stream, "en") as line:
        line(Progress(work="answer", done=1, share=0.5, seconds=0.5))
        line(Progress(work="answer", done=2, share=1.0, seconds=0.9))

    assert stream.getvalue() == ""


def test_a_program_reads_rate_and_time_left():
    stream = io.StringIO()
    tell = JsonLines(stream, seconds())

    tell(Progress(work="compile", done=100, share=0.25, seconds=0.9))
    tell(Progress(work="compile", done=200, share=0.5, seconds=2.0))
    tell(Progress(work="compile", done=400, share=1.0, seconds=4.0))

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert lines[0] == {
        "work": "compile",
        "done": 200,
        "share": 0.5,
        "seconds": 2.0,
        "per_second": 100.0,
        "seconds_left": 2.0,
    }
    assert lines[-1]["seconds_left"] == 0
