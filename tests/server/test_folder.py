"""
The maps of a folder, asked for over real HTTP.
"""

from __future__ import annotations

import http.client
import threading
from typing import TYPE_CHECKING

import pytest

from touchline.server.errors import NoSuchFolder, PortTaken
from touchline.server.folder import open_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.server import ThreadingHTTPServer
    from pathlib import Path

MAP = """\
touchline: 1
id: bakery
title: {en: Buying <bread>, de: Brot kaufen}
stages:
  - id: shop
    name: Shop
    steps: [{id: choose, name: I choose}, {id: pay, name: I pay}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    maps = tmp_path / "maps"
    maps.mkdir()
    (maps / "bakery.map.yaml").write_text(MAP, "utf-8")
    (maps / "broken.map.yaml").write_text("stages: [", "utf-8")
    (maps / "events.csv").write_text("case,activity", "utf-8")
    (maps / ".secret").write_text("hidden", "utf-8")
    (tmp_path / "outside.txt").write_text("outside", "utf-8")
    return maps


@pytest.fixture
def server(folder: Path) -> Iterator[ThreadingHTTPServer]:
    with open_server(folder, 0) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def ask(
    server: ThreadingHTTPServer, path: str, **headers: str
) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=60)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read().decode("utf-8", "replace")
    connection.close()
    return response.status, body, response.headers


def test_the_first_page_lists_the_maps_in_the_readers_language(
    server: ThreadingHTTPServer,
) -> None:
    status, page, _ = ask(server, "/", **{"Accept-Language": "de-CH,en;q=0.5"})

    assert status == 200
    assert "Brot kaufen" in page
    assert '<html lang="de" dir="ltr">' in page


def test_text_of_a_map_cannot_become_markup(server: ThreadingHTTPServer) -> None:
    _, page, _ = ask(server, "/", **{"Accept-Language": "en"})

    assert "Buying &lt;bread&gt;" in page
    assert "<bread>" not in page


def test_a_map_opens_as_a_page(server: ThreadingHTTPServer) -> None:
    status, page, headers = ask(server, "/bakery.map.yaml.html", **{"Accept-Language": "fa"})

    assert status == 200
    assert 'dir="rtl"' in page
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_map_is_drawn_small_beside_its_title(server: ThreadingHTTPServer) -> None:
    _, page, _ = ask(server, "/")
    status, picture, headers = ask(server, "/bakery.map.yaml.svg")

    assert '<img src="/bakery.map.yaml.svg"' in page
    assert (status, "<svg" in picture) == (200, True)
    assert headers["Content-Type"].startswith("image/svg+xml")


def test_the_list_is_set_in_the_bundled_faces(server: ThreadingHTTPServer) -> None:
    status, _, headers = ask(server, "/-/Inter-400.ttf")
    refused, _, _ = ask(server, "/-/NoSuchFace.ttf")

    assert (status, refused) == (200, 404)
    assert headers["Content-Type"] == "font/ttf"


def test_a_broken_map_is_listed_with_its_fault(server: ThreadingHTTPServer) -> None:
    status, page, _ = ask(server, "/")
    refused, told, _ = ask(server, "/broken.map.yaml.html")

    assert (status, refused) == (200, 422)
    assert 'role="alert"' in page
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "path",
    ["/events.csv", "/../outside.txt", "/%2e%2e/outside.txt", "/.secret", "/nothing.map.yaml.html"],
)
def test_nothing_outside_the_folder_nothing_hidden_and_no_log_is_served(
    server: ThreadingHTTPServer, path: str
) -> None:
    status, body, _ = ask(server, path)

    assert (status, body) == (404, "")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", ""])
def test_a_page_of_another_host_cannot_reach_the_maps(
    server: ThreadingHTTPServer, host: str
) -> None:
    status, body, _ = ask(server, "/", Host=host)

    assert (status, body) == (403, "")


@pytest.mark.parametrize("host", ["localhost:8017", "127.0.0.1", "[::1]:8017"])
def test_this_machine_is_known_by_its_own_names(server: ThreadingHTTPServer, host: str) -> None:
    status, _, _ = ask(server, "/", Host=host)

    assert status == 200


def test_a_missing_folder_and_a_taken_port_are_said(
    server: ThreadingHTTPServer, folder: Path
) -> None:
    with pytest.raises(NoSuchFolder, match="There is no folder"):
        open_server(folder / "nowhere", 0)
    with pytest.raises(PortTaken, match="is taken"):
        open_server(folder, server.server_address[1])
