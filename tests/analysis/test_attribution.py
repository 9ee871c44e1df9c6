from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from touchline.analysis.attribution import AggregatedPath, Attribution, AttributionAnswer
from touchline.errors import TouchlineError
from touchline.eventlog.log import EventLog
from touchline.kernels import absorb

#: Customer, day of January 2026, channel, what happened, value.
EVENTS = [
    ("ann", 1, "ad", "see", None),
    ("ann", 3, "mail", "see", None),
    ("ann", 4, None, "buy", 30),
    ("ann", 8, "mail", "see", None),
    ("ann", 9, None, "buy", 10),
    ("ben", 2, "direct", "see", None),
    ("ben", 2, "ad", "see", None),
    ("ben", 3, "direct", "see", None),
    ("ben", 5, None, "buy", 20),
    ("cam", 1, "direct", "see", None),
    ("cam", 2, None, "buy", None),
    ("dee", 1, None, "buy", 5),
    ("dee", 2, "ad", "see", None),
    ("eve", 1, "ad", "see", None),
    ("fay", 30, "ad", "see", None),
]


def log() -> EventLog:
    rows: list[dict[str, Any]] = [
        {
            "case": case,
            "activity": activity,
            "timestamp": f"2026-01-{day:02d}",
            "channel": channel,
            "value": value,
        }
        for case, day, channel, activity, value in EVENTS
    ]
    return EventLog.from_events(rows, log_end="2026-01-31")


def ask(**options: Any) -> AttributionAnswer:
    return Attribution(**{"conversion": "buy", "lookback": "10d", **options}).answer(log())


def credits_of(answer: AttributionAnswer) -> dict[str, float]:
    return {one.channel: round(one.credit, 4) for one in answer.credits}


def test_credits_sum_to_the_conversions_and_their_value() -> None:
    for model in ("first", "last", "linear", "position", "time-decay", "markov", "shapley"):
        answer = ask(model=model)

        # Five purchases worth 65, one of them (dee's) without a touch, one (cam's) without value.
        assert (answer.conversions, answer.untouched, answer.value) == (5, 1, 65)
        assert sum(one.credit for one in answer.credits) == pytest.approx(5)
        assert sum(one.credited_value for one in answer.credits) == pytest.approx(65)


def test_linear_credit_by_hand() -> None:
    # ann: ad and mail share one, mail has the next; ben: direct twice and ad; cam: direct.
    answer = ask(model="linear")

    assert credits_of(answer) == {
        "direct": round(2 / 3 + 1, 4), "mail": 1.5, "ad": round(1 / 2 + 1 / 3, 4),
        "(no touchpoint)": 1,
    }  # fmt: skip
    # dee's and eve's ads led to nothing within ten days; fay's still may.
    assert (answer.nulls, answer.pending) == (2, 1)


def test_ignored_channels_count_only_where_there_is_no_other() -> None:
    # ben keeps the ad alone; cam has nothing but direct.
    answer = ask(model="last", ignore=("direct",))

    assert credits_of(answer) == {"mail": 2, "ad": 1, "direct": 1, "(no touchpoint)": 1}


def test_loyalty_counts_repeat_purchases_and_only_customers_who_have_bought() -> None:
    answer = ask(model="first", occurrence=2, onwards=True)

    # Only ann bought again, after mail. dee, who had bought, saw an ad in vain; eve never bought.
    assert credits_of(answer) == {"mail": 1, "ad": 0}
    assert (answer.conversions, answer.nulls, answer.pending) == (1, 1, 0)


def test_without_reset_a_touch_serves_several_conversions() -> None:
    # ann's second purchase now has ad, mail and mail before it.
    answer = ask(model="participation", reset=False)

    assert credits_of(answer) == {"ad": 3, "direct": 2, "mail": 2, "(no touchpoint)": 1}


def test_the_time_before_a_conversion_is_inclusive() -> None:
    # ann's ad lies exactly three days before, and two hours short of it is not enough.
    assert credits_of(ask(model="first", lookback="3d"))["ad"] == 1
    assert credits_of(ask(model="first", lookback="70h")).get("ad", 0) == 0


