import datetime as dt

import pytest

from tests.contracts.test_lanes import pen, row
from tests.golden.shop import journey, measured
from tests.scene.odd import lane
from tests.scene.walking import words
from touchline.kernels.intervals import wilson
from touchline.lanes import LANES
from touchline.lanes._friction import signals
from touchline.measuring.measured import (
    Conformance,
    Deviation,
    Figure,
    Measures,
    Provenance,
    StepMeasures,
)

STEPS = ("ad", "search", "browse")
NOBODY = Figure(value=0.0, n=1000, low=0.0, high=0.004, unit="share")


def _share(count: int, n: int) -> Figure:
    low, high = wilson(count, n) or (None, None)
    return Figure(value=count / n, n=n, low=low, high=high, unit="share")


def _seconds(value: float, n: int = 1000) -> Figure:
    return Figure(value=value, n=n, low=value * 0.9, high=value * 1.1, unit="seconds")


def _measures(*steps: dict[str, Figure], turned: Figure | None = None) -> Measures:
    found = tuple(
        StepMeasures.model_validate({"step": name, "is_bound": True, **figures})
        for name, figures in zip(STEPS, steps, strict=True)
    )
    back = (Deviation(kind="backward", step="ad", share=turned),) if turned else ()
    return Measures(
        provenance=Provenance(
            source="x", fingerprint="0", first=None, last=None, n_cases=1, n_events=1,
            measured_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        ),
        steps=found,
        conformance=Conformance(
            follows=NOBODY,
            in_order=NOBODY,
            complete=NOBODY,
            unknown_events=NOBODY,
            deviations=back,
        ),
    )  # fmt: skip


def _kinds(measures: Measures, step: str = "ad") -> list[str]:
    return [signal.kind for signal in signals(measures, step) or ()]


@pytest.mark.parametrize(
    ("count", "n", "is_marked"),
    [
        # Elsewhere 200 of 2000 leave: 10 %. Wilson's lower end of 130 of 1000 is 11.1 %, of 115 of
        # 1000 it is 9.7 %, of 40 of 100 it is 30.9 %; below 30 customers nothing is judged.
        (130, 1000, True),
        (115, 1000, False),
        (40, 100, True),
        (20, 29, False),
    ],
)
def test_a_step_where_clearly_more_leave_than_elsewhere_is_a_friction_point(
    count, n, is_marked
) -> None:
    #
    elsewhere = {"lost": _share(100, 1000)}

    found = _measures({"lost": _share(count, n)}, elsewhere, elsewhere)

    assert _kinds(found) == (["lost"] if is_marked else [])


def test_the_other_steps_are_pooled_by_their_customers() -> None:
    # By hand: (90 + 10) of (900 + 100) leave elsewhere.
    found = _measures(
        {"lost": _share(500, 1000)}, {"lost": _share(90, 900)}, {"lost": _share(10, 100)}
    )

    (signal,) = signals(found, "ad") or ()

    assert signal.others == pytest.approx(0.1)


def test_fewer_than_thirty_customers_are_too_few() -> None:
    few = {"lost": _share(20, 29)}

    assert signals(_measures(few, few, few), "ad") is None


def test_coming_again_counts_from_a_tenth_on() -> None:
    rare = {"repeats": _share(10, 1000)}

    assert _kinds(_measures({"repeats": _share(300, 1000)}, rare, rare)) == ["repeats"]
    assert _kinds(_measures({"repeats": _share(90, 1000)}, rare, rare)) == []


def test_turning_back_to_a_step_counts_as_friction() -> None:
    steps = [{"repeats": NOBODY}] * 3

    assert _kinds(_measures(*steps, turned=_share(200, 1000))) == ["backward"]
    assert _kinds(_measures(*steps, turned=_share(50, 1000))) == []


def test_a_wait_longer_than_all_others_together_counts_as_friction() -> None:
    hour = {"time_to_next": _seconds(3600), "repeats": NOBODY}

    long = _measures({"time_to_next": _seconds(9000), "repeats": NOBODY}, hour, hour)
    short = _measures({"time_to_next": _seconds(7500), "repeats": NOBODY}, hour, hour)

    # By hand: nine tenths of 9000 s exceed 7200 s, of 7500 s they do not.
    assert _kinds(long) == ["wait"]
    assert _kinds(short) == []


def test_a_friction_point_is_drawn_and_told_with_its_reasons() -> None:
    found = measured()
    shop = journey().model_copy(update={"lanes": (lane("friction"),)})
    given = row(shop, "friction", "en", found.measures)

    told = LANES["friction"].tell(given, "checkout")
    drawn = LANES["friction"].draw(given, pen())

    # The figures of tests/golden/shop.py: 62.9 % leave at the checkout.
    assert told[0] == "friction point"
    assert told[1].startswith("62.9% leave here, ")
    assert "friction point" in words(drawn.children)
    assert "nothing unusual" in words(drawn.children)
    assert LANES["friction"].tell(given, "again") == ("no events here",)
