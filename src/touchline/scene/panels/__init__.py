"""
Figures of the steps as small plots, one below the other over the same columns.
"""
