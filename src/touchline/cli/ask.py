"""
`touchline ask QUESTION SOURCE...`: one question to a log.
"""

from __future__ import annotations

import importlib
import json
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import click

from touchline.analysis import QUESTIONS, Answer, Question, UnknownQuestion
from touchline.analysis._small_groups import Guarded
from touchline.analysis._survey import SurveyQuestion
from touchline.analysis.alignment import Alignment
from touchline.analysis.attribution import Attribution
from touchline.analysis.trend import Trend
from touchline.cli._command import Verb, option, reader
from touchline.cli._executor import executing, executor_options
from touchline.cli._faults import MissingQuestion
from touchline.cli._holidays import listed_days
from touchline.cli._output import as_text, deliver, output_option, say_all
from touchline.cli._paths import costs, path_files, paths_option, read_paths
from touchline.cli._pictures import form_of
from touchline.cli._plans import map_option, say_following
from touchline.cli._privacy import least_group, least_option
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.cli._table import table
from touchline.i18n import has_message, translate

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from touchline.eventlog.log import EventLog

EXAMPLES = (
    (
        "touchline ask funnel online_retail_uk/events.csv.gz"
        ' --steps "first order" --steps "second order" --window 90d'
    ),
    "touchline ask transitions online_retail_uk/events.csv.gz --json",
    "touchline ask variants complete_journey_grocery/events.csv.gz --format csv",
    "touchline ask transitions online_retail_uk/events.csv.gz -o transitions.svg --language de",
)

#: The options of a picture.
_LOOK = ("language", "theme", "width")


