"""
Journeys in CJML as maps; expected values are read off the texts by hand.
"""

from __future__ import annotations

import pytest

from touchline.importers import IMPORTERS, Imported
from touchline.importers._errors import UnreadableImport

#: The shape that SINTEF's site shows, in words of our own; its references lead nowhere, as there.
ACTUAL = """<?xml version="1.0" encoding="utf-8"?>
<CJML version="2.0">
  <actualJourney>
    <journeyID>AJ1</journeyID>
    <actors>
      <endUser actorID="u1"><actorName>Mona</actorName></endUser>
      <serviceProvider actorID="Company A"><companyName>Book shop</companyName></serviceProvider>
    </actors>
    <touchpoints>
      <actualCommunicationPoint>
        <touchpointID>T1</touchpointID>
        <initiator>
          <refersTo actorIDref="Bookis"/><initiatorLabel>Sends a reminder</initiatorLabel>
        </initiator>
        <receiver>
          <refersTo actorIDref="u1"/><receiverLabel>Reads the reminder</receiverLabel>
        </receiver>
        <channel><channelName>SMS</channelName></channel>
        <touchpointExperience>
          <experienceDescription>Came too late</experienceDescription>
          <experienceRating>2</experienceRating>
        </touchpointExperience>
        <compliance>missing</compliance>
      </actualCommunicationPoint>
      <actualAction>
        <touchpointID>T2</touchpointID>
        <initiator><initiatorLabel>Looks for it</initiatorLabel></initiator>
        <comment>At home</comment>
      </actualAction>
    </touchpoints>
  </actualJourney>
</CJML>
"""

#: What an older tool writes.
OLDER = """<cjml>
  <actor id="a1"><actorName>Guest</actorName><actorRole>customer</actorRole></actor>
  <touchpoint id="t1" type="action"><time>10:00</time><initiator>Arrives</initiator></touchpoint>
</cjml>
"""


def read(text: str) -> Imported:
    return IMPORTERS["cjml"].read(text, at="shop.cjml")


def told(imported: Imported) -> list[tuple[str, str]]:
    return [(found.path, found.told()) for found in imported.left_out]


def cards(imported: Imported) -> list[tuple[str, str, str]]:
    return [(lane.kind, cell.at, str(card.text)) for lane, cell, card in imported.journey.cards()]


def test_what_one_person_went_through_becomes_steps_and_touchpoints() -> None:
    imported = read(ACTUAL)

    journey = imported.journey
    assert [str(step.name) for step in journey.steps] == ["Sends a reminder", "Looks for it"]
    assert [str(persona.name) for persona in journey.personas] == ["Mona"]
    assert [str(channel.name) for channel in journey.channels] == ["SMS"]
    assert cards(imported) == [
        ("touchpoints", "t1", "Sends a reminder\nReads the reminder"),
        ("emotion", "t1", "Came too late"),
        ("notes", "t2", "At home"),
    ]


def test_references_that_lead_nowhere_and_unknown_elements_are_told_with_their_lines() -> None:
    # By hand: the lines of the text above.
    assert told(read(ACTUAL)) == [
        ("shop.cjml:7", "serviceProvider: Book shop"),
        ("shop.cjml:12", "actorIDref: Bookis"),
        ("shop.cjml:23", "compliance: missing"),
    ]


def test_the_elements_of_older_tools_are_understood() -> None:
    imported = read(OLDER)

    assert [str(step.name) for step in imported.journey.steps] == ["Arrives"]
    assert [str(persona.name) for persona in imported.journey.personas] == ["Guest"]
    assert told(imported) == [("shop.cjml:3", "time: 10:00")]


def test_of_several_journeys_the_planned_one_is_taken_and_the_others_are_told() -> None:
    both = ACTUAL.replace(
        "</CJML>",
        "<plannedJourney><journeyID>P</journeyID><journeyTitle>Plan</journeyTitle></plannedJourney></CJML>",
    )

    imported = read(both)

    assert str(imported.journey.title) == "Plan"
    assert [path for path, _ in told(imported)] == ["shop.cjml:3"]


LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><CJML>&b;</CJML>"
OUTSIDE = "<!DOCTYPE c SYSTEM 'file:///etc/passwd'><CJML/>"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LAUGHS, "doctype"),
        (OUTSIDE, "doctype"),
        ("<CJML>&unknown;</CJML>", "xml"),
        ("<a>" * 10_000 + "</a>" * 10_000, "deep"),
        ("<CJML version='2.0'/>", "not_cjml"),
        ("<html/>", "not_cjml"),
        ("<CJML><plannedJourney>", "xml"),
    ],
)
def test_hostile_and_other_xml_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(UnreadableImport) as caught:
        read(text)

    assert caught.value.values["reason"] == reason
    assert caught.value.at.startswith("shop.cjml")
