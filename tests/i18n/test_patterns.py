"""
Messages with plurals, selects and formats, told from patterns that are not in the catalogues.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest

from touchline.i18n import messages

Tell = Callable[..., str]


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch) -> Tell:
    def told(pattern: str, language: str, **values: object) -> str:
        monkeypatch.setattr(messages, "holder", lambda _key, tag: (tag, pattern))
        return messages.translate("any", language, **values)

    return told


def test_a_plural_follows_the_language(tell: Tell) -> None:
    pattern = "{n, plural, one {# eins} other {# viele}}"

    # CLDR: English and German count 1 as one, Persian 0 and 1, Malay and Chinese never
    assert [tell(pattern, tag, n=1) for tag in ("de", "ms", "fa")] == [
        "1 eins",
        "1 viele",
        "۱ eins",
    ]
    assert tell(pattern, "fa", n=0) == "۰ eins"
    assert tell(pattern, "de", n=1500) == "1.500 viele"


def test_a_select_of_nothing_takes_the_branch_none(tell: Tell) -> None:
    pattern = "{near, select, none {nothing near} other {near {near}}}"

    assert tell(pattern, "en", near="") == "nothing near"
    assert tell(pattern, "en", near=None) == "nothing near"
    assert tell(pattern, "en", near="pay") == "near pay"


def test_a_select_takes_a_kebab_case_kind_by_its_underscores(tell: Tell) -> None:
    assert tell("{kind, select, pain_points {pain} other {?}}", "en", kind="pain-points") == "pain"


def test_a_select_isolates_the_name_it_tells(tell: Tell) -> None:
    pattern = "{near, select, none {هیچ} other {شاید {near}}}"

    assert tell(pattern, "fa", near="pay") == "شاید \u2068pay\u2069"


def test_an_exact_number_comes_before_its_category(tell: Tell) -> None:
    pattern = "{n, plural, =1 {exactly one} one {# one} other {# many}}"

    assert [tell(pattern, "en", n=n) for n in (1, 1.0, 2)] == [
        "exactly one",
        "exactly one",
        "2 many",
    ]


def test_a_count_inside_a_select_inside_a_plural_is_the_plurals(tell: Tell) -> None:
    pattern = "{n, plural, other {{it, select, other {# of {m, plural, other {#}} and '#'}}}} #"

    assert tell(pattern, "en", n=2, m=7, it="x") == "2 of 7 and # #"


def test_an_ordinal_has_its_own_categories(tell: Tell) -> None:
    pattern = "{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}"

    assert [tell(pattern, "en", n=n) for n in (1, 2, 3, 4, 11)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
    ]


def test_what_is_no_number_cannot_be_counted(tell: Tell) -> None:
    with pytest.raises(TypeError, match="n"):
        tell("{n, plural, other {#}}", "en", n="two")


def test_a_select_takes_a_claim_as_true_or_false(tell: Tell) -> None:
    assert tell("{is, select, true {yes} other {no}}", "en", **{"is": True}) == "yes"


def test_a_branch_that_looks_like_an_argument_is_text(tell: Tell) -> None:
    assert tell("{n, plural, one {step} other {steps}} of {whole}", "en", n=2, whole="x") == (
        "steps of x"
    )


def test_a_quoted_brace_is_text(tell: Tell) -> None:
    assert tell("'{'name'}' isn''t {it}", "en", it="filled") == "{name} isn't filled"


def test_a_date_in_a_message_is_its_own_wall_clock(tell: Tell) -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=-8)))

    assert tell("{at, date, ::yMMMMd}", "en", at=late) == "November 22, 2026"
    assert tell("{at, date, ::yMMMMd}", "en", at=date(2026, 11, 22)) == "November 22, 2026"


def test_a_skeleton_formats_a_share(tell: Tell) -> None:
    assert tell("{share, number, ::percent scale/100 .0}", "de", share=0.125) == "12,5\u00a0%"


def test_what_is_no_number_has_no_format(tell: Tell) -> None:
    with pytest.raises(TypeError, match="share"):
        tell("{share, number}", "en", share="much")


def test_a_number_without_a_style_has_the_languages_own(tell: Tell) -> None:
    assert tell("{n, number} und {m, number, integer}", "de", n=1234.5, m=2.5) == "1.234,5 und 2"
