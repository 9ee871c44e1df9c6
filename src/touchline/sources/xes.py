"""
Event logs in XES, IEEE 1849.
"""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING, ClassVar
from xml.parsers import expat

import pyarrow as pa

from touchline.errors import StorageError
from touchline.sources import Source
from touchline.sources._errors import UnreadableFile
from touchline.sources._raw import Batch, Raw, gathered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

#: The elements that hold one attribute.
_KINDS = frozenset({"string", "date", "int", "float", "boolean", "id"})
_GZIP = b"\x1f\x8b"
#: How many bytes are parsed at once, and how many events make a batch.
_BLOCK, _N_EVENTS = 1 << 20, 200_000


class Xes(Source):
    """
    Traces with events; a trace is a case, and its attributes begin with `case:`.

    The name of the trace is the case, `concept:name` what happened and `time:timestamp` when;
    `lifecycle:transition` and all others are attributes. Lists and nested attributes are left out.
    """

    name: ClassVar[str] = "xes"
    suffixes: ClassVar[tuple[str, ...]] = (".xes",)

    def read(self, origin: Path) -> Raw:
        """
        Read one file.

        Args:
            origin: Its path; `.gz` is unpacked.

        Returns:
            One row an event.

        Raises:
            StorageError: The disk does not give it.
            UnreadableFile: It cannot be unpacked or parsed, or declares entities.
        """
        raws = [batch.raw for batch in self.batches(origin)]
        return Raw(gathered(raws).table, origin.name)

    def batches(self, origin: Path) -> Iterator[Batch]:
        """
        Read one file as it is parsed.

        Args:
            origin: Its path; `.gz` is unpacked.

        Yields:
            One row an event.

        Raises:
            StorageError: The disk does not give it.
            UnreadableFile: It cannot be unpacked or parsed, or declares entities.
        """
        try:
            with origin.open("rb") as file:
                yield from _batches(file, origin)
        except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
            raise UnreadableFile.because(origin, fault) from fault
        except expat.ExpatError as fault:
            problem = expat.ErrorString(fault.code)
            raise UnreadableFile.because(origin, problem, line=fault.lineno) from fault
        except OSError as fault:
            raise StorageError.on(origin, fault) from fault


def _batches(file: BinaryIO, path: Path) -> Iterator[Batch]:
    total = max(path.stat().st_size, 1)
    is_packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    content: BinaryIO = gzip.GzipFile(fileobj=file) if is_packed else file  # type: ignore[assignment]
    parsing = _Parsing(path)
    while block := content.read(_BLOCK):
        parsing.parser.Parse(block, False)
        if len(parsing.rows) >= _N_EVENTS:
            yield Batch(parsing.taken(), min(file.tell() / total, 0.999))
    parsing.parser.Parse(b"", True)
    yield Batch(parsing.taken())


class _Parsing:
    """
    What is known between two events of the parser.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[dict[str, str]] = []
        self._open: list[str] = []
        self._case: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._n_traces = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._refuse

    def taken(self) -> Raw:
        """
        Hand over the events so far.
        """
        rows, self.rows = self.rows, []
        names = list(dict.fromkeys(name for row in rows for name in row))
        columns = {
            name: pa.array([row.get(name) for row in rows], pa.large_string()) for name in names
        }
        return Raw(pa.table(columns), self.path.name)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = tag.rpartition("}")[2]
        around = self._open[-1] if self._open else ""
        self._open.append(element)
        if element == "trace":
            self._n_traces += 1
            self._case = {"case:concept:name": f"trace {self._n_traces}"}
        elif element == "event":
            self._event = {}
        elif element in _KINDS and "key" in attributes:
            value = attributes.get("value", "")
            if around == "event":
                self._event[attributes["key"]] = value
            elif around == "trace":
                self._case["case:" + attributes["key"]] = value

    def _end(self, tag: str) -> None:
        self._open.pop()
        # An event outside any trace belongs to nobody.
        if tag.rpartition("}")[2] == "event":
            case = self._case if "trace" in self._open else {}
            self.rows.append({**case, **self._event})

    def _refuse(self, name: str, *_: object) -> None:
        raise UnreadableFile.because(
            self.path, f"entity {name}", line=self.parser.CurrentLineNumber
        )
