"""
`--executor`, `--workers` and `--scheduler`: who works on the buckets of a compiled log.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import option
from touchline.compiled.manifest import NAME as MANIFEST
from touchline.errors import InputError
from touchline.executors import EXECUTORS, use

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class NotCompiled(InputError):
    """
    Only a log that lies on disk in buckets can be shared out.
    """


def executor_options() -> list[click.Option]:
    """
    Declare who works.

    Returns:
        The options.
    """
    return [
        option("--executor", type=click.Choice(list(EXECUTORS)), default="threads"),
        *_cluster_options(),
    ]


def compiler_options() -> list[click.Option]:
    """
    Declare who compiles.

    Returns:
        The options.
    """
    return [
        option("--on", type=click.Choice(["threads", "spark"]), default="threads"),
        *_cluster_options(),
    ]


def _cluster_options() -> list[click.Option]:
    return [
        option("--workers", type=click.IntRange(min=1), metavar="N"),
        option("--scheduler", metavar="ADDRESS"),
    ]


@contextmanager
def compiling(values: dict[str, Any]) -> Iterator[None]:
    """
    Have a log compiled by whom the command line names.

    Args:
        values: The parsed options by name; those declared here are removed.

    Yields:
        Nothing; a log is compiled inside.

    Raises:
        TouchlineError: The executor cannot be used.
    """
    with use(values.pop("on"), workers=values.pop("workers"), address=values.pop("scheduler")):
        yield


@contextmanager
def executing(values: dict[str, Any], sources: Sequence[str]) -> Iterator[None]:
    """
    Have questions answered by whom the command line names.

    Args:
        values: The parsed options by name; those declared here are removed.
        sources: What is asked.

    Yields:
        Nothing; questions are asked inside.

    Raises:
        NotCompiled: Work shall leave this process, and the source is no compiled log.
        TouchlineError: The executor cannot be used.
    """
    name, workers = values.pop("executor"), values.pop("workers")
    address = values.pop("scheduler")
    is_compiled = len(sources) == 1 and (Path(sources[0]) / MANIFEST).is_file()
    if EXECUTORS[name].is_elsewhere and not is_compiled:
        raise NotCompiled(at=", ".join(sources), executor=name)
    with use(name, workers=workers, address=address):
        yield
