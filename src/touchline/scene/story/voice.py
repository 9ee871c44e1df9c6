"""
Sentences of one language from the words of a map.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.i18n import number, quote, translate
from touchline.lanes._details import figure_interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.measuring.measured import Figure
    from touchline.model.experience import Persona
    from touchline.model.structure import Card
    from touchline.model.text import LocalText
    from touchline.scene.subject import Subject

#: What ends a sentence of its own accord, and a mark that is one too many behind it.
_ENDS = "?!？！…"
_DOUBLED = re.compile(rf"([{_ENDS}][”“»」』]?\u2069?)[.。]$")

#: A full stop at the end of words that go into a sentence, though not of an abbreviation's last.
_STOP = re.compile(r"(?<![.\s]\w)(?<!^\w)[.。]$")

#: What follows is no part of a name, as in "Lea, the careful first-timer".
_CLAUSE = re.compile(r"\s*[,،，、;:(（—–]")

#: Languages that write names with a capital letter, and put an article before a kind of people or
#: write it small.
_WITH_CAPITALS = ("en", "de", "ms")

#: Quotation marks that an author typed.
_QUOTES = "\"'“”„‚‘’«»‹›「」『』"

#: The mark behind a sentence that nothing stands behind, and the full stop that it stands before.
ASSUMED = "*"
_WIDE_STOP = "。"


def is_marked(sentence: str) -> bool:
    """
    Tell whether a sentence says of itself that nothing stands behind it.

    Args:
        sentence: The sentence.

    Returns:
        Whether it does.
    """
    return sentence.removesuffix(_WIDE_STOP).endswith(ASSUMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """
    What says the sentences of one story.

    Args:
        subject: The map as its reader sees it.
        who: What the one customer of the story is called; empty where several or none are known.
        shows_grades: The map knows the evidence behind some of its cards, so that the others are
            marked as assumptions.
    """

    subject: Subject
    who: str = ""
    shows_grades: bool = False

    @property
    def language(self) -> str:
        """
        The language tag of the reader.
        """
        return self.subject.language

    def said(self, text: LocalText | None) -> str:
        """
        Choose authored words, in one line and without a full stop at their end.

        Args:
            text: The text, or None.

        Returns:
            The words; empty where there are none.
        """
        return _STOP.sub("", " ".join(self.subject.said(text).split()))

    def whole(self, text: LocalText | None) -> str:
        """
        Make a sentence of its own from authored words.

        Args:
            text: The text, or None.

        Returns:
            The words with a mark at their end; empty where there are none.
        """
        words = self.said(text)
        return self.tell("sentence", words=words) if words else ""

    def tell(self, frame: str, **values: object) -> str:
        """
        Say a sentence of the story.

        Args:
            frame: Its name in the catalogues.
            values: What it names.

        Returns:
            The sentence, with one mark at its end.
        """
        return _DOUBLED.sub(r"\1", translate(f"story.{frame}", self.language, **values))

    def marked(self, sentence: str, card: Card) -> str:
        """
        Mark a sentence that nothing stands behind.

        Args:
            sentence: The sentence.
            card: The card that it tells.

        Returns:
            The sentence with a mark where the map keeps evidence, but none of this.
        """
        if not sentence or not self.shows_grades or card.grade != "assumption":
            return sentence
        # Where no space follows a full stop, a mark behind it would belong to the next sentence.
        if sentence.endswith(_WIDE_STOP):
            return sentence[: -len(_WIDE_STOP)] + ASSUMED + _WIDE_STOP
        return sentence + ASSUMED

    def joined(self, sentences: Iterable[str]) -> str:
        """
        Set sentences behind each other.

        Args:
            sentences: The sentences; empty ones are left out.

        Returns:
            Running text.
        """
        return self._chain("joined", sentences)

    def listed(self, parts: Iterable[str]) -> str:
        """
        Set parts that may hold commas behind each other within a sentence.

        Args:
            parts: The parts; empty ones are left out.

        Returns:
            The parts between semicolons.
        """
        return self._chain("listed", parts)

    def _chain(self, frame: str, parts: Iterable[str]) -> str:
        # The parts are whole phrases, which need no isolation from each other.
        between = translate(f"story.{frame}", self.language, before="", after="")
        return between.join(part for part in parts if part)

    def quoted(self, text: LocalText | None) -> str:
        """
        Put words between the quotation marks of their language, once.

        Args:
            text: What was said.

        Returns:
            The words; empty when nothing was said.
        """
        words = _bare(" ".join(self.subject.said(text).split()))
        return quote(words, self.subject.language_of(text)) if words else ""

    def named(self, text: LocalText | None, otherwise: str = "") -> str:
        """
        Put a name between quotation marks of the sentence's own language.

        Args:
            text: The name.
            otherwise: What is named where there is no name.

        Returns:
            The name.
        """
        words = _bare(self.said(text)) or otherwise
        # Words that begin or end with a quotation mark of their own take no second one beside it.
        is_marked = words[:1] in _QUOTES or words[-1:] in _QUOTES
        return words if words and is_marked else quote(words, self.language)

    def called(self, persona: Persona) -> str:
        """
        Say how a sentence calls a persona.

        Args:
            persona: The persona.

        Returns:
            A person's first words; what is no person's name stands between quotation marks.
        """
        whole = self.said(persona.name) or persona.id
        name = _CLAUSE.split(whole)[0] or whole
        return name if self._is_name(persona, name, whole) else quote(name, self.language)

    def calls_by_name(self, persona: Persona) -> bool:
        """
        Tell whether a persona's name can be the subject of any sentence as it is.

        Args:
            persona: The persona.

        Returns:
            Whether it can.
        """
        whole = self.said(persona.name)
        return self._is_name(persona, _CLAUSE.split(whole)[0], whole)

    def _is_name(self, persona: Persona, name: str, whole: str) -> bool:
        if not name:
            return False
        if self.language.partition("-")[0] not in _WITH_CAPITALS:
            return True
        # "Mira, drinks tea every day" begins with a name, "Gift-shop owner" is none.
        is_one_word = name[:1].isupper() and " " not in name
        return is_one_word and (name != whole or bool(persona.role))

    def basis(self, figure: Figure) -> str:
        """
        Say what a measured figure rests on.

        Args:
            figure: The figure.

        Returns:
            Its interval and its number.
        """
        interval = figure_interval(figure, self.language)
        told = translate("scene.interval", self.language, interval=interval) if interval else ""
        n = translate("scene.n", self.language, n=number(figure.n, self.language))
        return self.listed((told, n))


def _bare(words: str) -> str:
    """
    Take off the quotation marks around words, but not those around some of them.
    """
    is_quoted = words[:1] in _QUOTES and words[-1:] in _QUOTES
    return words.strip(_QUOTES) if is_quoted else words


def teller(subject: Subject) -> Voice:
    """
    Find out how a map's story is told.

    Args:
        subject: The map as its reader sees it.

    Returns:
        What says its sentences.
    """
    journey = subject.journey
    shows_grades = any(card.evidence for _, _, card in journey.cards())
    plain = Voice(subject=subject, shows_grades=shows_grades)
    people: Sequence[Persona] = journey.personas
    # With several personas nobody can tell whose thought a card is, so none of them is named.
    if len(people) != 1 or not plain.calls_by_name(people[0]):
        return plain
    return Voice(subject=subject, who=plain.called(people[0]), shows_grades=shows_grades)
