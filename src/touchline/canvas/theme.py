"""
Tokens of colour and size by name, from the one file that Python and the web both read.

A theme is checked when it is loaded: whatever a picture writes on whatever ground has the contrast
that readers need, or the theme is refused with the pair's names.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from touchline.canvas.colour import (
    Oklch,
    contrast,
    from_oklch,
    luminance,
    mixed,
    to_oklch,
    with_contrast,
)
from touchline.canvas.errors import (
    LowContrast,
    UnknownTheme,
)
from touchline.canvas.text import TextStyle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.canvas.fonts import Family

#: The themes that come with the package; the first is the default.
THEMES: tuple[str, ...] = ("paper", "dark", "contrast", "print")

#: The contrast of marks that carry meaning, and of large text, by WCAG 2.2 criteria 1.4.11 and
#: 1.4.3.
GRAPHIC_CONTRAST = 3.0
#: Which token is written on which.
TEXT_PAIRS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ink", ("paper", "page", "soft", "pill", "pain", "pain_strong", "opportunity")),
    ("second", ("paper", "page", "soft", "pill", "pain", "pain_strong", "opportunity")),
    ("good_ink", ("paper", "opportunity", "done_fill")),
    ("bad_ink", ("paper", "pain", "pain_strong")),
    ("warn", ("paper", "warn_fill")),
    ("planned", ("paper", "planned_fill")),
)
GRAPHIC_PAIRS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("faint", ("paper",)),
    ("neutral", ("paper",)),
    ("good", ("paper",)),
    ("bad", ("paper",)),
    ("caution", ("paper", "pain", "pain_strong")),
    ("focus", ("paper", "page")),
)
#: The tint of its own hue on which coloured text stands.
_HEAD_TINT = 0.05
_MIDDLE_GREY = 0.18


class Logo(NamedTuple):
    """
    A company's mark.

    Args:
        href: The picture as a data URI.
        width: Its own width.
        height: Its own height.
        name: What it is called by those who cannot see it.
    """

    href: str
    width: float
    height: float
    name: str


class Repair(NamedTuple):
    """
    A colour that was moved so that it can be read.

    Args:
        token: What it colours.
        ground: The token of the ground on which it was read worst.
        before: The colour as it was asked for.
        after: The colour as it is drawn.
    """

    token: str
    ground: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """
    The colours of a picture by what they are for.

    Args:
        name: What it is asked for by.
        text_contrast: The contrast that all text reaches.
        ink: Text.
        second: Text of second rank: hints, intervals, notes.
        faint: Large text and marks of third rank; too light for small text.
        page: What the sheet lies on.
        paper: The sheet.
        soft: A panel on the sheet.
        line: Lines between rows.
        rule: Dotted and dashed lines that mean something.
        track: The empty part of a bar.
        pill: The ground of a label.
        chip_line: The border of a chip.
        neutral: What is neither good nor bad.
        good: Good marks and curves; `good_ink` is text, `done_fill` the ground of a label.
        bad: Bad marks and curves; `bad_ink` is text.
        warn: Text on `warn_fill`.
        caution: A mark between good and bad.
        planned: Text on `planned_fill`.
        pain: The ground of a pain card, `pain_line` its border; `pain_strong` is a grave one.
        opportunity: The ground of an opportunity card, `opportunity_line` its border.
        on_stage: Text on a stage's readable hue.
        focus: The ring around what is selected.
        stages: The hues of the first stages.
        font: The bundled family in which Latin letters are set; None for the usual one.
        radius: The corner of a card, px; all others keep their proportion to it.
        logo: The company's mark above every picture.
        repairs: The colours that were moved so that they can be read.
    """

    name: str
    text_contrast: float
    ink: str
    second: str
    faint: str
    page: str
    paper: str
    soft: str
    line: str
    rule: str
    track: str
    pill: str
    chip_line: str
    neutral: str
    good: str
    good_ink: str
    done_fill: str
    bad: str
    bad_ink: str
    warn: str
    warn_fill: str
    caution: str
    planned: str
    planned_fill: str
    pain: str
    pain_line: str
    pain_strong: str
    pain_strong_line: str
    opportunity: str
    opportunity_line: str
    on_stage: str
    focus: str
    stages: tuple[str, ...]
    font: Family | None = None
    radius: float = 9.0
    logo: Logo | None = None
    repairs: tuple[Repair, ...] = ()

    @property
    def is_dark(self) -> bool:
        """
        The sheet is darker than what is written on it.
        """
        return luminance(self.paper) < _MIDDLE_GREY

    def stage_hue(self, index: int) -> str:
        """
        Give the hue of a stage, for fills.

        Args:
            index: The stage's place, from 0.

        Returns:
            The theme's own hue, and beyond those one of equal lightness.
        """
        return hues(self.stages, index + 1)[index]

    def readable(self, hue: str, *, on: float = _HEAD_TINT) -> str:
        """
        Move a hue's lightness until text can be read.

        Args:
            hue: A fill.
            on: The share of the hue in the ground on which it is written.

        Returns:
            The hue as a ground for `on_stage`, and as text on its own tint of the paper.
        """
        grounds = (self.on_stage, self.paper, self.tint(hue, on))
        return with_contrast(hue, grounds, self.text_contrast, darker=not self.is_dark)

    def tint(self, hue: str, share: float) -> str:
        """
        Lay a breath of a hue over the paper.

        Args:
            hue: The hue.
            share: How much of it, 0 to 1.

        Returns:
            The opaque colour.
        """
        return mixed(hue, self.paper, share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """
    Lengths in pixels that all themes share.
    """

    sheet_radius: float
    card_radius: float
    chip_radius: float
    grid: float
    cell_padding: float
    curve_stroke: float
    icon_stroke: float


@lru_cache(maxsize=256)
def hues(own: tuple[str, ...], n: int) -> tuple[str, ...]:
    """
    Continue a theme's hues: each new one lies in the middle of the widest gap on the wheel.

    Args:
        own: The hues that there are, at least one.
        n: How many there shall be.

    Returns:
        The hues, the given ones first; the others have their lightness and chroma.
    """
    found = list(own)
    parts = [to_oklch(colour) for colour in own]
    lightness = sum(part.lightness for part in parts) / len(parts)
    chroma = sum(part.chroma for part in parts) / len(parts)
    angles = sorted(part.hue for part in parts)
    while len(found) < n:
        ends = [*angles[1:], angles[0] + 360]
        gap, start = max((end - start, start) for start, end in zip(angles, ends, strict=True))
        angle = (start + gap / 2) % 360
        found.append(from_oklch(Oklch(lightness, chroma, angle)))
        angles = sorted([*angles, angle])
    return tuple(found)


@cache
def _tokens() -> Mapping[str, Any]:
    """
    Read the file of tokens.
    """
    text = files("touchline.canvas").joinpath("tokens.json").read_text(encoding="utf-8")
    tokens: Mapping[str, Any] = json.loads(text)
    return tokens


@cache
def sizes() -> Sizes:
    """
    Give the lengths that all themes share.

    Returns:
        The lengths.
    """
    return Sizes(**_tokens()["sizes"])


@lru_cache(maxsize=256)
def type_style(role: str, colour: str) -> TextStyle:
    """
    Give the type of one role.

    Args:
        role: `title`, `stage`, `head`, `cell` or `note`.
        colour: The colour it is written in.

    Returns:
        The style.
    """
    token = _tokens()["type"][role]
    return TextStyle(
        token["size"], weight=token["weight"], line_height=token["line_height"], colour=colour
    )


@cache
def load_theme(name: str) -> Theme:
    """
    Load a theme of the package and check it.

    Args:
        name: One of `THEMES`.

    Returns:
        The theme.

    Raises:
        UnknownTheme: There is no theme of this name.
    """
    if name not in THEMES:
        raise UnknownTheme.among(name, THEMES)
    tokens = dict(_tokens()["themes"][name])
    tokens["stages"] = tuple(tokens["stages"])
    return checked(Theme(name=name, **tokens))


def checked(theme: Theme, *, at: str = "") -> Theme:
    """
    Make sure that everything in a theme can be read.

    Args:
        theme: The theme.
        at: The file it was read from; the theme's name if empty.

    Returns:
        The same theme.

    Raises:
        LowContrast: Two of its colours meet and cannot be told apart.
    """
    at = at or theme.name
    for pairs, needed in (
        (TEXT_PAIRS, theme.text_contrast),
        (GRAPHIC_PAIRS, GRAPHIC_CONTRAST),
    ):
        for front, grounds in pairs:
            for ground in grounds:
                ratio = contrast(getattr(theme, front), getattr(theme, ground))
                if ratio < needed:
                    raise LowContrast.between(front, ground, ratio, needed, at=at)
    for hue in theme.stages:
        ratio = contrast(theme.on_stage, theme.readable(hue))
        if ratio < theme.text_contrast:
            raise LowContrast.between(
                "on_stage", f"stages {hue}", ratio, theme.text_contrast, at=at
            )
    return theme
