"""
What customers write about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Interval, Record
from touchline.analysis._consent import refusing
from touchline.analysis._record import interval
from touchline.analysis._survey import Basis, SurveyQuestion
from touchline.analysis._terms import closed, language_of, terms
from touchline.analysis._warnings import warning
from touchline.eventlog.columns import ABSENT, TextColumn
from touchline.kernels.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.eventlog.survey import Survey

#: Terms that share at least this part of their comments are one theme.
_ALIKE = 0.5
#: How many comments and how many terms are quoted.
_N_QUOTES, _N_TERMS = 3, 5


class Comment(NamedTuple):
    """
    What several customers may have written word for word.

    Args:
        language: Its language tag.
        text: The words.
        moment: What it is about; empty for the whole.
    """

    language: str
    text: str
    moment: str


@dataclass(frozen=True, slots=True)
class Comments:
    """
    How often each comment was written.

    Args:
        counts: For each comment how many replies.

    Shapes:
        none.

    Units:
        replies.

    Source:
        docs/explanation/themes.md.
    """

    counts: Mapping[Comment, int]

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the comments of buckets.
        """
        total: Counter[Comment] = Counter()
        for part in parts:
            total.update(part.counts)
        return cls(total)


class Theme(Record):
    """
    Terms that stand in the same comments.

    Args:
        language: The language of the comments.
        theme: The term in most of them.
        terms: It and the others, the most frequent first.
        n: How many comments hold one of the terms.
        share: Of all comments in that language.
        interval: Wilson's interval of that share.
        moments: What these comments are about, the most frequent first.
        quotes: Some of them word for word, the most frequent first.
    """

    language: str
    theme: str
    terms: tuple[str, ...]
    n: int
    share: float
    interval: Interval | None
    moments: tuple[str, ...]
    quotes: tuple[str, ...]


class ThemesAnswer(Answer):
    """
    The themes of each language, the most frequent first; a comment may belong to several.

    Args:
        themes: The entries.
        comments: How many comments there are.
        without_theme: How many of them belong to no theme.
    """

    table: ClassVar[str] = "themes"
    row_type: ClassVar[type[Record]] = Theme

    themes: tuple[Theme, ...]
    comments: int
    without_theme: int


class Themes(SurveyQuestion[Comments, ThemesAnswer]):
    """
    What customers write about, language by language, with how many and in their own words.

    Terms are found by counting, without any model: the same comments always have the same themes.

    Args:
        comment: The column of the comments.
        language: The column of their languages; without such a column the language is guessed from
            script and small words.
        moment: Look only at replies about this moment.
        least: How many comments a theme has at least.
        top: How many themes a language has at most.
        start: Count replies from here on.
        end: Count replies before this.

    Shapes:
        answer.themes one entry a theme.

    Units:
        shares in [0, 1].

    Raises:
        UnknownColumn: There is no such column of comments.

    Cost:
        O(different comments x their length), and O(t²) in t frequent terms.

    Source:
        docs/explanation/themes.md.
    """

    name: ClassVar[str] = "themes"

    comment: str = Field(default="comment", description="The column of the comments.")
    language: str = Field(default="language", description="The column of their languages.")
    moment: str | None = Field(default=None, description="Look only at replies about this moment.")
    least: int = Field(default=3, ge=1, description="How many comments a theme has at least.")
    top: int = Field(default=10, ge=1, description="How many themes a language has at most.")

    def kept(self, survey: Survey) -> Comments:
        """
        Count the comments.
        """
        texts = survey.texts(self.comment, at="comment")
        # The words of people who did not agree are neither counted nor shown.
        asked = self.is_asked(survey) & (texts.codes != ABSENT) & ~refusing(survey)
        if self.moment is not None:
            names = survey.moment.vocabulary
            wanted = names.index(self.moment) if self.moment in names else None
            asked &= survey.moment.codes == (len(names) if wanted is None else wanted)
        languages = TextColumn(np.full(survey.n_replies, ABSENT, dtype=np.int32), ())
        if self.language in survey.columns:
            languages = survey.texts(self.language, at="language")
        rows = np.flatnonzero(asked)
        table = np.column_stack(
            [column.codes[rows] for column in (languages, texts, survey.moment)]
        )
        keys, counts = np.unique(table, axis=0, return_counts=True)
        found: Counter[Comment] = Counter()
        for (language, text, moment), n in zip(keys.tolist(), counts.tolist(), strict=True):
            words = texts.vocabulary[text].strip()
            tag = language_of(words) if language == ABSENT else languages.vocabulary[language]
            about = "" if moment == ABSENT else survey.moment.vocabulary[moment]
            found[Comment(tag, words, about)] += n
        return Comments(found)

    def told(self, summary: Comments, basis: Basis) -> ThemesAnswer:
        """
        Turn comments into themes.
        """
        by_language: dict[str, list[tuple[Comment, int]]] = defaultdict(list)
        for comment in sorted(summary.counts):
            by_language[comment.language].append((comment, summary.counts[comment]))
        themes: list[Theme] = []
        without = 0
        for language in sorted(by_language):
            own, left = self._of(language, by_language[language])
            themes += own
            without += left
        total = sum(summary.counts.values())
        few = [] if themes or not total else [warning("no-theme", "themes", n=total)]
        return ThemesAnswer(
            question=self,
            n_cases=basis.n_cases,
            n_events=basis.n_events,
            warnings=(*basis.warnings, *few),
            themes=tuple(themes),
            comments=total,
            without_theme=without,
        )

    def _of(self, language: str, written: list[tuple[Comment, int]]) -> tuple[list[Theme], int]:
        """
        Find the themes of one language, and how many comments belong to none.
        """
        places: dict[str, set[int]] = defaultdict(set)
        for place, (comment, _) in enumerate(written):
            for term in terms(comment.text, language):
                places[term].add(place)
        counts = [n for _, n in written]

        def n_of(comments: frozenset[int] | set[int]) -> int:
            return sum(counts[place] for place in comments)

        frequent = {
            term: frozenset(comments)
            for term, comments in places.items()
            if n_of(comments) >= self.least
        }
        kept = closed(frequent)
        free = sorted(kept, key=lambda term: (-n_of(kept[term]), -len(term), term))
        themes: list[Theme] = []
        covered: set[int] = set()
        while free and len(themes) < self.top:
            seed = kept[free[0]]
            own = [term for term in free if _likeness(kept[term], seed) >= _ALIKE]
            free = [term for term in free if term not in own]
            comments = frozenset[int]().union(*(kept[term] for term in own))
            covered |= comments
            chosen = [written[place] for place in sorted(comments)]
            themes.append(_theme(language, tuple(own[:_N_TERMS]), chosen, sum(counts)))
        themes.sort(key=lambda theme: (-theme.n, theme.theme))
        return themes, sum(counts) - n_of(covered)


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)


def _theme(
    language: str, own: tuple[str, ...], chosen: list[tuple[Comment, int]], total: int
) -> Theme:
    n = sum(count for _, count in chosen)
    moments: Counter[str] = Counter()
    quotes: Counter[str] = Counter()
    for comment, count in chosen:
        moments[comment.moment] += count
        quotes[comment.text] += count
    return Theme(
        language=language,
        theme=own[0],
        terms=own,
        n=n,
        share=n / total,
        interval=interval(wilson(n, total)),
        moments=tuple(moment for moment, _ in _most(moments) if moment),
        quotes=tuple(quote for quote, _ in _most(quotes)[:_N_QUOTES]),
    )


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))
