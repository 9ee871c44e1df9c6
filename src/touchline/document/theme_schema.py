"""
The published JSON Schema of a company's theme.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from typing import Any, get_args

from touchline.canvas.company import NO_COLOURS, ROUNDEST
from touchline.canvas.fonts import Family
from touchline.canvas.theme import THEMES, Theme

#: The dialect, and what this schema is known by.
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAME = "urn:touchline:theme:1"

_COLOUR: dict[str, Any] = {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}
_ARGUMENT = re.compile(r"^    (\w+): (.*)$")


def theme_schema() -> dict[str, Any]:
    """
    Describe the file of a theme as a JSON Schema (draft 2020-12).

    Returns:
        The schema of a whole file, with a description of every token.
    """
    told = _told()
    tokens = {
        field.name: _token(field.name, told)
        for field in fields(Theme)
        if field.name not in NO_COLOURS
    }
    return {
        "$schema": _DIALECT,
        "$id": _NAME,
        "title": "Touchline theme",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "name": {"type": "string", "description": "What the company is called."},
            "extends": {"enum": [*THEMES], "description": "The theme that it starts from."},
            "brand": {
                **_COLOUR,
                "description": "One colour from which the hues of the stages follow.",
            },
            "font": {
                "enum": [*get_args(Family)],
                "description": "The bundled family in which Latin letters are set.",
            },
            "radius": {
                "type": "number",
                "minimum": 0,
                "maximum": ROUNDEST,
                "description": "The corner of a card, px; all others keep their proportion to it.",
            },
            "logo": {
                "type": "string",
                "description": "The company's mark: an SVG, PNG, JPEG, WebP or GIF, as a path "
                "from this file's folder.",
            },
            "tokens": {
                "type": "object",
                "additionalProperties": False,
                "properties": tokens,
                "description": "Colours by what they are for.",
            },
        },
    }


def _token(name: str, told: dict[str, str]) -> dict[str, Any]:
    described = {"description": told[name]} if name in told else {}
    if name == "stages":
        return {"type": "array", "minItems": 1, "items": _COLOUR, **described}
    return {**_COLOUR, **described}


def _told() -> dict[str, str]:
    """
    Read what the class of themes says of its tokens.
    """
    found: dict[str, str] = {}
    name = ""
    for line in inspect.cleandoc(Theme.__doc__ or "").splitlines():
        argument = _ARGUMENT.match(line)
        if argument:
            name = argument[1]
            found[name] = argument[2]
        elif name and line.startswith("        "):
            found[name] += " " + line.strip()
    return found
