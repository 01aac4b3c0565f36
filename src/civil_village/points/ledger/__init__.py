"""The ledger (积分台账): what happened, as entries that are only ever added.

What belongs here: the entries, the log of them, and the roster that says who is who. What
does not: what they are worth.
"""
