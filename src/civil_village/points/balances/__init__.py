"""Balances (结余): what the accounts of one subject, and the stock of a reward, come to.

What belongs here: movements, lapses, resets, sums by period or day. What does not: which
claims count, and who is asked.
"""
