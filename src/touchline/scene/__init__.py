"""
How a map becomes a picture: placed primitives on a sheet, in one of several styles.
"""
