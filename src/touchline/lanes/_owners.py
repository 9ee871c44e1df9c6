"""
Who answers for a block, and which department's part it is (R-025, R-043).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import translate
from touchline.lanes._flow import Flow
from touchline.lanes._pen import Piece

if TYPE_CHECKING:
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Block


def owner_tag(
    pen: Pen, block: Block, *, x: float, y: float, width: float, names_owner: bool = True
) -> Piece:
    """
    Place the owner's initials and name, and the department.

    Args:
        pen: What knows theme, language and text.
        block: The card or cell.
        x: Where it begins.
        y: Its top.
        width: The width it may take.
        names_owner: Whether the owner is placed, too.

    Returns:
        The tag; of height 0 when nobody is named.
    """
    if not (block.department or (block.owner and names_owner)):
        return Piece(width, 0.0, ())
    flow = Flow(pen, x, y, width)
    if block.owner and names_owner:
        flow.disc(block.owner)
        flow.note(block.owner)
    if block.department:
        flow.note(block.department, icon="building-2")
    return flow.piece


def owner_lines(block: Block, language: str) -> tuple[str, ...]:
    """
    Say who answers for a block and which department's part it is.

    Args:
        block: The card or cell.
        language: The reader's language tag.

    Returns:
        Plain lines; empty when nobody is named.
    """
    lines = []
    if block.owner:
        lines.append(translate("scene.owner", language, name=block.owner))
    if block.department:
        lines.append(translate("scene.department", language, name=block.department))
    return tuple(lines)
