"""
Files that stand beside a log: aggregated paths of touches, and what channels cost.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.analysis._attribution_paths import AggregatedPath
from touchline.cli._command import option
from touchline.cli._faults import MissingArgument, UnusableNumber
from touchline.eventlog.columns import UnknownColumn
from touchline.sources._errors import MissingFile
from touchline.sources.csv import Csv
from touchline.sources.parquet import Parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import click

#: What joins the touches of a path.
_JOINT = " > "
#: Marks what is a file rather than the thing itself.
_MARK = "@"


def paths_option() -> click.Option:
    """
    Declare the file of aggregated paths.

    Returns:
        The option; it may name the file, or say that the sources are such files.
    """
    return option(
        "--paths", "path_file", key="question.attribution.paths", metavar="FILE",
        is_flag=False, flag_value="", default=None,
    )  # fmt: skip


def path_files(given: str | None, sources: Sequence[str]) -> tuple[str, ...] | None:
    """
    Find the files of aggregated paths.

    Args:
        given: What was said of them: a file, nothing but the word, or not even that.
        sources: The files of the command.

    Returns:
        The files, or None when a log is asked.

    Raises:
        MissingArgument: There is neither a log nor a file of paths.
    """
    if given is None and sources:
        return None
    files = (*([given] if given else []), *sources)
    if not files:
        raise MissingArgument(
            command="touchline ask attribution",
            name="SOURCE",
            help="touchline ask attribution --help",
        )
    return files


def read_paths(files: Iterable[str]) -> list[AggregatedPath]:
    """
    Read aggregated paths.

    Args:
        files: CSV or Parquet files with the columns `path`, `conversions` and, if wanted, `value`
            (in all, else one a conversion) and `nulls`.

    Returns:
        The paths.

    Raises:
        MissingFile: There is no such file.
        UnknownColumn: A column is missing.
        UnusableNumber: A cell holds no such number.
    """
    return [path for file in files for path in _paths_of(file)]


def _paths_of(file: str) -> list[AggregatedPath]:
    columns = _columns(file, ("path", "conversions"))
    n = len(columns["path"])
    conversions = _numbers(columns["conversions"], f"{file}: conversions", whole=True)
    value = _numbers(columns["value"], f"{file}: value") if "value" in columns else conversions
    nulls = [0.0] * n
    if "nulls" in columns:
        nulls = _numbers(columns["nulls"], f"{file}: nulls", whole=True)
    return [
        AggregatedPath(
            tuple(part.strip() for part in str(text or "").split(_JOINT.strip()) if part.strip()),
            int(many),
            worth,
            int(none),
        )
        for text, many, worth, none in zip(columns["path"], conversions, value, nulls, strict=True)
    ]


def costs(given: Iterable[str]) -> tuple[Any, ...]:
    """
    Read the costs that stand in files.

    Args:
        given: Costs as written; `@FILE` is a JSON object or a table with `channel` and `cost`.

    Returns:
        The costs, with the content of files in place of their names.

    Raises:
        MissingFile: There is no such file.
        UnknownColumn: A column is missing.
    """
    return tuple(_cost(one.removeprefix(_MARK)) if one.startswith(_MARK) else one for one in given)


def _cost(file: str) -> Any:
    path = Path(file)
    if path.suffix == ".json" and path.is_file():
        return json.loads(path.read_text("utf-8"))
    columns = _columns(file, ("channel", "cost"))
    amounts = _numbers(columns["cost"], f"{file}: cost")
    return dict(zip(map(str, columns["channel"]), amounts, strict=True))


def _columns(file: str, needed: tuple[str, ...]) -> dict[str, list[Any]]:
    path = Path(file)
    if not path.is_file():
        raise MissingFile.beside(path)
    source = Parquet() if path.suffix == ".parquet" else Csv()
    table = source.read(path).table
    for name in needed:
        if name not in table.column_names:
            raise UnknownColumn.among(name, table.column_names, at=file)
    return {name: table[name].to_pylist() for name in table.column_names}


def _numbers(cells: list[Any], at: str, *, whole: bool = False) -> list[float]:
    found = []
    for cell in cells:
        blank = cell is None or not str(cell).strip()
        try:
            number = 0.0 if blank else float(cell)
        except ValueError:
            raise UnusableNumber(at=at, text=str(cell)[:60]) from None
        if math.isnan(number) or abs(number) > _MOST or (whole and (number < 0 or number % 1)):
            raise UnusableNumber(at=at, text=str(cell)[:60])
        found.append(number)
    return found


#: Beyond this a float no longer counts one by one.
_MOST = 2.0**53
