"""
What became of a change, in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import date_text, has_message, number, translate

if TYPE_CHECKING:
    from touchline.model.proof import GuardrailResult, Result


def result_words(result: Result, language: str) -> str:
    """
    Say the result of a change.

    Args:
        result: The result.
        language: The reader's language tag.

    Returns:
        Verdict, effect with its interval, guardrail and day.
    """
    day = date_text(result.date, language, form="short")
    parts = [translate(f"cell.{result.verdict}", language), effect_words(result, language)]
    if result.guardrail is not None:
        words = translate(f"cell.{result.guardrail.verdict}", language)
        measure = guardrail_words(result.guardrail, language)
        parts.append(translate("register.guardrail", language, measure=measure, verdict=words))
    return " · ".join(part for part in (*parts, day) if part)


def guardrail_words(guardrail: GuardrailResult, language: str) -> str:
    """
    Name what must not suffer.

    Args:
        guardrail: What was watched.
        language: The reader's language tag.

    Returns:
        Overall satisfaction, or the title of the question, with what it was asked of.
    """
    key = f"question.{guardrail.question}.title"
    if guardrail.question == "satisfaction":
        measure = translate("register.overall-satisfaction", language)
    else:
        measure = translate(key, language) if has_message(key) else guardrail.question
    if guardrail.about is None:
        return measure
    values = {"measure": measure, "about": guardrail.about}
    return translate("register.guardrail-about", language, **values)


def effect_words(result: Result | GuardrailResult, language: str) -> str | None:
    """
    Say how far a number lies above where it would be without a change.

    Args:
        result: What was compared.
        language: The reader's language tag.

    Returns:
        The effect with its interval in its own unit; None when it is not known.
    """
    if result.effect is None:
        return None
    scale = 100.0 if result.unit == "share" else 1.0
    effect = number(result.effect * scale, language)
    told = translate("register.effect", language, effect=effect, unit=result.unit)
    if result.low is None or result.high is None:
        return told
    low, high = (number(bound * scale, language) for bound in (result.low, result.high))
    return told + " " + translate("register.interval", language, low=low, high=high)
