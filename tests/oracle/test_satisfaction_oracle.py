from __future__ import annotations

import math
from collections import defaultdict
from statistics import fmean, stdev
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.oracle.numbers_by_definition import Z, score_interval
from tests.oracle.oracle_logs import TICK
from touchline.analysis.satisfaction import Satisfaction
from touchline.eventlog.log import EventLog

#: Who, about what, when, of which kind, and the score.
Drawn = tuple[str, str, int, str, float | None]

REPLIES = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(("pay", "visit")),
        st.integers(0, 5),
        st.sampled_from(("nps", "csat", "ces", "NPS ")),
        st.one_of(st.none(), st.integers(-1, 11).map(float), st.sampled_from((2.5, 8.5))),
    ),
    min_size=1,
    max_size=25,
)
SCALES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}


def summed_up(kind: str, scores: list[float]) -> dict[str, Any]:
    """
    Sum up the scores of one kind about one moment, by definition.
    """
    low, high = SCALES[kind]
    n, middle = len(scores), (low + high) / 2
    good, bad = sum(s > middle for s in scores), sum(s < middle for s in scores)
    if kind == "nps":
        # Reichheld (2003), Harvard Business Review 81 (12): promoters give 9 or 10, detractors 0
        # to 6; of scores between two numbers the lower category ends where the next one begins.
        good, bad = sum(s > 8 for s in scores), sum(s <= 6 for s in scores)
    if kind == "csat":
        good = sum(s > 3 for s in scores)
    mean = fmean(scores)
    bounds = None
    if n > 1 and len(set(scores)) > 1:
        half = stats.t.ppf(0.975, n - 1) * stdev(scores) / math.sqrt(n)
        bounds = (mean - half, mean + half)
    found = {"n": n, "good": good / n, "bad": bad / n, "mean": mean, "mean_bounds": bounds}
    if kind == "nps":
        size = n + 3
        a, b = (good + 0.75) / size, (bad + 0.75) / size
        half = Z * math.sqrt((a + b - (a - b) ** 2) / size)
        score = (good - bad) / n
        edges = (max(-1, min(a - b - half, score)), min(1, max(a - b + half, score)))
        return {**found, "score": 100 * score, "bounds": tuple(100 * edge for edge in edges)}
    if kind == "csat":
        return {**found, "score": good / n, "bounds": score_interval(good, n)}
    return {**found, "score": mean, "bounds": bounds}


@given(replies=REPLIES, whole=st.booleans())
def test_scores_are_summed_up_by_definition(replies: list[Drawn], whole: bool) -> None:
    log = EventLog.from_events(
        {"case": c, "activity": m, "timestamp": tick * TICK, "kind": kind, "score": score, "n": 1}
        for c, m, tick, kind, score in [*replies, ("z", "pay", 0, "ces", 4.0)]
    )

    answer = Satisfaction(whole=whole).answer(log)

    groups: dict[tuple[str, str | None], list[tuple[str, float]]] = defaultdict(list)
    missing = off = 0
    for who, moment, _, kind, score in [*replies, ("z", "pay", 0, "ces", 4.0)]:
        low, high = SCALES[kind.strip().casefold()]
        if score is None:
            missing += 1
        elif not low <= score <= high:
            off += 1
        else:
            place = (kind.strip().casefold(), None if whole else moment)
            groups[place].append((who, score))
    assert (answer.without_score, answer.off_scale) == (missing, off)
    assert {(row.kind, row.moment) for row in answer.scores} == set(groups)
    for row in answer.scores:
        own = groups[row.kind, row.moment]
        wanted = summed_up(row.kind, [score for _, score in own])
        assert (row.n, row.respondents) == (wanted["n"], len({who for who, _ in own}))
        assert row.score == pytest.approx(wanted["score"])
        assert row.share_favourable == pytest.approx(wanted["good"])
        assert row.share_unfavourable == pytest.approx(wanted["bad"])
        assert row.mean == pytest.approx(wanted["mean"])
        for told, bounds in (
            (row.score_interval, wanted["bounds"]),
            (row.mean_interval, wanted["mean_bounds"]),
        ):
            assert told == (None if bounds is None else pytest.approx(bounds, abs=1e-7))
