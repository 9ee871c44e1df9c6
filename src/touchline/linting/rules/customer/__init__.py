"""
Whose journey it is, and what they need.
"""
