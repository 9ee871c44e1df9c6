"""
From a goal to what can be made: why, who, how, what.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.i18n import translate
from touchline.scene.boards import Board
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.plots.tree import Branch, Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.scene.plots import Tone

#: The levels of an impact map.
_LEVELS = ("why", "who", "how", "what")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """
    One way from a goal to something that can be made; what is still open is empty.

    Args:
        why: The goal.
        who: Who is to behave otherwise.
        how: In which way.
        what: What would bring that about.
        status: How far that has come, in words.
        tone: What the colour of that says.
        is_lost: What it names cannot be found.
    """

    why: str
    who: str = ""
    how: str = ""
    what: str = ""
    status: str = ""
    tone: Tone = "plain"
    is_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactMap(Board):
    """
    The ways of one or more impact maps.

    Args:
        title: What it is called.
        ways: The ways, those of one goal after each other.
    """

    title: str
    ways: tuple[Way, ...]

    def drawing(self, language: str) -> Drawing:
        """
        Choose a tree of four levels.
        """
        heads = tuple(translate(f"chart.impact-map.{level}", language) for level in _LEVELS)
        tree = Tree(roots=_grown(self.ways, 0), heads=heads)
        return Drawing(title=self.title, parts=(Part(tree),) if self.ways else (), width=1100)


def _grown(ways: Sequence[Way], level: int) -> tuple[Branch, ...]:
    if level == len(_LEVELS):
        return ()
    groups: dict[str, list[Way]] = {}
    for way in ways:
        words = getattr(way, _LEVELS[level])
        if words:
            groups.setdefault(words, []).append(way)
    branches = []
    for words, own in groups.items():
        branch = Branch(name=words, hue=level, children=_grown(own, level + 1))
        if level == len(_LEVELS) - 1:
            branch = replace(branch, note=own[0].status, tone=own[0].tone, is_hollow=own[0].is_lost)
        branches.append(branch)
    return tuple(branches)
