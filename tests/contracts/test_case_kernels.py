"""
Every compiled kernel that follows cases finds what NumPy finds.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import drawn_events, log_of
from touchline.kernels.absorb import swept
from touchline.kernels.backends import ALWAYS, NEVER, VARIABLE
from touchline.kernels.cohorts import count_cohorts
from touchline.kernels.cover import cover_paths
from touchline.kernels.meetings import is_first_meeting
from touchline.kernels.ranked import N_BINS
from touchline.kernels.resample import grouped
from touchline.kernels.sessions import SessionCut
from touchline.kernels.touch_paths import chosen_paths, count_holding, count_steps, slid
from touchline.kernels.waits import first_outcomes

MINUTE = 60_000_000
FOREVER = (np.iinfo(np.int64).min, np.iinfo(np.int64).max)


@pytest.fixture(scope="module")
def both():
    """
    Answer twice, and expect the same.
    """
    with pytest.MonkeyPatch.context() as patch:

        def answered(ask):
            found = []
            for which in (ALWAYS, NEVER):
                patch.setenv(VARIABLE, which)
                found.append(ask())
            assert found[0] == found[1]
            return found[0]

        yield answered


@given(
    events=drawn_events(max_size=30),
    timeout=st.sampled_from([0, MINUTE, 3 * MINUTE]),
    has_breaks=st.booleans(),
    is_limited=st.booleans(),
)
def test_sessions_are_cut_alike(both, events, timeout, has_breaks, is_limited):
    log = log_of(events)
    number = np.arange(len(log.timestamp))
    cut = SessionCut(
        log.offsets,
        log.timestamp,
        timeout,
        number % 5 == 3 if has_breaks else None,
        number % 4 != 1 if is_limited else None,
    )

    def ask():
        found = cut.totals(log.activity.codes, len(log.activities), log.log_end or 0)
        tables = (found.opened, found.bounced, found.closed, found.lengths, found.bins)
        spans = cut.spans_within(np.arange(N_BINS) > 0)
        return [one.tolist() for one in tables], found.cases, found.still_open, sorted(spans)

    both(ask)


@given(
    events=drawn_events(max_size=30),
    marks=st.tuples(st.booleans(), st.booleans()),
    is_unbounded=st.booleans(),
    is_limited=st.booleans(),
)
def test_cohorts_are_followed_alike(both, events, marks, is_unbounded, is_limited):
    log = log_of(events)
    if not len(log.timestamp):
        return
    codes, first, last = log.activity.codes, int(log.timestamp.min()), int(log.timestamp.max())
    bounds = np.arange(first, last + 3 * MINUTE, 2 * MINUTE)

    def ask():
        size, returned = count_cohorts(
            log.offsets,
            log.timestamp,
            bounds,
            is_first=codes != 1 if marks[0] else None,
            is_back=codes != 0 if marks[1] else None,
            span=(first + MINUTE, last) if is_limited else FOREVER,
            n_periods=3,
            is_unbounded=is_unbounded,
        )
        return size.tolist(), returned.tolist()

    both(ask)


@given(events=drawn_events(max_size=30), has_entries=st.booleans(), is_limited=st.booleans())
def test_outcomes_are_found_alike(both, events, has_entries, is_limited):
    log = log_of(events)
    codes = log.activity.codes
    middle = int(log.timestamp.min(initial=0)) + MINUTE

    def ask():
        entry, found = first_outcomes(
            log.offsets,
            log.timestamp,
            entries=codes == 0 if has_entries else None,
            is_outcome=codes <= 1,
            span=(middle, FOREVER[1]) if is_limited else FOREVER,
        )
        return entry.tolist(), found.tolist()

    both(ask)


@given(
    events=drawn_events(max_size=30),
    lookback=st.sampled_from([None, 0, MINUTE, 3 * MINUTE]),
    numbers=st.sampled_from([(1, FOREVER[1]), (2, 2), (1, 1)]),
    choices=st.tuples(st.booleans(), st.booleans()),
)
def test_paths_of_touches_are_found_and_counted_alike(both, events, lookback, numbers, choices):
    log = log_of(events)
    is_pending, converts_touch = choices
    codes, end = log.activity.codes, log.log_end or 0
    is_conversion = (codes == 0) | (codes == 2)
    is_touch = codes != 0 if converts_touch else codes == 1

    def ask():
        found, n_pending = chosen_paths(
            is_touch,
            is_conversion,
            log.offsets,
            log.timestamp,
            lookback=lookback,
            numbers=numbers,
            span=FOREVER,
            pending_after=end - MINUTE if is_pending else FOREVER[1],
        )
        arrays = (
            found.offsets, found.touch, found.conversion, found.case, found.is_last, found.number,
        )  # fmt: skip
        channel = codes[found.touch].astype(np.int64)
        weight, is_converting = found.case % 3 + 1, found.conversion >= 0
        steps = count_steps(
            found.offsets,
            channel,
            is_converting=is_converting,
            weight=weight,
            group=found.case % 5,
            n_channels=4,
            n_groups=5,
        )
        held = count_holding(
            found.offsets, channel, weight=weight, is_converting=is_converting, n_channels=4
        )
        windows = slid(found.offsets, channel, 3, 5)
        return [one.tolist() for one in (*arrays, steps, held, windows)], n_pending

    both(ask)


def test_walks_are_followed_alike(monkeypatch):
    # Property: any chain whose rows sum to less than one.
    generator = np.random.default_rng(7)
    steps = np.arange(0, 61, 3), generator.integers(0, 20, 60), generator.random(60) / 4
    stays = (generator.random((20, 3)) < 0.8).astype(np.float64)
    found = []
    for which in (ALWAYS, NEVER):
        monkeypatch.setenv(VARIABLE, which)
        found.append(swept(*steps, stays=stays, begin=stays.copy(), slack=1e-15))

    assert found[0] is not None
    assert found[1] is not None
    np.testing.assert_allclose(found[0], found[1], rtol=1e-12)


def test_what_groups_bring_is_added_alike(both):
    generator = np.random.default_rng(8)
    group, row = generator.integers(0, 5, 200), generator.integers(0, 9, 200)
    amount, of_row = generator.integers(1, 9, 200), generator.integers(0, 99, (9, 3)) / 4

    # Quarters add up without rounding.
    both(lambda: grouped(group, row, amount, of_row, 5).tolist())


@given(
    items=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=20),
    is_sorted=st.booleans(),
)
def test_meetings_are_marked_alike(both, items, is_sorted):
    given_items = sorted(items, key=lambda item: item[1]) if is_sorted else items
    groups, cases = (np.asarray([item[i] for item in given_items], dtype=np.int64) for i in (0, 1))

    found = both(lambda: is_first_meeting(groups, cases, 4).tolist())

    # By definition.
    assert found == [item not in given_items[:i] for i, item in enumerate(given_items)]


@given(
    paths=st.lists(st.sets(st.integers(0, 140), min_size=1, max_size=5), min_size=1, max_size=8),
    share=st.floats(0, 1),
)
def test_paths_are_covered_alike(both, paths, share):
    bits = sorted({sum(1 << edge for edge in path) for path in paths})
    weights = list(range(1, len(bits) + 1))

    chosen = both(lambda: cover_paths(bits, weights, int(share * sum(weights)), bool))

    carried = sum(one for path, one in zip(bits, weights, strict=True) if not path & ~chosen)
    # By definition.
    assert carried >= int(share * sum(weights))
