"""
Every compiled kernel finds what NumPy finds.
"""

from __future__ import annotations

import sys
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import drawn_events, log_of
from touchline.kernels.backends import ALWAYS, NEVER, VARIABLE, fast
from touchline.kernels.flow import Flow
from touchline.kernels.following import match_targets
from touchline.kernels.hashing import hash_texts
from touchline.kernels.moves import Moves
from touchline.kernels.ordered import Labels, match_labels
from touchline.kernels.paths import name_paths
from touchline.kernels.sets import match_label_sets
from touchline.kernels.slices import bounds
from touchline.kernels.spread import bins_per_group
from touchline.kernels.standing import last_standing
from touchline.kernels.strict import match_strict_labels


@pytest.fixture(scope="module")
def by():
    """
    Answer with one of the two.
    """
    with pytest.MonkeyPatch.context() as patch:

        def answered(which, ask):
            patch.setenv(VARIABLE, which)
            return ask()

        yield answered


@given(events=drawn_events(max_size=30), is_merged=st.booleans(), bits=st.sampled_from([0, 4]))
def test_moves_are_counted_and_timed_alike(by, events, is_merged, bits):
    log = log_of(events)
    chosen = np.arange(log.n_cases) % 3 != 1
    given = (log.activity.codes, log.offsets, log.timestamp, len(log.activities), chosen, is_merged)
    per_octave = 1 << bits

    def ask():
        moves = Moves(*given)
        counts = moves.counted()
        spans = moves.counted_spans(counts[0], per_octave)
        cases = moves.counted_cases(counts[0])
        is_wanted = np.zeros((len(counts[0]), bins_per_group(per_octave)), dtype=np.bool_)
        is_wanted[:, ::2] = True
        kept = moves.collected_spans(counts[0], is_wanted, per_octave)
        # In which order the times are kept does not matter.
        in_order = sorted(zip(*(array.tolist() for array in kept), strict=True))
        return [array.tolist() for array in (*counts, cases, spans)], in_order

    assert by(ALWAYS, ask) == by(NEVER, ask)


@given(
    events=drawn_events(max_size=40),
    steps=st.lists(st.sets(st.integers(0, 3), max_size=2), min_size=2, max_size=4),
    window=st.sampled_from([None, 0, 60_000_000, 180_000_000]),
    excluded=st.none() | st.sets(st.integers(0, 3), max_size=1),
)
def test_ordered_steps_are_followed_alike(by, events, steps, window, excluded):
    log = log_of(events)
    words = np.zeros(max(len(log.activities), 4), dtype=np.int64)
    for bit, codes in enumerate(steps if excluded is None else [*steps, excluded]):
        words[list(codes)] |= 1 << bit
    entries = np.arange(len(log.timestamp)) % 5 != 4

    def ask():
        found = match_labels(
            Labels(log.activity.codes, words),
            len(steps),
            log.offsets,
            log.timestamp,
            window=window,
            entries=entries,
            exclusions=() if excluded is None else ((0, 1),),
        )
        return found.events.tolist(), found.is_excluded.tolist()

    assert by(ALWAYS, ask) == by(NEVER, ask)


@given(
    events=drawn_events(max_size=40),
    steps=st.lists(st.sets(st.integers(0, 3), max_size=2), min_size=2, max_size=4),
    window=st.sampled_from([None, 0, 60_000_000, 180_000_000]),
    excluded=st.none() | st.sets(st.integers(0, 3), max_size=1),
)
def test_steps_in_any_order_and_steps_in_a_row_are_found_alike(by, events, steps, window, excluded):
    log = log_of(events)
    words = np.zeros(max(len(log.activities), 4), dtype=np.int64)
    for bit, codes in enumerate(steps if excluded is None else [*steps, excluded]):
        words[list(codes)] |= 1 << bit
    entries = np.arange(len(log.timestamp)) % 5 != 4 if len(events) % 2 else None
    labels = Labels(log.activity.codes, words)

    def ask(match):
        given = (labels, len(steps), log.offsets, log.timestamp)
        found = match(*given, window=window, entries=entries)
        return found.events.tolist(), found.is_excluded.tolist()

    for match in (match_label_sets, match_strict_labels):
        assert by(ALWAYS, partial(ask, match)) == by(NEVER, partial(ask, match))


