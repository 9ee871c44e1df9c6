"""
One text of a table as the cards that it stands for.
"""

from __future__ import annotations

import re

#: What begins an item of a list; a dash or a number needs a blank behind it.
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣∙■□➢➤►✓✔·*]\s*|[-–—]\s+|\(?\d{1,2}[.)]\s+|\d{1,2}、)")
#: What ends a sentence, so that the next line is another card.
_ENDS = tuple('.!?…:;。！？；”»」"؟')
#: What stands between the items of a line: always, and where all items are short.
_BETWEEN = re.compile(r"\s*(?:[;；|｜•]|、|\s/\s|\s\+\s)\s*")
_COMMA = re.compile(r"\s*[,，،]\s*")
_SLASH = re.compile(r"(?<=[^\W\d]{2})/(?=[^\W\d]{2})")
_SHORT, _FEW_WORDS = 32, 4
#: A line as long as this may have been broken only to fit it in.
_BROKEN = 22
#: Round and square brackets, in which nothing is parted.
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")

#: Kinds of rows whose cells list names rather than sentences.
LISTS = frozenset({"touchpoints", "channel", "people", "departments", "technology", "resources"})


def parted(text: str, kind: str) -> list[str]:
    """
    Part what stands in one cell of a table.

    Args:
        text: The text.
        kind: The kind of its row.

    Returns:
        The cards in order, without bullets.
    """
    items = _lines(text)
    if kind in LISTS:
        items = [part for item in items for part in _listed(item)]
    return list(dict.fromkeys(filter(None, (item.strip() for item in items))))


def _lines(text: str) -> list[str]:
    """
    Join the lines that a person broke only to fit them in.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    has_bullets = any(_BULLET.match(line) for line in lines)
    items: list[str] = []
    before = ""
    for line in lines:
        bullet = _BULLET.match(line) if has_bullets else None
        words = line[bullet.end() :].strip() if bullet else line.strip()
        is_broken = len(before) >= _BROKEN and not before.endswith(_ENDS) and words[:1].islower()
        goes_on = items and (not bullet if has_bullets else is_broken)
        before = words
        if goes_on:
            items[-1] += f" {words}"
        else:
            items.append(words)
    return items


def _listed(line: str) -> list[str]:
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\0{len(kept) - 1}\0"

    bare = _BRACKETS.sub(keep, line)
    parts = [part for part in _BETWEEN.split(bare) if part]
    parts = [one for part in parts for one in _if_short(_COMMA, part)]
    parts = [one for part in parts for one in _if_short(_SLASH, part)]
    return [re.sub("\0(\\d+)\0", lambda match: kept[int(match[1])], part) for part in parts]


def _if_short(between: re.Pattern[str], text: str) -> list[str]:
    parts = [part for part in between.split(text) if part.strip()]
    if all(len(part) <= _SHORT and len(part.split()) <= _FEW_WORDS for part in parts):
        return parts
    return [text]
