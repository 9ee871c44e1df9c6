"""
The command line: one file per verb, each declaring its `command`.

A verb's words are catalogue messages `cli.<verb>.summary` and `cli.option.<name>`; its examples are
the `EXAMPLES` of its file, printed by `--help` and run by the tests.
"""
