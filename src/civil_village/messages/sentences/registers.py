"""Texts of registers: what lists ask for, what items lack, what is owed of them."""

from __future__ import annotations

REGISTER_TEXTS: dict[str, tuple[str, str]] = {
    "kind.register": ("清单", "register"),
    "type.disclosure": (
        "{{every: 周期}} 或 {{after: {{事件种类: 期限}}}}，可列多项",
        "{{every: quarter}} or {{after: {{decision: 5 days}}}}, or a list of these",
    ),
    "need.label": ("名称", "a name"),
    "need.class": ("类别", "a class"),
    "need.actors": ("实施主体", "actors"),
    "need.steps": ("办理步骤", "steps"),
    "need.basis": ("依据", "a basis"),
    "need.supervisor": ("监督主体", "a supervisor"),
    "need.limit": ("办理时限", "a time limit"),
    "need.channels": ("办理渠道", "channels"),
    "need.disclosure": ("公开要求", "a disclosure"),
    "expected.need": (
        "“{item}”写明{need}，“{list}”的事项都须有",
        '{need} of "{item}", as every item of "{list}" has',
    ),
    "expected.covered": ("至少一项属于“{name}”", 'at least one item of the class "{name}"'),
    "expected.item-or-event": (
        "清单事项的编号，或所针对事件的编号",
        "the id of an item, or of the event that it is about",
    ),
    "expected.written-year": ("写明的年份，如 2024", "a year in digits, such as 2024"),
    "problem.item-lacking": ("清单事项有缺项", "an item lacks what its list asks for"),
    "problem.class-uncovered": ("没有事项属于此类别", "no item is of this class"),
    "problem.list-empty": ("清单中没有事项", "a list without items"),
    "hint.places": (
        "事项由各地分别办理：请写出 places，或给出要查的地方（命令行用 --place）",
        "items are done place by place: list the places, or hand in those to ask about (--place on the command line)",
    ),
    "register.owed.answer": ("{name}：答复申请", "{name}: answer"),
    "register.owed.disclosure": ("{name}：公开", "{name}: disclosure"),
    "register.by": ("责任主体：{names}", "by {names}"),
    "register.basis": ("制度依据：{basis}", "basis: {basis}"),
    "register.idle": (
        "未对应任何事项的事件：{ids}",
        "events that speak of no item: {ids}",
    ),
}
