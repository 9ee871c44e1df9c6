from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.exporters._markup import (
    attributes,
    colour,
    embedded_image,
    escaped,
    figure,
    path_data,
    web_link,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_any_text_becomes_content_and_nothing_else(words):
    read = ET.fromstring(f"<a>{escaped(words)}</a>")

    assert len(read) == 0
    # Property: what XML can hold comes back unchanged, and only what it cannot is gone.
    kept = "".join(c for c in words if c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or c >= "\ue000")
    assert (read.text or "") == kept.replace("\ufffe", "").replace("\uffff", "")


@given(ANY_TEXT)
def test_any_text_stays_inside_its_attribute(words):
    read = ET.fromstring(f"<a{attributes(aria_label=words)}/>")

    assert list(read.attrib) == ["aria-label"]


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.0, "1"), (12.345, "12.35"), (-0.004, "0"), (100.0, "100"), (float("inf"), "0")],
)
def test_a_length_has_two_decimals_at_most(value, written):
    assert figure(value) == written


@pytest.mark.parametrize("value", ["#12A594", "#fff", "black", "rgb(27 31 36 / 6%)"])
def test_a_colour_is_written_as_it_is(value):
    assert colour(value) == value


@pytest.mark.parametrize("value", [None, "url(https://example.org/x.svg#a)", 'red" onload="x', ""])
def test_what_is_no_colour_paints_nothing(value):
    assert colour(value) == "none"


@pytest.mark.parametrize("href", ["https://example.org/a?b=1&c=2", "mailto:lea@example.org"])
def test_a_page_or_a_mailbox_can_be_linked(href):
    assert web_link(href) == href


@pytest.mark.parametrize("href", [None, "javascript:alert(1)", "file:///etc/passwd", "data:,x", ""])
def test_nothing_else_can_be_linked(href):
    assert web_link(href) is None


def test_only_pictures_that_bring_their_bytes_are_drawn():
    assert embedded_image("data:image/png;base64,AAAA") == "data:image/png;base64,AAAA"
    assert embedded_image("https://example.org/spy.png") is None
    assert embedded_image("data:text/html;base64,AAAA") is None


def test_a_path_is_written_letter_by_letter():
    commands = [("M", 0.0, 0.5), ("C", 1.0, 2.0, 3.0, 4.0, 5.0, 6.0), ("Z",)]

    assert path_data(commands) == "M0 0.5C1 2 3 4 5 6Z"
