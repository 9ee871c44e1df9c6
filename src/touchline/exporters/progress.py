"""
A small piece of a web page that tells customers where they are and what comes next (R-204, M10).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from touchline.exporters import Exporter
from touchline.exporters._markup import escaped
from touchline.exporters._subject import here_in, language_of, map_of, parts_of
from touchline.i18n import closest_language, duration_text, is_right_to_left, translate
from touchline.scene.here import found_here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.exporters import Subject
    from touchline.measuring.measured import Measures
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Stage, Step

#: Up to so many steps are shown side by side; of longer ways the stages are.
_MOST = 7

#: What every class of the piece begins with, so that it meets no other on a company's page.
_CLASS = "touchline-progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Exporter):
    """
    A piece of a web page: the steps of a map in order, where the customer stands, what comes next.

    It holds no script, asks the network for nothing and tells nothing that is not for customers:
    names of stages and steps, and how long others took.

    Args:
        step: The id of the step at which the customer stands; None takes the picture's, and
            without one nobody has begun.
        language: The reader's language tag; None takes that of the picture or the map.
        has_style: Bring the rules that place and colour it; without them a page brings its own.
    """

    name: ClassVar[str] = "progress"
    # A file that ends in `.html` is a whole page.
    suffix: ClassVar[str] = ".fragment"
    media_type: ClassVar[str] = "text/html; charset=utf-8"

    step: str | None = None
    language: str | None = None
    has_style: bool = True

    def export(self, subject: Subject) -> bytes:
        """
        Write the piece.

        Args:
            subject: A map, or a scene that carries one and shows where somebody stands.

        Returns:
            The file, in UTF-8.

        Raises:
            NothingBehindPicture: The scene was made without a map.
            StepNotOnMap: The map has no such step.
        """
        journey, measures = parts_of(map_of(subject, self.name))
        place = self.step or next(iter(here_in(subject)), None)
        found_here(journey, place)
        language = closest_language(self.language or language_of(subject))
        way = _Way(journey, measures, language, place)
        style = f"<style>\n{_rules()}</style>\n" if self.has_style else ""
        return f"{style}{way.written()}\n".encode()


@cache
def _rules() -> str:
    return (Path(__file__).parent / "assets" / "progress.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Way:
    """
    The way of one customer.

    Args:
        journey: The map.
        measures: What was measured on it; None when nothing was.
        language: The reader's language tag.
        place: The id of the step at which the customer stands; None when nobody has begun.
    """

    journey: JourneyMap
    measures: Measures | None
    language: str
    place: str | None

    @property
    def steps(self) -> tuple[Step, ...]:
        """
        The planned steps, and the one at which the customer stands wherever that is.
        """
        steps = self.journey.steps
        return tuple(step for step in steps if step.path == "main" or step.id == self.place)

    def written(self) -> str:
        """
        Write all of it.
        """
        language = self.language
        direction = "rtl" if is_right_to_left(language) else "ltr"
        label = escaped(translate("widget.label", language))
        parts = [*self._now(), *self._lists(), *self._next()]
        if self.journey.is_invented:
            parts.append(_paragraph("note", translate("scene.invented", language)))
        inner = "\n".join(parts)
        return (
            f'<section class="{_CLASS}" lang="{escaped(language)}" dir="{direction}"'
            f' aria-label="{label}">\n{inner}\n</section>'
        )

    def _now(self) -> list[str]:
        """
        Say which step it is, of how many.
        """
        if self.place is None:
            return []
        count = {"n": self._index() + 1, "all": len(self.steps)}
        told = escaped(translate("widget.count", self.language, **count))
        name = self._said(self.steps[self._index()])
        return [f'<p class="{_CLASS}__here">{told} <strong>{name}</strong></p>']

    def _lists(self) -> list[str]:
        """
        List the steps, or the stages and the steps of the present one.
        """
        if len(self.steps) <= _MOST:
            return [self._list(self.steps, translate("widget.steps", self.language))]
        stages = [stage for stage in self.journey.stages if self._of(stage)]
        states = [_state(self._of(stage), self._done()) for stage in stages]
        items = [
            self._item(self._said(stage), state, "true")
            for stage, state in zip(stages, states, strict=True)
        ]
        drawn = [_ordered(items, translate("widget.stages", self.language), "stages")]
        for stage, state in zip(stages, states, strict=True):
            if state == "now":
                name = stage.name.said(self.language, otherwise=self.journey.language)
                label = translate("widget.steps-of", self.language, stage=name)
                drawn.append(self._list(self._of(stage), label))
        return drawn

    def _list(self, steps: Sequence[Step], label: str) -> str:
        done = self._done()
        items = [self._item(self._said(step), _state((step,), done), "step") for step in steps]
        return _ordered(items, label, "steps")

    def _item(self, name: str, state: str, current: str) -> str:
        said = escaped(translate(f"widget.{state}", self.language))
        mark = f' aria-current="{current}"' if state == "now" else ""
        return (
            f'<li class="{_CLASS}__{state}"{mark}><span class="{_CLASS}__name">{name}</span>'
            f' <span class="{_CLASS}__state">{said}</span></li>'
        )

    def _next(self) -> list[str]:
        """
        Say what comes next, and how long others took.
        """
        steps = self.steps
        if not steps:
            return []
        after = steps[self._index() + 1 :] if self.place else steps
        if not after:
            return [_paragraph("next", translate("widget.last", self.language))]
        name = after[0].name.said(self.language, otherwise=self.journey.language)
        lines = [_paragraph("next", translate("widget.next", self.language, step=name))]
        if (told := self._time()) is not None:
            lines.append(_paragraph("time", told))
        return lines

    def _time(self) -> str | None:
        """
        Say how long it took others, where enough of them were measured.
        """
        found = self.measures.of(self.place) if self.measures and self.place else None
        step = self.steps[self._index()] if self.place else None
        time = found.time_to_next if found and not found.is_withheld else None
        if time is None or time.value is None or time.is_thin or not step or step.path != "main":
            return None
        told = duration_text(time.value, self.language)
        return translate("widget.time", self.language, n=time.n, time=told)

    def _index(self) -> int:
        return [step.id for step in self.steps].index(self.place or "")

    def _done(self) -> tuple[frozenset[str], str | None]:
        before = self.steps[: self._index()] if self.place else ()
        return frozenset(step.id for step in before), self.place

    def _of(self, stage: Stage) -> tuple[Step, ...]:
        known = {step.id for step in self.steps}
        return tuple(step for step in stage.steps if step.id in known)

    def _said(self, named: Stage | Step) -> str:
        return escaped(named.name.said(self.language, otherwise=self.journey.language))


def _state(steps: Sequence[Step], done: tuple[frozenset[str], str | None]) -> str:
    """
    Tell whether some steps lie behind, hold the customer or are still to come.
    """
    before, place = done
    if any(step.id == place for step in steps):
        return "now"
    return "done" if all(step.id in before for step in steps) else "ahead"


def _ordered(items: Sequence[str], label: str, part: str) -> str:
    lines = "\n".join(items)
    return f'<ol class="{_CLASS}__{part}" aria-label="{escaped(label)}">\n{lines}\n</ol>'


def _paragraph(part: str, words: str) -> str:
    return f'<p class="{_CLASS}__{part}">{escaped(words)}</p>'
