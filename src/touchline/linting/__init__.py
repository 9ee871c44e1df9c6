"""
The known mistakes in a journey map, each found by one rule.
"""
