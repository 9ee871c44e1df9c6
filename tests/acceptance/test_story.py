"""
The journey told as a story, by the command line (R-008, R-049).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.conftest import lane

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal


def _story(terminal: Terminal, journey: str, *more: str, to: str = "md") -> str:
    reply = terminal.run("render", journey, "--style", "story", "--to", to, *more)
    assert reply.code == 0
    return reply.out


def _felt(terminal: Terminal) -> str:
    return terminal.write_map(
        lane("actions", look="Opens three pages", pay="Types the number of the card"),
        lane("thoughts", look="Is it for me?"),
        lane("emotion", look={"score": 0.5, "text": "curious"}, pay={"score": -0.7}),
        lane("pain-points", pay={"text": "Only cards are taken", "severity": 3}),
        lane("opportunities", pay="Take invoices"),
        goal="A present by Friday",
        personas=[{"id": "ann", "name": "Ann, in a hurry", "quote": "I have an hour."}],
    )


def test_r008_reactions_and_feelings_are_told_in_prose(terminal: Terminal) -> None:
    told = _story(terminal, _felt(terminal)).replace("\\", "")

    sentences = (
        "What Ann wants to reach: A present by Friday.",
        "Opens three pages.",
        "“Is it for me?”",
        "Ann feels good (+0.5 on a scale from −1 to +1). It is described as “curious”.",
        "Types the number of the card.",
        "Ann feels very bad (−0.7 on a scale from −1 to +1).",
        "A reason to leave: Only cards are taken.",
        "An idea: Take invoices.",
        "It feels worst at “I pay” (−0.7 on a scale from −1 to +1).",
    )
    places = [told.index(sentence) for sentence in sentences]
    assert places == sorted(places)


@pytest.mark.parametrize("to", ["svg", "html"])
def test_r008_the_story_is_drawn_as_well(to: str, terminal: Terminal) -> None:
    drawn = _story(terminal, _felt(terminal), to=to)

    for words in ("Chapter 1", "Ann, in a hurry", "I look around", "How it ends"):
        assert words in drawn


def test_r049_the_story_of_one_persona_is_told_in_the_readers_language(terminal: Terminal) -> None:
    told = _story(terminal, _felt(terminal), "--language", "de").replace("\\", "")

    assert "## Wessen Geschichte das ist\n\n### Ann, in a hurry" in told
    assert "> “I have an hour.”" in told or "> „I have an hour.“" in told
    assert "**Was Ann durch den Kopf geht**" in told
    assert "Für Ann fühlt sich das sehr schlecht an (−0,7 auf einer Skala von −1 bis +1)." in told
