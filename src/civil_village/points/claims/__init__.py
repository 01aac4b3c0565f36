"""Claims (积分申报): how one stands on a day, and how much it is worth.

What belongs here: the edition that applies to a claim, what was said of it, its value step by
step. What does not: the balance that it goes into.
"""
