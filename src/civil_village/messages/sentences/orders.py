"""Texts of rankings, quotas and divided sums."""

from __future__ import annotations

ORDER_TEXTS: dict[str, tuple[str, str]] = {
    "ranking.score.high": ("按得分从高到低", "by score, the highest first"),
    "ranking.score.low": ("按得分从低到高", "by score, the lowest first"),
    "ranking.part.high": ("按 {of} 的得分从高到低", "by points of {of}, the highest first"),
    "ranking.part.low": ("按 {of} 的得分从低到高", "by points of {of}, the lowest first"),
    "ranking.key.high": ("{of}（高者在前）", "{of} (the higher first)"),
    "ranking.key.low": ("{of}（低者在前）", "{of} (the lower first)"),
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
    "problem.both-ends": (
        "同一对象在两头的名额中都可能入选",
        "a unit is chosen, or may be, from both ends",
    ),
    "expected.tie-rule": (
        "ties: all、none 或 {{by: [...]}}，即并列于名额线时如何取舍",
        "ties: all, none or {{by: [...]}}, who of those tied across the cut is chosen",
    ),
    "quota.line.name": ("{name}", "{name}"),
    "quota.line.chosen": ("入选：{ids}", "chosen: {ids}"),
    "quota.line.possible": ("可能入选：{ids}", "may be chosen: {ids}"),
    "quota.line.tied": ("并列未取：{ids}", "tied and not chosen: {ids}"),
    "quota.in": ("{stratum}：{note}", "{stratum}: {note}"),
    "quota.filled": ("名额 {seats}，入选 {chosen}", "{chosen} of {seats} chosen"),
    "quota.open": (
        "名额 {seats}，确定入选 {chosen}，另有 {possible} 个未定",
        "{chosen} of {seats} surely chosen, {possible} more may be",
    ),
    "quota.over": (
        "名额 {seats}，因并列全取入选 {chosen}，超出 {more}",
        "{chosen} chosen for {seats}: {more} too many, since all that tied are taken",
    ),
    "quota.unfilled": (
        "名额 {seats}，入选 {chosen}，余 {left}：{tied} 个并列未取",
        "{chosen} of {seats} chosen, {left} left unfilled: {tied} are tied",
    ),
    "quota.short": (
        "名额 {seats}，可选者只有 {chosen} 个",
        "{chosen} of {seats} chosen: there are no more",
    ),
    "quota.chosen": ("{seats} 个名额，{above} 个在前", "{above} before it for {seats}"),
    "quota.beyond": (
        "{seats} 个名额已满，{above} 个在前",
        "not within {seats}: {above} before it",
    ),
    "quota.possible": (
        "{seats} 个名额，{above} 个确定在前，另有 {may} 个可能在前",
        "{above} surely before it for {seats}, {may} more may be",
    ),
    "quota.tied.none": (
        "并列于名额线，按规则并列不取",
        "tied across the cut, and none of those tied is taken",
    ),
    "quota.tied.by": ("并列于名额线，尚分不出先后", "tied across the cut, and no key parts them"),
    "quota.drawn": ("并列，抽签入选（种子 {seed}）", "tied, and drawn by lot (seed {seed})"),
    "quota.not-drawn": (
        "并列，抽签未中（种子 {seed}）",
        "tied, and not drawn by lot (seed {seed})",
    ),
    "quota.elsewhere": ("不在该名额的范围内", "the quota is not for its stratum"),
    "expected.stratum": (
        "选项类或文字类指标，或 {places} 之一",
        "an indicator with choices or of text, or one of {places}",
    ),
    # Divided sums and two-sided tables.
    "divide.part": ("{name}：{part}", "{name}: {part}"),
    "divide.left": ("剩余：{left}", "left: {left}"),
    "problem.parts-mismatch": ("各份之和与总额不符", "the parts do not add up to the sum"),
    "problem.tied-remainders": ("余数相同，无法取舍", "equal remainders compete for a last step"),
    "expected.remainder-ties": (
        "ties：order（按顺序）、lot（抽签）、smaller（权重小者得）、larger（权重大者得）或 left（留存）",
        "ties: order (the first), lot (drawn), smaller or larger (of the weights), left (nobody)",
    ),
    "problem.range-gap": ("没有哪一段包含这个数", "no range has this number"),
    "problem.range-overlap": ("两段都包含这个数", "two ranges have this number"),
    "problem.range-empty": ("该段不包含任何数", "a range has no number"),
    "expected.meeting": ("{before} 与 {after} 首尾相接", "{before} and {after} to meet"),
    "hint.lower-ends": (
        "请按原意改写两端，或只写下限 from（含）或 above（不含）",
        "move one of the two ends, or write lower ends alone: from (inclusive) or above",
    ),
}
