"""
Where results and messages go: results to standard output or a file, messages to standard error.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.cli._command import option, reader
from touchline.cli._plain import harmless
from touchline.errors import StorageError
from touchline.i18n import translate
from touchline.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

    from touchline.diagnostics import Diagnostic


def output_option() -> click.Option:
    """
    Declare `-o`, the file for the result.

    Returns:
        The option; its value is a path as text, or None.
    """
    return option("-o", "--output", metavar="FILE", default=None)


def json_option() -> click.Option:
    """
    Declare `--json`.

    Returns:
        The option; its value is a claim.
    """
    return option("--json", "as_json", key="cli.option.json", is_flag=True)


def deliver(result: str | bytes, output: str | None) -> None:
    """
    Give a result to its reader.

    Args:
        result: Text or bytes.
        output: The file to write, or None for standard output.

    Raises:
        StorageError: The file cannot be written; what was there before is untouched.
    """
    content = result.encode() if isinstance(result, str) else result
    if output is None:
        try:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as reason:
            raise StorageError.on(Path("-"), reason) from reason
        return
    write_whole(Path(output), content)
    say("cli.written", path=output)


def as_text(value: object) -> str:
    """
    Print a value as JSON for scripts.

    Args:
        value: Anything that JSON holds.

    Returns:
        Indented text that ends in a line break.
    """
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"


def say(key: str, **values: object) -> None:
    """
    Tell the person something that is not the result.

    Args:
        key: The catalogue key.
        values: What the message quotes.
    """
    sys.stderr.write(translate(key, reader(), **values) + "\n")


def say_all(findings: Iterable[Diagnostic]) -> None:
    """
    Tell findings, a line each.

    Args:
        findings: What was found.
    """
    language = reader()
    for finding in findings:
        sys.stderr.write(harmless(finding.told(language)) + "\n")
