"""
Any valid journey map, however filled, as a Hypothesis strategy; and small changes of one.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from touchline.document.acts import (
    add_card,
    add_stage,
    add_step,
    move_card,
    move_step,
    remove,
    rename,
    set_field,
)
from touchline.document.closed import plain
from touchline.document.edits import Edit, EditRefused, apply
from touchline.document.read import build, journey_of
from touchline.document.tree import things
from touchline.lanes import LANES
from touchline.model.experience import Scored

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

KINDS = ("map", "persona", "channel", "stage", "step", "branch", "lane", "cell", "card", "link")
CARD_ACTS = ("move-step", "move-card", "add-card")
ACTS = (
    "rename", "rename", "own", "remove", "add-stage", "add-step", *CARD_ACTS,
)  # fmt: skip

LANGUAGES = ("en", "de", "ms", "zh-Hans", "zh-Hant", "fa")

#: Texts that a careless writer of YAML would spoil.
NASTY = (
    "yes", "null", "1", "-0.5", "1:30", "2026-03-31", "a: b", "# no comment", "a #b", "- item",
    "'quoted'", '"double"', "{a}", "[x]", "*star", "&and", "!bang", "%per", "@at", "`tick`", "|",
    ">", " leading", "trailing ", "two\nlines", "two\n\nparagraphs\n", "tab\there", "\u2028",
    "\x85", "\ufeff", "客戶旅程：「想法」", "می‌خواهم «سفر» را ببینم", "Grüße, „ja“", "🛒 " * 3,
    "\x07", "---", "<<<<<<< HEAD", "word " * 40, "long" * 60, "back\\slash", "?", ":",
    "- ", "a:", "=", "~", "",
)  # fmt: skip

words = st.one_of(
    st.sampled_from(NASTY),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=30),
    st.text("abc dxyz,:#-'\"", max_size=130),
)
local_texts = st.one_of(
    words, st.dictionaries(st.sampled_from(LANGUAGES), words, min_size=1, max_size=6)
)
ids = st.text("abcdé旅س019_-.", min_size=1, max_size=6).filter(lambda one: one[0] not in "-.")
numbers = st.floats(-1e6, 1e6, allow_nan=False)


def _filled(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(required, optional=optional)


owners = {
    "owner": words,
    "department": words,
    "allow": st.dictionaries(st.just("too-few-steps"), words, min_size=1),
}
evidence = st.lists(
    _filled(
        {"grade": st.sampled_from(["quoted", "surveyed", "measured"]), "source": local_texts},
        {
            "date": st.dates().map(str),
            "n": st.integers(1, 10**6),
            "participants": st.just(["customers", "others"]),
            "quote": local_texts,
            "url": words,
        },
    ),
    min_size=1,
    max_size=2,
)


def _scored(optional: dict[str, Any]) -> st.SearchStrategy[Any]:
    """
    A score inside its own scale, or inside the one of a lane that names none.
    """
    scaled = st.tuples(st.integers(-5, 0), st.integers(1, 10), st.floats(0, 1)).map(
        lambda drawn: {
            "scale": {"low": float(drawn[0]), "high": float(drawn[1])},
            "score": drawn[0] + round((drawn[1] - drawn[0]) * drawn[2], 3),
        }
    )
    plain_score = st.floats(-1, 1).map(lambda score: {"score": score})
    base = _filled({}, optional)
    return st.builds(lambda one, score: {**one, **score}, base, st.one_of(scaled, plain_score))


matchers = _filled(
    {"activities": st.lists(words, min_size=1, max_size=2)},
    {
        "where": st.dictionaries(
            words, st.lists(st.one_of(words, numbers), min_size=1), min_size=1
        ),
        "since": st.dates().map(str),
    },
)
progress = st.sampled_from(["planned", "doing", "done"])
days = st.dates().map(str)

#: The fields in which cards name other cards, and of which kind those are.
REFERENCES = {"answers": "pain-points", "carries_out": "opportunities", "about": "card"}

#: The fields of each kind of card beyond those that all cards have.
FIELDS: dict[str, dict[str, Any]] = {
    "Touchpoint": {
        "moment_of_truth": st.just(True),
        "delivery": st.sampled_from(["self-service", "assisted", "automatic"]),
        "use": st.just("wanted"),
        "moment": local_texts,
        "facts": st.lists(
            _filled({"about": words.filter(bool), "says": local_texts}, {}), min_size=1, max_size=2
        ),
        "binding": st.lists(matchers, min_size=1, max_size=2),
    },
    "PainPoint": {"severity": st.integers(1, 3)},
    "Need": {"why": local_texts},
    "Opportunity": {"status": progress, "score": numbers},
    "Change": {"status": progress, "why": local_texts, "goal": local_texts, "due": days},
    "Expectation": {"expected": numbers, "experienced": numbers},
    "Resource": {
        "sort": st.sampled_from(["people", "tool", "budget"]),
        "availability": st.just("need"),
        "cost": st.floats(0, 1e6),
        "currency": st.sampled_from(["EUR", "MYR"]),
        "every": st.just("month"),
    },
    "Metric": {
        "unit": st.sampled_from(["share", "seconds"]),
        "better": st.just("lower"),
        "baseline": numbers,
        "target": numbers,
        "readings": st.lists(_filled({"date": days, "value": numbers}, {}), min_size=1, max_size=3),
    },
    "Feeling": {"cause": local_texts, "low": numbers},
}


def _card(kind: str, known: dict[str, list[str]]) -> st.SearchStrategy[Any]:
    model = LANES[kind].card
    optional: dict[str, Any] = {"text": local_texts, "evidence": evidence, **owners}
    optional |= FIELDS.get(model.__name__, {})
    for thing in ("persona", "channel"):
        if known[thing] and thing in model.model_fields:
            optional[thing] = st.sampled_from(known[thing])
    return _scored(optional) if issubclass(model, Scored) else _filled({}, optional)


@st.composite
def plain_maps(draw: st.DrawFn, kinds: tuple[str, ...] = ()) -> dict[str, Any]:
    """
    Plain data of a valid map, its lanes of some kinds or of any.
    """
    optional: dict[str, Any] = {
        "language": st.sampled_from(LANGUAGES),
        "type": st.sampled_from(["current-state", "service-blueprint"]),
        "kind": st.sampled_from(["purchase", "retention"]),
        "status": st.just("published"),
        "invented": st.just(True),
        "scenario": local_texts,
        "goal": local_texts,
        "template": words,
        "icons": st.just([{"id": "own", "path": "M4 4 L20 20"}]),
        "objective": _filled(
            {"statement": local_texts}, {"target": numbers, "due": st.dates().map(str)}
        ),
        "review": _filled({}, {"every": words, "last": st.dates().map(str)}),
        **owners,
    }
    data: dict[str, Any] = draw(
        _filled({"touchline": st.just(1), "id": ids, "title": local_texts}, optional)
    )
    known: dict[str, list[str]] = {}
    for kind, required in (("persona", {"name": local_texts}), ("channel", {})):
        names = draw(st.lists(ids, max_size=2, unique=True))
        known[kind] = names
        if names:
            extra = (
                {"icon": words}
                if kind == "channel"
                else {
                    "primary": st.just(True),
                    "goals": st.lists(local_texts, min_size=1),
                    "role": local_texts,
                    "segment": st.just({"plan": ["plus", 2]}),
                }
            )
            data[f"{kind}s"] = [{"id": name, **draw(_filled(required, extra))} for name in names]
    _add_stages(draw, data)
    _add_lanes(draw, data, known, kinds or tuple(sorted(LANES)))
    _add_answers(draw, data)
    _add_ways(draw, data)
    return data


def _add_answers(draw: st.DrawFn, data: dict[str, Any]) -> None:
    """
    Let cards name others: the pain that they answer, what they carry out and what they draw on.
    """
    cards = [
        (lane["kind"], card)
        for lane in data.get("lanes", ())
        for cell in lane.get("cells", ())
        for card in cell.get("cards", ())
    ]
    for kind, card in cards:
        for field, mark in REFERENCES.items():
            there = [one["id"] for of, one in cards if mark in (of, "card")]
            if field in LANES[kind].card.model_fields and there:
                card[field] = draw(st.lists(st.sampled_from(there), max_size=2, unique=True))


def _add_ways(draw: st.DrawFn, data: dict[str, Any]) -> None:
    """
    Add branches between steps and links to other maps.
    """
    steps = [step["id"] for stage in data.get("stages", ()) for step in stage.get("steps", ())]
    step = st.sampled_from(steps or [""])
    branch = _filled(
        {"kind": st.sampled_from(["failure", "recovery", "loop", "choice"]), "from": step},
        {"to": step, "text": local_texts, **owners},
    )
    link = _filled(
        {"kind": st.sampled_from(["to-be", "detail", "related"]), "map": words.filter(bool)},
        {"their_step": words, **({"step": step} if steps else {})},
    )
    for key, made, is_possible in (("branches", branch, bool(steps)), ("links", link, True)):
        names = draw(st.lists(ids, max_size=2, unique=True)) if is_possible else []
        if names:
            data[key] = [{"id": name, **draw(made)} for name in names]


def _add_stages(draw: st.DrawFn, data: dict[str, Any]) -> None:
    steps = draw(st.lists(ids, max_size=5, unique=True))
    names = draw(st.lists(ids, min_size=1 if steps else 0, max_size=3, unique=True))
    stages = [
        {"id": name, **draw(_filled({"name": local_texts}, {"icon": words, **owners}))}
        for name in names
    ]
    step = _filled(
        {"name": local_texts},
        {
            "milestone": st.just(True),
            "path": st.just("recovery"),
            **owners,
            "targets": st.lists(
                _filled({"metric": st.just("completion")}, {"at_least": st.floats(0, 1)}),
                min_size=1,
                max_size=2,
            ),
        },
    )
    at = 0
    for name in steps:
        at = draw(st.integers(at, len(stages) - 1))
        stages[at].setdefault("steps", []).append({"id": name, **draw(step)})
    if stages:
        data["stages"] = stages


def _add_lanes(
    draw: st.DrawFn, data: dict[str, Any], known: dict[str, list[str]], kinds: tuple[str, ...]
) -> None:
    steps = [step["id"] for stage in data.get("stages", ()) for step in stage.get("steps", ())]
    lanes = []
    n_cards = 0
    for name in draw(st.lists(ids, max_size=4, unique=True)):
        kind = draw(st.sampled_from(kinds))
        lane: dict[str, Any] = {
            "id": name,
            "kind": kind,
            **draw(
                _filled(
                    {},
                    {
                        "title": local_texts,
                        "hint": local_texts,
                        "locked": st.just(True),
                        "scale": st.just({"low": -1.0, "high": 2.0, "names": ["bad", "good"]}),
                        **owners,
                    },
                )
            ),
        }
        cells = []
        at = 0
        while at < len(steps):
            at += draw(st.integers(0, 2))
            if at >= len(steps):
                break
            last = min(len(steps) - 1, at + draw(st.integers(0, 2)))
            cell: dict[str, Any] = {
                "at": steps[at],
                **draw(_filled({}, {"hint": local_texts, **owners})),
            }
            if last > at:
                cell["through"] = steps[last]
            count = draw(st.integers(0, 2))
            if count:
                cell["cards"] = [
                    {"id": f"c{n_cards + i}", **draw(_card(kind, known))} for i in range(count)
                ]
                n_cards += count
            cells.append(cell)
            at = last + 1
        if cells:
            lane["cells"] = draw(st.permutations(cells))
        lanes.append(lane)
    if lanes:
        data["lanes"] = lanes


#: Any valid map.
maps = plain_maps().map(lambda plain: journey_of(build(plain)))


def maps_of(*kinds: str) -> st.SearchStrategy[JourneyMap]:
    """
    Any valid map of some kinds of lanes.
    """
    return plain_maps(kinds).map(lambda plain: journey_of(build(plain)))


@st.composite
def changed(draw: st.DrawFn, journey: JourneyMap) -> JourneyMap:
    """
    A map after one to four acts of a person.
    """
    for _ in range(draw(st.integers(1, 4))):
        with suppress(EditRefused):
            journey = apply(journey, _act(draw, journey))
    return journey


def _act(draw: st.DrawFn, journey: JourneyMap) -> tuple[Edit, ...]:
    found = list(things(plain(journey)))
    names = {kind: [one.name for one in found if one.kind == kind] for kind in KINDS}
    name = draw(st.sampled_from(ACTS))
    at = draw(st.sampled_from(found)).at
    fresh = draw(st.text("nm", min_size=1, max_size=3))
    if name == "rename" and not (at.parts and at.parts[0][0] == "step" and len(at.parts) == 2):
        words = draw(st.sampled_from(["Ours", "Theirs", "Third"]))
        return (rename(journey, at, words, draw(st.sampled_from([None, "de"]))),)
    if name == "remove" and at.parts:
        return remove(journey, at)
    if name == "add-stage":
        return add_stage(journey, "New", id=fresh)
    if name == "add-step" and names["stage"]:
        return add_step(journey, draw(st.sampled_from(names["stage"])), "New", id=fresh)
    if name in CARD_ACTS and names["step"]:
        return _card_act(draw, journey, names, name)
    return (set_field(journey, at, "owner", draw(st.sampled_from(["Ana", "Bo", None]))),)


def _card_act(
    draw: st.DrawFn, journey: JourneyMap, names: dict[str, list[str]], name: str
) -> tuple[Edit, ...]:
    step = draw(st.sampled_from(names["step"]))
    lanes = [lane.id for lane in journey.lanes if not issubclass(LANES[lane.kind].card, Scored)]
    if name == "move-card" and names["card"] and lanes:
        card, lane = draw(st.sampled_from(names["card"])), draw(st.sampled_from(lanes))
        return move_card(journey, card, lane=lane, step=step)
    if name == "add-card" and lanes:
        lane = draw(st.sampled_from(lanes))
        return add_card(journey, lane, step, {"id": draw(st.text("nm", min_size=1)), "text": "New"})
    return move_step(journey, step, stage=draw(st.sampled_from(names["stage"])))


@st.composite
def three_sides(draw: st.DrawFn) -> tuple[JourneyMap, JourneyMap, JourneyMap]:
    """
    A map and two maps that grew out of it.
    """
    base = draw(maps)
    return base, draw(changed(base)), draw(changed(base))
