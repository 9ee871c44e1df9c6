import pytest

from tests.contracts.test_lanes import PAPER, pen, row
from tests.golden.shop import measured
from tests.scene.odd import lane
from tests.scene.walking import walk, words
from touchline.canvas.primitives import Rect, Text
from touchline.lanes import LANES
from touchline.lanes._details import figure_margin
from touchline.measuring.measured import Figure


def _row(kind: str, language: str = "en"):
    found = measured()
    journey = found.journey.model_copy(update={"lanes": (lane(kind), *found.journey.lanes)})
    return row(journey, kind, language, found.measures)


def _tell(kind: str, step: str, language: str = "en") -> tuple[str, ...]:
    return LANES[kind].tell(_row(kind, language), step)


def test_completion_tells_the_share_its_interval_and_who_leaves() -> None:
    # The figures of tests/golden/shop.py.
    assert _tell("completion", "ad") == (
        "61.4% · 95% interval: 61.0–61.8% · n\u00a0=\u00a048,213",
        "38.6% leave here",
    )


def test_a_missed_target_is_told_and_drawn_in_the_bad_colour() -> None:
    drawn = LANES["completion"].draw(_row("completion"), pen()).children

    (number,) = [t for t in walk(drawn) if isinstance(t, Text) and t.source == "37.1%"]
    assert number.colour == PAPER.bad_ink
    assert "target: 45% or more" in _tell("completion", "checkout")


def test_the_last_step_tells_who_arrives() -> None:
    assert _tell("completion", "again") == ("232 customers arrive",)


def test_too_little_data_is_said() -> None:
    drawn = LANES["completion"].draw(_row("completion"), pen()).children

    assert words(drawn).count("too little data") == 1


def test_pending_customers_are_shown() -> None:
    assert "31 still under way" in _tell("completion", "checkout")


def test_the_bar_is_as_long_as_the_share() -> None:
    drawn = LANES["completion"].draw(_row("completion"), pen()).children

    bars = [item for item in walk(drawn) if isinstance(item, Rect)]
    # The first step completes 61.4 % in tests/golden/shop.py.
    assert bars[1].width / bars[0].width == pytest.approx(0.614)


def test_time_is_told_by_median_and_nine_in_ten() -> None:
    assert _tell("time-to-next", "ad") == (
        "1 h 30 min · n\u00a0=\u00a048,213",
        "nine in ten within 1 d 1 h",
    )


def test_deviations_are_told_by_kind_or_as_planned() -> None:
    assert _tell("deviations", "browse") == ("38.2% repeat it",)
    assert _tell("deviations", "ad") == ("as planned",)


def test_channels_are_told_by_their_own_names() -> None:
    assert _tell("channel-mix", "ad", "de") == ("Web 58\u00a0%", "App 42\u00a0%")


def test_a_step_without_events_says_so() -> None:
    assert _tell("repeats", "again") == ("no events here",)


def test_evidence_counts_each_source_once_and_names_the_best_grade() -> None:
    # Actions, thoughts, feelings and touchpoints rest on four sources at the first step.
    assert _tell("evidence", "ad") == ("4 sources", "surveyed")


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0.602, 0.626, "±1.2"),
        (0.60, 0.63, "60.0–63.0%"),  # 1.4 below and 1.6 above.
    ],
)
def test_an_interval_is_shortened_only_when_both_sides_are_alike(
    low: float, high: float, told: str
) -> None:
    figure = Figure(value=0.614, n=100, low=low, high=high, unit="share")

    assert figure_margin(figure, "en") == told
