"""
Bad input: a message in the reader's language, exit code 2, and nothing left behind.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import Reply, Terminal

from touchline.i18n import LANGUAGES

OTHERS = tuple(tag for tag in LANGUAGES if tag != "en")
EVENTS = "case,activity,timestamp\n"
DAY = "2026-01-01T10:00:00Z"
FUNNEL = ("ask", "funnel", "shop.csv", "--steps", "visit", "--steps", "pay", "-o", "out")

#: Files that a stranger might give, each wrong in its own way.
FILES: dict[str, str | bytes] = {
    "empty.csv": "",
    "header.csv": EVENTS,
    "latin.csv": (EVENTS + f"a,Käufe für alle,{DAY}\n").encode("cp1252"),
    "soon.csv": EVENTS + "a,visit,soon\n",
    "nobody.csv": EVENTS + f",visit,{DAY}\n,pay,{DAY}\n",
    "noise.parquet": b"PAR1 and then nothing of use",
    "noise.csv.gz": b"\x1f\x8b\x08\x00 and then nothing of use",
    "noise.jsonl": '{"case": \n',
    "noise.xyz": "?",
    "ragged.csv": EVENTS + f"a,visit,{DAY},4,5\n",
    "other.csv": EVENTS + f"a,something else,{DAY}\n",
    "empty.map.yaml": "",
    "broken.map.yaml": "touchline: 1\nstages: [\n",
    "broken.map.json": '{"touchline": 1,',
    "list.map.yaml": "- touchline\n- 1\n",
    "latin.map.yaml": "touchline: 1\nid: m\ntitle: Käufe\n".encode("cp1252"),
    "key.map.yaml": "touchline: 1\nid: m\ntitle: T\nstagess: []\n",
    "type.map.yaml": "touchline: 1\nid: m\ntitle: T\nstages: 7\n",
    "newer.map.yaml": "touchline: 99\nid: m\ntitle: T\n",
    "dangling.map.yaml": (
        "touchline: 1\nid: m\ntitle: T\nstages: [{id: s, name: S, steps: [{id: p, name: P}]}]\n"
        "lanes: [{id: l, kind: pain-points, cells: [{at: nowhere, cards: []}]}]\n"
    ),
    "unbound.map.yaml": (
        "touchline: 1\nid: m\ntitle: T\nstages: [{id: s, name: S, steps: [{id: p, name: P}]}]\n"
    ),
}

#: A command each; every one must be refused with 2.
REFUSED = {
    "unknown verb": ("mesure", "shop.map.yaml"),
    "unknown option": ("render", "shop.map.yaml", "--stile", "grid"),
    "option without its value": ("render", "shop.map.yaml", "--to"),
    "missing word": ("render",),
    "one word too many": ("schema", "more"),
    "no question": ("ask",),
    "unknown question": ("ask", "funel", "shop.csv"),
    "unknown template": ("new", "nope", "-o", "out"),
    "unknown format": ("render", "shop.map.yaml", "--to", "xyz", "-o", "out"),
    "unknown ending": ("render", "shop.map.yaml", "-o", "out.xyz"),
    "unknown style": ("render", "shop.map.yaml", "--to", "svg", "--style", "zz", "-o", "out"),
    "unknown theme": ("render", "shop.map.yaml", "--to", "svg", "--theme", "zz", "-o", "out"),
    "unknown language of a picture": (
        "render", "shop.map.yaml", "--to", "svg", "--language", "zz", "-o", "out",
    ),
    "unknown language of a new map": ("new", "current-state", "--language", "zz", "-o", "out"),
    "unknown language of a draft": ("discover", "shop.csv", "--language", "zz", "-o", "out"),
    "unknown language of the demo": ("demo", "--language", "zz", "-o", "out"),
    "unknown choice": (*FUNNEL, "--order", "backwards"),
    "unknown column": ("ask", "transitions", "shop.csv", "--case", "nope", "-o", "out"),
    "unknown time zone": ("ask", "transitions", "shop.csv", "--zone", "Mars/X", "-o", "out"),
    "unknown attribute": (
        *FUNNEL, "--steps", '{"activities": ["pay"], "where": {"nope": "x"}}',
    ),
    "no channel": ("ask", "channel-mix", "other.csv", "-o", "out"),
    "missing log": ("discover", "missing.csv", "-o", "out"),
    "missing map": ("check", "missing.map.yaml"),
    "missing map to draw": ("render", "missing.map.yaml", "--to", "pdf", "-o", "out"),
    "missing log to check against": ("check", "shop.map.yaml", "--against", "missing.csv"),
    "missing customers": ("discover", "shop.csv", "--cases", "missing.csv", "-o", "out"),
    "missing activity map": ("discover", "shop.csv", "--activity-map", "missing", "-o", "out"),
    "second of two maps missing": ("diff", "shop.map.yaml", "missing.map.yaml"),
    "folder for a log": ("discover", "folder", "-o", "out"),
    "folder for a map": ("check", "folder"),
    "folder for the result": ("new", "current-state", "-o", "folder"),
    "folder for the schema": ("schema", "-o", "folder"),
    "file for the demo's folder": ("demo", "-o", "shop.csv"),
    "file for the served folder": ("serve", "shop.csv"),
    "missing folder to serve": ("serve", "missing"),
    "missing folder for the result": ("new", "current-state", "-o", "missing/map.yaml"),
    "port beyond all ports": ("serve", "--port", "99999"),
    "window of 7 bananas": (*FUNNEL, "--window", "7 bananas"),
    "window of nothing": (*FUNNEL, "--window", "0"),
    "window longer than the calendar": (*FUNNEL, "--window", "99999999999w"),
    "funnel of one step": ("ask", "funnel", "shop.csv", "--steps", "visit", "-o", "out"),
    "funnel of no step": ("ask", "funnel", "shop.csv", "-o", "out"),
    "exclusion without its steps": (*FUNNEL, "--exclude", "pay"),
    "exclusion beyond the steps": (*FUNNEL, "--exclude", "pay:0:9"),
    "number that is none": ("ask", "variants", "shop.csv", "--top", "many", "-o", "out"),
    "number below the least": ("ask", "variants", "shop.csv", "--top", "-1", "-o", "out"),
    "share above one": ("discover", "shop.csv", "--coverage", "7", "-o", "out"),
    "moment that is none": ("ask", "occupancy", "shop.csv", "--at", "noon", "-o", "out"),
    "question of a trend that is none": ("ask", "trend", "shop.csv", "--of", "{bad", "-o", "out"),
    "empty log": ("discover", "empty.csv", "-o", "out"),
    "log of a header alone": ("discover", "header.csv", "-o", "out"),
    "log in a wrong encoding": ("discover", "latin.csv", "-o", "out"),
    "log without a time": ("discover", "soon.csv", "-o", "out"),
    "log without a customer": ("discover", "nobody.csv", "-o", "out"),
    "log that is no Parquet": ("discover", "noise.parquet", "-o", "out"),
    "log that is no gzip": ("discover", "noise.csv.gz", "-o", "out"),
    "log that is no JSON": ("discover", "noise.jsonl", "-o", "out"),
    "log of an unknown kind": ("discover", "noise.xyz", "-o", "out"),
    "log of ragged rows": ("discover", "ragged.csv", "-o", "out"),
    "log without matching events": ("measure", "shop.map.yaml", "other.csv", "-o", "out"),
    "map without bindings": ("measure", "unbound.map.yaml", "shop.csv", "-o", "out"),
    "empty map": ("check", "empty.map.yaml"),
    "broken YAML": ("render", "broken.map.yaml", "--to", "svg", "-o", "out"),
    "broken JSON": ("check", "broken.map.json"),
    "list for a map": ("check", "list.map.yaml"),
    "map in a wrong encoding": ("check", "latin.map.yaml"),
    "unknown key": ("check", "key.map.yaml"),
    "wrong type": ("check", "type.map.yaml"),
    "dangling id": ("check", "dangling.map.yaml"),
    "map of a newer version": ("check", "newer.map.yaml"),
}  # fmt: skip


@pytest.fixture
def stranger(terminal: Terminal) -> Terminal:
    """
    Put the wrong files into the folder.
    """
    for name, content in FILES.items():
        terminal.write(name, content)
    (terminal.folder / "folder").mkdir()
    return terminal


def refusal(terminal: Terminal, words: tuple[str, ...], language: str) -> Reply:
    before = terminal.files()
    reply = terminal.run(*words, language=language)
    assert (reply.code, reply.out) == (2, ""), reply.err
    assert terminal.files() == before
    assert not [path.name for path in terminal.folder.iterdir() if path.name.startswith(".")]
    assert "Traceback" not in reply.err
    return reply


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_refused_in_every_language_and_leaves_nothing_behind(
    case: str, stranger: Terminal
) -> None:
    english = refusal(stranger, REFUSED[case], "en").err.strip()

    told = [refusal(stranger, REFUSED[case], tag).err.strip() for tag in OTHERS]

    assert english
    # Each language has words of its own, so that no two messages are equal.
    assert len({english, *told}) == len(LANGUAGES)
    lines = english.splitlines()
    for text in told:
        assert len(text.splitlines()) == len(lines)
        # The problem, which is the first line that is no message about columns, is translated too.
        same = [line for line in text.splitlines() if line in lines and " " in line.strip()]
        assert same == []


@pytest.mark.parametrize("form", ["svg", "pdf", "json"])
def test_a_full_disk_leaves_the_old_file_and_no_half_of_a_new_one(
    form: str, terminal: Terminal
) -> None:
    # A limit on the size of files stands for the full disk: a write beyond 1,000 bytes fails.
    terminal.write(f"map.{form}", "before")
    before = terminal.files()
    program = (
        "import resource, signal, sys\n"
        "from touchline.cli.main import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, "render", "shop.map.yaml", "-o", f"map.{form}"],
        cwd=terminal.folder,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert f"map.{form}" in done.stderr
    assert terminal.files() == before


@pytest.mark.parametrize(
    "words",
    [
        ("measure", "shop.map.yaml", "shop.csv", "-o", "big.map.yaml"),
        ("ask", "discovery", "shop.csv", "--json", "-o", "big.json"),
        ("schema", "-o", "big.json"),
        ("demo", "-o", "demo"),
    ],
)
def test_every_verb_survives_a_full_disk(words: tuple[str, ...], terminal: Terminal) -> None:
    program = (
        "import resource, signal, sys\n"
        "from touchline.cli.main import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    before = set(terminal.files())

    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=terminal.folder,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert set(terminal.files()) == before


def test_customers_that_are_all_missing_are_counted_and_make_no_journey(
    stranger: Terminal,
) -> None:
    reply = stranger.run("ask", "transitions", "nobody.csv", "--json")

    assert reply.code == 0
    assert (reply.json["n_cases"], reply.json["n_events"]) == (0, 2)
    assert reply.json["answer"]["transitions"] == []
    assert "2" in " ".join(row["message"] for row in reply.json["warnings"])


def test_the_first_and_the_last_year_are_years_like_others(terminal: Terminal) -> None:
    terminal.write("far.csv", EVENTS + "a,x,0001-01-01T00:00:00Z\na,y,9999-12-31T23:59:59Z\n")

    reply = terminal.run(
        "ask", "time-between", "far.csv", "--source", "x", "--target", "y", "--json"
    )

    # Python: (datetime(9999, 12, 31, 23, 59, 59) - datetime(1, 1, 1)).total_seconds().
    assert reply.code == 0, reply.err
    assert reply.json["answer"]["median_seconds"] == 315_537_897_599
    for question in ("transitions", "variants", "occupancy", "discovery", "drop-off"):
        assert terminal.run("ask", question, "far.csv", "--json").code == 0
    assert terminal.run("discover", "far.csv", "-o", "far.map.yaml").code == 0
    assert terminal.run("measure", "far.map.yaml", "far.csv", "-o", "far2.map.yaml").code == 0
    assert terminal.run("render", "far2.map.yaml", "--to", "svg", "-o", "far.svg").code == 0


def test_a_log_of_one_event_answers_and_draws(terminal: Terminal) -> None:
    terminal.write("one.csv", EVENTS + f"a,visit,{DAY}\n")

    for question in ("transitions", "variants", "occupancy", "discovery", "drop-off"):
        reply = terminal.run("ask", question, "one.csv", "--json")
        assert reply.code == 0, reply.err
        assert (reply.json["n_cases"], reply.json["n_events"]) == (1, 1)
    assert terminal.run("discover", "one.csv", "-o", "one.map.yaml").code == 0
    assert terminal.run("measure", "one.map.yaml", "one.csv", "-o", "two.map.yaml").code == 0
    assert terminal.run("render", "two.map.yaml", "--to", "svg", "-o", "one.svg").code == 0


def test_rows_that_cannot_be_read_are_counted_and_the_others_answer(terminal: Terminal) -> None:
    terminal.write(
        "mixed.csv",
        EVENTS + f"a,visit,{DAY}\na,pay,2026-02-30\na,pay,10000-01-01T00:00:00Z\nb,,{DAY}\n",
    )

    reply = terminal.run("ask", "transitions", "mixed.csv", "--json")

    assert (reply.code, reply.json["n_events"]) == (0, 1)
    assert "2026-02-30" in reply.err
    assert "10000-01-01" in reply.err


def test_a_misspelt_activity_counts_as_zero_and_the_near_one_is_offered(terminal: Terminal) -> None:
    reply = terminal.run(
        "ask", "funnel", "shop.csv", "--steps", "visit", "--steps", "pya", "--json"
    )

    assert reply.json["answer"]["steps"][1]["reached"] == 0
    assert any("“pay”" in row["message"] for row in reply.json["warnings"])


def test_a_cell_of_a_log_cannot_break_a_table(terminal: Terminal) -> None:
    terminal.write(
        "odd.csv", EVENTS + f'a,"two\nlines",{DAY}\nb,{"x" * 10_000},{DAY}\nc,\x1b[31m,{DAY}\n'
    )

    reply = terminal.run("ask", "variants", "odd.csv")

    # A head, a rule and a line for each of three variants.
    assert len(reply.out.splitlines()) == 5
    assert max(map(len, reply.out.splitlines())) < 250
    assert "\x1b" not in reply.out
