"""
The set-up names what a machine lacks before it begins.
"""

from __future__ import annotations

import subprocess
import sys

from checks import machine


def test_a_machine_that_lacks_programs_and_may_install_none_is_told_all_of_them(tmp_path):
    ran = subprocess.run(
        [sys.executable, machine.__file__],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    # Debian's servers of PostgreSQL are found wherever programs are looked for.
    has_server = any(machine.POSTGRES.glob("*/bin/postgres"))
    lacked = "chromium, java, node, npm, " + ("" if has_server else "postgres, ") + "soffice"
    said = f"This machine lacks: {lacked}. Install them and run make again.\n"
    assert (ran.returncode, ran.stderr) == (1, said)


def test_a_machine_that_ran_the_set_up_lacks_nothing():
    ran = subprocess.run([sys.executable, machine.__file__], capture_output=True, check=False)

    assert ran.returncode == 0
