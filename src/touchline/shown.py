"""
How a value shows itself in a notebook, without loading what draws it before it is shown.
"""

from __future__ import annotations

from importlib import import_module


class Shown:
    """
    A value that becomes a picture when a notebook's cell ends in it.
    """

    __slots__ = ()

    def _repr_svg_(self) -> str:
        """
        Draw it as one SVG document.
        """
        # What draws stands floors above the values that are drawn, so it is named, not imported.
        drawn: str = import_module("touchline.notebook").svg_of(self)
        return drawn

    def _repr_html_(self) -> str:
        """
        Draw it in a box that scrolls where the picture is wider than the cell.
        """
        return f'<div style="overflow:auto">{self._repr_svg_()}</div>'
