"""
What shape a map has.
"""
