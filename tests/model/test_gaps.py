from typing import Any

import pytest

from tests.scene.odd import steps
from touchline.model.experience import Expectation, Feeling, Persona
from touchline.model.gaps import gaps
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell, Lane, Scale
from touchline.model.text import LocalText

STARS = Scale(low=1, high=5)


def _map(
    *expected: Cell[Any], felt: tuple[Cell[Any], ...] = (), scale: Scale = STARS
) -> JourneyMap[Any]:
    return JourneyMap[Any](
        id="m",
        title=LocalText.of("Map"),
        stages=steps(3),
        personas=(
            Persona(id="lea", name=LocalText.of("Lea"), primary=True),
            Persona(id="bo", name=LocalText.of("Bo")),
        ),
        lanes=(
            Lane[Any](id="w", kind="expectations", scale=STARS, cells=expected),
            Lane[Any](id="f", kind="emotion", scale=scale, cells=felt),
        ),
    )


def _expects(at: str = "x0", **more: Any) -> Cell[Any]:
    return Cell[Any](at=at, cards=(Expectation(id=f"e-{at}", **more),))


def _feels(at: str, score: float, persona: str | None = None, **more: Any) -> Cell[Any]:
    name = f"f-{at}-{persona}"
    return Cell[Any](at=at, cards=(Feeling(id=name, score=score, persona=persona),), **more)


def test_a_gap_is_what_was_experienced_less_what_was_expected() -> None:
    # R-014; by hand: 2 − 4.
    (gap,) = gaps(_map(_expects(expected=4, experienced=2)))

    assert (gap.lane, gap.card, gap.step, gap.size) == ("w", "e-x0", "x0", -2)
    assert not gap.is_from_feeling


def test_an_expectation_without_experience_takes_the_feeling_at_its_step() -> None:
    felt = (_feels("x0", 3), _feels("x1", 5))

    (gap,) = gaps(_map(_expects(expected=4), felt=felt))

    assert (gap.experienced, gap.size, gap.is_from_feeling) == (3, -1, True)


@pytest.mark.parametrize(
    ("personas", "taken"),
    [(("bo", None, "lea"), 5), (("bo", None), 4), (("bo",), None)],
)
def test_the_primary_persona_counts_first_then_everybody(personas, taken) -> None:
    scores = {"bo": 3.0, None: 4.0, "lea": 5.0}
    felt = tuple(_feels("x0", scores[persona], persona) for persona in personas)

    found = gaps(_map(_expects(expected=4), felt=felt))

    assert [gap.experienced for gap in found] == ([] if taken is None else [taken])


def test_a_feeling_on_another_scale_is_no_measure_of_an_expectation() -> None:
    other = Scale(low=0, high=10)

    assert gaps(_map(_expects(expected=4), felt=(_feels("x0", 3),), scale=other)) == ()


def test_names_of_scores_do_not_make_another_scale() -> None:
    named = Scale(low=1, high=5, names=(LocalText.of("bad"), LocalText.of("good")))

    assert len(gaps(_map(_expects(expected=4), felt=(_feels("x0", 3),), scale=named))) == 1


def test_a_feeling_that_spans_the_step_counts() -> None:
    felt = (_feels("x0", 2, through="x2"),)

    (gap,) = gaps(_map(_expects("x1", expected=4), felt=felt))

    assert gap.experienced == 2


def test_an_expectation_that_states_no_score_has_no_gap() -> None:
    assert gaps(_map(_expects(experienced=2), felt=(_feels("x0", 3),))) == ()
