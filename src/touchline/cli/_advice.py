"""
The questions about a situation as options, and a recommendation as lines of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.cli._command import option
from touchline.errors import NotFound
from touchline.i18n import has_message, list_text, translate
from touchline.registry import names
from touchline.templates.chooser import GRID, recommend
from touchline.templates.situations import Situation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import click

    from touchline.templates.chooser import Recommendation

#: The options that describe a situation, by the fields of `Situation`.
ANSWERS = ("goal", "business", "known", "audience", "breadth", "type", "kind")

#: What a recommendation tells, in this order.
_PARTS = ("template", "type", "kind", "caution", "lanes", "style", "scope", "data")


def answer_options() -> list[click.Option]:
    """
    Declare an option for each question about a situation.

    Returns:
        The options; their values are names as text, or None.
    """
    return [
        option(f"--{name}", f"{name}", key=f"cli.option.{name}", metavar=name.upper())
        for name in ANSWERS
    ]


def situation_of(values: dict[str, Any]) -> Situation:
    """
    Take the answers out of the options of a call.

    Args:
        values: The options; those of a situation are removed.

    Returns:
        The situation.
    """
    return Situation(**{name: values.pop(name) for name in ANSWERS})


def advised(situation: Situation, among: Iterable[str] | None = None) -> Recommendation:
    """
    Recommend what suits a situation, with the styles that can be drawn.

    Args:
        situation: The answers.
        among: The templates to choose from; None for all.

    Returns:
        The recommendation.

    Raises:
        NotFound: An answer is none of those that its option takes.
    """
    styles = (GRID, *names("touchline.scene.styles"))
    try:
        return recommend(situation, among=among, styles=styles)
    except NotFound as unknown:
        unknown.at = f"--{unknown.at}"
        raise


def template_title(name: str, language: str) -> str:
    """
    Say what a template is called.

    Args:
        name: Its name.
        language: The reader's language tag.

    Returns:
        Its title, or its name when the catalogues know none.
    """
    key = f"template.{name}.title"
    return translate(key, language) if has_message(key) else name


def lines(advice: Recommendation, language: str) -> Iterator[str]:
    """
    Tell a recommendation with its reasons.

    Args:
        advice: The recommendation.
        language: The reader's language tag.

    Yields:
        A line for each thing that is recommended.
    """
    yield from parts(advice, language, _PARTS)
    if "data" in advice.reasons:
        yield "    touchline discover LOG -o draft.map.yaml"
    for key, found in (
        ("advice.further", advice.further),
        ("advice.alternatives", tuple(one.template for one in advice.alternatives[:3])),
    ):
        if found:
            yield translate(key, language, templates=list_text(found, language))


def parts(advice: Recommendation, language: str, wanted: Iterable[str]) -> Iterator[str]:
    """
    Tell some parts of a recommendation with their reasons.

    Args:
        advice: The recommendation.
        language: The reader's language tag.
        wanted: Which parts, such as `template` and `type`.

    Yields:
        A line for each of them that is recommended.
    """
    named = {
        "template": template_title(advice.template, language),
        "type": translate(f"scene.type-{advice.type}", language) if advice.type else "",
        "kind": translate(f"scene.kind-{advice.kind}", language) if advice.kind else "",
        "lanes": list_text(
            [translate(f"lane.{kind}.title", language) for kind in advice.lanes], language
        ),
    }
    for part in wanted:
        if part in advice.reasons and named.get(part, part):
            why = advice.reasons[part].told(language)
            words = {"why": why, "name": named[part]} if part in named else {"why": why}
            yield translate(f"advice.label-{part}", language, **words)
