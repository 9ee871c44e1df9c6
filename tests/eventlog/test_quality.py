"""
The account of all rows.
"""

from __future__ import annotations

from touchline.eventlog.quality import (
    Drop,
    Example,
    Guess,
    Marking,
    QualityReport,
    Restriction,
    shortened,
)

FULL = QualityReport(
    n_rows=20,
    n_kept=9,
    n_without_case=3,
    drops=tuple(
        Drop(reason=reason, n=1, examples=(Example(7, "n/a"),))
        for reason in (
            "ragged-row",
            "missing-timestamp",
            "unparsable-timestamp",
            "timestamp-out-of-range",
            "missing-activity",
            "repeated-event-id",
            "repeated-row",
            "dropped-by-activity-map",
            "bot",
        )
    ),
    guesses=(
        *(
            Guess(what=what, answer="x", why="name")
            for what in ("case", "activity", "timestamp", "value", "channel", "cases_key")
        ),
        *(
            Guess(what="time_format", answer=answer, why="content")
            for answer in ("day-first", "month-first", "year-first", "seconds", "milliseconds")
        ),
    ),
    markings=tuple(
        Marking(rule=rule, limit=120, n_cases=1, n_events=2)
        for rule in ("per-minute", "per-day", "listed", "user-agent")
    ),
    restrictions=(Restriction(name="only", n_events=4, n_cases=1),),
    n_exact_duplicates=2,
    n_unmapped=4,
    unmapped=("a", "b"),
    n_naive=9,
    n_unreal=1,
    n_ambiguous=1,
    n_unreadable_values=1,
    unmatched_cases=1,
    unused_case_rows=1,
    repeated_case_rows=1,
)


def test_nothing_to_say_about_a_perfect_source() -> None:
    assert QualityReport(n_rows=2, n_kept=2).diagnostics == ()


def test_every_entry_is_told_in_every_language(language: str) -> None:
    told = [finding.told(language) for finding in FULL.diagnostics]

    # 11 guesses, 9 drops, 10 counts, 4 markings, 1 restriction.
    assert len(told) == len(set(told)) == 35
    assert all("{" not in sentence and sentence.strip() for sentence in told)


def test_a_drop_is_told_with_its_first_example() -> None:
    drop = Drop(reason="unparsable-timestamp", n=2, examples=(Example(7, "n/a"),))

    (finding,) = QualityReport(n_rows=2, drops=(drop,)).diagnostics

    assert finding.told() == (
        "2 rows left out: their times cannot be read; for example row 7 (“n/a”)."
    )


def test_the_account_is_a_table() -> None:
    drop = Drop(reason="missing-activity", n=1, examples=(Example(3, ""),))
    guess = Guess(what="case", answer="customer", why="name")

    rows = QualityReport(n_rows=4, n_kept=3, drops=(drop,), guesses=(guess,)).rows()

    assert rows[:2] == [
        {"name": "rows", "n": 4, "detail": ""},
        {"name": "kept", "n": 3, "detail": ""},
    ]
    assert rows[-2:] == [
        {"name": "missing-activity", "n": 1, "detail": "3: "},
        {"name": "guessed-case", "n": None, "detail": "customer (name)"},
    ]


def test_a_long_cell_is_quoted_by_its_beginning() -> None:
    assert shortened("a\nb " + "c" * 100) == "a b " + "c" * 56 + "…"
