"""
The sheet of a map's personas (R-083).
"""

from itertools import pairwise
from typing import Any

import pytest

from tests.golden.shop import measured
from tests.scene import walking
from tests.scene.walking import overlap, words
from touchline.measuring.measured import ChannelShare, Figure, MeasuredMap, PersonaMeasures
from touchline.model.experience import Feeling, Persona, Rating
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell, Evidence, Lane
from touchline.model.text import LocalText
from touchline.scene.compose import compose

#: What a picture holds is known by its role, and not to the types.
groups: Any = walking.groups
reach: Any = walking.reach


def _text(words_: str) -> LocalText:
    return LocalText.of(words_)


def _persona(name: str, **more: Any) -> Persona:
    return Persona(id=name, name=_text(name.title()), **more)


def _map(*personas: Persona, lanes: tuple[Lane[Any], ...] = ()) -> JourneyMap[Any]:
    return measured().journey.model_copy(update={"personas": personas, "lanes": lanes})


def _with_shares(journey: JourneyMap[Any], **shares: float) -> MeasuredMap:
    counted = tuple(
        PersonaMeasures(
            persona=name,
            share=Figure(value=share, n=4003, low=share - 0.015, high=share + 0.015, unit="share"),
        )
        for name, share in shares.items()
    )
    return MeasuredMap(journey, measured().measures.model_copy(update={"personas": counted}))


def test_r083_a_sheet_tells_features_needs_and_share_of_the_target_group():
    mira = _persona(
        "mira",
        background=_text("Nurse, 38"),
        goals=(_text("The same good tea"),),
        needs=(_text("Never to run out"),),
        behaviours=(_text("Skips adverts"),),
        quote=_text("My day begins when the kettle sings."),
        segment={"segment": ("regular",)},
        evidence=(Evidence(grade="quoted", source=_text("Interviews"), n=9),),
    )

    scene = compose(_with_shares(_map(mira), mira=0.626), style="portrait", language="en")

    (sheet,) = groups(scene, "persona")
    told = words([sheet])
    assert {"Mira", "Nurse, 38", "The same good tea", "Never to run out", "Skips adverts"} <= {
        *told
    }
    assert "“My day begins when the kettle sings.”" in told
    # A share is told with its interval and how many customers it rests on.
    assert {"62.6%", "61.1–64.1%\xa0· n\xa0=\xa04,003", "Who counts: segment=regular"} <= {*told}
    assert "quoted · Interviews · n\xa0=\xa09" in told
    assert "assumption" not in told


def test_a_persona_that_nothing_stands_behind_is_an_assumption_that_nobody_counted():
    scene = compose(_map(_persona("leo")), style="portrait", language="en")

    told = words(groups(scene, "persona"))
    assert "assumption" in told
    assert "Bound to no segment, so nobody has counted these customers." in told


def test_a_persona_that_the_log_cannot_tell_has_no_share():
    found = _map(_persona("leo", segment={"town": ("Bonn",)}))
    untold = PersonaMeasures(persona="leo", share=Figure(value=None, n=0, unit="share"))
    measures = measured().measures.model_copy(update={"personas": (untold,)})

    scene = compose(MeasuredMap(found, measures), style="portrait", language="en")

    told = words(groups(scene, "persona"))
    assert any(line.startswith("The log cannot tell who these customers are") for line in told)
    assert not any(line.endswith("%") for line in told)


@pytest.mark.parametrize("n", [2, 3])
def test_two_or_three_personas_stand_beside_each_other_row_by_row(n):
    personas = [_persona(f"p{i}", needs=(_text(f"Need {i}"),) * (i + 1)) for i in range(n)]

    scene = compose(_map(*personas), style="portrait", language="en")

    sheets = groups(scene, "persona")
    boxes = [reach(sheet) for sheet in sheets]
    assert not any(overlap(one, other) for one, other in pairwise(boxes))
    tops = []
    for i, sheet in enumerate(sheets):
        first = next(item for item in sheet.children if getattr(item, "source", "") == f"Need {i}")
        tops.append(first.y)
    assert len(set(tops)) == 1


def test_the_persona_whose_view_the_map_takes_comes_first():
    scene = compose(
        _map(_persona("a"), _persona("b", primary=True)), style="portrait", language="en"
    )

    assert [sheet.title for sheet in groups(scene, "persona")] == ["B", "A"]


def test_p2_all_personas_share_one_emotion_curve_and_one_line_of_importance():
    def lane(kind: str, card: Any) -> Lane[Any]:
        cells = tuple(
            Cell[Any](
                at=step,
                cards=tuple(
                    card(id=f"{kind}-{step}-{who}", score=score, persona=who)
                    for who, score in (("a", 0.4), ("b", -0.3))
                ),
            )
            for step in ("ad", "search", "browse")
        )
        return Lane[Any](id=kind, kind=kind, cells=cells)

    found = _map(
        _persona("a", primary=True),
        _persona("b"),
        lanes=(lane("emotion", Feeling), lane("importance", Rating)),
    )

    scene = compose(found, style="portrait", language="en")

    assert [each.title for each in groups(scene, "lane")] == ["Emotion", "Importance"]
    for each in groups(scene, "lane"):
        assert {"A", "B"} <= {*words([each])}
    # Each persona has its own small curve, too.
    assert all("Feelings" in words(groups(scene, "ground")) for _ in groups(scene, "persona"))


def test_a_map_without_personas_says_how_it_gets_one():
    scene = compose(_map(), style="portrait", language="en")

    (note,) = groups(scene, "note")
    assert note.title == "This map names no persona yet"
    assert "touchline personas" in note.details


def test_r083_channels_and_arrival_of_a_persona_are_told_with_what_they_rest_on():
    # Given a persona whose customers use two channels, and of whom one in ten arrives
    def share(value: float, n: int = 2506) -> Figure:
        return Figure(value=value, n=n, low=value - 0.01, high=value + 0.01, unit="share")

    found = PersonaMeasures(
        persona="mira",
        share=share(0.6, 4003),
        channels=tuple(
            ChannelShare(channel=name, share=share(value))
            for name, value in (("web", 0.78), ("store", 0.08))
        ),
        completion=share(0.11, 1671),
    )
    told = MeasuredMap(
        _map(_persona("mira", segment={"segment": ("regular",)})),
        measured().measures.model_copy(update={"personas": (found,)}),
    )

    # When the sheet is drawn
    (sheet,) = groups(compose(told, style="portrait", language="en"), "persona")

    # Then every share has its interval and its number of customers
    said = [line.replace("\xa0", " ") for line in words([sheet])]
    assert "78.0% · 77.0–79.0%" in said
    assert "8.0% · 7.0–9.0%" in said
    assert any("several may. n = 2,506" in line for line in said)
    assert "11.0%" in said
    assert "10.0–12.0% · n = 1,671" in said


def test_of_many_channels_five_are_told_and_the_others_counted():
    share = Figure(value=0.5, n=10, unit="share")
    channels = tuple(ChannelShare(channel=f"c{i}", share=share) for i in range(8))
    found = PersonaMeasures(persona="mira", share=share, channels=channels)
    told = MeasuredMap(
        _map(_persona("mira", segment={"segment": ("regular",)})),
        measured().measures.model_copy(update={"personas": (found,)}),
    )

    (sheet,) = groups(compose(told, style="portrait", language="en"), "persona")

    said = words([sheet])
    assert "c4" in said
    assert "c5" not in said
    assert "3 more" in [line.lstrip("+").strip() for line in said]
