"""
What knows theme, language and text while a row is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.lanes._row import Drawn, Row


class Pen:
    """
    Places words and marks for one picture.
    """

    def paragraphs(self, row: Row) -> Drawn:
        """
        Place a row of text cards.
        """
        raise NotImplementedError(row.lane.kind)

    def figures(self, row: Row) -> Drawn:
        """
        Place a row of figures.
        """
        raise NotImplementedError(row.lane.kind)
