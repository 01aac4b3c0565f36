"""Texts of consequences: what follows, for how long."""

from __future__ import annotations

CONSEQUENCE_TEXTS: dict[str, tuple[str, str]] = {
    "follows.band": ("等级降为 {name}", "the band falls to {name}"),
    "follows.post": ("记分项目“{name}”", 'the item "{name}"'),
    "follows.benefit": ("礼遇“{name}”", 'the benefit "{name}"'),
    "follows.benefit-worth": (
        "礼遇“{name}”（{worth} 元）",
        'the benefit "{name}", worth {worth} yuan',
    ),
    "follows.duty": ("追加任务“{name}”", 'the duty "{name}"'),
    "follows.publicity": ("{name}", "{name}"),
    "follows.step": ("启动“{name}”", 'the step "{name}"'),
    "follows.ends": ("不再担任或加入“{name}”", 'no longer "{name}"'),
    "follows.ban": ("{time}不得{what}", "barred from {what} {time}"),
    "follows.ban.for": ("{span}内", "for {span}"),
    "follows.ban.until": ("“{kind}”之前", 'until "{kind}"'),
    "follows.ban.through-year": (
        "本年及其后 {number} 年内",
        "to the end of the year, and {number} more",
    ),
    "follows.ban.through-quarter": (
        "本季及其后 {number} 个季度内",
        "to the end of the quarter, and {number} more",
    ),
    "follows.ban.through-month": (
        "本月及其后 {number} 个月内",
        "to the end of the month, and {number} more",
    ),
    "follows.ban.through-week": (
        "本周及其后 {number} 周内",
        "to the end of the week, and {number} more",
    ),
    "follows.ban.through-day": ("当日及其后 {number} 天内", "that day, and {number} more"),
    "follows.stops.redeem": ("兑换", "redeeming"),
    "follows.stops.rank": ("排名", "being ranked"),
    "follows.stops.benefits": ("享受礼遇", "benefits"),
    "follows.stops.title": ("参评“{name}”", '"{name}"'),
}
