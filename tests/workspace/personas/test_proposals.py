"""
Drafts of personas from the kinds of journeys in a log, or from an attribute of customers (R-114).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.workspace.customers import compiled_shop, shop_log
from touchline.analysis import UnknownAttribute
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES
from touchline.model.work.persona import Persona
from touchline.samples import INVENTED
from touchline.sources import read_log
from touchline.workspace import Workspace
from touchline.workspace.personas.live import condition, live_personas
from touchline.workspace.personas.proposals import (
    NoAttributesOfCustomers,
    NothingToPropose,
    TooManyKinds,
    drafts_file,
    keep_proposals,
    propose,
)
from touchline.workspace.syncing import keep

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.workspace.personas.proposals import Proposals

TODAY = dt.date(2026, 3, 1)


@pytest.fixture(scope="module")
def invented() -> EventLog:
    return read_log(INVENTED["invented_shop"].path)


@pytest.fixture(scope="module")
def of_invented(tmp_path_factory: pytest.TempPathFactory, invented: EventLog) -> Proposals:
    """
    Draft personas from the kinds of journeys in the invented shop.
    """
    with Workspace.create(tmp_path_factory.mktemp("invented") / "shop", title="Shop") as made:
        return propose(made, invented, today=TODAY)


def proposed(workspace: Workspace, by: str | None = None, most: int = 6) -> Proposals:
    return propose(workspace, shop_log(), today=TODAY, by=by, most=most)


def test_each_kind_of_journeys_becomes_a_draft_bound_to_what_selects_it(
    workspace_in_a_file: Workspace,
) -> None:
    found = proposed(workspace_in_a_file)

    # By hand: 12 pay and 10 look; one deed tells the two apart.
    assert [one.share.cases for one in found.proposals] == [12, 10]
    assert [condition(one.persona) for one in found.proposals] == ["did pay", "did compare"]
    for one in found.proposals:
        assert one.persona.status == "proposed"
        assert one.persona.share is not None
        assert one.persona.share.low is not None
        (evidence,) = one.persona.evidence
        assert (evidence.grade, evidence.n) == ("measured", one.share.cases)
        # The log ends with the last payment.
        assert evidence.date == dt.date(2026, 1, 3)


def test_a_draft_asks_what_no_log_tells_and_invents_nothing(
    workspace_in_a_file: Workspace,
) -> None:
    for one in proposed(workspace_in_a_file).proposals:
        persona = one.persona
        made_up = (persona.needs, persona.goals, persona.why, persona.quotes, persona.background)
        assert made_up == ((), (), None, (), None)
        assert len(persona.questions) >= 4
        assert all(set(text.languages) == set(LANGUAGES) for text in persona.questions)


def test_the_share_of_a_draft_is_what_the_persona_is_counted_to_have_later(
    invented: EventLog, of_invented: Proposals
) -> None:
    bound = [one for one in of_invented.proposals if one.persona.deeds]

    live = live_personas([one.persona for one in bound], invented, least=5)

    # Property: the draft and the living share come from the same predicate.
    assert bound
    assert [one.share for one in live] == [
        one.share.model_copy(update={"segment": one.persona.id}) for one in bound
    ]


def test_a_kind_that_no_predicate_selects_is_bound_to_nothing_and_told(
    of_invented: Proposals,
) -> None:
    # Of these two kinds the best rules pick 49 % and 68 % right, says the question itself.
    free = [one for one in of_invented.proposals if not one.persona.deeds]
    assert [one.kind and round(one.kind.precision or 0, 2) for one in free] == [0.49, 0.68]
    told = [one.told() for one in of_invented.findings if one.name == "persona-unclear"]
    assert len(told) == 2
    assert "49%" in told[0]


def test_an_attribute_gives_a_draft_for_each_of_its_values(workspace_in_a_file: Workspace) -> None:
    found = proposed(workspace_in_a_file, by="town")

    # By hand: 14 live in Ulm and 8 in Bonn.
    assert [(one.persona.segment, one.share.cases) for one in found.proposals] == [
        ({"town": ("Ulm",)}, 14),
        ({"town": ("Bonn",)}, 8),
    ]
    assert [one.persona.id for one in found.proposals] == ["town-ulm", "town-bonn"]
    # Of those from Ulm 4 pay, fewer than 5; what sets the towns apart would point at them.
    assert [one.profile for one in found.proposals] == [(), ()]


def test_a_draft_tells_its_differences_with_their_intervals(
    workspace_in_a_file: Workspace,
) -> None:
    first = proposed(workspace_in_a_file).proposals[1].persona

    # By hand: all 10 lookers look or compare, and of the 12 buyers nobody.
    behaviours = [text.said("en") for text in first.behaviours]
    assert any("100.0%, of the others 0.0% (+100.0 percentage points" in one for one in behaviours)
    assert "“visit”, “look” and “compare”" in behaviours[0]
    # From the first event to the last each of them takes two hours.
    assert behaviours[-1].endswith("take at most 2 h from the first to the last")


def test_numbers_may_tell_kinds_too(workspace_in_a_file: Workspace) -> None:
    events = [(f"c{i:02}", "visit", "2026-01-01") for i in range(12)]
    children = {f"c{i:02}": {"children": float(i % 2)} for i in range(12)}
    log = EventLog.from_events(events, case_attributes=children)

    found = propose(workspace_in_a_file, log, today=TODAY, by="children")

    assert [condition(one.persona) for one in found.proposals] == ["children=0", "children=1"]


def test_small_groups_further_values_and_unknown_ones_are_told(
    workspace_in_a_file: Workspace,
) -> None:
    events = [(f"c{i:02}", "visit", "2026-01-01") for i in range(30)]
    towns = {f"c{i:02}": {"town": name} for i, name in enumerate("AAAAAAAAAABBBBBBBBCCCCCCDDD")}
    log = EventLog.from_events(events, case_attributes=towns)

    found = propose(workspace_in_a_file, log, today=TODAY, by="town", most=2)

    # By hand: A has 10, B 8, C 6 and D 3, fewer than 5; of three customers nobody knows the town.
    assert [one.share.cases for one in found.proposals] == [10, 8]
    assert [(one.name, one.values["n"]) for one in found.findings] == [
        ("personas-of-few", 1),
        ("personas-more", 1),
        ("personas-unknown", 3),
    ]


def test_kept_drafts_are_told_by_whoever_reads_them(workspace: Workspace) -> None:
    keep_proposals(workspace, proposed(workspace, by="town"), author="Mei")

    kept = workspace.get(Persona, "town-bonn")
    assert kept.status == "proposed"
    assert kept.title.said("fa") != kept.title.said("en")


def test_what_the_team_wrote_stays_when_the_same_customers_are_proposed_again(
    workspace_in_a_file: Workspace,
) -> None:
    keep_proposals(workspace_in_a_file, proposed(workspace_in_a_file, by="town"))
    bonn = workspace_in_a_file.get(Persona, "town-bonn")
    ulm = workspace_in_a_file.get(Persona, "town-ulm")
    workspace_in_a_file.put(
        Persona.model_validate({**dict(bonn), "title": "Rhinelander", "share": None}),
        Persona.model_validate({**dict(ulm), "status": "agreed", "share": None}),
    )

    again = proposed(workspace_in_a_file, by="town")
    written = keep_proposals(workspace_in_a_file, again)

    assert [one.known for one in again.proposals] == ["town-ulm", "town-bonn"]
    assert [one.id for one in written] == ["town-bonn"]
    assert str(written[0].title) == "Rhinelander"
    assert written[0].share is not None
    assert workspace_in_a_file.get(Persona, "town-ulm").share is None


def test_another_team_s_id_is_never_taken(workspace_in_a_file: Workspace) -> None:
    workspace_in_a_file.put(Persona.model_validate({"id": "town-bonn", "title": "Bonner"}))

    found = proposed(workspace_in_a_file, by="town")

    assert [one.persona.id for one in found.proposals] == ["town-ulm", "town-bonn-2"]


def test_drafts_written_to_a_file_can_be_kept_from_there(
    workspace_in_a_file: Workspace, tmp_path: Path
) -> None:
    found = proposed(workspace_in_a_file)
    file = tmp_path / "drafts.yaml"
    file.write_text(drafts_file(found), encoding="utf-8")

    keep(workspace_in_a_file, [file])

    kept = {one.id: one for one in workspace_in_a_file.records(Persona)}
    assert kept == {one.persona.id: one.persona for one in found.proposals}


def test_a_compiled_log_suggests_the_same(workspace_in_a_file: Workspace, tmp_path: Path) -> None:
    found = propose(workspace_in_a_file, compiled_shop(tmp_path), today=TODAY, by="town")

    assert [one.share.cases for one in found.proposals] == [14, 8]


def test_an_attribute_of_single_customers_is_refused(workspace_in_a_file: Workspace) -> None:
    events = [(f"c{i:02}", "visit", "2026-01-01") for i in range(60)]
    names = {f"c{i:02}": {"name": f"n{i}"} for i in range(60)}
    log = EventLog.from_events(events, case_attributes=names)

    with pytest.raises(TooManyKinds, match="60 values"):
        propose(workspace_in_a_file, log, today=TODAY, by="name")
    with pytest.raises(UnknownAttribute):
        propose(workspace_in_a_file, log, today=TODAY, by="income")


def test_a_log_without_attributes_of_customers_asks_for_their_table(
    workspace_in_a_file: Workspace, invented: EventLog
) -> None:
    with pytest.raises(NoAttributesOfCustomers) as refused:
        propose(workspace_in_a_file, invented, today=TODAY, by="region")

    assert "--cases" in refused.value.told()


def test_a_log_of_a_handful_suggests_nobody(workspace_in_a_file: Workspace) -> None:
    log = EventLog.from_events([("a", "visit", "2026-01-01"), ("b", "pay", "2026-01-01")])

    with pytest.raises(NothingToPropose):
        propose(workspace_in_a_file, log, today=TODAY)
    with pytest.raises(NothingToPropose):
        propose(workspace_in_a_file, EventLog.from_events([]), today=TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_are_told_in_every_language(language: str, of_invented: Proposals) -> None:
    assert of_invented.findings
    assert not any("{" in one.told(language) for one in of_invented.findings)
