"""
What is timed, one file a subject: each declares `ABOUT` and `works()`.
"""
