"""
Columns with more different texts than fit are left out, and said; the same ones however they come.
"""

from __future__ import annotations

import pytest

from touchline.cli.main import main
from touchline.compiled.log import CompiledLog
from touchline.sources import compile_log

# By hand: ten events with ten order numbers, three towns, ten amounts and ten event ids.
HEADER = "user,event,time,order,town,amount,id\n"
ROWS = [
    f"c{i % 3},{'visit' if i % 2 else 'pay'},2026-01-{1 + i:02} 10:00,"
    f"o-{i},{('Bonn', 'Ulm', 'Kiel')[i % 3]},{i}.50,id-{i}\n"
    for i in range(10)
]


@pytest.fixture
def shop(tmp_path):
    path = tmp_path / "shop.csv"
    path.write_text(HEADER + "".join(ROWS), "utf-8")
    return path


def test_a_column_that_names_each_order_is_left_out_and_told(shop, tmp_path):
    log = compile_log(shop, tmp_path / "log", most_texts=5, event_id="id")

    # Amounts are numbers, of which any may differ, and ids tell repeats from news.
    assert sorted(log.whole().attributes) == ["amount", "id", "town"]
    assert log.quality.crowded == ("order",)
    assert [one.name for one in log.quality.diagnostics if "crowded" in one.name] == [
        "crowded-columns"
    ]
    assert CompiledLog.open(tmp_path / "log").quality.crowded == ("order",)


@pytest.mark.parametrize(("most", "left"), [(9, ("id", "order")), (10, ())])
def test_the_limit_is_what_may_be_kept(shop, tmp_path, most, left):
    log = compile_log(shop, tmp_path / "log", most_texts=most)

    assert log.quality.crowded == left


def test_what_was_left_out_once_stays_out(shop, tmp_path):
    compile_log(shop, tmp_path / "log", most_texts=5)
    more = tmp_path / "more.csv"
    more.write_text(HEADER + "zoe,visit,2026-02-01 10:00,o-77,Bonn,1.50,id-77\n", "utf-8")

    log = compile_log(more, tmp_path / "log", append=True)

    assert log.quality.crowded == ("id", "order")
    assert sorted(log.whole().attributes) == ["amount", "town"]
    assert log.n_events == len(ROWS) + 1


def test_a_column_that_grows_too_large_leaves_the_old_events_too(tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(HEADER + "".join(ROWS[:4]), "utf-8")
    second.write_text(HEADER + "".join(ROWS[4:]), "utf-8")
    before = compile_log(first, tmp_path / "log", most_texts=5, n_buckets=8)
    assert before.quality.crowded == ()

    log = compile_log(second, tmp_path / "log", most_texts=5, append=True)

    assert log.quality.crowded == ("id", "order")
    assert sorted(log.whole().attributes) == ["amount", "town"]
    assert log.n_events == len(ROWS)
    # Nothing of it is left in the files that any tool reads.
    files = [path for path in (tmp_path / "log").rglob("*") if path.is_file()]
    assert files
    assert not any(b"o-1" in path.read_bytes() for path in files)


def test_the_command_says_which_column_is_missing_and_how_to_keep_it(shop, tmp_path, capsys):
    main(["compile", str(shop), "-o", str(tmp_path / "log"), "--most-texts", "5"])

    said = capsys.readouterr().err
    assert "id, order" in said
    assert "--most-texts" in said
