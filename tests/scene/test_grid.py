from typing import Any

from tests.golden.shop import journey, measured
from tests.golden.support import support
from tests.scene.odd import TEXTS, lane, odd_map, steps
from tests.scene.walking import groups, reach, texts, words
from touchline.document.read import build
from touchline.model.map import JourneyMap
from touchline.model.text import LocalText
from touchline.scene.blueprint import blueprint_lines
from touchline.scene.compose import compose
from touchline.scene.subject import Subject


def _map(kind: str | None, *lanes: str) -> JourneyMap[Any]:
    return JourneyMap[Any](
        id="m",
        title=LocalText.of("Map"),
        type=kind,  # type: ignore[arg-type]
        stages=steps(2),
        lanes=tuple(lane(name) for name in lanes),
    )


def _lines(kind: str | None, *lanes: str) -> dict[int, str]:
    subject = Subject(journey=_map(kind, *lanes), measures=None, language="en")
    return blueprint_lines(subject)


def test_a_blueprint_has_a_line_where_the_service_goes_deeper() -> None:
    found = _lines(
        "service-blueprint", "actions", "communication", "backstage", "support-processes"
    )

    assert found == {1: "interaction", 2: "visibility", 3: "internal-interaction"}


def test_a_blueprint_without_frontstage_has_the_line_of_visibility_alone() -> None:
    found = _lines("service-blueprint", "thoughts", "notes", "backstage")

    assert found == {2: "visibility"}


def test_a_line_is_drawn_once_where_lanes_alternate() -> None:
    found = _lines("service-blueprint", "actions", "backstage", "thoughts", "backstage")

    assert found == {1: "visibility"}


def test_other_maps_have_no_such_lines() -> None:
    assert _lines("current-state", "actions", "communication", "backstage") == {}
    assert _lines(None, "actions", "backstage") == {}


def test_the_lines_of_a_blueprint_are_named_in_the_picture() -> None:
    scene = compose(support(), language="de")

    assert [item.title for item in groups(scene, "line")] == [
        "Interaktionslinie",
        "Sichtbarkeitslinie",
        "Linie der internen Interaktion",
    ]


def test_arrows_cross_a_line_where_something_happens_on_both_sides() -> None:
    journey: Any = build(
        {
            "touchline": 1,
            "id": "m",
            "title": "Map",
            "type": "service-blueprint",
            "stages": [
                {"id": "s", "name": "S", "steps": [{"id": one, "name": one} for one in "abc"]}
            ],
            "lanes": [
                _filled("actions", a="a", b="b", c="c"),
                _filled("needs", b="b"),
                _filled("frontstage", a="a"),
                _filled("backstage", a="a", b="b", c="c"),
                _filled("notes", a="a"),
                _filled("support-processes", b="c"),
            ],
        }
    )

    scene = compose(journey)

    # By hand: the line of interaction is crossed at a alone, the line of visibility too (nothing
    # of the front stage happens at b and c), the line of internal interaction at b and at c,
    # which the last cell spans.
    columns = [round(arrow.children[0].x1) for arrow in groups(scene, "arrow")]  # type: ignore[union-attr]
    a, b, c = sorted(set(columns))
    assert columns == [a, a, b, c]


def steps_of(names: str) -> list[dict[str, str]]:
    return [{"id": name, "name": name} for name in names]


def _filled(kind: str, **cells: str) -> dict[str, Any]:
    return {
        "id": kind,
        "kind": kind,
        "cells": [
            {"at": at, "through": through, "cards": [{"id": f"{kind}-{at}", "text": "Something"}]}
            for at, through in cells.items()
        ],
    }


def test_time_runs_from_right_to_left_in_persian() -> None:
    scene = compose(measured(), language="fa")

    lefts = [box[0] for item in groups(scene, "stage") if (box := reach(item))]
    assert scene.is_rtl
    assert lefts == sorted(lefts, reverse=True)


def test_a_text_of_the_other_direction_keeps_its_own() -> None:
    scene = compose(support(), language="en")

    persian = [text for text in texts(scene) if text.language == "fa"]
    assert [text.is_rtl for text in persian] == [True]
    assert not scene.is_rtl


def test_an_invented_map_says_so_in_the_header_and_in_the_footer() -> None:
    scene = compose(journey())

    assert "Invented example" in words(groups(scene, "header"))
    assert words(groups(scene, "footer")) == ["The people and figures in this map are made up."]


def test_a_discovered_map_says_that_nobody_has_reviewed_it() -> None:
    scene = compose(support())

    assert "Drafted from data, not reviewed" in words(groups(scene, "header"))


def test_the_footer_names_the_log_its_span_and_the_time_of_measuring() -> None:
    scene = compose(measured())

    (footer,) = groups(scene, "footer")
    for part in ("outfit-events.csv.gz", "48,213 customers", "Jan 4, 2026", "measured Nov 22"):
        assert part in footer.title


def test_the_legend_explains_only_what_occurs() -> None:
    told = words(groups(compose(measured()), "legend"))
    blank = groups(compose(_map("current-state", "actions")), "legend")

    assert "moment of truth" in told
    assert "below its target" in told
    assert "wanted, not there yet" not in told
    assert blank == []


def test_a_wished_width_is_met_when_the_words_allow_it() -> None:
    assert compose(measured(), width=2000).width == 2000
    assert compose(measured(), width=300).width > 1000


def test_a_clipped_card_keeps_its_whole_text_in_its_details() -> None:
    scene = compose(odd_map("notes"))

    cards = {item.at.id_of("card"): item for item in groups(scene, "card") if item.at}
    assert TEXTS[1] in cards["notes-1"].details
    assert [text.is_clipped for text in texts(scene) if text.source == TEXTS[1]] == [True]


def test_a_lane_of_an_unknown_kind_is_drawn_like_notes() -> None:
    scene = compose(_map("current-state").model_copy(update={"lanes": (lane("weather"),)}))

    assert [item.title for item in groups(scene, "lane")] == ["weather"]
