"""
Runs one verb and turns every fault that a person can cause into a message and an exit code.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

import click

from touchline.cli._exits import BAD_INPUT, INTERRUPTED, OK
from touchline.cli._faults import UnknownVerb, told
from touchline.cli._plain import harmless
from touchline.cli._verbs import module_of
from touchline.errors import TouchlineError
from touchline.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(words: Sequence[str], verbs: Sequence[str], language: str) -> int:
    """
    Run the verb that the first word names.

    Args:
        words: The verb and its own words.
        verbs: The verbs there are.
        language: The reader's language tag.

    Returns:
        The exit code.
    """
    try:
        return _invoke(words, verbs, language)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as fault:
        return _say(told(fault, language))
    except TouchlineError as fault:
        return _say(fault.told(language))
    except (KeyboardInterrupt, click.Abort):
        _say(translate("cli.interrupted", language))
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe has seen enough; Python would complain again while it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _invoke(words: Sequence[str], verbs: Sequence[str], language: str) -> int:
    name, *rest = words
    if name not in verbs:
        raise UnknownVerb.among(name, verbs)
    command: click.Command = importlib.import_module(module_of(name)).command
    outcome = command.main(
        args=rest, prog_name=f"touchline {name}", standalone_mode=False, obj=language
    )
    return outcome if isinstance(outcome, int) else OK


def _say(message: str) -> int:
    sys.stderr.write(harmless(message) + "\n")
    return BAD_INPUT
