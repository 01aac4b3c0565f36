"""Texts of profiles and editions: what was tailored, what may be, and how editions differ."""

from __future__ import annotations

PROFILE_TEXTS: dict[str, tuple[str, str]] = {
    "kind.profile": ("裁量文件", "profile"),
    "tailored.added": ("由{by}增加", "added by {by}"),
    "tailored.taken": ("由{by}并入", "taken in by {by}"),
    "tailored.dropped": ("由{by}删除", "dropped by {by}"),
    "tailored.moved": ("由{by}移动", "moved by {by}"),
    "tailored.changed": ("由{by}修改", "changed by {by}"),
    "tailored.tightened": ("由{by}从严", "tightened by {by}"),
    "tailored.loosened": ("由{by}放宽", "loosened by {by}"),
    "tailored.weighed": ("由{by}调整分值", "given other points by {by}"),
    "tailored.rescaled": ("由{by}折算", "brought to the total by {by}"),
    "tailored.what": ("{told}：{what}", "{told}: {what}"),
    "tailored.because": ("{told}（{reason}）", "{told} ({reason})"),
    "tailored.values": ("{before} → {after}", "{before} → {after}"),
    "tailored.field": ("{field}", "{field}"),
    "tailored.field-values": ("{field} {values}", "{field} {values}"),
    "tailored.none": ("（无）", "none"),
    "tailored.part": ("{part}：{told}", "{part}: {told}"),
    "outline.tailored": ("下级裁量", "what was tailored"),
    "problem.unknown-part": ("没有这一部分", "there is no such part"),
    "problem.ambiguous-part": ("指代不明", "it could mean several parts"),
    "problem.part-dropped": (
        "这一部分已由本文件删除或未选用，不能再改",
        "this profile leaves that part out, and so cannot change it",
    ),
    "problem.changed-twice": ("同一处改了两次", "this is changed twice"),
    "problem.not-to-set": ("不能在此修改", "this cannot be changed here"),
    "problem.taken-differs": (
        "已有同名的部分，内容不同",
        "there is a part of that id already, with other content",
    ),
    "problem.other-list": ("不能移到这里", "it cannot be moved there"),
    "problem.locked": ("已锁定，不得改动", "this is locked"),
    "problem.loosened": ("不得放宽", "this asks for less"),
    "problem.not-shown-tighter": ("不能证明是从严", "this cannot be shown to be stricter"),
    "problem.beyond-slots": ("不在自定名额之内", "this fills no slot"),
    "problem.other-digest": (
        "所依据的文件已有变动",
        "the document that it is of is not the one that was meant",
    ),
    "problem.of-itself": ("文件不能以自己为依据", "a profile cannot be of itself"),
    "problem.endless-chain": (
        "层层依据，没有尽头",
        "profiles of profiles do not come to an end",
    ),
    "problem.not-pinned": (
        "未写明所依据文件的指纹",
        "the document that it is of is not pinned by its digest",
    ),
    "problem.not-exact": (
        "折算后不是有限小数",
        "the rescaled points are no exact decimal",
    ),
    "problem.other-editions": (
        "各版不属于同一文件",
        "these are no editions of one document",
    ),
    "expected.other-document": ("另一文件", "another document"),
    "expected.chain": ("至多 {most} 层", "at most {most} profiles"),
    "expected.own": (
        "标识不变；要换标识，请删除后再增加",
        "an id that stays; to have another, drop the part and add one",
    ),
    "expected.own-of-profile": (
        "写在裁量文件自己的同名键下",
        "the key of that name in the profile itself",
    ),
    "expected.same-part": ("相同的内容，或另一标识", "the same content, or another id"),
    "expected.same-list": (
        "存放同类部分的清单",
        "a list of parts of the same kind",
    ),
    "should.locked": (
        "{what} 已由 {by} 锁定，须保持原样",
        "{what} is locked by {by} and has to stay as it is",
    ),
    "should.kept": (
        "{what} 须保留：{by} 只许从严",
        "{what} has to stay: {by} allows only what is stricter",
    ),
    "should.stricter": (
        "“{after}”宽于“{before}”：{by} 只许从严",
        '"{after}" asks for less than "{before}": {by} allows only what is stricter',
    ),
    "should.shown-stricter": (
        "不能证明“{after}”不宽于“{before}”：{by} 只许从严",
        'it cannot be shown that "{after}" asks for no less than "{before}", as {by} demands',
    ),
    "should.shown-stricter-part": (
        "不能证明 {what} 的改动是从严：{by} 只许从严",
        "what is done to {what} cannot be shown to be stricter: {by} allows nothing else",
    ),
    "should.slots-only": (
        "{what} 不在自定名额之内：{by} 只授权填写自定名额",
        "{what} is none of the slots: {by} leaves nothing else to be filled",
    ),
    "expected.slots": (
        "至多 {count} 项（{by} 授权，上级已用 {used} 项）",
        "at most {count} of them by the slots of {by}, of which {used} are used above",
    ),
    "should.exact-points": (
        "按准确比例折算，{where} 为 {value}，不是至多四位的小数（这样的共 {count} 处）",
        "by its exact factor {where} comes to {value}, no decimal of 4 places ({count} such in all)",
    ),
    "expected.multiple": ("{step} 的倍数", "a multiple of {step}"),
    "expected.same-kind": ("同一种类：{kind}", "the same kind, {kind}"),
    "type.by-ids": (
        "从标识到内容的映射，如 {{bins: {{label: 垃圾桶, value: count}}}}",
        "a mapping from ids to parts, such as {{bins: {{label: bins, value: count}}}}",
    ),
    "hint.rescale": (
        "改分值或总分，或写 rescale: {{total: 100, step: 0.5}} 折算",
        "change the points or the total, or write rescale: {{total: 100, step: 0.5}}",
    ),
    "hint.add-indicator": (
        "如是新指标，请在 changes 中加入 add: {{{name}: {{label: …, value: …}}}}, to: {to}",
        "a new one is added by a change of its own: add: {{{name}: {{label: …, value: …}}}}, to: {to}",
    ),
    "hint.pin": (
        "用 civil-village profile check 查看 {name} 的指纹，写在 digest 下",
        "civil-village profile check tells the digest of {name}, to be written under digest",
    ),
    "hint.pin-digest": ("写 digest: {digest}", "write digest: {digest}"),
    "hint.other-digest": (
        "先看 {name} 改了什么（civil-village diff），再更新指纹",
        "see what has changed in {name} (civil-village diff), then write its new digest",
    ),
    "tightening.number-up": ("数值更低即放宽", "a lower number asks for less"),
    "tightening.number-down": ("数值更高即放宽", "a higher number asks for less"),
    "tightening.weighs": (
        "分值决定各项轻重，谈不上宽严",
        "points weigh parts against each other, which is neither stricter nor laxer",
    ),
    "tightening.other": (
        "这一字段的宽严无从比较",
        "what this field says cannot be compared",
    ),
    "tightening.moved": (
        "移动之后宽严无从比较",
        "what is moved cannot be compared",
    ),
    "tightening.dropped": ("删除即放宽", "to leave it out asks for less"),
    "tightening.added": (
        "在这里增加不一定更严",
        "what is added here need not ask for more",
    ),
    "tightening.advisory": ("不计分即放宽", "what is not scored asks for less"),
    "tightening.window": ("期限放长即放宽", "a longer window asks for less"),
    "tightening.window-unknown": (
        "期限的年份未定，无从比较",
        "the years of the windows are not known",
    ),
    "tightening.cap-gone": ("取消封顶即放宽", "a cap that was there is gone"),
    "tightening.curve": ("某处给分更多", "it gives more points somewhere"),
    "profile.of": ("{name}，依据 {of}", "{name}, of {of}"),
    "profile.change": ("{part}：{fields}", "{part}: {fields}"),
    "profile.add": ("在 {to} 增加", "add to {to}"),
    "profile.drop": ("删除 {part}", "drop {part}"),
    "profile.move": ("移动 {part}", "move {part}"),
    "profile.select": ("只选用 {parts}", "select {parts}"),
    "profile.take": ("从 {name} 并入 {parts}", "take {parts} from {name}"),
    "profile.rescale": ("折算为总分 {total}", "all points brought to {total}"),
    "screen.profile-fine": (
        "{name}：无问题，合成 {whole}，改动 {count} 处",
        "{name}: no problems; {count} changes give {whole}",
    ),
    "screen.pin": ("{name} 的指纹：digest: {digest}", "{name} has digest: {digest}"),
    "screen.no-profile": (
        "{name} 不是裁量文件，无需合成",
        "{name} is no profile: it is whole already",
    ),
    "diff.title": ("{before} → {after}", "{before} → {after}"),
    "diff.verdict.same": (
        "得分和结论都可比：两版的计分与判定相同",
        "scores and outcomes compare: both editions decide alike",
    ),
    "diff.verdict.scores": (
        "得分可比，结论不可比：两版计分相同，判定不同",
        "scores compare, outcomes do not: both score alike, and decide differently",
    ),
    "diff.verdict.none": (
        "得分不可比：两版的计分不同",
        "scores do not compare: the editions score differently",
    ),
    "diff.nothing": ("两版内容相同", "nothing differs"),
    "diff.whole": ("全文", "the whole"),
    "diff.named": ("{part}（{label}）", '{part} "{label}"'),
    "diff.added": ("{part}：新增", "{part}: added"),
    "diff.gone": ("{part}：删除", "{part}: gone"),
    "diff.moved": ("{part}：移动，{before} → {after}", "{part}: moved, {before} → {after}"),
    "diff.shifted": ("{part}：移到{after}", "{part}: moved {after}"),
    "diff.after": ("{name} 之后", "after {name}"),
    "diff.first": ("最前", "to the front"),
    "diff.changed": (
        "{part}：{field} {before} → {after}",
        "{part}: {field} {before} → {after}",
    ),
    "diff.stricter": ("{told}（从严）", "{told} (stricter)"),
    "diff.laxer": ("{told}（放宽）", "{told} (laxer)"),
    "diff.results": (
        "同样的事实，两版分别测评 {count} 个对象，{same} 个结果相同：",
        "the same facts by both editions: {same} of {count} have the same result",
    ),
    "diff.scores": (
        "{name}：{before} 分 → {after} 分",
        "{name}: {before} points → {after} points",
    ),
    "diff.and": ("{told}，{before} → {after}", "{told}, {before} → {after}"),
    "diff.part": ("{part}：{before} → {after}", "{part}: {before} → {after}"),
}
