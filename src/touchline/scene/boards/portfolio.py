"""
How the maps of a company hang together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.i18n import translate
from touchline.scene.boards import Board
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.plots.tree import Branch, Tree

if TYPE_CHECKING:
    from touchline.scene.plots import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """
    One map.

    Args:
        name: What it is called.
        facts: What is said of it, such as its owner and its type.
        tone: `bad` where something is not in order.
        below: The maps below it.
        is_lost: It is named and cannot be found.
        language: The language of its name; None takes the reader's.
    """

    name: str
    facts: tuple[str, ...] = ()
    tone: Tone = "plain"
    below: tuple[Held, ...] = ()
    is_lost: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioTree(Board):
    """
    Maps and the maps below them.

    Args:
        maps: The maps at the top.
        title: What it is called; empty says how many maps there are.
        notes: Further links and what is not in order.
    """

    maps: tuple[Held, ...]
    title: str = ""
    notes: tuple[str, ...] = ()

    def drawing(self, language: str) -> Drawing:
        """
        Choose a tree.
        """
        title = self.title
        if not title:
            title = translate("chart.portfolio.title", language, n=sum(map(_count, self.maps)))
        roots = tuple(_branch(one, 0) for one in self.maps)
        parts = (Part(Tree(roots=roots)),) if roots else ()
        return Drawing(title=title, parts=parts, notes=self.notes, width=1000)


def _count(held: Held) -> int:
    return 1 + sum(map(_count, held.below))


def _branch(held: Held, level: int) -> Branch:
    return Branch(
        name=held.name,
        note=" · ".join(held.facts),
        tone=held.tone,
        hue=level,
        children=tuple(_branch(one, level + 1) for one in held.below),
        is_hollow=held.is_lost,
        language=held.language,
    )
