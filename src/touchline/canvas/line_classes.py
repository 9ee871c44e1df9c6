"""
The line breaking class of each character, for the scripts that the bundled faces draw.

A rule over general categories gives most of them; the table holds the rest.

Source:
    LineBreak.txt of the Unicode Character Database, ambiguous and small kana characters resolved
    as in Unicode Standard Annex 14, rule LB1.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_EXCEPTIONS = {
    "SP": " ",
    "ZW": "\u200b",
    "WJ": "\u2060\ufeff",
    "GL": "\u00a0\u034f\u035c\u035d\u035e\u035f\u0360\u0361\u0362\u2007\u2011\u202f",
    "ZWJ": "\u200d",
    "BA": (
        "\u0009\u00ad|\u058a\u05be\u2010\u2012\u2013\u2027"
        "\u2056\u2058\u2059\u205a\u205b\u205d\u205e"
    ),
    "HY": "-",
    "BB": "\u00b4\u02c8\u02cc\u02df",
    "B2": "\u2014\u2e3a\u2e3b",
    "QU": "\"'\u275b\u275c\u275d\u275e\u275f\u2760",
    "CP": ")]",
    "OP": "\u00a1\u00bf\u201a\u201e\u2e18",
    "CL": "\u3001\u3002\uff0c\uff0e\uff61\uff64\ufe10\ufe11\ufe12\ufe50\ufe52",
    "EX": (
        "!?\u05c6\u061b\u061d\u061e\u061f\u06d4\u2762\u2763\u2e2e"
        "\uff01\uff1f\ufe15\ufe16\ufe56\ufe57"
    ),
    "NS": (
        "\u203c\u203d\u2047\u2048\u2049\u3005\u301c\u303b\u303c\u309b\u309c\u309d\u309e\u30a0\u30fb"
        "\u30fc\u30fd\u30fe\uff1a\uff1b\uff65\uff9e\uff9f\uff70\ufe13\ufe14\ufe54\ufe55"
        "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
        "ｧｨｩｪｫｬｭｮｯ"
    ),
    "SY": "/",
    "IS": ",.:;\u037e\u0589\u060c\u060d\u2044",
    "IN": "\u2024\u2025\u2026\u22ef\ufe19",
    "PO": (
        "%\u00a2\u00b0\u0609\u060a\u060b\u066a\u2030\u2031\u2032\u2033\u2034\u2035\u2036\u2037"
        "\u2057\u20a7\u20b6\u20bb\u20be\u20c0\u2103\u2109\ufdfc\ufe6a\uff05\uffe0"
    ),
    "PR": "+\\\u00b1\u2116\u2212\u2213",
    "NU": "\u066b\u066c",
    "CB": "\ufffc",
}
_LISTED = {character: kind for kind, listed in _EXCEPTIONS.items() for character in listed}
_BY_CATEGORY = {
    "Mn": "CM",
    "Me": "CM",
    "Mc": "CM",
    "Cc": "CM",
    "Cf": "CM",
    "Zs": "BA",
    "Nd": "NU",
    "Sc": "PR",
    "Ps": "OP",
    "Pe": "CL",
    "Pi": "QU",
    "Pf": "QU",
}


@lru_cache(maxsize=65_536)
def line_class(character: str) -> str:
    """
    Look up how a character behaves at line ends.

    Args:
        character: One code point, not a line separator.

    Returns:
        The short name of its class, such as `AL`.
    """
    if character in _LISTED:
        return _LISTED[character]
    if "\u05d0" <= character <= "\u05f2":
        return "HL"
    if "\U0001f1e6" <= character <= "\U0001f1ff":
        return "RI"
    if "\U0001f3fb" <= character <= "\U0001f3ff":
        return "EM"
    kind = _BY_CATEGORY.get(unicodedata.category(character))
    is_wide = is_east_asian(character)
    if kind == "NU" and is_wide:
        return "ID"
    return kind or ("ID" if is_wide else "AL")


@lru_cache(maxsize=65_536)
def is_east_asian(character: str) -> bool:
    """
    Tell whether a character fills an ideograph's cell or half of one.

    Args:
        character: One code point.

    Returns:
        True for East Asian widths F, W and H.
    """
    return unicodedata.east_asian_width(character) in ("F", "W", "H")
