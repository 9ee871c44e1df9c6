"""
The sentences of a story (R-008, R-049); the expected ones are written by hand.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.golden.shop import measured
from tests.scene.maps import branch, text, way
from tests.scene.odd import lane
from touchline.measuring.measured import Figure, MeasuredMap, PersonaMeasures
from touchline.model.experience import (
    Change,
    Channel,
    Expectation,
    Feeling,
    Need,
    Objective,
    Opportunity,
    PainPoint,
    Persona,
    PostedContent,
    Rating,
    Touchpoint,
)
from touchline.model.structure import Card, Cell, Evidence, Scale, Step
from touchline.model.text import LocalText
from touchline.scene.story.told import Story, story
from touchline.scene.subject import Subject

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

INTERVIEWS = Evidence(grade="quoted", source=text("Interviews"), n=9, quote=text("Nobody tells."))


def tell(journey: JourneyMap[Any] | MeasuredMap, language: str = "en") -> Story:
    if isinstance(journey, MeasuredMap):
        plain, measures = journey.journey, journey.measures
    else:
        plain, measures = journey, None
    return story(Subject(journey=plain, measures=measures, language=language))


def told(journey: JourneyMap[Any] | MeasuredMap, language: str = "en") -> dict[str, list[str]]:
    """
    Give the sentences of the first step by the kind of their paragraph.
    """
    first = tell(journey, language).chapters[0].moments[0]
    return {paragraph.kind: list(paragraph.sentences) for paragraph in first.paragraphs}


def holding(kind: str, *cards: Card, **more: Any) -> JourneyMap[Any]:
    return way(1, lanes=(lane(kind, (Cell[Any](at="x0", cards=cards),)),), **more)


def mira(**more: Any) -> Persona:
    return Persona(id="mira", name=text("Mira, drinks tea every day"), **more)


def test_an_empty_step_is_told_in_no_sentence():
    assert told(way(1)) == {}


def test_what_is_done_becomes_sentences_of_its_own():
    found = holding("actions", Card(id="a", text=text("Looks around.\nAsks a friend")))
    more = holding("actions", Card(id="a", text=text("Where is it?")), Card(id="b"))

    assert told(found) == {"deeds": ["Looks around. Asks a friend."]}
    assert told(found, "zh-Hans") == {"deeds": ["Looks around. Asks a friend。"]}
    assert told(more) == {"deeds": ["Where is it?"]}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Mira meets the company here: “Advert” (Web shop) and “Call”."),
        ("de", "Mira trifft hier auf das Unternehmen: „Advert“ (Web shop) und „Call“."),
        ("ms", "Mira bertemu syarikat melalui “Advert” (Web shop) dan “Call”."),
        ("zh-Hans", "Mira在这里与企业接触：“Advert”（Web shop）和“Call”。"),
        ("zh-Hant", "Mira在這裡與企業接觸：「Advert」（Web shop）和「Call」。"),
        ("fa", "Mira این‌جا با شرکت روبه‌رو می‌شود: «Advert» (Web shop) و «Call»."),
    ],
)
def test_touchpoints_are_told_with_their_channels_in_every_language(language, sentence):
    journey = holding(
        "touchpoints",
        Touchpoint(id="t", text=text("Advert"), channel="web"),
        Touchpoint(id="u", text=text("Call")),
        personas=(mira(),),
        channels=(Channel(id="web", name=text("Web shop")),),
    )

    (found,) = told(journey, language)["deeds"]

    # Isolates keep foreign words in their own direction and are no words.
    assert re.sub("[\u2066-\u2069]", "", found) == sentence


def test_a_touchpoint_that_is_only_wanted_is_not_met():
    journey = holding("touchpoints", Touchpoint(id="t", text=text("Chat"), use="wanted"))

    assert told(journey)["deeds"] == ["Wanted, but not there yet: “Chat”."]


@pytest.mark.parametrize(
    ("personas", "title"),
    [
        ((), "What goes through the customer’s mind"),
        ((mira(),), "What Mira thinks"),
        # With two personas nobody can tell whose thought it is, and a kind of people is no name.
        ((mira(), Persona(id="leo", name=text("Leo"))), "What goes through the customer’s mind"),
        (
            (Persona(id="o", name=text("Gift-shop owner")),),
            "What goes through the customer’s mind",
        ),
        ((Persona(id="b", name=text("Buyer")),), "What goes through the customer’s mind"),
    ],
)
def test_only_the_name_of_one_person_becomes_the_subject_of_a_sentence(personas, title):
    journey = holding("thoughts", Card(id="t", text=text("Is it for me?")), personas=personas)

    (paragraph,) = tell(journey).chapters[0].moments[0].paragraphs

    assert (paragraph.title, paragraph.sentences) == (title, ("“Is it for me?”",))


def test_malay_writes_a_kind_of_people_small_so_that_it_is_no_name():
    owner = Persona(id="o", name=text("Pemilik kedai"))
    journey = holding("thoughts", Card(id="t", text=text("Baik")), personas=(owner,))

    (paragraph,) = tell(journey, "ms").chapters[0].moments[0].paragraphs

    assert paragraph.title == "Apa yang terlintas di fikiran pelanggan"


def test_a_language_without_capitals_takes_any_name():
    owner = Persona(id="o", name=LocalText.of({"zh-Hans": "礼品店店主", "en": "Owner"}))
    journey = holding("thoughts", Card(id="t", text=text("好")), personas=(owner,))

    (paragraph,) = tell(journey, "zh-Hans").chapters[0].moments[0].paragraphs

    assert paragraph.title == "礼品店店主心里想"


def test_an_author_who_typed_quotation_marks_gets_no_second_pair():
    quoted = holding("thoughts", Card(id="t", text=text("“Is it for me?”")))
    partly = holding("touchpoints", Touchpoint(id="t", text=text("“Again” in the app")))

    assert told(quoted)["thoughts"] == ["“Is it for me?”"]
    assert told(partly)["deeds"] == ["The customer meets the company here: “Again” in the app."]


def test_customers_are_heard_in_their_own_words_with_their_source():
    pain = PainPoint(id="p", text=text("No reason"), severity=3, evidence=(INTERVIEWS,))

    found = tell(holding("pain-points", pain)).chapters[0].moments[0].paragraphs

    heard, trouble = found
    assert (heard.sentences, heard.sources) == (("“Nobody tells.”",), ("Interviews · n\xa0=\xa09",))
    assert trouble.sentences == ("A reason to leave: No reason.",)


def test_a_feeling_is_told_with_scale_interval_number_and_cause():
    card = Feeling(
        id="f",
        score=0.72,
        low=0.65,
        high=0.79,
        text=text("relieved"),
        cause=text("It is here"),
        evidence=(INTERVIEWS,),
    )

    found = told(holding("emotion", card, personas=(mira(),)))["feelings"]

    assert found == [
        (
            "Mira feels very good (+0.72 on a scale from −1 to +1; 95% interval: 0.65–0.79; "
            "n\xa0=\xa09). It is described as “relieved”. The reason: It is here."
        )
    ]


@pytest.mark.parametrize(
    ("score", "level"),
    [(1, "very bad"), (1.8, "bad"), (2.6, "neither good nor bad"), (3, "neither good nor bad"),
     (3.4, "neither good nor bad"), (3.5, "good"), (4.2, "good"), (4.3, "very good")],
)  # fmt: skip
def test_a_fifth_of_the_scale_is_one_level(score, level):
    # By hand: 1 to 5 in fifths of 0.8; an edge belongs to the level nearer to the middle.
    card = Feeling(id="f", score=score, scale=Scale(low=1, high=5))

    (found,) = told(holding("emotion", card))["feelings"]

    assert found.startswith(f"It feels {level} (")


def test_the_names_of_a_scale_are_told_in_place_of_a_level():
    scale = Scale(low=1, high=5, names=(text("annoyed"), text("neutral"), text("delighted")))
    card = Feeling(id="f", score=5, scale=scale, persona="leo")
    people = (mira(), Persona(id="leo", name=text("Leo"), role=text("Buyer")))

    found = told(holding("emotion", card, personas=people))["feelings"]

    assert found == ["How Leo feels: delighted (5 on a scale from 1 to 5)."]


def test_a_kind_of_people_that_feels_stands_between_quotation_marks():
    card = Feeling(id="f", score=0.5, persona="owner")
    people = (mira(), Persona(id="owner", name=text("Gift-shop owner")))

    (found,) = told(holding("emotion", card, personas=people), "de")["feelings"]

    assert found.startswith("Für „Gift-shop owner“ fühlt sich das gut an (")


def test_importance_needs_and_expectations_are_told():
    journey = way(
        1,
        lanes=(
            lane("importance", (Cell[Any](at="x0", cards=(Rating(id="r", score=0.5),)),)),
            lane(
                "needs",
                (
                    Cell[Any](
                        at="x0",
                        cards=(Need(id="n", text=text("To know the day"), why=text("A party")),),
                    ),
                ),
            ),
            lane(
                "expectations",
                (
                    Cell[Any](
                        at="x0",
                        cards=(
                            Expectation(
                                id="e", text=text("Two days"), expected=0.5, experienced=-0.5
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )

    found = told(journey)

    assert found["feelings"] == ["How much this step matters: +0.5 on a scale from −1 to +1."]
    assert found["wishes"] == [
        "What is needed here: To know the day. The reason: A party.",
        "What is expected: Two days. Experience falls short of that: −0.5 in place of +0.5.",
    ]


def test_plans_are_told_by_how_far_they_have_come():
    change = Change(
        id="c",
        text=text("A second way to pay"),
        status="planned",
        due=dt.date(2027, 1, 31),
        why=text("Cards fail"),
    )
    idea = Opportunity(id="o", text=text("A gift finder"))
    journey = way(
        1,
        lanes=(
            lane("opportunities", (Cell[Any](at="x0", cards=(idea,)),)),
            lane("changes", (Cell[Any](at="x0", cards=(change,)),)),
        ),
    )

    story_ = tell(journey)

    assert told(journey)["better"] == [
        "An idea: A gift finder.",
        "Planned: A second way to pay. By January 31, 2027. The reason: Cards fail.",
    ]
    # What is done or dropped cannot come next; the others name their step.
    assert [ending.kind for ending in story_.endings] == ["end", "next"]
    assert story_.endings[1].sentences == (
        "An idea: A gift finder (“Step 0”).",
        "Planned: A second way to pay (“Step 0”).",
    )


def test_posts_name_their_channel_and_other_lanes_their_title():
    post = PostedContent(id="p", text=text("What a box!"), channel="social")
    behind = Card(id="b", text=text("Packs by hand."))
    journey = way(
        1,
        lanes=(
            lane("customer-content", (Cell[Any](at="x0", cards=(post,)),)),
            lane("backstage", (Cell[Any](at="x0", cards=(behind,)),)),
        ),
    )

    posts, backstage = tell(journey).chapters[0].moments[0].paragraphs

    assert (posts.sentences, posts.sources) == (("“What a box!”",), ("social",))
    assert (backstage.kind, backstage.sentences) == ("behind", ("Backstage: Packs by hand.",))


def test_ways_marks_and_purposes_are_told_where_they_begin():
    step = Step(
        id="x0",
        name=text("Pays"),
        purpose=text("Is done."),
        moment_of_truth=True,
        optional=True,
    )
    start = way(
        2,
        branches=(
            branch("failure", 0, 1, "The bank says no"),
            branch("recovery", 0, None, id_="e"),
        ),
    )
    stage = start.stages[0].model_copy(update={"steps": (step, start.steps[1])})

    found = told(start.model_copy(update={"stages": (stage,)}))["deeds"]

    assert found == [
        "What this is good for: Is done.",
        "This is a moment of truth: it decides how things go on.",
        "Not every journey takes this step.",
        "Things can go wrong here; the way then leads to “Step 1”.",
        "The occasion: The bank says no.",
        "The journey can end here.",
    ]


def test_what_nothing_stands_behind_is_marked_where_the_map_keeps_evidence():
    known = Card(id="a", text=text("Looks"), evidence=(INTERVIEWS,))
    guessed = Card(id="b", text=text("Asks"))

    marked = tell(holding("actions", known, guessed))
    plain = tell(holding("actions", guessed))

    assert told(holding("actions", known, guessed))["deeds"] == ["Looks.", "Asks.*"]
    assert told(holding("actions", known, guessed), "zh-Hans")["deeds"] == ["Looks。", "Asks*。"]
    assert marked.legend == "* Assumption: no evidence yet"
    assert tell(holding("actions", known, guessed), "zh-Hans").legend == "* 假设：尚无证据"
    assert told(holding("actions", guessed))["deeds"] == ["Asks."]
    assert plain.legend == ""


def test_what_spans_several_steps_is_told_once():
    card = Card(id="a", text=text("Waits"))
    cell = Cell[Any](at="x0", through="x1", cards=(card,))

    first, second = tell(way(2, lanes=(lane("actions", (cell,)),))).chapters[0].moments

    assert first.paragraphs[0].sentences == ("Waits.",)
    assert second.paragraphs == ()


def test_r049_a_persona_is_introduced_by_what_is_known_of_it():
    persona = mira(
        role=text("Buys for herself"),
        summary=text("Knows what she likes"),
        goals=(text("Good tea"), text("No fuss.")),
        behaviours=(text("Reads, skips adverts"),),
        quote=text("My day begins."),
        evidence=(Evidence(grade="quoted", source=text("Interviews"), n=9),),
    )
    shop = measured()
    share = Figure(value=0.626, n=4003, low=0.611, high=0.641, unit="share")
    measures = shop.measures.model_copy(
        update={"personas": (PersonaMeasures(persona="mira", share=share),)}
    )
    found = MeasuredMap(shop.journey.model_copy(update={"personas": (persona,)}), measures)

    (person,) = tell(found).characters

    assert (person.name, person.role, person.quote) == (
        "Mira, drinks tea every day",
        "Buys for herself",
        "“My day begins.”",
    )
    assert person.text == (
        "Knows what she likes. The aim: Good tea; No fuss. As a rule: Reads, skips adverts. 62.6% "
        "of all customers are of this kind (95% interval: 61.1–64.1%; n\xa0=\xa04,003). "
        "Known from: Interviews (n\xa0=\xa09)."
    )


def test_the_primary_persona_comes_first():
    journey = way(1, personas=(mira(), Persona(id="leo", name=text("Leo"), primary=True)))

    assert [person.persona.id for person in tell(journey).characters] == ["leo", "mira"]


def test_the_opening_tells_scene_goal_and_objective():
    journey = way(
        1,
        scenario=text("It is spring."),
        goal=text("A good tea"),
        personas=(mira(),),
        objective=Objective(statement=text("Win more"), due=dt.date(2026, 12, 31)),
    )

    assert tell(journey).opening == (
        "It is spring.",
        "What Mira wants to reach: A good tea.",
        "What shall change: Win more. By December 31, 2026.",
    )


def test_measured_figures_are_told_with_interval_and_number():
    checkout = next(
        moment
        for chapter in tell(measured()).chapters
        for moment in chapter.moments
        if moment.step.id == "checkout"
    )

    (figures,) = (item for item in checkout.paragraphs if item.kind == "measured")

    # By hand from the rows of the invented shop.
    known = measured().measures.of("checkout")
    assert known is not None
    assert known.completion is not None
    share = known.completion
    assert share.value is not None
    going_on = f"Of them, {share.value:.1%} go on to the next planned step (95% interval:"
    assert any(sentence.startswith(going_on) for sentence in figures.sentences)
    assert f"n\xa0=\xa0{share.n:,}" in " ".join(figures.sentences)
    assert "The target is missed (target: 45.0% or more)." in figures.sentences


def test_withheld_figures_are_not_told():
    shop = measured()
    hidden = tuple(step.model_copy(update={"is_withheld": True}) for step in shop.measures.steps)
    measures = shop.measures.model_copy(update={"steps": hidden, "least_group": 10})

    found = tell(MeasuredMap(shop.journey, measures))

    figures = [
        sentence
        for chapter in found.chapters
        for moment in chapter.moments
        for item in moment.paragraphs
        if item.kind == "measured"
        for sentence in item.sentences
    ]
    assert "Withheld" not in figures
    assert {sentence for sentence in figures if "%" in sentence} == set()
    assert "lost" not in [ending.kind for ending in found.endings]


def test_the_end_sums_up_what_is_measured_lost_and_felt():
    endings = {ending.kind: ending.sentences for ending in tell(measured()).endings}

    # By hand: 0.48% of 48,213 complete; the loss is one minus completion, largest at the checkout's
    # or a later step of the invented shop.
    assert endings["end"][0].startswith("0.5% of all who enter complete the journey (95% interval:")
    largest = max(
        (step.lost.value or 0.0 for step in measured().measures.steps if step.lost), default=0.0
    )
    assert endings["lost"][0].startswith("The largest share is lost at “")
    assert f": {largest:.1%} (95% interval:" in endings["lost"][0]


def test_a_map_without_steps_has_a_story_that_has_not_begun():
    found = tell(way(0).model_copy(update={"stages": ()}))

    assert found.endings == ()
    assert found.opening == ("This story has not begun yet: the map has no steps.",)


def test_every_language_tells_the_same_sentences(language):
    english, other = tell(measured()), tell(measured(), language)

    def shape(found: Story) -> list[tuple[str, int]]:
        return [
            (paragraph.kind, len(paragraph.sentences))
            for chapter in found.chapters
            for moment in chapter.moments
            for paragraph in moment.paragraphs
        ]

    assert shape(english) == shape(other)
    assert len(english.endings) == len(other.endings)


def test_no_sentence_ends_twice(language):
    found = tell(measured(), language)

    sentences = [
        sentence
        for chapter in found.chapters
        for moment in chapter.moments
        for paragraph in moment.paragraphs
        for sentence in paragraph.sentences
    ]
    assert [words for words in sentences if re.search(r"[.。?!？！][.。]\*?$", words)] == []
