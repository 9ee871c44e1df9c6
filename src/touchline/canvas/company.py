"""
A company's theme: one of ours, with its colours, face, corners and mark.

Colours that could not be read are moved in lightness until they can be, hue and chroma kept, and
each such move is noted in the theme; where no lightness helps, the theme is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, get_args

from touchline.canvas.colour import (
    Oklch,
    contrast,
    from_oklch,
    is_colour,
    to_oklch,
    with_contrast,
)
from touchline.canvas.errors import UnknownToken, UnreadableColour, UnreadableTheme
from touchline.canvas.fonts import Family
from touchline.canvas.theme import (
    GRAPHIC_CONTRAST,
    GRAPHIC_PAIRS,
    TEXT_PAIRS,
    THEMES,
    Repair,
    Theme,
    checked,
    hues,
    load_theme,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from touchline.canvas.theme import Logo

#: What a theme file may say.
KEYS = ("name", "extends", "brand", "tokens", "font", "radius", "logo")

#: What a theme says beside its colours.
NO_COLOURS = frozenset({"name", "text_contrast", "font", "radius", "logo", "repairs"})

#: The roundest corner of a card, px.
ROUNDEST = 24.0

#: How many stages get a hue that goes with the company's one.
_STAGES = 6

#: Between which bounds those lie: lightness and chroma by OKLCH.
_LIGHTNESS, _CHROMA = (0.5, 0.7), (0.08, 0.17)

#: What is written in the columns of stages, and the share of a hue in their ground.
_ON_STAGES, _COLUMN = frozenset({"ink", "second", "good_ink", "bad_ink"}), 0.05

#: The share of a hue in the ground on which it is written.
_FILL = 0.12


def company_theme(given: Mapping[str, Any], *, at: str = "", logo: Logo | None = None) -> Theme:
    """
    Build a company's theme from one of ours and what differs.

    Args:
        given: `extends`, the theme it starts from (`paper` if absent); `name`; `brand`, one colour
            from which the hues of the stages follow; `tokens`, colours by name, `stages` being a
            list; `font`, a bundled family for Latin letters; and `radius`, the corner of a card.
        at: The file it was read from.
        logo: The company's mark.

    Returns:
        The theme; `repairs` says which colours were moved so that they can be read.

    Raises:
        UnknownTheme: The theme it extends does not exist.
        UnknownToken: It sets what no theme has.
        UnreadableColour: A token is not a colour.
        UnreadableTheme: It is not a table of tokens.
        LowContrast: Two of its colours cannot be told apart whatever their lightness.
    """
    tokens = given.get("tokens") or {}
    if not isinstance(tokens, Mapping):
        raise UnreadableTheme.of(str(tokens), at=at)
    surplus = [key for key in given if key not in KEYS]
    if surplus:
        raise UnknownToken.among(str(surplus[0]), KEYS, at=at)
    start = load_theme(str(given.get("extends", THEMES[0])))
    changed: dict[str, Any] = {"logo": logo, "name": str(given.get("name", "company"))}
    changed |= _from_brand(start, given.get("brand"), at)
    changed |= _face_and_corner(given, at)
    known = [field.name for field in fields(Theme) if field.name not in NO_COLOURS]
    changed |= dict(_read_tokens(tokens, known, at))
    # What follows from one colour is adjusted by us; what somebody asked for by name is told.
    untold = {"planned", "focus"} - {*tokens} if "brand" in given else set()
    return checked(_repaired(replace(start, **changed), untold), at=at)


def _from_brand(start: Theme, brand: object, at: str) -> dict[str, Any]:
    """
    Let stages, plans and the ring of what is selected follow one colour.
    """
    if brand is None:
        return {}
    if not is_colour(brand):
        raise UnreadableColour.of("brand", brand, at=at)
    colour = str(brand).upper()
    # Beside a very light or very dark colour the others still have to look like colours.
    lightness, chroma, hue = to_oklch(colour)
    calm = Oklch(
        min(max(lightness, _LIGHTNESS[0]), _LIGHTNESS[1]),
        min(max(chroma, _CHROMA[0]), _CHROMA[1]),
        hue,
    )
    return {
        "stages": (colour, *hues((from_oklch(calm),), _STAGES)[1:]),
        "planned": colour,
        "planned_fill": start.tint(colour, _FILL),
        "focus": colour,
    }


def _face_and_corner(given: Mapping[str, Any], at: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "font" in given:
        families = get_args(Family)
        if given["font"] not in families:
            raise UnknownToken.among(str(given["font"]), families, at=at)
        found["font"] = given["font"]
    if "radius" in given:
        radius = given["radius"]
        is_number = isinstance(radius, int | float) and not isinstance(radius, bool)
        if not is_number or not 0 <= radius <= ROUNDEST:
            raise UnreadableTheme.of(f"radius: {radius}", at=at)
        found["radius"] = float(radius)
    return found


def _read_tokens(
    tokens: Mapping[str, Any], known: list[str], at: str
) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """
    Read each token that a company sets.
    """
    for name, value in tokens.items():
        if name not in known:
            raise UnknownToken.among(str(name), known, at=at)
        is_list = name == "stages"
        if is_list and (not isinstance(value, list | tuple) or not value):
            raise UnreadableTheme.of(str(value), at=at)
        colours = list(value) if is_list else [value]
        for colour in colours:
            if not is_colour(colour):
                raise UnreadableColour.of(name, colour, at=at)
        upper = tuple(colour.upper() for colour in colours)
        yield name, upper if is_list else upper[0]


def _repaired(theme: Theme, untold: Collection[str]) -> Theme:
    """
    Move colours that cannot be read on their grounds, and note it.
    """
    repairs: list[Repair] = []
    for pairs, needed in ((TEXT_PAIRS, theme.text_contrast), (GRAPHIC_PAIRS, GRAPHIC_CONTRAST)):
        for front, names in pairs:
            before = getattr(theme, front)
            grounds = [(getattr(theme, name), name) for name in names]
            if front in _ON_STAGES:
                grounds += [(theme.tint(hue, _COLUMN), "stages") for hue in theme.stages]
            lowest, ground = min((contrast(before, one), name) for one, name in grounds)
            if lowest >= needed:
                continue
            colours = tuple(one for one, _ in grounds)
            after = with_contrast(before, colours, needed, darker=not theme.is_dark)
            moved: dict[str, Any] = {front: after}
            theme = replace(theme, **moved)
            if front not in untold:
                repairs.append(Repair(token=front, ground=ground, before=before, after=after))
    return replace(theme, repairs=tuple(repairs)) if repairs else theme
