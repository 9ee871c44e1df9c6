"""
The text of a file whose encoding nobody noted.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from touchline.importers._guess.faults import UnreadableTable

#: What files of people's programs are in when they are not in Unicode, by region.
_CANDIDATES = ("gb18030", "big5", "cp1256", "cp1252")
#: How much of a text is looked at to choose.
_SAMPLE = 200_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Signs that a text of the region consists of, beside plain ASCII.
_USUAL = {
    "gb18030": re.compile(r"[\u4e00-\u9fff，。、；：？！（）“”‘’《》…—·【】]"),
    "big5": re.compile(r"[\u4e00-\u9fff，。、；：？！（）「」『』《》…—‧【】]"),
    "cp1256": re.compile(r"[\u0600-\u06ff\u200c\u200d«»،؛؟–—…“”‘’]"),
    "cp1252": re.compile(r"[äöüÄÖÜßàâçèéêëîïôùûñáíóúåøæ€£°§–—‘’“”„…«»•·®©½\xa0²³×´]"),
}
#: What stands in a sentence more often than all else, which two bytes of another encoding rarely
#: give.
_COMMON = {
    "gb18030": frozenset(
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
        "定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合"
        "客户旅程阶段步骤痛点情绪渠道触想购买网站手机支付店员服务问题机会满意认知考虑"
    ),
    "big5": frozenset(
        "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多"
        "定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合"
        "客戶旅程階段步驟痛點情緒渠道接觸想購買網站手機支付店員服務問題機會滿意認知考慮"
    ),
}


class Decoded(NamedTuple):
    """
    A text and how it was read.

    Args:
        text: The text with plain line breaks.
        encoding: The encoding that was taken.
        is_sure: False when it is a guess.
    """

    text: str
    encoding: str
    is_sure: bool


def decoded(content: bytes, *, at: str, encoding: str | None = None) -> Decoded:
    """
    Read the text of a file.

    Args:
        content: The file.
        at: Its name, for messages.
        encoding: Its encoding; None looks for a mark, then tries Unicode, then guesses.

    Returns:
        The text.

    Raises:
        UnreadableTable: It is no text, or not in the encoding that was named.
    """
    name, is_sure = (encoding, True) if encoding else _found(content)
    if name is None:
        raise UnreadableTable.since("binary", at=at)
    try:
        text = content.decode(name)
    except (UnicodeDecodeError, LookupError) as reason:
        raise UnreadableTable.since("encoding", at=at, text=name) from reason
    plain = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if "\0" in plain:
        raise UnreadableTable.since("binary", at=at)
    return Decoded(plain, name.replace("-sig", ""), is_sure)


def _found(content: bytes) -> tuple[str | None, bool]:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name, True
    wide = _wide(content)
    if wide:
        return wide, False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _by_region(content[:_SAMPLE]), False
    return "utf-8", True


def _wide(content: bytes) -> str | None:
    """
    Know two bytes for a sign by where the zeros of line breaks and blanks stand.
    """
    sample = content[: _SAMPLE // 2 * 2]
    if b"\0" not in sample or len(sample) < 2:  # noqa: PLR2004 (one sign)
        return None
    low = sum(sample.count(sign.encode("utf-16-le")) for sign in " \n,;\te")
    high = sum(sample.count(sign.encode("utf-16-be")) for sign in " \n,;\te")
    return ("utf-16-le" if low >= high else "utf-16-be") if low or high else None


def _by_region(sample: bytes) -> str | None:
    """
    Choose the encoding in which the text consists of what is usual in its region.
    """
    scores: dict[str, float] = {}
    for name in _CANDIDATES:
        text = sample.decode(name, "replace")
        foreign = [sign for sign in text if ord(sign) > 127]  # noqa: PLR2004 (beyond ASCII)
        if not foreign or any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text):  # noqa: PLR2004 (controls)
            continue
        usual = sum(bool(_USUAL[name].match(sign)) for sign in foreign) / len(foreign)
        common = _COMMON.get(name)
        if common is not None:
            ideographs = [sign for sign in foreign if "\u4e00" <= sign <= "\u9fff"]
            share = sum(sign in common for sign in ideographs) / max(len(ideographs), 1)
            usual *= 0.5 + share
        scores[name] = usual
    best = max(scores, key=scores.__getitem__, default=None)
    return best if best and scores[best] >= _LIKELY else None


#: A text of which less is usual in every region is no text that we know.
_LIKELY = 0.45
