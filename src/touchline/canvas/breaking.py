"""
Where a line may end, in each language: rules between characters, phrases, hyphens and rescues.

A break is the index of the character that would begin the next line.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

import budoux
import pyphen  # type: ignore[import-untyped]  # it ships no types

from touchline.canvas.line_classes import is_east_asian, line_class

_WORD = frozenset({"AL", "HL"})
_CLOSE = frozenset({"CL", "CP"})
_AFFIX = frozenset({"PR", "PO"})
_IDEOGRAPH = frozenset({"ID", "EM"})

#: Pairs that rules LB21 to LB30b keep together, as (classes before, classes after).
_KEPT: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (_WORD, frozenset({"NU"}) | _AFFIX | _WORD),
    (frozenset({"NU"}), _WORD | _AFFIX | {"NU"}),
    (frozenset({"PR"}), _IDEOGRAPH),
    (_IDEOGRAPH, frozenset({"PO"})),
    (_AFFIX, _WORD | {"NU"}),
    (frozenset({"HY", "IS"}), frozenset({"NU"})),
    (frozenset({"IS"}), _WORD),
    (frozenset({"SY"}), frozenset({"HL"})),
    (frozenset({"ID"}), frozenset({"EM"})),
    (frozenset({"RI"}), frozenset({"RI"})),
)
_KEPT_PAIRS = frozenset((a, b) for before, after in _KEPT for a in before for b in after)
#: LB11 to LB13, LB21 and LB22: no line begins with these.
_NEVER_FIRST = frozenset({"WJ", "CL", "CP", "EX", "SY", "IS"})
_NEVER_FIRST_UNSPACED = frozenset({"BA", "HY", "NS", "IN"})
#: What may stand before an opening quotation mark for it to be one (LB15a).
_BEFORE_OPENING = frozenset({"", "OP", "QU", "GL", "SP", "ZW"})
#: What may follow a closing quotation mark for it to be one (LB15b).
_AFTER_CLOSING = frozenset({"", "SP", "GL", "WJ", "CL", "QU", "CP", "EX", "IS", "SY", "ZW"})

#: A space that binds a number to its unit, and other pairs that a line end would tear apart.
_BOUND = re.compile(
    r"(?<=\d)[ \u00a0\u202f](?=(?:°\s?[CF]|[%‰٪€$£¥₺﷼]|"
    r"(?:pp|km|cm|mm|kg|kWh?|MWh?|GB|MB|kB|ms|min|[hdsmgt]|EUR|USD|MYR|TWD|CNY|IRR|Std|Tg|Mio|Mrd)"
    r"(?![^\W_])))"
    r"|(?<=\d)(?<=\d)[–‑](?=\d)"
    r"|(?:(?<=\bz\.)|(?<=\bd\.)|(?<=\bu\.)|(?<=\bo\.)|(?<=\bi\.)) (?=[A-Za-zÄÖÜ]\.)"
    r"|(?:(?<=\bNr\.)|(?<=\bNo\.)|(?<=\bbil\.)|(?<=№)|(?<=[€$£¥])|(?<=\bRM)) (?=\d)"
)

#: The hyphenation dictionary of each language and its shortest word. Malay has none of its own:
#: Indonesian divides the same syllables.
_HYPHENATED = {"de": ("de_DE", 7), "en": ("en_US", 10), "ms": ("id_ID", 10)}
#: How many letters a hyphen leaves on either side.
_MIN_PIECE = 3
_LETTERS = re.compile(r"[^\W\d_]+")
#: After these a long address or identifier is best divided.
_SEAMS = frozenset("/_.-@:?&=#+,;~|\\")
#: A rescue leaves this many characters on either side where it can.
_MIN_RESCUED = 3


class _Unit(NamedTuple):
    """
    A character with the marks on it.
    """

    start: int
    kind: str
    character: str


def _units(text: str) -> list[_Unit]:
    """
    Join marks to what they stand on (LB9); a mark with nothing below it is a letter (LB10).
    """
    units: list[_Unit] = []
    is_after_joiner = False
    for i, character in enumerate(text):
        kind = line_class(character)
        can_carry = bool(units) and units[-1].kind not in ("SP", "ZW")
        if kind in ("CM", "ZWJ"):
            is_after_joiner = kind == "ZWJ"
            if not can_carry:
                units.append(_Unit(i, "AL", character))
        elif is_after_joiner and can_carry:
            # LB8a: nothing breaks after a joiner, so an emoji sequence is one unit.
            is_after_joiner = False
        else:
            is_after_joiner = False
            units.append(_Unit(i, kind, character))
    return units


@lru_cache(maxsize=16_384)
def breaks(text: str) -> tuple[int, ...]:
    """
    Find where a line may end without a hyphen.

    Args:
        text: One paragraph without line separators.

    Returns:
        The breaks in order, neither the start nor the end among them.

    Source:
        Unicode Standard Annex 14 (Unicode 16), rules LB7 to LB31; a number is moreover kept with
        its unit and with the other end of its range.
    """
    units = _units(text)
    bound = {match.end() for match in _BOUND.finditer(text)}
    found = []
    for i in range(1, len(units)):
        at = units[i].start
        if at not in bound and _may_break(units, i):
            found.append(at)
    return tuple(found)


def _may_break(units: list[_Unit], i: int) -> bool:
    """
    Decide about the place before unit `i`.
    """
    after = units[i].kind
    if after in ("SP", "ZW"):
        return False
    last = i - 1
    while last >= 0 and units[last].kind == "SP":
        last -= 1
    before = units[last].kind if last >= 0 else ""
    is_spaced = last < i - 1
    if before == "ZW":
        return True
    if _is_kept_across_spaces(units, last, i, is_spaced=is_spaced):
        return False
    return is_spaced or not _is_kept(units, i)


def _is_kept_across_spaces(units: list[_Unit], last: int, i: int, *, is_spaced: bool) -> bool:
    """
    Apply the rules that hold even when spaces stand between: LB11 to LB17.
    """
    before, after = units[last].kind if last >= 0 else "", units[i].kind
    if after in _NEVER_FIRST:
        is_number_point = is_spaced and after == "IS" and _kind(units, i + 1) == "NU"
        return not is_number_point
    if before == "OP" or (before in _CLOSE and after == "NS") or before == after == "B2":
        return True
    if before == "QU" and last >= 0 and unicodedata.category(units[last].character) == "Pi":
        return _kind(units, last - 1) in _BEFORE_OPENING
    if after == "QU" and unicodedata.category(units[i].character) == "Pf":
        return _kind(units, i + 1) in _AFTER_CLOSING
    return False


def _kind(units: list[_Unit], i: int) -> str:
    """
    Name the class of a unit; empty beyond either end.
    """
    return units[i].kind if 0 <= i < len(units) else ""


def _is_kept(units: list[_Unit], i: int) -> bool:
    """
    Apply the rules for neighbours that touch: LB11 to LB12a and LB19 to LB30b.
    """
    before, after = units[i - 1].kind, units[i].kind
    if before in ("WJ", "GL", "BB") or (after == "GL" and before not in ("BA", "HY")):
        return True
    if "QU" in (before, after):
        return _is_quotation_kept(units, i)
    if after in _NEVER_FIRST_UNSPACED:
        return True
    if before in ("HY", "BA") and _is_word_initial_hyphen(units, i):
        return True
    pair = (before, after)
    return pair in _KEPT_PAIRS or _is_bracket_kept(units, i) or _is_inside_number(units, i)


def _is_bracket_kept(units: list[_Unit], i: int) -> bool:
    """
    Apply LB30: a bracket inside a word, such as pre(pay)ment, stays with it.
    """
    before, after = units[i - 1], units[i]
    if after.kind == "OP" and (before.kind in _WORD or before.kind == "NU"):
        return not is_east_asian(after.character)
    if before.kind == "CP" and (after.kind in _WORD or after.kind == "NU"):
        return not is_east_asian(before.character)
    return False


def _is_inside_number(units: list[_Unit], i: int) -> bool:
    """
    Apply what LB25 says of signs, slashes and brackets around a number.
    """
    before, after = units[i - 1].kind, units[i].kind
    if after == "OP" and before in _AFFIX:
        first = _kind(units, i + 1)
        return first == "NU" or (first == "IS" and _kind(units, i + 2) == "NU")
    if before in _CLOSE and after in _AFFIX:
        return _ends_number(units, i - 2)
    return before == "SY" and after == "NU" and _ends_number(units, i - 2)


def _ends_number(units: list[_Unit], last: int) -> bool:
    """
    Tell whether a number, perhaps with points or slashes after it, ends at unit `last`.
    """
    while last >= 0 and units[last].kind in ("SY", "IS"):
        last -= 1
    return _kind(units, last) == "NU"


def _is_quotation_kept(units: list[_Unit], i: int) -> bool:
    """
    Apply LB19 and LB19a: quotation marks hold on to their neighbours, except that Chinese ones
    hold only to what they quote.
    """
    before, after = units[i - 1], units[i]
    if after.kind == "QU" and unicodedata.category(after.character) != "Pi":
        return True
    if before.kind == "QU" and unicodedata.category(before.character) != "Pf":
        return True
    mark = i if after.kind == "QU" else i - 1
    around = [units[k].character for k in (mark - 1, mark + 1) if 0 <= k < len(units)]
    both_sides = 2
    return len(around) < both_sides or not all(is_east_asian(c) for c in around)


def _is_word_initial_hyphen(units: list[_Unit], i: int) -> bool:
    """
    Apply LB20a and LB21a: a hyphen at a word's start stays with the word.
    """
    hyphen = units[i - 1].character in ("-", "\u2010")
    starts_word = _kind(units, i - 2) in ("", "SP", "ZW", "GL")
    if hyphen and starts_word and units[i].kind in _WORD:
        return True
    return _kind(units, i - 2) == "HL" and units[i].kind != "HL"


@cache
def _phrases(language: str) -> budoux.Parser | None:
    """
    Load the model that divides Chinese into phrases.
    """
    if language == "zh-Hans":
        return budoux.load_default_simplified_chinese_parser()
    return budoux.load_default_traditional_chinese_parser() if language == "zh-Hant" else None


@lru_cache(maxsize=4096)
def phrase_breaks(text: str, language: str) -> tuple[int, ...]:
    """
    Find where a heading may end a line: between phrases rather than inside a word.

    Args:
        text: One paragraph without line separators.
        language: Its language tag.

    Returns:
        Those of `breaks` that part two phrases; all of them in languages that space their words.
    """
    allowed = breaks(text)
    parser = _phrases(language)
    if parser is None:
        return allowed
    ends = set()
    position = 0
    for phrase in parser.parse(text):
        position += len(phrase)
        ends.add(position)
    return tuple(at for at in allowed if at in ends or text[at - 1] == " ")


@cache
def _hyphenator(language: str) -> pyphen.Pyphen:
    """
    Parse the hyphenation patterns of a language, once.
    """
    dictionary, _ = _HYPHENATED[language]
    return pyphen.Pyphen(lang=dictionary, left=_MIN_PIECE, right=_MIN_PIECE)


@lru_cache(maxsize=16_384)
def _word_hyphens(word: str, language: str) -> tuple[int, ...]:
    """
    Find where one word may be divided.
    """
    return tuple(int(position) for position in _hyphenator(language).positions(word))


def hyphens(text: str, language: str) -> tuple[int, ...]:
    """
    Find where a word may be divided by a hyphen.

    Args:
        text: One paragraph without line separators.
        language: Its language tag.

    Returns:
        The breaks in order: soft hyphens of the author, and those of the dictionary in words long
        enough; abbreviations in capitals stay whole.
    """
    found = {i + 1 for i, character in enumerate(text) if character == "\u00ad"}
    if language in _HYPHENATED:
        shortest = _HYPHENATED[language][1]
        for match in _LETTERS.finditer(text):
            word = match.group()
            if len(word) >= shortest and not word.isupper():
                found.update(match.start() + at for at in _word_hyphens(word, language))
    return tuple(sorted(found - {len(text)}))


class Rescue(NamedTuple):
    """
    A place to divide what is wider than its box and offers no break.

    Args:
        at: The break.
        is_seam: It follows a separator inside an address or identifier.
    """

    at: int
    is_seam: bool


def rescues(text: str, start: int, stop: int) -> list[Rescue]:
    """
    Find where a stretch without breaks may be divided as a last resort.

    Args:
        text: One paragraph without line separators.
        start: Where the stretch begins.
        stop: Where it ends.

    Returns:
        Every place between two characters as readers count them.
    """
    places = [
        Rescue(i, is_seam=text[i - 1] in _SEAMS)
        for i in range(start + 1, stop)
        if line_class(text[i]) not in ("CM", "ZWJ") and line_class(text[i - 1]) != "ZWJ"
    ]
    inner = [p for p in places if start + _MIN_RESCUED <= p.at <= stop - _MIN_RESCUED]
    return inner or places
