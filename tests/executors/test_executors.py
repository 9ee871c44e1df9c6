"""
Work on buckets has the same outcome whoever does it, and also when somebody dies on the way.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from functools import partial

import pytest

from tests.executors.elsewhere import answers, logs_in
from touchline.executors import EXECUTORS, Executor, in_order, is_elsewhere, use
from touchline.executors import dask as dask_executor
from touchline.executors._errors import ClusterUnreachable, UnknownExecutor, WorkersLost
from touchline.sources._errors import EmptySource


class InPlace(Executor):
    """
    Does work here, but passes it and its outcome through bytes as those elsewhere do.
    """

    name = "in-place"

    def map(self, work, items):
        again = pickle.loads(pickle.dumps(work))  # noqa: S301
        for item in items:
            yield again(pickle.loads(pickle.dumps(item)))  # noqa: S301


@pytest.fixture(scope="module", params=["processes", "dask"])
def executor(request):
    with use(request.param, workers=2) as chosen:
        yield chosen


def test_the_executors_are_known_by_name():
    assert list(EXECUTORS) == ["dask", "processes", "spark", "threads"]


def test_an_unknown_executor_is_refused_with_the_nearest_one():
    with pytest.raises(UnknownExecutor, match="threads"), use("thread"):
        pass


def test_every_summary_and_second_look_can_be_written_down(tmp_path):
    logs = logs_in(tmp_path)
    expected = answers(logs)

    with use(InPlace()):
        assert is_elsewhere()
        assert answers(logs) == expected


def test_every_question_has_the_same_answer_elsewhere(executor, tmp_path):
    logs = logs_in(tmp_path)
    expected = answers(logs)

    with use(executor):
        assert answers(logs) == expected


def test_outcomes_come_in_the_order_of_the_items(executor):
    with use(executor):
        assert list(in_order(doubled, range(20))) == list(range(0, 40, 2))


def test_what_work_raises_comes_home_as_what_it_is(executor):
    with use(executor), pytest.raises(EmptySource) as refusal:
        list(in_order(refused, ["shop.csv"]))

    assert refusal.value.at == "shop.csv"
    assert refusal.value.told("de") == EmptySource(at="shop.csv").told("de")


def test_work_that_cannot_be_written_down_is_done_here(executor):
    lock = threading.Lock()

    with use(executor):
        assert list(in_order(partial(where, lock=lock), range(3))) == [os.getpid()] * 3
        assert os.getpid() not in list(in_order(where, range(3)))


def test_a_worker_that_dies_half_way_is_made_good(executor, tmp_path):
    work = partial(dies, at={2}, first_time=tmp_path / "dead")

    with use(executor):
        assert list(in_order(work, range(6))) == [0, 2, 4, 6, 8, 10]

    assert (tmp_path / "dead").exists()


def test_workers_that_die_again_and_again_are_given_up(executor):
    with use(executor), pytest.raises(WorkersLost) as refusal:
        list(in_order(partial(dies, at={1}), range(3)))

    assert executor.name in str(refusal.value)
    # Whoever is asked next finds workers again.
    with use(executor):
        assert list(in_order(doubled, [4])) == [8]


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr(dask_executor, "CONNECTING", 0.2)

    # Nobody listens at port 1.
    with pytest.raises(ClusterUnreachable, match=r"tcp://127\.0\.0\.1:1"):
        use("dask", address="tcp://127.0.0.1:1").__enter__()


def doubled(item):
    return 2 * item


def refused(item):
    raise EmptySource(at=item)


def where(item, lock=None):
    del item, lock
    return os.getpid()


def dies(item, at, first_time=None):
    """
    Kill whoever works on some items: the first time only, or always.
    """
    if item in at and (first_time is None or not first_time.exists()):
        if first_time is not None:
            first_time.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * item
