from hypothesis import given
from hypothesis import strategies as st

from tests.canvas.test_mirror import places, shapes, texts
from touchline.canvas.lowering import lowered
from touchline.canvas.mirror import mirrored_all
from touchline.canvas.primitives import Group, Primitive
from touchline.canvas.text import TextStyle, set_text

primitives: st.SearchStrategy[Primitive] = st.recursive(
    shapes | texts,
    lambda inner: st.builds(
        Group, children=st.lists(inner, max_size=3).map(tuple), role=st.just("cell")
    ),
    max_leaves=6,
)


@given(st.floats(-500, 500), st.sampled_from(["Words enough for two or three lines", "مشتری خرید"]))
def test_a_lowered_text_is_the_text_set_lower(by: float, words: str) -> None:
    set_at = {
        y: set_text(words, x=3, y=y, width=90, style=TextStyle(12), language="en") for y in (0, by)
    }

    assert lowered(set_at[0], by) == set_at[by]


@given(primitives, places)
def test_what_was_lowered_and_raised_stands_where_it_stood(item: Primitive, by: float) -> None:
    # Sixteenths add up exactly; baselines are sums of them and of fractions of a text's size.
    there = lowered(item, by)

    assert _rounded(lowered(there, -by)) == _rounded(item)


@given(primitives, places)
def test_lowering_and_mirroring_do_not_meddle_with_each_other(item: Primitive, by: float) -> None:
    (mirrored,) = mirrored_all((item,), 800)

    assert mirrored_all((lowered(item, by),), 800) == (lowered(mirrored, by),)


def _rounded(item: object) -> object:
    if isinstance(item, float):
        return round(item, 6)
    if isinstance(item, tuple):
        return tuple(_rounded(one) for one in item)
    names: tuple[str, ...] = getattr(type(item), "__slots__", ())
    return tuple(_rounded(getattr(item, name)) for name in names) if names else item
