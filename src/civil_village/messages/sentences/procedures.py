"""Texts of procedures: steps, faults of their records, and what is to be said of them."""

from __future__ import annotations

PROCEDURE_TEXTS: dict[str, tuple[str, str]] = {
    "kind.procedure": ("议事程序", "procedure"),
    "procedure.title": ("{name} · {matter}，截至 {as_of}", "{name} · {matter}, as of {as_of}"),
    "procedure.title.one": ("{name}，截至 {as_of}", "{name}, as of {as_of}"),
    "procedure.word.impossible": ("结论：数字不可能成立", "verdict: numbers that cannot be"),
    "procedure.word.invalid": ("结论：不合程序", "verdict: not in order"),
    "procedure.word.not_carried": (
        "结论：表决未通过，程序合规，此事终结",
        "verdict: in order, the vote was not carried, and the matter ends",
    ),
    "procedure.word.overdue": ("结论：有步骤逾期未办", "verdict: a step is overdue"),
    "procedure.word.undetermined": ("结论：未定", "verdict: undetermined"),
    "procedure.word.open": (
        "结论：目前合规，尚有步骤待办",
        "verdict: in order so far, and steps are still owed",
    ),
    "procedure.word.valid": ("结论：程序合规，步骤齐全", "verdict: in order and complete"),
    "procedure.step": ("{name}：{state}", "{name}: {state}"),
    "procedure.record": ("记录 {id}（{on}）", "record {id} of {on}"),
    "procedure.record.by": ("记录 {id}（{on}，{by}）", "record {id} of {on} by {by}"),
    "procedure.record.merged": ("合并记录“{name}” {id}（{on}）", 'record {id} of {on}, "{name}"'),
    "procedure.record.merged.by": (
        "合并记录“{name}” {id}（{on}，{by}）",
        'record {id} of {on}, "{name}", by {by}',
    ),
    "procedure.waits": ("须先完成：{names}", "comes after: {names}"),
    "procedure.opens": ("最早 {day}", "not before {day}"),
    "procedure.due": ("应不迟于 {day}", "to be done by {day}"),
    "procedure.nothing-more": (
        "“{name}”表决未通过：以后的步骤不再需要",
        'the vote of "{name}" was not carried: nothing more is owed',
    ),
    "procedure.mended": ("已重新办理，不再计：", "done again, so it no longer counts:"),
    "procedure.surplus": (
        "步骤已完成后的重复记录，不计：{ids}",
        "records of what had been done already, which do not count: {ids}",
    ),
    "procedure.outline.step": ("{name}", "{name}"),
    "procedure.outline.step.by": ("{name}（{by}）", "{name} ({by})"),
    "procedure.outline.merged": ("一次记录可代替：{names}", "one record stands for: {names}"),
    "procedure.outline.interval": ("间隔至少 {time}", "at least {time} later"),
    "procedure.outline.due": ("{time}内", "within {time}"),
    "procedure.outline.notice": ("通知：{time}", "announced: {time}"),
    "procedure.outline.within": ("全程 {time}内", "all of it within {time}"),
    "procedure.outline.through": ("至“{name}”止 {time}内", 'through "{name}" within {time}'),
    "procedure.outline.invalid": ("要求“{name}”：{rule}", 'requirement "{name}": {rule}'),
    "procedure.outline.invalid.applies": (
        "要求“{name}”：{rule}（{applies}时）",
        'requirement "{name}": {rule} (where {applies})',
    ),
    "procedure.outline.stops": ("表决“{name}”：{rule}", 'vote "{name}": {rule}'),
    "procedure.outline.stops.applies": (
        "表决“{name}”：{rule}（{applies}时）",
        'vote "{name}": {rule} (where {applies})',
    ),
    "procedure.who": ("办理者", "who acted"),
    "procedure.notices": ("通知", "notices"),
    "procedure.vote.met": ("{name}：通过", "{name}: carried"),
    "procedure.vote.unmet": ("{name}：未通过", "{name}: not carried"),
    "procedure.vote.undetermined": ("{name}：未定", "{name}: undetermined"),
    "procedure.vote.exempt": ("{name}：不适用", "{name}: does not apply"),
    "procedure.enough": (
        "{name}达到 {least} 即可（至多 {most}）",
        "{name}: {least} would be enough, of {most} at most",
    ),
    "procedure.enough.least": ("{name}达到 {least} 即可", "{name}: {least} would be enough"),
    "procedure.enough.none": (
        "{name}须达到 {least}，而至多 {most}：已不可能",
        "{name}: {least} would be needed and {most} are possible, so none is enough",
    ),
    "procedure.comparison": ("{rule}，实际为 {found}", "{rule}, got {found}"),
    "procedure.notice.full": ("提前满 {time}", "{time} in full before"),
    "procedure.notice.nth": ("提前 {time}", "{time} before"),
    "procedure.days": ("{days} 天", "{days} days"),
    "procedure.path": (
        "{steps}依次办理，间隔至少要这么久",
        "the least times along {steps} come to that",
    ),
    "type.notice": ("时限，如 10 days", "a time, such as 10 days"),
    "type.whole-time": ("时限，如 20 days", "a time, such as 20 days"),
    "procedure.fault.of": ("{name}（记录 {id}）：{fault}", "{name} (record {id}): {fault}"),
    "procedure.fault.impossible": ("{says}：{found}", "{says}: {found}"),
    "procedure.fault.impossible.should": ("{says}：{expected}", "{says}: {expected}"),
    "procedure.fault.impossible.expected": (
        "{says}：{found}；应为：{expected}",
        "{says}: {found}; expected {expected}",
    ),
    "procedure.fault.requirement": ("未达到“{name}”：{sides}", '"{name}" is not met: {sides}'),
    "procedure.fault.by": (
        "由{found}办理；只能由{expected}办理，不得代行",
        "done by {found}; only {expected} may do it, and nobody in their place",
    ),
    "procedure.fault.notice": (
        "通知太迟：{found}，应不迟于 {expected}（{time}）",
        "announced too late: {found}, to be announced by {expected} ({time})",
    ),
    "procedure.fault.notice.none": (
        "没有通知：应不迟于 {expected} 通知（{time}）",
        "not announced: to be announced by {expected} ({time})",
    ),
    "procedure.fault.order": (
        "次序颠倒：{found} 办理，而“{of}”在其后（{expected}）",
        'out of order: done on {found}, "{of}" only on {expected}',
    ),
    "procedure.fault.order.none": (
        "次序颠倒：{found} 办理，而“{of}”尚未办理",
        'out of order: done on {found}, "{of}" not yet',
    ),
    "procedure.fault.interval": (
        "距“{of}”太近，差 {days} 天：{found}，应不早于 {expected}（间隔 {time}）",
        '{days} days too soon after "{of}": {found}, not before {expected} ({time} between)',
    ),
    "procedure.fault.due": (
        "逾期 {days} 天：{found}，应不迟于 {expected}（{time}内）",
        "{days} days late: {found}, to be done by {expected} ({time})",
    ),
    "procedure.fault.within": (
        "全程超期 {days} 天：{found}，应不迟于 {expected}（全程 {time}）",
        "{days} days beyond the time for all steps: {found}, by {expected} ({time})",
    ),
    "procedure.fault.stopped": (
        "“{of}”表决未通过（{expected}）之后仍办理：{found}",
        'done on {found}, although the vote of "{of}" was not carried on {expected}',
    ),
    "problem.too-little-time": (
        "时间不够，没有记录能做到",
        "too little time: no record can keep to it",
    ),
    "expected.time-for": ("至少 {least}", "at least {least}"),
    "problem.several-matters": ("日志中有多个事项", "the log has several matters"),
    "expected.one-matter": ("一个事项", "one matter"),
    "hint.name-matter": (
        "请指明事项（matter），或用 check_records 逐一审查",
        "name the matter (`matter`), or judge each with `check_records`",
    ),
    "hint.notice-of": ("请写明通知的是哪一步（of）", "say which step it announces (`of`)"),
    "expected.exact-day": ("确切的一天（on），如 2026-03-02", "an exact day (`on`), as 2026-03-02"),
}
