"""
The options that every verb with a log shares, and reading that log while saying what was guessed.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import option, reader
from touchline.cli._output import say
from touchline.cli._plain import harmless
from touchline.cli._progress import progress_option, shown
from touchline.compiled.manifest import NAME as MANIFEST
from touchline.sources import compile_log, read_log, read_survey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog
    from touchline.eventlog.survey import Survey

#: What `read_log` is told by an option of the same name.
_PASSED = (
    "case", "activity", "timestamp", "value", "channel", "event_id", "cases", "zone", "priority",
    "activity_map", "anonymous", "drop_duplicates", "log_end", "time_format",
    "cases_key", "exclude_bots", "query", "pseudonymise", "pseudonymise_also",
)  # fmt: skip

#: What `read_survey` is told by these options; the others have no meaning for replies.
_ASKED = {
    "case": "respondent", "activity": "moment", "timestamp": "timestamp", "zone": "zone",
    "time_format": "time_format", "cases": "cases", "cases_key": "cases_key",
    "pseudonymise": "pseudonymise", "pseudonymise_also": "pseudonymise_also",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LogOptions:
    """
    What a person said about a log on the command line.

    Args:
        sources: The files, in order.
        options: The named options that were given.
    """

    sources: tuple[str, ...]
    options: Mapping[str, Any]

    @classmethod
    def taken_from(cls, values: dict[str, Any], sources: str = "sources") -> LogOptions:
        """
        Take the log's options out of all that were parsed, and show from now on how far work is.

        Args:
            values: The parsed options by name; the log's own are removed.
            sources: The name under which the files stand.

        Returns:
            The log's options.
        """
        files = values.pop(sources)
        if "progress" in values:
            # Whatever the verb does from here on is shown until it ends.
            click.get_current_context().with_resource(shown(values.pop("progress")))
        given = {name: values.pop(name) for name in _PASSED if name in values}
        named = {name: value for name, value in given.items() if value not in {None, (), False}}
        return cls(tuple(files) if isinstance(files, (tuple, list)) else (files,), named)

    def read(self) -> EventLog:
        """
        Read the log, and say on standard error what was guessed and what was left out.

        Returns:
            The log.

        Raises:
            TouchlineError: The files cannot be read as a log.
        """
        self.announce_key()
        log = read_log(self._files, **self.options)
        _say(log)
        return log

    def read_survey(self) -> Survey | EventLog:
        """
        Read answers to a survey, and say on standard error what was guessed and what was left out.

        Returns:
            The survey; a compiled log is opened, whose events are taken for replies.

        Raises:
            TouchlineError: The files cannot be read as a survey.
        """
        if any(_is_compiled(file) for file in self.sources):
            return self.read()
        self.announce_key()
        told = {_ASKED[name]: given for name, given in self.options.items() if name in _ASKED}
        survey = read_survey(self._files, **told)
        _say(survey)
        return survey

    def compile(self, folder: str, *, append: bool, most_texts: int) -> CompiledLog:
        """
        Compile the log.

        Args:
            folder: Where it shall lie.
            append: Add to the log that lies there.
            most_texts: A column with more different texts is left out.

        Returns:
            The log on disk.

        Raises:
            TouchlineError: The files cannot be read as a log, or the folder cannot take it.
        """
        if not append:
            self.announce_key()
        return compile_log(
            self._files, folder, append=append, most_texts=most_texts, **self.options
        )

    def announce_key(self) -> None:
        """
        Say on standard error that a new key of pseudonyms is made, when the named one is missing.
        """
        key = self.options.get("pseudonymise")
        if key is not None and not Path(key).exists():
            say("cli.key-made", file=key)

    @property
    def _files(self) -> str | list[str]:
        return self.sources[0] if len(self.sources) == 1 else list(self.sources)


def _is_compiled(file: str) -> bool:
    # The address of a warehouse may be longer than a path can be.
    return "://" not in file and (Path(file) / MANIFEST).is_file()


def _say(origin: EventLog | Survey) -> None:
    language = reader()
    for finding in origin.quality.diagnostics:
        sys.stderr.write(harmless(finding.told(language)) + "\n")


def source_argument(*, required: bool = True) -> click.Argument:
    """
    Declare the files of a log.

    Args:
        required: At least one must be given.

    Returns:
        The argument; its value is a tuple of paths.
    """
    return click.Argument(["sources"], nargs=-1, required=required, metavar="SOURCE...")


def source_options(*, of_survey: bool = False) -> list[click.Option]:
    """
    Declare how a log is read.

    Args:
        of_survey: Only what has a meaning for replies.

    Returns:
        The options; without them the columns are guessed and the guess is said.
    """
    found = [
        option("--case", metavar="COLUMN"),
        option("--activity", metavar="COLUMN"),
        option("--timestamp", metavar="COLUMN"),
        option("--value", metavar="COLUMN"),
        option("--channel", metavar="COLUMN"),
        option("--event-id", metavar="COLUMN"),
        option("--cases", metavar="FILE"),
        option("--cases-key", metavar="COLUMN"),
        option("--zone", metavar="ZONE"),
        option("--time-format", metavar="FORM"),
        option("--priority", metavar="ACTIVITY", multiple=True),
        option("--activity-map", metavar="FILE"),
        option("--anonymous", type=click.Choice(["exclude", "each"])),
        option("--drop-duplicates", is_flag=True),
        option("--exclude-bots", is_flag=True),
        option("--log-end", metavar="MOMENT"),
        option("--query", metavar="SELECT"),
        option("--pseudonymise", metavar="KEYFILE"),
        option("--pseudonymise-also", metavar="COLUMN", multiple=True),
        progress_option(),
    ]
    wanted = {*_ASKED, "progress"}
    return [item for item in found if item.name in wanted] if of_survey else found
