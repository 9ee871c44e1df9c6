"""
Templates with the rows and columns of the sources (requirements 1.3), one test each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import touchline as tl
from tests.acceptance.conftest import lane
from touchline.i18n import LANGUAGES
from touchline.samples import INVENTED

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

#: Title, columns and rows in Malay as the source gives them, and in English as translated in the
#: requirements R-050 to R-053.
MALAY = {
    "current-state": (
        "Perjalanan pelanggan: Keadaan sekarang",
        [f"Langkah {n}" for n in range(1, 6)],
        [
            "Apakah pemikiran atau perasaan pelanggan?",
            "Apakah tindakan pelanggan?",
            "Apakah titik sentuh pelanggan dengan perniagaan?",
            "Apa yang kita mahu ubah tentang langkah ini?",
            "Bagaimana dan/atau mengapa kita akan membuat perubahan ini?",
        ],
    ),
    "day-in-the-life": (
        "Perjalanan pelanggan: Satu Hari di Hayat",
        ["Awal pagi", "lewat pagi", "Petang", "Awal petang", "Waktu malam"],
        [
            "Apakah pemikiran atau perasaan pelanggan?",
            "Apakah tindakan atau keutamaan utama pelanggan?",
            "Apakah titik sentuh pelanggan pada masa ini?",
            "Bagaimanakah pelanggan berinteraksi dengan produk kami pada masa ini?",
            "Bagaimanakah pelanggan boleh menggunakan produk kami dengan lebih baik pada masa ini?",
        ],
    ),
    "service-blueprint": (
        "Perjalanan pelanggan: Perkhidmatan dan sokongan",
        [
            "Penggunaan biasa",
            "Notis mengeluarkan atau mempunyai aduan",
            "Meminta bantuan/menghubungi sokongan",
            "Bercakap dengan sokongan atau wakil",
            "Menyelesaikan konflik atau isu",
        ],
        [
            "Apakah pemikiran atau perasaan pelanggan?",
            "Kenapa pelanggan berasa begini?",
            "Bagaimana kita berkomunikasi dengan pelanggan?",
            "Apakah tindakan yang kita ambil di latar belakang?",
        ],
    ),
}
MALAY["future-state"] = (
    "Perjalanan pelanggan: Keadaan masa hadapan",
    *MALAY["current-state"][1:],
)
ENGLISH = {
    "current-state": (
        [f"Step {n}" for n in range(1, 6)],
        [
            "What is the customer thinking or feeling?",
            "What is the customer’s action?",
            "What is the customer’s touchpoint with the business?",
            "What do we want to change about this step?",
            "How and/or why will we make this change?",
        ],
    ),
    "day-in-the-life": (
        ["Early morning", "Late morning", "Afternoon", "Early evening", "Night"],
        [
            "What is the customer thinking or feeling?",
            "What are the customer’s main actions or priorities?",
            "What are the customer’s touchpoints at this time?",
            "How does the customer interact with our product at this time?",
            "How could the customer use our product better at this time?",
        ],
    ),
    "service-blueprint": (
        [
            "Ordinary use",
            "Notices an issue or has a complaint",
            "Asks for help or contacts support",
            "Speaks with support or a representative",
            "The conflict or issue is resolved",
        ],
        [
            "What is the customer thinking or feeling?",
            "Why does the customer feel this way?",
            "How do we communicate with the customer?",
            "What actions do we take in the background?",
        ],
    ),
}
ENGLISH["future-state"] = ENGLISH["current-state"]


def table(terminal: Terminal, name: str, language: str) -> tuple[str, list[str], list[str]]:
    """
    Start a map and give back its title, its columns and its rows.
    """
    made = terminal.made(name, "--language", language)
    columns = [step["name"] for stage in made["stages"] for step in stage["steps"]]
    return made["title"], columns, [row["title"] for row in made["lanes"]]


def stands_in_every_language(terminal: Terminal, name: str) -> None:
    """
    Hold a template to its source in two languages, and to its shape in the others.
    """
    assert table(terminal, name, "ms") == MALAY[name]
    assert table(terminal, name, "en")[1:] == ENGLISH[name]
    columns, rows = ENGLISH[name]
    seen = set()
    for language in LANGUAGES:
        title, theirs, asked = table(terminal, name, language)
        assert (len(theirs), len(asked)) == (len(columns), len(rows))
        seen |= {title, *asked}
    # Every language has a title and rows of its own, each of them different.
    assert len(seen) == len(LANGUAGES) * (1 + len(rows))


def is_drawn(terminal: Terminal, name: str, language: str) -> None:
    """
    See the title, every column and every row on the picture of a new map.
    """
    terminal.run("new", name, "--language", language, "-o", "new.map.yaml")
    words = "".join(terminal.words("new.map.yaml", language=language).split())
    title, columns, rows = table(terminal, name, language)
    assert all("".join(one.split()) in words for one in (title, *columns, *rows))


def test_r050_the_current_state_template_has_the_rows_of_its_source(terminal: Terminal) -> None:
    stands_in_every_language(terminal, "current-state")


def test_r051_the_future_state_template_has_the_rows_of_its_source(terminal: Terminal) -> None:
    stands_in_every_language(terminal, "future-state")


def test_r052_the_day_in_the_life_template_has_the_rows_of_its_source(terminal: Terminal) -> None:
    stands_in_every_language(terminal, "day-in-the-life")


def test_r053_the_service_blueprint_template_has_the_rows_of_its_source(
    terminal: Terminal,
) -> None:
    stands_in_every_language(terminal, "service-blueprint")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(ENGLISH))
def test_r050_to_r053_a_new_map_shows_its_questions(
    name: str, language: str, terminal: Terminal
) -> None:
    is_drawn(terminal, name, language)


def test_r054_a_blueprint_made_from_a_map_is_linked_to_its_steps(terminal: Terminal) -> None:
    made = terminal.made("service-blueprint", "--from", "shop.map.yaml")

    links = {(one["kind"], one.get("step"), one.get("their_step")) for one in made["links"]}
    assert {one["map"] for one in made["links"]} == {"shop.map.yaml"}
    assert links == {
        ("source", None, None), ("source", "look", "look"), ("source", "join", "join"),
        ("source", "pay", "pay"),
    }  # fmt: skip
    # Simplified: what was measured of the journey stays in the source.
    kinds = {row["kind"] for row in made["lanes"]}
    assert {"touchpoints", "backstage", "people"} <= kinds
    assert kinds & {"reached", "completion"} == set()


@pytest.mark.parametrize(
    ("of", "state", "said"),
    [("current-state", "current", "Current state"), ("future-state", "future", "Future state")],
)
def test_r055_a_blueprint_shows_the_present_or_the_future(
    of: str, state: str, said: str, terminal: Terminal
) -> None:
    terminal.write_map(type=of)
    terminal.run("new", "service-blueprint", "--from", "small.map.json", "-o", "behind.map.yaml")
    journey = tl.load("behind.map.yaml")

    assert isinstance(journey, tl.JourneyMap)
    assert (journey.type, journey.state) == ("service-blueprint", state)
    assert said in terminal.words("behind.map.yaml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_r056_a_retail_template_is_shipped(language: str, terminal: Terminal) -> None:
    made = terminal.made("retail", "--language", language)

    assert "retail" in {one["name"] for one in terminal.run("templates", "--json").json}
    assert {"touchpoints", "emotion", "frontstage"} <= {row["kind"] for row in made["lanes"]}
    # Every cell of the rows that people fill asks something.
    steps = sum(len(stage["steps"]) for stage in made["stages"])
    assert all(len([c for c in row["cells"] if c["hint"]]) == steps for row in made["lanes"])


def test_r057_a_template_is_made_ones_own_and_locked(terminal: Terminal) -> None:
    terminal.write_map(lane("actions", look="Compares gifts"))
    terminal.run("templates", "--save", "small.map.json", "--as", "house", "--lock")
    terminal.run("new", "house", "--title", "Mine", "-o", "mine.map.yaml")
    journey = tl.load("mine.map.yaml")

    assert isinstance(journey, tl.JourneyMap)
    assert [row.is_locked for row in journey.lanes] == [True]
    assert list(journey.cards()) == []
    text = (terminal.folder / "mine.map.yaml").read_text()
    terminal.write("mine.map.yaml", text[: text.index("lanes:")])
    assert "missing-template-lane" in terminal.rules("mine.map.yaml")


def test_r058_a_worked_example_of_an_invented_brand_is_shipped(terminal: Terminal) -> None:
    shop = INVENTED["invented_shop"]
    journey = tl.load(shop.journey)
    assert isinstance(journey, tl.JourneyMap)
    filled = {row.kind for row, _, _ in journey.cards()}

    # What the source's example shows: pains, posted content and thoughts.
    assert {"pain-points", "customer-content", "thoughts"} <= filled
    assert journey.is_invented
    assert "invented" in terminal.words(str(shop.journey)).casefold()


def test_r059_a_new_map_begins_with_a_template(terminal: Terminal) -> None:
    listed = [one["name"] for one in terminal.run("templates", "--json").json]

    reply = terminal.run("new")

    assert reply.code == 2
    assert all(name in reply.err for name in listed)


def test_r060_the_goal_leads_to_a_template_with_its_reason(terminal: Terminal) -> None:
    found = terminal.run("templates", "--goal", "find-needs", "--json").json
    reply = terminal.run("new", "--objective", "Which needs does nobody meet?", "-o", "n.map.yaml")
    plan = terminal.run("new", "--goal", "plan", "-o", "plan.map.yaml")

    # F2: the day in the life is best for unmet needs in the market, the future state for plans.
    assert found[0]["name"] == "day-in-the-life"
    assert "needs that nobody in the market meets" in found[0]["reason"]
    assert "A day in the life" in reply.err
    assert "needs that nobody in the market meets" in reply.err
    assert "Future state" in plan.err
