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
}
