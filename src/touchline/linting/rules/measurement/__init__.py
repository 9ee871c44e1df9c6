"""
What a log says about a map.
"""
