"""
Tables and queries in warehouses and databases.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow as pa

from touchline.eventlog.bots import USER_AGENT_COLUMNS
from touchline.eventlog.columns import UnknownColumn
from touchline.sources import Source
from touchline.sources._errors import NothingGuessed
from touchline.sources._guesses import roles
from touchline.sources._raw import Batch, Raw, unique_names
from touchline.sources._warehouses.duckdb import DuckDb
from touchline.sources._warehouses.engine import Choice
from touchline.sources._warehouses.ibis import Ibis
from touchline.sources._warehouses.place import EVERY, Place, is_address
from touchline.sources._warehouses.postgresql import PostgreSql
from touchline.sources._warehouses.sqlite import Sqlite

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from touchline.sources._guesses import Roles
    from touchline.sources._request import Request
    from touchline.sources._warehouses.engine import Engine

#: Who speaks to which kind of warehouse; Ibis to all others.
_ENGINES: Mapping[str, type[Engine]] = {
    "duckdb": DuckDb,
    "postgresql": PostgreSql,
    "sqlite": Sqlite,
}
#: How many rows, and how many bytes of them, are held at once.
_N_ROWS, _N_BYTES = 1 << 19, 1 << 27
#: How many rows are looked at where names do not tell which column is what.
_N_SAMPLE = 50_000


class Warehouse(Source):
    """
    A table or a query of DuckDB, PostgreSQL, SQLite, or whatever else Ibis speaks to.

    `postgresql://ann@host/shop?table=web.events` names a table, `duckdb:///shop.duckdb?query=…` a
    query. Only the columns that play a part are fetched, and those that `attribute=…` names, as
    often as wanted; `attribute=*` fetches all. Rows are sorted by time, then by what `order=…`
    names, then by all else that is fetched, so that it does not matter how they are stored.
    """

    name: ClassVar[str] = "warehouse"
    schemes: ClassVar[tuple[str, ...]] = (*_ENGINES, "bigquery", "snowflake", "clickhouse")
    answers_queries: ClassVar[bool] = True

    def accepts(self, origin: object) -> bool:
        """
        Decide whether an origin is an address.

        Args:
            origin: Anything.

        Returns:
            True for a text that begins with a scheme and `://`.
        """
        return isinstance(origin, Place) or is_address(origin)

    def narrowed(self, origin: Any, request: Request) -> Place:
        """
        Settle which columns leave the warehouse.

        Args:
            origin: The address.
            request: What is asked.

        Returns:
            The place with its columns.

        Raises:
            TouchlineError: It cannot be reached, or a column cannot be settled.
        """
        place = Place.of(origin, request.query)
        with _opened(place) as engine:
            schema = engine.schema()
            real = dict(zip(unique_names(schema.names), schema.names, strict=True))
            for role, names in (("attribute", place.attributes), ("order", place.order)):
                for name in names:
                    if name not in {*real, EVERY}:
                        raise UnknownColumn.among(name, real, at=role)
            part = _settled(engine, schema, request).columns
        wanted = _wanted(place, request, real, set(part.values()))
        first = (part["timestamp"], *place.order, part["case"], part["activity"])
        return replace(
            place,
            columns=tuple(real[name] for name in real if name in wanted),
            first=tuple(real[name] for name in first),
            left=tuple(name for name in real if name not in wanted),
        )

    def read(self, origin: Any) -> Raw:
        """
        Read all rows.

        Args:
            origin: The address, or what `narrowed` made of it.

        Returns:
            The rows, sorted.

        Raises:
            TouchlineError: The warehouse does not hand them out.
        """
        place = _place(origin)
        with _opened(place) as engine:
            choice, names = _choice(engine)
            return _raw(engine.rows(choice).read_all(), names, place)

    def batches(self, origin: Any) -> Iterator[Batch]:
        """
        Read all rows bit by bit.

        Args:
            origin: The address, or what `narrowed` made of it.

        Yields:
            The rows, sorted.

        Raises:
            TouchlineError: The warehouse does not hand them out.
        """
        place = _place(origin)
        with _opened(place) as engine:
            yield from _batches(engine, None)

    def sample(self, origin: Any) -> Batch:
        """
        Read the first rows, without the rest being sorted.

        Args:
            origin: The address, or what `narrowed` made of it.

        Returns:
            The rows, and how much of all they are.

        Raises:
            TouchlineError: The warehouse does not hand them out.
        """
        place = _place(origin)
        with _opened(place) as engine:
            return next(_batches(engine, _N_ROWS))


def _place(origin: Any) -> Place:
    return origin if isinstance(origin, Place) else Place.of(origin)


def _opened(place: Place) -> Engine:
    return _ENGINES.get(place.scheme, Ibis)(place)


def _settled(engine: Engine, schema: pa.Schema, request: Request) -> Roles:
    """
    Settle which column is what: by names and types, and by content where those do not tell.
    """
    names = unique_names(schema.names)
    empty = schema.empty_table().rename_columns(names)
    try:
        found = roles(empty, request.roles, engine.place.name)
    except NothingGuessed:
        pass
    else:
        when = found.columns["timestamp"]
        if request.roles["timestamp"] or pa.types.is_temporal(empty.schema.field(when).type):
            return found
    every = tuple(schema.names)
    choice = Choice(columns=every, order=every, limit=_N_SAMPLE)
    sample = engine.rows(choice).read_all().rename_columns(names)
    return roles(sample, request.roles, engine.place.name)


def _wanted(
    place: Place, request: Request, names: Collection[str], parts: Collection[str]
) -> set[str]:
    # Rows that repeat in every column are told by every column.
    if EVERY in place.attributes or request.drop_duplicates:
        return set(names)
    bots = request.bots
    agent = {bots.user_agent_column}
    if bots.user_agent_column is None:
        agent = {name for name in names if name.lower() in USER_AGENT_COLUMNS}
    return {*parts, *place.attributes, *(agent if bots.user_agent else ())} & set(names)


def _choice(engine: Engine) -> tuple[Choice, list[str]]:
    """
    Say what is read in which order, and how its columns are called then.
    """
    place, every = engine.place, engine.schema().names
    names = dict(zip(every, unique_names(every), strict=True))
    columns = tuple(every) if place.columns is None else place.columns
    order = tuple(dict.fromkeys((*place.first, *columns)))
    return Choice(columns=columns, order=order), [names[column] for column in columns]


def _batches(engine: Engine, limit: int | None) -> Iterator[Batch]:
    choice, names = _choice(engine)
    n_rows, n_read = engine.count(), 0
    reader = engine.rows(replace(choice, limit=limit))
    held: list[pa.RecordBatch] = []
    for batch in reader:
        held.append(batch)
        n_held = sum(part.num_rows for part in held)
        if n_held >= _N_ROWS or sum(part.nbytes for part in held) >= _N_BYTES:
            n_read += n_held
            table = pa.Table.from_batches(held, reader.schema)
            held = []
            yield Batch(_raw(table, names, engine.place), min(n_read / max(n_rows, 1), 1.0))
    if held or not n_read:
        table = pa.Table.from_batches(held, reader.schema)
        n_read += table.num_rows
        yield Batch(_raw(table, names, engine.place), min(n_read / max(n_rows, 1), 1.0))


def _raw(table: pa.Table, names: list[str], place: Place) -> Raw:
    return Raw(table.rename_columns(names), place.name, left=place.left)
