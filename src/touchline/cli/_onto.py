"""
Changes of a table, shown before they are taken into the map that it was made from.
"""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from touchline.cli._command import option, reader
from touchline.cli._maps import deliver_map, read_map
from touchline.cli._output import as_text, deliver, say
from touchline.cli._plain import harmless
from touchline.document.describe import described
from touchline.document.read import journey_of
from touchline.i18n import translate
from touchline.importers import bring_back
from touchline.measuring.measured import MeasuredMap

if TYPE_CHECKING:
    import click

    from touchline.importers import Returned


def onto_option() -> click.Option:
    """
    Declare the map into which the changes of a table go.

    Returns:
        The option; its value is a path as text, or None.
    """
    return option("--onto", metavar="MAP", default=None)


def bring_onto(
    file: str,
    onto: str,
    format_: str | None,
    output: str | None,
    *,
    as_json: bool,
    preview: bool,
) -> None:
    """
    Show what was changed in a table, and take it into the map.

    Args:
        file: The table.
        onto: The map from which it was made.
        format_: Its format by name; None goes by the file's ending.
        output: The file for the changed map; None for the map itself.
        as_json: Print the changes as JSON, for scripts.
        preview: Write no map.
    """
    now = read_map(onto)
    back = bring_back(file, journey_of(now), format=format_)
    told = as_text(_plain(back)) if as_json else _told(back)
    if preview:
        deliver(told, output)
        if back.edits:
            example = f"touchline import {shlex.quote(file)} --onto {shlex.quote(onto)}"
            say("cli.import.nothing-written", example=example)
        return
    if as_json:
        deliver(told, None)
    else:
        sys.stderr.write(told)
    if not back.edits and output is None:
        return
    changed = (
        MeasuredMap(back.journey, now.measures) if isinstance(now, MeasuredMap) else back.journey
    )
    deliver_map(changed, output or onto, as_json=False, like=onto)


def _told(back: Returned) -> str:
    language = reader()
    lines = [translate("cli.import.changes", language, n=len(back.edits))]
    told = described(back.edits, back.before, language)
    for edit, words in zip(back.edits, told, strict=True):
        lines.append(_line(back.cell_of(edit), words))
    if back.conflicts:
        lines.append(translate("cli.import.conflicts", language, n=len(back.conflicts)))
        lines += [_line(back.cell_of(one), one.told(language)) for one in back.conflicts]
    if back.left_out:
        lines.append(translate("cli.import.not-taken", language, n=len(back.left_out)))
        lines += [_line(one.path, one.told(language)) for one in back.left_out]
    return "".join(f"{line}\n" for line in lines)


def _line(cell: str, words: str) -> str:
    return harmless("  " + "  ".join(part for part in (cell, words) if part))


def _plain(back: Returned) -> dict[str, object]:
    language = reader()
    told = described(back.edits, back.before, language)
    return {
        "edits": [
            {"cell": back.cell_of(edit), "message": words, **edit.model_dump(mode="json")}
            for edit, words in zip(back.edits, told, strict=True)
        ],
        "conflicts": [
            {
                "cell": back.cell_of(one),
                "message": one.told(language),
                "kind": one.kind,
                "at": str(one.at),
                "field": list(one.field),
                "ours": one.ours,
                "theirs": one.theirs,
            }
            for one in back.conflicts
        ],
        "left_out": [one.plain(language) for one in back.left_out],
        "is_changed_since": back.is_changed_since,
    }
