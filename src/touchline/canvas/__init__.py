"""
What can be drawn at all: primitives, text, themes, icons.
"""
