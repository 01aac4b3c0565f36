"""Scorers of another package (计分插件示例): a grading and an aggregation."""

from __future__ import annotations

from example_scorers.best import Best
from example_scorers.majority import Majority

__all__ = ["Best", "Majority"]
