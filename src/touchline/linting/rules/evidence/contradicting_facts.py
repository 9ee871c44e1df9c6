"""
Two touchpoints that say different things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.document.quantities import is_same_amount
from touchline.linting.rule import Rule
from touchline.model.experience import Touchpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked
    from touchline.linting.finding import Quoted
    from touchline.model.experience import Fact
    from touchline.model.text import LocalText


class ContradictingFacts(Rule):
    """
    Two touchpoints state different things about the same matter.

    Why it matters:
        Customers who read one price in the shop and another on the phone trust neither. Facts are
        compared when they are about the same words, whatever their case and spacing, and are said
        in a language that both have; 48 hours are 2 days. What only a wanted touchpoint will say is
        held against other wanted touchpoints, since it contradicts nothing today.

    Source:
        R-227, R-123: inconsistent or inaccurate information across touchpoints is among the
        mistakes that the field's sources name.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: touchpoints
            kind: touchpoints
            cells:
              - at: order
                cards:
                  - {id: p1, text: Website, facts: [{about: delivery time, says: 2 days}]}
                  - {id: p2, text: Phone, facts: [{about: Delivery time, says: a week}]}
        ```

    Clean:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: touchpoints
            kind: touchpoints
            cells:
              - at: order
                cards:
                  - {id: p1, text: Website, facts: [{about: delivery time, says: 2 days}]}
                  - {id: p2, text: Phone, facts: [{about: Delivery time, says: 2 Days}]}
        ```
    """

    requirement: ClassVar[str] = "R-227"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Hold each fact against the first one about the same matter.
        """
        first: dict[tuple[str, str], list[tuple[Touchpoint, Fact]]] = {}
        for lane, cell, card in checked.cards:
            if not isinstance(card, Touchpoint):
                continue
            for fact in card.facts:
                known = first.setdefault((card.use, _plain(fact.about)), [])
                for other, said in known:
                    here, there = _opposed(checked, fact, said)
                    if here:
                        yield self.found(
                            checked.place_of(lane, cell, card),
                            about=fact.about,
                            touchpoint=checked.said(card.text, card.id),
                            says=here,
                            other=checked.said(other.text, other.id),
                            otherwise=there,
                        )
                        break
                else:
                    known.append((card, fact))


def _opposed(checked: Checked, fact: Fact, said: Fact) -> tuple[Quoted | str, Quoted | str]:
    """
    Find what two facts say differently; empty words where they agree.
    """
    language = checked.journey.language
    here, there = _by_language(fact.says, language), _by_language(said.says, language)
    common = [tag for tag in here if tag in there]
    different = [tag for tag in common if not _is_same(here[tag], there[tag], tag)]
    if not different:
        return "", ""
    if different == common:
        return checked.said(fact.says), checked.said(said.says)
    # A slip of one translation is shown in the language that it was made in.
    return here[different[0]], there[different[0]]


def _is_same(one: str, other: str, language: str) -> bool:
    is_same = is_same_amount(one, other, language)
    return _plain(one) == _plain(other) if is_same is None else is_same


def _by_language(text: LocalText, language: str) -> dict[str, str]:
    return {tag or language: words for tag, words in text.versions}


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
