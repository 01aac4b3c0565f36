"""Strategies for points policies, ledgers and rosters (积分制)."""
