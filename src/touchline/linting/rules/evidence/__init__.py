"""
What stands behind a map.
"""
