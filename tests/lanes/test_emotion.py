from dataclasses import replace
from typing import Any

import pytest

from tests.contracts.test_lanes import PAPER, pen, row
from tests.scene.odd import lane, steps
from tests.scene.walking import walk, words
from touchline.canvas.primitives import Ellipse, Group, Line, Path, Text
from touchline.lanes import LANES
from touchline.model.experience import Feeling, Persona
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell, Scale
from touchline.model.text import LocalText


def _row(*feelings: tuple[str, Feeling], personas: tuple[Persona, ...] = (), decisive: str = ""):
    cells = [Cell[Any](at=at, cards=(feeling,)) for at, feeling in feelings]
    stages = tuple(
        stage.model_copy(
            update={
                "steps": tuple(
                    step.model_copy(update={"is_moment_of_truth": step.id == decisive})
                    for step in stage.steps
                )
            }
        )
        for stage in steps(4)
    )
    journey = JourneyMap[Any](
        id="m",
        title=LocalText.of("Map"),
        stages=stages,
        lanes=(lane("emotion", tuple(cells)),),
        personas=personas,
    )
    return row(journey, "emotion")


def _drawn(given):
    return LANES["emotion"].draw(given, pen()).children


def _marks(drawn) -> list[Ellipse]:
    return [item for item in walk(drawn) if isinstance(item, Ellipse)]


def _strokes(drawn) -> list[Path]:
    return [
        item for item in walk(drawn) if isinstance(item, Path) and item.stroke and not item.fill
    ]


def _ys(*paths: Path) -> list[float]:
    return [float(y) for path in paths for command in path.commands for y in command[2::2]]


def test_a_higher_score_stands_higher() -> None:
    given = _row(
        ("x0", Feeling(id="a", score=-1)),
        ("x1", Feeling(id="b", score=0)),
        ("x2", Feeling(id="c", score=1)),
    )

    ys = [mark.cy for mark in _marks(_drawn(given))]

    assert ys == sorted(ys, reverse=True)
    assert ys[0] - ys[1] == pytest.approx(ys[1] - ys[2])


def test_the_curve_goes_through_every_score_and_never_beyond() -> None:
    given = _row(*((f"x{i}", Feeling(id=f"f{i}", score=s)) for i, s in enumerate((1, 1, -1, 0.2))))

    drawn = _drawn(given)

    whole = _strokes(drawn)[0]
    ends = [float(command[-1]) for command in whole.commands]
    assert ends == pytest.approx([mark.cy for mark in _marks(drawn)])
    ys = _ys(*_strokes(drawn))
    assert min(ys) >= min(ends) - 1e-6
    assert max(ys) <= max(ends) + 1e-6


def test_good_and_bad_stretches_have_their_colours() -> None:
    given = _row(("x0", Feeling(id="a", score=-1)), ("x1", Feeling(id="b", score=1)))

    colours = [path.stroke for path in _strokes(_drawn(given))]

    assert colours[1] == PAPER.bad
    assert colours[-1] == PAPER.good


def test_scores_on_different_scales_are_shown_and_never_joined() -> None:
    stars = Scale(low=1, high=5)
    given = _row(("x0", Feeling(id="a", score=0.5)), ("x1", Feeling(id="b", score=4, scale=stars)))

    drawn = _drawn(given)

    assert _strokes(drawn) == []
    assert len(_marks(drawn)) == 2
    assert "Scores on different scales are not joined." in words(drawn)


def test_a_surveyed_score_has_a_band_as_high_as_its_interval() -> None:
    given = _row(
        ("x0", Feeling(id="a", score=0, low=-0.5, high=0.5)),
        ("x1", Feeling(id="b", score=0, low=-0.5, high=0.5)),
    )

    drawn = _drawn(given)

    (band,) = [item for item in walk(drawn) if isinstance(item, Path) and item.opacity < 1]
    ys = _ys(band)
    # Scores from -1 to 1 take 92 px, lanes/emotion.py: half of it is the interval.
    assert max(ys) - min(ys) == pytest.approx(46)


def test_a_moment_of_truth_is_a_diamond_that_can_be_dragged_along_the_scale() -> None:
    given = _row(("x0", Feeling(id="a", score=0.5)), decisive="x0")

    (mark,) = [item for item in walk(_drawn(given)) if isinstance(item, Path)]

    assert [command[0] for command in mark.commands] == ["M", "L", "L", "L", "Z"]
    assert mark.handle is not None
    assert (mark.handle.edit, mark.handle.low, mark.handle.high) == ("score", -1, 1)


def test_only_the_primary_persona_is_drawn_in_full() -> None:
    people = (
        Persona(id="lea", name=LocalText.of("Lea"), primary=True),
        Persona(id="bo", name=LocalText.of("Bo")),
    )
    given = _row(
        ("x0", Feeling(id="a", score=0.5, persona="lea")),
        ("x1", Feeling(id="b", score=0.6, persona="bo")),
        ("x2", Feeling(id="c", score=0.7, persona="lea")),
        personas=people,
    )

    drawn = _drawn(given)

    assert words(drawn) == ["Lea", "Bo", "+0.50", "+0.70"]
    cards = [item for item in walk(drawn) if isinstance(item, Group) and item.role == "card"]
    assert len(cards) == 3


