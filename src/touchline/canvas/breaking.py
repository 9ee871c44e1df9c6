"""
Where a line may end, in each language: rules between characters, phrases, hyphens and rescues.

A break is the index of the character that would begin the next line.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import budoux

from touchline.canvas.hyphenation import word_hyphens
from touchline.canvas.line_classes import is_east_asian, line_class

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = frozenset({"AL", "HL"})
_CLOSE = frozenset({"CL", "CP"})
_AFFIX = frozenset({"PR", "PO"})
_NUMBER_ENDINGS = frozenset({"CL", "CP", "SY", "IS"})
_IDEOGRAPH = frozenset({"ID", "EM"})
_MARKS = frozenset({"CM", "ZWJ"})

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

#: A space that binds a number to its unit, the hyphen after a single letter (e-mail), and other
#: pairs that a line end would tear apart.
_BOUND = re.compile(
    r"(?<=\d)[ \u00a0\u202f](?=(?:°\s?[CF]|[%‰٪€$£¥₺﷼]|"
    r"(?:pp|km|cm|mm|kg|kWh?|MWh?|GB|MB|kB|ms|min|[hdsmgt]|EUR|USD|MYR|TWD|CNY|IRR|Std|Tg|Mio|Mrd)"
    r"(?![^\W_])))"
    r"|(?<=\d)[–‑](?=\d)"
    r"|(?<=\b[^\W\d_])-(?=[^\W\d_])"
    r"|(?:(?<=\bz\.)|(?<=\bd\.)|(?<=\bu\.)|(?<=\bo\.)|(?<=\bi\.)) (?=[A-Za-zÄÖÜ]\.)"
    r"|(?:(?<=\bNr\.)|(?<=\bNo\.)|(?<=\bbil\.)|(?<=№)|(?<=[€$£¥])|(?<=\bRM)) (?=\d)"
)

#: The hyphenation dictionary of each language and its shortest word. Malay has none of its own:
#: Indonesian divides the same syllables.
_HYPHENATED = {"de": ("de_DE", 7), "en": ("en_US", 10), "ms": ("id_ID", 10)}
_SOFT_HYPHEN = "\u00ad"
#: What is no prose: addresses, identifiers and words that their author hyphenates.
_ADDRESS = re.compile(r"[/@_\\\u00ad]|\w\.\w")
_UNSPACED = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+")
#: After these a long address or identifier is best divided.
_SEAMS = frozenset("/_.-@:?&=#+,;~|\\")
#: A rescue leaves this many characters on either side where it can.
_MIN_RESCUED = 3


class _Units:
    """
    The characters of a paragraph, each with the marks on it.

    Its `starts` are the indexes of their first code points, its `kinds` their classes; `joined` are
    the starts that a joiner ties to what comes before.
    """

    __slots__ = ("joined", "kinds", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds = [line_class(character) for character in text]
        self.starts: Sequence[int] = range(len(text))
        self.joined: set[int] = set()
        if not _MARKS.isdisjoint(self.kinds):
            self._join_marks()

    def _join_marks(self) -> None:
        """
        Join marks to what they stand on (LB9); a mark with nothing below it is a letter (LB10).
        """
        kinds: list[str] = []
        starts: list[int] = []
        is_after_joiner = False
        for i, kind in enumerate(self.kinds):
            can_carry = bool(kinds) and kinds[-1] not in ("SP", "ZW")
            is_mark = kind in _MARKS
            if not (can_carry and is_mark):
                kinds.append("AL" if is_mark else kind)
                starts.append(i)
                if is_after_joiner:
                    # LB8a: nothing breaks after a joiner, so an emoji sequence stays whole.
                    self.joined.add(i)
            is_after_joiner = kind == "ZWJ"
        self.kinds, self.starts = kinds, starts

    def kind(self, i: int) -> str:
        """
        Name the class of a unit; empty beyond either end.
        """
        return self.kinds[i] if 0 <= i < len(self.kinds) else ""

    def character(self, i: int) -> str:
        """
        Give a unit's first character.
        """
        return self.text[self.starts[i]]


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
        its unit and with the other end of its range, and a single letter with what it is hyphenated
        to.
    """
    units = _Units(text)
    bound = units.joined | {match.end() for match in _BOUND.finditer(text)}
    # A soft hyphen shows when it is used, so it is a hyphen and no plain break.
    bound.update(i + 1 for i, character in enumerate(text) if character == _SOFT_HYPHEN)
    pairs = pairwise(units.kinds)
    return tuple(
        units.starts[i]
        for i, pair in enumerate(pairs, start=1)
        # Most neighbours are letters; asking about them here saves most of the time.
        if pair not in _KEPT_PAIRS and units.starts[i] not in bound and _may_break(units, i)
    )


def _may_break(units: _Units, i: int) -> bool:
    """
    Decide about the place before unit `i`.
    """
    after = units.kinds[i]
    if after in ("SP", "ZW"):
        return False
    last = i - 1
    while last >= 0 and units.kinds[last] == "SP":
        last -= 1
    before = units.kind(last)
    is_spaced = last < i - 1
    if before == "ZW":
        return True
    if _is_kept_across_spaces(units, last, i, is_spaced=is_spaced):
        return False
    return is_spaced or not _is_kept(units, i)


