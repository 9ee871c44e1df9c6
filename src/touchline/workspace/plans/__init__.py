"""
From an objective to the maps that it needs.
"""
