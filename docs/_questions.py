"""
The pages of the questions, each with an answer that is computed while the page is made.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from docs._markdown import arguments, fenced, listed, page, plain, prose, sections, table
from touchline.analysis import QUESTIONS, Question, Step
from touchline.analysis._survey import SurveyQuestion
from touchline.analysis._tables import flat_row
from touchline.eventlog.log import EventLog
from touchline.i18n import has_message, translate
from touchline.registry import names
from touchline.sources import read_survey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

    from touchline.analysis import Answer
    from touchline.eventlog.survey import Survey

#: Four customers of a shop, few enough to count by hand.
EVENTS = """\
customer,event,at,channel
ann,visit,2026-01-01T10:00,web
ann,sign up,2026-01-02T10:00,web
ann,pay,2026-01-04T10:00,app
ben,visit,2026-01-01T12:00,web
ben,visit,2026-01-06T12:00,app
ben,sign up,2026-01-07T12:00,app
cam,visit,2026-01-03T09:00,web
cam,pay,2026-01-05T09:00,shop
dee,visit,2026-01-28T09:00,web
"""
#: The activities in the order that customers should take.
STEPS = ("visit", "sign up", "pay")
FILE = "shop.csv"
#: What customers of the shop said, for the questions that are asked of replies.
REPLIES = """\
customer,moment,date,kind,score,again,comment
ann,pay,2026-01-05,csat,5,9,Paying was quick
ben,pay,2026-01-08,csat,2,3,Paying by card did not work
cam,visit,2026-01-03,csat,4,8,Nice photos
cam,pay,2026-01-06,csat,4,8,Paying was quick and easy
dee,visit,2026-01-28,csat,3,6,
"""
REPLIES_FILE = "replies.csv"
#: What an example states beyond what its question needs, so that so few customers show something.
FURTHER: dict[str, dict[str, Any]] = {
    "segments": {"segments": ("did sign up", "did not pay within 7d")},
    "attribution": {"conversion": "pay", "model": "linear"},
    "completion": {"target": "pay"},
    "friction": {"target": "pay", "inactivity": "7d", "least": 1},
    "impact": {"change": "2026-01-03"},
    "drivers": {"overall": "score", "columns": ["again"]},
    "prospects": {"target": "pay", "horizon": "2d"},
    "path": {"case_id": "ann"},
    "reasons": {"least": 1},
    "retention": {"per": "week"},
    "roi": {"target": "pay", "cut_exit": ("visit:0.5",), "cost": 20.0, "worth": 80.0},
    "what-if": {"target": "pay", "cut_exit": ("visit:0.5",)},
    "themes": {"least": 2},
}
#: A list that holds neither lists nor objects.
_SHORT_LIST = re.compile(r"\[[^\[\]{}]*\]")


def pages() -> Mapping[str, str]:
    """
    Write a page for each question, one that lists them, and the log that they are asked of.

    Returns:
        Texts by file name.
    """
    known = names("touchline.analysis")
    found = {f"questions/{name}.md": one(QUESTIONS[name]) for name in known}
    rows = ((f"[{name}]({name}.md)", translate(f"question.{name}.summary")) for name in known)
    index = page(
        "Questions",
        "A question is asked of a log: `touchline ask QUESTION SOURCE`, in Python"
        " `Question(...).answer(log)`, or as JSON. What the numbers mean is told in"
        " [questions](../../explanation/questions.md).",
        table(("question", "what it tells"), rows),
        f"The examples ask four customers of a shop, [{FILE}]({FILE}):",
        fenced(EVENTS, "csv"),
        f"Questions about what customers say are asked of their replies,"
        f" [{REPLIES_FILE}]({REPLIES_FILE}):",
        fenced(REPLIES, "csv"),
    )
    data = {f"questions/{FILE}": EVENTS, f"questions/{REPLIES_FILE}": REPLIES}
    return {**found, "questions/README.md": index, **data}


def one(kind: type[Question]) -> str:
    """
    Write the page of a question.

    Args:
        kind: The question.

    Returns:
        Markdown.
    """
    question = example(kind)
    answer: Answer
    if isinstance(question, SurveyQuestion):
        file, answer = REPLIES_FILE, question.answer(replies())
    else:
        file, answer = FILE, question.answer(log())
    told = sections(kind)
    asked = {"name": kind.name, **question.model_dump(mode="json", exclude_unset=True)}
    parts = ("Shapes", "Units", "Cost", "Source")
    return page(
        kind.name,
        *prose(kind),
        f"What is counted, and how: [{kind.name}](../../explanation/{kind.name}.md).",
        "## Fields",
        _fields(kind),
        "## Example",
        f"Of the customers in [{file}]({file}), on the command line:",
        fenced("$ " + command(question), "console"),
        "As JSON, with the fields that are set:",
        fenced(_json(asked), "json"),
        "The answer:",
        fenced(_json(_rounded(answer.to_dict())), "json"),
        "## Columns",
        f"The table that `to_frame()`, `to_csv()` and `--format csv` give has one row for each of"
        f" `answer.{answer.table}`.",
        _columns(answer),
        "## Small print",
        listed(f"{name}: {plain(told[name])}" for name in parts if name in told),
    )


def replies() -> Survey:
    """
    Read the replies of the examples.

    Returns:
        A survey of four customers.
    """
    rows = list(csv.DictReader(io.StringIO(REPLIES)))
    return read_survey(pa.table({name: [row[name] for row in rows] for name in rows[0]}))


def log() -> EventLog:
    """
    Read the events of the examples.

    Returns:
        A log of four cases.
    """
    rows = csv.DictReader(io.StringIO(EVENTS))
    called = {"customer": "case", "event": "activity", "at": "timestamp"}
    return EventLog.from_events(
        [{called.get(name, name): cell for name, cell in row.items()} for row in rows]
    )


def example(kind: type[Question]) -> Question:
    """
    Ask a question with what it cannot do without, and with a window where it takes one.

    Args:
        kind: The question.

    Returns:
        The question about the shop's activities.
    """
    free = iter(STEPS)
    options: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        if name == "window":
            options[name] = "7d"
        elif field.is_required():
            options[name] = _needed(field, next(free))
    return kind(**{**options, **FURTHER.get(kind.name, {})})


def command(question: Question) -> str:
    """
    Write a question as a command line.

    Args:
        question: The question.

    Returns:
        The line, which works beside the file of events.
    """
    file = REPLIES_FILE if isinstance(question, SurveyQuestion) else FILE
    words = ["touchline", "ask", question.name, file]
    for name in sorted(question.model_fields_set, key=list(type(question).model_fields).index):
        given = question.to_dict()[name]
        for part in given if isinstance(given, list) else [given]:
            words += [_flag(name), _word(part)]
    return " ".join(words)


def _needed(field: FieldInfo, activity: str) -> Any:
    if field.annotation is Step:
        return activity
    if field.annotation is Question:
        return QUESTIONS["funnel"](steps=STEPS, window="7d")
    return STEPS


def _word(given: Any) -> str:
    """
    Write a value as a word of a command line.
    """
    if isinstance(given, dict):
        shown = {name: part for name, part in given.items() if part not in (None, [], False)}
        return f"'{json.dumps(shown)}'"
    return f'"{given}"' if " " in str(given) else str(given)


def _json(value: Any) -> str:
    """
    Print JSON with short lists in one line.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _SHORT_LIST.sub(lambda match: " ".join(match[0].split()), text)