@given(
    events=drawn_events(max_size=40),
    ends=st.lists(st.sets(st.integers(0, 3), max_size=2), min_size=2, max_size=2),
    is_first=st.booleans(),
)
def test_targets_are_found_alike(by, events, ends, is_first):
    log = log_of(events)
    words = np.zeros(max(len(log.activities), 4), dtype=np.int64)
    for bit, codes in enumerate(ends):
        words[list(codes)] |= 1 << bit
    entries = np.arange(len(log.timestamp)) % 5 != 4 if len(events) % 2 else None

    def ask():
        found = match_targets(
            Labels(log.activity.codes, words),
            log.offsets,
            log.timestamp,
            entries=entries,
            is_first=is_first,
        )
        return [array.tolist() for array in found]

    assert by(ALWAYS, ask) == by(NEVER, ask)


@given(
    events=drawn_events(max_size=40),
    n_steps=st.integers(1, 4),
    is_backward=st.booleans(),
    is_merged=st.booleans(),
)
def test_steps_of_paths_are_counted_alike(by, events, n_steps, is_backward, is_merged):
    log = log_of(events)
    is_marked = log.activity.codes % 2 == 1
    is_chosen = np.arange(log.n_cases) % 3 != 1
    ends = bounds(log.offsets, is_chosen, is_marked if len(events) % 2 else None, None)
    codes, n_codes = log.activity.codes, len(log.activities)

    def ask():
        given = (codes, log.offsets, log.timestamp, *ends, n_codes, n_steps)
        flow = Flow(*given, is_backward, is_merged)
        found = flow.counted()
        arrays = (found.standing, found.key, found.count, found.seconds, found.microseconds)
        # In which order links are listed does not matter.
        links = sorted(zip(*(array.tolist() for array in flow.inner_links()), strict=True))
        return [array.tolist() for array in arrays], found.paths, found.longer, links

    assert by(ALWAYS, ask) == by(NEVER, ask)


@given(events=drawn_events(max_size=40), after=st.integers(0, 300))
def test_cases_stand_alike(by, events, after):
    log = log_of(events)
    now = (log.log_start or 0) + after * 1_000_000
    step_of = np.resize(np.asarray([0, -1, 1, 0]), len(log.activities))

    def ask():
        found = last_standing(log.activity.codes, step_of, log.offsets, log.timestamp, now)
        return [array.tolist() for array in found]

    assert by(ALWAYS, ask) == by(NEVER, ask)


@given(events=drawn_events(max_size=40))
def test_paths_are_named_alike_and_only_equal_paths_share_a_name(by, events):
    log = log_of(events)
    codes, offsets = log.activity.codes, log.offsets

    named = by(ALWAYS, lambda: name_paths(codes, offsets).tolist())

    assert named == by(NEVER, lambda: name_paths(codes, offsets).tolist())
    paths = [tuple(codes[begin:end].tolist()) for begin, end in pairwise(offsets)]
    names = [tuple(words) for words in named]
    assert len(set(names)) == len(set(paths)) == len(set(zip(names, paths, strict=True)))


@given(texts=st.lists(st.text(max_size=20) | st.sampled_from(["", "a", "a\0"]), max_size=40))
def test_texts_are_hashed_alike(by, texts):
    octets = [text.encode("utf-8", "surrogatepass") for text in texts]
    content = np.frombuffer(b"".join(octets), dtype=np.uint8)
    offsets = np.cumsum([0, *map(len, octets)]).astype(np.int64)

    def ask():
        return hash_texts(content, offsets).tolist()

    assert by(ALWAYS, ask) == by(NEVER, ask)


def test_small_logs_do_not_load_a_compiler(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delitem(sys.modules, "numba", raising=False)

    assert fast("moves", 1000) is None
    assert fast("moves", 10**6) is not None


def test_arrays_that_are_not_sorted_are_refused_by_both(by):
    # By hand: the second event of the only case lies before its first.
    moves = Moves(
        np.asarray([0, 1]), np.asarray([0, 2]), np.asarray([5, 4]), 2, np.ones(1, dtype=np.bool_)
    )

    for which in (ALWAYS, NEVER):
        with pytest.raises(AssertionError, match="backwards"):
            by(which, moves.counted)
