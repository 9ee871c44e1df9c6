"""
The invented shop is as its generator draws it, and the engine finds what was planted (R-154).
"""

from __future__ import annotations

import datetime as dt
import gzip
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.worlds import shop_counts
from tests.worlds.shop_generator import FOLDER, event_rows, tables, world
from tests.worlds.shop_plan import (
    CHANGED,
    END,
    EVENTS_PER_BOT,
    N_BOTS,
    N_DUPLICATES,
    N_OUT_OF_ORDER,
    START,
)
from touchline.analysis.channel_mix import ChannelMix
from touchline.analysis.funnel import Funnel
from touchline.analysis.time_between import TimeBetween
from touchline.samples import INVENTED
from touchline.sources import BotRules, read_log

if TYPE_CHECKING:
    from touchline.eventlog.log import EventLog

SHOP = INVENTED["invented_shop"]
HOUR = 3_600_000_000
WAY = tuple(
    activities[0] if len(activities) == 1 else {"name": step, "activities": activities}
    for step, activities in shop_counts.WAY.items()
)


@pytest.fixture(scope="module")
def log() -> EventLog:
    return read_log(SHOP.path, cases=SHOP.cases, zone=SHOP.zone, **SHOP.columns)


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(SHOP.truth.read_text(encoding="utf-8"))
    return found


def test_the_files_are_what_the_generator_draws() -> None:
    drawn = tables(world())

    for name, text in drawn.items():
        path = FOLDER / name
        kept = path.read_bytes() if path.exists() else b""
        if name == "events.csv":
            kept = gzip.decompress(SHOP.path.read_bytes())
        assert kept == text.encode(), name
    assert SHOP.truth.read_text(encoding="utf-8") == shop_counts.sheet(FOLDER)


def test_every_row_says_that_it_is_invented() -> None:
    for table in (SHOP.path, SHOP.cases, SHOP.answers, SHOP.tickets, SHOP.posts):
        assert table is not None
        assert {row["invented"] for row in shop_counts.rows(table)} == {"yes"}


def test_all_files_together_stay_small() -> None:
    packed = sum(
        path.stat().st_size if path.suffix == ".gz" else len(gzip.compress(path.read_bytes()))
        for path in FOLDER.iterdir()
    )

    assert packed < 400_000


def test_the_log_holds_every_row(log: EventLog, truth: dict[str, Any]) -> None:
    rows = truth["counted"]["rows"]

    assert (log.n_events, log.n_cases) == (rows["events"], rows["customers"])
    assert {name: log.only([name]).n_events for name in log.activities} == rows["by_activity"]
    assert (log.quality.drops, log.quality.guesses) == ((), ())
    assert (log.quality.unmatched_cases, log.quality.unused_case_rows) == (N_BOTS, 0)


def test_the_known_dirt_is_found() -> None:
    clean = read_log(
        SHOP.path, **SHOP.columns, drop_duplicates=True, bots=BotRules(), exclude_bots=True
    )
    stamps = [row[2] for row in event_rows(world())]
    instants = [dt.datetime.fromisoformat(str(stamp)) for stamp in stamps]
    steps_back = sum(after < before for before, after in pairwise(instants))

    drops = {drop.reason: drop.n for drop in clean.quality.drops}
    assert drops == {"repeated-row": N_DUPLICATES, "bot": N_BOTS * EVENTS_PER_BOT}
    assert clean.n_cases == 4_000
    assert steps_back == N_OUT_OF_ORDER


def test_the_funnel_reaches_what_was_counted(log: EventLog, truth: dict[str, Any]) -> None:
    answer = Funnel.model_validate({"steps": WAY, "window": "60d"}).answer(log)

    assert [step.reached for step in answer.steps] == list(
        truth["counted"]["reached_in_60_days"].values()
    )


@pytest.mark.parametrize("region", ["city", "hills", "coast", "islands"])
def test_parcels_take_as_long_as_counted(region: str, log: EventLog, truth: dict[str, Any]) -> None:
    counted = truth["counted"]["order_to_door"][region]

    answer = TimeBetween.model_validate({"source": "order placed", "target": "delivered"}).answer(
        log.cases_where("region", region)
    )

    assert (answer.starts, answer.reached) == (counted["starts"], counted["reached"])
    assert answer.median_us is not None
    assert answer.median_us / HOUR == pytest.approx(counted["median_hours"], abs=1e-4)


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [("before_the_change", START, CHANGED), ("after_the_change", CHANGED, END)],
)
def test_refused_cards_fall_as_counted(
    name: str, since: dt.datetime, until: dt.datetime, log: EventLog, truth: dict[str, Any]
) -> None:
    counted = truth["counted"]["payment"][name]

    answer = Funnel.model_validate(
        {
            "steps": ("checkout started", "payment declined"),
            "window": "1h",
            "start": since,
            "end": until,
        }
    ).answer(log)

    assert [step.reached for step in answer.steps] == [counted["started"], counted["declined"]]


def test_the_change_works_as_it_was_planted(truth: dict[str, Any]) -> None:
    # 0.25 - 0.09 = 0.16 was planted; what was drawn may miss it by two standard errors of about
    # sqrt(0.25 * 0.75 / 767 + 0.09 * 0.91 / 804) = 0.019.
    assert truth["counted"]["payment"]["fall"] == pytest.approx(0.16, abs=2 * 0.019)


@pytest.mark.parametrize("channel", ["web", "app", "social", "e-mail", "store"])
def test_channels_sell_and_bind_as_counted(
    channel: str, log: EventLog, truth: dict[str, Any]
) -> None:
    counted = truth["counted"]["channels"][channel]
    kept = log.cases_where("first_channel", channel)

    sale = Funnel.model_validate({"steps": ("visit", "order placed")}).answer(kept)
    loyalty = Funnel.model_validate(
        {"steps": ("order placed", "ordered again"), "window": "60d"}
    ).answer(kept)

    assert [step.reached for step in sale.steps] == [counted["customers"], counted["ordered"]]
    assert loyalty.steps[1].n_mature == counted["with_two_months"]
    assert loyalty.steps[1].rate_mature == pytest.approx(
        counted["ordered_again"] / counted["with_two_months"]
    )


def test_social_networks_sell_most_and_bind_least(truth: dict[str, Any]) -> None:
    channels = truth["counted"]["channels"]

    assert max(channels, key=lambda name: channels[name]["share_ordered"]) == "social"
    assert min(channels, key=lambda name: channels[name]["share_ordered_again"]) == "social"


def test_cases_that_are_passed_on_end_as_counted(log: EventLog, truth: dict[str, Any]) -> None:
    counted = truth["counted"]["help"]["passed_on"]
    answer = Funnel.model_validate({"steps": ("asked for help", "passed on")}).answer(log)
    solved = TimeBetween.model_validate({"source": "passed on", "target": "solved"}).answer(log)

    assert answer.steps[1].reached == counted["starts"]
    assert solved.reached == counted["reached"]
    # Four in ten were planted as unsolved; 77 cases miss that by 0.11 at most in 19 of 20 worlds.
    assert 1 - counted["reached"] / counted["starts"] == pytest.approx(0.4, abs=0.11)


def test_the_channels_of_a_step_are_counted(log: EventLog, truth: dict[str, Any]) -> None:
    answer = ChannelMix.model_validate({"steps": ("asked for help",)}).answer(log)

    events = {row.channel: row.events for row in answer.channels if row.step == "asked for help"}
    assert sum(events.values()) == truth["counted"]["rows"]["by_activity"]["asked for help"]
    assert set(events) == {"chat", "phone", "e-mail"}
