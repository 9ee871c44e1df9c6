from __future__ import annotations

import pytest

from touchline.analysis import UnknownAttribute
from touchline.analysis._errors import NoChannel
from touchline.analysis.channel_mix import ChannelMix
from touchline.eventlog.log import EventLog

LOG = EventLog.from_events(
    [
        {"case": case, "activity": activity, "timestamp": t, "channel": channel, "stars": stars}
        for t, (case, activity, channel, stars) in enumerate(
            [
                ("ann", "visit", "web", 4),
                ("ann", "visit", "web", None),
                ("ann", "pay", "shop", 4.5),
                ("ben", "visit", "app", None),
                ("ben", "pay", None, 4),
            ]
        )
    ]
)


def test_the_channels_of_each_step_sum_to_its_events() -> None:
    answer = ChannelMix().answer(LOG)

    # By hand: two of five events on the web, both ann's.
    assert [(one.step, one.channel, one.events, one.cases) for one in answer.channels] == [
        ("(all)", "web", 2, 1),
        ("(all)", "(none)", 1, 1),
        ("(all)", "app", 1, 1),
        ("(all)", "shop", 1, 1),
        ("pay", "(none)", 1, 1),
        ("pay", "shop", 1, 1),
        ("visit", "web", 2, 1),
        ("visit", "app", 1, 1),
    ]
    assert (answer.channels[0].share, answer.channels[0].share_of_cases) == (2 / 5, 1 / 2)


def test_any_column_can_tell_the_channel() -> None:
    answer = ChannelMix(attribute="stars", steps=()).answer(LOG)

    found = [(one.channel, one.events) for one in answer.channels if one.step == "(all)"]
    assert found == [("(none)", 2), ("4", 2), ("4.5", 1)]


def test_a_log_without_the_column_is_refused() -> None:
    bare = EventLog.from_events([("ann", "visit", 1)])

    with pytest.raises(UnknownAttribute):
        ChannelMix().answer(bare)


def test_a_log_without_channels_is_met_with_the_option_that_names_one() -> None:
    log = EventLog.from_events([("a", "visit", "2026-01-01")])

    with pytest.raises(NoChannel, match="--channel COLUMN"):
        ChannelMix().answer(log)
