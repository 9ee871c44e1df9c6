"""
A verb: a command whose help speaks the reader's language and ends in examples.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from touchline.i18n import translate, user_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.formatting import HelpFormatter


class Verb(click.Command):
    """
    A command with its words from the catalogues.

    Args:
        key: The catalogue key under which its summary stands, such as `cli.render`.
        examples: Command lines that work as printed in a folder with the sample files.
        settings: What `click.Command` takes besides.
    """

    def __init__(self, *, key: str, examples: Sequence[str] = (), **settings: Any) -> None:
        settings.setdefault("name", key.rpartition(".")[2])
        settings.setdefault("context_settings", {"help_option_names": ["-h", "--help"]})
        super().__init__(**settings)
        self.key = key
        self.examples = tuple(examples)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """
        Give the help option its translated words.

        Args:
            ctx: The call that is under way.

        Returns:
            The option.
        """
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = translate("cli.option.help", reader())
        return option

    def format_help(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        """
        Write usage, summary, options and examples.

        Args:
            ctx: The call that is under way.
            formatter: Where to write.
        """
        language = reader()
        usage = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
        formatter.write(translate("cli.usage", language, usage=usage) + "\n\n")
        formatter.write_text(translate(f"{self.key}.summary", language))
        records = [
            record
            for record in (item.get_help_record(ctx) for item in self.get_params(ctx))
            if record is not None
        ]
        formatter.write("\n" + translate("cli.options", language) + "\n")
        formatter.indent()
        formatter.write_dl(records)
        formatter.dedent()
        if self.examples:
            formatter.write("\n" + translate("cli.examples", language) + "\n")
            for example in self.examples:
                formatter.write(f"  {example}\n")


def reader() -> str:
    """
    Tell which language the person at the terminal reads.

    Returns:
        A language tag of the catalogues.
    """
    return user_language(os.environ)


def option(*names: str, key: str | None = None, **settings: Any) -> click.Option:
    """
    Declare an option whose help is a catalogue message.

    Args:
        names: Its names, such as `--language`.
        key: The catalogue key; None takes `cli.option.<name>`.
        settings: What `click.Option` takes besides.

    Returns:
        The option.
    """
    longest = max(names, key=len).lstrip("-")
    words = translate(key or f"cli.option.{longest}", reader())
    return click.Option(list(names), help=words, **settings)
