"""
Wrong words on the command line, told in the reader's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from touchline.errors import InputError, NotFound, TouchlineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class UnknownVerb(NotFound):
    """
    The program has no such verb.
    """


class UnknownOption(NotFound):
    """
    The verb has no such option.
    """


class UnknownChoice(NotFound):
    """
    An option takes one of a few words, and this is none of them.
    """


class MissingArgument(InputError):
    """
    A verb needs a word or option that was not given.
    """


class MissingQuestion(InputError):
    """
    `ask` was not told what to ask.
    """


class SuperfluousArgument(InputError):
    """
    A verb got more words than it takes.
    """


class MissingValue(InputError):
    """
    An option stands without its value.
    """


class HalfGiven(InputError):
    """
    An option was given without the one that it needs beside it.
    """


class OptionOfOtherFormat(InputError):
    """
    An option was given that the wanted format knows nothing of.
    """


class UnusableValue(InputError):
    """
    The value of an option is not of its form.
    """


def told(fault: click.ClickException, language: str) -> str:
    """
    Say a fault of the command line in the reader's language.

    Args:
        fault: What the parser raised.
        language: The reader's language tag.

    Returns:
        Problem, place and next step.
    """
    return _translated(fault).told(language)


def _translated(fault: click.ClickException) -> TouchlineError:
    command = ""
    if isinstance(fault, click.UsageError) and fault.ctx is not None:
        command = fault.ctx.command_path
    words = {"command": command, "help": f"{command} --help"}
    if isinstance(fault, click.NoSuchOption):
        return UnknownOption.among(fault.option_name, _options(fault), command=command)
    if isinstance(fault, click.MissingParameter):
        name = _name_of(fault)
        return MissingArgument(name=name, **words)
    if isinstance(fault, click.BadOptionUsage):
        return MissingValue(at=fault.option_name, name=fault.option_name, **words)
    if isinstance(fault, click.BadParameter):
        return _bad_parameter(fault, words)
    return SuperfluousArgument(detail=_extra(fault), **words)


def _bad_parameter(fault: click.BadParameter, words: Mapping[str, str]) -> TouchlineError:
    name = _name_of(fault)
    kind = fault.param.type if fault.param is not None else None
    given = str(getattr(fault, "given", "")) or _quoted(fault.message)
    if isinstance(kind, click.Choice):
        return UnknownChoice.among(given, map(str, kind.choices), at=name, **words)
    return UnusableValue(at=name, given=given, form=getattr(kind, "name", ""), **words)


def _name_of(fault: click.BadParameter) -> str:
    parameter = fault.param
    if parameter is None:
        return str(fault.param_hint or "")
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    # `SOURCE...` may be given several times; one is missing.
    return parameter.human_readable_name.removesuffix("...")


def _options(fault: click.UsageError) -> Iterable[str]:
    if fault.ctx is None:
        return ()
    parameters = fault.ctx.command.get_params(fault.ctx)
    return (name for item in parameters for name in item.opts if name.startswith("--"))


def _quoted(message: str) -> str:
    # Click quotes the offending value in its own sentence, or begins the sentence with it; only the
    # value is wanted here.
    parts = message.split("'")
    return parts[1] if len(parts) > 2 else message.partition(" ")[0]  # noqa: PLR2004 (as above)


def _extra(fault: click.ClickException) -> str:
    return fault.message.partition("(")[2].rstrip(").") or fault.message


class UnusableNumber(InputError):
    """
    A cell of a table should hold a number, and holds something else.
    """
