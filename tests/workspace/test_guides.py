"""
Guides and questionnaires ask what the map does not know, in six languages (R-107 to R-112).
"""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.workspace.shop_research import TODAY, item, journey, study
from touchline.document.edits import apply
from touchline.i18n import LANGUAGES
from touchline.location import Location
from touchline.workspace.citing import citing
from touchline.workspace.guide_sheets import COLUMNS, guide_markdown, guide_page, guide_table
from touchline.workspace.guides import Guide, interview_guide, questionnaire
from touchline.workspace.knowledge import Knowledge, assess
from touchline.workspace.research import evidence_of


def nothing_known() -> Knowledge:
    return assess(journey(), {}, {}, TODAY)


def asked(guide: Guide) -> dict[str, str]:
    return {one.id: one.text for one in guide.questions}


def test_an_interview_begins_with_who_it_is_and_ends_openly() -> None:
    guide = interview_guide(journey(), nothing_known())

    names = [one.id for one in guide.questions]
    # only customers and prospects speak for customers, so that is asked before the rest.
    assert names[:2] == ["consent", "participants"]
    assert [name for name, _ in guide.questions[1].options] == [
        "customers", "prospects", "employees", "others",
    ]  # fmt: skip
    assert names[-1] == "anything-else"


def test_an_interview_asks_what_the_map_does_not_know_step_by_step() -> None:
    found = asked(interview_guide(journey(), nothing_known()))

    steps = [name for name in found if name.startswith(("choose.", "pay."))]
    assert steps == [
        "choose.story",
        "choose.emotion",
        "choose.needs",
        "choose.needs.help.why",
        "pay.story",
        "pay.emotion",
        "pay.emotion.cause",
        "pay.needs",
        "pay.pain-points",
        "pay.pain-points.slow.severity",
        "pay.pain-points.slow.help",
        "pay.pain-points.coins.help",
    ]
    assert found["pay.pain-points"] == "What was difficult or annoying?"
    assert found["pay.pain-points.slow.severity"].startswith("“The card reader is slow”")


def test_assumptions_are_told_to_the_one_who_asks_and_not_read_out() -> None:
    guide = interview_guide(journey(), nothing_known())

    (question,) = (one for one in guide.questions if one.id == "pay.pain-points")
    assert "The card reader is slow" not in question.text
    assert "We assume: “The card reader is slow”" in question.note
    assert "We assume: “No change for coins”" in question.note


def test_the_companys_own_side_is_not_asked_of_customers() -> None:
    guide = interview_guide(journey(), nothing_known())

    assert not [name for name in asked(guide) if "backstage" in name]
    assert guide.ours == 1


def test_the_topics_of_which_nobody_knows_are_asked_first() -> None:
    # time and duration of engagement and six further topics.
    told = item("t1", topic="motive", who="P1", places=["shop"])
    found = assess(journey(), {"t1": told}, {"talks": study()}, TODAY)

    names = [one.id for one in interview_guide(journey(), found).questions]

    assert "topic.engagement" in names
    assert "topic.motive" not in names
    assert len([name for name in names if name.startswith("topic.")]) == 6


def test_when_there_is_too_much_to_ask_moments_of_truth_come_first() -> None:
    guide = interview_guide(journey(), nothing_known(), most=2)

    # `pay` is the moment of truth; an empty cell weighs most, then assumptions in their order.
    steps = [one.id for one in guide.questions if one.step == "pay"]
    assert steps == ["pay.story", "pay.emotion", "pay.needs"]
    # Ten questions ask about steps besides the two stories.
    assert guide.left_out == 10 - 2


def test_a_questionnaire_asks_so_that_answers_can_be_counted() -> None:
    guide = questionnaire(journey(), nothing_known())

    forms = {one.id: one.form for one in guide.questions}
    assert forms["pay.emotion"] == "scale"
    assert forms["pay.pain-points"] == "several"
    assert forms["pay.pain-points.slow.severity"] == "choice"
    assert forms["pay.emotion.cause"] == "open"
    (pains,) = (one for one in guide.questions if one.id == "pay.pain-points")
    assert [name for name, _ in pains.options] == ["slow", "coins", "none", "other"]


def test_a_single_assumption_is_not_offered_to_tick() -> None:
    seen, own = journey(), item("q1", who="P1")
    for who in ("P1", "P2"):
        own = item(f"q{who}", who=who)
        edits, _ = citing(seen, own, evidence_of(own, study()), Location.of(("card", "coins")))
        seen = apply(seen, edits)

    guide = questionnaire(seen, assess(seen, {}, {}, TODAY))

    (pains,) = (one for one in guide.questions if one.id == "pay.pain-points")
    assert (pains.form, pains.options) == ("open", ())


def test_nobody_is_asked_why_they_felt_so_before_how() -> None:
    # The feeling itself is known here; only its cause is not.
    seen = journey()
    for who in ("P1", "P2"):
        own = item(f"q{who}", who=who)
        edits, _ = citing(seen, own, evidence_of(own, study()), Location.of(("card", "glad")))
        seen = apply(seen, edits)

    for make in (interview_guide, questionnaire):
        names = [one.id for one in make(seen, assess(seen, {}, {}, TODAY)).questions]
        assert names.index("pay.emotion") == names.index("pay.emotion.cause") - 1


def test_people_are_told_the_purpose_of_the_study() -> None:
    guide = questionnaire(journey(), nothing_known(), purpose="finding out why tills are slow")

    assert asked(guide)["consent"].endswith("this purpose: finding out why tills are slow?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_asked_in_every_language(language: str) -> None:
    for make in (interview_guide, questionnaire):
        guide = make(journey(), nothing_known(), language=language)

        sheet = guide_markdown(guide)
        page = guide_page(guide)
        assert sheet.startswith("# ")
        assert f'<html lang="{language}"' in page
        assert {one.id for one in guide.questions} == {
            one.id for one in make(journey(), nothing_known()).questions
        }
        english = asked(make(journey(), nothing_known(), language="en"))
        if language != "en":
            assert not {*asked(guide).values()} & {*english.values()}


def test_steps_are_called_what_the_map_calls_them_in_the_readers_language() -> None:
    guide = interview_guide(journey(), nothing_known(), language="de")

    assert guide.title == "Gesprächsleitfaden: Tee kaufen"
    assert [part.title for part in guide.parts][1] == "Ich suche einen Tee aus"


def test_a_table_has_a_line_for_each_question() -> None:
    guide = questionnaire(journey(), nothing_known())

    rows = list(csv.DictReader(io.StringIO(guide_table(guide))))

    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == [one.id for one in guide.questions]
    (scale,) = (row for row in rows if row["id"] == "pay.emotion")
    assert (scale["low"], scale["high"]) == ("1: very bad", "5: very good")


def test_a_program_gets_the_guide_as_json() -> None:
    guide = questionnaire(journey(), nothing_known())

    plain = json.loads(json.dumps(guide.plain()))

    assert plain["map"] == "shop"
    assert plain["parts"][1]["questions"][0]["step"] == "choose"
