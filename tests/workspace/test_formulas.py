"""
A formula is four operations over named numbers; whatever else somebody writes is told, never run.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.workspace.formulas import Outcome, UnreadableFormula, calculation

NUMBERS = {"a": 1.0, "b": 2.0, "c": 4.0, "a.b": 3.0}


@pytest.mark.parametrize(
    ("text", "value"),
    [  # By hand.
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("16 / 4 / 2", 2),
        ("-(b - 5) * c", 12),
        ("--b", 2),
        ("b * -c", -8),
        ("min(a, b) / c", 0.25),
        ("max(a, b, c)", 4),
        ("abs(a - c)", 3),
        ("sqrt(c)", 2),
        ("a.b - 1", 2),
        ("b × c ÷ a − 1", 7),
        ("۲ × ۳", 6),
    ],
)
def test_it_is_calculated_as_at_school(text: str, value: float) -> None:
    assert calculation(text).of(NUMBERS) == Outcome(value)


def test_numbers_that_are_not_known_are_named_and_nothing_is_calculated() -> None:
    found = calculation("a * x / y + x").of(NUMBERS)

    assert found == Outcome(None, ("x", "y"))


@pytest.mark.parametrize(
    "text", ["1 / 0", "a / (b - 2)", "sqrt(0 - 1)", "1" + "0" * 200 + " * 1" + "0" * 200]
)
def test_a_calculation_without_a_number_says_so(text: str) -> None:
    assert calculation(text).of(NUMBERS) == Outcome(None, is_undefined=True)


@pytest.mark.parametrize(
    ("text", "reason", "position"),
    [
        ("", "empty", 1),
        ("   ", "empty", 1),
        ("a +", "end", 4),
        ("2 2", "sign", 3),
        ("value **", "sign", 8),
        (")", "sign", 1),
        ("foo(2)", "function", 1),
        ("max(1)", "arguments", 4),
        ("abs(1, 2)", "arguments", 4),
        ("(" * 40 + "1" + ")" * 40, "depth", 31),
        ("1 + " * 200 + "1", "length", 501),
        ("__import__('os')", "function", 1),
        ("a[0]", "sign", 2),
        ("lambda: 1", "sign", 7),
    ],
)
def test_what_is_no_formula_is_told_with_its_place(text: str, reason: str, position: int) -> None:
    with pytest.raises(UnreadableFormula) as told:
        calculation(text)

    assert (told.value.values["reason"], told.value.values["position"]) == (reason, position)


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_is_refused(text: str) -> None:
    try:
        found = calculation(text).of(NUMBERS)
    except UnreadableFormula:
        return

    assert found.value is not None or found.missing or found.is_undefined


@given(
    st.recursive(
        st.integers(0, 99).map(str),
        lambda part: st.tuples(part, st.sampled_from("+-*"), part).map(
            lambda joined: f"({' '.join(joined)})"
        ),
        max_leaves=12,
    )
)
def test_whole_numbers_come_out_as_in_python(text: str) -> None:
    # Oracle: Python's own arithmetic over the same digits, signs and brackets.
    assert calculation(text).of({}).value == eval(text)  # noqa: S307 (drawn from digits and signs)
