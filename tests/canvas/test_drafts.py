from functools import partial

from touchline.canvas.drafts import Drafts


def test_what_a_part_rests_on_decides_whether_it_is_laid_out_anew() -> None:
    drafts, laid = Drafts(), list[str]()

    for words in ("a", "a", "b", "b", "a"):
        drafts.take("head", (words,), partial(laid.append, words))

    # By hand: only the first, the third and the last differ from what was there.
    assert laid == ["a", "b", "a"]


def test_parts_within_a_part_are_told_apart_and_rest_on_what_it_rests_on() -> None:
    drafts = Drafts()
    first = drafts.within("lane 1", ("paper",))
    second = drafts.within("lane 2", ("paper",))

    cell = first.take("cell", (1,), object)

    assert second.take("cell", (1,), object) is not cell
    assert drafts.within("lane 1", ("paper",)).take("cell", (1,), object) is cell
    assert drafts.within("lane 1", ("dark",)).take("cell", (1,), object) is not cell


def test_what_a_finished_picture_did_not_use_is_dropped() -> None:
    drafts = Drafts()
    old = drafts.take("gone", (), object)
    drafts.take("stays", (), object)
    drafts.finish()
    drafts.take("stays", (), object)
    drafts.finish()

    assert len(drafts) == 1
    assert drafts.take("gone", (), object) is not old


def test_the_parts_of_a_part_taken_as_it_was_are_kept() -> None:
    drafts = Drafts()
    inner = drafts.within("lane", ())
    cell = drafts.take("lane", (), lambda: inner.take("cell", (), object))
    for _ in range(3):
        drafts.take("lane", (), object)
        drafts.finish()

    assert inner.take("cell", (), object) is cell


def test_an_exchanged_value_comes_back_at_the_next_picture() -> None:
    drafts = Drafts()

    assert drafts.exchange("journey", "first") is None
    drafts.finish()
    assert drafts.exchange("journey", "second") == "first"
