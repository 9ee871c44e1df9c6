"""
The definitions in this folder are imported by the tests beside them, whatever way the tests are collected.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
