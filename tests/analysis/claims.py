"""
Six requests for compensation, the running example of van der Aalst (2016), Process Mining, 2nd
edition, table 2.1, by their paths.
"""

from __future__ import annotations

from touchline.eventlog.log import EventLog

REGISTER, THOROUGH, CASUAL = "register request", "examine thoroughly", "examine casually"
CHECK, DECIDE, AGAIN = "check ticket", "decide", "reinitiate request"
PAY, REJECT = "pay compensation", "reject request"

PATHS = (
    (REGISTER, THOROUGH, CHECK, DECIDE, REJECT),
    (REGISTER, CHECK, CASUAL, DECIDE, PAY),
    (REGISTER, CASUAL, CHECK, DECIDE, AGAIN, THOROUGH, CHECK, DECIDE, PAY),
    (REGISTER, CHECK, THOROUGH, DECIDE, REJECT),
    (
        *(REGISTER, CASUAL, CHECK, DECIDE, AGAIN, CHECK, CASUAL, DECIDE),
        *(AGAIN, CASUAL, CHECK, DECIDE, REJECT),
    ),
    (REGISTER, CASUAL, CHECK, DECIDE, PAY),
)

#: An hour lies between neighbours.
HOUR = 3_600_000_000

CLAIMS = EventLog.from_events(
    (str(number), activity, place * HOUR)
    for number, path in enumerate(PATHS, 1)
    for place, activity in enumerate(path)
)
