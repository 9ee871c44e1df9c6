"""
A map by channel has a band for each channel (R-077), a map by role a curve for each role (R-078).
"""

from __future__ import annotations

import pytest

import touchline as tl
from touchline.canvas.primitives import Group
from touchline.samples import INVENTED
from touchline.scene.compose import compose


@pytest.fixture(scope="module")
def journey():
    return tl.load(INVENTED["invented_shop"].journey)


def drawn(journey, kind, **options):
    return compose(journey.model_copy(update={"type": kind}), **options)


def groups(primitives, role):
    for item in primitives:
        if isinstance(item, Group):
            if item.role == role:
                yield item
            yield from groups(item.children, role)


def heads_of(scene, lane):
    return [
        head.title
        for head in groups(scene.children, "lane-head")
        if head.at and head.at.id_of("lane") == lane
    ]


def lane_of(journey, kind):
    return next(lane for lane in journey.lanes if lane.kind == kind)


def cards_of(scene):
    return sorted(
        str(card.at)
        for card in groups(scene.children, "card")
        if card.at and "card" in str(card.at)
    )


def test_each_channel_has_a_band_of_its_own_in_the_order_of_the_map(journey):
    lane = lane_of(journey, "touchpoints")
    used = {card.channel for cell in lane.cells for card in cell.cards}

    scene = drawn(journey, "channel-based", language="en")

    # By hand: the channels as the map lists them, those without a touchpoint left out.
    names = [one.name.said("en", otherwise="en") for one in journey.channels if one.id in used]
    assert len(names) > 3
    assert heads_of(scene, lane.id) == names
    assert heads_of(drawn(journey, "current-state"), lane.id) == ["Touchpoints"]


def test_no_card_is_lost_between_bands(journey):
    whole = cards_of(drawn(journey, "current-state"))

    assert whole
    assert cards_of(drawn(journey, "channel-based")) == whole
    assert cards_of(drawn(journey, "role-based")) == whole


def test_a_hand_off_runs_from_the_band_that_is_left_to_the_band_that_is_entered(journey):
    scene = drawn(journey, "channel-based", language="en")

    middle = {
        head.title: min(item.y for item in head.children if hasattr(item, "y"))
        for head in groups(scene.children, "lane-head")
    }
    found = {
        group.at.id_of("step"): group
        for group in groups(scene.children, "handoff")
        if group.at and len(group.children) == 4
    }
    # By hand: the confirmation of the order comes by e-mail, after pages of the web shop.
    start, *_, end = (command[2] for command in found["ordered"].children[0].commands)
    assert middle["Web shop"] < start < middle["Web shop"] + 30
    assert middle["E-mail"] < end < middle["E-mail"] + 30


def test_each_role_has_a_curve_of_its_own(journey):
    lane = lane_of(journey, "emotion")

    scene = drawn(journey, "role-based", language="en")

    names = [one.name.said("en", otherwise="en") for one in journey.personas]
    assert len(names) == 2
    assert heads_of(scene, lane.id) == names


def test_arrows_between_bands_point_the_way_people_read(journey):
    ways = {}
    for language in ("en", "fa"):
        scene = drawn(journey, "channel-based", language=language)
        lines = [one for one in groups(scene.children, "handoff") if len(one.children) == 4]
        commands = lines[0].children[0].commands
        ways[language] = commands[-1][1] - commands[0][1]

    assert ways["en"] == pytest.approx(-ways["fa"])
    assert ways["en"] > 0