def test_time_decay_by_hand() -> None:
    # ann: ad 3 days and mail 1 day before, half-life 2 days: 1/2 and 1. ben: direct 3 days, ad 3
    # days and direct 2 days before.
    answer = ask(model="time-decay", half_life="2d")

    half = 2**-0.5
    assert credits_of(answer)["ad"] == pytest.approx(1 / 3 + half / (1 + 2 * half), abs=1e-4)


def test_an_event_may_be_touch_and_conversion() -> None:
    sale = EventLog.from_events([
        {"case": "a", "activity": "see", "timestamp": "2026-01-01", "channel": "web"},
        {"case": "a", "activity": "buy", "timestamp": "2026-01-02", "channel": "shop"},
    ])  # fmt: skip

    asked: dict[str, Any] = {"conversion": "buy", "model": "last"}
    with_own = Attribution(**asked).answer(sale)
    without = Attribution(**asked, touch_on_conversion=False).answer(sale)

    assert credits_of(with_own) == {"shop": 1, "web": 0}
    assert credits_of(without) == {"web": 1}


def test_cost_gives_what_a_conversion_costs_and_what_comes_back() -> None:
    answer = ask(model="linear", cost=("mail=50", "radio=7"))

    rows = {one.channel: one for one in answer.credits}
    # mail: half of 30 and all of 10.
    assert rows["mail"].cost_per_conversion == pytest.approx(50 / 1.5)
    assert rows["mail"].return_on_cost == pytest.approx(25 / 50)
    assert (rows["radio"].credit, rows["radio"].cost_per_conversion) == (0, None)
    assert "cost-without-touches" in {warning.name for warning in answer.warnings}


PATHS = [
    AggregatedPath(("ad", "mail"), 40, 400.0, 60),
    AggregatedPath(("ad",), 10, 10.0, 90),
    AggregatedPath(("mail",), 10, 10.0, 90),
]


def test_markov_by_hand() -> None:
    answer = Attribution(model="markov").answer_paths(PATHS)

    # docs/explanation/attribution.md, ten times as many: effects 7/12 and 5/6.
    assert {one.channel: one.removal_effect for one in answer.credits} == pytest.approx(
        {"mail": 5 / 6, "ad": 7 / 12}
    )
    assert answer.credits[0].credit == pytest.approx(60 * 10 / 17)
    assert answer.rate == 0.2
    # Value by hand: 8.2 on leaving mail and 1 on leaving ad: 2/3 (1/2 x 1/4 x 8.2 + 1/20) + 1/12 x
    # 8.2 = 1.4; without ad 8.2/12 is left, without mail 1/30.
    ad, mail = 1 - 8.2 / 12 / 1.4, 1 - 1 / 30 / 1.4
    assert answer.credits[1].credited_value == pytest.approx(420 * ad / (ad + mail))


def test_three_published_paths_have_their_published_credit() -> None:
    # Bryl (2016), Marketing Multi-Channel Attribution model with R, AnalyzeCORE: C1 > C2 > C3
    # converts, C1 and C2 > C3 do not. A third converts; without C1 a sixth, without C2 or C3
    # nobody: removal effects 0.5, 1 and 1, which share the one conversion as 0.2, 0.4 and 0.4.
    paths = [
        AggregatedPath(("C1", "C2", "C3"), 1, 1.0, 0),
        AggregatedPath(("C1",), 0, 0.0, 1),
        AggregatedPath(("C2", "C3"), 0, 0.0, 1),
    ]

    answer = Attribution(model="markov", markov_order=1).answer_paths(paths)

    found = {row.channel: (row.removal_effect, row.credit) for row in answer.credits}
    assert found == {
        "C1": pytest.approx((0.5, 0.2)),
        "C2": pytest.approx((1.0, 0.4)),
        "C3": pytest.approx((1.0, 0.4)),
    }


