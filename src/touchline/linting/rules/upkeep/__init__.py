"""
How a map is kept true and cared for.
"""
