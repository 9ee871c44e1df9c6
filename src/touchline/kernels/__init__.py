"""
Arrays in, arrays out; no word of the domain.

A kernel speaks of cases, events, codes and times and knows nothing of customers. It checks that its
arrays are sorted before it answers, because an engine that delivers rows out of order does not say
so.
"""
