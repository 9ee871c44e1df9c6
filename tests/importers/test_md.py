"""
Markdown as maps: what people keep in wikis, and our own; expected values are read off by hand.
"""

from __future__ import annotations

import pytest

from touchline.importers import IMPORTERS, Imported
from touchline.importers._errors import UnreadableImport

#: A page as somebody would write it in a wiki.
WIKI = """\
# Moving house

We follow the *Lindt* family.

## Plan

| | Ask for offers | Choose **one** (moment of truth?) |
|---|:---:|---|
| Thoughts | Too many \\| too long<br>Which is honest? | |
| Freude | high | low |
| Pain points | | Prices differ |

## Move

- Pack
- Ride

## After

### Unpack

- Need: A plan of the boxes
- Needs: A plan of the boxes
- Done at last
"""


def read(text: str) -> Imported:
    return IMPORTERS["md"].read(text, at="move.md")


def cards(imported: Imported) -> list[tuple[str, str, str]]:
    return [(lane.kind, cell.at, str(card.text)) for lane, cell, card in imported.journey.cards()]


def test_a_page_of_a_wiki_becomes_a_map() -> None:
    imported = read(WIKI)

    journey = imported.journey
    assert str(journey.title) == "Moving house"
    assert str(journey.scenario) == "We follow the Lindt family."
    assert [(str(one.name), [str(step.name) for step in one.steps]) for one in journey.stages] == [
        ("Plan", ["Ask for offers", "Choose one (moment of truth?)"]),
        ("Move", ["Pack", "Ride"]),
        ("After", ["Unpack"]),
    ]
    assert cards(imported) == [
        ("thoughts", "ask-for-offers", "Too many | too long"),
        ("thoughts", "ask-for-offers", "Which is honest?"),
        ("notes", "ask-for-offers", "high"),
        ("notes", "choose-one-moment-of-truth", "low"),
        ("pain-points", "choose-one-moment-of-truth", "Prices differ"),
        ("notes", "unpack", "Need: A plan of the boxes"),
        ("notes", "unpack", "Done at last"),
        ("needs", "unpack", "A plan of the boxes"),
    ]


def test_a_line_that_was_changed_is_read_as_it_stands_and_the_others_keep_their_ids() -> None:
    changed = EXAMPLE.replace("Waits", "Waits long")

    assert cards(read(EXAMPLE)) == [("actions", "see", "Compares"), ("actions", "see", "Waits")]
    assert [card.id for _, _, card in read(EXAMPLE).journey.cards()] == ["a1", "a2"]
    assert [card.id for _, _, card in read(changed).journey.cards()] == ["a1", "waits-long"]


#: The digests are the first twelve signs of `printf Compares | sha256sum`, and of Waits.
EXAMPLE = """\
# Shop

## Find

| Lane | See an ad |
| --- | --- |
| **Actions** | Compares<br>Waits |

<!-- touchline: {"id":"shop","language":"en","steps":[["see","See an ad"]],"named":{"see":9},\
"lanes":[["act","Actions"]],"kinds":{"act":"actions"},"cells":{"act":[["see",\
[["b832ef21f3ff","a1",0,8],["008dbeea69e5","a2",0,5]]]]}} -->
"""


def test_a_note_that_somebody_spoilt_is_left_out() -> None:
    spoilt = '# Shop\n\n<!-- touchline: {"id":"no id","cells":7,"lanes":"x","steps":[[1]]} -->\n'

    assert str(read(spoilt).journey.title) == "Shop"


@pytest.mark.parametrize(("text", "reason"), [("", "empty"), ("only words\n", "no_heading")])
def test_a_text_without_headings_is_no_map(text: str, reason: str) -> None:
    with pytest.raises(UnreadableImport) as caught:
        read(text)

    assert caught.value.values["reason"] == reason
