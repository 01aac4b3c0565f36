"""Strategies (取样策略): how Hypothesis draws what users write, and what follows from it."""
