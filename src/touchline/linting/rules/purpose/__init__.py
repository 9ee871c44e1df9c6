"""
Why a map is made.
"""
