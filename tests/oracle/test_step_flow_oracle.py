from __future__ import annotations

from collections import Counter
from itertools import groupby
from statistics import median
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import TICK, Drawn, cases_of, drawn_events, log_of
from touchline.analysis import Step
from touchline.analysis.step_flow import OTHER, StepFlow
from touchline.analysis.transitions import END, START

ANCHOR = st.sampled_from((None, "A", "B"))


def paths_of(
    events: list[Drawn], after: str | None, before: str | None, *, merge: bool
) -> list[list[tuple[str, int]]]:
    """
    Cut each case by definition; a path counted back from its end is turned round.
    """
    found = []
    for path in cases_of(events).values():
        names = [activity for activity, _ in path]
        if after is not None and after not in names:
            continue
        begin = 0 if after is None else names.index(after)
        search_from = begin if after is None else begin + 1
        if before is not None and before not in names[search_from:]:
            continue
        stop = len(path) if before is None else names.index(before, search_from) + 1
        part = path[begin:stop]
        if merge:
            part = [next(run) for _, run in groupby(part, key=lambda event: event[0])]
        found.append(part[::-1] if before is not None and after is None else part)
    return found


@given(
    events=drawn_events(max_size=30),
    after=ANCHOR,
    before=ANCHOR,
    merge=st.booleans(),
    shape=st.tuples(st.integers(1, 5), st.integers(1, 4)),
)
def test_links_and_matrix_are_counted_by_definition(
    events: list[Drawn], after: str | None, before: str | None, merge: bool, shape: tuple[int, int]
) -> None:
    steps, top = shape
    anchors: dict[str, Any] = {
        name: Step.model_validate(given_name)
        for name, given_name in (("after", after), ("before", before))
        if given_name is not None
    }
    answer = StepFlow(steps=steps, top=top, merge_repeats=merge, **anchors).answer(log_of(events))

    paths = paths_of(events, after, before, merge=merge)
    backward = before is not None and after is None
    standing = [Counter(path[k][0] for path in paths if len(path) > k) for k in range(steps)]
    shown = [
        {name for name, _ in sorted(here.items(), key=lambda item: (-item[1], item[0]))[:top]}
        for here in standing
    ]

    def name_at(path: list[tuple[str, int]], k: int) -> str:
        if k >= len(path):
            return START if backward else END
        return path[k][0] if path[k][0] in shown[k] else OTHER

    matrix: Counter[tuple[int, str]] = Counter()
    links: Counter[tuple[int, str, str]] = Counter()
    spans: dict[tuple[int, str, str], list[int]] = {}
    for path in paths:
        matrix.update((-k if backward else k + 1, name_at(path, k)) for k in range(steps))
        for k in range(min(len(path), steps - 1)):
            pair = (name_at(path, k), name_at(path, k + 1))
            link = (-k - 1, *pair[::-1]) if backward else (k + 1, *pair)
            links[link] += 1
            if k + 1 < len(path):
                span = abs(path[k + 1][1] - path[k][1]) * TICK
                spans.setdefault(link, []).append(span)
    assert {(one.step, one.activity): one.cases for one in answer.matrix} == matrix
    assert {(one.step, one.source, one.target): one.cases for one in answer.links} == links
    assert {
        (one.step, one.source, one.target): (one.mean_us, one.median_us)
        for one in answer.links
        if one.median_us is not None
    } == {link: (round(sum(x) / len(x)), median(x)) for link, x in spans.items()}
    assert answer.longer == sum(len(path) > steps for path in paths)


@given(events=drawn_events(max_size=30), top=st.integers(1, 3))
def test_the_shares_of_each_step_sum_to_one(events: list[Drawn], top: int) -> None:
    answer = StepFlow(steps=4, top=top).answer(log_of(events))

    total: Counter[int] = Counter()
    for cell in answer.matrix:
        total[cell.step] += cell.cases
    assert set(total.values()) <= {answer.paths}
