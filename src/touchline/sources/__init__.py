"""
From any origin of events to an event log.

A source is one file in this folder that declares one class: copy `parquet.py`, give the class the
file's name in CamelCase, a `name`, the `suffixes` that it reads, and a `read` that returns a `Raw`
table with one row an event. Which column is what, times, zones, duplicates and the quality report
are settled afterwards and are the same for all. Everything else here begins with an underscore.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Unpack, cast

from touchline.compiled.log import CompiledLog
from touchline.compiled.manifest import NAME as MANIFEST
from touchline.compiled.spill import MOST_TEXTS
from touchline.eventlog.bots import BotRules
from touchline.executors import in_use
from touchline.executors.spark import Spark
from touchline.progress import task
from touchline.registry import Registry
from touchline.sources._assemble import assembled
from touchline.sources._compile import Batches, Compilation
from touchline.sources._errors import (
    AlreadyCompiled,
    EmptySource,
    MissingFile,
    NothingToQuery,
    UnknownSource,
    shown,
)
from touchline.sources._on_spark import SparkCompilation, is_shared_out
from touchline.sources._pseudonyms import Disguise, OtherPseudonyms, Pseudonyms, UnusableKey
from touchline.sources._raw import Batch, Gathered, gathered
from touchline.sources._request import Reading, Request
from touchline.sources._survey import SurveyRequest, surveyed

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from touchline.eventlog.activity_map import ActivityMap
    from touchline.eventlog.build import Moment
    from touchline.eventlog.log import EventLog
    from touchline.eventlog.survey import Survey
    from touchline.sources._pseudonyms import Key
    from touchline.sources._raw import Raw

    #: A path, any data frame, or several of them.
    Origin = str | os.PathLike[str] | Any
    #: Is told how many rows are read and what share of the work is done.
    Told = Callable[[int, float], None]

__all__ = [
    "SOURCES",
    "BotRules",
    "Pseudonyms",
    "Source",
    "UnusableKey",
    "compile_log",
    "read_log",
    "read_survey",
]

#: How the address of a warehouse begins.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*://")
#: What packs a file without changing what it is.
_PACKED = ".gz"


class Source(ABC):
    """
    One kind of origin.

    Args:
        name: How it is known, in kebab-case; the name of its file.
        suffixes: The endings of the files that it reads, without `.gz`; empty when it reads no
            files.
        schemes: What an address begins with that it reads; empty when it reads no addresses.
        answers_queries: It can be asked for a query instead of a table.
    """

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = ()
    schemes: ClassVar[tuple[str, ...]] = ()
    answers_queries: ClassVar[bool] = False

    def accepts(self, origin: object) -> bool:
        """
        Decide whether this source reads an origin.

        Args:
            origin: A path or any object.

        Returns:
            True when the path ends as the source's files do.
        """
        if not isinstance(origin, Path):
            return False
        return origin.name.lower().removesuffix(_PACKED).endswith(self.suffixes or ("\0",))

    def narrowed(self, origin: Any, request: Request) -> Any:
        """
        Settle what of an origin is read; a file is read whole.

        Args:
            origin: What `accepts` agreed to; a file exists.
            request: What is asked.

        Returns:
            The origin, in whatever form this source reads it.
        """
        del request
        return origin

    @abstractmethod
    def read(self, origin: Any) -> Raw:
        """
        Read one origin whole.

        Args:
            origin: What `accepts` agreed to; a file exists.

        Returns:
            Its rows in their order.

        Raises:
            TouchlineError: It cannot be read.
        """

    def batches(self, origin: Any) -> Iterator[Batch]:
        """
        Read one origin in batches that fit into memory.

        Args:
            origin: What `accepts` agreed to; a file exists.

        Yields:
            Rows in their order; without a better way all of them at once.

        Raises:
            TouchlineError: It cannot be read.
        """
        yield Batch(self.read(origin))

    def sample(self, origin: Any) -> Batch:
        """
        Read the first rows of an origin.

        Args:
            origin: What `accepts` agreed to; a file exists.

        Returns:
            The first batch.

        Raises:
            TouchlineError: It cannot be read.
        """
        return next(iter(self.batches(origin)))

    def parts(self, origin: Any) -> Sequence[Any]:
        """
        Cut one origin into parts that workers can read side by side.

        Args:
            origin: What `accepts` agreed to; a file exists.

        Returns:
            What `part` takes, in order; without a better way one part, which is everything.

        Raises:
            TouchlineError: It cannot be read.
        """
        del origin
        return (None,)

    def part(self, origin: Any, part: Any) -> Iterator[Batch]:
        """
        Read one part of an origin in batches that fit into memory.

        Args:
            origin: What `accepts` agreed to; a file exists.
            part: One of `parts`.

        Yields:
            Its rows in their order.

        Raises:
            TouchlineError: It cannot be read.
        """
        del part
        yield from self.batches(origin)


#: Every source by its name.
SOURCES: Final[Registry[Source]] = Registry(
    "touchline.sources", Source, entry_points="touchline.sources"
)


def read_log(
    source: Origin | Sequence[Origin],
    *,
    case: str | None = None,
    activity: str | None = None,
    timestamp: str | None = None,
    value: str | None = None,
    channel: str | None = None,
    event_id: str | None = None,
    end: str | None = None,
    session: str | None = None,
    zone: str = "UTC",
    time_format: str | None = None,
    priority: Sequence[str] = (),
    cases: Origin | Sequence[Origin] | None = None,
    cases_key: str | None = None,
    activity_map: ActivityMap | Mapping[str, str | None] | str | os.PathLike[str] | None = None,
    anonymous: Literal["exclude", "each"] = "exclude",
    drop_duplicates: bool = False,
    log_end: Moment | None = None,
    bots: BotRules | None = None,
    exclude_bots: bool = False,
    query: str | None = None,
    pseudonymise: Key | None = None,
    pseudonymise_also: Sequence[str] = (),
) -> EventLog:
    """
    Read events of customers, from files or frames, into one sorted log.

    Columns that are not stated are guessed by name, then by content; every guess stands in
    `log.quality.guesses`. All columns without a role become attributes of events.

    Args:
        source: A path (CSV, TSV, Parquet, JSON Lines; `.gz`), a data frame, the address of a table
            in a warehouse (`postgresql://ann@host/shop?table=events`), or several of these, which
            are read as one log in the given order; or the folder of a compiled log, which was
            read before and takes none of the options.
        case: The column that says whose event it is.
        activity: The column that says what happened.
        timestamp: The column that says when.
        value: The column that says what it was worth.
        channel: The column that says in which medium.
        event_id: The column of ids of which only the first row each counts.
        end: The column that says when the event ended; it becomes the attribute `end`.
        session: The column of sessions; it becomes the attribute `session`.
        zone: The reporting zone; times without a zone are meant in it.
        time_format: How times are written, where that cannot be told: `D/M/Y`, `M/D/Y`, `Y/M/D`;
            `s`, `ms`, `us`, `ns`; or a `strptime` pattern.
        priority: Activities in the order in which they count when timestamps tie.
        cases: A table of customers whose columns become attributes of cases.
        cases_key: The column of that table that holds the case.
        activity_map: What activities shall be called: a map, a mapping, or the path of one.
        anonymous: `each` makes every event without a case a case of its own.
        drop_duplicates: Leave out rows that repeat an earlier one in every column.
        log_end: When observation ends; the last timestamp unless stated.
        bots: The rules that mark machines and tests; the usual ones unless stated.
        exclude_bots: Leave marked cases out.
        query: What is asked of the warehouse, instead of a table.
        pseudonymise: The file of a secret key, made when it is missing, by which every id of a case
            becomes a pseudonym as it is read (HMAC with SHA-256): the same id the same one under
            the same key. Neither the ids nor the key stand in the log.
        pseudonymise_also: Further columns whose texts become pseudonyms by the same key, such as
            that of whoever recommended the shop.

    Returns:
        The log; what was dropped, guessed and marked is in its `quality`. A compiled log is a
        `CompiledLog`, which stays on disk as long as nobody asks for all of its events at once.

    Raises:
        TouchlineError: The source cannot be read, or a column cannot be settled.

    Cost:
        O(m log m) in m rows; the source is held in memory unless it is compiled.
    """
    request = Request.of(
        case=case,
        activity=activity,
        timestamp=timestamp,
        value=value,
        channel=channel,
        event_id=event_id,
        end=end,
        session=session,
        zone=zone,
        time_format=time_format,
        priority=priority,
        cases_key=cases_key,
        activity_map=activity_map,
        anonymous=anonymous,
        drop_duplicates=drop_duplicates,
        log_end=log_end,
        bots=bots,
        exclude_bots=exclude_bots,
        query=query,
        pseudonymise=pseudonymise,
        pseudonymise_also=pseudonymise_also,
    )
    folder = _compiled(source)
    if folder is not None:
        if request.is_stated or cases is not None:
            raise AlreadyCompiled(at=str(folder))
        # It is no subclass, but says everything that an event log says.
        return cast("EventLog", CompiledLog.open(folder))
    return assembled(_read(source, request), None if cases is None else _read(cases), request)


def compile_log(
    source: Origin | Sequence[Origin],
    folder: str | os.PathLike[str],
    *,
    cases: Origin | Sequence[Origin] | None = None,
    n_buckets: int | None = None,
    append: bool = False,
    most_texts: int = MOST_TEXTS,
    progress: Told | None = None,
    **options: Unpack[Reading],
) -> CompiledLog:
    """
    Read events of customers into a log on disk, of which every question has the same answer as of
    the log that `read_log` makes of the same source.

    Args:
        source: What `read_log` takes.
        folder: Where the log shall lie: a new folder, or that of a compiled log.
        cases: What `read_log` takes.
        n_buckets: How many buckets, a power of two; None for as many as the size asks for.
        append: Add the events to the log that lies in the folder: only buckets that they touch are
            written anew, unless a name is new or more becomes known of cases, which is added to
            what was known. Repeats of events that the log has already are found as well.
        most_texts: A column with more different texts than this, such as one that names each order,
            is left out and told in the log's `quality`; the column of event ids never is.
        progress: Told now and then how many rows are read and what share of the work is done;
            `touchline.reporting` tells as much of any long work.
        options: Everything else that `read_log` takes.

    Returns:
        The log, opened.

    Raises:
        TouchlineError: The source cannot be read, or the folder holds something else.
    """
    origins = source if isinstance(source, list | tuple) else [source]
    if not origins:
        raise EmptySource(at="source")
    key = options.get("pseudonymise")
    if key is not None:
        # A key that is made now cannot be the one by which the log was made.
        names = key if isinstance(key, Pseudonyms) else Pseudonyms.read(key, make=not append)
        options["pseudonymise"] = names
    request = Request.of(**options)
    found = _wanted(origins, request)
    about = None if cases is None else _read(cases)
    before = CompiledLog.open(folder) if append else None
    if before is not None and options.setdefault("zone", before.zone) != before.zone:
        raise AlreadyCompiled(at=str(folder))
    _must_fit(before, request)
    with task("compile", 1) as steps:

        def told(n_rows: int, share: float) -> None:
            steps.reach(n_rows, share)
            if progress is not None:
                progress(n_rows, share)

        executor, batches = in_use(), Batches(found)
        if isinstance(executor, Spark) and before is None and is_shared_out(batches, request):
            cluster = SparkCompilation(batches, about, Request.of(**options), told, most_texts)
            return cluster.on(executor, folder, n_buckets)
        work = Compilation(batches, about, Request.of(**options), told, most_texts)
        return work.into(folder, n_buckets, before)


def read_survey(
    source: Origin | Sequence[Origin],
    *,
    respondent: str | None = None,
    moment: str | None = None,
    timestamp: str | None = None,
    zone: str = "UTC",
    time_format: str | None = None,
    cases: Origin | Sequence[Origin] | None = None,
    cases_key: str | None = None,
    pseudonymise: Key | None = None,
    pseudonymise_also: Sequence[str] = (),
) -> Survey:
    """
    Read answers of customers to surveys, from files or frames.

    A reply needs neither a customer nor a moment nor a date; what is not there is left open. All
    columns without a role, such as scores and comments, are kept by their names.

    Args:
        source: A path or a data frame, as `read_log` takes it, or several of them.
        respondent: The column that says who replied; guessed by name unless stated.
        moment: The column that says what the reply is about; guessed by name unless stated.
        timestamp: The column that says when; guessed by name unless stated.
        zone: The reporting zone; times without a zone are meant in it.
        time_format: How times are written, as for `read_log`.
        cases: A table of customers whose columns are joined to their replies.
        cases_key: The column of that table that holds the customer.
        pseudonymise: The file of a secret key by which those who replied get pseudonyms, as for
            `read_log`.
        pseudonymise_also: Further columns whose texts become pseudonyms.

    Returns:
        The survey; what was left out and guessed is in its `quality`.

    Raises:
        TouchlineError: The source cannot be read, or a column cannot be settled.
    """
    request = SurveyRequest(
        respondent=respondent,
        moment=moment,
        timestamp=timestamp,
        zone=zone,
        time_format=time_format,
        cases_key=cases_key,
        disguise=Disguise.of(pseudonymise, pseudonymise_also),
    )
    return surveyed(_read(source), None if cases is None else _read(cases), request)


def _must_fit(before: CompiledLog | None, request: Request) -> None:
    """
    Refuse to add customers to a log that calls them otherwise.
    """
    if before is None:
        return
    known = before.quality.pseudonyms
    added = None if request.disguise is None else request.disguise.pseudonyms.mark
    if known != added:
        raise OtherPseudonyms.between(before.folder, known, added)


def _compiled(source: Origin | Sequence[Origin]) -> Path | None:
    only = source[0] if isinstance(source, list | tuple) and len(source) == 1 else source
    if _is_path(only):
        path = Path(cast("str", only))
        return path if (path / MANIFEST).is_file() else None
    return None


def _read(source: Origin | Sequence[Origin], request: Request | None = None) -> Gathered:
    origins = source if isinstance(source, list | tuple) else [source]
    if not origins:
        raise EmptySource(at="source")
    raws = gathered([reader.read(place) for reader, place in _wanted(origins, request)])
    if not raws.n_rows:
        raise EmptySource(at=raws.origin)
    return raws


def _wanted(origins: Sequence[Origin], request: Request | None) -> list[tuple[Source, Any]]:
    found = [_found(origin) for origin in origins]
    if request is None:
        return found
    if request.query is not None and not any(reader.answers_queries for reader, _ in found):
        raise NothingToQuery(at="query")
    return [(reader, reader.narrowed(place, request)) for reader, place in found]


def _is_path(origin: object) -> bool:
    if isinstance(origin, str):
        # An address holds two strokes, and no file has a name that begins as one does.
        return _ADDRESS.match(origin) is None
    return hasattr(origin, "__fspath__")


def _found(origin: Origin) -> tuple[Source, Any]:
    # Anything that is no text and no path is taken for a frame.
    is_path = _is_path(origin)
    place: Any = Path(origin) if is_path else origin
    reader = next((found for found in SOURCES.values() if found.accepts(place)), None)
    if is_path and not place.is_file() and not place.is_dir():
        raise MissingFile.beside(place)
    if reader is None or (is_path and place.is_dir()):
        name = place.name if is_path else type(origin).__name__
        suffixes = sorted(suffix for found in SOURCES.values() for suffix in found.suffixes)
        raise UnknownSource(
            at=str(place) if is_path else "source", name=name, known=shown(suffixes)
        )
    return reader, place
