"""Lint of policies (办法检查): what is worth a look in a policy that loads.

What belongs here: findings, how much can be reached, conduct that is protected. What does
not: what stops a policy from loading, which its model says.
"""
