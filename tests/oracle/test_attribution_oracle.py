from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import Drawn, cases_of, drawn_events, log_of
from touchline.analysis.attribution import Attribution
from touchline.analysis.hand_offs import HandOffs


def attribution(**options: Any) -> Attribution:
    return Attribution(**options)


def hand_offs(**options: Any) -> HandOffs:
    return HandOffs(**options)


#: Touches as activity and age in ticks.
Path = tuple[tuple[str, int], ...]


def paths_by_definition(
    events: list[Drawn], lookback: int, *, reset: bool, end: int
) -> tuple[list[Path], list[Path], int]:
    """
    Find the paths of conversions to X, the paths that led to none, and how many are pending.
    """
    converting: list[Path] = []
    nulls: list[Path] = []
    pending = 0
    for events_of in cases_of(events).values():
        conversions = [tick for activity, tick in events_of if activity == "X"]
        touches = [(activity, tick) for activity, tick in events_of if activity != "X"]
        used: set[int] = set()
        for i, moment in enumerate(conversions):
            since = conversions[i - 1] if reset and i else -1
            within = [
                j
                for j, (_, tick) in enumerate(touches)
                if moment - lookback <= tick <= moment and tick > since
            ]
            used.update(within)
            converting.append(tuple((touches[j][0], moment - touches[j][1]) for j in within))
        stretches: dict[int, list[tuple[str, int]]] = {}
        for j, (activity, tick) in enumerate(touches):
            if j not in used:
                before = sum(moment < tick for moment in conversions)
                stretches.setdefault(before, []).append((activity, tick))
        for before, stretch in stretches.items():
            if before == len(conversions) and stretch[-1][1] + lookback > end:
                pending += 1
            else:
                nulls.append(tuple((activity, 0) for activity, _ in stretch))
    return converting, nulls, pending


def shared(path: Path, model: str) -> dict[str, Fraction]:
    names = [name for name, _ in path]
    n = len(names)
    if model == "first":
        weights = [Fraction(i == 0) for i in range(n)]
    elif model == "last":
        weights = [Fraction(i == n - 1) for i in range(n)]
    elif model == "linear":
        weights = [Fraction(1, n)] * n
    elif model == "time-decay":
        # Half-life of one tick.
        worth = [Fraction(1, 2**age) for _, age in path]
        weights = [one / sum(worth) for one in worth]
    elif model == "position":
        ends = Fraction(2, 5)
        weights = [Fraction(1)] if n == 1 else [Fraction(1, 2)] * 2
        if n > 2:
            weights = [ends, *[Fraction(1, 5) / (n - 2)] * (n - 2), ends]
    else:
        weights = [
            Fraction(name not in names[:i], 1 if model == "participation" else len(set(names)))
            for i, name in enumerate(names)
        ]
    total: Counter[str] = Counter()
    for name, weight in zip(names, weights, strict=True):
        total[name] += weight  # type: ignore[assignment]
    return {name: Fraction(weight) for name, weight in total.items()}


MODELS = ["first", "last", "linear", "position", "time-decay", "participation", "shapley"]


@pytest.mark.parametrize("model", MODELS)
@given(events=drawn_events(max_size=20), lookback=st.integers(1, 8), reset=st.booleans())
def test_rules_share_each_path_as_defined(model, events, lookback, reset) -> None:
    log = log_of(events, end=8)
    converting, nulls, pending = paths_by_definition(events, lookback, reset=reset, end=8)

    answer = attribution(
        conversion="X", model=model, touches=("A", "B", "C"), lookback=f"{lookback}m",
        reset=reset, half_life="1m", draws=0,
    ).answer(log)  # fmt: skip

    wanted: Counter[str] = Counter()
    for path in filter(None, converting):
        wanted.update(shared(path, model))
    wanted["(no touchpoint)"] = sum(not path for path in converting)
    assert {one.channel: pytest.approx(one.credit) for one in answer.credits if one.credit} == {
        name: credit for name, credit in wanted.items() if credit
    }
    assert answer.conversions == len(converting)
    assert (answer.nulls, answer.pending) == (len(nulls), pending)


def states_of(path: Path, order: int) -> list[tuple[str, ...]]:
    names = [name for name, _ in path]
    if len(names) < order:
        return [tuple(names)]
    slid = [tuple(names[i : i + order]) for i in range(len(names) - order + 1)]
    return [one for i, one in enumerate(slid) if i == 0 or one != slid[i - 1]]


def reached(walks: list[tuple[list[tuple[str, ...]], bool]], without: str | None) -> Fraction:
    """
    Solve the chain exactly, by elimination in fractions.
    """
    steps: dict[object, Counter[object]] = {}
    for states, converts in walks:
        ends = ["start", *states, converts]
        for source, target in pairwise(ends):
            lost = isinstance(target, tuple) and without in target
            steps.setdefault(source, Counter())[False if lost else target] += 1
    states = [one for one in steps if isinstance(one, tuple)]
    chance = {
        source: {target: Fraction(n, sum(to.values())) for target, n in to.items()}
        for source, to in steps.items()
    }
    for gone in states:
        out = chance.pop(gone)
        again = out.pop(gone, Fraction(0))
        for to in chance.values():
            into = to.pop(gone, Fraction(0))
            for target, share in out.items():
                to[target] = to.get(target, Fraction(0)) + into * share / (1 - again)
    return chance["start"].get(True, Fraction(0))


@given(events=drawn_events(max_size=24), order=st.integers(1, 3))
def test_the_chain_gives_what_elimination_in_fractions_gives(events, order) -> None:
    converting, nulls, _ = paths_by_definition(events, 2, reset=True, end=30)
    walks = [(states_of(path, order), True) for path in converting if path]
    walks += [(states_of(path, order), False) for path in nulls]

    answer = attribution(
        conversion="X", touches=("A", "B", "C"), lookback="2m", markov_order=order, draws=3
    ).answer(log_of(events, end=30))

    touched = sum(converts for _, converts in walks)
    whole = reached(walks, None) if walks else Fraction(0)
    # Invariant: the chain converts at the observed rate.
    assert not walks or whole == Fraction(touched, len(walks))
    channels = [one for one in answer.credits if one.channel != "(no touchpoint)"]
    removal = {
        one.channel: 1 - reached(walks, one.channel) / whole if whole else Fraction(0)
        for one in channels
    }
    assert {one.channel: one.removal_effect for one in channels} == pytest.approx(removal)
    assert sum(one.credit for one in channels) == pytest.approx(touched)
    assert answer.rate == (pytest.approx(float(whole)) if walks else None)


@given(events=drawn_events(max_size=30), window=st.integers(1, 7), stays=st.booleans())
def test_hand_offs_are_the_neighbours_in_time_counted(events, window, stays) -> None:
    answer = hand_offs(attribute="activity", window=f"{window}m", stays=stays).answer(
        log_of(events)
    )

    count: Counter[tuple[str, str]] = Counter()
    for path in cases_of(events).values():
        for (a, t), (b, u) in pairwise(path):
            if u - t <= window and (stays or a != b):
                count[a, b] += 1
    assert {(one.source, one.target): one.count for one in answer.hand_offs} == count
    assert answer.count == count.total()
