"""
Entry point: lists the verbs without loading them, and runs the one that is asked for.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

from touchline.cli._exits import OK
from touchline.cli._verbs import verbs
from touchline.i18n import translate, user_language
from touchline.kernels.backends import alone

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "overview", "verbs"]


def overview(language: str) -> str:
    """
    Say what the program does and which verbs it has.

    Args:
        language: The reader's language tag.

    Returns:
        The text of the top-level help.
    """
    names = verbs()
    width = max(map(len, names)) + 2
    lines = [
        translate("cli.usage", language, usage=translate("cli.usage.top", language)),
        "",
        translate("cli.summary", language),
        "",
        translate("cli.verbs", language),
        *(f"  {name:<{width}}{translate(f'cli.{name}.summary', language)}" for name in names),
        "",
        translate("cli.more", language),
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line.

    Args:
        arguments: The words after the program's name; None takes the process's own.

    Returns:
        0 when all went well, 1 for findings of `check`, 2 for input that cannot be used.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = user_language(os.environ)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        # A console with a narrow code page must not turn a Persian message into a traceback.
        stream.reconfigure(encoding="utf-8", errors="replace")
    if not words or words[0] in {"-h", "--help"}:
        sys.stdout.write(overview(language) + "\n")
        return OK
    if words[0] == "--version":
        # Looking a version up costs more than the whole overview, so only this asks for it.
        metadata = importlib.import_module("importlib.metadata")
        sys.stdout.write(f"touchline {metadata.version('touchline')}\n")
        return OK
    return _run(words, language)


def _run(words: list[str], language: str) -> int:
    alone()
    runner = importlib.import_module("touchline.cli._runner")
    outcome: int = runner.run(words, verbs(), language)
    return outcome
