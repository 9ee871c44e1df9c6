"""
What can be the matter with workers.
"""

from __future__ import annotations

from typing import Self

from touchline.errors import InputError, NotFound, TouchlineError


class UnknownExecutor(NotFound):
    """
    No executor has this name.
    """


class WorkersLost(TouchlineError, RuntimeError):
    """
    Workers died again and again, so that there is no answer.
    """

    @classmethod
    def after(cls, executor: str, *, left: int, reason: str = "") -> Self:
        """
        Build the error.

        Args:
            executor: Where the work was done.
            left: How many buckets were not done.
            reason: What the cluster said.

        Returns:
            The error.
        """
        return cls(at=reason, executor=executor, n=left)


class ClusterUnreachable(TouchlineError, ConnectionError):
    """
    Nothing answers at the address of a cluster.
    """

    @classmethod
    def because(cls, executor: str, address: str | None, reason: Exception) -> Self:
        """
        Build the error.

        Args:
            executor: Which kind of cluster.
            address: Where it was looked for; None for this machine.
            reason: What its library said.

        Returns:
            The error.
        """
        told = str(reason).strip().splitlines()
        return cls(
            at=told[0] if told else "", executor=executor.title(), address=address or "localhost"
        )


class MissingJava(InputError):
    """
    Spark needs Java, and there is none.
    """
