"""
What every chart promises, run over the answers of the invented shop to all questions.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.scene.charts.shop_answers import answer, question
from tests.scene.walking import groups, is_inside, meeting, reach, texts, words
from touchline.analysis import QUESTIONS
from touchline.canvas.mirror import mirrored
from touchline.canvas.primitives import Scene, Text
from touchline.errors import TouchlineError
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES
from touchline.scene.charting import Source, chart
from touchline.scene.charts import CHARTS

#: Each question in one language, so that every language is drawn often.
CASES = [(name, LANGUAGES[i % len(LANGUAGES)]) for i, name in enumerate(sorted(QUESTIONS))]


@pytest.fixture(params=CASES, ids="-".join, scope="module")
def scene(request: pytest.FixtureRequest) -> Scene:
    name, language = request.param
    return chart(answer(name), language=language)


def test_every_question_has_a_chart_of_its_own():
    assert set(CHARTS) == set(QUESTIONS)


def test_nothing_lies_outside_the_sheet(scene):
    sheet = (0.0, 0.0, scene.width, scene.height)
    assert [item for item in scene.children if not is_inside(reach(item), sheet)] == []


def test_every_line_of_text_stands_in_its_box(scene):
    wide = [
        (text.source[:40], line.width, text.width)
        for text in texts(scene)
        for line in text.lines
        if line.x < text.x - 0.6 or line.x + line.width > text.x + text.width + 0.6
    ]
    assert wide == []


def test_no_two_texts_meet(scene):
    assert meeting(scene) == []


def test_the_title_is_whole_and_says_more_than_the_name_of_the_question(scene):
    (header,) = groups(scene, "header")
    title = header.children[0]

    assert isinstance(title, Text)
    assert not title.is_clipped
    assert title.source == scene.title


def test_a_picture_mirrored_twice_is_the_same(scene):
    again = mirrored(mirrored(scene))

    for one, other in zip(texts(scene), texts(again), strict=True):
        assert one.x == pytest.approx(other.x)
        assert one.align == other.align


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_warnings_and_the_size_of_the_log_are_told(name):
    asked = answer(name)
    said = words(chart(asked, language="en", source=Source(name="shop.csv")).children)

    assert all(warning.told("en") in said for warning in asked.warnings)
    assert any(line.startswith("Source: shop.csv") for line in said)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_log_of_one_event_is_drawn_or_refused_in_words(name):
    one = EventLog.from_events([("ann", "visit", "2026-01-01")])

    try:
        scene = chart(question(name).answer(one), language="de")
    except TouchlineError as refusal:
        reached, told = [], refusal.told("de")
    else:
        sheet = (0.0, 0.0, scene.width, scene.height)
        reached, told = [is_inside(reach(item), sheet) for item in scene.children], scene.title

    assert all(reached)
    assert told


def test_the_same_answer_gives_the_same_picture():
    assert chart(answer("funnel"), language="fa") == chart(answer("funnel"), language="fa")


def test_the_title_of_a_funnel_is_its_conversion():
    # 1,397 of 4,003 customers, as docs and truth.yaml count them by hand.
    scene = chart(answer("funnel"), language="en")

    assert scene.title == "34.9% of 4,003 customers get from “visit” to “order placed”"


def test_withheld_numbers_are_in_no_picture():
    # Numbers about fewer than 200 customers are withheld, such as the 25 who were refused twice.
    whole = answer("rework")
    few = [row for row in whole.rows() if 0 < row["repeated"] < 200]

    said = " ".join(words(chart(whole.guarded(200), language="en").children))

    assert few
    for row in few:
        assert f"{row['repeated']} of {row['cases']}" not in said
    assert "withheld" in said


def test_an_answer_read_back_from_json_is_drawn_alike():
    plain = answer("variants").to_dict("en")

    assert chart(plain, language="en") == chart(answer("variants"), language="en")


def test_an_answer_of_an_unknown_question_becomes_a_table():
    plain = {
        "question": {"name": "weather"},
        "n_cases": 2,
        "n_events": 3,
        "answer": {"days": [{"activity": "rain", "share": 0.25, "interval": [0.1, 0.5]}]},
        "warnings": [],
    }

    scene = chart(plain, language="de")

    said = words(scene.children)
    assert "Aktivität" in said
    assert "25,0\u00a0%" in said
    assert "10,0–50,0\u00a0%" in said


def test_a_theme_and_a_width_may_be_asked_for():
    dark = chart(answer("funnel"), language="en", theme="dark", width=1400)

    assert dark.background != chart(answer("funnel"), language="en").background
    assert dark.width == pytest.approx(1400)


def test_the_days_of_a_log_stand_in_the_picture():
    day = dt.date(2026, 1, 1)
    source = Source(name="log", first=day, last=day)

    said = words(chart(answer("funnel"), language="en", source=source).children)

    assert any("Jan 1, 2026" in line for line in said)
