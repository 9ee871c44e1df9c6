"""
Checklists for whoever walks a journey.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.workspace.journeys import journey, lane
from touchline.document.read import journey_of, load
from touchline.i18n import LANGUAGES, is_right_to_left
from touchline.samples import INVENTED
from touchline.templates import new_map, template_names
from touchline.workspace.walk_files import read_walks
from touchline.workspace.walk_forms import (
    COLUMNS,
    FORMS,
    as_csv,
    as_html,
    as_json,
    as_markdown,
    as_yaml,
    checklist,
)

if TYPE_CHECKING:
    from pathlib import Path

SHOP = journey_of(load(INVENTED["invented_shop"].journey))


def test_a_checklist_asks_of_every_step_with_its_touchpoints_and_pain_points() -> None:
    pains = lane("pain-points", form=[{"id": "p", "text": "Too many fields"}])
    wanted = [{"id": "w", "text": "Chat", "use": "wanted"}]

    found = checklist(journey(pains, lane("touchpoints", call=wanted) | {"id": "more"}))

    assert [step.id for step in found.steps] == ["form", "call", "pay"]
    form, call, _ = found.steps
    assert [one.text for one in form.touchpoints] == ["form"]
    assert [one.id for one in form.pain_points] == ["p"]
    # What does not exist yet cannot be tried.
    assert [one.id for one in call.touchpoints] == ["t-call"]
    assert (form.is_certain, call.is_certain) == (True, False)


def test_ratings_are_asked_on_the_scale_of_the_feelings() -> None:
    feelings = lane("emotion") | {"scale": {"low": 0, "high": 10}}

    rated, usual = checklist(journey(feelings)), checklist(journey())

    assert (rated.scale_low, rated.scale_high) == (0.0, 10.0)
    assert (usual.scale_low, usual.scale_high) == (1.0, 5.0)


def test_it_is_done_in_the_shoes_of_a_persona() -> None:
    assert checklist(SHOP, language="de").persona_name == "Mira, trinkt täglich Tee"
    assert checklist(SHOP, persona="leo").persona == "leo"


class _Page(HTMLParser):
    """
    Notes what a page holds.
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.language = ("", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if tag not in {"input", "meta"}:
            self.open.append(tag)
        if tag == "html":
            self.language = (found.get("lang") or "", found.get("dir") or "")
        self.addresses += [found[name] or "" for name in ("src", "href") if name in found]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_asks_the_network_for_nothing(language: str) -> None:
    text = as_html(checklist(SHOP, language=language))

    page = _Page()
    page.feed(text)
    assert page.open == []
    assert page.addresses == []
    assert "script" not in page.tags
    assert page.language == (language, "rtl" if is_right_to_left(language) else "ltr")
    assert page.tags.count("section") == len(SHOP.steps) + 1
    assert "default-src 'none'" in text.replace("&#x27;", "'")


@pytest.mark.parametrize("name", template_names())
@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_template_has_a_checklist_in_every_form(name: str, form: str) -> None:
    made = new_map(name, language="fa")

    text = FORMS[form](checklist(made))

    assert text.endswith("\n")


def test_markup_in_a_map_stays_words() -> None:
    hostile = journey(title="<script>alert(1)</script> *bold* | [x](y)")

    page, paper = as_html(checklist(hostile)), as_markdown(checklist(hostile))

    assert "<script>" not in page
    assert "\\*bold\\* \\| \\[x\\]" in paper


@pytest.mark.parametrize("ending", ["yaml", "json", "csv"])
def test_a_form_that_is_filled_in_is_read_back(ending: str, tmp_path: Path) -> None:
    made = checklist(journey(), walker="Mei", date=dt.date(2026, 5, 18))
    file = tmp_path / f"walk.{ending}"
    file.write_text(_filled(FORMS[ending](made), ending), encoding="utf-8")

    (walk,) = read_walks(file, journey())

    assert (walk.walker, walk.date, walk.map) == ("Mei", dt.date(2026, 5, 18), "signing-up")
    # Steps in which nothing was filled in are none that were walked.
    (step,) = walk.steps
    assert (step.step, step.rating, step.seconds) == ("form", 4.0, 300.0)


def _filled(text: str, ending: str) -> str:
    if ending == "yaml":
        head, _, steps = text.partition("steps:")
        steps = steps.replace("rating:", "rating: 4", 1).replace("duration:", "duration: 5m", 1)
        return f"{head}steps:{steps}"
    if ending == "json":
        data = json.loads(text)
        data["walk"]["steps"][0] |= {"rating": 4, "duration": "5m"}
        return json.dumps(data)
    rows = list(csv.DictReader(io.StringIO(text)))
    rows[0] |= {"rating": "4", "duration": "5m"}
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def test_programs_get_the_checklist_with_the_walk_to_fill_in() -> None:
    data = json.loads(as_json(checklist(SHOP, sort="mystery-shopping")))

    assert data["checklist"]["scale_names"][0] == "annoyed"
    assert data["walk"]["sort"] == "mystery-shopping"
    assert [one["step"] for one in data["walk"]["steps"]] == [one.id for one in SHOP.steps]


def test_a_comment_in_the_form_never_breaks_a_line() -> None:
    made = journey(title="One\nTwo\u2028Three")

    text = as_yaml(checklist(made))

    assert text.splitlines()[0] == "# Walk-through: One Two Three"


def test_the_table_has_one_row_a_step() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(checklist(journey(), walker="Mei")))))

    assert [(row["walker"], row["step"]) for row in rows] == [
        ("Mei", "form"),
        ("Mei", "call"),
        ("Mei", "pay"),
    ]
