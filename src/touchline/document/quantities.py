"""
Amounts in words, as people state them to customers: "2–3 days", "48 Stunden", "RM 4.90", "۱۰ ٪".

An amount is read only where a text says nothing else, so that "within 2 days" and "2 working days"
stay words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_JOINER: Final = "\N{ZERO WIDTH NON-JOINER}"

#: Seconds, months, grams, metres and litres in what people write, by the words for it in the six
#: languages; a month has no fixed number of days.
_UNITS: Final[dict[str, tuple[str, int | float]]] = {
    word: (dimension, size)
    for dimension, size, words in (
        ("time", 1, "s sec second seconds sekunde sekunden saat 秒 ثانیه"),
        ("time", 60, "min mins minute minutes minuten minit 分钟 分鐘 دقیقه"),
        ("time", 3_600, "h hr hrs hour hours std std. stunde stunden jam 小时 小時 ساعت"),
        ("time", 86_400, "d day days tag tage tagen hari 天 روز"),
        ("time", 604_800, "week weeks woche wochen minggu 周 週 星期 هفته"),
        ("months", 1, "month months monat monate monaten bulan 个月 個月 ماه"),
        ("months", 12, "year years jahr jahre jahren tahun 年 سال"),
        ("share", 1, "% ٪ percent prozent peratus درصد"),
        ("mass", 1, "g gram grams gramm 克 گرم"),
        ("mass", 1_000, "kg kilogram kilogramm kilo 公斤 千克 کیلوگرم کیلو"),
        ("length", 0.01, "cm centimetre zentimeter sentimeter 厘米 公分 سانتی‌متر"),
        ("length", 1, "m metre metres meter 米 公尺 متر"),
        ("length", 1_000, "km kilometre kilometres kilometer 公里 کیلومتر"),
        ("volume", 0.001, "ml millilitre milliliter mililiter 毫升 میلی‌لیتر"),
        ("volume", 1, "l litre litres liter 升 公升 لیتر"),
        ("EUR", 1, "€ eur euro euros یورو 欧元 歐元"),
        ("USD", 1, "us$ usd"),
        # Several countries have each of these signs, so that they are compared with themselves.
        ("$", 1, "$"),
        ("¥", 1, "¥"),
        ("元", 1, "元"),
        ("GBP", 1, "£ gbp"),
        ("CHF", 1, "chf franken"),
        ("MYR", 1, "rm myr ringgit"),
        ("CNY", 1, "cny rmb 人民币 人民幣"),
        ("TWD", 1, "nt$ twd 新台幣"),
        ("IRR", 1, "irr ریال"),
        ("toman", 1, "تومان"),
    )
    for word in words.replace(_JOINER, "").split()
}
_NUMBERS: Final = {
    word: n
    for n, words in (
        (1, "a an one ein eine einen einem einer satu 一 یک"),
        (2, "two zwei dua 二 两 兩 دو"),
        (3, "three drei tiga 三 سه"),
    )
    for word in words.split()
}
#: Dimensions that are no money.
_MEASURES: Final = frozenset({"time", "months", "share", "mass", "length", "volume"})
#: Languages that write a comma before decimals.
_COMMA = frozenset({"de"})

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~～〜至", "-"))
_DIGITS = r"[0-9]+(?:[.,٫٬'’ ][0-9]+)*"
_WORDS = "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))
_NAMES = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_NUMBER = f"{_DIGITS}|{_WORDS}"
_RANGE = rf"(?P<low>{_NUMBER})(?:\s*(?:-|to|bis|hingga|تا)\s*(?P<high>{_NUMBER}))?"
_SIGNS = "|".join(re.escape(word) for word, (what, _) in _UNITS.items() if what not in _MEASURES)
_WRITTEN = (
    re.compile(rf"{_RANGE}\s*(?P<unit>{_NAMES})"),
    # Only money is named before the number; “day 3” is a day.
    re.compile(rf"(?P<unit>{_SIGNS})\s*{_RANGE}"),
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:([.,٬'’ ])[0-9]{3})(?:\1[0-9]{3})*")
_ENDS = ".。!！"


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    An amount, or what lies between two.

    Args:
        dimension: What is counted, such as `time` or the code of a currency.
        low: The lower end in the dimension's own unit: seconds, months, grams, metres, litres.
        high: The upper end; the same for one amount.
    """

    dimension: str
    low: float
    high: float


@lru_cache(maxsize=4_096)
def quantity_of(words: str, language: str = "en") -> Quantity | None:
    """
    Read an amount with its unit.

    Args:
        words: What is stated.
        language: Its language, which tells a decimal comma from one between thousands.

    Returns:
        The amount; None for anything else, a number without a unit among it.

    Examples:
        >>> quantity_of("2–3 days") == quantity_of("48 bis 72 Stunden", "de")
        True
        >>> quantity_of("2 working days") is None
        True
    """
    plain = _plain(words)
    found = next((match for one in _WRITTEN if (match := one.fullmatch(plain))), None)
    if found is None:
        return None
    dimension, size = _UNITS[found["unit"]]
    is_comma = language.partition("-")[0] in _COMMA
    low = _number(found["low"], is_comma=is_comma)
    high = low if found["high"] is None else _number(found["high"], is_comma=is_comma)
    return Quantity(dimension, round(low * size, 9), round(high * size, 9))


def is_same_amount(one: str, other: str, language: str, their_language: str = "") -> bool | None:
    """
    Hold two amounts against each other, whatever unit each is written in.

    Args:
        one: What is stated.
        other: What is stated elsewhere.
        language: The language of the one.
        their_language: The language of the other; empty for the same.

    Returns:
        Whether both are the same; None when one is no amount, or one of another kind.
    """
    here, there = quantity_of(one, language), quantity_of(other, their_language or language)
    if here is None or there is None or here.dimension != there.dimension:
        return None
    return here == there


def _plain(words: str) -> str:
    """
    Take case, the width of letters, the script of digits and the kind of dash away.
    """
    wide = unicodedata.normalize("NFKC", words).casefold().translate(_DASHES)
    wide = wide.replace(_JOINER, "")
    latin = "".join(str(unicodedata.digit(sign, sign)) for sign in wide)
    return " ".join(latin.split()).rstrip(_ENDS)


def _number(written: str, *, is_comma: bool) -> float:
    if written in _NUMBERS:
        return float(_NUMBERS[written])
    thousands = _THOUSANDS.fullmatch(written)
    decimal = {",": is_comma, ".": not is_comma}
    if thousands is not None and not decimal.get(thousands[1], False):
        return float(re.sub("[^0-9]", "", written))
    *whole, last = re.split("[^0-9]", written)
    return float(f"{''.join(whole)}.{last}") if whole else float(last)
