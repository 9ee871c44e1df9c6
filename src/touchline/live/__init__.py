"""
A map on which several people work at once, without the sockets that bring their edits.

A `Room` takes transactions in the order in which they come, writes them to the store and only then
says that they are kept. `transaction` holds what goes in and out, `reconcile` brings the map's file
and the edits together.
"""
