from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import TICK
from touchline.analysis.path_clusters import PathClusters
from touchline.eventlog.log import EventLog

PATHS = st.lists(st.text("ABC", min_size=1, max_size=5), min_size=1, max_size=12)


@given(paths=PATHS, n=st.integers(1, 3))
def test_kinds_are_found_by_definition(paths: list[str], n: int) -> None:
    log = EventLog.from_events(
        (f"c{i:02d}", activity, t * TICK)
        for i, path in enumerate(paths)
        for t, activity in enumerate(path)
    )

    answer = PathClusters(clusters=n, draws=0).answer(log)

    weight = Counter(tuple(name for name, _ in groupby(path)) for path in paths)
    different = sorted(weight)
    shown = {path: {*path, *pairwise(("(start)", *path, "(end)"))} for path in different}
    counts: Counter[object] = Counter()
    for path in different:
        for feature in shown[path]:
            counts[feature] += weight[path]
    # One in a hundred of so few is less than one case: only what all show is left out.
    telling = [feature for feature, k in counts.items() if k < len(paths)]
    rows = {path: [int(feature in shown[path]) for feature in telling] for path in different}
    centres = groups(different, rows, weight, n)
    nearest = {path: assigned(rows[path], centres) for path in different}
    sizes: Counter[int] = Counter()
    for path in different:
        sizes[nearest[path]] += weight[path]
    medoids = {
        i: min(
            (path for path in different if nearest[path] == i),
            key=lambda path: (gap(rows[path], centres[i]), -weight[path], path),
        )
        for i in sizes
    }
    expected = sorted(((k, medoids[i]) for i, k in sizes.items()), key=lambda x: (-x[0], x[1]))
    assert [(one.cases, one.path) for one in answer.clusters] == expected


def groups(different, rows, weight, n) -> list[list[Fraction]]:
    """
    Find the centres of groups in exact fractions, rounded to whole parts as stated.
    """
    seeds = [max(different, key=lambda path: (weight[path], -different.index(path)))]
    while len(seeds) < n:
        loads = [
            weight[path] * min(gap(rows[path], rows[seed]) for seed in seeds) for path in different
        ]
        if max(loads) == 0:
            break
        seeds.append(different[loads.index(max(loads))])
    centres = [[Fraction(x) for x in rows[seed]] for seed in seeds]
    before = None
    while True:
        now = [assigned(rows[path], centres) for path in different]
        if now == before:
            return centres
        before = now
        for i in range(len(centres)):
            own = [path for path, group in zip(different, now, strict=True) if group == i]
            total = sum(weight[path] for path in own)
            if total:
                centres[i] = [
                    rounded(Fraction(sum(weight[p] * rows[p][f] for p in own), total))
                    for f in range(len(centres[i]))
                ]


def rounded(share: Fraction) -> Fraction:
    parts = 1 << 16
    return Fraction((share * parts + Fraction(1, 2)).__floor__(), parts)


def gap(row, centre) -> Fraction:
    return sum(((x - c) ** 2 for x, c in zip(row, centre, strict=True)), Fraction(0))


def assigned(row, centres) -> int:
    gaps = [gap(row, centre) for centre in centres]
    return gaps.index(min(gaps))
