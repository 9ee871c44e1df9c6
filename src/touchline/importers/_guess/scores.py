"""
Rows of feelings and of importance, whose cards are points on a scale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from touchline.importers._guess.feelings import LEVELS, felt, scale_of
from touchline.importers._guess.parting import parted

if TYPE_CHECKING:
    from touchline.importers._guess.cards import Cards
    from touchline.importers._guess.feelings import Felt
    from touchline.importers._guess.grid import Line, Piece

#: The kinds of lanes whose cards are points on a scale.
SCORED: Final = frozenset({"emotion", "importance"})


def scored_lane(line: Line, cards: Cards) -> list[dict[str, Any]]:
    """
    Make a lane of scores, and one of notes for what notes none.

    Args:
        line: The row.
        cards: Makes cards.

    Returns:
        The lanes as a file would hold them; at least one.
    """
    found = [
        (piece._replace(text=text), felt(text))
        for piece in line.pieces
        for text in _apart(piece.text, line.kind)
    ]
    scale = scale_of(
        (one.score for _, one in found if one and one.scale is None),
        is_signed=any(piece.text.lstrip().startswith("+") for piece, _ in found),
    )
    scored: list[tuple[Piece, list[dict[str, Any]]]] = []
    silent: list[Piece] = []
    scales = set()
    for piece, one in found:
        range_ = one.scale or scale if one else None
        if one is None or range_ is None:
            silent.append(piece)
            continue
        scales.add(range_)
        line.is_sure = line.is_sure and one.is_sure and (one.scale is not None or len(found) > 1)
        scored.append((piece, [_card(line, piece, one, range_, cards)]))
    kind = line.kind
    if kind == "emotion":
        silent = _causes(scored, silent)
    if silent and not scored:
        line.is_sure = False
        return [cards.lane(line, "notes")]
    lane = cards.laid(line, kind, scored)
    lane["scale"] = _scale(next(iter(scales)) if len(scales) == 1 else LEVELS)
    if len(scales) == 1:
        for _, held in scored:
            del held[0]["scale"]
    if not silent:
        return [lane]
    line.is_sure = False
    rest = type(line)(
        at=line.at,
        heading=line.heading or kind,
        hint="",
        kind="notes",
        is_sure=False,
        pieces=silent,
    )
    return [lane, cards.lane(rest, "notes")]


def _apart(text: str, kind: str) -> list[str]:
    """
    Part a cell that holds several scores, such as those of two personas.
    """
    texts = parted(text, kind)
    return texts if len(texts) > 1 and all(map(felt, texts)) else [text]


def _causes(scored: list[tuple[Piece, list[dict[str, Any]]]], silent: list[Piece]) -> list[Piece]:
    """
    Take what stands beside a score at the same step for its cause, and give back the rest.
    """
    by_step: dict[int, dict[str, Any]] = {}
    for piece, held in scored:
        by_step.setdefault(piece.first, held[0])
    rest = []
    for piece in silent:
        card = by_step.get(piece.first)
        if card is None or piece.first != piece.last:
            rest.append(piece)
            continue
        cause = " ".join(piece.text.split())
        card["cause"] = f"{card['cause']} · {cause}" if "cause" in card else cause
    return rest


def _card(
    line: Line, piece: Piece, one: Felt, range_: tuple[float, float], cards: Cards
) -> dict[str, Any]:
    text = " ".join(one.rest.split())
    name = text or f"{line.kind}-{cards.steps[piece.first]}"
    card: dict[str, Any] = {"id": cards.card_ids.of(name, line.kind)}
    if text:
        card["text"] = text
    return card | {"score": one.score, "scale": _scale(range_)}


def _scale(range_: tuple[float, float]) -> dict[str, float]:
    return {"low": range_[0], "high": range_[1]}
