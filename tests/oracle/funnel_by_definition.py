"""
The funnel of one case by trying everything.
"""

from __future__ import annotations

from itertools import combinations, groupby, permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Event = tuple[str, int]
    Times = tuple[int, ...]
    #: (activities, after, before)
    Exclusion = tuple[str, int, int]


def best_times(
    events: Sequence[Event],
    steps: Sequence[set[str]],
    *,
    window: int | None = None,
    order: str = "ordered",
    exclusions: Sequence[Exclusion] = (),
) -> tuple[Times, bool]:
    """
    Give the step times of the best run, and whether the case is excluded.
    """
    runs_of = {"ordered": _ordered_runs, "strict": _strict_runs}[order]
    best: dict[int, Times] = {}
    for entry, times in runs_of(events, steps):
        inside = tuple(t for t in times if window is None or t - times[0] <= window)
        known = best.get(entry, ())
        if (-len(inside), inside) < (-len(known), known):
            best[entry] = inside
    if not best:
        return (), False
    furthest = max(map(len, best.values()))
    clean = [
        times
        for times in best.values()
        if len(times) == furthest and not _is_tainted(times, events, window, exclusions)
    ]
    if not clean:
        return (), True
    return min(clean, key=lambda times: (times[-1], -times[0])), False


def _ordered_runs(
    events: Sequence[Event], steps: Sequence[set[str]]
) -> Iterator[tuple[int, Times]]:
    def follow(used: tuple[int, ...]) -> Iterator[tuple[int, Times]]:
        yield used[0], tuple(events[i][1] for i in used)
        if len(used) < len(steps):
            for i, (activity, time) in enumerate(events):
                is_next = activity in steps[len(used)] and i not in used
                if is_next and time >= events[used[-1]][1]:
                    yield from follow((*used, i))

    for i, (activity, _) in enumerate(events):
        if activity in steps[0]:
            yield from follow((i,))


def _strict_runs(events: Sequence[Event], steps: Sequence[set[str]]) -> Iterator[tuple[int, Times]]:
    for ordering in _orderings(list(enumerate(events))):
        for start, (entry, _) in enumerate(ordering):
            run: list[int] = []
            for step, (_, (activity, time)) in zip(steps, ordering[start:], strict=False):
                if activity not in step:
                    break
                run.append(time)
            for n in range(1, len(run) + 1):
                yield entry, tuple(run[:n])


def _orderings(
    events: list[tuple[int, Event]],
) -> Iterator[list[tuple[int, Event]]]:
    ties = [list(group) for _, group in groupby(events, key=lambda event: event[1][1])]

    def extend(done: list[tuple[int, Event]], k: int) -> Iterator[list[tuple[int, Event]]]:
        if k == len(ties):
            yield done
            return
        for tie in permutations(ties[k]):
            yield from extend([*done, *tie], k + 1)

    yield from extend([], 0)


def _is_tainted(
    times: Times, events: Sequence[Event], window: int | None, exclusions: Sequence[Exclusion]
) -> bool:
    for excluded, after, before in exclusions:
        if len(times) <= after:
            continue
        for activity, time in events:
            is_late = window is not None and time - times[0] > window
            is_between = time > times[after] and (len(times) <= before or time < times[before])
            if activity == excluded and is_between and not is_late:
                return True
    return False


def best_set(
    events: Sequence[Event],
    steps: Sequence[set[str]],
    *,
    window: int | None = None,
    excluded: str | None = None,
) -> tuple[int, Times, bool]:
    """
    Give how many steps the largest set meets in any order, its first and last time, and whether the
    case is excluded.
    """
    sets: list[tuple[int, int, int]] = []
    for n in range(1, len(steps) + 1):
        for chosen in combinations(range(len(events)), n):
            if any(
                all(events[i][0] in step for i, step in zip(chosen, those, strict=True))
                for those in permutations(steps, n)
            ):
                times = [events[i][1] for i in chosen]
                if window is None or max(times) - min(times) <= window:
                    sets.append((n, min(times), max(times)))
    if not sets:
        return 0, (), False
    furthest = max(n for n, _, _ in sets)
    clean = [
        (last, -first)
        for n, first, last in sets
        if n == furthest and not any(a == excluded and first <= time <= last for a, time in events)
    ]
    if not clean:
        return 0, (), True
    last, first = min(clean)
    return furthest, (-first, last), False
