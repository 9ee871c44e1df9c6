"""
Measure, wrap and place text with the bundled faces: the same numbers on every machine.

A paragraph runs in the direction of its own letters, a mixed one in that of its language; it is
aligned by the direction of the scene.
Layout always works as if the scene ran from left to right, so `align="start"` is left here;
`mirror.mirrored` moves the box to the other side and turns left into right, and the order inside a
line stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import KW_ONLY, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from touchline.canvas.breaking import breaks, rescues
from touchline.canvas.line_choice import Chosen, beginning_of, choose_lines, head_of, width_of
from touchline.canvas.primitives import Run, Text, TextLine
from touchline.canvas.shaping import Manner, fit_line, reads_rtl

if TYPE_CHECKING:
    from touchline.canvas.fonts import Family
    from touchline.location import Location

Align = Literal["start", "middle", "end"]

#: The line height of Latin text, and what taller scripts add to it, in em.
_LINE_HEIGHT = 1.42
_TALLER = {"zh-Hans": 0.08, "zh-Hant": 0.08, "fa": 0.13}
#: How far below the middle of its line box the baseline lies, in em: half the height of what the
#: script mostly shows. The faces' own ascents differ too much to align rows by.
_BASELINE = {"zh-Hans": 0.38, "zh-Hant": 0.38, "fa": 0.30}
_LATIN_BASELINE = 0.36

_ELLIPSIS = "…"
_SEPARATORS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff]")
#: A last line cut at a word's end may leave this share of its room; otherwise a word is divided.
_CUT_GAP = 0.4
#: So many lines more are laid out than are shown, since the best lines are chosen together.
_LINES_BEYOND = 4
#: How often a paragraph is laid out again, a little narrower, when a line came out too wide.
_MAX_TRIES = 4
#: A line may be so much too wide, px.
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class TextStyle:
    """
    How a text looks.

    Args:
        size: The size of an em, in pixels.
        weight: 400, 500, 600 or 700; a family without it takes the nearest.
        colour: Any CSS colour.
        line_height: The height of a line of Latin text, in em; Chinese and Persian add their own.
        is_italic: Slanted, where the family has a slanted face.
        family: The family that Latin letters are set in; None for the usual one.
    """

    size: float
    _: KW_ONLY
    weight: int = 400
    colour: str = "#1B1F24"
    line_height: float | None = None
    is_italic: bool = False
    family: Family | None = None

    def leading(self, language: str) -> float:
        """
        Work out the height of one line.

        Args:
            language: The language tag of the text.

        Returns:
            The height in pixels.
        """
        latin = _LINE_HEIGHT if self.line_height is None else self.line_height
        return (latin + _TALLER.get(language, 0.0)) * self.size


class _Request(NamedTuple):
    """
    All that the layout of a paragraph depends on; colour and place are not among it.
    """

    source: str
    manner: Manner
    size: float
    width: float
    leading: float
    max_lines: int | None
    balance: bool
    phrase: bool


class _Laid(NamedTuple):
    """
    The lines of a paragraph, placed as if its box began at the origin and they at its left edge.
    """

    lines: tuple[TextLine, ...]
    is_clipped: bool


def measure(text: str, style: TextStyle, language: str) -> float:
    """
    Measure a text set on one line.

    Args:
        text: The text; line separators count as spaces.
        style: How it looks.
        language: Its language tag.

    Returns:
        Its width in pixels.
    """
    cleaned = " ".join(_paragraphs(text))
    return (
        width_of(cleaned, Manner(language, style.weight, style.is_italic, style.family))
        * style.size
    )


def set_text(
    text: str,
    *,
    x: float,
    y: float,
    width: float,
    style: TextStyle,
    language: str,
    align: Align = "start",
    max_lines: int | None = None,
    balance: bool = False,
    phrase: bool = False,
    at: Location | None = None,
    rtl: bool = False,
) -> Text:
    """
    Lay a text into a width.

    Args:
        text: The text; its line breaks are kept, spaces side by side become one.
        x: The left edge of its box.
        y: The upper edge of its box.
        width: The width of its box; a word that is wider is divided.
        style: How it looks.
        language: Its language tag: it decides direction, faces, breaks and hyphens.
        align: Where short lines stand, as if the scene ran from left to right.
        max_lines: Leave out what does not fit into so many lines, and say so by an ellipsis.
        balance: Make the lines about equally long, as in headings.
        phrase: Break Chinese between phrases rather than anywhere, as in headings.
        at: The place in the map that the text stands for.
        rtl: The scene runs from right to left already and is not going to be mirrored.

    Returns:
        The text in its box, which is as high as its lines; without lines for an empty text.
    """
    manner = Manner(language, style.weight, style.is_italic, style.family)
    leading = style.leading(language)
    request = _Request(text, manner, style.size, width, leading, max_lines, balance, phrase)
    side = _side(align, rtl=rtl)
    laid = _aligned(request, x, side)
    return Text(
        x=x,
        y=y,
        width=width,
        height=len(laid.lines) * leading,
        source=text,
        # Built in place: a call for each of thousands of lines would cost more than the line.
        lines=tuple(
            [
                TextLine(
                    line.text, line.baseline + y, line.x, line.width, line.runs, line.is_hyphenated
                )
                for line in laid.lines
            ]
        ),
        size=style.size,
        weight=style.weight,
        colour=style.colour,
        align=side,
        language=language,
        is_italic=style.is_italic,
        is_rtl=reads_rtl(text, language),
        is_clipped=laid.is_clipped,
        at=at,
    )


def _side(align: Align, *, rtl: bool) -> Literal["left", "center", "right"]:
    """
    Turn an alignment along the reading direction into a side.
    """
    if align == "middle":
        return "center"
    return "right" if (align == "end") != rtl else "left"


@lru_cache(maxsize=16_384)
def _aligned(request: _Request, x: float, side: Literal["left", "center", "right"]) -> _Laid:
    """
    Lay out a paragraph in its column, from the upper edge of the sheet: a map drawn again has it
    there again, if not as high.
    """
    laid = _laid(request)
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[side]
    lines = (_moved(line, x + (request.width - line.width) * share, 0.0) for line in laid.lines)
    return _Laid(tuple(lines), laid.is_clipped)


def _moved(line: TextLine, x: float, y: float) -> TextLine:
    """
    Put a line that starts at the origin into its place.
    """
    runs = tuple(
        Run(run.face, run.text, run.x + x, run.width, run.is_rtl, run.glyphs, run.shift)
        for run in line.runs
    )
    return TextLine(line.text, line.baseline + y, x, line.width, runs, line.is_hyphenated)


def _paragraphs(text: str) -> list[str]:
    """
    Part a text at its line separators; drop what cannot be seen and surplus spaces.
    """
    parts = (_SPACES.sub(" ", part) for part in _SEPARATORS.split(text))
    return [_CONTROLS.sub("", part).strip(" ") for part in parts]


@lru_cache(maxsize=16_384)
def _laid(request: _Request) -> _Laid:
    """
    Lay out a paragraph at the origin.
    """
    fitted: list[TextLine] = []
    places: list[tuple[str, int]] = []
    limit = request.max_lines
    paragraphs = _paragraphs(request.source.strip())
    for whole in paragraphs if any(paragraphs) else ():
        if limit is not None and len(fitted) > limit:
            break
        paragraph = whole if limit is None else _beginning(request, whole, limit - len(fitted))
        for chosen, line in _fitted(request, paragraph):
            fitted.append(line)
            places.append((paragraph, chosen.start))
    is_clipped = limit is not None and len(fitted) > limit
    if is_clipped and limit:
        fitted = fitted[:limit]
        fitted[-1] = _cut_line(request, *places[limit - 1])
    top = request.leading / 2
    top += _BASELINE.get(request.manner.language, _LATIN_BASELINE) * request.size
    placed = (_moved(line, 0.0, top + i * request.leading) for i, line in enumerate(fitted))
    return _Laid(tuple(placed), is_clipped)


def _beginning(request: _Request, paragraph: str, n_lines: int) -> str:
    """
    Cut off what no line can show, far enough beyond them that it shapes none of them.
    """
    room = request.width / request.size
    head = beginning_of(paragraph, request.manner, (n_lines + _LINES_BEYOND) * room)
    language = request.manner.language
    # Words that decide the direction of the whole may come late.
    return head if reads_rtl(head, language) == reads_rtl(paragraph, language) else paragraph


def _fitted(request: _Request, paragraph: str) -> list[tuple[Chosen, TextLine]]:
    """
    Choose and shape the lines of one paragraph.
    """
    room = request.width / request.size
    fitted: list[tuple[Chosen, TextLine]] = []
    for _ in range(_MAX_TRIES):
        chosen = choose_lines(
            paragraph, request.manner, room, balance=request.balance, phrase=request.phrase
        )
        fitted = [(line, _line(request, paragraph, line)) for line in chosen]
        # Where a line ends between letters that hang together, they are wider apart than together.
        widest = max((line.width for _, line in fitted), default=0.0)
        if widest <= request.width + _ROUNDING:
            break
        room -= (widest - request.width) / request.size
    return fitted


def _line(request: _Request, paragraph: str, line: Chosen, ending: str = "") -> TextLine:
    """
    Shape one chosen line.
    """
    ending = "-" if line.is_hyphenated else ending
    stop = line.stop - (line.is_hyphenated and paragraph[line.stop - 1] == "\u00ad")
    fitted = fit_line(paragraph, line.start, stop, request.manner, request.size, ending=ending)
    return TextLine(
        paragraph[line.start : stop] + ending,
        0.0,
        0.0,
        fitted.width,
        fitted.runs,
        line.is_hyphenated,
    )


def _cut_line(request: _Request, paragraph: str, start: int) -> TextLine:
    """
    Fill the last line that is allowed with what begins at `start`, and end it in an ellipsis.
    """
    room = request.width / request.size
    rest = head_of(paragraph[start:], request.manner, room)

    def taken(stop: int) -> float:
        return width_of(rest[:stop].rstrip(" ,;:.、，。；：·–—-") + _ELLIPSIS, request.manner)

    words = [at for at in (*breaks(rest), len(rest)) if taken(at) <= room]
    places = [place.at for place in rescues(rest, 0, len(rest))]
    stop = max(words, default=0)
    if not stop or taken(stop) < (1 - _CUT_GAP) * room:
        stop = max((at for at in places if taken(at) <= room), default=stop)
    kept = len(rest[:stop].rstrip(" ,;:.、，。；：·–—-"))
    return _line(
        request, paragraph, Chosen(start, start + kept, is_hyphenated=False), ending=_ELLIPSIS
    )
