"""Texts of rankings, quotas and divided sums."""

from __future__ import annotations

ORDER_TEXTS: dict[str, tuple[str, str]] = {
    "ranking.score.high": ("按得分从高到低", "by score, the highest first"),
    "ranking.score.low": ("按得分从低到高", "by score, the lowest first"),
    "ranking.part.high": ("按 {of} 的得分从高到低", "by points of {of}, the highest first"),
    "ranking.part.low": ("按 {of} 的得分从低到高", "by points of {of}, the lowest first"),
    "ranking.then": ("{first}；其次按 {by}", "{first}; then by {by}"),
    "rank.line": ("{name}：第 {place} 名（{reason}）", "{name}: place {place} ({reason})"),
    "rank.line.open": (
        "{name}：第 {best} 到第 {worst} 名（{reason}）",
        "{name}: place {best} to {worst} ({reason})",
    ),
    "rank.line.out": ("{name}：不参加排名（{reason}）", "{name}: not ranked ({reason})"),
    "rank.settled": ("{above} 个在前，{level} 个并列", "{above} above, {level} level"),
    "rank.unsettled": (
        "{above} 个确定在前，另有 {may} 个可能在前",
        "{above} surely above, {may} more may be",
    ),
    "rank.open": ("结论未定；{then}", "the outcome is open; {then}"),
    "rank.fails": ("不达标", "it fails"),
    "expected.strata": (
        "每个结果按 {name} 所属的组 strata",
        "strata, which give the {name} of each result",
    ),
    "expected.scored-part": (
        "标准中单元或项目的路径，或 veto count",
        "the path of a section or criterion of the standard, or veto count",
    ),
}
