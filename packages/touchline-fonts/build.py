"""
Fill the package's `faces` folder from the npm packages that `package-lock.json` pins.

    python build.py          fetch and copy, unless every face is already there
    python build.py --lock   remake the lock, without the address of any registry
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FACES_FOLDER = HERE / "src" / "touchline_fonts" / "faces"

#: The npm package that holds each family.
PACKAGES = {
    "Inter": "inter",
    "NotoSansSC": "noto-sans-sc",
    "NotoSansTC": "noto-sans-tc",
    "Vazirmatn": "vazirmatn",
}
WEIGHTS = {"400": "400Regular", "500": "500Medium", "600": "600SemiBold", "700": "700Bold"}


def face_names() -> list[str]:
    """
    Read the faces that the package promises, without importing it.

    Returns:
        The names in the order of the package.
    """
    source = (HERE / "src" / "touchline_fonts" / "__init__.py").read_text(encoding="utf-8")
    return re.findall(r'^    "(\w+-\d+(?:-Italic)?)",$', source, flags=re.MULTILINE)


def origin(face: str) -> Path:
    """
    Say which file of an npm package a face is copied from.

    Args:
        face: A name such as `Inter-400-Italic`.

    Returns:
        The path below `node_modules`.
    """
    family, weight, *slant = face.split("-")
    style = "_".join([WEIGHTS[weight], *slant])
    package = HERE / "node_modules" / "@expo-google-fonts" / PACKAGES[family]
    return package / style / f"{family}_{style}.ttf"


def npm(*arguments: str) -> None:
    """
    Run npm in this folder.

    Args:
        arguments: What follows `npm`.
    """
    program = shutil.which("npm")
    if program is None:
        sys.exit("npm is not installed; it brings the fonts. Install Node.js 20 or later.")
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([program, *arguments, *flags], cwd=HERE, check=True)  # noqa: S603 (our own words)


def lock() -> None:
    """
    Remake the lock so that it names packages and hashes but no registry.
    """
    npm("install", "--package-lock-only")
    path = HERE / "package-lock.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for entry in content["packages"].values():
        entry.pop("resolved", None)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def fill() -> None:
    """
    Fetch the packages and copy each face and each licence into the Python package.
    """
    faces = face_names()
    if all((FACES_FOLDER / f"{face}.ttf").is_file() for face in faces):
        return
    npm("ci")
    FACES_FOLDER.mkdir(parents=True, exist_ok=True)
    for face in faces:
        shutil.copyfile(origin(face), FACES_FOLDER / f"{face}.ttf")
    for family, package in PACKAGES.items():
        licence = HERE / "node_modules" / "@expo-google-fonts" / package / "LICENSE_FONT"
        shutil.copyfile(licence, FACES_FOLDER / f"OFL-{family}.txt")


if __name__ == "__main__":
    lock() if "--lock" in sys.argv[1:] else fill()
