"""
What is about somebody goes out of records and maps; what is not stays as it is.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workspace.shop_research import MAP
from touchline.document.read import loads
from touchline.workspace.privacy.traces import GAP, Traces, is_gap, is_telling, map_without

ANN = Traces(
    names=frozenset({"c-104", "17"}),
    words=frozenset({"I never found the door", "Nein"}),
    records=frozenset({"item/a"}),
)

#: Plain data as records hold it, with names and words of somebody and of nobody.
TEXTS = st.sampled_from(
    ["c-104", "17", "a talk with c-104 today", "I never found the door", "Nein", "no", "", GAP]
)
KEYS = st.sampled_from(["who", "by", "title", "quote", "notes", "id", "text", "segment", "item"])
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        TEXTS | st.integers() | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=12,
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"title": "c-104 was here"}, {"title": f"{GAP} was here"}),
        # A part of another name is none.
        ({"title": "c-1045 was here, and xc-104"}, {"title": "c-1045 was here, and xc-104"}),
        ({"title": "17 were here"}, {"title": "17 were here"}),
        ({"by": "17", "title": "x"}, {"title": "x"}),
        ({"by": "ben, 17, eve"}, {"by": "ben, eve"}),
        ({"id": "c-104"}, {"id": "c-104"}),
        ({"quotes": ["Nein", "Doch"]}, {"quotes": ["Doch"]}),
        # Short words are anybody's inside a sentence.
        ({"title": "Nein sagt sich leicht"}, {"title": "Nein sagt sich leicht"}),
        ({"title": "“I never found the door,” said one"}, {"title": f"“{GAP},” said one"}),
        ({"quote": {"de": "Nein", "en": "I never found the door"}}, {}),
        ({"evidence": [{"item": "a", "n": 9}, {"item": "b"}]}, {"evidence": [{"item": "b"}]}),
        # What several people said is not about one of them, but the words are.
        ({"evidence": [{"quote": "Nein", "n": 3}]}, {"evidence": [{"n": 3}]}),
        ({"evidence": [{"quote": "Nein", "n": 1}]}, {"evidence": []}),
        ({"evidence": [{"by": "17", "source": "Walk"}]}, {"evidence": []}),
        ({"remarks": [{"by": "17", "text": "x"}, {"by": "18", "text": "y"}]},
         {"remarks": [{"by": "18", "text": "y"}]}),
        ({"acknowledged": {"by": "17", "text": "x"}}, {}),
        ({"segment": {"city": ["c-104", "Delft"], "age": ["17"]}},
         {"segment": {"city": ["Delft"], "age": ["17"]}}),
        ({"cards": [{"id": "x", "text": "Nein"}]}, {"cards": []}),
        ({"cards": [{"id": "x", "text": "Nein", "evidence": [{"item": "b"}]}]},
         {"cards": [{"id": "x", "text": GAP, "evidence": [{"item": "b"}]}]}),
    ],
)  # fmt: skip
def test_somebody_goes_and_others_stay(before: dict[str, Any], after: dict[str, Any]) -> None:
    found = ANN.cleaned(before)

    assert found.data == after
    assert bool(found.taken) == (before != after)


@given(DATA)
def test_to_clean_twice_is_to_clean_once(data: dict[str, Any]) -> None:
    once = ANN.cleaned(data).data

    assert ANN.cleaned(once).data == once


@given(DATA)
def test_nobody_is_in_what_is_left(data: dict[str, Any]) -> None:
    def texts(key: str, value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for name, one in value.items() for text in texts(name, one)]
        if isinstance(value, list):
            return [text for one in value for text in texts(key, one)]
        # Ids are left to whoever gave them.
        return [value] if isinstance(value, str) and key not in {"id", "item"} else []

    for text in texts("", ANN.cleaned(data).data):
        assert not ANN.are_named_in(text)


@given(DATA)
def test_whoever_is_not_there_changes_nothing(data: dict[str, Any]) -> None:
    found = Traces(names=frozenset({"z-999"}), words=frozenset({"Something else entirely"}))

    assert found.cleaned(data).data is data


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("c-104", True), ("17", False), ("Mei", False), ("a1", True), ("12345678", True), ("", False)],
)
def test_a_name_tells_when_it_can_be_nothing_else(name: str, *, is_one: bool) -> None:
    assert is_telling(name) is is_one


def test_comments_and_order_of_a_map_stay() -> None:
    text = MAP.replace("# Guessed in the workshop.", "# Guessed by c-104, by and large.")

    found = map_without(ANN, text).text

    assert found == text.replace("c-104", GAP)
    assert loads(found) == loads(MAP)


def test_a_map_without_somebody_keeps_every_byte() -> None:
    assert map_without(Traces(names=frozenset({"z-999"})), MAP).text is MAP


def test_a_gap_is_one_in_all_languages() -> None:
    assert is_gap({"en": GAP, "de": GAP})
    assert not is_gap({"en": GAP, "de": "x"})
    assert not is_gap(None)
