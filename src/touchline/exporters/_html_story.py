"""
A story as a page of prose: chapters, steps, the words of customers, and how it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.exporters._html_outline import contents
from touchline.exporters._html_table import worded
from touchline.exporters._markup import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.scene.story.step import Paragraph
    from touchline.scene.story.told import Chapter, Character, Moment, Story

#: Kinds of paragraphs that are running text, and those in somebody's own words.
_RUNNING = ("deeds", "feelings", "wishes")
_SPOKEN = ("thoughts", "posts")


def prose_of(told: Story, source: str) -> str:
    """
    Write a story as prose.

    Args:
        told: The story.
        source: Which data its figures come from; empty when nothing was measured.

    Returns:
        Its opening, characters, chapters and end.
    """
    return "\n".join(_Prose(told, told.language).parts(source))


@dataclass(frozen=True, slots=True)
class _Prose:
    """
    One story while it is written.
    """

    told: Story
    language: str

    def line(self, words: str) -> str:
        return worded(words, self.language)

    def parts(self, source: str) -> Iterator[str]:
        told = self.told
        yield f"<header><h2>{self.line(told.title) or '—'}</h2>"
        yield from (f'<p class="note">{escaped(note)}</p>' for note in told.notes)
        yield from (f"<p>{self.line(paragraph)}</p>" for paragraph in told.opening)
        yield "</header>"
        chapters = [(f"stage-{i}", chapter.name) for i, chapter in enumerate(told.chapters)]
        yield contents(chapters, self.language)
        if told.characters:
            yield f"<h3>{escaped(told.whose)}</h3>"
        yield from map(self.character, told.characters)
        for i, chapter in enumerate(told.chapters):
            yield from self.chapter(i, chapter)
        for ending in told.endings:
            yield f"<h3>{escaped(ending.title)}</h3>{self.listed(ending.sentences)}"
        last = [told.legend, source]
        yield from (f'<p class="source">{self.line(words)}</p>' for words in last if words)

    def character(self, person: Character) -> str:
        role = f'<p class="marks">{self.line(person.role)}</p>' if person.role else ""
        quote = f"<blockquote><p>{self.line(person.quote)}</p></blockquote>" if person.quote else ""
        text = f"<p>{self.line(person.text)}</p>" if person.text else ""
        return f"<h4>{self.line(person.name)}</h4>{role}{quote}{text}"

    def chapter(self, index: int, chapter: Chapter) -> Iterator[str]:
        """
        Write one stage with its steps.
        """
        number, name = escaped(chapter.number), self.line(chapter.name) or "—"
        yield f'<section class="stage" id="stage-{index}" aria-labelledby="stage-{index}-name">'
        head = f"<small>{number}</small> {name}"
        yield f'<h3 id="stage-{index}-name" tabindex="-1">{head}</h3>'
        yield from map(self.moment, chapter.moments)
        yield "</section>"

    def moment(self, moment: Moment) -> str:
        told = "".join(map(self.paragraph, moment.paragraphs))
        return f"<h4>{self.line(moment.name)}</h4>{told}"

    def paragraph(self, paragraph: Paragraph) -> str:
        if paragraph.kind in _RUNNING:
            return f"<p>{self.line(paragraph.text)}</p>"
        title = f'<p class="lane">{self.line(paragraph.title)}</p>' if paragraph.title else ""
        if paragraph.kind in _SPOKEN:
            return title + "".join(
                self.quoted(words, source)
                for words, source in zip(paragraph.sentences, paragraph.sources, strict=True)
            )
        return f'<div class="{paragraph.kind}">{title}{self.listed(paragraph.sentences)}</div>'

    def quoted(self, words: str, source: str) -> str:
        origin = f"<footer>{self.line(source)}</footer>" if source else ""
        return f"<blockquote><p>{self.line(words)}</p>{origin}</blockquote>"

    def listed(self, sentences: Iterable[str]) -> str:
        return "<ul>" + "".join(f"<li>{self.line(words)}</li>" for words in sentences) + "</ul>"
