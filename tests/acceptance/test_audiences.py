"""
One map for different people: views for audiences (M19), strengths and weaknesses on one page
(R-166), and what customers themselves see (R-204, M10).
"""

from __future__ import annotations

import io
import re
import shutil
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from pptx import Presentation

import touchline as tl
from touchline.i18n import LANGUAGES
from touchline.samples import INVENTED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.acceptance.conftest import Terminal

SHOP = INVENTED["invented_shop"]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    Measure the invented shop's map once.
    """
    columns: dict[str, Any] = dict(SHOP.columns)
    log = tl.read_log(SHOP.path, zone=SHOP.zone, **columns)
    journey = tl.load(SHOP.journey)
    assert isinstance(journey, tl.JourneyMap)
    path = tmp_path_factory.mktemp("shop") / "shop.measured.map.yaml"
    tl.save(tl.measure(journey, log), path)
    return path


@pytest.fixture
def kettlewisp(terminal: Terminal, measured: Path) -> Terminal:
    """
    Put the measured map beside the authored one and its log.
    """
    for path in (SHOP.path, SHOP.journey, measured):
        shutil.copy(path, terminal.folder / path.name)
    return terminal


def drawn(terminal: Terminal, audience: str, language: str = "en") -> str:
    reply = terminal.run(
        "render", "shop.measured.map.yaml", "--for", audience, "--to", "svg", "--language", language
    )
    assert reply.code == 0
    return " ".join(" ".join(ET.fromstring(reply.out).itertext()).split())


@pytest.mark.parametrize(
    ("audience", "shown"),
    [
        ("leadership", ("Strengths", "Weaknesses", "What to do", "What came of it")),
        ("team", ("Pain points", "Planned", "Rosa Tanaka", "by Jan 31, 2027")),
        ("support", ("What customers see", "“The tin is nearly empty.”", "What to do and say")),
        ("developers", ("Events that count", "checkout started", "bound")),
    ],
)
def test_m19_one_map_has_a_view_for_each_audience(
    audience: str, shown: tuple[str, ...], kettlewisp: Terminal
) -> None:
    told = drawn(kettlewisp, audience)

    assert [one for one in shown if one not in told] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_m19_the_chooser_tells_its_choice_and_its_reason_in_six_languages(
    language: str, kettlewisp: Terminal
) -> None:
    words = ("render", "shop.measured.map.yaml", "--for", "team", "-o", "board")

    reply = kettlewisp.run(*words, language=language)

    assert reply.code == 0
    assert (kettlewisp.folder / "board.html").is_file()
    assert re.search("board.*html", reply.err)


def test_m19_what_was_stated_comes_before_the_choice(kettlewisp: Terminal) -> None:
    words = ("render", "shop.measured.map.yaml", "--for", "team", "--style", "grid", "-o", "x.svg")

    reply = kettlewisp.run(*words)

    assert "Style “grid”, format “svg”" in reply.err
    assert "It reads best as html." in reply.err
    assert (kettlewisp.folder / "x.svg").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_m19_leadership_gets_a_briefing_of_six_to_ten_slides(
    language: str, kettlewisp: Terminal
) -> None:
    words = ("render", "shop.measured.map.yaml", "--for", "leadership", "--language", language)

    reply = kettlewisp.run(*words, "-o", "briefing.pptx")

    assert reply.code == 0
    deck = Presentation(io.BytesIO((kettlewisp.folder / "briefing.pptx").read_bytes()))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert 6 <= len(titles) <= 10
    assert len(set(titles)) == len(titles)
    assert all(slide.notes_slide.notes_text_frame.text for slide in deck.slides)


def test_r166_leadership_sees_strengths_and_weaknesses_with_interval_and_number(
    kettlewisp: Terminal,
) -> None:
    told = drawn(kettlewisp, "leadership").replace("\N{NO-BREAK SPACE}", " ")

    weak = told.partition("Weaknesses")[2]
    # The figures that `touchline measure` gives for the step that loses most against the others.
    assert "I unpack and brew" in weak
    assert re.search(r"29\.6% go on to the next step · 83\.9% at the other steps", weak)
    assert re.search(r"95% interval: 26\.7–32\.6% · n = 893", weak)


def test_r204_customers_see_where_they_are_and_what_comes_next_on_the_company_s_site(
    kettlewisp: Terminal,
) -> None:
    words = ("render", "shop.measured.map.yaml", "--for", "customers", "--here", "wait")

    reply = kettlewisp.run(*words, "-o", "progress.html")

    assert reply.code == 0
    piece = (kettlewisp.folder / "progress.html").read_text("utf-8")
    assert "<strong>I wait for the parcel</strong>" in piece
    assert "Next: I unpack and brew" in piece
    assert re.search(r"Half of [\d,]+ customers took", piece)


def test_m10_the_piece_for_customers_tells_nothing_internal(kettlewisp: Terminal) -> None:
    reply = kettlewisp.run(
        "render", "shop.measured.map.yaml", "--to", "progress", "--here", "declined"
    )

    # An owner, a pain, a department, a figure, the log and the objective of that map.
    for internal in ("Amira", "refused never order", "Service", "9.9", "events.csv", "Win more"):
        assert internal not in reply.out


def test_m10_one_customer_is_shown_without_a_name(kettlewisp: Terminal) -> None:
    words = ("render", "map.yaml", "--case", "kw-0001", "--log", "events.csv.gz")

    plain = kettlewisp.run(*words, "--to", "svg").out
    keyed = kettlewisp.run(*words, "--to", "svg", "--key", "own.key").out

    assert "One customer is here" in plain
    assert re.search(r"Customer [0-9a-f]{12}… is here", keyed)
    assert "kw-0001" not in plain + keyed
