from __future__ import annotations

import pytest

from touchline.i18n.syntax import arguments, literals, parse


def test_arguments_inside_branches_are_found() -> None:
    parts = parse("{n, plural, =0 {none} one {{a} x} other {# {b, number, ::percent} y}} {c}")

    assert [(found.name, found.kind, found.style) for found in arguments(parts)] == [
        ("n", "plural", ""),
        ("a", "", ""),
        ("n", "#", ""),
        ("b", "number", "::percent"),
        ("c", "", ""),
    ]


def test_the_words_of_every_branch_are_found() -> None:
    parts = parse("a {n, select, x {b '{'c'}'} other {d''e}} it's")

    assert list(literals(parts)) == ["a ", "b {c}", "d'e", " it's"]


@pytest.mark.parametrize(
    "pattern",
    [
        "{",
        "}",
        "a {b",
        "{}",
        "{a, }",
        "{n, plural, }",
        "{n, plural, one {x}",
        "{n, date",
        "{,x}",
        "{n, plural, {x}}",
        "{n, plural, one {x",
    ],
)
def test_braces_that_do_not_match_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"^.+$"):
        parse(pattern)


def test_a_quotation_that_never_ends_runs_to_the_end() -> None:
    assert list(literals(parse("a '{b''c"))) == ["a {b'c"]
