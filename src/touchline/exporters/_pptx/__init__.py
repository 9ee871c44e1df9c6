"""
How a picture or a whole map becomes slides that can be edited.
"""