def _is_kept_across_spaces(units: _Units, last: int, i: int, *, is_spaced: bool) -> bool:
    """
    Apply the rules that hold even when spaces stand between: LB11 to LB17.
    """
    before, after = units.kind(last), units.kinds[i]
    if after in _NEVER_FIRST:
        is_number_point = is_spaced and after == "IS" and units.kind(i + 1) == "NU"
        # A number such as .5 may begin a line after a space (LB15c), but not after an opening mark.
        return not is_number_point or before == "OP" or _is_opening_mark(units, last)
    if before == "OP" or (before in _CLOSE and after == "NS") or before == after == "B2":
        return True
    return _is_opening_mark(units, last) or _is_closing_mark(units, i)


def _is_opening_mark(units: _Units, i: int) -> bool:
    """
    Recognise a quotation mark that begins a quotation (LB15a).
    """
    is_mark = units.kind(i) == "QU" and unicodedata.category(units.character(i)) == "Pi"
    return is_mark and units.kind(i - 1) in _BEFORE_OPENING


def _is_closing_mark(units: _Units, i: int) -> bool:
    """
    Recognise a quotation mark that ends a quotation (LB15b).
    """
    is_mark = units.kind(i) == "QU" and unicodedata.category(units.character(i)) == "Pf"
    return is_mark and units.kind(i + 1) in _AFTER_CLOSING


def _is_kept(units: _Units, i: int) -> bool:
    """
    Apply the rules for neighbours that touch: LB11 to LB12a and LB19 to LB30b.
    """
    before, after = units.kinds[i - 1], units.kinds[i]
    if before in ("WJ", "GL", "BB") or (after == "GL" and before not in ("BA", "HY")):
        return True
    if "QU" in (before, after) and _is_quotation_kept(units, i):
        return True
    if after in _NEVER_FIRST_UNSPACED:
        return True
    if before in ("HY", "BA") and _is_word_initial_hyphen(units, i):
        return True
    pair = (before, after)
    return pair in _KEPT_PAIRS or _is_bracket_kept(units, i) or _is_inside_number(units, i)


def _is_bracket_kept(units: _Units, i: int) -> bool:
    """
    Apply LB30: a bracket inside a word, such as pre(pay)ment, stays with it.
    """
    before, after = units.kinds[i - 1], units.kinds[i]
    if after == "OP" and (before in _WORD or before == "NU"):
        return not is_east_asian(units.character(i))
    if before == "CP" and (after in _WORD or after == "NU"):
        return not is_east_asian(units.character(i - 1))
    return False


def _is_inside_number(units: _Units, i: int) -> bool:
    """
    Apply what LB25 says of signs, slashes and brackets around a number.
    """
    before, after = units.kinds[i - 1], units.kinds[i]
    if after == "OP" and before in _AFFIX:
        first = units.kind(i + 1)
        return first == "NU" or (first == "IS" and units.kind(i + 2) == "NU")
    if before in _NUMBER_ENDINGS and after in _AFFIX:
        return _ends_number(units, i - 2)
    return before == "SY" and after == "NU" and _ends_number(units, i - 2)


def _ends_number(units: _Units, last: int) -> bool:
    """
    Tell whether a number, perhaps with points or slashes after it, ends at unit `last`.
    """
    while last >= 0 and units.kinds[last] in ("SY", "IS"):
        last -= 1
    return units.kind(last) == "NU"


def _is_quotation_kept(units: _Units, i: int) -> bool:
    """
    Apply LB19 and LB19a: quotation marks hold on to their neighbours, except that Chinese ones
    hold only to what they quote.
    """
    is_before = units.kinds[i] == "QU"
    if is_before and unicodedata.category(units.character(i)) != "Pi":
        return True
    if units.kinds[i - 1] == "QU" and unicodedata.category(units.character(i - 1)) != "Pf":
        return True
    mark = i if is_before else i - 1
    if not 0 < mark < len(units.kinds) - 1:
        return True
    around = (units.character(mark - 1), units.character(mark + 1))
    return not all(map(is_east_asian, around))


def _is_word_initial_hyphen(units: _Units, i: int) -> bool:
    """
    Apply LB20a and LB21a: a hyphen at a word's start stays with the word.
    """
    hyphen = units.character(i - 1) in ("-", "\u2010")
    starts_word = units.kind(i - 2) in ("", "SP", "ZW", "GL")
    if hyphen and starts_word and units.kinds[i] in _WORD:
        return True
    return units.kind(i - 2) == "HL" and units.kinds[i] != "HL"


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


def hyphens(text: str, language: str) -> tuple[int, ...]:
    """
    Find where a word may be divided by a hyphen.

    Args:
        text: One paragraph without line separators.
        language: Its language tag.

    Returns:
        The breaks in order: soft hyphens of the author, and those of the dictionary in words long
        enough; abbreviations in capitals and addresses stay whole.
    """
    found = {i + 1 for i, character in enumerate(text) if character == _SOFT_HYPHEN}
    if language in _HYPHENATED:
        dictionary, shortest = _HYPHENATED[language]
        addresses = [
            match.span() for match in _UNSPACED.finditer(text) if _ADDRESS.search(match.group())
        ]
        for match in _LETTERS.finditer(text):
            word, start = match.group(), match.start()
            is_word = len(word) >= shortest and not word.isupper()
            if is_word and not any(low <= start < high for low, high in addresses):
                found.update(start + at for at in word_hyphens(word, dictionary))
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
