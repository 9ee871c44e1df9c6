"""
The command line, for those who start it with `python -m touchline`.
"""

from __future__ import annotations

import sys

from touchline.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
