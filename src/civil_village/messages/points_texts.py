"""Texts of points: what is wrong with a policy or a ledger, and why points are what they are."""

from __future__ import annotations

POINTS_TEXTS: dict[str, tuple[str, str]] = {
    "kind.policy": ("积分办法", "points policy"),
    "kind.ledger": ("积分台账", "ledger"),
    "kind.roster": ("名册", "roster"),
    # Periods.
    "period.act": ("每次", "each act"),
    "period.day": ("每日", "a day"),
    "period.week": ("每周", "a week"),
    "period.month": ("每月", "a month"),
    "period.quarter": ("每季度", "a quarter"),
    "period.year": ("每年", "a year"),
    "period.ever": ("累计", "ever"),
    "period.rolling": ("任意连续{span}", "any {span}"),
    # What is wrong.
    "problem.mixed-signs": ("分档有加有减", "brackets both give and take"),
    "problem.empty-item": ("项目没有分值", "an item is worth nothing"),
    "problem.curve-at-zero": (
        "累计曲线在零处有分",
        "a curve over a running total gives points for nothing",
    ),
    "problem.unknown-zone": ("没有这个时区", "unknown time zone"),
    "problem.not-spendable": ("该账户不能兑换", "the account buys nothing"),
    "problem.no-period": ("账户没有周期，无从结算", "an account without a period is never settled"),
    "problem.not-fixed": (
        "结算记入的项目须为固定分值",
        "a settlement posts an item without fixed points",
    ),
    "problem.not-delegated": (
        "办法没有授权村级自定项目",
        "the policy leaves no items to the villages",
    ),
    "problem.too-many-own": ("自定项目太多", "too many items of a village's own"),
    "problem.own-too-large": ("自定项目分值过大", "an item of a village's own is worth too much"),
    "problem.two-heads": ("一户同日有两名户主", "a household has two heads on one day"),
    "problem.not-an-instant": ("不是带时区的时刻", "not an instant with its offset"),
    "problem.other-content": ("同一编号内容不同", "an id is there with other content"),
    "expected.same-sign": ("正负一致", "numbers of one sign"),
    "expected.not-zero": ("不为零的分值", "points that are not 0"),
    "expected.comes-again": (
        "周而复始的周期（day、week、month、quarter、year）",
        "a period that comes again (day, week, month, quarter, year)",
    ),
    "expected.day-of-year": ("一年中的某日，如 01-10", "a day of the year, such as 01-10"),
    "expected.instant": (
        "带时区的时刻，如 2024-03-01T12:00:00+08:00",
        "an instant with its offset, such as 2024-03-01T12:00:00+08:00",
    ),
    "expected.before": ("早于 {most}", "before {most}"),
    "expected.zone": (
        "时区，如 Asia/Shanghai 或 +08:00",
        "a time zone, such as Asia/Shanghai or +08:00",
    ),
    "expected.spendable": ("可兑换（spendable）的账户", "a spendable account"),
    "expected.fixed-points": ("有固定分值（points）的项目", "an item with fixed points"),
    "hint.carry": (
        "写明 carry：none、all、debts 或 {{share: 0.5}}",
        "say what is kept: carry: none, all, debts, or {{share: 0.5}}",
    ),
    "hint.delegated": (
        "在办法中写明 delegated，如 {{gains: {{count: 5, most: 2}}}}",
        "say what is delegated in the policy, such as {{gains: {{count: 5, most: 2}}}}",
    ),
    "hint.other-content": (
        "更正请另记一笔撤销（void）并重新申报",
        "to correct an entry, void it and enter it anew",
    ),
    # Findings of lint.
    "problem.fewer-gains": (
        "扣分项目多于加分项目（加分比扣分）",
        "there are more deductions than gains (gains : deductions)",
    ),
    "hint.fewer-gains": (
        "以正向激励为主：多列鼓励的行为，少列扣分",
        "encouragement comes first: name more conduct that earns points",
    ),
    "problem.smaller-gains": (
        "所列扣分合计多于所列加分（加分比扣分）",
        "the listed deductions come to more than the gains (gains : deductions)",
    ),
    "hint.smaller-gains": (
        "以正向激励为主：提高加分或降低扣分",
        "encouragement comes first: raise gains, or lower deductions",
    ),
    "problem.goods-only": (
        "积分只能换物，没有任何荣誉",
        "points buy goods, and nothing of honour",
    ),
    "hint.goods-only": (
        "以精神鼓励为主：可设等次（bands）、红榜（boards）、排名（standings）或礼遇（benefits）",
        "honour comes before goods: add bands, boards, standings or benefits",
    ),
    "problem.not-consulted": (
        "没有征求村民意见的记录",
        "nothing says that the villagers were consulted",
    ),
    "hint.not-consulted": (
        "写明日期和会议，如 consulted: [{{on: 2024-01-08, body: 村民代表会议}}]",
        "say when and by whom, such as consulted: [{{on: 2024-01-08, body: assembly}}]",
    ),
    "problem.protected-conduct": (
        "项目对受法律保护的行为计分",
        "an item scores conduct that the law protects",
    ),
    "hint.protected-conduct": (
        "{reason}；请改写为不计分的倡导文本（aims）",
        "{reason}; keep it as text of an aim, without points",
    ),
    "protected.belief": (
        "宗教信仰自由受宪法保护",
        "freedom of belief is protected by the constitution",
    ),
    "protected.petition": (
        "批评、申诉和信访是公民的权利",
        "to criticise, to complain and to petition are rights of citizens",
    ),
    "protected.birth": (
        "生育是家庭自己的事",
        "whether to have children is for the family to decide",
    ),
    "problem.item-over": (
        "项目在办法施行前已截止",
        "the item ended before the policy began",
    ),
    "hint.item-over": ("请核对 until，或删去该项目", "check until, or leave the item out"),
    "problem.idle-start": (
        "项目起始日早于办法施行日，不起作用",
        "the item begins before the policy does, which says nothing",
    ),
    "hint.idle-start": ("请核对 from，或删去", "check from, or leave it out"),
    "problem.worthless-item": ("项目永远得零分", "the item is always worth nothing"),
    "hint.worthless-item": (
        "请核对曲线、倍数和取整",
        "check the curve, the factors and the rounding",
    ),
    "problem.idle-loss": (
        "扣分只记入只增不减的账户，不起作用",
        "a deduction goes only to accounts that never go down",
    ),
    "hint.idle-loss": (
        "改记可扣减的账户，或删去该项目",
        "post it to an account that can go down, or leave it out",
    ),
    "problem.idle-cap": ("封顶永远达不到", "the cap never binds"),
    "expected.cap-below": ("低于 {most}（其余规定已限定）", "below {most}, which the rest allows"),
    "hint.idle-cap": ("请降低或删去", "lower it, or leave it out"),
    "problem.cap-cuts": (
        "封顶低于一次的分值，每次都被削减",
        "the cap is below the points of one claim, and always cuts",
    ),
    "expected.cap-of-item": (
        "不低于{name}一次的 {least} 分",
        "at least {least}, the points of one claim of {name}",
    ),
    "hint.cap-cuts": ("请核对分值和封顶", "check the points and the cap"),
    "problem.reward-out-of-reach": (
        "任何人都攒不到兑换所需的积分",
        "nobody can ever hold the points that the reward takes",
    ),
    "hint.reward-out-of-reach": (
        "请降低所需积分，或放宽项目封顶",
        "lower the price, or the caps of items",
    ),
    "problem.limit-refuses-all": (
        "限兑低于一件所需，永远不能兑换",
        "the limit is below what one piece takes, so that nobody gets any",
    ),
    "hint.limit-refuses-all": ("请提高限兑，或降低价格", "raise the limit, or lower the price"),
    "problem.never-open": (
        "兑换时间都在办法施行之前",
        "it can be redeemed only before the policy begins",
    ),
    "hint.never-open": ("请核对 open，或写 yearly: true", "check open, or write yearly: true"),
    "problem.balance-out-of-reach": (
        "封顶所允许的结余都不满足该条件",
        "no balance that the caps allow meets the condition",
    ),
    "hint.balance-out-of-reach": (
        "请核对条件中的界限和项目封顶",
        "check the limits of the condition, and the caps of items",
    ),
    "problem.always-met": (
        "封顶所允许的结余都满足该条件",
        "every balance that the caps allow meets the condition",
    ),
    "hint.always-met": (
        "请核对条件中的界限；若原意如此，可删去条件",
        "check its limits; where this is meant, leave the condition out",
    ),
    "problem.balance-band": (
        "任何结余都落不到这个等次",
        "no balance falls into this band",
    ),
    "expected.balance-between": (
        "可达结余 {least} 至 {most} 之内",
        "within the balances that can be reached, {least} to {most}",
    ),
    "value.endless": ("不限", "without end"),
    "hint.balance-band": (
        "请核对等次下限、最低分和项目封顶",
        "check the lower ends, the floor and the caps of items",
    ),
    "problem.unposted-account": ("没有项目记入该账户", "no item posts to this account"),
    "hint.unposted-account": ("请核对项目的 to，或删去", "check where items post, or leave it out"),
    "problem.unused-class": ("没有项目属于该类别", "no item is of this class"),
    "hint.unused-class": (
        "请核对项目的 class，或删去",
        "check the classes of items, or leave it out",
    ),
    "problem.untriggered-benefit": (
        "没有条件或结算给予该礼遇",
        "neither a condition nor a settlement grants this benefit",
    ),
    "hint.untriggered-benefit": (
        "写明 when，或在结算中给予",
        "give it a when, or let a settlement grant it",
    ),
}
