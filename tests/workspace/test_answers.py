"""
Replies become items of a study and fill the lanes of a map (R-107, R-108, R-111, R-226, P11).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from tests.workspace.shop_research import fill as lay
from tests.workspace.shop_research import journey, study
from touchline.document.read import journey_of
from touchline.model.experience import Feeling, PainPoint
from touchline.model.structure import Scale
from touchline.model.work.item import Item
from touchline.model.work.study import Study
from touchline.sources import read_survey
from touchline.workspace.answers import Answers, Replying, fill, read_answers, take_answers
from touchline.workspace.guides import questionnaire
from touchline.workspace.knowledge import assess

if TYPE_CHECKING:
    from touchline.eventlog.survey import Survey
    from touchline.model.map import JourneyMap
    from touchline.workspace import Workspace


def survey(*rows: dict[str, Any]) -> Survey:
    names = dict.fromkeys(name for row in rows for name in row)
    return read_survey(pa.table({name: [row.get(name) for row in rows] for name in names}))


def reply(who: str, moment: str, score: int | None, **more: str) -> dict[str, Any]:
    return {
        "respondent": who,
        "moment": moment,
        "date": "2026-05-11",
        "kind": "csat",
        "score": score,
        **more,
    }


def answers(*rows: dict[str, Any], **how: Any) -> Answers:
    return read_answers(journey(), study(method="survey"), survey(*rows), Replying(**how))


def by_id(found: Answers) -> dict[str, Item]:
    return {one.id: one for one in found.items}


def test_scores_of_a_step_are_one_item_with_mean_people_and_scale() -> None:
    found = answers(reply("a", "pay", 2), reply("b", "pay", 3), reply("c", "pay", 4))

    one = by_id(found)["talks.pay.csat"]
    # The mean of 2, 3 and 4; Student's t with two degrees of freedom is 4.303, so that the bounds
    # lie 4.303 x 1 / sqrt(3) = 2.484 off, within the scale.
    assert (one.score, one.n, one.scale) == (3, 3, Scale(low=1, high=5))
    assert (one.low, one.high) == (1, 5)
    assert (one.date, one.places) == (dt.date(2026, 5, 11), ("shop/step:pay/lane:feelings",))


def test_bounds_are_students() -> None:
    found = answers(*(reply(f"p{n}", "pay", 3 + n % 2) for n in range(100)))

    one = by_id(found)["talks.pay.csat"]
    # Fifty 3s and fifty 4s: deviation 0.5025, t(99) = 1.984: 3.5 +- 0.0997.
    assert (one.score, one.low, one.high) == (3.5, 3.4, 3.6)


@pytest.mark.parametrize("moment", ["pay", "I pay", " i PAY "])
def test_a_moment_is_known_by_its_id_or_its_name(moment: str) -> None:
    found = answers(reply("a", moment, 4))

    assert found.items[0].places == ("shop/step:pay/lane:feelings",)


def test_a_moment_that_is_no_step_is_told() -> None:
    found = answers(reply("a", "parking", 4))

    assert found.items[0].places == ("shop",)
    assert [one.name for one in found.findings] == ["answers-elsewhere"]


def test_scores_of_people_who_are_no_customers_are_not_counted() -> None:
    # the two customers give 4 and 5, the employee and the stranger 1.
    found = answers(
        reply("a", "pay", 4, participants="customers"),
        reply("b", "pay", 5, participants="Kunden"),
        reply("c", "pay", 1, participants="employees", comment="It works on my desk"),
        reply("d", "pay", 1, participants="None of these."),
    )

    scores = by_id(found)["talks.pay.csat"]
    (quote,) = (one for one in found.items if one.sort == "quote")
    assert (scores.score, scores.n, scores.participants) == (4.5, 2, ("customers",))
    assert found.others == 2
    assert (quote.who, quote.participants) == ("c", ("employees",))
    assert "answers-of-others" in [one.name for one in found.findings]


def test_nothing_is_kept_of_people_who_did_not_agree() -> None:
    found = answers(
        reply("a", "pay", 4, consent="yes"),
        reply("b", "pay", 1, consent="Nein", comment="Leave me alone"),
    )

    assert (found.refused, [one.n for one in found.items]) == (1, [1])


def test_scores_of_too_few_people_are_left_out() -> None:
    rows = [reply("a", "pay", 1), reply("a", "pay", 2), reply("b", "pay", 3)]

    found = answers(*rows, least=3)

    # Three replies, and two people behind them.
    assert found.items == ()
    assert [(one.name, one.values["n"]) for one in found.findings] == [("answers-of-few", 3)]


def test_quotes_keep_words_speaker_day_and_step() -> None:
    found = answers(reply("kw-1", "pay", None, comment="The reader is  so slow"), score="none")

    (one,) = found.items
    assert one.quote is not None
    assert one.quote.said("en") == "The reader is  so slow"
    assert (one.sort, one.who, one.date) == ("quote", "kw-1", dt.date(2026, 5, 11))
    assert one.places == ("shop/step:pay",)


def test_more_quotes_than_wanted_are_told_and_not_kept() -> None:
    rows = [reply("a", "pay", None, comment=f"Reason {n}") for n in range(5)]

    found = answers(*rows, quotes=2)

    assert len(found.items) == 2
    assert [(one.name, one.values["n"]) for one in found.findings] == [("answers-more-quotes", 3)]


def test_the_same_replies_taken_again_change_nothing(workspace: Workspace) -> None:
    lay(workspace)
    rows = survey(*(reply(who, "pay", 4, comment="Fine") for who in "abcde"))

    first = take_answers(workspace, "talks", "shop", rows, author="ann")
    again = take_answers(workspace, "talks", "shop", rows, author="ann")

    assert first.items == again.items
    assert {one.id for one in workspace.records(Item)} == {one.id for one in first.items}


def test_a_workspace_keeps_no_number_about_fewer_people_than_it_says(workspace: Workspace) -> None:
    lay(workspace)

    few = take_answers(workspace, "talks", "shop", survey(reply("a", "pay", 4)))

    # A workspace says 5 unless it says otherwise.
    assert few.items == ()


def test_a_planned_study_with_answers_is_under_way(workspace: Workspace) -> None:
    lay(workspace)
    workspace.put(study(status="planned"))

    take_answers(workspace, "talks", "shop", survey(reply("a", "pay", 4)))

    assert workspace.get(Study, "talks").status == "running"


def test_answers_fill_the_lane_of_feelings(workspace: Workspace) -> None:
    lay(workspace)
    workspace.put(study(method="survey"))
    rows = survey(*(reply(who, "pay", 2) for who in "abcde"))
    taken = take_answers(workspace, "talks", "shop", rows, author="ann")

    seen = fill(workspace, "shop", taken.items, author="ann")
    before = read(workspace)
    fill(workspace, "shop", taken.items, author="ann", write=True)

    assert before == journey()
    assert seen.edits
    (felt,) = (one for _, _, one in read(workspace).cards() if isinstance(one, Feeling))
    assert (felt.score, felt.grade, felt.evidence[0].n) == (2, "surveyed", 5)
    assert felt.evidence[0].by == "ann"


def read(workspace: Workspace) -> JourneyMap:
    return journey_of(workspace.map("shop"))


def test_a_persona_has_the_scores_of_its_own_segment() -> None:
    nora = journey().personas[0].model_copy(update={"segment": {"region": ("islands",)}})
    seen = journey().model_copy(update={"personas": (nora,)})
    rows = [reply(f"p{n}", "pay", 2 if n < 2 else 5) for n in range(6)]
    places = [row | {"region": "islands" if n < 2 else "city"} for n, row in enumerate(rows)]

    found = by_id(read_answers(seen, study(method="survey"), survey(*places), Replying()))

    everybody, own = found["talks.pay.csat"], found["talks.pay.csat.nora"]
    # (2 + 2 + 5 + 5 + 5 + 5) / 6, and the two on the islands alone.
    assert (everybody.score, everybody.n, everybody.persona) == (4, 6, None)
    assert (own.score, own.n, own.persona) == (2, 2, "nora")


def test_replies_to_our_own_questionnaire_come_back_to_the_cells_that_asked() -> None:
    guide = questionnaire(journey(), assess(journey(), {}, {}, dt.date(2026, 6, 1)))
    names = {one.id for one in guide.questions}
    rows = [
        {
            "respondent": who,
            "date": "2026-05-11",
            "participants": "customers",
            "consent": "yes",
            "topic.motive": "A cold morning",
            "pay.emotion": 1 + n,
            "pay.emotion.cause": "The queue",
            "pay.pain-points": "slow | coins" if n else "none",
            "pay.pain-points.slow.severity": 3 * n,
        }
        for n, who in enumerate(("a", "b"))
    ]
    assert rows[0].keys() - {"respondent", "date"} <= names

    found = by_id(answers(*rows))

    assert found["talks.pay.emotion"].score == 1.5
    assert found["talks.pay.pain-points.coins"].title.said("en") == (
        "1 of 2 said: “No change for coins”"
    )
    # One of two met it, and called it a reason to leave.
    severity = found["talks.pay.pain-points.slow.severity.slow"]
    assert (severity.score, severity.n, severity.places) == (3, 1, ("shop/card:slow",))
    assert {one.topic for one in found.values()} == {None, "motive"}
    assert len([one for one in found.values() if one.sort == "quote"]) == 4


def test_a_degree_fills_the_severity_of_its_pain_point(workspace: Workspace) -> None:
    lay(workspace)
    rows = [
        {"respondent": f"p{n}", "date": "2026-05-11", "pay.pain-points.slow.severity": degree}
        for n, degree in enumerate((0, 2, 2, 2, 3, 3, 3, 3))
    ]
    taken = take_answers(workspace, "talks", "shop", survey(*rows))

    fill(workspace, "shop", taken.items, write=True)

    # The median of 2, 2, 2, 3, 3, 3, 3.
    (slow,) = (one for _, _, one in read(workspace).cards() if one.id == "slow")
    assert isinstance(slow, PainPoint)
    assert (slow.severity, slow.evidence[0].n) == (3, 7)
