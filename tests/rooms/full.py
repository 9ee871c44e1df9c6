"""
A program that types long words until there is no room left: `python full.py FOLDER`.
"""

from __future__ import annotations

import resource
import sys
from itertools import count

from touchline.document.edits import SetField
from touchline.live.room import Room
from touchline.live.transaction import Refusal, Submission, Transaction
from touchline.location import Location
from touchline.workspace import Workspace

CARD = Location.parse("step:order/lane:hurts/card:p1")


def main(folder: str) -> None:
    """
    Type, and tell what is kept, and at last whether the room is as it was before the refusal.
    """
    with Workspace.open(folder) as workspace:
        room = Room.open(workspace, "shop")
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
        for n in count(1):
            edit = SetField(at=CARD, field=("text",), value=f"{n} " + "word " * 3_000)
            before = room.state()
            transaction = Transaction(client="tab", n=n, edits=(edit,))
            (outcome,) = room.submit([Submission(transaction=transaction)]).outcomes
            if isinstance(outcome, Refusal):
                is_whole = outcome.is_passing and room.state() == before
                sys.stdout.write("refused\n" if is_whole else "broken\n")
                return
            sys.stdout.write(f"{n}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
