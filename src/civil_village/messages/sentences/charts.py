"""Texts of charts and titles: what is wrong with a chart, what became of a unit, and why."""

from __future__ import annotations

CHART_TEXTS: dict[str, tuple[str, str]] = {
    # What is wrong with a chart.
    "problem.unreachable-state": ("没有步骤通到此状态", "nothing leads to a state"),
    "problem.dead-end": (
        "此状态没有出路，也没有声明为终点",
        "nothing leads out of a state that is not final",
    ),
    "hint.final": ("如为终点，请写 final: true", "if it is an end, write final: true"),
    "problem.final-left": ("终点状态还有出路", "something leads out of a final state"),
    "problem.endless": (
        "这些状态到期后互相接续，永不停止",
        "states follow each other by time alone, in a ring",
    ),
    "expected.state-after": (
        "期满后进入的状态",
        "the state that begins when the time is over",
    ),
    "hint.endless": (
        "让其中一个状态不再因到期转换",
        "let one of them have no time of its own",
    ),
    "problem.never-tried": ("此步骤永远轮不到", "a step can never be tried"),
    "hint.never-tried": (
        "前面有一个步骤不设条件，已接走同一事项；请把它放到最后",
        "an earlier step without a condition takes the same event; put that one last",
    ),
    "problem.two-uses": ("一类事项有两种用途", "a kind of event has two uses"),
    "hint.two-uses": (
        "步骤、提出与裁定各用一类事项",
        "let steps, what opens and what decides have kinds of their own",
    ),
    "expected.guard-names": (
        "本事项的填报内容（{names}），或 days_since_、earlier_ 加事项种类",
        "a value of the event ({names}), or days_since_ or earlier_ before a kind of event",
    ),
    "expected.guard-names.none": (
        "days_since_、earlier_ 加事项种类（本事项没有填报内容）",
        "days_since_ or earlier_ before a kind of event, since the event has no values",
    ),
    "expected.not-judged": (
        "rule；评审意见请作为事项的填报内容",
        "a rule; let the event report the judgement as a value",
    ),
    "problem.changes-nothing": (
        "此类事项不引起任何变化，也没有条件读取",
        "events of this kind change nothing, and no guard reads them",
    ),
    # A chart as a picture.
    "chart.drawn": ("{parts}", "{parts}"),
    "chart.drawn.over": ("满 {span}", "after {span}"),
    # What became of a unit.
    "chart.one-of": ("{states}之一", "one of {states}"),
    "chart.event": ("{kind} {id}（{on}）", "{kind} {id} on {on}"),
    "chart.event.undated": ("{kind} {id}", "{kind} {id}"),
    "chart.who": ("由谁办理", "who did it"),
    "chart.never": ("{name}（此前没有）", "{name} (there was none)"),
    "chart.stay": ("{first} 至 {last}：{state}", "{first} to {last}: {state}"),
    "chart.stay.still": ("{first} 起：{state}", "since {first}: {state}"),
    "chart.stay.always": ("至 {last}：{state}", "to {last}: {state}"),
    "chart.stay.always.still": ("始终：{state}", "from the beginning: {state}"),
    "chart.stay.time": ("前一状态到期", "the state before ran out"),
    "chart.stay.event": ("依据 {id}", "by {id}"),
    "chart.refused.no-step": (
        "{event}：“{state}”状态下不能办理",
        '{event}: not possible in the state "{state}"',
    ),
    "chart.refused.by": ("{event}：应由{by}办理", "{event}: only {by} may do it"),
    "chart.refused.unmet": ("{event}：条件未满足", "{event}: requirements are not met"),
    "chart.refused.undetermined": (
        "{event}：是否生效未定",
        "{event}: undetermined whether it has an effect",
    ),
    "chart.refused.banned": ("{event}：处于取消资格期间", "{event}: barred on that day"),
    "chart.refused.moved": (
        "{event}：同一届已调整过类别",
        "{event}: the same round has moved it already",
    ),
    "chart.refused.late": ("{event}：已过期限", "{event}: too late"),
    "chart.refused.nothing-open": (
        "{event}：没有待裁定的事项",
        "{event}: nothing is open that it could decide on",
    ),
    "chart.refused.vague": ("{event}：没有确切日期", "{event}: it has no exact day"),
    "chart.refused.wrong-value": ("{event}：填报的值不对", "{event}: a value of it is wrong"),
    "chart.refused.no-unit": (
        "{event}：没有写明对象，也没有用 of 指明台账中的事件",
        "{event}: it does not say whom it is about, nor speaks of an event of the log",
    ),
    "chart.refused.no-instance": (
        "{event}：没有写明属于哪一件",
        "{event}: it does not say to what it belongs",
    ),
    "chart.refused.untold": (
        "{event}：此前情况不明，是否生效未定",
        "{event}: too much is open before to say whether it has an effect",
    ),
    "chart.refused.perhaps": ("可能无效：{said}", "perhaps without effect: {said}"),
    "chart.instead": ("此时可办理：{allowed}", "possible instead: {allowed}"),
    "chart.instead.nothing": ("此时不能再办理任何事项", "nothing is possible there any more"),
    "chart.allowed.by": ("{kind}（{by}）", "{kind} (by {by})"),
    "chart.guard.met": ("已满足：{name}（{rule}）", "met: {name} ({rule})"),
    "chart.guard.unmet": ("未满足：{name}（{rule}）", "not met: {name} ({rule})"),
    "chart.guard.undetermined": ("须满足：{name}（{rule}）", "needed: {name} ({rule})"),
    "chart.guard.exempt": ("不适用：{name}（{rule}）", "does not apply: {name} ({rule})"),
    "chart.ban": ("取消资格（{id}）", "barred by {id}"),
    "chart.ban.until": ("取消资格至 {last}（{id}）", "barred by {id} until {last}"),
    "chart.open": ("{kind} {id} 结果未定", "undetermined by {kind} {id}"),
    "chart.can": ("可办理“{kind}”，转为“{to}”", '"{kind}", which leads to "{to}"'),
    "chart.can.stay": ("可办理“{kind}”，状态不变", '"{kind}", which leaves the state as it is'),
    "chart.can.open": ("可提出“{kind}”", '"{kind}" can be raised'),
    "chart.can.decide": ("可对 {of} 作出“{kind}”", '"{kind}" on {of}'),
    "chart.by": ("由{by}办理", "by {by}"),
    "chart.until": ("截至 {last}", "until {last}"),
    "chart.follows": ("{unit}：{state}（自 {on}）：{what}", "{unit}, {state} from {on}: {what}"),
    "title.unheard": ("台账中没有 {unit} 的记录", "the log has nothing about {unit}"),
    "title.kind.ban": ("取消资格", "ban"),
    "title.kind.round_closed": ("本届结束", "close of a round"),
    "title.kind.withdraw": ("撤销登记", "withdrawal of an entry"),
    "screen.not-a-value": (
        "{found}：请写成 名称=值",
        "{found}: write a value as NAME=VALUE",
    ),
    # The standing of a title.
    "kind.title_scheme": ("称号办法", "title scheme"),
    "title.title": ("{name}，截至 {as_of}", "{name}, as of {as_of}"),
    "title.known": ("只计 {known} 及以前记录的事件", "as known on {known}"),
    "title.count": ("{state}：{count} 个", "{state}: {count}"),
    "title.state": ("{unit}：{state}", "{unit}: {state}"),
    "title.state.since": ("{unit}：{state}（自 {since}）", "{unit}: {state} since {since}"),
    "title.state.until": (
        "{unit}：{state}（{since} 至 {until}）",
        "{unit}: {state} from {since} to {until}",
    ),
    "title.held": ("“{kind}” {id} 尚未裁定，不因到期转换", '"{kind}" {id} is open and holds it'),
    "title.history": ("经过：", "so far:"),
    "title.can": ("现在可办：", "possible now:"),
    "title.refused": ("未生效的事项：{count} 项", "without effect: {count}"),
    "title.follows": ("后续处理：", "what follows:"),
    "title.others": (
        "针对其他事项的 {count} 项：{ids}",
        "{count} speak of something else: {ids}",
    ),
    "title.more": ("另有 {count} 行", "and {count} more"),
}
