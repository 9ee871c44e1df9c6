"""
What was laid out for the picture before, to be taken again where nothing that it came from changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Result = TypeVar("Result")


class Drafts:
    """
    The laid out parts of one picture, each with what it was laid out from.

    Who draws one map again and again, edit by edit, keeps the drafts of each view (its language,
    theme and filter) and gives them to `compose`: only what an edit touched is laid out anew, and
    the parts that stayed are the very same primitives as before, so that a painter tells by
    identity what it has to paint. They hold one picture at most: what the last picture did not use
    is dropped when it is finished.

    Not made for two pictures at once: each thread needs its own.

    Examples:
        >>> drafts = Drafts()
        >>> head = drafts.take("head", ("Shop",), object)
        >>> drafts.take("head", ("Shop",), object) is head
        True
    """

    def __init__(self) -> None:
        self._parts: dict[tuple[Hashable, ...], tuple[tuple[object, ...], Any]] = {}
        self._used: set[tuple[Hashable, ...]] = set()
        self._again: set[tuple[Hashable, ...]] = set()
        self._within: tuple[Hashable, ...] = ()
        self._rests_on: tuple[object, ...] = ()

    def __len__(self) -> int:
        """
        Count the parts that are kept.
        """
        return len(self._parts)

    def within(self, place: Hashable, inputs: tuple[object, ...]) -> Drafts:
        """
        Open the drafts of a part that is itself made of parts.

        Args:
            place: The name of the part.
            inputs: What all its parts rest on, besides what each of them states.

        Returns:
            A view of the same drafts.
        """
        view = Drafts()
        view._parts, view._used, view._again = self._parts, self._used, self._again
        view._within = (*self._within, place)
        view._rests_on = (*self._rests_on, *inputs)
        return view

    def take(
        self, place: Hashable, inputs: tuple[object, ...], make: Callable[[], Result]
    ) -> Result:
        """
        Give a part of the picture, laid out anew only when something it rests on changed.

        Args:
            place: The name of the part; the same from picture to picture.
            inputs: All that decides how it looks; compared by identity first, then by value.
            make: Lays it out.

        Returns:
            What `make` gives, or gave before.
        """
        name = (*self._within, place)
        self._used.add(name)
        rests_on = (*self._rests_on, *inputs)
        kept = self._parts.get(name)
        if kept is not None and kept[0] == rests_on:
            self._again.add(name)
            part: Result = kept[1]
            return part
        part = make()
        self._parts[name] = (rests_on, part)
        return part

    def exchange(self, place: Hashable, new: Result) -> Result | None:
        """
        Keep a value for the next picture, and give the one that was kept for this.

        Args:
            place: Its name.
            new: The value.

        Returns:
            What was kept before; None for the first picture.
        """
        name = (*self._within, place)
        self._used.add(name)
        kept = self._parts.get(name)
        self._parts[name] = ((), new)
        return None if kept is None else kept[1]

    def finish(self) -> None:
        """
        Drop what the picture just laid out did not use.
        """
        for name in self._parts.keys() - self._used:
            # The parts of a part that was taken as it was are still in the picture.
            if not any(name[:depth] in self._again for depth in range(1, len(name))):
                del self._parts[name]
        self._used.clear()
        self._again.clear()
