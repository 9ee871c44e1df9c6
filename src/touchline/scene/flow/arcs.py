"""
Where the ways run that leave the straight line: ports, levels and few crossings.

Stations stand in a row, each in a layer of its own. A way rises from the top of one, runs along a
level and comes down upon another. Stations beside the straight line stand on a level of their
own and are entered from their flanks. Nothing here knows what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Ports stand so far from the middle of their station and from each other at most, px.
_PORT, _PORTS = 9.0, 18.0

#: How far a port stays from the corner of its station, px.
_CORNER = 12.0

#: How far a way runs that begins or ends out in the open, and from there to its words, px.
STUB, TO_WORDS = 26.0, 11.0

#: Ways on one level keep this distance, px.
_APART = 8.0

#: What a collision, a crossing, a line through words and a level cost.
_COLLISION, _CROSSING, _THROUGH_WORDS, _LEVEL = 1000.0, 10.0, 6.0, 0.05

#: Arrangements that are tried to improve a row, and what must be gained by one.
_MOST_TRIES, _LEAST_GAIN = 400, 1e-9

#: Rows of more ways than this are left as first laid, for the sake of time.
_MOST_TO_IMPROVE = 24

End = Literal["top", "flank", "open"]


@dataclass(frozen=True, slots=True)
class Station:
    """
    What stands in one layer.

    Args:
        start: Its left edge.
        end: Its right edge.
        is_beside: It stands on the level beside the straight line.
    """

    start: float
    end: float
    is_beside: bool = False

    @property
    def centre(self) -> float:
        """
        Its middle.
        """
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Arc:
    """
    One way.

    Args:
        origin: The number of the station that it leaves; None where that is not shown.
        target: The number of the station that it leads to; None where that is not shown.
        room: The width of its words; 0 without words.
        height: The height of its words.
    """

    origin: int | None
    target: int | None
    room: float = 0.0
    height: float = 0.0

    @property
    def home(self) -> int:
        """
        The station that it certainly touches.
        """
        found = self.target if self.origin is None else self.origin
        return 0 if found is None else found

    @property
    def is_stub(self) -> bool:
        """
        One of its ends lies in the open.
        """
        return self.origin is None or self.target is None

    @property
    def ends(self) -> tuple[int, int]:
        """
        Its first and last station, in the order of the row.
        """
        others = (self.home if end is None else end for end in (self.origin, self.target))
        first, last = sorted(others)
        return first, last


@dataclass(frozen=True, slots=True)
class Route:
    """
    How one way runs.

    Args:
        level: On which level, counted from the stations upwards.
        start: The x at which it leaves.
        stop: The x at which it arrives.
        leaves: Whether it leaves from the top, from a flank or in the open.
        enters: The same for its end.
        words: The x at which its words begin.
    """

    level: int
    start: float
    stop: float
    leaves: End
    enters: End
    words: float

    @property
    def run(self) -> tuple[float, float]:
        """
        The horizontal part, from left to right.
        """
        left, right = sorted((self.start, self.stop))
        return left, right


@dataclass(frozen=True, slots=True)
class _Board:
    """
    The stations with what limits the ways above them.
    """

    stations: Sequence[Station]
    arcs: Sequence[Arc]
    beside: int
    limit: float


def route(
    stations: Sequence[Station], arcs: Sequence[Arc], *, beside: int, limit: float
) -> tuple[Route, ...]:
    """
    Choose level and ports of each way so that few of them cross.

    Each way takes the lowest level that is free, short ones first, and its ports stand in the
    order in which their neighbours spread without crossing. While ways cross, single ones are
    moved to other levels, and two change places, if that leaves fewer crossings.

    Args:
        stations: What stands in the row, from left to right.
        arcs: The ways.
        beside: The level on which stations stand that are beside the straight line; -1 when there
            are none.
        limit: The x that nothing may exceed.

    Returns:
        A route for each way, in the same order.
    """
    board = _Board(stations, arcs, beside, limit)
    levels = _first_levels(board)
    if 1 < len(arcs) <= _MOST_TO_IMPROVE:
        levels = _improved(board, levels)
    routes = _routes(board, levels)
    return tuple(_worded(board, routes, i) for i in range(len(routes)))


def crossings(routes: Sequence[Route], bases: Sequence[tuple[int, int]]) -> int:
    """
    Count where ways cross.

    Args:
        routes: The ways.
        bases: For each the levels from which it rises and to which it comes down; -1 for the
            straight line.

    Returns:
        The number of pairs of a horizontal and a vertical part that cross.
    """
    found = 0
    for i, (one, base) in enumerate(zip(routes, bases, strict=True)):
        for x, low in _risers(one, base):
            for k, other in enumerate(routes):
                left, right = other.run
                if k != i and low < other.level < one.level and left < x < right:
                    found += 1
    return found


def bases_of(
    stations: Sequence[Station], arcs: Sequence[Arc], beside: int
) -> list[tuple[int, int]]:
    """
    Say from which level each way rises and to which it comes down.

    Args:
        stations: What stands in the row.
        arcs: The ways.
        beside: The level of the stations beside the straight line.

    Returns:
        Both levels for each way; -1 for the straight line.
    """
    return [
        (_base(stations, arc.origin, beside), _base(stations, arc.target, beside)) for arc in arcs
    ]


def _base(stations: Sequence[Station], i: int | None, beside: int) -> int:
    return beside if i is not None and stations[i].is_beside else -1


def _risers(route: Route, base: tuple[int, int]) -> Iterator[tuple[float, int]]:
    """
    List the vertical parts of a way: where, and above which level.
    """
    if route.leaves == "top":
        yield route.start, base[0]
    if route.enters == "top":
        yield route.stop, base[1]


def _first_levels(board: _Board) -> list[int]:
    """
    Give each way the lowest free level, the shortest ways first.
    """
    order = sorted(range(len(board.arcs)), key=lambda i: (_reach(board.arcs[i]), i))
    levels = [-1] * len(board.arcs)
    taken: dict[int, list[tuple[float, float]]] = {}
    for i in order:
        level = 0
        while True:
            if _is_allowed(board, board.arcs[i], level):
                left, right = _extent(board, board.arcs[i], level)
                others = taken.setdefault(level, [])
                if all(right + _APART <= a or b + _APART <= left for a, b in others):
                    others.append((left, right))
                    levels[i] = level
                    break
            level += 1
    return levels


def _reach(arc: Arc) -> tuple[int, bool]:
    first, last = arc.ends
    return last - first, not arc.is_stub


def _is_allowed(board: _Board, arc: Arc, level: int) -> bool:
    """
    Tell whether a level is clear of stations between the ends of a way.
    """
    if board.beside < 0 or level > board.beside:
        return True
    first, last = arc.ends
    # What begins or ends in the open reaches over the neighbour.
    upto = min(last + 1, len(board.stations) - 1) if arc.is_stub else last
    if level < board.beside:
        return not any(station.is_beside for station in board.stations[first : upto + 1])
    if first == last and not arc.is_stub:
        return not board.stations[first].is_beside
    inner = range(first + 1, upto + 1) if arc.is_stub else range(first + 1, last)
    if any(board.stations[i].is_beside for i in inner):
        return False
    left, right = _extent(board, arc, level)
    return arc.is_stub or right - left >= arc.room + 2 * _APART


def _extent(board: _Board, arc: Arc, level: int) -> tuple[float, float]:
    """
    Estimate from where to where a way and its words reach, before its ports are known.
    """
    first, last = arc.ends
    if arc.is_stub:
        flank = _edge(board, first, level, 1)
        left = board.stations[first].centre + _PORT if flank is None else flank
        width = STUB + (TO_WORDS + arc.room if arc.room else 8.0)
        return (left, left + width) if left + width <= board.limit else (left - width, left)
    if first == last:
        half = max(_PORT, arc.room / 2)
        centre = board.stations[first].centre
        return centre - half, centre + half
    one, other = _edge(board, first, level, 1), _edge(board, last, level, -1)
    return (
        board.stations[first].centre + _PORT if one is None else one,
        board.stations[last].centre - _PORT if other is None else other,
    )


def _edge(board: _Board, i: int, level: int, side: int) -> float | None:
    """
    Give the flank by which a way leaves a station on its own level; None from the top.
    """
    station = board.stations[i]
    if level != board.beside or not station.is_beside:
        return None
    return station.end if side > 0 else station.start


def _improved(board: _Board, levels: list[int]) -> list[int]:
    """
    Move single ways and exchange pairs while that lowers the cost.
    """
    best, tries = _cost(board, levels), 0
    is_better = True
    while is_better and best >= _THROUGH_WORDS and tries < _MOST_TRIES:
        is_better = False
        for found in _neighbours(levels):
            tries += 1
            cost = _cost(board, found)
            if cost < best - _LEAST_GAIN:
                levels, best, is_better = found, cost, True
                break
            if tries >= _MOST_TRIES:
                break
    return levels


def _neighbours(levels: list[int]) -> Iterator[list[int]]:
    """
    List the arrangements that differ in one way, or in two that changed places.
    """
    top = max(levels) + 1
    for i, level in enumerate(levels):
        for other in range(top + 1):
            if other != level:
                yield [*levels[:i], other, *levels[i + 1 :]]
    for i, one in enumerate(levels):
        for k in range(i + 1, len(levels)):
            if levels[k] != one:
                changed = list(levels)
                changed[i], changed[k] = levels[k], one
                yield changed


def _cost(board: _Board, levels: Sequence[int]) -> float:
    """
    Weigh collisions, crossings, lines through words and height.
    """
    arcs = board.arcs
    if not all(map(partial(_is_allowed, board), arcs, levels)):
        return _COLLISION * len(arcs) ** 2
    routes = _routes(board, levels)
    bases = bases_of(board.stations, arcs, board.beside)
    risers = [
        (x, low, level, i)
        for i, (one, base, level) in enumerate(zip(routes, bases, levels, strict=True))
        for x, low in _risers(one, base)
    ]
    taken = [_taken(arc, found) for arc, found in zip(arcs, routes, strict=True)]
    cost = _LEVEL * sum(levels)
    for i, (left, right) in enumerate(taken):
        a, b = routes[i].run
        level = levels[i]
        for k in range(i):
            if level == levels[k] and left < taken[k][1] + _APART and taken[k][0] < right + _APART:
                cost += _COLLISION
        for x, low, high, k in risers:
            if low < level < high and left < x < right and k != i:
                cost += _CROSSING if a < x < b else _THROUGH_WORDS
    return cost


def _taken(arc: Arc, route: Route) -> tuple[float, float]:
    left, right = route.run
    if arc.room and (arc.is_stub or arc.origin == arc.target):
        return min(left, route.words), max(right, route.words + arc.room)
    return left, right


def _routes(board: _Board, levels: Sequence[int]) -> list[Route]:
    """
    Place the ports for given levels.
    """
    ports = _ports(board, levels)
    found = []
    for i, (arc, level) in enumerate(zip(board.arcs, levels, strict=True)):
        if arc.origin is None or arc.target is None:
            found.append(_stub(board, arc, level, ports[i, "home"]))
            continue
        way = 1 if arc.target >= arc.origin else -1
        start = _edge(board, arc.origin, level, way)
        stop = _edge(board, arc.target, level, -way)
        x1 = ports[i, "from"] if start is None else start
        x2 = ports[i, "to"] if stop is None else stop
        found.append(
            Route(
                level,
                x1,
                x2,
                "top" if start is None else "flank",
                "top" if stop is None else "flank",
                (x1 + x2 - arc.room) / 2,
            )
        )
    return found


def _stub(board: _Board, arc: Arc, level: int, port: float) -> Route:
    """
    Let a way end, or begin, a little beside its station.
    """
    edge = _edge(board, arc.home, level, 1)
    here = port if edge is None else edge
    width = STUB + (TO_WORDS + arc.room if arc.room else 8.0)
    end: End = "top" if edge is None else "flank"
    there, words = here + STUB, here + STUB + TO_WORDS
    if here + width > board.limit:
        edge = _edge(board, arc.home, level, -1)
        here = port if edge is None else edge
        there, words = here - STUB, here - STUB - TO_WORDS - arc.room
    if arc.target is None:
        return Route(level, here, there, end, "open", words)
    return Route(level, there, here, "open", end, words)


def _ports(board: _Board, levels: Sequence[int]) -> Mapping[tuple[int, str], float]:
    """
    Spread the ends at each station: the deeper a way runs, the nearer to its own side.
    """
    found: dict[tuple[int, str], float] = {}
    for (home, side), members in _sides(board, levels).items():
        place = board.stations[home]
        room = (place.end - place.start) / 2 - _CORNER - _PORT
        gap = min(_PORTS, room / max(1, len(members) - 1))
        for k, (_, _, name) in enumerate(sorted(members, reverse=side < 0)):
            found[name] = place.centre + side * (_PORT + k * gap)
    return found


#: The ends at one side of a station: their order, the number of their way, and their name.
_Ends = list[tuple[int, int, tuple[int, str]]]


def _sides(board: _Board, levels: Sequence[int]) -> Mapping[tuple[int, int], _Ends]:
    """
    Collect the ends at each station by the side to which their ways run.
    """
    found: dict[tuple[int, int], _Ends] = {}

    def add(home: int, side: int, name: tuple[int, str]) -> None:
        order = -side * levels[name[0]]
        found.setdefault((home, side), []).append((order, name[0], name))

    for i, arc in enumerate(board.arcs):
        if arc.origin is None or arc.target is None:
            add(arc.home, 1, (i, "home"))
            continue
        side = 1 if arc.origin <= arc.target else -1
        add(arc.origin, side, (i, "from"))
        add(arc.target, -side, (i, "to"))
    return found


def _worded(board: _Board, routes: Sequence[Route], i: int) -> Route:
    """
    Move words along their way to the widest stretch that no other way rises through.
    """
    arc, own = board.arcs[i], routes[i]
    if not arc.room or arc.is_stub or arc.origin == arc.target:
        return own
    left, right = own.run
    bases = bases_of(board.stations, board.arcs, board.beside)
    marks = sorted(
        {
            left,
            right,
            *(
                x
                for k, other in enumerate(routes)
                if k != i
                for x, low in _risers(other, bases[k])
                if low < own.level < other.level and left < x < right
            ),
        }
    )
    a, b = max(pairwise(marks), key=lambda gap: (min(gap[1] - gap[0], arc.room), gap[1] - gap[0]))
    wanted = min(max((a + b - arc.room) / 2, left), right - arc.room)
    return Route(own.level, own.start, own.stop, own.leaves, own.enters, wanted)
