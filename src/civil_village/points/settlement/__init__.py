"""Settlement (结算): a ledger folded by a policy, and the state that it comes to on a day.

What belongs here: the fold, the book that it keeps, the state that users ask. What does not:
how one claim or one balance is worked out.
"""
