"""
The ways in which an answer leaves, whether all of it may or not.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from touchline.analysis._tables import flat_row, frame_of
from touchline.spreadsheet import comma_separated

if TYPE_CHECKING:
    from touchline.analysis._record import Record
    from touchline.analysis._tables import Backend


class Written(ABC):
    """
    What has a main table of one type of row, and can say itself as plain values.
    """

    @property
    @abstractmethod
    def _row_type(self) -> type[Record]:
        """
        The type of its rows.
        """

    @abstractmethod
    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """
        Write the answer as plain values.

        Args:
            language: The language of the warnings.

        Returns:
            `question`, `n_cases`, `n_events`, `answer` and `warnings`.
        """

    @abstractmethod
    def rows(self) -> list[dict[str, Any]]:
        """
        Lay the main table out flat.

        Returns:
            One mapping a row.
        """

    def to_json(self, language: str = "en") -> str:
        """
        Write the answer as one JSON object.

        Args:
            language: The language of the warnings.

        Returns:
            The JSON text of `to_dict`.
        """
        return json.dumps(self.to_dict(language), ensure_ascii=False)

    def to_frame(self, backend: Backend = "pandas") -> Any:
        """
        Give the main table to a data frame library.

        Args:
            backend: `pandas`, `polars` or `pyarrow`.

        Returns:
            A native frame of that library.

        Raises:
            MissingDependency: The library is not installed.
        """
        return frame_of(self._row_type, self.rows(), backend)

    def to_csv(self) -> str:
        """
        Write the main table as CSV with a header.

        Returns:
            Comma-separated lines; what is not known or withheld is empty, and no text is taken for
            a formula.
        """
        return comma_separated(self.rows(), list(flat_row(self._row_type, {})))
