"""
Lines of a cell and the cards that they tell.

A line says more than the words of a card: its score, its status, who answers for it. Each of these
is found where it stood when the file was written, so that a change of one is known from the rest.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from touchline.i18n import number, translate
from touchline.importers._workbook.draft import NotTakenError
from touchline.importers._workbook.opened import note
from touchline.importers._workbook.said import (
    JOINT,
    choice_of,
    first_number,
    number_of,
    plain_words,
)
from touchline.lanes import LANES
from touchline.lanes._scores import score_number, short_number
from touchline.model.experience import Opportunity, PainPoint, Progress, Scored
from touchline.model.structure import Scale
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from touchline.document.tree import Plain
    from touchline.importers._workbook.draft import Draft

_HOLE: Final = "\ue000"
_BULLET: Final = "•"
#: Marks between which thoughts are quoted.
_QUOTES: Final = "\"'“”„«»「」『』‘’ "


@dataclass(frozen=True, slots=True)
class Said:
    """
    Something of a card that a line tells.

    Args:
        name: The field.
        shown: How the line tells it.
        read: Gives the value behind other words, or None when they say none.
    """

    name: str
    shown: str
    read: Callable[[str], Any]


def split(text: str, exported: Sequence[str]) -> list[str]:
    """
    Part the text of a cell into lines, one for each card.

    Args:
        text: The text.
        exported: The lines when the file was written, of which some may hold line breaks.

    Returns:
        The lines without their dots.
    """
    rows = [row.strip() for row in text.split("\n")]
    rows = [row.removeprefix(_BULLET).strip() if row.startswith(_BULLET) else row for row in rows]
    longer = [[part.strip() for part in one.split("\n")] for one in exported if "\n" in one]
    found, i = [], 0
    while i < len(rows):
        whole = next((one for one in longer if rows[i : i + len(one)] == one), [rows[i]])
        if any(whole):
            found.append("\n".join(whole))
        i += len(whole)
    return found


def told_by(lines: Sequence[str], cards: Sequence[Plain], draft: Draft, lane: Plain) -> list[str]:
    """
    Find which card each line tells.

    Args:
        lines: The lines when the file was written.
        cards: The cards of the cell, in their order.
        draft: The map.
        lane: The lane.

    Returns:
        The id of the card of each line; empty for a line that is worked out.
    """
    found, place = [], 0
    for line in lines:
        at = next(
            (
                i
                for i in range(place, len(cards))
                if any(
                    plain_words(said.shown) in plain_words(line)
                    for said in facts(cards[i], draft, lane)
                    if said.name in {"text", "score", "cause"}
                )
            ),
            None,
        )
        found.append("" if at is None else str(cards[at]["id"]))
        place = place if at is None else at + 1
    return found


def facts(card: Plain, draft: Draft, lane: Plain) -> Iterator[Said]:
    """
    Walk over what a line may tell of a card, the longest first.

    Args:
        card: The plain data of the card.
        draft: The map.
        lane: The lane that holds it.

    Yields:
        What is told, with how it reads.
    """
    for name in ("text", "cause", "why"):
        if words := plain_words(draft.said(card.get(name))):
            yield Said(name, words, _words)
    if lane["kind"] in LANES and issubclass(LANES[lane["kind"]].card, Scored):
        yield from _score(card, draft, lane)
    for said in phrases(draft, lane):
        if shown := said.shown_of(card):
            yield Said(said.name, shown, said.read)


def _words(text: str) -> str | None:
    return text.strip() or None


def _score(card: Plain, draft: Draft, lane: Plain) -> Iterator[Said]:
    """
    Say how the score of a card is told: as a number of its scale, with or without its name.
    """
    data = card.get("scale") or lane.get("scale") or {}
    scale = Scale.model_validate(data)
    score = card.get("score")
    if not isinstance(score, int | float):
        return
    names = [draft.said(LocalText.of(one).plain()) for one in scale.names]
    read = _score_reader(scale, names, draft.language)
    if names:
        told = short_number(score, scale, draft.language, signed=scale.low < 0)
        place = round((score - scale.low) / (scale.high - scale.low) * (len(names) - 1))
        named = translate("scene.named-score", draft.language, name=names[place], score=told)
        yield Said("score", plain_words(named), read)
        yield Said("score", told, read)
    yield Said("score", score_number(score, scale, draft.language), read)


def _score_reader(scale: Scale, names: list[str], language: str) -> Callable[[str], Any]:
    def read(text: str) -> float | None:
        value = number_of(text, language)
        if value is None:
            value = first_number(text, language)
        if value is None:
            found = choice_of(text, {str(i): name for i, name in enumerate(names)})
            if found is not None and len(names) > 1:
                share = int(found) / (len(names) - 1)
                value = scale.low + share * (scale.high - scale.low)
        return value

    return read


@dataclass(frozen=True, slots=True)
class Phrase:
    """
    A part of a line that says one field in fixed words.

    Args:
        name: The field.
        shown_of: Says the field of a card; empty when it is not told.
        read: Gives the value behind such words, or None when they say something else.
    """

    name: str
    shown_of: Callable[[Plain], str]
    read: Callable[[str], Any]


def phrases(draft: Draft, lane: Plain) -> Iterator[Phrase]:
    """
    Walk over the fields of a lane's cards that lines tell in fixed words.

    Args:
        draft: The map.
        lane: The lane.

    Yields:
        Each phrase.
    """
    language = draft.language
    kind = LANES[lane["kind"]].card if lane["kind"] in LANES else None
    for name in ("owner", "department"):
        yield _filled(name, f"scene.{name}", "name", language)
    if kind is not None and "status" in kind.model_fields:
        words = {one: translate(f"scene.status-{one}", language) for one in get_args(Progress)}
        yield Phrase(
            "status",
            lambda card: words.get(str(card.get("status", "idea")), ""),
            lambda text: choice_of(text, words),
        )
    if kind is not None and issubclass(kind, PainPoint):
        grades = {
            str(one): translate("scene.severity", language, severity=one) for one in (1, 2, 3)
        }
        yield Phrase(
            "severity",
            lambda card: grades.get(str(card.get("severity")), ""),
            lambda text: int(found) if (found := choice_of(text, grades)) else None,
        )
    if kind is not None and issubclass(kind, Opportunity):
        yield _scored(language)


def _filled(name: str, key: str, hole: str, language: str) -> Phrase:
    before, _, after = translate(key, language, **{hole: _HOLE}).partition(_HOLE)

    def shown(card: Plain) -> str:
        value = card.get(name)
        return plain_words(f"{before}{value}{after}") if value else ""

    def read(text: str) -> str | None:
        start, end = plain_words(before), plain_words(after)
        if not text.startswith(start) or not text.endswith(end):
            return None
        return text[len(start) : len(text) - len(end)].strip() or None

    return Phrase(name, shown, read)


def _scored(language: str) -> Phrase:
    before, _, after = translate("scene.score-of", language, score=_HOLE).partition(_HOLE)

    def shown(card: Plain) -> str:
        score = card.get("score")
        if not isinstance(score, int | float):
            return ""
        return plain_words(before + number(score, language) + after)

    def read(text: str) -> float | None:
        start, end = plain_words(before), plain_words(after)
        if not text.startswith(start) or not text.endswith(end):
            return None
        return number_of(text[len(start) : len(text) - len(end)], language)

    return Phrase("score", shown, read)


def changed(
    lines: tuple[str, str], card: Plain, draft: Draft, lane: Plain, cell: str
) -> tuple[dict[str, Any], list[str]]:
    """
    Find what a changed line says of its card.

    Args:
        lines: The line when the file was written, and the line now.
        card: The card.
        draft: The map.
        lane: Its lane.
        cell: Where the line stands.

    Returns:
        The fields with their new values, and the parts of the line that stay as they were.

    Raises:
        NotTakenError: The line cannot be understood.
    """
    told, now = map(plain_words, lines)
    found = _holes(told, list(facts(card, draft, lane)))
    pattern = "".join(
        f"(?P<{one.name}>.*?)" if isinstance(one, Said) else re.escape(one) for one in found
    )
    match = re.fullmatch(pattern, now, re.DOTALL)
    if match is None or any(not match[one.name].strip() for one in found if isinstance(one, Said)):
        return _by_parts(told, now, [one for one in found if isinstance(one, Said)], draft, lane)
    fields = {}
    for one in found:
        if not isinstance(one, Said) or match[one.name] == one.shown:
            continue
        value = one.read(match[one.name])
        if value is None:
            raise NotTakenError(note("words", cell, text=match[one.name]))
        fields[one.name] = value
    return fields, []


def _holes(line: str, known: Sequence[Said]) -> list[str | Said]:
    """
    Cut a line into what is told of the card and the fixed words between.
    """
    pieces: list[str | Said] = [line]
    for said in known:
        if any(isinstance(one, Said) and one.name == said.name for one in pieces):
            continue
        for i, piece in enumerate(pieces):
            if isinstance(piece, str) and said.shown and said.shown in piece:
                before, _, after = piece.partition(said.shown)
                pieces[i : i + 1] = [before, said, after]
                break
    return [one for one in pieces if one]


def _by_parts(
    told: str, now: str, known: Sequence[Said], draft: Draft, lane: Plain
) -> tuple[dict[str, Any], list[str]]:
    """
    Understand a line that was written anew, part by part.
    """
    before = told.split(JOINT)
    parts = now.split(JOINT)
    fresh = [part for part in parts if part not in before]
    fields: dict[str, Any] = {}
    words = []
    for part in fresh:
        found = next(
            ((one.name, v) for one in phrases(draft, lane) if (v := one.read(part)) is not None),
            None,
        )
        if found:
            fields[found[0]] = found[1]
        else:
            words.append(part)
    score = next((one for one in known if one.name == "score" and "." not in one.name), None)
    if score is not None and words and "score" not in fields:
        value = score.read(words[0])
        if value is not None:
            fields["score"] = value
            words = words[1:]
    text = next((one for one in known if one.name == "text"), None)
    is_kept = text is not None and text.shown in now
    if words and not is_kept:
        fields["cause" if text is None and _has_cause(known) else "text"] = JOINT.join(words)
        words = []
    told_by_fields = {one.shown for one in known if one.name in fields or one.name == "text"}
    gone = [part for part in before if part not in parts and part not in told_by_fields]
    return fields, [*words, *gone]


def _has_cause(known: Sequence[Said]) -> bool:
    return any(one.name == "cause" for one in known)


def fresh_card(line: str, draft: Draft, lane: Plain, cell: str) -> Plain:
    """
    Make a card of a line that was added.

    Args:
        line: The line.
        draft: The map.
        lane: The lane.
        cell: Where the line stands.

    Returns:
        The plain data of the card without an id.

    Raises:
        NotTakenError: The lane holds no cards of this kind, or the line lacks what they need.
    """
    kind = LANES.get(lane["kind"])
    if kind is not None and (kind.is_measured or lane["kind"] == "evidence"):
        raise NotTakenError(note("derived", cell, text=line))
    card: Plain = {}
    words: list[str] = []
    for part in plain_words(line).split(JOINT):
        found = next(
            ((one.name, v) for one in phrases(draft, lane) if (v := one.read(part)) is not None),
            None,
        )
        if found and (words or found[0] in {"owner", "department"}):
            card[found[0]] = found[1]
        else:
            words.append(part)
    if kind is not None and issubclass(kind.card, Scored):
        words = _scored_card(card, words, draft, lane, note_of=(cell, line))
    text = JOINT.join(words)
    if lane["kind"] == "thoughts":
        text = text.strip(_QUOTES)
    if text:
        draft.put(card, "text", text)
    return card


def _scored_card(
    card: Plain, words: list[str], draft: Draft, lane: Plain, *, note_of: tuple[str, str]
) -> list[str]:
    """
    Read the score that a feeling begins with, and why it is so.
    """
    scale = Scale.model_validate(lane.get("scale") or {})
    names = [draft.said(LocalText.of(one).plain()) for one in scale.names]
    read = _score_reader(scale, names, draft.language)
    score = read(words[0]) if words else None
    if score is None:
        cell, line = note_of
        raise NotTakenError(note("score", cell, text=line, low=scale.low, high=scale.high))
    card["score"] = score
    before, _, after = translate("scene.why", draft.language, cause=_HOLE).partition(_HOLE)
    rest = []
    for part in words[1:]:
        start, end = plain_words(before), plain_words(after)
        is_cause = "cause" in LANES[lane["kind"]].card.model_fields and part.startswith(start)
        if is_cause and part.endswith(end):
            draft.put(card, "cause", part[len(start) : len(part) - len(end)].strip())
        else:
            rest.append(part)
    return rest


def paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """
    Pair the lines of a cell before and after.

    Args:
        old: The lines when the file was written.
        new: The lines now.

    Returns:
        Indexes of lines that belong together, in the order of the new ones; None for a line that
        is new or gone.
    """
    before, after = [plain_words(one) for one in old], [plain_words(one) for one in new]
    partner: dict[int, int] = {}
    left = list(range(len(before)))
    for j, line in enumerate(after):
        same = next((i for i in left if before[i] == line), None)
        if same is not None:
            partner[j] = same
            left.remove(same)
    open_ = [j for j in range(len(after)) if j not in partner]
    if len(open_) == len(left):
        partner |= dict(zip(open_, left, strict=True))
        left = []
    else:
        for j in open_:
            likes = [(_likeness(before[i], after[j]), -i) for i in left]
            best = max(likes, default=(0.0, 0))
            if best[0] > _ALIKE:
                partner[j] = -best[1]
                left.remove(-best[1])
    return [(partner.get(j), j) for j in range(len(after))] + [(i, None) for i in left]


def _likeness(one: str, other: str) -> float:
    """
    Say how alike two lines are; a line that was cut or continued is the same line.
    """
    if one.startswith(other) or other.startswith(one):
        return 1.0
    return difflib.SequenceMatcher(None, one, other).ratio()


#: Lines that share more than this part of their letters are one line that was changed.
_ALIKE: Final = 0.6
