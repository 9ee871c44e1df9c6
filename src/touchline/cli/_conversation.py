"""
The short conversation of `touchline new`: at most six questions, each with an answer for Enter.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import click

from touchline.cli._advice import advised
from touchline.i18n import number, translate
from touchline.templates import new_map
from touchline.templates.situations import (
    AUDIENCES,
    BUSINESSES,
    GOALS,
    KNOWLEDGE,
    Situation,
    goal_in,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Answer(Protocol):
    """
    What a numbered answer must tell of itself.
    """

    @property
    def name(self) -> str:
        """
        What scripts call it.
        """

    def title(self, language: str) -> str:
        """
        Say it in words.
        """


@dataclass(frozen=True, slots=True)
class Wishes:
    """
    What a person told about the map to begin.

    Args:
        situation: The answers that choose the template.
        objective: Why the map is made, in the person's words.
        personas: Whom it is about.
        title: What it shall be called.
    """

    situation: Situation
    objective: str | None = None
    personas: tuple[str, ...] = ()
    title: str | None = None


def is_possible() -> bool:
    """
    Tell whether somebody sits at a terminal who can be asked.

    Returns:
        True when both question and answer go to a terminal.
    """
    return sys.stdin.isatty() and sys.stderr.isatty()


def converse(wishes: Wishes, language: str) -> Wishes:
    """
    Ask for what is not known yet.

    Args:
        wishes: What the options said already; that is not asked again.
        language: The language of the questions.

    Returns:
        The wishes with the answers.

    Raises:
        click.Abort: The person left the conversation.
    """
    asking = Asking(language)
    asking.say("cli.new.ask.intro")
    wishes = _about_goal(wishes, asking)
    situation = wishes.situation
    if situation.business is None:
        found = asking.choice("cli.new.ask.business", BUSINESSES, usual=len(BUSINESSES))
        situation = replace(situation, business=found)
    personas = wishes.personas
    if not personas:
        name = asking.words("cli.new.ask.persona")
        personas = (name,) if name else ()
    if situation.known is None:
        situation = replace(situation, known=asking.choice("cli.new.ask.known", KNOWLEDGE))
    if situation.audience is None:
        situation = replace(situation, audience=asking.choice("cli.new.ask.audience", AUDIENCES))
    title = wishes.title
    if not title:
        usual = new_map(advised(situation).template, language=language).title.said(language)
        title = asking.words("cli.new.ask.title", usual)
    return replace(wishes, situation=situation, personas=personas, title=title)


def _about_goal(wishes: Wishes, asking: Asking) -> Wishes:
    if wishes.situation.goal is not None:
        return wishes
    said = wishes.objective or asking.choice_or_words("cli.new.ask.goal", GOALS)
    if said in {goal.name for goal in GOALS}:
        return replace(wishes, situation=replace(wishes.situation, goal=said))
    return understood(wishes, said, asking.language)


def understood(wishes: Wishes, said: str, language: str) -> Wishes:
    """
    Take the goal out of somebody's own words, and say which one was understood.

    Args:
        wishes: What is known already.
        said: What the person wants to reach.
        language: The language of the words.

    Returns:
        The wishes with the words as objective and with the goal, which is to improve what is there
        when the words tell none.
    """
    name = goal_in(said, language) or GOALS[0].name
    goal = next(one for one in GOALS if one.name == name)
    click.echo(translate("cli.new.ask.understood", language, goal=goal.title(language)), err=True)
    return replace(wishes, objective=said, situation=replace(wishes.situation, goal=name))


class Asking:
    """
    Asks on standard error, so that the map alone goes to standard output.

    Args:
        language: The language of the questions.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, key: str, **values: object) -> None:
        """
        Tell something.

        Args:
            key: The key of the message.
            values: What it quotes.
        """
        click.echo(translate(key, self.language, **values), err=True)

    def words(self, key: str, usual: str = "") -> str:
        """
        Ask for words; Enter gives the usual ones.

        Args:
            key: The key of the question.
            usual: The usual answer.

        Returns:
            The words.
        """
        click.echo(err=True)
        question = translate(key, self.language)
        return self._read(f"{question} [{usual}]" if usual else question) or usual

    def choice(self, key: str, choices: Sequence[_Answer], usual: int = 1) -> str:
        """
        Ask for the number of a choice; Enter gives the usual one.

        Args:
            key: The key of the question.
            choices: The answers.
            usual: The number of the usual one.

        Returns:
            The name of the answer.
        """
        self._list(key, choices)
        while True:
            found = self._number(self._read(self._prompt("number", usual)), len(choices), usual)
            if found:
                return choices[found - 1].name
            self.say("cli.new.ask.retry", low=1, high=len(choices))

    def choice_or_words(self, key: str, choices: Sequence[_Answer], usual: int = 1) -> str:
        """
        Ask for the number of a choice or for words; Enter gives the usual choice.

        Args:
            key: The key of the question.
            choices: The answers.
            usual: The number of the usual one.

        Returns:
            The name of the answer, or the words.
        """
        self._list(key, choices)
        while True:
            said = self._read(self._prompt("number-or-words", usual))
            found = self._number(said, len(choices), usual)
            if found:
                return choices[found - 1].name
            if any(sign.isalpha() for sign in said):
                return said
            self.say("cli.new.ask.retry", low=1, high=len(choices))

    def _list(self, key: str, choices: Sequence[_Answer]) -> None:
        click.echo(err=True)
        self.say(key)
        for place, choice in enumerate(choices, start=1):
            shown = number(place, self.language)
            click.echo(f"  {shown:>2}  {choice.title(self.language)}", err=True)

    def _prompt(self, form: str, usual: int) -> str:
        question = translate(f"cli.new.ask.{form}", self.language)
        return f"{question} [{number(usual, self.language)}]"

    def _read(self, question: str) -> str:
        said: str = click.prompt(
            question, default="", show_default=False, err=True, prompt_suffix=": "
        )
        return said.strip()

    def _number(self, said: str, most: int, usual: int) -> int | None:
        """
        Read a number in the digits of any script; None for what is none of the choices.
        """
        if not said:
            return usual
        if not said.isdecimal():
            return None
        return int(said) if 1 <= int(said) <= most else None
