"""Texts of problems: what is wrong, what was expected, what to do next."""

from __future__ import annotations

PROBLEM_TEXTS: dict[str, tuple[str, str]] = {
    # How a problem is put together.
    "where.line": ("第 {line} 行第 {column} 列", "line {line}, column {column}"),
    "where.here": ("此处", "here"),
    "list.separator": ("、", ", "),
    "value": ("{value}", "{value}"),
    "value.true": ("是", "true"),
    "value.false": ("否", "false"),
    "value.none": ("无", "nothing"),
    "problem.got": (",实际为 {found}", ", got {found}"),
    "problem.expected": (";应为{expected}", "; expected {expected}"),
    "problem.line": ("{where}:{said}。", "{where}: {said}."),
    "problem.hint": ("提示:{hint}", "Hint: {hint}"),
    "problem.more": ("另有 {count} 个问题。", "and {count} more."),
    "hint.nearest": ("是否指 {name}?", "did you mean {name}?"),
}
