"""
What an engine owes, and how a query is written in SQL.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Self

from touchline.errors import MissingDependency, NotFound
from touchline.sources._warehouses.errors import TableNotNamed, UnknownTable

if TYPE_CHECKING:
    from types import TracebackType

    import pyarrow as pa

    from touchline.sources._warehouses.place import Place


def library(module: str, package: str) -> Any:
    """
    Load a library of the extra `warehouse`.

    Args:
        module: What is imported.
        package: What is installed.

    Returns:
        The module.

    Raises:
        MissingDependency: It is not installed.
    """
    try:
        return import_module(module)
    except ImportError as fault:
        raise MissingDependency.extra(package, "warehouse") from fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    What is wanted of the rows.

    Args:
        columns: Which columns.
        order: By which columns they are sorted, what is not known last.
        limit: How many of the first rows; None for all.
    """

    columns: tuple[str, ...]
    order: tuple[str, ...]
    limit: int | None = None


class Engine(ABC):
    """
    An open warehouse, of which one table or query is read.

    Args:
        place: Where it is.
    """

    def __init__(self, place: Place) -> None:
        self.place = place

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @abstractmethod
    def tables(self) -> list[str]:
        """
        List what can be read, as an address names it.
        """

    @abstractmethod
    def schema(self) -> pa.Schema:
        """
        Look up the columns and the types in which they arrive.

        Raises:
            UnknownTable: There is no such table.
            QueryRefused: The query cannot be carried out.
        """

    @abstractmethod
    def count(self) -> int:
        """
        Count the rows.
        """

    @abstractmethod
    def rows(self, choice: Choice) -> pa.RecordBatchReader:
        """
        Read rows bit by bit.

        Args:
            choice: Which columns in which order.

        Returns:
            The rows; whatever has no counterpart in a file arrives as text.

        Raises:
            QueryRefused: The query cannot be carried out.
        """

    @abstractmethod
    def close(self) -> None:
        """
        Hang up.
        """

    def no_table(self) -> TableNotNamed | NotFound:
        """
        Say that the address names no table that there is.

        Returns:
            The error, with those that there are.
        """
        if self.place.table is None:
            return TableNotNamed.among(self.tables(), self.place)
        return UnknownTable.among(self.place.table, self.tables(), at=self.place.shown)


class SqlEngine(Engine):
    """
    An engine to which queries are written as text.

    Args:
        place: Where it is.
    """

    #: The type of texts.
    text: ClassVar[str]
    #: What the warehouse calls texts that arrive as they are.
    texts: ClassVar[tuple[str, ...]] = ()
    #: How texts are told to be sorted by their bytes, where the warehouse might do otherwise.
    by_bytes: ClassVar[str] = ""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._kinds: dict[str, str] | None = None

    @abstractmethod
    def run(self, sql: str) -> pa.RecordBatchReader:
        """
        Carry out one query.

        Args:
            sql: Its text.

        Returns:
            Its rows, bit by bit.
        """

    @abstractmethod
    def kinds(self) -> dict[str, str]:
        """
        Look up the columns and what the warehouse calls their types.
        """

    @abstractmethod
    def is_plain(self, kind: str) -> bool:
        """
        Decide whether a type arrives as it is, rather than as text.

        Args:
            kind: What the warehouse calls it.

        Returns:
            True for truth values, numbers, times and texts.
        """

    @property
    def relation(self) -> str:
        """
        What is read, as it stands behind FROM.

        Raises:
            TableNotNamed: Nothing is named.
        """
        if self.place.query is not None:
            return f"({self.place.query.strip().rstrip(';')}\n) AS asked"
        if self.place.table is None:
            raise self.no_table()
        return ".".join(map(quoted, self.place.table.split("."))) + " AS asked"

    def schema(self) -> pa.Schema:
        """
        Look up the columns and the types in which they arrive.
        """
        every = tuple(self._known())
        # Read to its end, since an answer that nobody reads keeps the line busy.
        return self.rows(Choice(columns=every, order=(), limit=0)).read_all().schema

    def count(self) -> int:
        """
        Count the rows.
        """
        counted = self.run(f"SELECT count(*) AS n FROM {self.relation}").read_all()  # noqa: S608
        return int(counted["n"][0].as_py())

    def rows(self, choice: Choice) -> pa.RecordBatchReader:
        """
        Read rows bit by bit.
        """
        wanted = ", ".join(f"{self._value(name)} AS {quoted(name)}" for name in choice.columns)
        # Relations, names and the query of the person who asks are all that is put in.
        sql = f"SELECT {wanted} FROM {self.relation}"  # noqa: S608
        if choice.order:
            sql += " ORDER BY " + ", ".join(map(self._sorted, choice.order))
        return self.run(sql if choice.limit is None else f"{sql} LIMIT {choice.limit}")

    def _known(self) -> dict[str, str]:
        if self._kinds is None:
            self._kinds = self.kinds()
        return self._kinds

    def _value(self, name: str) -> str:
        column = f"asked.{quoted(name)}"
        return column if self.is_plain(self._known()[name]) else f"CAST({column} AS {self.text})"

    def _sorted(self, name: str) -> str:
        kind = self._known()[name]
        is_text = not self.is_plain(kind) or kind in self.texts
        return self._value(name) + (self.by_bytes if is_text else "") + " NULLS LAST"


def quoted(name: str) -> str:
    """
    Write a name so that it is one, whatever it holds.

    Args:
        name: The name of a column, table or schema.

    Returns:
        The name between quotation marks.
    """
    return '"' + name.replace('"', '""') + '"'