class Ask(click.Group):
    """
    A verb with one command a question, made from the question's own fields.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """
        Take the question, the first word.

        Raises:
            MissingQuestion: There is no word at all.
        """
        if not args:
            raise MissingQuestion(command=ctx.command_path, known=", ".join(QUESTIONS))
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """
        List the questions.
        """
        del ctx
        return list(QUESTIONS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """
        Build the command of one question.

        Raises:
            UnknownQuestion: There is no such question.
        """
        del ctx
        if cmd_name not in QUESTIONS:
            raise UnknownQuestion.among(cmd_name, QUESTIONS)
        return _command(QUESTIONS[cmd_name])

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """
        Write usage, the questions and examples.
        """
        language = reader()
        usage = f"{ctx.command_path} QUESTION SOURCE..."
        formatter.write(translate("cli.usage", language, usage=usage) + "\n\n")
        formatter.write_text(translate("cli.ask.summary", language))
        formatter.write("\n" + translate("cli.ask.questions", language) + "\n")
        formatter.indent()
        rows = [(name, translate(f"question.{name}.summary", language)) for name in QUESTIONS]
        formatter.write_dl(rows)
        formatter.dedent()
        formatter.write("\n" + translate("cli.examples", language) + "\n")
        formatter.write("".join(f"  {example}\n" for example in EXAMPLES))


def _command(question: type[Question]) -> Verb:
    fields = [_option(question.name, name, field) for name, field in question.model_fields.items()]
    taken = {field.name for field in fields}
    if question is Alignment:
        # A map names the steps as well.
        fields = [map_option(), *fields]
        fields[1 + list(question.model_fields).index("steps")].required = False
    of_survey = issubclass(question, SurveyQuestion)
    shared = [item for item in source_options(of_survey=of_survey) if item.name not in taken]
    answer_format = option(
        "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text"
    )
    as_json = option(
        "--json", "form", key="cli.option.json", flag_value="json", type=str, is_flag=True
    )
    return Verb(
        key=f"question.{question.name}",
        name=question.name,
        callback=lambda **values: _ask(question, values),
        params=[
            source_argument(required=question is not Attribution),
            *fields,
            *([paths_option()] if question is Attribution else []),
            *shared,
            *executor_options(),
            least_option(),
            answer_format,
            as_json,
            output_option(),
            *(item for item in _look_options() if item.name not in taken),
        ],
    )


def _look_options() -> list[click.Option]:
    return [
        option("--language", key="cli.ask.language", metavar="TAG"),
        option("--theme", key="cli.ask.theme", default="paper", metavar="THEME"),
        option("--width", key="cli.ask.width", type=click.IntRange(320, 10_000)),
    ]


def _ask(question: type[Question], values: dict[str, Any]) -> None:
    output = values.pop("output")
    form = form_of(output, values.pop("form"))
    # A question may have an option of that name of its own, such as the column of a language.
    own = question.model_fields
    look = {name: None if name in own else values.pop(name) for name in _LOOK}
    least = least_group(values)
    asked = {name: values.pop(name) for name in question.model_fields}
    if asked.get("holidays"):
        asked["holidays"] = listed_days(asked["holidays"])
    # A single sum is a cost as well, and stands in no file.
    if isinstance(asked.get("cost"), tuple):
        asked["cost"] = costs(asked["cost"])
    given = {name: _value(value) for name, value in asked.items() if not _is_blank(value)}
    journey = values.pop("map_file", None)
    wanted = None if journey else question(**given)
    sources, log = values["sources"], None
    with executing(values, sources):
        if wanted:
            found, log = _answer(wanted, values)
        else:
            found = _aligned(journey, given, values)
    answer = found.guarded(least) if least > 1 else found
    if form == "json":
        deliver(as_text(answer.to_dict()), output)
    elif form == "csv":
        deliver(answer.to_csv(), output)
    elif form == "picture":
        drawing = importlib.import_module("touchline.cli._charted")
        deliver(drawing.picture(answer, output, look, sources, log), output)
    else:
        deliver(_as_table(answer), output)
        if not isinstance(answer, Guarded) or answer.shows("share"):
            say_following(found)
    if form != "json":
        say_all(answer.warnings)


def _as_table(answer: Answer | Guarded) -> str:
    rows = answer.rows()
    if getattr(answer.question, "per", None) == "session":
        # What is counted is called so.
        rows = [{"sessions" if k == "cases" else k: v for k, v in row.items()} for row in rows]
    return table(rows, reader(), getattr(answer, "unit", "amount"))


def _aligned(journey: str, given: dict[str, Any], values: dict[str, Any]) -> Answer:
    aligned: Answer = importlib.import_module("touchline.cli._aligned").align_map(
        journey, given, values
    )
    return aligned


def _answer(wanted: Question, values: dict[str, Any]) -> tuple[Answer, EventLog | None]:
    file = values.pop("path_file", None)
    options = LogOptions.taken_from(values)
    if isinstance(wanted, SurveyQuestion):
        told: Answer = wanted.answer(options.read_survey())
        return told, None
    if isinstance(wanted, Trend) and isinstance(wanted.of, SurveyQuestion):
        return wanted.answer(options.read_survey()), None
    if isinstance(wanted, Attribution):
        files = path_files(file, options.sources)
        if files is not None:
            return wanted.answer_paths(read_paths(files)), None
    log = options.read()
    return wanted.answer(log), log


def _is_blank(value: Any) -> bool:
    return value is None or value == ()


def _option(question: str, name: str, field: FieldInfo) -> click.Option:
    kind = _bare(field.annotation)
    flag = "--" + name.replace("_", "-")
    key = f"question.{question}.{name}"
    key = key if has_message(key) else f"question.{name}"
    settings: dict[str, Any] = {"key": key, "required": field.is_required()}
    if kind is bool:
        settings["is_flag"] = True
        if field.default:
            flag, settings["default"] = f"{flag}/--no{flag[1:]}", True
    elif get_origin(kind) is Literal:
        settings |= {"type": click.Choice([str(word) for word in get_args(kind)])}
    elif get_origin(kind) is tuple:
        settings |= {"multiple": True}
    return option(flag, **settings)


def _bare(kind: Any) -> Any:
    if get_origin(kind) in {Union, UnionType}:
        return next(part for part in get_args(kind) if part is not type(None))
    return kind


def _value(given: Any) -> Any:
    # A predicate or a nested question is written as JSON, everything else as it is.
    if isinstance(given, tuple):
        return tuple(_value(item) for item in given)
    if isinstance(given, str) and given[:1] in {"{", "["}:
        try:
            return json.loads(given)
        except ValueError:
            return given
    return given


command = Ask(name="ask", context_settings={"help_option_names": ["-h", "--help"]})
