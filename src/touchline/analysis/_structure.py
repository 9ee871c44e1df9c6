"""
The block structure of paths, and how many of them fit it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from touchline.analysis._record import Interval, Record, interval
from touchline.kernels.blocks import mine_blocks
from touchline.kernels.intervals import wilson
from touchline.kernels.trees import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.kernels.trees import Block

#: From more different paths than this only the most frequent are mined; all are replayed.
MOST_MINED = 2000


class Part(Record):
    """
    A part of the journey that is entered at one place and left at one.

    Args:
        kind: One `activity`; a `sequence` of parts; a `choice` of one of them; all of them side by
            side, `parallel`; a `loop`, whose first part is done, and done again after any of the
            others; or nothing at all, `skip`.
        activity: Which one; None for any other kind.
        parts: What it is made of.
    """

    kind: Literal["activity", "sequence", "choice", "parallel", "loop", "skip"]
    activity: str | None = None
    parts: tuple[Part, ...] = ()


class Structure(Record):
    """
    The block structure, and how far it tells the truth.

    Args:
        tree: The whole, part by part.
        text: The same on one line, in the notation of the literature: `->` for a sequence, `X` for
            a choice, `+` for parallel parts, `*` for a loop and `tau` for nothing.
        mined: How many paths it was made from; all of them, unless very many differ.
        fitting: How many of all paths fit it from beginning to end.
        unread: How many paths are too long and tangled to be replayed on it; they count neither
            way.
        fitness: The share of those that fit, of all that were replayed.
        interval: Wilson's interval of that share.
    """

    tree: Part
    text: str
    mined: int
    fitting: int
    unread: int
    fitness: float | None
    interval: Interval | None


def structure(
    words: Mapping[tuple[int, ...], int], names: Sequence[str], noise: float
) -> Structure | None:
    """
    Find the block structure of paths and replay all of them on it.

    Args:
        words: The different paths and how many cases took each.
        names: What the activities are called, by code.
        noise: How rare a move may be, beside others out of the same activity, to be left out.

    Shapes:
        v different paths.

    Units:
        cases.

    Returns:
        The structure; None without any path.

    Source:
        docs/explanation/discovery.md.
    """
    n = sum(words.values())
    if not n:
        return None
    ordered = sorted(words.items(), key=lambda one: (-one[1], one[0]))
    heaviest = ordered[:MOST_MINED]
    tree = mine_blocks(dict(heaviest), noise)
    reader = Reader(tree)
    # In an order that no bucket changes, since what is read first is read for sure.
    read = [(reader.allows(word), cases) for word, cases in ordered]
    fitting = sum(cases for fits, cases in read if fits)
    unread = sum(cases for fits, cases in read if fits is None)
    return Structure(
        tree=_part(tree, names),
        text=tree.written(names),
        mined=sum(cases for _, cases in heaviest),
        fitting=fitting,
        unread=unread,
        fitness=fitting / (n - unread) if n > unread else None,
        interval=interval(wilson(fitting, n - unread)),
    )


def _part(block: Block, names: Sequence[str]) -> Part:
    return Part.model_validate(
        {
            "kind": block.kind,
            "activity": names[block.label] if block.kind == "activity" else None,
            "parts": tuple(_part(part, names) for part in block.parts),
        }
    )
