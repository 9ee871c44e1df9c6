"""
The same questions in other engines, each a program of its own in an environment of its own.

They are no dependency of the project: `requirements.txt` beside this file names them.
"""
