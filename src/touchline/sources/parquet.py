"""
Apache Parquet files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pyarrow as pa
import pyarrow.parquet as arrow_parquet

from touchline.errors import StorageError
from touchline.sources import Source
from touchline.sources._errors import UnreadableFile
from touchline.sources._raw import Raw, unique_names

if TYPE_CHECKING:
    from pathlib import Path


class Parquet(Source):
    """
    One Parquet file, its columns with the types that they have there.
    """

    name: ClassVar[str] = "parquet"
    suffixes: ClassVar[tuple[str, ...]] = (".parquet", ".pq")

    def read(self, origin: Path) -> Raw:
        """
        Read one file.

        Args:
            origin: Its path.

        Returns:
            Its rows.

        Raises:
            StorageError: The disk does not give it.
            UnreadableFile: It is no Parquet file, or a damaged one.
        """
        try:
            # The file itself, since a path would be searched for partitions and their columns.
            with origin.open("rb") as file:
                table = arrow_parquet.ParquetFile(file).read()
        except (pa.ArrowException, NotImplementedError) as fault:
            raise UnreadableFile.because(origin, fault) from fault
        except OSError as fault:
            # Arrow says damage in the words of the operating system, but without its number.
            if fault.errno is None:
                raise UnreadableFile.because(origin, fault) from fault
            raise StorageError.on(origin, fault) from fault
        return Raw(table.rename_columns(unique_names(table.column_names)), origin.name)
