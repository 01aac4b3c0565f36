"""Texts of covenants: what one says of an event, how strict it is, what reaches other logs."""

from __future__ import annotations

COVENANT_TEXTS: dict[str, tuple[str, str]] = {
    "covenant.title": ("{covenant}：{name}（{on}）：{word}", "{covenant}: {name} ({on}): {word}"),
    "covenant.planned": (
        "{covenant}：{name}（拟于 {on}）：{word}",
        "{covenant}: {name} (planned for {on}): {word}",
    ),
    "covenant.event": ("{kind}“{name}”", '{kind} "{name}"'),
    "covenant.no-day": ("日期不详", "day not known"),
    "covenant.word.breach": ("违约", "breach"),
    "covenant.word.in_order": ("合约", "in order"),
    "covenant.word.not_regulated": ("村规未作规定", "not regulated"),
    "covenant.word.open": ("未定", "open"),
    "covenant.article.met": ("{name}：遵守", "{name}: kept"),
    "covenant.article.unmet": ("{name}：违反", "{name}: broken"),
    "covenant.article.undetermined": ("{name}：未定", "{name}: undetermined"),
    "covenant.article.exempt": ("{name}：不适用", "{name}: does not apply"),
    "covenant.forbidden": ("禁止{kind}", "{kind} is forbidden"),
    "covenant.then": ("后果：{what}", "what follows: {what}"),
    "covenant.notice.given": ("{name}：{on} 已办", "{name}: there on {on}"),
    "covenant.notice.late": (
        "{name}：{on} 才办，迟 {days} 天",
        "{name}: there only on {on}, {days} days late",
    ),
    "covenant.notice.owed": (
        "{name}：应在 {due} 前（含当日）办理，已逾期 {days} 天",
        "{name}: was due by {due}, {days} days ago",
    ),
    "covenant.notice.due": (
        "{name}：应在 {due} 前（含当日）办理",
        "{name}: due by {due}",
    ),
    "covenant.notice.unknown": (
        "{name}：应在 {due} 前（含当日）办理，是否办过不详",
        "{name}: was due by {due}; whether it was there is not known",
    ),
    "covenant.notice.no-day": (
        "{name}：日期不详，何时应办未定",
        "{name}: when it is due depends on the day, which is not known",
    ),
    "covenant.exemplary.earned": (
        "遵守全部条款，可得奖励（计 {worth} 元）",
        "all articles are kept, which earns (worth {worth} yuan)",
    ),
    "covenant.exemplary.open": (
        "是否遵守全部条款未定，奖励待定（{worth} 元）",
        "whether all articles are kept is open, and so is what that earns (worth {worth} yuan)",
    ),
    "covenant.exemplary.lost": ("因违约失去奖励", "the reward for keeping all articles is lost"),
    "covenant.range": ("{least} 到 {most}", "{least} to {most}"),
    "covenant.not-in-force": (
        "{edition} 当日未生效：没有该版本的决定记录，因此不适用",
        "{edition} was not in force that day: no decision on this edition is recorded, so nothing of it applies",
    ),
    "covenant.force-unknown": (
        "未提供事件簿，{edition} 当日是否生效未核对",
        "without a log nobody looked at whether {edition} was in force that day",
    ),
    "field.articles": ("条款", "articles"),
    "field.changed_by": ("修订程序", "who decides on a change"),
    "field.exemplary": ("示范奖励", "reward for keeping all"),
    "field.forbidden": ("禁止性规定", "what is forbidden"),
    "field.notice": ("事前办理", "notice"),
    # How strict a covenant is beside a guideline.
    "strictness.holds": (
        "{covenant} 不宽于 {guideline}",
        "{covenant} is at least as strict as {guideline}",
    ),
    "strictness.fails": (
        "未能证明 {covenant} 不宽于 {guideline}",
        "{covenant} is not shown to be at least as strict as {guideline}",
    ),
    "strictness.article": ("{name}：{verdict}", "{name}: {verdict}"),
    "strictness.tighter": ("更严", "stricter"),
    "strictness.equal": ("相同", "the same"),
    "strictness.looser": ("更宽", "looser"),
    "strictness.unproven": ("无法证明", "cannot be shown"),
    "strictness.left_out": ("缺少这一条", "left out"),
    "strictness.added": ("自行增加", "added"),
    "strictness.other-form": (
        "一方要求事前办理，另一方约束事项本身",
        "one asks for a notice before the event, the other for something of the event itself",
    ),
    "strictness.other-notice": (
        "两方要求办理的事项不同",
        "they ask for different notices",
    ),
    "strictness.other-unit": (
        "两方的时间单位不同",
        "their times are in different units",
    ),
    "strictness.other-fact": (
        "两方对“{name}”的定义不同",
        'they define "{name}" differently',
    ),
    # Findings on covenants.
    "problem.kind-without-article": (
        "没有条款涉及这类事项",
        "no article speaks of this kind of event",
    ),
    "problem.condition-and-rule": (
        "适用条件和规则读取同一数据，缺少它时两者都未定",
        "condition and rule read the same fact: without it both are open",
    ),
    "problem.no-use": (
        "后果提到其他文档的内容，却没有写明是哪份文档",
        "a consequence names a part of another document, and no document is named",
    ),
    "problem.no-decision": ("没有写明修订由谁决定", "who decides on a change is not said"),
    "hint.ask-condition": (
        "请把适用条件另设为一项数据",
        "ask for the condition as a fact of its own",
    ),
    "hint.uses": (
        "请在 uses 中写明该文档，如 uses: [demo.points@2024]",
        "name it under uses, as uses: [demo.points@2024]",
    ),
}
