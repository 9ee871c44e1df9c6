"""
Replies of people to a study's questions, as items of research.

Scores become one item for each moment and kind; what people said in their own words stays theirs,
under their pseudonym. Replies of people who are neither customers nor prospects are never counted
among the scores (R-111, R-226), and nothing is kept of those who did not agree.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from touchline.analysis._consent import refusing
from touchline.analysis.satisfaction import Satisfaction
from touchline.document.read import journey_of
from touchline.eventlog.columns import ABSENT, TextColumn
from touchline.eventlog.survey import UNDATED
from touchline.i18n import LANGUAGES, number, translate
from touchline.linting.finding import Finding
from touchline.model.structure import Scale
from touchline.model.work.item import Item
from touchline.model.work.study import Study
from touchline.units import to_datetime
from touchline.workspace.citing import Spot, cite_all
from touchline.workspace.replies import WORST, asked_in, degrees, ticked
from touchline.workspace.research import RIGHT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from touchline.analysis.satisfaction import Score
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.survey import Survey
    from touchline.model.experience import Persona
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Participants
    from touchline.workspace.citing import Citation
    from touchline.workspace.replies import Asked, Questions
    from touchline.workspace.workspace import Workspace

#: The column in which a file says who replies.
WHO = "participants"

#: Scores that say what a step was like; of other kinds only `importance` has a lane of its own.
_FELT = frozenset({"", "csat", "satisfaction", "emotion"})

#: More digits than this of a mean nobody reads.
_DIGITS: Final = 3
#: How much of somebody's words makes a title.
_TITLE: Final = 80
#: How long a name may be.
_NAME: Final = 80
#: How many quotes are kept unless more are asked for.
QUOTES: Final = 200

_SORTS: tuple[Participants, ...] = ("customers", "prospects", "employees", "others")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replying:
    """
    How replies are read.

    Args:
        score: The column of the scores.
        kind: What the scores are, where no column `kind` says it.
        scale: The two ends of their scale, such as `1-5`, where nothing else says it.
        comment: The column of people's own words.
        quotes: How many quotes are kept at most.
        least: Scores of fewer people than this are not kept.
    """

    score: str = "score"
    kind: str | None = None
    scale: str | None = None
    comment: str = "comment"
    quotes: int = QUOTES
    least: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """
    What replies brought to light.

    Args:
        items: The items.
        replies: How many replies there were.
        others: How many came from people who are neither customers nor prospects; their words are
            kept as theirs, their scores are not.
        refused: How many came from people who did not agree that they are kept.
        findings: What else is to be known of them.
    """

    items: tuple[Item, ...]
    replies: int
    others: int
    refused: int
    findings: tuple[Diagnostic, ...]


def take_answers(
    workspace: Workspace,
    study_id: str,
    map_id: str,
    survey: Survey,
    *,
    how: Replying | None = None,
    author: str = "",
) -> Answers:
    """
    Keep what people replied as items of a study.

    Args:
        workspace: The workspace.
        study_id: The id of the study.
        map_id: The id of the map that the replies are about.
        survey: The replies.
        how: How they are read; its `least` is at least the workspace's own.
        author: Who does it.

    Returns:
        What was kept; the same replies taken again change nothing.

    Raises:
        UnknownRecord: There is no such study or map.
        UnstatedScale: Nobody says on what scale the scores were given.
    """
    study = workspace.get(Study, study_id)
    journey = journey_of(workspace.map(map_id))
    how = how or Replying()
    least = max(how.least, workspace.settings.privacy.least)
    own = replace(how, least=least)
    found = read_answers(journey, study, survey, own, language=workspace.settings.language)
    # What has brought something to light is no mere plan any more.
    begun = () if study.status != "planned" else (study.model_copy(update={"status": "running"}),)
    workspace.put(*begun, *found.items, author=author)
    return found


def read_answers(
    journey: JourneyMap,
    study: Study,
    survey: Survey,
    how: Replying,
    *,
    language: str = "en",
) -> Answers:
    """
    Turn replies into items.

    Args:
        journey: The map that they are about.
        study: The study that asked.
        survey: The replies: a line for each score with its moment, or a line for each person with
            a column for each question of a questionnaire.
        how: How they are read.
        language: The language of the items' titles.

    Returns:
        The items and what was left out.

    Raises:
        UnstatedScale: Nobody says on what scale the scores were given.
    """
    return _Taker(journey, study, survey, how, language).answers()


class _Taker:
    """
    Knows the map, the study and how replies are read.
    """

    def __init__(
        self, journey: JourneyMap, study: Study, survey: Survey, how: Replying, language: str
    ) -> None:
        agreed = ~refusing(survey)
        self.journey = journey
        self.study = study
        self.how = how
        self.language = language
        self.total = survey.n_replies
        self.survey = survey.take(np.flatnonzero(agreed))
        self.sorts = sorts_of(self.survey)
        self.steps = _moments(journey)
        self.found: Counter[str] = Counter()

    def answers(self) -> Answers:
        others = self.sorts.codes >= len(RIGHT)
        right = self.survey.take(np.flatnonzero(~others))
        questions = asked_in(right, self.journey)
        items = [*self.scores(right), *self.scores(questions.scores(right), Replying())]
        items += [item for one in self.journey.personas for item in self.of_persona(right, one)]
        items += [item for one in questions.several for item in self.ticks(right, one)]
        items += [item for one in questions.graded for item in self.degree(right, one)]
        items += self.quotes(questions.open)
        self.found["answers-of-others"] = int(np.count_nonzero(others))
        unknown = self.sorts.codes == ABSENT
        if WHO in self.survey.columns:
            self.found["answers-of-unknown"] = int(np.count_nonzero(unknown))
        return Answers(
            items=tuple({item.id: item for item in items}.values()),
            replies=self.total,
            others=self.found["answers-of-others"],
            refused=self.total - self.survey.n_replies,
            findings=(*self.findings(), *(() if self.is_read(questions) else self.unread())),
        )

    def is_read(self, questions: Questions) -> bool:
        """
        Tell whether the file has any column that can be read.
        """
        names = {self.how.score, self.how.comment} & self.survey.columns.keys()
        asked = (questions.rated, questions.several, questions.graded, questions.open)
        return bool(names) or any(asked)

    def unread(self) -> Iterator[Diagnostic]:
        columns = ", ".join(sorted(self.survey.columns)) or "–"
        name = "answers-unread"
        yield Finding(name=name, key=f"research.{name}", values={"columns": columns})

    def findings(self) -> Iterator[Diagnostic]:
        refused = self.total - self.survey.n_replies
        for name, n in {"answers-refused": refused, **self.found}.items():
            if n:
                yield Finding(name=name, key=f"research.{name}", values={"n": n}, severity="hint")

    def of_persona(self, survey: Survey, persona: Persona) -> Iterator[Item]:
        """
        Sum up what the customers of a persona's segment say, where the replies tell who they are.
        """
        is_told = persona.segment.keys() <= survey.columns.keys() and not persona.deeds
        if not persona.segment or not is_told:
            return
        is_own = np.ones(survey.n_replies, dtype=np.bool_)
        for name, values in persona.segment.items():
            column = survey.texts(name, at=name)
            wanted = {value if isinstance(value, str) else f"{value:g}" for value in values}
            fits = [text in wanted for text in column.vocabulary]
            # The last place answers for ABSENT, which indexes from the end.
            is_own &= np.asarray([*fits, False], dtype=np.bool_)[column.codes]
        for item in self.scores(survey.take(np.flatnonzero(is_own))):
            name = _name(item.id, persona.id)
            yield item.model_copy(update={"id": name, "persona": persona.id})

    def scores(self, survey: Survey | None, how: Replying | None = None) -> Iterator[Item]:
        """
        Sum up the scores of each moment and kind.
        """
        how = how or self.how
        if survey is None or how.score not in survey.columns or not survey.n_replies:
            return
        question = Satisfaction(score=how.score, kind=how.kind, scale=how.scale)
        day = self.day(survey.last)
        for one in question.answer(survey).scores:
            if one.respondents < self.how.least:
                self.found["answers-of-few"] += one.n
            elif one.mean is not None:
                yield self.score(one, one.mean, day, self.asked(survey))

    def score(
        self, one: Score, mean: float, day: dt.date | None, asked: tuple[Participants, ...]
    ) -> Item:
        place = self.place(one.moment, one.kind)
        bounds = one.mean_interval
        scale = Scale(low=one.scale_low, high=one.scale_high)
        return Item.model_validate(
            {
                "id": _name(self.study.id, one.moment or "whole", one.kind or "score"),
                "title": self.told(one, mean),
                "folder": f"research/{self.study.id}",
                "study": self.study.id,
                "sort": "answer",
                "participants": asked,
                "n": one.respondents,
                "date": day,
                "score": round(mean, _DIGITS),
                "low": None if bounds is None else round(max(bounds.low, scale.low), _DIGITS),
                "high": None if bounds is None else round(min(bounds.high, scale.high), _DIGITS),
                "scale": scale,
                "places": (place,),
            }
        )

    def told(self, one: Score, mean: float) -> str:
        return translate(
            "answers.score",
            self.language,
            about=self.name_of(one.moment),
            kind=one.kind.upper() if one.kind in {"nps", "csat", "ces"} else "",
            score=number(mean, self.language),
            low=number(one.scale_low, self.language),
            high=number(one.scale_high, self.language),
        )

    def ticks(self, survey: Survey, asked: Asked) -> Iterator[Item]:
        """
        Count how many chose each card that was offered.
        """
        counts, total = ticked(survey, asked)
        if total < self.how.least:
            self.found["answers-of-few"] += total
            return
        for card, n in counts.items():
            # A card that nobody chose is no evidence for it.
            if n >= max(1, self.how.least):
                yield self.about_card(survey, asked, card, {"n": n, "total": total})

    def degree(self, survey: Survey, asked: Asked) -> Iterator[Item]:
        """
        Sum up how much a pain point held people back whom it met.
        """
        median, n, total = degrees(survey, asked)
        if total and total < self.how.least:
            self.found["answers-of-few"] += total
        elif median is not None and n >= self.how.least:
            (card,) = asked.cards
            item = self.about_card(survey, asked, card, {"n": n, "total": total})
            scale = Scale(low=1, high=WORST)
            yield item.model_copy(update={"score": median, "scale": scale})

    def about_card(
        self, survey: Survey, asked: Asked, card: str, counts: Mapping[str, int]
    ) -> Item:
        words = asked.words(card, self.language)
        return Item.model_validate(
            {
                "id": _name(self.study.id, asked.column, card),
                "title": translate("answers.chosen", self.language, text=words, **counts),
                "folder": f"research/{self.study.id}",
                "study": self.study.id,
                "sort": "answer",
                "participants": self.asked(survey),
                "n": counts["n"],
                "date": self.day(survey.last),
                "places": (f"{self.journey.id}/card:{card}",),
            }
        )

    def quotes(self, asked: Iterable[Asked]) -> Iterator[Item]:
        """
        Keep what people said in their own words, whoever they are.
        """
        kept = 0
        for one in (None, *asked):
            column = self.how.comment if one is None else one.column
            if column not in self.survey.columns:
                continue
            texts = self.survey.texts(column, at="comment")
            for row in np.flatnonzero(texts.codes != ABSENT).tolist():
                words = (texts.text(row) or "").strip()
                if words and kept < self.how.quotes:
                    kept += 1
                    yield self.quote(row, words, one)
                elif words:
                    self.found["answers-more-quotes"] += 1

    def quote(self, row: int, words: str, asked: Asked | None) -> Item:
        moment = self.survey.moment.text(row)
        who = self.survey.names[self.survey.respondent[row]] if self.survey.names else ""
        when = int(self.survey.timestamp[row])
        code = int(self.sorts.codes[row])
        mark = f"{who}\x1f{moment}\x1f{when}\x1f{words}\x1f{asked.column if asked else ''}"
        digest = hashlib.blake2s(mark.encode(), digest_size=6).hexdigest()
        place = asked.place(self.journey) if asked else self.place(moment, None)
        return Item.model_validate(
            {
                "id": _name(self.study.id, f"q{digest}"),
                "title": words if len(words) <= _TITLE else words[: _TITLE - 1].rstrip() + "…",
                "folder": f"research/{self.study.id}",
                "study": self.study.id,
                "sort": "quote",
                "quote": words,
                "who": who or None,
                "participants": () if code == ABSENT else (_SORTS[code],),
                "date": self.day(None if when == UNDATED else when),
                "topic": asked.topic if asked else None,
                "places": (place,),
            }
        )

    def asked(self, survey: Survey) -> tuple[Participants, ...]:
        """
        Tell which sorts of people replied, where a column says it.
        """
        codes = np.unique(sorts_of(survey).codes)
        return tuple(_SORTS[code] for code in codes.tolist() if code != ABSENT)

    def day(self, instant: int | None) -> dt.date | None:
        return None if instant is None else to_datetime(instant, self.survey.zone).date()

    def name_of(self, moment: str | None) -> str:
        step = self.steps.get(_plain(moment or ""))
        names = {one.id: one.name for one in self.journey.steps}
        words = names.get(step or "", self.journey.title if moment is None else None)
        said = words.said(self.language, otherwise=self.journey.language) if words else moment
        return said or ""

    def place(self, moment: str | None, kind: str | None) -> str:
        """
        Find where in the map a moment belongs, and for a score its lane.
        """
        step = self.steps.get(_plain(moment or ""))
        if step is None:
            self.found["answers-elsewhere"] += moment is not None
            return self.journey.id
        wanted = "emotion" if kind in _FELT else kind
        lane = next((one.id for one in self.journey.lanes if one.kind == wanted), None)
        is_scored = kind is not None and wanted in {"emotion", "importance"}
        cell = f"/lane:{lane}" if lane is not None and is_scored else ""
        return f"{self.journey.id}/step:{step}{cell}"


def fill(
    workspace: Workspace,
    map_id: str,
    found: Iterable[Item],
    *,
    author: str = "",
    write: bool = False,
) -> Citation:
    """
    Put the scores and counts of answers into the cells and behind the cards that they are about.

    Args:
        workspace: The workspace.
        map_id: The id of the map.
        found: The items; quotes wait until somebody says where they belong.
        author: Who does it.
        write: Write the map; else only say what would be changed.

    Returns:
        What was changed, or would be.

    Raises:
        UnknownRecord: There is no such map.
        EditRefused: A place is not in the map any more.
    """
    name = journey_of(workspace.map(map_id)).id
    wanted = [
        (item, place)
        for item in found
        if item.sort == "answer"
        for place in item.places
        if Spot.parse(place).map == name and Spot.parse(place).is_backed
    ]
    return cite_all(workspace, map_id, wanted, author=author, write=write)


def sorts_of(survey: Survey) -> TextColumn:
    """
    Tell what the people who replied are to the company, where a column says it.

    Args:
        survey: The replies.

    Returns:
        A column over the four sorts, customers and prospects first; absent where nobody says it,
        or in words that are not known.
    """
    known = {_plain(word): sort for sort in _SORTS for word in _words_for(sort)}
    if WHO not in survey.columns:
        return TextColumn(np.full(survey.n_replies, ABSENT, dtype=np.int32), _SORTS)
    column = survey.texts(WHO, at=WHO)
    found = [known.get(_plain(text)) for text in column.vocabulary]
    codes = [ABSENT if sort is None else _SORTS.index(sort) for sort in found]
    # The last place answers for ABSENT, which indexes from the end.
    return TextColumn(np.asarray([*codes, ABSENT], dtype=np.int32)[column.codes], _SORTS)


def _words_for(sort: str) -> Iterator[str]:
    yield sort
    yield sort.removesuffix("s")
    for language in LANGUAGES:
        yield translate(f"value.{sort}", language)
        yield translate(f"guide.who.{sort}", language)


def _moments(journey: JourneyMap) -> Mapping[str, str]:
    """
    Find the steps by what replies may call them.
    """
    found = {_plain(words): one.id for one in journey.steps for _, words in one.name.versions}
    return found | {_plain(one.id): one.id for one in journey.steps}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".。")


def _name(*parts: str) -> str:
    name = re.sub(r"[^\w.\-]+", "-", ".".join(parts)).strip("-")
    if len(name) <= _NAME:
        return name
    digest = hashlib.blake2s(name.encode(), digest_size=4).hexdigest()
    return f"{name[: _NAME - 9]}-{digest}"
