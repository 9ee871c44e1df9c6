from __future__ import annotations

from datetime import date, datetime
from pathlib import PurePosixPath as Path

import numpy as np
import pytest

from touchline.i18n import LANGUAGES, has_message, message_keys, translate
from touchline.i18n.catalogue import catalogue, lineage


def test_a_message_is_told_in_the_readers_language() -> None:
    told = [translate("term.step", language) for language in LANGUAGES]

    # shared terms; English first, then by tag
    assert told == ["step", "Schritt", "گام", "langkah", "步骤", "步驟"]


def test_a_region_is_served_by_its_language() -> None:
    assert translate("term.step", "de-AT") == translate("term.step", "de")


def test_an_unknown_language_is_told_english() -> None:
    assert translate("term.step", "tlh") == "step"


def test_a_key_that_no_catalogue_holds_is_a_bug_of_ours() -> None:
    with pytest.raises(KeyError, match="nobody"):
        translate("term.nobody", "de")


def test_a_value_that_the_message_names_and_nobody_gave_is_a_bug_of_ours() -> None:
    with pytest.raises(KeyError, match="place"):
        translate("error.at")


def test_what_a_language_lacks_is_told_by_its_ancestors(monkeypatch: pytest.MonkeyPatch) -> None:
    own = dict(catalogue("fa"))
    own.pop("term.step")
    monkeypatch.setattr(
        "touchline.i18n.catalogue.catalogue", lambda tag: own if tag == "fa" else catalogue(tag)
    )

    assert translate("term.step", "fa") == "step"
    assert lineage("fa") == ("fa", "en")


def test_numbers_that_a_message_names_are_written_the_readers_way() -> None:
    assert translate("error.at", "fa", place=1234.5) == "محل: ۱٬۲۳۴٫۵"
    assert translate("error.at", "de", place=np.int64(1234)) == "Stelle: 1.234"


def test_dates_that_a_message_names_are_written_the_readers_way() -> None:
    assert translate("error.at", "de", place=date(2026, 11, 22)) == "Stelle: 22. November 2026"
    assert translate("error.at", "de", place=datetime(2026, 11, 22, 15, 4)) == (  # noqa: DTZ001
        "Stelle: 22. Nov. 2026, 15:04"
    )


def test_lists_that_a_message_names_are_joined_the_readers_way() -> None:
    assert translate("error.at", "de", place=["a", "b", 1000]) == "Stelle: a, b und 1.000"
    assert translate("error.at", "en", place={"b", "a"}) == "at: a and b"


def test_a_latin_name_is_isolated_inside_persian() -> None:
    assert translate("error.at", "fa", place="map.yaml:3") == "محل: \u2068map.yaml:3\u2069"


def test_a_persian_name_is_isolated_inside_english() -> None:
    assert translate("error.at", "en", place="گام") == "at: \u2068گام\u2069"


def test_keys_are_listed_by_prefix() -> None:
    keys = message_keys("grade.")

    # the four grades of evidence
    expected = ("grade.assumption", "grade.measured", "grade.quoted", "grade.surveyed")
    assert keys == expected
    assert all(has_message(key, "fa") for key in keys)
    assert not has_message("grade.nobody")


def test_nothing_claims_and_anything_else_are_told_as_text() -> None:
    told = [translate("error.at", place=value) for value in (None, True, Path("a") / "b.yaml")]

    assert told == ["at: ", "at: True", "at: a/b.yaml"]


def test_a_region_has_the_messages_of_its_language() -> None:
    assert has_message("term.step", "zh-TW")
