"""
The nouns of a journey map: frozen, typed, mute.
"""
