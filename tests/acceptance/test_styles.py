"""
Visual styles (requirements 1.5): chosen by the needs of the audience.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal


@pytest.mark.parametrize(
    ("audience", "use"),
    [
        # The use that F4 gives each style.
        ("planning", "order of events"),
        ("analysts", "data and trends"),
        ("operations", "processes"),
        ("marketing", "needs"),
        # M19 adds the views for those who decide, work, help and build.
        ("leadership", "strengths, weaknesses"),
        ("team", "what hurts"),
        ("support", "what to say"),
        ("developers", "the events of each step"),
    ],
)
def test_r084_the_style_follows_the_audience(audience: str, use: str, terminal: Terminal) -> None:
    reply = terminal.run("new", "current-state", "--audience", audience, "-o", "new.map.yaml")
    (picture,) = [line for line in reply.err.splitlines() if line.startswith("Picture:")]

    assert use in picture


def test_r084_one_map_has_several_renderings(full: Terminal) -> None:
    whole = full.words("measured.map.yaml")
    told = full.told("measured.map.yaml")
    here = full.words("measured.map.yaml", "--here", "pay")
    page = full.run("render", "measured.map.yaml", "--to", "html").out

    assert all("Card refused" in one for one in (whole, told, here, page))
    assert "You are here" in here
    assert page.lstrip().lower().startswith("<!doctype html>")


def test_r084_a_style_that_nobody_has_is_told_with_those_there_are(terminal: Terminal) -> None:
    reply = terminal.run("render", "shop.map.yaml", "--to", "svg", "--style", "gird")

    assert reply.code == 2
    assert "“gird”" in reply.err
    assert "grid" in reply.err.replace("“gird”", "")
