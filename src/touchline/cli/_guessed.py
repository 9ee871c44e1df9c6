"""
Tables of other people that become maps: shown before they are taken, and set right by options.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import option, reader
from touchline.cli._output import as_text
from touchline.cli._plain import clipped, harmless
from touchline.cli._table import table
from touchline.i18n import has_message, translate
from touchline.importers import Imported, importer_for
from touchline.importers._guess.understood import SKIPPED, Understood, Wishes
from touchline.importers.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What stands for standard input.
PASTED = "-"
#: As much as is read of a text that is pasted, in bytes.
_MOST_PASTED = 16 * 1024 * 1024
#: The messages of rows that tell something of steps.
_OF_STEPS = {
    "owner": "term.owner",
    "milestone": "term.milestone",
    "moment-of-truth": "term.moment-of-truth",
    "optional": "scene.optional",
    "channel": "term.channel",
    SKIPPED: "guess.row-skip",
}
_FACTS = {
    "title": "column.title",
    "persona": "term.persona",
    "quote": "column.quote",
    "goal": "scene.goal",
    "objective": "html.objective",
    "scenario": "html.scenario",
}
_ACROSS = ("steps", "stages", "lanes")
_MOST_SHOWN = 60


def guess_options() -> list[click.Option]:
    """
    Declare the options of tables that are guessed.

    Returns:
        The options; `wishes_of` reads their values.
    """
    example = f'--lane "Quirks=pain-points", --lane "Quirks={SKIPPED}"'
    return [
        option("--preview", is_flag=True),
        option("--across", type=click.Choice(_ACROSS)),
        option("--header-rows", type=click.IntRange(0, 4), metavar="N"),
        click.Option(
            ["--lane", "lanes"],
            multiple=True,
            metavar="HEADING=KIND",
            help=translate("cli.option.row-kind", reader(), example=example),
        ),
        option("--sheet", metavar="NAME"),
        option("--encoding", metavar="NAME"),
    ]


def wishes_of(
    *,
    across: Any = None,
    header_rows: int | None = None,
    lanes: Sequence[str] = (),
    sheet: str | None = None,
    encoding: str | None = None,
) -> Wishes:
    """
    Read what the options say about a table.

    Args:
        across: What runs across.
        header_rows: How many rows name stages and steps.
        lanes: Headings with the kinds of their rows, such as `Quirks=pain-points`.
        sheet: The sheet.
        encoding: The encoding.

    Returns:
        The wishes.

    Raises:
        BadParameter: A heading stands without a kind.
    """
    kinds: dict[str, str] = {}
    for pair in lanes:
        heading, sign, kind = pair.rpartition("=")
        if not (sign and heading.strip() and kind.strip()):
            raise click.BadParameter(pair, param_hint="--lane")
        kinds[heading.strip()] = kind.strip()
    return Wishes(
        across=across, header_rows=header_rows, lanes=kinds, sheet=sheet, encoding=encoding
    )


def guessed(file: str, format_: str | None, wishes: Wishes) -> Table | None:
    """
    Choose the importer that guesses, where it is the one that was meant.

    Args:
        file: The file, or a hyphen for standard input.
        format_: What `--from` was given.
        wishes: What the options say about the table.

    Returns:
        The importer with the wishes; None when a format says itself what is what.
    """
    if format_ is None and (file == PASTED or wishes != Wishes()):
        return Table(wishes=wishes)
    chosen = importer_for(format_ or file)
    return Table(wishes=wishes) if isinstance(chosen, Table) else None


def pasted(importer: Table, language: str) -> Imported:
    """
    Read a table from standard input.

    Args:
        importer: The importer.
        language: The language of the map.

    Returns:
        The map.
    """
    content = sys.stdin.buffer.read(_MOST_PASTED + 1)
    return importer.read_bytes(content, at=PASTED, language=language)


def plain_preview(imported: Imported) -> str:
    """
    Tell as JSON how a table was understood.

    Args:
        imported: The map and what was understood.

    Returns:
        JSON text.
    """
    language = reader()
    told: dict[str, Any] = {}
    if imported.understood is not None:
        told = asdict(imported.understood)
        told["assumed"] = [one.plain(language) for one in imported.understood.assumed]
    told["left_out"] = [one.plain(language) for one in imported.left_out]
    return as_text(told)


def preview(imported: Imported) -> str:
    """
    Show how a table was understood.

    Args:
        imported: The map and what was understood.

    Returns:
        Text for a terminal; only what is left over where the format says what is what.
    """
    language = reader()
    parts: list[str] = []
    seen = imported.understood
    if seen is not None:
        parts.append(_layout(imported, seen, language))
        parts.append(table([_column(one, language) for one in map(asdict, seen.columns)], language))
        if seen.rows:
            rows = [_row(one, language) for one in map(asdict, seen.rows)]
            parts.append(table(rows, language))
        if seen.facts:
            parts.append(table([_fact(one, language) for one in map(asdict, seen.facts)], language))
    parts.append(_left_over(imported, language))
    return harmless("\n".join(parts))


def _layout(imported: Imported, seen: Understood, language: str) -> str:
    journey = imported.journey
    lines = [
        translate(
            "guess.found",
            language,
            source=clipped(seen.source, _MOST_SHOWN) or "none",
            stages=len(journey.stages),
            steps=len(journey.steps),
            rows=len(seen.rows),
        ),
        translate("guess.layout", language, across=seen.across, heads=seen.header_rows),
    ]
    lines += [one.told(language) for one in seen.assumed]
    if not seen.is_sure:
        lines.append(translate("guess.layout-unsure", language))
    unsure = [row for row in seen.rows if not row.is_sure and row.heading]
    if unsure:
        example = f'--lane "{clipped(unsure[0].heading, _MOST_SHOWN)}=pain-points"'
        lines.append(translate("guess.rows-unsure", language, n=len(unsure), example=example))
    return "\n".join(lines) + "\n"


def _column(one: Mapping[str, Any], language: str) -> dict[str, object]:
    return {
        "place": one["at"],
        "stage": clipped(one["stage"], _MOST_SHOWN) or None,
        "step": clipped(one["step"], _MOST_SHOWN),
        "certainty": _certainty(one, language),
    }


def _row(one: Mapping[str, Any], language: str) -> dict[str, object]:
    kind = one["kind"]
    title = f"lane.{kind}.title"
    words = translate(_OF_STEPS.get(kind, title), language)
    is_lane = kind not in _OF_STEPS and has_message(title)
    return {
        "place": one["at"],
        "heading": clipped(one["heading"], _MOST_SHOWN) or "–",
        "becomes": f"{words} ({kind})" if is_lane else words,
        "cards": one["n_cards"],
        "certainty": _certainty(one, language),
    }


def _fact(one: Mapping[str, Any], language: str) -> dict[str, object]:
    words = translate(_FACTS[one["what"]], language)
    return {"place": one["at"], "what": words, "text": clipped(one["text"], _MOST_SHOWN)}


def _certainty(one: Mapping[str, Any], language: str) -> str:
    return translate("guess.sure", language, is_sure="yes" if one["is_sure"] else "no")


def _left_over(imported: Imported, language: str) -> str:
    left = imported.left_out
    lines = [translate("guess.left", language, n=len(left))]
    lines += [f"  {one.path}  {one.told(language)}" for one in left]
    return "\n".join(lines) + "\n"
