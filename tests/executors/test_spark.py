"""
A Spark cluster of two workers compiles and answers what this process does, and outlives a death.
"""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as arrow_parquet
import pytest

from tests.executors.elsewhere import answers, logs_in
from touchline.executors import in_order, use
from touchline.executors._errors import WorkersLost
from touchline.samples import SAMPLES
from touchline.sources import SOURCES, Pseudonyms, compile_log, parquet
from touchline.sources._compile import Batches
from touchline.sources._errors import BrokenQuoting
from touchline.sources._on_spark import SparkCompilation
from touchline.sources._request import Request

#: What PySpark leaves open when it ends is its own affair.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def spark():
    with pytest.MonkeyPatch.context() as change:
        # Workers find the tests, whose functions they are asked to call.
        change.setenv("PYTHONPATH", os.pathsep.join(map(str, (ROOT, ROOT / "src"))))
        # Two workers of one core and a gigabyte each: real processes that can be killed.
        with use("spark", workers=2, address="local-cluster[2,1,1024]") as chosen:
            yield chosen


def test_every_question_has_the_same_answer_on_spark(spark, tmp_path):
    # A job takes Spark a second, so that one choice of options has to do.
    logs = logs_in(tmp_path)
    expected = answers(logs, most=1)

    with use(spark):
        assert answers(logs, most=1) == expected


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_log_compiled_on_spark_is_the_one_that_is_compiled_here(spark, form, tmp_path):
    sample = SAMPLES["complete_journey_grocery"]
    path: Path = sample.path
    # One of its columns has more texts than three.
    options: dict[str, Any] = {"cases": sample.cases, "priority": ("purchase",), "most_texts": 3}
    # Workers that read give pseudonyms as well.
    options["pseudonymise"] = Pseudonyms(b"k" * 32)
    if form == "parquet":
        path = in_groups(path, tmp_path / "events.parquet")
        options = {"event_id": "id", "drop_duplicates": True}

    here = compile_log(path, tmp_path / "here", n_buckets=4, **options)
    with use(spark), pytest.MonkeyPatch.context() as change:
        # Parts of a few thousand rows stand for those of a million.
        change.setattr(parquet, "N_ROWS", 10_000)
        there = compile_log(path, tmp_path / "there", n_buckets=4, **options)

    assert_same(here, there)


def test_a_worker_that_dies_while_a_log_is_compiled_is_made_good(spark, tmp_path):
    path = SAMPLES["complete_journey_grocery"].path
    batches = Batches([(Deadly(tmp_path / "dead"), path)])

    here = compile_log(path, tmp_path / "here", n_buckets=2)
    work = SparkCompilation(batches, None, Request.of(), None)
    there = work.on(spark, tmp_path / "there", 2)

    assert (tmp_path / "dead").exists()
    assert_same(here, there)


def test_a_worker_that_dies_while_a_question_is_answered_is_made_good(spark, tmp_path):
    with use(spark):
        assert list(in_order(partial(dies, first_time=tmp_path / "dead"), range(4))) == [0, 2, 4, 6]

    assert (tmp_path / "dead").exists()


def test_workers_that_die_again_and_again_are_given_up(spark):
    with use(spark), pytest.raises(WorkersLost, match="spark"):
        list(in_order(dies, range(2)))


def test_a_file_that_no_worker_can_read_is_told_as_it_is_told_here(spark, tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("customer_id,event,timestamp\nann,visit,2026-01-01\n", "utf-8")
    bad.write_text('customer_id,event,timestamp\nann,vi"sit,2026-01-01\n' * 2, "utf-8")
    origins = [(SOURCES["csv"], good), (SOURCES["csv"], bad)]
    # The one that is looked at first is well, so that a worker finds the other.
    work = SparkCompilation(Batches(origins[:1]), None, Request.of(), None)
    work.batches.origins = origins

    with pytest.raises(BrokenQuoting, match=r"bad\.csv:2"):
        work.on(spark, tmp_path / "log", 2)

    assert not (tmp_path / "log").exists()


def in_groups(path, target):
    """
    Write a sample as Parquet in groups of a few rows, with ids of which some repeat.
    """
    table = pyarrow.csv.read_csv(path)
    ids = pa.array([f"event {row % 50_000}" for row in range(len(table))])
    arrow_parquet.write_table(table.append_column("id", ids), target, row_group_size=7_000)
    return target


def assert_same(here, there):
    """
    Compare two compiled logs, but for the names of this very compiling.
    """
    assert plain(there.manifest) == plain(here.manifest)
    assert there.whole().fingerprint == here.whole().fingerprint
    pairs = list(zip(here.manifest.buckets, there.manifest.buckets, strict=True))
    if here.manifest.anonymous is not None:
        pairs.append((here.manifest.anonymous, there.manifest.anonymous))
    for one, other in pairs:
        for name in ("events.arrow", "cases.arrow", "events.parquet"):
            content = (here.folder / one.folder / name).read_bytes()
            assert (there.folder / other.folder / name).read_bytes() == content
    left = {path.name.partition(".")[0] for path in there.folder.iterdir()}
    assert left <= {path.name.partition(".")[0] for path in here.folder.iterdir()}


def plain(manifest):
    told = manifest.model_dump()
    for entry in [*told["buckets"], *filter(None, [told["anonymous"]])]:
        entry["folder"] = entry["folder"].partition(".")[0]
    return told


class Deadly:
    """
    Reads a CSV file, and kills whoever does so first, half way.
    """

    def __init__(self, first_time):
        self.first_time = first_time

    def batches(self, origin):
        return SOURCES["csv"].batches(origin)

    def sample(self, origin):
        return SOURCES["csv"].sample(origin)

    def parts(self, origin):
        return SOURCES["csv"].parts(origin)

    def part(self, origin, part):
        yield from SOURCES["csv"].part(origin, part)
        die(self.first_time)


def dies(item, first_time=None):
    if item == 1:
        die(first_time)
    return 2 * item


def die(first_time):
    """
    Kill the worker whose Python this is the first time, or always this Python alone.
    """
    if first_time is None:
        os.kill(os.getpid(), signal.SIGKILL)
    if not first_time.exists():
        first_time.touch()
        # The parent of this process is the one that Spark forks, and its parent is the worker.
        parent = Path(f"/proc/{os.getppid()}/stat").read_text("ascii").rpartition(")")[2].split()[1]
        os.kill(int(parent), signal.SIGKILL)
        signal.pause()
