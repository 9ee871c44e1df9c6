"""
A story as Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from touchline.scene.story.step import Paragraph
    from touchline.scene.story.told import Chapter, Character, Moment, Story

#: Kinds of paragraphs that are running text; the others are lists or quotations.
_RUNNING = ("deeds", "feelings", "wishes")
_SPOKEN = ("thoughts", "posts")


def story_blocks(told: Story, plain: Callable[[str], str]) -> Iterator[str]:
    """
    Write a story as blocks of Markdown.

    Args:
        told: The story.
        plain: Writes words so that none of them is markup.

    Yields:
        Headings, paragraphs, lists and quotations.
    """
    yield f"# {plain(told.title) or '—'}"
    yield from (f"> {plain(note)}" for note in told.notes)
    yield from (plain(paragraph) for paragraph in told.opening)
    if told.characters:
        yield f"## {plain(told.whose)}"
    for person in told.characters:
        yield from _character(person, plain)
    for chapter in told.chapters:
        yield from _chapter(chapter, plain)
    for ending in told.endings:
        yield f"## {plain(ending.title)}"
        yield "\n".join(f"- {plain(sentence)}" for sentence in ending.sentences) or "—"
    if told.legend:
        yield f"*{plain(told.legend)}*"


def _character(person: Character, plain: Callable[[str], str]) -> Iterator[str]:
    yield f"### {plain(person.name)}"
    if person.role:
        yield f"*{plain(person.role)}*"
    if person.quote:
        yield f"> {plain(person.quote)}"
    if person.text:
        yield plain(person.text)


def _chapter(chapter: Chapter, plain: Callable[[str], str]) -> Iterator[str]:
    yield "## " + " · ".join(part for part in (chapter.number, plain(chapter.name)) if part)
    for moment in chapter.moments:
        yield from _moment(moment, plain)


def _moment(moment: Moment, plain: Callable[[str], str]) -> Iterator[str]:
    yield f"### {plain(moment.name)}"
    for paragraph in moment.paragraphs:
        yield from _paragraph(paragraph, plain)


def _paragraph(paragraph: Paragraph, plain: Callable[[str], str]) -> Iterator[str]:
    if paragraph.title:
        yield f"**{plain(paragraph.title)}**"
    if paragraph.kind in _RUNNING:
        yield plain(paragraph.text)
    elif paragraph.kind in _SPOKEN:
        for words, source in zip(paragraph.sentences, paragraph.sources, strict=True):
            yield f"> {plain(words)}" + (f" — {plain(source)}" if source else "")
    else:
        yield "\n".join(f"- {plain(sentence)}" for sentence in paragraph.sentences)
