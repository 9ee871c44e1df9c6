"""
A funnel's picture counts what its bars show, and shows the groups that were asked for.
"""

from __future__ import annotations

from typing import Any

from tests.scene.walking import texts
from touchline.analysis.funnel import Funnel
from touchline.eventlog.log import EventLog
from touchline.scene.charting import chart

# By hand: four customers look, three of them put something into the basket and one pays.
LOG = EventLog.from_events(
    [
        {"case": case, "activity": activity, "timestamp": i, "channel": channel}
        for case, channel, path in (
            ("ann", "web", "look fill pay"),
            ("ben", "web", "look fill"),
            ("cam", "app", "look fill"),
            ("dot", "app", "look"),
        )
        for i, activity in enumerate(path.split())
    ]
)


def words_of(**options: Any) -> list[str]:
    answer = Funnel.model_validate({"steps": ("look", "fill", "pay"), **options}).answer(LOG)
    return [text.source for text in texts(chart(answer, language="en"))]


def test_the_numbers_beside_a_bar_are_those_of_all_who_began():
    words = words_of()

    assert [one for one in words if one.endswith(" of 4")] == ["4 of 4", "3 of 4", "1 of 4"]


def test_each_group_has_bars_of_its_own():
    words = words_of(by="channel")

    assert (words.count("web"), words.count("app")) == (3, 3)
    # Of the two of the app one fills; of the two of the web both do, and one pays.
    assert [one for one in words if one.endswith(" of 2")] == [
        "2 of 2", "2 of 2", "1 of 2", "2 of 2", "0 of 2", "1 of 2",
    ]  # fmt: skip
