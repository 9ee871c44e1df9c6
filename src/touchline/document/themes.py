"""
The theme of a company as a file: colours, face, corners and the mark beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.canvas import raster
from touchline.canvas.company import company_theme
from touchline.canvas.errors import UnknownTheme, UnreadableIcon, UnreadableLogo, UnreadableTheme
from touchline.canvas.svg_copy import clean_copy
from touchline.canvas.theme import THEMES, Logo, Theme
from touchline.canvas.theme import load_theme as packaged_theme
from touchline.document.faults import MissingMap, UnreadableMap
from touchline.document.images import taken_image
from touchline.document.read import text_of
from touchline.document.syntax import compose
from touchline.document.validate import placed
from touchline.errors import StorageError

if TYPE_CHECKING:
    import os

#: What the name of a theme's file ends in.
ENDINGS = (".yaml", ".yml", ".json")

#: A larger mark is a photograph by mistake, bytes.
_MOST_LOGO = 5_000_000

#: How much of a wrong file a message quotes.
_QUOTED = 60


class UnreadableThemeFile(UnreadableMap):
    """
    A file is no theme; all its faults are told at once.
    """


def load_theme(theme: str | os.PathLike[str] | Theme) -> Theme:
    """
    Find a theme by its name, or read it from a company's file.

    Args:
        theme: The name of a theme of the package, a YAML or JSON file, or a theme.

    Returns:
        The theme; its `repairs` say which colours were moved so that they can be read.

    Raises:
        UnknownTheme: It is neither a theme of the package nor a file.
        StorageError: The file cannot be read.
        InputError: It holds no theme, names what no theme has, or cannot be read by anybody.
    """
    if isinstance(theme, Theme):
        return theme
    name = str(theme)
    if name in THEMES:
        return packaged_theme(name)
    if not name.lower().endswith(ENDINGS):
        raise UnknownTheme.among(name, THEMES)
    file = Path(theme)
    try:
        node, repeated = compose(text_of(file))
    except MissingMap:
        raise UnknownTheme.among(name, THEMES) from None
    except UnreadableMap as unreadable:
        raise UnreadableThemeFile(unreadable.faults, at=str(file)) from None
    if repeated:
        raise UnreadableThemeFile(placed([*repeated], node), at=str(file))
    if not isinstance(node.value, Mapping):
        raise UnreadableTheme.of(str(node.value)[:_QUOTED], at=str(file))
    return _built(node.value, file)


def _built(given: Mapping[str, Any], file: Path) -> Theme:
    plain = dict(given)
    named = plain.get("logo")
    logo = None
    if named is not None:
        if not isinstance(named, str):
            raise UnreadableTheme.of(f"logo: {named}", at=str(file))
        logo = read_logo(file.parent / named, name=str(plain.get("name", "")) or Path(named).stem)
    return company_theme(plain, at=str(file), logo=logo)


def read_logo(file: Path, *, name: str) -> Logo:
    """
    Read a company's mark.

    Args:
        file: An SVG, PNG, JPEG, WebP or GIF.
        name: What it is called by those who cannot see it.

    Returns:
        The mark: an SVG copied without all that does not draw, a picture without its notes.

    Raises:
        StorageError: The file cannot be read.
        UnreadableLogo: It is no picture, or too large.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST_LOGO + 1)
    except OSError as reason:
        raise StorageError.on(file, reason) from reason
    if len(content) > _MOST_LOGO:
        raise UnreadableLogo.of(str(file))
    if raster.read_head(content) is not None:
        taken = taken_image(content)
        if not taken.href:
            raise UnreadableLogo.of(str(file))
        return Logo(taken.href, taken.width, taken.height, name)
    try:
        copy = clean_copy(content, at=str(file))
    except UnreadableIcon as reason:
        raise UnreadableLogo.of(str(file)) from reason
    return Logo(raster.svg_uri(copy.content), copy.width, copy.height, name)
