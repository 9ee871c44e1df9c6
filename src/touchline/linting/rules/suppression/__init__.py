"""
How rules are switched off.
"""
