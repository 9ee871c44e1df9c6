"""
Every exception raised on purpose.

    TouchlineError
    ├── InputError              what was given cannot be served (ValueError)
    │   ├── (one class per fault, declared beside its siblings below)
    ├── NotFound                a name that does not exist among those that do (LookupError)
    ├── MissingDependency       an optional library is not installed (ImportError)
    └── StorageError            a file or disk could not be read or written (OSError)

An exception carries the key and the values of its message; `str()` is the English of the catalogue
and `told()` any
other language. The key is the class name in kebab-case, and so are the anchor in the docs and the
type over HTTP.
"""

from __future__ import annotations

import difflib
import errno
import re
from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import has_message, translate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def kebab(name: str) -> str:
    """
    Turn a class name into the key it is known by.

    Args:
        name: A CamelCase name.

    Returns:
        The same words in kebab-case.

    Examples:
        >>> kebab("UnknownActivity")
        'unknown-activity'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()


class TouchlineError(Exception):
    """
    A call that cannot be served, said as problem, place and next step.

    Args:
        at: Where: a file with its line, a location in a map, an option or a column.
        values: What the catalogue's message quotes.
    """

    def __init__(self, *, at: str = "", **values: object) -> None:
        super().__init__(at, values)
        self.at = at
        self.values = values

    @property
    def key(self) -> str:
        """
        The name of the fault in kebab-case.
        """
        return kebab(type(self).__name__)

    def problem(self, language: str = "en") -> str:
        """
        Say what is the matter, in one sentence.

        Args:
            language: The reader's language tag.

        Returns:
            The sentence.
        """
        return translate(self._nearest("problem") or "error.problem", language, **self.values)

    def hint(self, language: str = "en") -> str:
        """
        Say what to do next.

        Args:
            language: The reader's language tag.

        Returns:
            The sentence; empty when there is nothing to advise.
        """
        key = self._nearest("hint")
        return translate(key, language, **self.values) if key else ""

    def _nearest(self, part: str) -> str | None:
        # A class without words of its own takes those of the class it specialises.
        keys = (f"error.{kebab(kind.__name__)}.{part}" for kind in type(self).__mro__)
        return next((key for key in keys if has_message(key)), None)

    def told(self, language: str = "en") -> str:
        """
        Say all of it: problem, place and next step, a line each.

        Args:
            language: The reader's language tag.

        Returns:
            One to three lines without a trailing line break.
        """
        lines = [self.problem(language)]
        if self.at:
            lines.append("  " + translate("error.at", language, place=self.at))
        hint = self.hint(language)
        if hint:
            lines.append("  " + translate("error.next", language, hint=hint))
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.told()

    def __reduce__(self) -> tuple[object, ...]:
        # Python would call the class with what it gave to `Exception`, by position.
        return _again, (type(self), self.at, self.values), self.__dict__


def _again(kind: type[TouchlineError], at: str, values: dict[str, object]) -> TouchlineError:
    fault = kind.__new__(kind)
    TouchlineError.__init__(fault, at=at, **values)
    return fault


class InputError(TouchlineError, ValueError):
    """
    Something that was given cannot be served as it stands.
    """


class NotFound(TouchlineError, LookupError):
    """
    A name that does not exist among those that do.
    """

    #: How many similar names a hint offers.
    SUGGESTIONS: ClassVar[int] = 3

    @classmethod
    def among(cls, name: str, known: Iterable[str], *, at: str = "", **values: object) -> NotFound:
        """
        Build the error with the names that come nearest.

        Args:
            name: The name that was asked for.
            known: The names that exist.
            at: Where the name was given.
            values: Anything else that the message quotes.

        Returns:
            The error; its values are `name`, `suggestion` (empty when nothing is near) and `known`.
        """
        names = sorted(set(known))
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
        shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")  # noqa: PLR2004 (a line's worth)
        return cls(at=at, name=name, suggestion=near[0] if near else "", known=shown, **values)

    def hint(self, language: str = "en") -> str:
        """
        Say which names there are; nothing where there is none to choose.

        Args:
            language: The reader's language tag.

        Returns:
            The sentence; empty when there is nothing to advise.
        """
        is_choice = self._nearest("hint") == "error.not-found.hint"
        if is_choice and self.values.get("known") == "":
            return ""
        return super().hint(language)


class MissingDependency(TouchlineError, ImportError):
    """
    An optional library is not installed.

    Its message names the extra to install.
    """

    @classmethod
    def extra(cls, library: str, extra: str) -> MissingDependency:
        """
        Build the error for one extra of this package.

        Args:
            library: The library that is missing.
            extra: The extra that brings it.

        Returns:
            The error.
        """
        return cls(library=library, extra=extra)


class StorageError(TouchlineError, OSError):
    """
    A file or disk could not be read or written; what was there before is untouched.
    """

    @classmethod
    def on(cls, path: Path | str, reason: OSError) -> StorageError:
        """
        Build the error for one path.

        Args:
            path: The file or folder, or a database as it may be shown.
            reason: What the operating system said.

        Returns:
            The error.
        """
        # The catalogues say the common reasons in their own words; the code chooses among them.
        code = errno.errorcode.get(reason.errno or 0, "other")
        told = reason.strerror or str(reason)
        return cls(at=str(path), path=str(path), reason=told, code=code)
