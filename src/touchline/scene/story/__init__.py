"""
The parts of a story: what a map says in sentences, and how they are set.
"""
