"""
A page in the colours of the picture that it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.canvas.theme import Theme


def page_colours(theme: Theme) -> str:
    """
    Write the colours of a page, for day and night alike.

    Args:
        theme: The theme of the picture.

    Returns:
        Rules that go after those of the page.
    """
    hues = [theme.stage_hue(index) for index in range(3)]
    accent = theme.readable(hues[0])
    named = {
        "ink": theme.ink,
        "second": theme.second,
        "page": theme.page,
        "paper": theme.paper,
        "soft": theme.soft,
        "line": theme.line,
        "edge": theme.faint,
        "accent": accent,
        "accent-soft": theme.tint(hues[0], 0.05),
        "warn": theme.warn,
        "warn-soft": theme.warn_fill,
    }
    colours = "".join(f"--{name}:{colour};" for name, colour in named.items())
    scheme = "dark" if theme.is_dark else "light"
    return (
        f"\n:root{{color-scheme:{scheme};{colours}}}\n"
        f".mark{{background:linear-gradient(135deg,{hues[0]},{hues[1]} 55%,{hues[2]})}}\n"
    )
