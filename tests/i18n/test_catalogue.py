from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path


def _run(script: str, path: Path | None = None) -> str:
    environ = {**os.environ, "PYTHONPATH": str(path or "")}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_six_languages_are_built_in_english_first() -> None:
    assert LANGUAGES == ("en", "de", "fa", "ms", "zh-Hans", "zh-Hant")


def test_importing_loads_nothing_that_plain_messages_do_not_need() -> None:
    heavy = ["icu4py", "json", "datetime", "decimal", "importlib.metadata", "unicodedata"]
    script = f"import sys, touchline.i18n; print([m for m in {heavy} if m in sys.modules])"

    assert _run(script) == "[]\n"


def test_plain_messages_and_names_do_without_icu() -> None:
    script = (
        "import sys; from touchline.i18n import translate;"
        "translate('term.step', 'fa'); translate('error.at', 'fa', place='a:1');"
        "print('icu4py' in sys.modules)"
    )

    assert _run(script) == "False\n"


def test_another_package_brings_a_language(tmp_path: Path) -> None:
    words = {
        "language.direction": "ltr",
        "language.parent": "de",
        "language.calendar": "gregory",
        "language.serves": "als",
        "term.step": "Schritt uf Schwiizertüütsch",
    }
    (tmp_path / "swiss").mkdir()
    (tmp_path / "swiss" / "__init__.py").touch()
    (tmp_path / "swiss" / "gsw.json").write_text(json.dumps(words), "utf-8")
    metadata = tmp_path / "swiss-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: swiss\nVersion: 1\n", "utf-8")
    (metadata / "entry_points.txt").write_text(
        "[touchline.languages]\ngsw = swiss:gsw.json\nde = swiss:gsw.json\n", "utf-8"
    )
    script = (
        "from touchline.i18n import closest_language, languages, translate;"
        "print(languages()[-1], closest_language('gsw-CH'), closest_language('als'),"
        "ascii(translate('term.step', 'gsw-CH')), translate('term.stage', 'gsw'),"
        "translate('term.step', 'de'))"
    )

    told = _run(script, tmp_path)

    # Our own tag stays ours; what Swiss German lacks is told in its parent, German.
    assert told == "gsw gsw gsw 'Schritt uf Schwiizert\\xfc\\xfctsch' Phase Schritt\n"
