"""
Programs that type into a room until they are killed: `python typist.py FOLDER SEED ROUNDS`.

Each round is a process of its own, killed with the signal that cannot be caught after it was told
that some of its edits are kept. What was told is written to the standard output: client and number.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from itertools import count

from touchline.document.edits import SetField
from touchline.live.room import Room
from touchline.live.transaction import Commit, Submission, Transaction
from touchline.location import Location
from touchline.workspace import Workspace

CARD = Location.parse("step:order/lane:hurts/card:p1")


def typed(folder: str, client: str, told: int) -> None:
    """
    Type, two edits at a time, save now and then, and tell what is kept.
    """
    with Workspace.open(folder) as workspace:
        room = Room.open(workspace, "shop")
        for n in count(0, 2):
            edits = [SetField(at=CARD, field=("owner",), value=f"{client}-{n + i}") for i in (0, 1)]
            submitted = room.submit(
                [
                    Submission(
                        transaction=Transaction(client=client, n=n + i, edits=(edit,)), author="Ana"
                    )
                    for i, edit in enumerate(edits)
                ]
            )
            for outcome in submitted.outcomes:
                if isinstance(outcome, Commit):
                    os.write(told, f"{outcome.client} {outcome.n}\n".encode())
            if n % 6 == 0:
                room.save()


def killed(folder: str, client: str, n_told: int) -> list[str]:
    """
    Let one type, and kill it in the middle of things once it was told so many times.
    """
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ear)
        try:
            typed(folder, client, mouth)
        finally:
            os._exit(1)
    os.close(mouth)
    with os.fdopen(ear, encoding="ascii") as heard:
        lines = [heard.readline() for _ in range(n_told)]
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return lines + heard.readlines()


def main(folder: str, seed: str, rounds: str) -> None:
    """
    Kill as many as are asked for.
    """
    # Once here, so that what a first room takes long for is there in every round.
    with Workspace.open(folder) as workspace:
        Room.open(workspace, "shop").save()
    chance = random.Random(int(seed))  # noqa: S311 (a seeded choice keeps no secret)
    for i in range(int(rounds)):
        sys.stdout.writelines(killed(folder, f"c{i}", chance.randint(1, 12)))
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
