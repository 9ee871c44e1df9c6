"""
How a score changes from period to period.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from touchline.analysis.satisfaction import Satisfaction
from touchline.analysis.trend import Trend
from touchline.cli.main import main
from touchline.kernels.intervals import newcombe
from touchline.sources import read_survey

#: Ten replies in January, ten in February; kinds and scores by the case.
HEAD = "customer,moment,date,kind,score\n"


def replies(kind, january, february):
    rows = [("01", i, score) for i, score in enumerate(january)]
    rows += [("02", 100 + i, score) for i, score in enumerate(february)]
    return HEAD + "".join(
        f"c{i},{'pay' if i % 2 else 'visit'},2026-{month}-10,{kind},{score}\n"
        for month, i, score in rows
    )


@pytest.fixture
def survey(tmp_path):
    def read(text):
        path = tmp_path / "replies.csv"
        path.write_text(text, "utf-8")
        return read_survey(path)

    return read


def trend(**options: Any) -> Trend:
    return Trend(**{"of": Satisfaction(), "per": "month", **options})


def test_net_promoter_scores_are_followed_with_their_intervals(survey):
    # January: 5 promoters, 2 detractors of 10; February: 8 and 1.
    given = survey(replies("nps", [10] * 5 + [8] * 3 + [2] * 2, [9] * 8 + [7] + [0]))

    answer = trend().answer(given)

    assert answer.unit == "score"
    assert [(one.period, one.n, one.value) for one in answer.points] == [
        ("2026-01", 10, 30),
        ("2026-02", 10, 70),
    ]
    first, second = answer.points
    assert first.interval is not None
    assert second.interval is not None
    assert second.change == 40
    # By hand: Zou and Donner's bounds from those of the two scores.
    low = 40 - ((70 - second.interval.low) ** 2 + (first.interval.high - 30) ** 2) ** 0.5
    high = 40 + ((second.interval.high - 70) ** 2 + (30 - first.interval.low) ** 2) ** 0.5
    assert second.change_interval == pytest.approx((low, high))


def test_satisfied_shares_are_compared_as_shares_are(survey):
    # Four and eight of ten give one of the two best scores; March is not over yet.
    rows = replies("csat", [5] * 4 + [3] * 6, [4] * 8 + [1] * 2)
    given = survey(rows + "zoe,pay,2026-03-01,csat,5\n")

    answer = trend().answer(given)

    assert (answer.unit, answer.tests) == ("share", 1)
    assert [one.value for one in answer.points] == [0.4, 0.8, 1]
    assert answer.points[1].change_interval == pytest.approx(newcombe(8, 10, 4, 10))


def test_a_period_with_too_few_replies_says_so(survey):
    given = survey(replies("nps", [10, 2], [9] * 4))

    told = {one.name: one.told("en") for one in trend().answer(given).warnings}

    assert "2026-01" in told["vague-score"]


def test_unlike_scores_are_not_put_together(survey):
    rows = replies("nps", [10], [9]) + "x,pay,2026-01-11,csat,5\ny,pay,2026-02-11,csat,4\n"

    both = trend().answer(survey(rows))
    one = trend(of=Satisfaction(kind="csat")).answer(survey(rows))

    assert [point.value for point in both.points] == [None, None]
    assert [point.value for point in one.points] == [1.0, 1.0]


def test_a_segment_chooses_whose_replies_are_followed(survey):
    given = survey(replies("nps", [10, 0], [9, 0]))

    answer = trend(segment="did visit").answer(given)

    # c0 and c100 replied about a visit, and are promoters.
    assert [(one.n, one.value) for one in answer.points] == [(1, 100), (1, 100)]


def test_the_command_line_follows_replies(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = tmp_path / "replies.csv"
    path.write_text(replies("nps", [10, 0], [9, 9]), "utf-8")

    assert main(["ask", "trend", str(path), "--of", "satisfaction", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert [point["value"] for point in told["answer"]["points"]] == [0, 100]
    assert told["answer"]["unit"] == "score"
