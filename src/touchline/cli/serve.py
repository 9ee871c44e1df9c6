"""
`touchline serve [FOLDER] [--port N]`: the maps of a folder in the browser, on this machine only.
"""

from __future__ import annotations

from pathlib import Path

import click

from touchline.cli._command import Verb, option
from touchline.cli._output import as_text, deliver, json_option, say
from touchline.server.folder import LOOPBACK, open_server

EXAMPLES = ("touchline serve demo --port 8017",)
#: Free on most machines.
PORT = 8017


def _serve(folder: str, port: int, *, as_json: bool) -> None:
    with open_server(Path(folder), port) as server:
        address = f"http://{LOOPBACK}:{server.server_address[1]}/"
        if as_json:
            deliver(as_text({"address": address}), None)
        else:
            say("cli.serve.ready", address=address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("cli.serve.stopped")


command = Verb(
    key="cli.serve",
    examples=EXAMPLES,
    callback=_serve,
    params=[
        click.Argument(["folder"], default=".", metavar="[FOLDER]"),
        option("--port", type=click.IntRange(0, 65535), default=PORT, metavar="N"),
        json_option(),
    ],
)
