"""
A shop in which one customer, `kunde-0042`, has left traces everywhere.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.workspace.shop_research import MAP, item, study
from touchline.model.work.audience import Audience
from touchline.model.work.feedback import Feedback
from touchline.model.work.log import Log
from touchline.model.work.persona import Persona
from touchline.model.work.walk import Walk
from touchline.sources import compile_log
from touchline.workspace.citing import cite
from touchline.workspace.map_versions import keep_version
from touchline.workspace.syncing import sync

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.workspace import Workspace

WHO = "kunde-0042"

#: What this customer said, and what was noted of them.
QUOTE = "I lost my purse that day and wept at the till"
OTHERS = "The reader takes for ever"
FRICTION = "The shop assistant laughed at my accent"
NOTED = "Pays with coins because of debts"

EVENTS = "case,activity,timestamp,channel,city\n" + "".join(
    f"kunde-{number:04},{activity},2026-05-{day:02}T10:00:00Z,shop,Delft\n"
    for number in range(40, 46)
    for day, activity in ((1, "choose"), (2, "pay"))
)
#: This customer alone lives in Assen, and complained by telephone.
ONLY = (
    "kunde-0042,complain of the laughter,2026-05-03T10:00:00Z,telephone,Assen\n"
    "kunde-0042,pay,2026-05-04T10:00:00Z,shop,Assen\n"
)

#: Words that must be gone, wherever they were.
WORDS = (WHO, QUOTE, FRICTION, NOTED, "Assen", "complain of the laughter")


def fill(workspace: Workspace) -> None:
    """
    Let the customer leave traces.
    """
    folder = workspace.folder
    text = MAP.replace("# Guessed in the workshop.", f"# Guessed; see the call with {WHO}.")
    (folder / "shop.map.yaml").write_text(text, encoding="utf-8")
    workspace.shelf.refresh()
    workspace.put(
        study(),
        item("q1", QUOTE, sort="quote", quote=QUOTE, who=WHO),
        item("q2", OTHERS, sort="quote", quote=OTHERS, who="kunde-0041"),
        item("n1", NOTED, sort="observation", who=WHO),
        Persona.model_validate({"id": "nora", "title": "Nora", "quotes": [QUOTE, OTHERS]}),
        author="ann",
    )
    # Known under a wrong name first.
    workspace.put(item("q3", "Likes the tea", who=WHO, quote="Lovely tea, says kunde-0042"))
    workspace.put(item("q3", "Likes the tea", who="kunde-0041", quote="Lovely tea"))
    for name, place in (
        ("q1", "shop/step:pay/lane:pains"),
        ("q1", "shop/card:slow"),
        ("q2", "shop/card:slow"),
        ("n1", "shop/step:choose/lane:wishes"),
    ):
        cite(workspace, name, place, author="ann")
    workspace.put(_walk(), _feedback(), _audience(), author="ann")
    keep_version(workspace, folder / "shop.map.yaml", "Spring", author="ann")
    # Thrown away, and still there.
    workspace.put(item("q4", "In the bin", who=WHO, quote=QUOTE))
    workspace.move("item", "q4", "trashed")
    sync(workspace)


def _walk() -> Walk:
    return Walk.model_validate(
        {
            "id": "walk-1",
            "title": "A walk",
            "map": "shop",
            "walker": WHO,
            "who": "customers",
            "date": dt.date(2026, 5, 9),
            "steps": [{"step": "pay", "friction": [FRICTION]}],
        }
    )


def _feedback() -> Feedback:
    return Feedback.model_validate(
        {
            "id": "asked",
            "title": "Is it so?",
            "map": "shop",
            "asks": "sales",
            "asked": dt.date(2026, 5, 9),
            "remarks": [
                {"text": "It hurt me", "by": WHO, "date": dt.date(2026, 5, 10)},
                {"text": "We know", "by": "ben", "date": dt.date(2026, 5, 11)},
            ],
        }
    )


def _audience() -> Audience:
    return Audience.model_validate(
        {
            "id": "callers",
            "title": "To be called",
            "map": "shop",
            "steps": ["pay"],
            "purpose": f"Calling all but {WHO}",
            "basis": "contract",
            "segment": {"case": [WHO, "kunde-0041"]},
        }
    )


def add_logs(workspace: Workspace) -> None:
    """
    Register a log that is compiled, and one that is a table.
    """
    folder = workspace.folder
    (folder / "raw").mkdir()
    table(folder).write_text(EVENTS + ONLY, encoding="utf-8")
    compile_log(table(folder), folder / "log", n_buckets=4)
    workspace.put(
        Log.model_validate({"id": "compiled", "title": "Compiled", "files": ["log"]}),
        Log.model_validate({"id": "table", "title": "Table", "files": ["raw/events.csv"]}),
    )


def table(folder: Path) -> Path:
    """
    Name the file of the table.
    """
    return folder / "raw" / "events.csv"


def files_with(folder: Path, words: str) -> list[str]:
    """
    List the files below a folder whose bytes hold some words, or whose names do.
    """
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        texts = (words.encode(), words.encode("utf-16-le"))
        if words in file.name or any(one in file.read_bytes() for one in texts):
            found.append(file.relative_to(folder).as_posix())
    return found
