"""
What YAML text says is the same with and without its places.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.document.faults import UnreadableMap
from touchline.document.syntax import MAX_DEPTH, compose
from touchline.document.values import mapping_in
from touchline.samples import INVENTED, SAMPLES

#: Pieces of YAML that mean something side by side, and some that do not.
PIECES = st.sampled_from(
    [
        "a", "b: ", "- ", "\n", "  ", "1", "-2.5", "null", "yes", "true", "~", "''", '"x\\n"', "{",
        "}", "[", "]", ", ", "? ", ": ", "# c", "| ", ">-", "&n ", "*n", "!t ", "!!str ", "---\n",
        "<<: ", "0x1f", "٣", "\t", "\ufeff", "=======", "=======\n", "%YAML 1.2\n",
    ]
)  # fmt: skip


def composed(text: str) -> object:
    """
    Read a text with its places; what is no YAML or stands twice gives nothing.
    """
    try:
        node, repeated = compose(text)
    except UnreadableMap:
        return None
    return node.value if isinstance(node.value, dict) and not repeated else None


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_is_read_is_what_the_tree_of_nodes_says(text: str) -> None:
    found = mapping_in(text)

    assert found is None or repr(found) == repr(composed(text))


@pytest.mark.parametrize(
    "file",
    [SAMPLES["online_retail_uk"].journey, INVENTED["invented_shop"].journey],
    ids=lambda file: file.parent.name,
)
def test_the_maps_of_people_are_read_without_places(file: object) -> None:
    text = file.read_text("utf-8")  # type: ignore[attr-defined]

    found = mapping_in(text)

    assert found is not None
    assert repr(found) == repr(compose(text)[0].value)


# Each is told with its place by the tree of nodes, or needs that tree to be followed.
@pytest.mark.parametrize(
    "text",
    [
        "", "- a", "word", "a: 1\na: 2", "a: &n 1\nb: *n", "a: !t 1", "? [a]\n: 1", "a: [",
        "{a: 1}\n---\nb", "<<<<<<< mine\na: 1", "a: \x00",
        "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH,
    ],
)  # fmt: skip
def test_what_is_out_of_the_ordinary_is_left_alone(text: str) -> None:
    assert mapping_in(text) is None


def test_words_keep_their_quotes_meaning() -> None:
    found = mapping_in("a: '1'\nb: 1\nc: [on, null, -0.5]\n1: {~: x}\n")

    assert found == {"a": "1", "b": 1, "c": ["on", None, -0.5], "1": {"~": "x"}}
