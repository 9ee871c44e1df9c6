"""
Make sure that this machine has what the set-up needs, before there is an environment.

Debian packages are installed where that is allowed; otherwise what is missing is named and the
set-up stops. Runs with any Python 3, so that an old one can be told apart.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20

#: The Debian packages that bring each program.
DEBIAN = {
    "chromium": "chromium",
    "java": "default-jre-headless",
    "node": "nodejs",
    "npm": "npm",
    "postgres": "postgresql",
    "soffice": "libreoffice-impress-nogui libreoffice-calc-nogui",
}

#: Where Debian puts servers of PostgreSQL, which is no place where programs are looked for.
POSTGRES = Path("/usr/lib/postgresql")


def is_there(program: str) -> bool:
    """
    Say whether a program, or `venv` for Python itself, can be run here.

    Args:
        program: Its name.

    Returns:
        Whether it is there.
    """
    if program == "venv":
        return find_spec("ensurepip") is not None
    if program == "postgres" and any(POSTGRES.glob("*/bin/postgres")):
        return True
    return shutil.which(program) is not None


def installer() -> list[str]:
    """
    Say how Debian packages are installed here.

    Returns:
        The beginning of the command; empty where nobody may install any.
    """
    if shutil.which("apt-get") is None:
        return []
    is_root = getattr(os, "geteuid", lambda: -1)() == 0
    if is_root:
        return ["apt-get"]
    sudo = shutil.which("sudo")
    nowhere = subprocess.DEVNULL
    may = sudo and subprocess.call([sudo, "-n", "true"], stdout=nowhere, stderr=nowhere) == 0
    return ["sudo", "-n", "apt-get"] if may else []


def install(missing: list[str]) -> None:
    """
    Install the Debian packages of what is missing, where that is allowed.

    Args:
        missing: Names of programs.
    """
    command = installer()
    if not (missing and command):
        return
    here = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    packages = [name for program in missing for name in DEBIAN.get(program, here).split()]
    print("installing " + ", ".join(packages))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends"]):
        words = [*command, *arguments, *(packages if "install" in arguments else [])]
        subprocess.call(words, env=quiet, stdout=subprocess.DEVNULL)


def main() -> None:
    """
    Stop with the list of what is missing, if anything is.
    """
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("Python 3.11 or later is needed: make setup PYTHON=python3.11")
    wanted = ["venv", *DEBIAN]
    install([program for program in wanted if not is_there(program)])
    still = [program for program in wanted if not is_there(program)]
    if still:
        sys.exit("This machine lacks: " + ", ".join(still) + ". Install them and run make again.")
    node = shutil.which("node") or "node"
    told = subprocess.check_output([node, "--version"], text=True)
    version = re.match(r"v(\d+)", told)
    if version is None or int(version[1]) < OLDEST_NODE:
        sys.exit(f"Node.js {OLDEST_NODE} or later is needed; this machine has {told.strip()}.")


if __name__ == "__main__":
    main()
