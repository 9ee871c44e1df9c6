"""
Exit codes that scripts rely on.
"""

from __future__ import annotations

#: All went well.
OK = 0
#: `check` found something.
FINDINGS = 1
#: What was given cannot be used.
BAD_INPUT = 2
#: The person stopped the program.
INTERRUPTED = 130
