"""Texts of rounds: chains, places, decisions of rounds, lists for publicity."""

from __future__ import annotations

ROUND_TEXTS: dict[str, tuple[str, str]] = {
    "chain.over": (
        "{name}：连续 {length} 届（{rounds}）",
        "{name}: {length} rounds on end ({rounds})",
    ),
    "chain.none": ("{name}：无连续届次", "{name}: no round on end"),
    "chain.reached": (
        "{on}，{round} 届结束时连续 {length} 届",
        "{length} on end when round {round} closed on {on}",
    ),
    "chain.may-reach": (
        "{on}，{round} 届结束时可能连续 {length} 届",
        "perhaps {length} on end when round {round} closed on {on}",
    ),
    "chain.waits": ("{round} 届到期未结束", "round {round} is due and not closed"),
    "expected.quota-somewhere": (
        "quota，或在某一届的 quotas 中写明",
        "a quota, or one among the quotas of a round",
    ),
    "problem.skips-class": (
        "一届的决定跨越了不止一类",
        "a decision of a round leads over more than one class",
    ),
    "expected.next-class": ("ladder 中相邻的一类", "the next class of the ladder"),
    "left-out.no-result": ("本届无“{kind}”", 'no "{kind}" in this round'),
    "left-out.state": ("状态为{states}，不能作此决定", "it is {states}, from which this cannot be"),
    "left-out.unmet": ("未达到“{name}”", 'it does not meet "{name}"'),
    "left-out.banned": ("自 {first} 起不得参评：{why}", "barred since {first}: {why}"),
    "left-out.banned-until": (
        "{first} 至 {last} 不得参评：{why}",
        "barred from {first} to {last}: {why}",
    ),
    "proposal.title": ("{name}，{round} 届拟定（{as_of}）", "{name}, round {round}, as of {as_of}"),
    "proposal.notice": ("{name}，{round} 届公示名单", "{name}, round {round}: list for publicity"),
    "proposal.line": ("第 {place} 名，{name}", "{place}, {name}"),
    "proposal.both": (
        "{id} 两头都可能入选，暂不决定",
        "{id} may be chosen from both ends: not decided on",
    ),
    "proposal.void": ("{id} 已不成立，应撤销", "{id} does not follow any more: to be withdrawn"),
    "round.ahead": ("{round} 届：{opens} 开始", "round {round}: opens on {opens}"),
    "round.open": ("{round} 届：进行中", "round {round}: open"),
    "round.overdue": ("{round} 届：到期未结束", "round {round}: due and not closed"),
    "round.closed": ("{round} 届：{closed} 结束", "round {round}: closed on {closed}"),
}
