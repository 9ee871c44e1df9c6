from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import TICK, Drawn, cases_of, log_of
from touchline.analysis.friction import Friction

Path = list[tuple[str, int]]
Sign = tuple[str, tuple[str, ...]]

EVENTS: st.SearchStrategy[list[Drawn]] = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("ABCXZ"), st.integers(0, 9)), max_size=40
)


def signs_of(path: Path, limits: dict[tuple[str, str], int]) -> list[Sign]:
    """
    List the signs of one path, each as often as it occurs; by definition.
    """
    names = [name for name, _ in path]
    found: list[Sign] = [("repetition", (a,)) for a, b in pairwise(names) if a == b]
    found += [("rework", (a,)) for i, a in enumerate(names) if a in names[:i]]
    triples = zip(names, names[1:], names[2:], strict=False)
    found += [("ping-pong", (a, b, a)) for a, b, c in triples if a == c != b]
    steps = ["AB".index(name) for name in names if name in "AB"]
    found += [("step-back", ("AB"[i], "AB"[j])) for i, j in pairwise(steps) if j < i]
    found += [("error", ("X",)) for name in names if name == "X"]
    waits = [((a, b), (u - t) * TICK) for (a, t), (b, u) in pairwise(path)]
    return found + [("long-wait", pair) for pair, span in waits if span > limits[pair]]


def is_at_risk(sign: Sign, path: Path) -> bool:
    """
    Say whether a case could have had a sign; by definition.
    """
    kind, told = sign
    names = [name for name, _ in path]
    if kind in {"repetition", "rework", "step-back"}:
        return told[0] in names
    return kind == "error" or tuple(told[:2]) in {*pairwise(names)}


@given(events=EVENTS, inactivity=st.sampled_from((None, 2)))
def test_friction_counts_what_the_definition_counts(
    events: list[Drawn], inactivity: int | None
) -> None:
    options: dict[str, Any] = {"target": "Z", "steps": ("A", "B"), "errors": ("X",), "least": 1}
    if inactivity is not None:
        options["inactivity"] = f"{inactivity * 60}s"
    answer = Friction(**options).answer(log_of(events))

    whole = cases_of(events)
    end = max((tick for _, _, tick in events), default=0)
    done = {case for case, path in whole.items() if "Z" in [name for name, _ in path]}
    known = {
        case
        for case, path in whole.items()
        if case in done or inactivity is None or end - path[-1][1] > inactivity
    }
    paths = {
        case: path[: next((i for i, (name, _) in enumerate(path) if name == "Z"), len(path))]
        for case, path in whole.items()
    }
    spans: dict[tuple[str, str], list[int]] = {}
    for path in paths.values():
        for (a, t), (b, u) in pairwise(path):
            spans.setdefault((a, b), []).append((u - t) * TICK)
    limits = {pair: round(float(np.quantile(some, 0.9))) for pair, some in spans.items()}
    shown = {case: signs_of(path, limits) for case, path in paths.items()}
    expected = {}
    for sign in {sign for signs in shown.values() for sign in signs}:
        risk = {case for case, path in paths.items() if is_at_risk(sign, path)}
        having = {case for case, signs in shown.items() if sign in signs}
        assert having <= risk
        others = (risk - having) & known
        expected[sign] = (
            sum(signs.count(sign) for signs in shown.values()),
            len(having),
            len(risk),
            len(having & done) / len(having & known) if having & known else None,
            len(others & done) / len(others) if others else None,
        )
    assert {
        (one.kind, one.path): (
            one.occurrences, one.cases, one.exposed, one.rate, one.rate_without,
        )
        for one in answer.signals
    } == expected  # fmt: skip
    assert (answer.completed, answer.ended) == (len(done), len(known - done))
    assert (answer.open, answer.hidden) == (len(whole) - len(known), 0)
