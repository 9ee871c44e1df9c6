import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.canvas.icons import icon_names, icon_paths, own_strokes
from touchline.canvas.path_data import path_commands


def test_small_letters_are_relative_and_lines_along_an_axis_are_lines() -> None:
    # By hand: from (1, 2) three to the right, one up, and back.
    assert path_commands("m1 2h3v-1z") == (
        ("M", 1.0, 2.0),
        ("L", 4.0, 2.0),
        ("L", 4.0, 1.0),
        ("Z",),
    )


def test_more_numbers_after_a_move_are_lines() -> None:
    assert path_commands("M1 1 2 2") == (("M", 1.0, 1.0), ("L", 2.0, 2.0))


def test_a_quadratic_curve_is_raised_to_a_cubic_one() -> None:
    # By hand: the controls lie two thirds of the way to the quadratic's own.
    ((_, *numbers),) = path_commands("M0 0Q3 3 6 0")[1:]

    assert numbers == pytest.approx([2, 2, 4, 2, 6, 0])


def test_a_quarter_of_a_circle_is_one_cubic() -> None:
    # Published: the controls of a quarter of the unit circle lie at 0.5523.
    ((letter, *numbers),) = path_commands("M1 0A1 1 0 0 1 0 1")[1:]

    assert letter == "C"
    assert numbers == pytest.approx([1, 0.5523, 0.5523, 1, 0, 1], abs=1e-4)


@pytest.mark.parametrize("data", ["L1 1", "M1", "M1 1Z2", "M1 1 e", "A1", "M1e99 1", "M1 1 L"])
def test_what_is_no_path_is_refused_and_draws_nothing(data: str) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        path_commands(data)

    assert own_strokes(data) == ()


def test_a_move_alone_draws_nothing() -> None:
    assert own_strokes("M1 1") == ()


def test_the_library_reads_back_as_it_is() -> None:
    for name in icon_names()[::100]:
        strokes = tuple(command for stroke in icon_paths(name) for command in stroke)
        data = "".join(f"{letter}{' '.join(map(str, rest))}" for letter, *rest in strokes)
        assert path_commands(data) == strokes


@given(data=st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789eE+-., ", max_size=60))
def test_any_text_is_read_or_refused(data: str) -> None:
    try:
        commands = path_commands(data)
    except ValueError:
        return

    assert all(len(command) in {1, 3, 7} for command in commands)
