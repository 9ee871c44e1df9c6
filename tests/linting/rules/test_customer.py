"""
Mistakes about whose journey it is.
"""

from __future__ import annotations

import pytest

from tests.linting.rules.looking import faults, found
from touchline.linting.rules.customer.company_voice import company_words

CARD = """
stages: [{id: s, name: S, steps: [{id: x, name: I act}]}]
lanes: [{id: a, kind: actions, cells: [{at: x, cards: [{id: a1, text: Acts}]}]}]
"""


@pytest.mark.parametrize(
    ("personas", "told"),
    [
        ("", [("", "warning")]),
        ("{id: ana, name: Ana}", []),
        ("{id: ana, name: Ana}, {id: ben, name: Ben}", [("", "warning")]),
        ("{id: ana, name: Ana, primary: true}, {id: ben, name: Ben}", []),
        (
            "{id: ana, name: Ana, primary: true}, {id: ben, name: Ben, primary: true}",
            [("persona:ben", "warning")],
        ),
    ],
    ids=["nobody", "the only one", "none marked", "one marked", "two marked"],
)
def test_r020_a_map_has_exactly_one_primary_persona(
    personas: str, told: list[tuple[str, str]]
) -> None:
    assert faults("unclear-perspective", f"personas: [{personas}]\n{CARD}") == told


def test_r020_a_map_without_cards_is_not_asked_for_its_persona() -> None:
    assert faults("unclear-perspective", "") == []


def test_r078_a_map_that_compares_roles_is_only_reminded() -> None:
    roles = "type: role-based\npersonas: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]\n"

    assert faults("unclear-perspective", roles) == [("", "hint")]
    assert faults("too-many-personas", roles) == []


def test_r222_a_want_is_a_need() -> None:
    wants = CARD.replace("kind: actions", "kind: wants")

    assert faults("forgotten-needs", CARD) == [("", "warning")]
    assert faults("forgotten-needs", wants) == []


@pytest.mark.parametrize(
    ("experienced", "n"), [("3.01", 0), ("3", 1), ("2", 1)], ids=["a shade", "a quarter", "more"]
)
def test_r014_a_gap_of_a_quarter_of_the_scale_wants_a_pain_point(experienced: str, n: int) -> None:
    # By hand: a quarter of the scale from 1 to 5 is 1.
    told = f"""
stages: [{{id: s, name: S, steps: [{{id: x, name: I wait}}]}}]
lanes:
  - id: e
    kind: expectations
    scale: {{low: 1, high: 5}}
    cells: [{{at: x, cards: [{{id: e1, text: Today, expected: 4, experienced: {experienced}}}]}}]
"""

    assert len(faults("expectation-gap", told)) == n


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Customer places an order", "en", "Customer"),
        ("The users’ first login", "en", "users"),
        ("We ship the parcel", "en", "We ship"),
        ("Order processing", "en", "Order processing"),
        ("Conversion", "en", "Conversion"),
        ("Der Kunde bestellt", "de", "Kunde"),
        ("Auftragsbearbeitung", "de", "Auftragsbearbeitung"),
        ("Kundenbindung", "de", "Kundenbindung"),
        ("Wir liefern am selben Tag", "de", "Wir liefern"),
        ("Pelanggan membuat pesanan", "ms", "Pelanggan"),
        ("Kami menghantar bungkusan", "ms", "Kami menghantar"),
        ("客户下单", "zh-Hans", "客户"),
        ("处理订单", "zh-Hans", "处理订单"),
        ("用戶註冊", "zh-Hant", "用戶"),
        ("مشتری سفارش می‌دهد", "fa", "مشتری"),
        ("پردازش سفارش", "fa", "پردازش سفارش"),
    ],
)
def test_r009_words_of_the_trade_are_heard_in_every_language(
    text: str, language: str, words: str
) -> None:
    assert company_words(text, language) == words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I order", "en"),
        ("I call customer service", "en"),
        ("Customer support answers", "en"),
        ("We compare offers", "en"),
        ("Awareness", "en"),
        ("A user manual in the box", "en"),
        ("Ich frage andere Kunden", "de"),
        ("Der Kundendienst ruft zurück", "de"),
        ("Wir vergleichen zu Hause", "de"),
        ("Saya bertanya kepada pelanggan lain", "ms"),
        ("Khidmat pelanggan menjawab", "ms"),
        ("我问其他客户", "zh-Hans"),
        ("客户服务回电", "zh-Hans"),
        ("我問其他客戶", "zh-Hant"),
        ("از مشتریان دیگر می‌پرسم", "fa"),
        ("خدمات مشتری پاسخ می‌دهد", "fa"),
        ("حفظ مشتری", "fa"),
        ("De klant koopt", "nl"),
    ],
)
def test_r009_the_customers_own_words_are_left_alone(text: str, language: str) -> None:
    assert company_words(text, language) == ""


def test_r009_a_text_in_many_languages_is_told_once() -> None:
    both = "stages: [{id: s, name: {en: User onboarding, de: Nutzer anmelden}}]\n"

    (told,) = found("company-voice", both)

    assert (str(told.at), told.severity) == ("stage:s", "hint")
    assert told.told() == "“User onboarding” is told in the company’s words: “User”."


def _step(words: str, more: str = "") -> str:
    return f'stages: [{{id: s, name: Buy, steps: [{{id: x, name: "{words}"}}{more}]}}]\n'


@pytest.mark.parametrize(
    ("words", "language", "word"),
    [
        ("I wait for the SLA", "en", "SLA"),
        ("A B2B offer", "en", "B2B"),
        ("I leave the sales funnel", "en", "sales funnel"),
        ("Ich warte auf die SLA", "de", "SLA"),
        ("Ein Touchpoint im Laden", "de", "Touchpoint"),
        ("Saya melihat titik sentuh", "ms", "titik sentuh"),
        ("我成了留存率的一部分", "zh-Hans", "留存率"),
        ("我走進漏斗", "zh-Hant", "漏斗"),
        ("نرخ تبدیل من", "fa", "نرخ تبدیل"),
    ],
)
def test_c6_words_of_the_trade_are_heard_in_every_language(
    words: str, language: str, word: str
) -> None:
    (told,) = found("jargon", f"language: {language}\n" + _step(words))

    assert told.values["word"] == word


@pytest.mark.parametrize(
    "words",
    [
        "I get an SMS",
        "I pay by QR",
        "I READ THE TERMS",
        "I write a PDF",
        "I am OK",
        "Plan A",
        "1080",
    ],
)
def test_c6_what_everybody_knows_is_no_jargon(words: str) -> None:
    assert faults("jargon", _step(words)) == []


def test_c6_an_acronym_is_explained_once_for_the_whole_map() -> None:
    more = ', {id: y, name: "The SLA (how soon they answer) is over"}'

    assert faults("jargon", _step("I wait for the SLA")) == [("step:x", "hint")]
    assert faults("jargon", _step("I wait for the SLA", more)) == []


def test_c6_a_word_is_told_once_with_how_often_it_stands_there() -> None:
    (told,) = found("jargon", _step("The SLA", ', {id: y, name: "The SLA again"}'))

    assert told.told() == "“SLA” is no word of customers; it stands here and at 2 places in all."


def test_c6_where_the_company_speaks_that_is_told_instead() -> None:
    text = _step("The user enters the SLA")

    assert faults("jargon", text) == []
    assert faults("company-voice", text) == [("step:x", "hint")]
