"""
Four levers, suggested by kind of friction and by stage (R-205 to R-208).
"""

from __future__ import annotations

from typing import Any, get_args

import pytest

from touchline.analysis.friction import Kind
from touchline.i18n import has_message
from touchline.measuring.levers import advice_for
from touchline.model.structure import StageKind
from touchline.model.worth import Lever

STAGES = (*get_args(StageKind), None)
KINDS = (*get_args(Kind), "leaving", "need-for-help", "unsolved", "wait-for-help")


@pytest.mark.parametrize(
    ("kind", "stage", "lever"),
    [
        ("ping-pong", "consideration", "find"),
        ("ping-pong", "delivery", "inform"),
        ("step-back", "purchase", "find"),
        ("repetition", "purchase", "guide"),
        ("error", None, "guide"),
        ("long-wait", "delivery", "inform"),
        ("rework", "purchase", "guide"),
        ("rework", "use", "deliver"),
        ("leaving", "awareness", "find"),
        ("leaving", "purchase", "guide"),
        ("leaving", "delivery", "inform"),
        ("leaving", "loyalty", "deliver"),
        ("unsolved", "support", "deliver"),
    ],
)
def test_a_sign_speaks_for_a_lever(kind: str, stage: Any, lever: str) -> None:
    found = advice_for(kind, stage)

    assert found is not None
    assert found.lever == lever


def test_nothing_is_suggested_without_a_ground() -> None:
    assert advice_for("leaving", None) is None
    assert advice_for("boredom", "purchase") is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_suggestion_has_words(kind: str) -> None:
    for stage in STAGES:
        found = advice_for(kind, stage)
        if found is not None:
            assert has_message(f"lever.{found.lever}")
            assert has_message(f"lever.reason.{found.reason}")


def test_every_lever_is_suggested_somewhere() -> None:
    found = {one.lever for kind in KINDS for stage in STAGES if (one := advice_for(kind, stage))}

    assert found == set(get_args(Lever))
