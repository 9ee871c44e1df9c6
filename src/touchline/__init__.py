"""
Customer journey maps that measure themselves.
"""
