"""
`touchline erase ID`: somebody is erased from logs, maps, records and their history, with a proof.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from touchline.cli._command import Verb, option, reader
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._faults import MissingArgument, SuperfluousArgument
from touchline.cli._output import as_text, deliver, json_option
from touchline.cli._person import (
    person_argument,
    person_options,
    plain_counts,
    plain_left,
    told_counts,
    told_left,
    traces_of,
)
from touchline.cli._plain import harmless
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.i18n import date_text, list_text, translate
from touchline.workspace.privacy.checks import check
from touchline.workspace.privacy.erasing import Due, Erased, due, erase
from touchline.workspace.privacy.overdue import erase_overdue, overdue_holdings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.model.work.erasure import LeftPlace
    from touchline.workspace import Workspace
    from touchline.workspace.privacy.checks import Checked
    from touchline.workspace.privacy.overdue import OverdueHoldings

EXAMPLES = (
    "touchline erase P2 --workspace shop",
    "touchline erase P2 --yes --workspace shop",
    "touchline erase --check --workspace shop",
    "touchline erase --overdue --workspace shop",
)


def _erase(person: str | None, workspace: str, author: str | None, **values: Any) -> int:
    _must_be_clear(person, values)
    with opened(workspace) as found:
        if values["check"]:
            names = traces_of(found, person, values).names if person else None
            return _checked(check(found, names), as_json=values["as_json"])
        if values["overdue"]:
            return _overdue(found, author_of(author), values)
        traces = traces_of(found, person or "", values)
        if values["yes"]:
            done = erase(found, traces, author=author_of(author), files=values["files"])
            _deliver_done(done, as_json=values["as_json"])
        else:
            _deliver_due(due(found, traces, files=values["files"]), as_json=values["as_json"])
    return OK


def _must_be_clear(person: str | None, values: dict[str, Any]) -> None:
    """
    Refuse what nobody can mean: nothing at all, or two things at once.
    """
    words = {"command": "touchline erase", "help": "touchline erase --help"}
    if not person and not (values["check"] or values["overdue"]):
        raise MissingArgument(name="ID", **words)
    if values["overdue"] and (person or values["check"]):
        raise SuperfluousArgument(detail=person or "--check", **words)
    if values["check"] and values["yes"]:
        raise SuperfluousArgument(detail="--yes", **words)


def _overdue(workspace: Workspace, author: str, values: dict[str, Any]) -> int:
    today = dt.datetime.now().astimezone().date()
    if values["yes"]:
        done = erase_overdue(workspace, today, author=author, files=values["files"])
        _deliver_done(done, as_json=values["as_json"])
        return OK
    found = overdue_holdings(workspace, today)
    if values["as_json"]:
        deliver(as_text(_overdue_record(found)), None)
    else:
        deliver(_overdue_text(found), None)
    return OK


def _overdue_record(found: OverdueHoldings) -> dict[str, Any]:
    return {
        "erased": False,
        "overdue": [one.plain() for one in found.listed],
        "left": plain_left(found.left),
    }


def _overdue_text(found: OverdueHoldings) -> str:
    language = reader()
    if not found.listed:
        return translate("erase.nothing-overdue", language) + "\n"
    lines = [translate("erase.overdue", language)]
    for one in found.listed:
        day = date_text(one.due, language)
        words = {"title": one.title or one.id, "day": day, "reason": one.reason.replace("-", "_")}
        lines.append("  " + translate("erase.overdue-record", language, **words))
    return _lines([*lines, *_staying(found.left)])


def _deliver_due(found: Due, *, as_json: bool) -> None:
    language = reader()
    if as_json:
        record = {
            "erased": False,
            "interrupted": found.is_begun,
            "places": plain_counts(found.places),
            "left": plain_left(found.left),
        }
        deliver(as_text(record), None)
        return
    key = "erase.would" if found.places else "erase.nothing-here" if found.left else "erase.nothing"
    lines = [translate(key, language), *told_counts(found.places)]
    if found.is_begun:
        lines.append(translate("erase.interrupted", language))
    deliver(_lines([*lines, *_staying(found.left)]), None)


def _deliver_done(done: Erased, *, as_json: bool) -> None:
    proof, language = done.proof, reader()
    counts = {(one.sort, one.where): one.n for one in proof.erased} if proof else {}
    if as_json:
        record = {
            "erased": proof is not None,
            "proof": proof.id if proof else None,
            "places": plain_counts({(str(sort), where): n for (sort, where), n in counts.items()}),
            "left": plain_left(done.left),
        }
        deliver(as_text(record), None)
        return
    if proof is None:
        lines = [translate("erase.nothing-here" if done.left else "erase.nothing", language)]
    else:
        told = told_counts({(str(sort), where): n for (sort, where), n in counts.items()})
        lines = [translate("erase.done", language), *told]
    lines += _staying(done.left)
    if proof is not None:
        lines += [translate("erase.proof", language, id=proof.id)]
        lines += [translate("erase.copies", language)]
    deliver(_lines(lines), None)


def _staying(left: Iterable[LeftPlace]) -> list[str]:
    lines = list(told_left(left))
    return [translate("erase.stays", reader()), *lines] if lines else []


def _lines(lines: Iterable[str]) -> str:
    return harmless("\n".join(lines)) + "\n"


def _checked(found: tuple[Checked, ...], *, as_json: bool) -> int:
    language = reader()
    if as_json:
        deliver(as_text([one.plain() for one in found]), None)
    elif not found:
        deliver(translate("erase.no-proof", language) + "\n", None)
    else:
        deliver(_lines(_told(one) for one in found), None)
    return OK if all(one.is_sound for one in found) else FINDINGS


def _told(one: Checked) -> str:
    language = reader()
    day = date_text((one.proof.finished or one.proof.begun).date(), language)
    words = {"id": one.proof.id, "day": day, "standing": one.standing.replace("-", "_")}
    line = translate("erase.checked", language, **words)
    if one.still:
        line += "\n  " + translate("erase.still", language, places=list_text(one.still, language))
    if one.back:
        places = list_text(one.back, language)
        line += "\n  " + translate("erase.back", language, places=places)
    return line


command = Verb(
    key="cli.erase",
    examples=EXAMPLES,
    callback=_erase,
    params=[
        person_argument(required=False),
        option("--yes", key="cli.erase.yes", is_flag=True),
        option("--files", key="cli.erase.files", is_flag=True),
        *person_options(),
        option("--overdue", key="cli.erase.overdue", is_flag=True),
        option("--check", key="cli.erase.check", is_flag=True),
        workspace_option(),
        author_option(),
        json_option(),
    ],
)