def _rounded(value: Any) -> Any:
    """
    Cut numbers to what every machine computes alike.
    """
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list) else value


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _fields(kind: type[Question]) -> str:
    rows = []
    for name, field in kind.model_fields.items():
        key = f"question.{kind.name}.{name}"
        words = translate(key if has_message(key) else f"question.{name}")
        usual = "needed" if field.is_required() else f"`{_usual(field.default)}`"
        rows.append((f"`{name}`", f"`{_flag(name)}`", usual, words))
    return table(("field", "option", "usually", "meaning"), rows)


def _usual(default: object) -> str:
    return {"None": "none", "()": "none", "False": "no", "True": "yes"}.get(str(default)) or str(
        default
    )


def _columns(answer: Answer) -> str:
    told = arguments(answer.row_type)
    by_key = {name.replace("_us", "_seconds"): text for name, text in told.items()}
    by_key |= {name: text for name, text in told.items() if name not in by_key}
    rows = ((f"`{column}`", _meaning(column, by_key)) for column in flat_row(answer.row_type, {}))
    return table(("column", "meaning"), rows)


def _meaning(column: str, told: dict[str, str]) -> str:
    for end, words in (("_low", " The lower bound."), ("_high", " The upper bound.")):
        outer = column.removesuffix(end)
        if column not in told and outer != column and outer in told:
            return told[outer] + words
    return told.get(column, "")
