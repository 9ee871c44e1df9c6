"""
The rules of the house that no bought tool knows.

One file is one rule and offers `faults(root)`, which gives a line for each place that breaks it;
`python -m checks` runs them all, `python -m checks sizes` one.
"""
