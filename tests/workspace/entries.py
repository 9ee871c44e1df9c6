"""
Records and map files to try things on.
"""

from __future__ import annotations

from touchline.model.work.channel import Channel
from touchline.model.work.metric import Metric
from touchline.model.work.persona import Persona
from touchline.model.work.resource import Resource
from touchline.model.work.touchpoint import Touchpoint

MAP = """\
# The shop as it is
touchline: 1
id: {id}
title: {title}
language: {language}
personas:
  - id: mei-lin
    name: Mei
channels:
  - id: web
stages:
  - id: buy
    name: Buying
    steps:
      - {{id: pay, name: Paying}}
lanes:
  - id: contacts
    kind: touchpoints
    cells:
      - at: pay
        cards:
          - {{id: shop-page, entry: web-shop}}
  - id: means
    kind: resources
    cells:
      - at: pay
        cards:
          - {{id: reader, text: Card reader, cost: 40, currency: EUR}}
"""


def written_map(id: str = "shop", title: str = "Shop", language: str = "en") -> str:  # noqa: A002 (the field's word)
    """
    Write a map file that names an entry of the catalogue and has a resource without one.
    """
    return MAP.format(id=id, title=title, language=language)


def persona(id: str = "mei-lin", title: object = "Mei Lin", **more: object) -> Persona:  # noqa: A002 (the field's word)
    """
    Make a persona.
    """
    return Persona.model_validate({"id": id, "title": title, **more})


def channel(id: str = "web", title: object = "Web", **more: object) -> Channel:  # noqa: A002 (the field's word)
    """
    Make a channel.
    """
    return Channel.model_validate({"id": id, "title": title, **more})


def touchpoint(id: str = "web-shop", title: object = "Web shop", **more: object) -> Touchpoint:  # noqa: A002 (the field's word)
    """
    Make a touchpoint.
    """
    return Touchpoint.model_validate({"id": id, "title": title, **more})


def resource(id: str = "reader", title: object = "Card reader", **more: object) -> Resource:  # noqa: A002 (the field's word)
    """
    Make a resource.
    """
    return Resource.model_validate({"id": id, "title": title, **more})


def metric(id: str = "complaints", title: object = "Complaints", **more: object) -> Metric:  # noqa: A002 (the field's word)
    """
    Make a metric.
    """
    return Metric.model_validate({"id": id, "title": title, **more})
