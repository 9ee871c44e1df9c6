"""
The widget itself; loaded only when one is asked for, since its library is an extra.
"""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

_FOLDER = Path(__file__).parent


class Picture(anywidget.AnyWidget):
    """
    A picture that can be zoomed and moved, with what each part says under the pointer.
    """

    _esm = _FOLDER / "picture.js"
    _css = _FOLDER / "picture.css"

    svg = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
