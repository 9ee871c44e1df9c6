"""
Tables that were never meant as maps: what they hold is guessed, shown and then taken.

A file becomes tables of entries (`workbook`, `delimited`, `markdown`, `slides`, `placed`), a table
becomes a grid of steps and rows (`layout`, `grid`), and a grid a map (`draft`). Whatever is guessed
is told with its place in `Understood`, so that a person can correct it by `Wishes`.
"""
