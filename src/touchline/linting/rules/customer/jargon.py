"""
Words that customers do not use.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from touchline.i18n import closest_language
from touchline.lanes import LANES
from touchline.linting.rule import Rule
from touchline.linting.rules.customer.company_voice import company_words
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked
    from touchline.model.text import LocalText

#: Capitals with digits, such as SLA or B2B.
_ACRONYM = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Z0-9]*[A-Z][A-Z0-9]*[A-Z])[A-Z][A-Z0-9]{1,5}(?![A-Za-z0-9])"
)

#: The lanes that tell the customer's side in words.
_ROLES = frozenset({"customer", "frontstage"})


class _Trade(NamedTuple):
    """
    What is listed: by language the words of the trade, and the acronyms that everybody knows.
    """

    terms: dict[str, re.Pattern[str]]
    known: frozenset[str]


class Jargon(Rule):
    """
    The customer's side of the map is told in words of the trade, or in unexplained acronyms.

    Why it matters:
        A map full of KPIs, leads and SKUs tells how the company sees itself, and shuts out readers
        from other departments. Looked at are the names of stages and steps and the cards of lanes
        that customers see. Words of the trade are listed by language. An acronym is two to six
        capitals that not everybody knows, and that the map explains nowhere: “SLA (how soon we
        answer)” once is enough. Each word is told once, with how often it stands there. Where a
        whole sentence speaks with the company's voice, that is told instead.

    Source:
        R-009, M5; Plain Language Action and Information Network, “Federal Plain Language
        Guidelines”, 2011, on jargon and abbreviations.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: pick, name: I put the SKU into the cart}]}]
        ```

    Clean:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: pick, name: I put the shoes into the cart}]}]
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-009"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Collect the words by how often they stand on the customer's side.
        """
        met: dict[str, list[Location]] = {}
        for at, text, is_spoken in _customers_side(checked):
            if not checked.places.allows(self.name, at):
                for word in _words(text, checked.journey.language, is_spoken=is_spoken):
                    met.setdefault(word, []).append(at)
        if not met:
            return
        everything = "\n".join(words for _, text in checked.texts for _, words in text.versions)
        for word, places in met.items():
            if not _is_explained(word, everything):
                yield self.found(places[0], word=word, n=len(places))


def _customers_side(checked: Checked) -> Iterator[tuple[Location, LocalText, bool]]:
    """
    Walk over the texts, each with its place and whether company words are looked for there too.
    """
    for stage in checked.journey.stages:
        yield Location.of(("stage", stage.id)), stage.name, True
        for step in stage.steps:
            yield Location.of(("step", step.id)), step.name, True
    for lane, cell, card in checked.cards:
        if lane.kind in LANES and LANES[lane.kind].role in _ROLES:
            yield checked.place_of(lane, cell, card), card.text, lane.kind == "thoughts"


def _words(text: LocalText, own: str, *, is_spoken: bool) -> tuple[str, ...]:
    """
    Find the words of the trade and the acronyms of a text in the first language that has any.
    """
    trade = _trade()
    for tag, words in text.versions:
        language = tag or own
        terms = trade.terms.get(closest_language(language, default=""))
        found = (
            []
            if words.isupper()
            else [one for one in _ACRONYM.findall(words) if one not in trade.known]
        )
        found += [match.group() for match in terms.finditer(words)] if terms else []
        if found and not (is_spoken and company_words(words, language)):
            return tuple(dict.fromkeys(found))
    return ()


def _is_explained(word: str, everything: str) -> bool:
    """
    Tell whether an explanation follows the word in brackets, or the word one.
    """
    return any(f"{word}{mark}" in everything for mark in (" (", "（", "(")) or any(
        f"{opening}{word}{closing}" in everything for opening, closing in ("()", "（）")
    )


@cache
def _trade() -> _Trade:
    listed = json.loads(
        files("touchline.linting").joinpath("jargon.json").read_text(encoding="utf-8")
    )
    terms = {
        tag: re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
        for tag, patterns in listed["terms"].items()
    }
    return _Trade(terms, frozenset(listed["known"]))
