"""
Failure and recovery paths, loops and choices are drawn (R-029, R-030, P5).
"""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scene.maps import branch, way
from tests.scene.walking import groups, is_inside, overlap, reach, walk, words
from touchline.canvas.primitives import Path, Rect, Scene, Text
from touchline.i18n import LANGUAGES
from touchline.model.map import Branch
from touchline.scene.compose import compose

KINDS = ("failure", "recovery", "loop", "choice")


def labels(scene: Scene) -> list[tuple[float, float, float, float]]:
    """
    Give the reach of the field behind each branch's words.
    """
    found = []
    for group in groups(scene, "branch"):
        if any(isinstance(item, Text) for item in group.children):
            found += [reach(item) for item in group.children if isinstance(item, Rect)][-1:]
    return [item for item in found if item]


def test_a_map_without_branches_has_no_band_for_them() -> None:
    scene = compose(way(3))

    assert groups(scene, "branches") == groups(scene, "branch") == []


def test_a_branch_is_placed_in_the_map_and_says_where_it_leads() -> None:
    journey = way(3, branches=(branch("failure", 0, 2, "Card declined"),))

    (drawn,) = groups(compose(journey), "branch")

    assert str(drawn.at) == "branch:failure-0-2"
    assert drawn.title == "failure path: from “Step 0” to “Step 2” · Card declined"
    assert words([drawn]) == ["Card declined"]


def test_only_a_failure_is_dashed() -> None:
    journey = way(3, branches=tuple(branch(kind, 0, 2) for kind in KINDS))

    dashed = {
        str(group.at)
        for group in groups(compose(journey), "branch")
        if any(isinstance(item, Path) and item.dash for item in group.children)
    }

    assert dashed == {"branch:failure-0-2"}


def test_a_loop_leads_back_and_in_persian_the_other_way() -> None:
    journey = way(4, branches=(branch("loop", 3, 1),))

    def ends(language: str) -> tuple[float, float]:
        (group,) = groups(compose(journey, language=language), "branch")
        line = next(item for item in group.children if isinstance(item, Path))
        return float(line.commands[0][1]), float(line.commands[-1][1])

    start, end = ends("en")
    assert end < start
    start, end = ends("fa")
    assert end > start


def test_where_the_journey_ends_a_mark_stops_the_arrow() -> None:
    scene = compose(way(2, branches=(branch("failure", 1, None, "Gives up"),)))

    (drawn,) = groups(scene, "branch")
    assert drawn.title == "failure path: from “Step 1”, and the journey ends · Gives up"
    assert "the journey ends here" in words(groups(scene, "legend"))


def test_the_legend_explains_the_kinds_that_occur() -> None:
    told = words(groups(compose(way(3, branches=(branch("recovery", 1, 2),))), "legend"))

    assert told == ["recovery path"]


def test_an_arrow_to_nowhere_is_left_out_of_the_picture() -> None:
    # A document reports such a branch; a map that a program built may still hold one.
    stray = Branch.model_validate({"id": "b", "kind": "choice", "from": "x0", "to": "gone"})

    assert groups(compose(way(2, branches=(stray,))), "branch") == []


def test_arrows_of_disjoint_steps_share_a_level() -> None:
    apart = compose(way(6, branches=(branch("choice", 0, 1), branch("choice", 4, 5))))
    alone = compose(way(6, branches=(branch("choice", 0, 1),)))

    assert apart.height == alone.height


def test_arrows_over_the_same_steps_lie_below_each_other() -> None:
    both = compose(way(6, branches=(branch("choice", 0, 4), branch("loop", 5, 1))))
    alone = compose(way(6, branches=(branch("choice", 0, 4),)))

    assert both.height > alone.height


def test_of_sixty_branches_those_without_a_place_are_counted_and_told() -> None:
    many = tuple(branch(KINDS[i % 4], i % 5, 11 - i % 4, f"Way {i}", f"way-{i}") for i in range(60))

    scene = compose(way(12, branches=many))

    drawn = groups(scene, "branch")
    (rest,) = [group for group in drawn if not group.at or not group.at.parts]
    # Each drawn branch is a group, and the last one tells the others, a line each.
    assert len(drawn) - 1 + len(rest.details.splitlines()) == 60
    assert rest.title == f"{60 - (len(drawn) - 1)} more ways are not drawn"
    assert scene.height < compose(way(12)).height + 400


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    ends=st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.integers(0, 7),
            st.none() | st.integers(0, 7),
            st.sampled_from(["", "Gives up", "Looks for another size in another colour, twice"]),
        ),
        max_size=14,
    )
)
def test_no_words_of_branches_overlap_and_none_leaves_the_sheet(
    language: str, ends: list[tuple[str, int, int | None, str]]
) -> None:
    ways = tuple(branch(kind, a, b, said, f"b{i}") for i, (kind, a, b, said) in enumerate(ends))

    scene = compose(way(8, branches=ways), language=language)

    sheet = (0.0, 0.0, scene.width, scene.height)
    assert all(is_inside(reach(item), sheet) for item in walk(scene.children))
    assert not any(overlap(one, other) for one, other in combinations(labels(scene), 2))
