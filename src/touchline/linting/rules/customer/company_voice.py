"""
A journey told from the company's side of the counter.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import closest_language
from touchline.linting.rule import Rule
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked
    from touchline.model.text import LocalText


class CompanyVoice(Rule):
    """
    A stage, a step or a thought is told in the company's words.

    Why it matters:
        A map shows the customer's perspective; “Order processing” and “The user signs up” show the
        company's. Steps in the customer's own words (“I order”, “I sign up”) keep the team in the
        customer's place. Only a few sure signs are looked for, by language: people called
        customers or users, “we ship”, “our shop”, and words of the trade such as “conversion”. A
        text in the first person is never questioned.

    Source:
        R-009; Federal Plain Language Guidelines (Plain Language Action and Information Network,
        2011): write for the reader, in the reader's words.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: Customer places an order}]}]
        ```

    Clean:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order from customer service}]}]
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-009"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Go through the names of stages and steps and the thoughts.
        """
        for at, text in _spoken(checked):
            for tag, words in text.versions:
                said = company_words(words, tag or checked.journey.language)
                if said:
                    yield self.found(at, text=words, words=said)
                    break


def _spoken(checked: Checked) -> Iterator[tuple[Location, LocalText]]:
    for stage in checked.journey.stages:
        yield Location.of(("stage", stage.id)), stage.name
        for step in stage.steps:
            yield Location.of(("step", step.id)), step.name
    for lane, cell, card in checked.cards:
        if lane.kind == "thoughts":
            yield checked.place_of(lane, cell, card), card.text


def company_words(text: str, language: str) -> str:
    """
    Find the words that give the company away.

    Args:
        text: What a map says.
        language: The language tag of the text.

    Returns:
        The first such words; empty when there are none, when the text speaks in the first person,
        or when nobody has listed the company's words of the language.
    """
    listed = _signs().get(closest_language(language, default=""))
    if listed is None:
        return ""
    customer, company = listed
    found = None if customer.search(text) else company.search(text)
    return found.group() if found else ""


@cache
def _signs() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """
    Read by language how customers speak of themselves, and how companies speak.
    """
    text = files("touchline.linting").joinpath("company_voice.json").read_text(encoding="utf-8")
    return {
        tag: (_any_of([signs["customer"]]), _any_of(signs["company"]))
        for tag, signs in json.loads(text).items()
    }


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
