"""
From what somebody asks for to a language that there is.
"""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from touchline.i18n.catalogue import LANGUAGES, ROOT, catalogue, languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Where POSIX systems say the user's language, the strongest first.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def closest_language(*wishes: str, default: str = ROOT) -> str:
    """
    Choose the language that serves a reader best.

    A catalogue may claim further tags by its key `language.serves`, as the traditional Chinese one
    claims `zh-TW`.

    Args:
        wishes: Tags (`de-AT`) or POSIX names (`zh_TW.UTF-8`), the dearest first.
        default: What to give when no wish can be met.

    Returns:
        The tag of a language that exists, or the default.

    Examples:
        >>> closest_language("zh-TW")
        'zh-Hant'
        >>> closest_language("xx", "de-AT")
        'de'
    """
    for wish in wishes:
        found = _closest(wish)
        if found:
            return found
    return default


def known(language: str) -> str:
    """
    Read a language tag that may name a region we have no catalogue of.

    Args:
        language: A tag.

    Returns:
        The tag of a language that exists; English when there is no near one.
    """
    return language if language in LANGUAGES else closest_language(language)


def user_language(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """
    Read the language a user has set up the computer for.

    Args:
        environ: The environment, normally `os.environ`.
        platform: The operating system as `sys.platform` names it.

    Returns:
        The tag of a language that exists; English when nothing is set or known.
    """
    for name in _VARIABLES:
        wish = environ.get(name, "")
        if wish:
            if wish.partition(".")[0] in {"C", "POSIX"}:
                # Nobody has chosen a language, and to look for one reads every catalogue.
                return ROOT
            # The first variable that is set decides, as POSIX has it; GNU's LANGUAGE refines it.
            refined = [part for part in environ.get("LANGUAGE", "").split(":") if part]
            return closest_language(*refined, wish)
    return closest_language(*_system_wishes(platform))


def _system_wishes(platform: str) -> list[str]:
    """
    Ask Windows or macOS, which set no variable for a program started from the desktop.
    """
    if platform == "win32":
        import ctypes  # noqa: PLC0415 (only there)
        import locale  # noqa: PLC0415

        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 (the attribute exists on Windows only)
        return [locale.windows_locale.get(kernel.GetUserDefaultUILanguage(), "")]
    if platform == "darwin":
        import subprocess  # noqa: PLC0415 (only there)

        command = ["/usr/bin/defaults", "read", "-g", "AppleLocale"]
        try:
            told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=2)  # noqa: S603 (constant)
        except (OSError, subprocess.TimeoutExpired):
            return []
        return [told.stdout.strip()]
    return []


@lru_cache(maxsize=256)  # Bounded: a server is asked for whatever a browser sends.
def _closest(wish: str) -> str:
    tag = wish.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    by_name = {name.lower(): name for name in LANGUAGES}
    ours = next((by_name[short] for short in _shorter(tag) if short in by_name), "")
    if ours:
        return ours
    served = _served()
    return next((served[short] for short in _shorter(tag) if short in served), "")


def _shorter(tag: str) -> Iterator[str]:
    """
    Give a tag, then the same without its last subtag, down to the language alone.
    """
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


@cache
def _served() -> Mapping[str, str]:
    """
    Every tag that a catalogue claims, and the languages of other packages, in lower case.
    """
    served: dict[str, str] = {}
    for language in languages():
        claims = catalogue(language).get("language.serves", "").split()
        for claim in (language, *claims):
            served.setdefault(claim.lower(), language)
    return served
