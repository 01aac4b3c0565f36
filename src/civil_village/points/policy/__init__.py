"""The policy (积分办法): what a village writes down on points, as data.

What belongs here: accounts, items, caps, rewards, and what follows from points. What does
not: what happened, which stands in a ledger.
"""
