"""
What a chart consists of before it is placed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from touchline.scene.plots import Plot, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A number of its own, shown large.

    Args:
        value: The number in words.
        name: What it is.
        bounds: Its interval in words.
        aside: What it rests on.
        tone: What its colour says.
    """

    value: str
    name: str
    bounds: str = ""
    aside: str = ""
    tone: Tone = "plain"


class Part(NamedTuple):
    """
    One form on the sheet.

    Args:
        plot: The form.
        heading: What it shows; empty where the title says it.
        note: How to read it.
    """

    plot: Plot
    heading: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """
    A chart before it is placed.

    Args:
        title: The finding in one sentence.
        parts: The forms, from the top.
        figures: Numbers of their own, above the forms.
        notes: What a reader has to know, such as how much is hidden.
        width: The width that suits it, px.
    """

    title: str
    parts: tuple[Part, ...]
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    width: float = 960.0
