"""
Customer journey maps that measure themselves.

The public names load on first use, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from touchline.analysis import Question
    from touchline.analysis.alignment import Alignment
    from touchline.analysis.attribution import Attribution
    from touchline.analysis.channel_mix import ChannelMix
    from touchline.analysis.completion import Completion
    from touchline.analysis.discovery import Discovery
    from touchline.analysis.drivers import Drivers
    from touchline.analysis.drop_off import DropOff
    from touchline.analysis.eventually_follows import EventuallyFollows
    from touchline.analysis.friction import Friction
    from touchline.analysis.funnel import Funnel
    from touchline.analysis.hand_offs import HandOffs
    from touchline.analysis.impact import Impact
    from touchline.analysis.occupancy import Occupancy
    from touchline.analysis.path import Path
    from touchline.analysis.path_clusters import PathClusters
    from touchline.analysis.prospects import Prospects
    from touchline.analysis.reasons import Reasons
    from touchline.analysis.repeat_purchase import RepeatPurchase
    from touchline.analysis.retention import Retention
    from touchline.analysis.rework import Rework
    from touchline.analysis.roi import Roi
    from touchline.analysis.satisfaction import Satisfaction
    from touchline.analysis.segments import Segments
    from touchline.analysis.sessions import Sessions
    from touchline.analysis.step_flow import StepFlow
    from touchline.analysis.themes import Themes
    from touchline.analysis.time_between import TimeBetween
    from touchline.analysis.transitions import Transitions
    from touchline.analysis.trend import Trend
    from touchline.analysis.variants import Variants
    from touchline.analysis.what_if import WhatIf
    from touchline.canvas.icon_library import find_icons
    from touchline.canvas.theme import Theme
    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.document.diff import diff
    from touchline.document.merge import merge
    from touchline.document.read import load, with_images
    from touchline.document.themes import load_theme
    from touchline.document.views import look
    from touchline.document.write import dump as save
    from touchline.errors import TouchlineError
    from touchline.eventlog.activity_map import ActivityMap
    from touchline.eventlog.log import EventLog
    from touchline.exporters import export
    from touchline.linting.engine import lint
    from touchline.location import Location
    from touchline.measuring.alignment import align
    from touchline.measuring.discover import discover
    from touchline.measuring.measure import measure
    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap
    from touchline.progress import Cancel, Cancelled, Progress, reporting
    from touchline.scene.charting import chart
    from touchline.scene.compose import compose
    from touchline.sources import compile_log, read_log, read_survey
    from touchline.templates import new_map

#: Where each public name lives.
_HOMES = {
    "ActivityMap": "eventlog.activity_map",
    "Alignment": "analysis.alignment",
    "Attribution": "analysis.attribution",
    "Cancel": "progress",
    "Cancelled": "progress",
    "ChannelMix": "analysis.channel_mix",
    "CompiledLog": "compiled.log",
    "Completion": "analysis.completion",
    "Diagnostic": "diagnostics",
    "Discovery": "analysis.discovery",
    "Drivers": "analysis.drivers",
    "DropOff": "analysis.drop_off",
    "EventLog": "eventlog.log",
    "EventuallyFollows": "analysis.eventually_follows",
    "Friction": "analysis.friction",
    "Funnel": "analysis.funnel",
    "HandOffs": "analysis.hand_offs",
    "Impact": "analysis.impact",
    "JourneyMap": "model.map",
    "Location": "location",
    "MeasuredMap": "measuring.measured",
    "Occupancy": "analysis.occupancy",
    "Path": "analysis.path",
    "PathClusters": "analysis.path_clusters",
    "Progress": "progress",
    "Prospects": "analysis.prospects",
    "Question": "analysis",
    "Reasons": "analysis.reasons",
    "RepeatPurchase": "analysis.repeat_purchase",
    "Retention": "analysis.retention",
    "Rework": "analysis.rework",
    "Roi": "analysis.roi",
    "Satisfaction": "analysis.satisfaction",
    "Segments": "analysis.segments",
    "Sessions": "analysis.sessions",
    "StepFlow": "analysis.step_flow",
    "Theme": "canvas.theme",
    "Themes": "analysis.themes",
    "TimeBetween": "analysis.time_between",
    "TouchlineError": "errors",
    "Transitions": "analysis.transitions",
    "Trend": "analysis.trend",
    "Variants": "analysis.variants",
    "WhatIf": "analysis.what_if",
    "align": "measuring.alignment",
    "chart": "scene.charting",
    "compile_log": "sources",
    "compose": "scene.compose",
    "diff": "document.diff",
    "discover": "measuring.discover",
    "export": "exporters",
    "find_icons": "canvas.icon_library",
    "lint": "linting.engine",
    "load": "document.read",
    "load_theme": "document.themes",
    "look": "document.views",
    "measure": "measuring.measure",
    "merge": "document.merge",
    "new_map": "templates",
    "read_log": "sources",
    "read_survey": "sources",
    "reporting": "progress",
    "save": "document.write",
    "with_images": "document.read",
}
#: Public names that their home calls otherwise.
_CALLED = {"save": "dump"}

__all__ = [
    "ActivityMap",
    "Alignment",
    "Attribution",
    "Cancel",
    "Cancelled",
    "ChannelMix",
    "CompiledLog",
    "Completion",
    "Diagnostic",
    "Discovery",
    "Drivers",
    "DropOff",
    "EventLog",
    "EventuallyFollows",
    "Friction",
    "Funnel",
    "HandOffs",
    "Impact",
    "JourneyMap",
    "Location",
    "MeasuredMap",
    "Occupancy",
    "Path",
    "PathClusters",
    "Progress",
    "Prospects",
    "Question",
    "Reasons",
    "RepeatPurchase",
    "Retention",
    "Rework",
    "Roi",
    "Satisfaction",
    "Segments",
    "Sessions",
    "StepFlow",
    "Theme",
    "Themes",
    "TimeBetween",
    "TouchlineError",
    "Transitions",
    "Trend",
    "Variants",
    "WhatIf",
    "align",
    "chart",
    "compile_log",
    "compose",
    "diff",
    "discover",
    "export",
    "find_icons",
    "lint",
    "load",
    "load_theme",
    "look",
    "measure",
    "merge",
    "new_map",
    "read_log",
    "read_survey",
    "reporting",
    "save",
    "with_images",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module 'touchline' has no attribute {name!r}"
        raise AttributeError(message)
    # The import system binds a loaded sub-package to this module under its own name, so a verb and
    # its package never share one: `touchline.measure` must stay the function.
    value = getattr(importlib.import_module(f"touchline.{_HOMES[name]}"), _CALLED.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
