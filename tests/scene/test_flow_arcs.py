from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from touchline.scene.flow.arcs import Arc, Route, Station, bases_of, crossings, route

WIDE, APART = 130.0, 60.0


def line(n: int, beside: tuple[int, ...] = ()) -> list[Station]:
    """
    Put stations in a row.
    """
    starts = [100 + i * (WIDE + APART) for i in range(n)]
    return [Station(x, x + WIDE, i in beside) for i, x in enumerate(starts)]


def routed(stations: list[Station], *arcs: Arc, beside: int = -1) -> tuple[tuple[Route, ...], int]:
    limit = stations[-1].end + 200
    found = route(stations, arcs, beside=beside, limit=limit)
    return found, crossings(found, bases_of(stations, arcs, beside))


def interleaved(one: Arc, other: Arc) -> bool:
    (a, b), (c, d) = one.ends, other.ends
    return a < c < b < d or c < a < d < b


def test_ways_inside_each_other_do_not_cross() -> None:
    _, found = routed(line(6), Arc(0, 5), Arc(4, 1), Arc(2, 3))

    assert found == 0


def test_ways_that_meet_at_a_step_do_not_cross() -> None:
    # A star: everything leads to or from the step in the middle.
    arcs = (Arc(0, 2), Arc(2, 4), Arc(3, 2), Arc(2, 1), Arc(2, 2, 60, 17), Arc(1, 2))

    _, found = routed(line(5), *arcs)

    assert found == 0


def test_two_ways_that_interleave_cross_once() -> None:
    # On one side of a line two such ways cannot do without (by hand).
    _, found = routed(line(4), Arc(0, 2), Arc(1, 3))

    assert found == 1


def test_a_way_beside_the_plan_goes_straight_into_the_flank_of_its_step() -> None:
    stations = line(4, beside=(2,))

    (there, back), found = routed(stations, Arc(1, 2), Arc(2, 3), beside=2)

    assert (there.leaves, there.enters, there.level) == ("top", "flank", 2)
    assert (back.leaves, back.enters, back.level) == ("flank", "top", 2)
    assert there.stop == stations[2].start
    assert back.start == stations[2].end
    assert found == 0


def test_a_way_over_a_step_beside_the_plan_runs_above_it() -> None:
    (over, under), _ = routed(line(5, beside=(2,)), Arc(1, 3), Arc(3, 4), beside=2)

    assert over.level > 2
    assert under.level < 2


def test_a_way_that_ends_has_its_words_before_the_edge() -> None:
    stations = line(3)

    (found,) = route(stations, [Arc(2, None, 120, 17)], beside=-1, limit=stations[-1].end + 10)

    assert found.words + 120 < found.stop < found.start


ARCS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda ends: ends[0] != ends[1]),
    max_size=7,
)


@given(ends=ARCS)
def test_no_more_ways_cross_than_must(ends: list[tuple[int, int]]) -> None:
    # Ways above a line cross exactly when their ends interleave; all other pairs need not.
    arcs = tuple(Arc(origin, target) for origin, target in ends)

    _, found = routed(line(7), *arcs)

    assert found == sum(interleaved(one, other) for one, other in combinations(arcs, 2))


ENDS = st.tuples(st.none() | st.integers(0, 5), st.integers(0, 5))


@st.composite
def mixed(draw: st.DrawFn) -> tuple[list[Station], list[Arc], int]:
    """
    Draw a row with steps beside the plan, and ways of every form.
    """
    beside = tuple(sorted(draw(st.sets(st.integers(0, 5), max_size=3))))
    arcs = []
    for one, other in draw(st.lists(ENDS, max_size=9)):
        room = draw(st.sampled_from([0.0, 40.0, 110.0]))
        ends = (one, other) if draw(st.booleans()) else (other, one)
        arcs.append(Arc(ends[0], ends[1], room, 17.0 if room else 0.0))
    return line(6, beside), arcs, 3 if beside else -1


@given(row=mixed())
def test_every_way_ends_at_its_steps_and_passes_through_no_other(
    row: tuple[list[Station], list[Arc], int],
) -> None:
    stations, arcs, beside = row

    found, _ = routed(stations, *arcs, beside=beside)

    for arc, way in zip(arcs, found, strict=True):
        for end, x, how in (
            (arc.origin, way.start, way.leaves),
            (arc.target, way.stop, way.enters),
        ):
            if end is None:
                assert how == "open"
            elif how == "flank":
                assert stations[end].is_beside
                assert x in (stations[end].start, stations[end].end)
            else:
                assert stations[end].start < x < stations[end].end
        left, right = way.run
        if way.level <= beside:
            assert not any(
                station.is_beside and left < station.start and station.end < right
                for station in stations
            )


@given(row=mixed())
def test_ways_on_one_level_do_not_touch(row: tuple[list[Station], list[Arc], int]) -> None:
    stations, arcs, beside = row

    found, _ = routed(stations, *arcs, beside=beside)

    for one, other in combinations(found, 2):
        if one.level == other.level:
            assert one.run[1] < other.run[0] or other.run[1] < one.run[0]
