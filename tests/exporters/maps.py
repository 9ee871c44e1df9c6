"""
A small map of an invented shop, with its figures invented too.
"""

import datetime as dt

from touchline.measuring.measured import Figure, MeasuredMap, Measures, Provenance, StepMeasures
from touchline.model.experience import Feeling, Objective, Persona
from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Evidence, Lane, Stage, Step
from touchline.model.text import LocalText

say = LocalText.of


def card(identifier, words, **fields):
    return Card(id=identifier, text=say(words), **fields)


def shop_map(language="en", words="Looks for the delivery cost"):
    """
    Two stages with three steps and three lanes; one cell spans two steps.
    """
    interview = Evidence(
        grade="quoted", source=say("Interview 7"), quote=say("It was 6.90 more."), n=3
    )
    return JourneyMap[Lane](
        id="shop",
        title=say("Online shopper buys a first outfit"),
        language=language,
        invented=True,
        objective=Objective(statement=say("Raise completion to 8 %")),
        scenario=say("Lea needs an outfit in ten days"),
        personas=(Persona(id="lea", name=say("Lea"), quote=say("Tell me the full price.")),),
        stages=(
            Stage(
                id="find",
                name=say("Find"),
                steps=(
                    Step(id="see", name=say("See an ad")),
                    Step(id="search", name=say("Search the web")),
                ),
            ),
            Stage(
                id="buy",
                name=say("Buy"),
                steps=(
                    Step(id="pay", name=say("Check out"), moment_of_truth=True, milestone=True),
                ),
            ),
        ),
        lanes=(
            Lane(
                id="act",
                kind="actions",
                cells=(
                    Cell(at="see", through="search", cards=(card("a1", "Compares two shops"),)),
                    Cell(
                        at="pay",
                        cards=(card("a2", words, evidence=(interview,)), card("a3", "Pays")),
                    ),
                ),
            ),
            Lane(
                id="feel",
                kind="emotion",
                cells=(Cell(at="pay", cards=(Feeling(id="f1", score=-0.6),)),),
            ),
            Lane(id="done", kind="completion"),
        ),
    )


def measured_shop(language="en", words="Looks for the delivery cost"):
    """
    The same map with one step measured.
    """
    share = Figure(value=0.381, n=19225, low=0.374, high=0.388, unit="share")
    measures = Measures(
        provenance=Provenance(
            source="events.csv",
            fingerprint="0" * 64,
            first=dt.datetime(2026, 8, 1, tzinfo=dt.UTC),
            last=dt.datetime(2026, 10, 31, tzinfo=dt.UTC),
            n_cases=48213,
            n_events=120000,
            measured_at=dt.datetime(2026, 11, 12, 9, 30, tzinfo=dt.UTC),
        ),
        steps=(StepMeasures(step="pay", is_bound=True, events=19225, completion=share),),
        completion=Figure(value=0.061, n=48213, low=0.059, high=0.063, unit="share"),
    )
    return MeasuredMap(shop_map(language, words), measures)
