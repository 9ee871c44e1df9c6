"""
What to ask: interview guides and questionnaires made from what a map does not know yet.

An interview asks openly and keeps the team's assumptions to the one who asks; a questionnaire gives
choices and scales, whose answers `touchline.workspace.answers` reads back. Only what customers can
tell is asked; the company's own side is left to colleagues.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from touchline.i18n import date_text, translate
from touchline.workspace.knowledge import TOPICS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Step
    from touchline.model.text import LocalText
    from touchline.model.work.item import Topic
    from touchline.workspace.knowledge import GapKind, Knowledge, KnowledgeGap

    Write = Callable[["_Wish"], "GuideQuestion"]

#: How a question is answered: in one's own words, on a scale, by one of several choices, or by any
#: of them.
Form = Literal["open", "scale", "choice", "several"]

#: What can be asked in which lane; others show the company's side or the team's conclusions.
_ASKED = frozenset(
    {"actions", "thoughts", "emotion", "needs", "expectations", "touchpoints", "pain-points",
     "barriers", "enablers", "wants", "importance", "support", "communication", "customer-content"}
)  # fmt: skip
#: What a questionnaire asks on a scale from 1 to 5, and by choosing among a lane's cards.
_RATED = frozenset({"emotion", "importance", "expectations"})
_PICKED = frozenset({"pain-points", "needs", "touchpoints", "barriers", "enablers", "wants"})

#: What nobody knows, from what matters most to what can wait.
_WEIGHTS: dict[GapKind, int] = {
    "empty": 6,
    "others-only": 6,
    "assumption": 5,
    "no-cause": 4,
    "no-severity": 4,
    "stale": 4,
    "no-help": 3,
    "no-why": 3,
    "no-experience": 3,
    "single-voice": 2,
}
#: Questions of their own, by what is missing; the other gaps are asked for by the lane.
_OWN: dict[GapKind, str] = {
    "no-cause": "cause",
    "no-severity": "severity",
    "no-help": "help",
    "no-why": "why",
    "no-experience": "experience",
}
#: A choice among fewer cards than this is no choice.
_FEWEST = 2
#: The worst a pain point can be (R-037).
_WORST = 3

#: How many steps' questions people bear before they tire.
MOST = {"interview": 12, "survey": 15}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideQuestion:
    """
    One question.

    Args:
        id: Its stable name, the same in all languages: `pay.emotion` for what a step's lane asks.
        text: What is asked.
        form: How it is answered.
        options: The names and words of its choices.
        low: What the lowest point of a scale from 1 to 5 is called; empty for other forms.
        high: What the highest is called.
        note: What only the one who asks may see.
        step: The id of the step; None for a question about the whole.
        lane: The kind of the lane; None likewise.
        cards: The ids of the cards that the answer tells of.
        gaps: What nobody knows yet.
    """

    id: str
    text: str
    form: Form = "open"
    options: tuple[tuple[str, str], ...] = ()
    low: str = ""
    high: str = ""
    note: str = ""
    step: str | None = None
    lane: str | None = None
    cards: tuple[str, ...] = ()
    gaps: tuple[GapKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePart:
    """
    Questions that belong together.

    Args:
        title: What they are about.
        stage: The name of the stage; empty for questions about the whole.
        questions: They.
    """

    title: str
    stage: str = ""
    questions: tuple[GuideQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """
    What to ask, in which order.

    Args:
        kind: Whether somebody asks, or people read it themselves.
        map: The id of the map.
        language: The language of its words.
        title: What it is called.
        introduction: What is said first: to the one who asks, or to those who answer.
        parts: The questions.
        left_out: How many questions about steps were left out, so that nobody tires.
        ours: How many gaps lie on the company's side, of which colleagues know.
    """

    kind: Literal["interview", "survey"]
    map: str
    language: str
    title: str
    introduction: str
    parts: tuple[GuidePart, ...]
    left_out: int
    ours: int

    @property
    def questions(self) -> tuple[GuideQuestion, ...]:
        """
        All questions in order.
        """
        return tuple(question for part in self.parts for question in part.questions)

    def plain(self) -> dict[str, Any]:
        """
        Give it to a program.

        Returns:
            Names and values as JSON knows them.
        """
        return asdict(self)


def interview_guide(
    journey: JourneyMap,
    knowledge: Knowledge,
    *,
    language: str | None = None,
    most: int = MOST["interview"],
    purpose: str = "",
) -> Guide:
    """
    Make the guide of an interview.

    Args:
        journey: The map.
        knowledge: What is known of it.
        language: The language of the questions; None takes the map's own.
        most: How many questions about steps at most; what matters most comes in first.
        purpose: For what people's words are used; empty for the general words.

    Returns:
        The guide.
    """
    return _Writer(journey, knowledge, language, purpose).interview(most)


def questionnaire(
    journey: JourneyMap,
    knowledge: Knowledge,
    *,
    language: str | None = None,
    most: int = MOST["survey"],
    purpose: str = "",
) -> Guide:
    """
    Make a questionnaire.

    Args:
        journey: The map.
        knowledge: What is known of it.
        language: The language of the questions; None takes the map's own.
        most: How many questions about steps at most; what matters most comes in first.
        purpose: For what people's words are used; empty for the general words.

    Returns:
        The questionnaire.
    """
    return _Writer(journey, knowledge, language, purpose).survey(most)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """
    One question that a step's gaps ask for.

    Args:
        step: The id of the step.
        lane: The kind of the lane.
        what: The lane's kind for its own question, else what is missing.
        gaps: The gaps that it closes.
        weight: How much it matters.
    """

    step: str
    lane: str
    what: str
    gaps: tuple[KnowledgeGap, ...]
    weight: int


class _Writer:
    """
    Knows the map, what is known of it and the language of the questions.
    """

    def __init__(
        self, journey: JourneyMap, knowledge: Knowledge, language: str | None, purpose: str
    ) -> None:
        self.journey = journey
        self.knowledge = knowledge
        self.language = language or journey.language
        self.purpose = purpose or self.told("guide.purpose")
        self.cards = {card.id: card for _, _, card in journey.cards()}
        self.order = [step.id for step in journey.steps]

    def told(self, key: str, **values: object) -> str:
        return translate(key, self.language, **values)

    def said(self, text: LocalText) -> str:
        return text.said(self.language, otherwise=self.journey.language)

    def interview(self, most: int) -> Guide:
        chosen, left_out = self.chosen(most)
        return self.guide("interview", chosen, left_out, self.open)

    def survey(self, most: int) -> Guide:
        chosen, left_out = self.chosen(most)
        return self.guide("survey", chosen, left_out, self.closed)

    def guide(
        self,
        kind: Literal["interview", "survey"],
        chosen: Sequence[_Wish],
        left_out: int,
        write: Write,
    ) -> Guide:
        title = self.said(self.journey.title)
        by_step = {
            # A rating that two gaps ask for is asked once.
            step: tuple({one.id: one for one in self.written(step, chosen, write)}.values())
            for step in self.order
        }
        return Guide(
            kind=kind,
            map=self.journey.id,
            language=self.language,
            title=self.told(f"guide.{kind}.title", title=title),
            introduction=self.told(f"guide.{kind}.introduction", title=title),
            parts=(
                self.opening(),
                *(self.at_step(step, by_step[step.id], kind) for step in self.steps(by_step)),
                self.closing(),
            ),
            left_out=left_out,
            ours=sum(1 for gap in self.knowledge.gaps if gap.lane_kind not in _ASKED),
        )

    def written(self, step: str, chosen: Sequence[_Wish], write: Write) -> Iterator[GuideQuestion]:
        for wish in chosen:
            if wish.step == step:
                if wish.what == "cause":
                    # Nobody can say why they felt so before they were asked how.
                    yield write(replace(wish, what=wish.lane))
                yield write(wish)

    def steps(self, by_step: dict[str, tuple[GuideQuestion, ...]]) -> Iterator[Step]:
        return (step for step in self.journey.steps if by_step[step.id])

    def opening(self) -> GuidePart:
        """
        Ask who it is that answers (R-111), whether they agree, and what is not known beyond steps.
        """
        sorts = ("customers", "prospects", "employees", "others")
        known = {one.topic for one in self.knowledge.topics if one.people}
        questions = [
            GuideQuestion(
                id="consent",
                text=self.told("guide.consent", purpose=self.purpose),
                form="choice",
                options=tuple((one, self.told(f"guide.consent.{one}")) for one in ("yes", "no")),
            ),
            GuideQuestion(
                id="participants",
                text=self.told("guide.who"),
                form="choice",
                options=tuple((sort, self.told(f"guide.who.{sort}")) for sort in sorts),
                note=self.told("guide.who.note"),
            ),
            *(self.topic(topic) for topic in TOPICS if topic not in known),
        ]
        return GuidePart(title=self.told("guide.opening"), questions=tuple(questions))

    def topic(self, topic: Topic) -> GuideQuestion:
        return GuideQuestion(id=f"topic.{topic}", text=self.told(f"guide.topic.{topic}"))

    def closing(self) -> GuidePart:
        anything = GuideQuestion(id="anything-else", text=self.told("guide.anything-else"))
        return GuidePart(title=self.told("guide.closing"), questions=(anything,))

    def at_step(self, step: Step, questions: tuple[GuideQuestion, ...], kind: str) -> GuidePart:
        if kind == "interview":
            first = GuideQuestion(
                id=f"{step.id}.story", text=self.told("guide.story"), step=step.id
            )
            questions = (first, *questions)
        return GuidePart(
            title=self.said(step.name),
            stage=self.said(self.journey.stage_of(step.id).name),
            questions=questions,
        )

    def chosen(self, most: int) -> tuple[list[_Wish], int]:
        """
        Choose the questions that matter most, in the order of the journey.
        """
        wishes = list(self.wishes())
        ranked = sorted(range(len(wishes)), key=lambda i: (-wishes[i].weight, i))
        kept = sorted(ranked[:most])
        return [wishes[i] for i in kept], len(wishes) - len(kept)

    def wishes(self) -> Iterator[_Wish]:
        marked = {step.id for step in self.journey.steps if step.is_moment_of_truth}
        groups: dict[tuple[str, str, str], list[KnowledgeGap]] = {}
        for gap in self.knowledge.gaps:
            if gap.lane_kind in _ASKED and not self.is_counted(gap):
                what = _OWN.get(gap.kind, gap.lane_kind)
                # A question about one card is asked of each; the others ask for the whole cell.
                about = gap.card or "" if gap.kind in _OWN and gap.kind != "no-cause" else ""
                groups.setdefault((gap.step, what, about), []).append(gap)
        for (step, what, _), gaps in sorted(groups.items(), key=lambda one: self.place(one[1])):
            weight = max(_WEIGHTS[gap.kind] for gap in gaps) + 2 * (step in marked)
            weight += max(self.severity(gap) for gap in gaps)
            lane = gaps[0].lane_kind
            yield _Wish(step=step, lane=lane, what=what, gaps=tuple(gaps), weight=weight)

    def is_counted(self, gap: KnowledgeGap) -> bool:
        """
        Tell whether a card is old news from a log, which is measured anew and not asked for.
        """
        card = self.cards.get(gap.card or "")
        return gap.kind == "stale" and card is not None and card.grade == "measured"

    def place(self, gaps: list[KnowledgeGap]) -> tuple[int, int]:
        lanes = [lane.id for lane in self.journey.lanes]
        return self.order.index(gaps[0].step), lanes.index(gaps[0].lane)

    def severity(self, gap: KnowledgeGap) -> int:
        card = self.cards.get(gap.card or "")
        return 1 if getattr(card, "severity", None) == _WORST else 0

    def open(self, wish: _Wish) -> GuideQuestion:
        """
        Ask openly, as somebody who listens does.
        """
        return GuideQuestion(
            id=self.name(wish),
            text=self.told(f"guide.ask.{wish.what}", text=self.text(wish)),
            note=" ".join(self.notes(wish)),
            **self.about(wish),
        )

    def closed(self, wish: _Wish) -> GuideQuestion:
        """
        Ask so that answers can be counted.
        """
        name, about = self.name(wish), self.about(wish)
        if wish.what in _RATED:
            return GuideQuestion(
                id=name,
                text=self.told(f"guide.rate.{wish.what}"),
                form="scale",
                low=self.told(f"guide.rate.{wish.what}.low"),
                high=self.told(f"guide.rate.{wish.what}.high"),
                **about,
            )
        if wish.what == "experience":
            return GuideQuestion(
                id=f"{wish.step}.expectations",
                text=self.told("guide.rate.expectations"),
                form="scale",
                low=self.told("guide.rate.expectations.low"),
                high=self.told("guide.rate.expectations.high"),
                **about,
            )
        if wish.what == "severity":
            degrees = tuple((str(n), self.told(f"guide.severity.{n}")) for n in range(_WORST + 1))
            text = self.told("guide.rate.severity", text=self.text(wish))
            return GuideQuestion(id=name, text=text, form="choice", options=degrees, **about)
        options = self.options(wish)
        if wish.what in _PICKED and options:
            text = self.told(f"guide.pick.{wish.what}")
            return GuideQuestion(id=name, text=text, form="several", options=options, **about)
        return GuideQuestion(
            id=name, text=self.told(f"guide.ask.{wish.what}", text=self.text(wish)), **about
        )

    def options(self, wish: _Wish) -> tuple[tuple[str, str], ...]:
        """
        Offer what the team assumes, besides none of it and something else.
        """
        cards = [self.cards[gap.card] for gap in wish.gaps if gap.card in self.cards]
        own = [(card.id, self.said(card.text)) for card in _once(cards) if card.text]
        if len(own) < _FEWEST:
            # A single answer to tick would put words into people's mouths.
            return ()
        ends = [(one, self.told(f"guide.pick.{one}")) for one in ("none", "other")]
        return (*own, *ends)

    def name(self, wish: _Wish) -> str:
        if wish.what == wish.lane:
            return f"{wish.step}.{wish.lane}"
        card = wish.gaps[0].card if wish.what != "cause" else None
        return ".".join(part for part in (wish.step, wish.lane, card, wish.what) if part)

    def about(self, wish: _Wish) -> dict[str, Any]:
        return {
            "step": wish.step,
            "lane": wish.lane,
            "cards": tuple(dict.fromkeys(gap.card for gap in wish.gaps if gap.card)),
            "gaps": tuple(dict.fromkeys(gap.kind for gap in wish.gaps)),
        }

    def text(self, wish: _Wish) -> str:
        card = self.cards.get(wish.gaps[0].card or "")
        return self.quoted(card)

    def quoted(self, card: Card | None) -> str:
        """
        Take a card's words into a sentence.
        """
        return self.said(card.text).rstrip(" .。") if card is not None else ""

    def notes(self, wish: _Wish) -> Iterator[str]:
        """
        Tell the one who asks what the team believes, once for each card.
        """
        if wish.what != wish.lane:
            return
        for gap in wish.gaps:
            card = self.cards.get(gap.card or "")
            text = self.quoted(card)
            if card is not None and text and gap.kind in _NOTED:
                since = _latest(card)
                told = date_text(since, self.language) if since else ""
                yield self.told(f"guide.note.{gap.kind}", text=text, date=told)


#: What the one who asks is told of a card.
_NOTED: Collection[GapKind] = frozenset({"assumption", "others-only", "single-voice", "stale"})


def _once(cards: Iterable[Card]) -> Iterable[Card]:
    return {card.id: card for card in cards}.values()


def _latest(card: Card) -> dt.date | None:
    return max((one.date for one in card.evidence if one.date), default=None)
