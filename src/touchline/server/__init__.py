"""
Maps over HTTP, on this machine only.
"""
