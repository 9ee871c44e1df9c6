"""
Paper for people: headings, words, tables and things to fill in, as Markdown or as one HTML page.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from touchline.canvas import fonts
from touchline.exporters._svg_text import FaceUse
from touchline.exporters._woff import face_rules
from touchline.i18n import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: What Markdown (CommonMark with tables) could take for markup inside a line.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
#: What would begin a list, a heading or a rule at the start of a line.
_LEADING = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")
#: What neither form has a way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: How long a line to write on is in Markdown.
_RULE = 40

_MINUS, _JOINER = "\N{MINUS SIGN}", "\N{WORD JOINER}"
#: The weights of plain words and of headings.
_WEIGHTS = (400, 600)
#: What people fill in on a screen holds these at least.
_DIGITS = "0123456789"

_STYLE = """
:root{color-scheme:light;--ink:#1c1f26;--second:#5b6270;--line:#c9ced8;--soft:#f3f5f8;--mark:#1f5fbf}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem;max-width:52rem;color:var(--ink);background:#fff;
font:400 15px/1.5 "Inter","Vazirmatn","Noto Sans SC","Noto Sans TC",system-ui,sans-serif}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .6rem}
h2{font-size:1.15rem;line-height:1.3;margin:1.7rem 0 .5rem}
h3{font-size:1rem;margin:1.1rem 0 .35rem}
p{margin:.35rem 0}
.note{color:var(--second);font-size:.9rem}
ul{margin:.35rem 0;padding-inline-start:1.3rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0}
dt{color:var(--second)}
dd{margin:0}
dl.large{grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.6rem}
dl.large div{border:1px solid var(--line);border-radius:.5rem;padding:.6rem .8rem;
background:var(--soft)}
dl.large dd{font-size:1.25rem;font-weight:600;line-height:1.3}
dl.large dt{font-size:.85rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.92rem}
th,td{border-bottom:1px solid var(--line);padding:.3rem .5rem;text-align:start;vertical-align:top}
th{color:var(--second);font-weight:600}
.number{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
th.number{white-space:normal}
section{border:1px solid var(--line);border-radius:.6rem;padding:.4rem 1rem .9rem;margin:1rem 0}
section h2{margin-top:.6rem}
fieldset{border:0;margin:.55rem 0;padding:0}
legend,.label{display:block;padding:0;color:var(--second);font-size:.9rem}
fieldset label{display:inline-flex;gap:.4rem;align-items:baseline;margin-inline-end:1.2rem}
input[type=text],textarea{display:block;width:100%;font:inherit;color:inherit;background:#fff;
border:1px solid var(--line);border-radius:.35rem;padding:.3rem .5rem}
input:focus-visible,textarea:focus-visible{outline:2px solid var(--mark);outline-offset:1px}
.blank{display:block;margin:.55rem 0}
.short{display:inline-block;width:46%;min-width:14rem;margin-inline-end:3%}
@media print{body{padding:0;max-width:none;font-size:11pt}
section,tr,dl.large div{break-inside:avoid}
h2,h3{break-after:avoid}@page{margin:16mm}}
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """
    A heading.

    Args:
        words: What it says.
        level: 1 for the whole sheet.
    """

    words: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Words:
    """
    A paragraph.

    Args:
        text: What it says.
        is_note: It stands back behind the others.
    """

    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """
    A list.

    Args:
        lines: Its items.
    """

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """
    Names with what they are.

    Args:
        pairs: The names and the values.
        is_large: They are what the reader came for.
    """

    pairs: tuple[tuple[str, str], ...]
    is_large: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """
    A table.

    Args:
        head: The names of its columns.
        rows: Its rows.
        numeric: The columns of numbers, from 0.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Choices:
    """
    Something to tick.

    Args:
        label: What is asked.
        options: What there is to choose from.
        is_several: More than one may be ticked.
    """

    label: str
    options: tuple[str, ...]
    is_several: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """
    Something to write down.

    Args:
        label: What is asked.
        lines: How many lines; 0 for half a line.
    """

    label: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Together:
    """
    Blocks that a page keeps together.

    Args:
        blocks: They.
    """

    blocks: tuple[Block, ...]


Block: TypeAlias = Heading | Words | Items | Facts | Grid | Choices | Blank | Together


def markdown(blocks: Iterable[Block]) -> str:
    """
    Write a sheet as Markdown.

    Args:
        blocks: What stands on it.

    Returns:
        The text.
    """
    return "\n\n".join(_markdown(blocks)) + "\n"


def _markdown(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Together):
            yield from _markdown(block.blocks)
        elif isinstance(block, Heading):
            yield "#" * block.level + " " + _plain(block.words)
        elif isinstance(block, Words):
            yield f"> {_plain(block.text)}" if block.is_note else _plain(block.text)
        elif isinstance(block, Items):
            yield "\n".join(f"- {_plain(line)}" for line in block.lines)
        elif isinstance(block, Facts):
            yield "\n".join(f"- **{_plain(name)}** — {_plain(told)}" for name, told in block.pairs)
        elif isinstance(block, Grid):
            yield _table(block)
        elif isinstance(block, Choices):
            ticks = "\n".join(f"- [ ] {_plain(option)}" for option in block.options)
            yield f"{_plain(block.label)}\n\n{ticks}"
        else:
            # A line of underscores is a rule in Markdown: something to write on.
            lines = ["_" * _RULE] * max(1, block.lines)
            yield "\n\n".join([_plain(block.label), *lines])


def _table(grid: Grid) -> str:
    rule = ["---:" if i in grid.numeric else "---" for i in range(len(grid.head))]
    rows = [[_plain(cell) for cell in row] for row in (grid.head, *grid.rows)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (rows[0], rule, *rows[1:]))


def _plain(text: str) -> str:
    """
    Write words so that Markdown shows them as they are, in one line.
    """
    line = " ".join(_UNWRITABLE.sub("", text).split())
    return _LEADING.sub(r"\1\\\2\3", _SPECIAL.sub(r"\\\1", line))


def page(blocks: Sequence[Block], *, title: str, language: str) -> str:
    """
    Write a sheet as one HTML page that asks the network for nothing and prints well.

    Args:
        blocks: What stands on it.
        title: What the page is called.
        language: The language of its words.

    Returns:
        The page.
    """
    is_leftward = is_right_to_left(language)
    direction = "rtl" if is_leftward else "ltr"
    body = "\n".join(_Page(is_leftward=is_leftward).written(blocks))
    style = _STYLE + _faces(title + body, language)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; form-action 'none';"
        " base-uri 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{direction}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_safe(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _faces(text: str, language: str) -> str:
    """
    Bring the faces along, each cut down to the characters that it shows.
    """
    is_leftward, faces = is_right_to_left(language), FaceUse()
    for character in sorted({*text, *_DIGITS} - {"\n"}):
        family = fonts.family_for(character, language, is_rtl=is_leftward)
        if family is not None:
            for weight in _WEIGHTS:
                faces.note(fonts.face_of(family, weight), character)
    return face_rules(faces)


def _safe(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))


class _Page:
    """
    Writes in one direction, and counts what can be filled in so that every field has its own name.

    Args:
        is_leftward: The page runs from right to left.
    """

    def __init__(self, *, is_leftward: bool) -> None:
        self.n = 0
        self.is_leftward = is_leftward

    def told(self, text: str) -> str:
        """
        Write words; those whose letters all run against the page are set apart.
        """
        strong = {unicodedata.bidirectional(sign) for sign in text} & {"L", "R", "AL"}
        against = {"L"} if self.is_leftward else {"R", "AL"}
        if strong and strong <= against:
            return f'<bdi dir="{"ltr" if self.is_leftward else "rtl"}">{_safe(text)}</bdi>'
        return _safe(text)

    def written(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Together):
                yield "<section>"
                yield from self.written(block.blocks)
                yield "</section>"
            elif isinstance(block, Choices):
                yield self.choices(block)
            elif isinstance(block, Blank):
                yield self.blank(block)
            elif isinstance(block, Grid):
                yield self.grid(block)
            else:
                yield self.still(block)

    def choices(self, block: Choices) -> str:
        self.n += 1
        kind = "checkbox" if block.is_several else "radio"
        ticks = "".join(
            f'<label><input type="{kind}" name="f{self.n}"><span>{self.told(option)}</span></label>'
            for option in block.options
        )
        return f"<fieldset><legend>{self.told(block.label)}</legend>{ticks}</fieldset>"

    def blank(self, block: Blank) -> str:
        self.n += 1
        label = f'<span class="label">{self.told(block.label)}</span>'
        if block.lines > 1:
            field = f'<textarea name="f{self.n}" rows="{block.lines}" dir="auto"></textarea>'
        else:
            field = f'<input type="text" name="f{self.n}" dir="auto">'
        short = " short" if block.lines == 0 else ""
        return f'<label class="blank{short}">{label}{field}</label>'

    def still(self, block: Heading | Words | Items | Facts) -> str:
        """
        Write what is only read.
        """
        if isinstance(block, Heading):
            return f"<h{block.level}>{self.told(block.words)}</h{block.level}>"
        if isinstance(block, Words):
            kind = ' class="note"' if block.is_note else ""
            return f"<p{kind}>{self.told(block.text)}</p>"
        if isinstance(block, Items):
            lines = "".join(f"<li>{self.told(line)}</li>" for line in block.lines)
            return f"<ul>{lines}</ul>"
        # A minus sign stays with its number.
        bound = ((name, told.replace(_MINUS, _MINUS + _JOINER)) for name, told in block.pairs)
        pairs = [f"<dt>{self.told(name)}</dt><dd>{self.told(told)}</dd>" for name, told in bound]
        if block.is_large:
            tiles = "".join(f"<div>{pair}</div>" for pair in pairs)
            return f'<dl class="large">{tiles}</dl>'
        return f"<dl>{''.join(pairs)}</dl>"

    def grid(self, grid: Grid) -> str:
        head = "".join(
            f'<th scope="col"{_place(i, grid)}>{self.told(cell)}</th>'
            for i, cell in enumerate(grid.head)
        )
        body = "".join(
            "<tr>"
            + "".join(f"<td{_place(i, grid)}>{self.told(cell)}</td>" for i, cell in enumerate(row))
            + "</tr>"
            for row in grid.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _place(column: int, grid: Grid) -> str:
    return ' class="number"' if column in grid.numeric else ""