def test_the_rate_game_by_hand() -> None:
    answer = Attribution(model="shapley", game="rate").answer_paths(PATHS)

    # v(ad) = v(mail) = 1/10 and v(both) = 1/5, so that each has half of the sixty.
    assert [one.credit for one in answer.credits] == [pytest.approx(30), pytest.approx(30)]


def test_more_draws_of_more_customers_bound_the_credit_closer() -> None:
    few = Attribution(model="linear").answer_paths(PATHS).credits[0].interval
    many = [AggregatedPath(p.touches, 100 * p.conversions, 0, 100 * p.nulls) for p in PATHS]
    close = Attribution(model="linear").answer_paths(many).credits[0].interval

    assert few is not None
    assert close is not None
    # A hundred times as many customers bound a share ten times as closely.
    assert (few.high - few.low) / (close.high - close.low) == pytest.approx(10, rel=0.4)


def test_bounds_are_those_of_a_share_where_the_share_is_plain() -> None:
    # 300 of 1,000 conversions by one of two channels: 1.96 x sqrt(0.3 x 0.7 / 1000) = 0.0284.
    paths = [AggregatedPath(("a",), 300, 0, 0), AggregatedPath(("b",), 700, 0, 0)]

    bounds = Attribution(model="last", draws=2000).answer_paths(paths).credits[1].interval

    assert bounds is not None
    assert (bounds.high - bounds.low) / 2 == pytest.approx(0.0284, rel=0.1)


def test_a_memory_of_two_touches_is_found() -> None:
    # What follows b depends on what came before it.
    paths = [
        AggregatedPath(("a", "b", "c"), 300, 0, 0),
        AggregatedPath(("d", "b"), 0, 0, 300),
        AggregatedPath(("b",), 50, 0, 50),
    ]

    assert Attribution().answer_paths(paths).suggested_order == 2


def test_without_null_paths_the_chain_is_warned_of() -> None:
    answer = Attribution().answer_paths([AggregatedPath(("a", "b"), 20, 0, 0)])

    assert "no-null-paths" in {warning.name for warning in answer.warnings}
    assert [one.removal_effect for one in answer.credits] == [1, 1]


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"cost": ("web",)}, "UnusableCost"),
        ({"cost": ("web=-1",)}, "UnusableCost"),
        ({"first_weight": 0.8}, "TooMuchForTheEnds"),
        ({"markov_order": 5}, "UnusableField"),
        ({"lookback": "7 bananas"}, "UnreadableDuration"),
        ({"conversion": None}, "MissingField"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(options: dict[str, Any], name: str) -> None:
    with pytest.raises(TouchlineError) as refusal:
        Attribution(**{"conversion": "buy", **options}).answer(log())

    assert type(refusal.value).__name__ == name
    assert refusal.value.told("fa")


def test_a_long_chain_is_bounded_much_as_if_each_draw_were_solved(monkeypatch) -> None:
    generator = np.random.default_rng(11)
    channels = ("ad", "mail", "shop", "web")
    paths = [
        AggregatedPath(
            tuple(channels[i] for i in generator.integers(0, 4, generator.integers(1, 6))),
            conversions=int(generator.integers(0, 6)),
            value=0,
            nulls=int(generator.integers(1, 9)),
        )
        for _ in range(300)
    ]
    question = Attribution(model="markov", markov_order=2)
    solved = question.answer_paths(paths)

    monkeypatch.setattr(absorb, "DENSE", 0)
    monkeypatch.setattr(absorb, "_LONG", 0)
    moved = question.answer_paths(paths)

    # Property: the same credit, and bounds that differ by little of their width.
    for one, other in zip(solved.credits, moved.credits, strict=True):
        assert other.credit == pytest.approx(one.credit)
        assert one.interval is not None
        assert other.interval is not None
        width = one.interval.high - one.interval.low
        assert other.interval.low == pytest.approx(one.interval.low, abs=width / 10)
        assert other.interval.high == pytest.approx(one.interval.high, abs=width / 10)