def test_each_persona_has_a_curve_of_its_own_look_that_the_key_names() -> None:
    # P2.
    people = tuple(
        Persona(id=name.lower(), name=LocalText.of(name), primary=name == "Lea")
        for name in ("Bo", "Lea", "Kim")
    )
    feelings = [
        (f"x{i}", Feeling(id=f"{person.id}{i}", score=0.1 * i, persona=person.id))
        for person in people
        for i in range(2)
    ]
    given = _row(*feelings, personas=people)

    drawn = _drawn(given)

    samples = [item for item in walk(drawn) if isinstance(item, Line) and item.x1 != 200]
    curves = {(item.stroke, item.dash) for item in _strokes(drawn)}
    # The primary persona comes first, then the others as the map lists them.
    assert words(drawn)[:3] == ["Lea", "Bo", "Kim"]
    assert {(item.stroke, item.dash) for item in samples} <= curves
    assert len({(item.stroke, item.dash) for item in samples}) == 3


def test_the_words_of_another_persona_stand_in_its_details_and_are_told_with_its_name() -> None:
    people = (
        Persona(id="lea", name=LocalText.of("Lea"), primary=True),
        Persona(id="bo", name=LocalText.of("Bo")),
    )
    given = _row(
        ("x0", Feeling(id="a", score=0.5, persona="lea", text=LocalText.of("calm"))),
        ("x0", Feeling(id="b", score=-0.2, persona="bo", text=LocalText.of("lost"))),
        personas=people,
    )

    drawn = _drawn(given)

    assert "lost" not in words(drawn)
    assert any(
        "Bo" in item.details and "lost" in item.details
        for item in walk(drawn)
        if isinstance(item, Group)
    )
    assert LANES["emotion"].tell(given, "x0") == ("Lea: +0.50 · calm", "Bo: −0.20 · lost")


NAMES = ("angry", "annoyed", "neutral", "pleased", "delighted")
NAMED = Scale(low=1, high=5, names=tuple(LocalText.of(name) for name in NAMES))


@pytest.mark.parametrize(
    ("score", "name"),
    # By hand: the five names stand at 1, 2, 3, 4 and 5; half a step counts upwards.
    [(1, "angry"), (1.4, "angry"), (1.5, "annoyed"), (3.2, "neutral"), (4.6, "delighted")],
)
def test_a_score_is_told_by_the_nearest_name_of_its_scale(score: float, name: str) -> None:
    given = _row(("x1", Feeling(id="a", score=score, scale=NAMED)))

    (told,) = LANES["emotion"].tell(given, "x1")

    assert told == f"{name} ({score})"
    assert words(_drawn(given)) == ["delighted", "angry", name]


def test_the_best_name_of_a_scale_stands_at_its_top_and_the_worst_at_its_bottom() -> None:
    given = _row(
        ("x0", Feeling(id="a", score=1, scale=NAMED)),
        ("x1", Feeling(id="b", score=5, scale=NAMED)),
    )

    drawn = _drawn(given)

    best, worst = [item for item in walk(drawn) if isinstance(item, Text)][:2]
    low, high = _marks(drawn)
    assert (best.source, worst.source) == ("delighted", "angry")
    assert best.y < high.cy < low.cy < worst.y + worst.height


def test_the_question_of_an_empty_cell_stands_below_the_curve() -> None:
    given = _row(("x0", Feeling(id="a", score=-1)))
    empty = Cell[Any](at="x1", hint=LocalText.of("How does it feel to wait?"))
    cells = (*given.lane.cells, empty)
    asked = replace(given, lane=given.lane.model_copy(update={"cells": cells}))

    drawn = LANES["emotion"].draw(asked, pen())

    (hint,) = [
        item for item in walk(drawn.children) if isinstance(item, Group) and item.role == "hint"
    ]
    (mark,) = _marks(drawn.children)
    question = hint.children[0]
    assert isinstance(question, Text)
    assert question.y > mark.cy
    assert drawn.height >= question.y + question.height - asked.top


def test_the_questions_of_an_empty_row_stand_above_the_line_between_good_and_bad() -> None:
    long = Cell[Any](at="x1", hint=LocalText.of("How does it feel to wait? " * 6))
    given = _row()
    asked = replace(given, lane=given.lane.model_copy(update={"cells": (long,)}))

    drawn = LANES["emotion"].draw(asked, pen())

    (line,) = [item for item in walk(drawn.children) if isinstance(item, Line)]
    (question,) = [item for item in walk(drawn.children) if isinstance(item, Text)]
    assert question.y + question.height <= line.y1


def test_two_scores_at_one_place_do_not_break_the_curve() -> None:
    given = _row(
        ("x0", Feeling(id="a", score=0.5)),
        ("x0", Feeling(id="b", score=-0.5)),
        ("x1", Feeling(id="c", score=0)),
    )

    assert _strokes(_drawn(given))


def test_a_feeling_is_told_with_score_words_and_cause() -> None:
    cause = LocalText.of("The price came late")
    feeling = Feeling(id="a", score=-0.62, text=LocalText.of("angry"), cause=cause)

    told = LANES["emotion"].tell(_row(("x0", feeling)), "x0")

    assert told == ("−0.62 · angry · Why: The price came late",)
