"""
Pages and pictures ask the network for nothing (R-057, P16).
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.exporters.maps import measured_shop, shop_map
from tests.exporters.pictures import HOSTILE
from touchline.exporters import EXPORTERS
from touchline.scene.compose import compose
from touchline.scene.styles import STYLES

#: Attributes whose address a program fetches by itself; a link is followed only when clicked.
FETCHED = {"src", "srcset", "poster", "data", "background", "action", "formaction", "manifest"}
LINKS = {"a"}


class Reading(HTMLParser):
    """
    Collects what a page or a picture would fetch.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            is_reference = name in FETCHED or (name.endswith("href") and tag not in LINKS)
            if value is not None and (is_reference or "url(" in value):
                self.fetched.append(value)

    def handle_data(self, data: str) -> None:
        self.fetched += re.findall(r"(?:url\(|@import)[^;)]*", data)


def fetched(content: str) -> list[str]:
    reading = Reading()
    reading.feed(content)
    inside = ("#", "data:", "url(data:", "url(#")
    return [one for one in reading.fetched if not one.startswith(inside)]


@pytest.mark.parametrize("style", list(STYLES))
@pytest.mark.parametrize("name", ["html", "svg"])
def test_p16_no_page_and_no_picture_fetches_anything(name: str, style: str) -> None:
    scene = compose(measured_shop(), style=style)

    assert fetched(EXPORTERS[name].export(scene).decode()) == []


@pytest.mark.parametrize("name", ["html", "svg"])
def test_hostile_words_fetch_nothing_either(name: str, language: str) -> None:
    scene = compose(shop_map(language, words=HOSTILE))

    assert fetched(EXPORTERS[name].export(scene).decode()) == []


def test_a_reference_to_the_outside_would_be_found() -> None:
    page = '<img src="https://a.example/x.png"><style>p{background:url(//b.example/y)}</style>'

    assert fetched(page) == ["https://a.example/x.png", "url(//b.example/y"]
