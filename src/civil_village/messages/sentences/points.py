"""Texts of points: what is wrong with a policy or a ledger, and why points are what they are."""

from __future__ import annotations

POINTS_TEXTS: dict[str, tuple[str, str]] = {
    "kind.policy": ("积分办法", "points policy"),
    "kind.ledger": ("积分台账", "ledger"),
    "kind.roster": ("名册", "roster"),
    "kind.workdays": ("工作日历", "working days"),
    # Periods.
    "period.act": ("每次", "each act"),
    "period.day": ("每日", "a day"),
    "period.week": ("每周", "a week"),
    "period.month": ("每月", "a month"),
    "period.quarter": ("每季度", "a quarter"),
    "period.year": ("每年", "a year"),
    "workdays.weekends-only": ("只按周末计，无节假日表", "weekends only: no table of holidays"),
    "workdays.beyond": (
        "节假日表只含 {first} 至 {last}，此外只按周末计",
        "weekends only beyond {first} to {last}, the days of the table of holidays",
    ),
    "period.ever": ("累计", "ever"),
    "period.this-day": ("当日累计", "that day so far"),
    "period.this-week": ("本周累计", "in the week so far"),
    "period.this-month": ("本月累计", "in the month so far"),
    "period.this-quarter": ("本季累计", "in the quarter so far"),
    "period.this-year": ("本年累计", "in the year so far"),
    "period.this-ever": ("累计", "so far"),
    "period.this-own": ("{first} 至 {last} 累计", "from {first} to {last} so far"),
    "period.days": ("{said}（{first} 至 {last}）", "{said} ({first} to {last})"),
    "period.rolling": ("任意连续 {span}", "any {span}"),
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
    "expected.day-of-year": ("每年都有的某日，如 01-10", "a day of every year, such as 01-10"),
    "expected.instant": (
        "带时区的时刻，如 2024-03-01T12:00:00+08:00",
        "an instant with its offset, such as 2024-03-01T12:00:00+08:00",
    ),
    "type.period": (
        "周期，如 year 或 {{unit: month, closes: 25}}",
        "a period, such as year or {{unit: month, closes: 25}}",
    ),
    "type.carry": ("none、all、debts 或 {{share: 0.5}}", "none, all, debts, or {{share: 0.5}}"),
    "type.targets": (
        "账户列表，或账户与倍数的对应，如 {{honour: 0.5}}",
        "a list of accounts, or a factor for each, such as {{honour: 0.5}}",
    ),
    "expected.not-before": ("不早于 {least}", "{least} or later"),
    "expected.balance": (
        "账户、其组成部分（如 credit_base）或冻结项的名称",
        "an account, a part of one such as credit_base, or a suspension",
    ),
    "hint.stays": (
        "写明 from 和 until，使前后不重叠",
        "say from and until, so that nothing overlaps",
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
    # Why an entry is worth what it is.
    "points.fixed": ("每次 {points} 分", "{points} each time"),
    "points.persons": (
        "每人次 {points} 分，共 {count} 人次",
        "{points} for each of {count} persons",
    ),
    "points.members": (
        "每名家庭成员 {points} 分，共 {count} 人",
        "{points} for each of {count} members",
    ),
    "points.hand": ("评定 {points} 分", "{points} set by hand"),
    "points.hand-stated": ("自报 {points} 分", "{points} as the claim says"),
    "points.hand-awaited": ("分值待评定", "points are not set yet"),
    "points.measured": ("{quantity} {unit}，得 {points} 分", "{points} for {quantity} {unit}"),
    "points.measured-so-far": (
        "{this} {total} {unit}，本次得 {points} 分",
        "{points} more for {total} {unit} {this}",
    ),
    "points.measured-cap": (
        "{of}{per}至多计 {most} {unit}，已计 {used} {unit}，本次计 {points} {unit}",
        "{of} counts at most {most} {unit} {per}, {used} used, so {points} are counted",
    ),
    # The same as books of earlier versions have it.
    "points.curve": ("计量 {quantity}，得 {points} 分", "{quantity} gives {points}"),
    "points.curve-more": (
        "在已计 {before} 之上再计 {quantity}，得 {points} 分",
        "{quantity} more on top of {before} gives {points}",
    ),
    "points.repeated": ("第 {time} 次，按 {factor} 倍计", "time {time}, counted {factor} times"),
    "points.rounded": ("按 {step} 取整为 {points} 分", "rounded to {points}, in steps of {step}"),
    "points.cap": (
        "{of}{per}封顶 {most} 分，已计 {used} 分，本次计 {points} 分",
        "{of} is capped at {most} {per}, {used} used, so {points} count",
    ),
    "points.count-cap": (
        "{of}{per}至多 {most} 次，已计 {used} 次，不再计分",
        "{of} counts at most {most} times {per}, {used} so far",
    ),
    "points.quantity-cap": (
        "{of}{per}至多计 {most}，已计 {used}，本次计 {points}",
        "{of} counts at most {most} {per}, {used} used, so {points} are counted",
    ),
    "points.of-item": ("本项目", "this item"),
    "points.of-class": ("本类", "its class"),
    "points.of-all": ("全部项目", "all items together"),
    "points.not-highest": ("同一行为以 {other} 计分", "{other} counts for the same act"),
    "points.not-highest-after-caps": (
        "同一行为另有一项封顶后更高",
        "another item of the same act counts more after the caps",
    ),
    "points.judged": ("该行为已直接判级", "the act was judged directly"),
    # How a claim and a redemption stand.
    "posting.counts": ("已计入", "counts"),
    "posting.pending": ("待生效", "pending"),
    "posting.refused": ("未通过", "refused"),
    "posting.void": ("已撤销", "void"),
    "posting.line": (
        "{on} {item} {points} 分（{status}）：{reasons}",
        "{on} {item}: {points} ({status}): {reasons}",
    ),
    "posting.why-void": ("自 {day} 起撤销", "void from {day} on"),
    "posting.why-refused": ("{day} 未获通过", "refused on {day}"),
    "posting.why-approval": ("待 {role} 审批", "waits for the approval of {role}"),
    "posting.why-objection": (
        "异议 {objection} 待处理",
        "objection {objection} is not decided yet",
    ),
    "posting.why-posted": ("公示至 {day}", "posted until {day}"),
    "granted.yes": ("{on} 兑换 {reward}，用 {cost} 分", "{on} {reward} for {cost}"),
    "granted.returned": (
        "{on} 兑换 {reward}，用 {cost} 分，{returned} 退回",
        "{on} {reward} for {cost}, given back on {returned}",
    ),
    "granted.no": ("{on} 未能兑换 {reward}：{reasons}", "{on} {reward} was refused: {reasons}"),
    # Why a redemption was refused, and what would be needed.
    "refused.no-amount": ("按件兑换，不写金额", "it comes in pieces, not by amount"),
    "refused.amount-missing": ("须写明金额（{unit}）", "an amount in {unit} is needed"),
    "refused.unfit": (
        "{amount} {unit} 无法按面额或整数倍兑付，可兑 {fitting} {unit}",
        "{amount} {unit} cannot be handed out; {fitting} {unit} can",
    ),
    "refused.too-little": ("每次至少 {least} {unit}", "at least {least} {unit} at a time"),
    "refused.closed-until": (
        "{day} 不在兑换时间内，下次自 {next} 起",
        "{day} is outside the days of redemption; next from {next}",
    ),
    "refused.closed": ("{day} 不在兑换时间内", "{day} is outside the days of redemption"),
    "refused.banned": ("因 {by} 取消兑换资格至 {last}", "barred by {by} until {last}"),
    "refused.suspended": ("{what}：{rule} 期间冻结兑换", "{what}: suspended while {rule}"),
    "refused.requires": ("须满足 {rule}", "it takes {rule}"),
    "refused.needs": (
        "须满足 {rule}（差距：{needs}）",
        "it takes {rule} (still needed: {needs})",
    ),
    "refused.limit": (
        "{each}{per}至多 {most}，已用 {used}，本次 {wanted}，还可 {left}",
        "at most {most} {per} for {each}: {used} used, {wanted} wanted, {left} left",
    ),
    "refused.each-subject": ("每个对象", "each subject"),
    "refused.each-household": ("每户", "each household"),
    "refused.each-all": ("全部", "all together"),
    "refused.stock": ("库存 {left}，需要 {wanted}", "{left} in stock, {wanted} wanted"),
    "refused.stock-after": (
        "库存 {left}，需要 {wanted}；此前已由 {other} 等兑走",
        "{left} in stock, {wanted} wanted; {other} came before",
    ),
    "refused.short": (
        "需要 {cost} 分，可兑 {have} 分，还差 {lacks} 分",
        "{cost} needed, {have} redeemable, {lacks} lacking",
    ),
    "refused.short-of": (
        "需要 {cost} 分，可兑 {have} 分，还差 {lacks} 分（{because}）",
        "{cost} needed, {have} redeemable, {lacks} lacking ({because})",
    ),
    "redeemable.line": (
        "{account}：可兑 {points} 分（余额 {balance} 分）",
        "{account}: {points} redeemable of a balance of {balance}",
    ),
    "redeemable.pending": ("另有 {points} 分待生效", "{points} are pending"),
    "totals.subjects": ("对象数", "subjects"),
    "totals.balance": ("余额", "balance"),
    "totals.redeemable": ("可兑", "redeemable"),
    "totals.issued": ("本期发放", "issued"),
    "totals.deducted": ("本期扣减", "deducted"),
    "totals.spent": ("本期兑换", "redeemed"),
    "totals.pending": ("待生效", "pending"),
    "problem.ambiguous-name": ("同名的不止一个", "several are called so"),
    "problem.unknown-label": ("没有叫这个名称的", "nothing is called so"),
    "totals.line": ("{what}：{value}", "{what}: {value}"),
    "redeemable.balance": ("余额 {balance} 分", "the balance is {balance}"),
    "redeemable.base": ("基础分 {base} 分不可兑换", "the base of {base} buys nothing"),
    "redeemable.floor": ("最低分 {floor} 分以下不可兑换", "what is below {floor} buys nothing"),
    "redeemable.spent-since": ("其余此后已兑出", "the rest was redeemed since"),
    "statement.of-day": ("{what}（{day}）", "{what} ({day})"),
    "statement.posted": ("{of}：{items}", "{of}: {items}"),
    # Statements.
    "list.joined": ("{first}；{then}", "{first}; {then}"),
    "statement.title": ("{who} 截至 {day} 的积分对账单", "Statement of {who} as of {day}"),
    "statement.account": ("账户：{account}", "Account: {account}"),
    "statement.line": (
        "{on} {told} {points}，余 {balance}",
        "{on} {told} {points}, balance {balance}",
    ),
    "statement.with": ("{said}（{because}）", "{said} ({because})"),
    "statement.cut": (
        "{said}（最低分之下不再扣，免扣 {cut}）",
        "{said} ({cut} not taken, below the floor or lost)",
    ),
    "statement.with-cut": (
        "{said}（{because}；最低分之下不再扣，免扣 {cut}）",
        "{said} ({because}; {cut} not taken, below the floor or lost)",
    ),
    "statement.kind-entry": ("{what}", "{what}"),
    "statement.kind-settled": ("结算 {what}", "settlement {what}"),
    "statement.kind-repair": ("修复 {what}", "repair {what}"),
    "statement.kind-redeem": ("兑换 {what}", "redeemed {what}"),
    "statement.kind-return": ("退回 {what}", "given back {what}"),
    "statement.kind-base": ("基础分", "base"),
    "statement.kind-lapse": ("到期失效 {what}", "lapsed {what}"),
    "statement.kind-reset": ("新周期", "new period"),
    "statement.balance": ("余额 {balance}", "balance {balance}"),
    "statement.reads": ("判级期间按 {reads} 计", "reads as {reads} while judged"),
    "statement.band": ("等级 {band}", "band {band}"),
    "statement.pending": ("待生效：", "Pending:"),
    "statement.without-effect": ("未计入：", "Without effect:"),
    "statement.redemptions": ("兑换：", "Redemptions:"),
    "statement.notes": ("说明：", "Notes:"),
    "statement.banned": ("{stops} 取消至 {last}（{by}）", "{stops} barred until {last} ({by})"),
    "statement.suspended": ("冻结：{what}", "suspended: {what}"),
    "statement.benefit": ("享有：{what}", "benefit: {what}"),
    "ranked.excluded": ("不参评：{reason}", "takes no part: {reason}"),
    "ranked.stopped": ("资格已冻结", "barred from ranks"),
    "ranked.nowhere": ("名册未写明所属{within}", "the roster names no {within}"),
    "ranked.population": ("人群", "population"),
    "ranked.place": ("地点", "place"),
    # What is wrong with a ledger beside its policy.
    "problem.two-editions": ("两版办法同日施行", "two editions begin on one day"),
    "problem.other-accounts": ("各版办法的账户不一致", "editions have other accounts"),
    "problem.unknown-item": ("办法没有这个项目", "unknown item"),
    "problem.item-not-in-force": ("该项目此日不计分", "the item does not count on that day"),
    "problem.nobody-named": ("未写明记入何人", "nobody is named who is charged"),
    "problem.policy-not-in-force": (
        "办法此日尚未施行",
        "the policy is not in force on that day",
    ),
    "problem.not-in-edition": (
        "当日施行的那版办法没有此项",
        "the edition of that day does not have it",
    ),
    "problem.dated-ahead": ("日期晚于登记之日", "dated after its recording"),
    "problem.amount-missing": ("申报未写明计量数", "the claim does not say how much"),
    "problem.not-asked": ("该项目不计此项", "the item does not ask for it"),
    "problem.no-roster": (
        "没有名册，无从得知户主和家庭成员",
        "without a roster nobody knows who belongs to which household",
    ),
    "problem.no-head": ("该户当日没有户主", "the household has no head on that day"),
    "problem.members-unknown": (
        "名册当日没有该户成员",
        "the roster has no members of the household on that day",
    ),
    "problem.entered-twice": (
        "同一对象、同一项目同日已有登记",
        "the same subject, item and day were entered before",
    ),
    "problem.said-already": ("此事此前已经记过", "this was said before"),
    "problem.not-in-book": (
        "所指的事项未能入账",
        "the event that is meant did not get into the book",
    ),
    "expected.amount-of": ("写明多少{unit}", "a number of {unit}"),
    "expected.not-after": ("不晚于 {most}", "{most} or earlier"),
    "hint.roster": (
        "请提供名册（命令行为 --roster）",
        "hand in a roster (on the command line with --roster)",
    ),
    "hint.as-on-roster": (
        "请写名册中的编号，或当日名册上的全名",
        "write the id, or the whole name as it is on the roster that day",
    ),
    "hint.said-by": ("见 {other}", "see {other}"),
    "hint.entered-twice": (
        "见 {other}；如属重复，请撤销（void）其一；如非一事，请各写行为标记（act）",
        "see {other}; void one of them if it is the same act, else give each a mark of its own (act)",
    ),
    "problem.not-on-roster": ("名册当日没有此人", "not on the roster on that day"),
    "problem.other-role": ("该角色不在审批之列", "the role does not approve this item"),
    "problem.points-not-allowed": (
        "评定的分值不在范围和步长之内",
        "points outside of range and step",
    ),
    "problem.points-missing": ("审批未写明分值", "the approval sets no points"),
    "problem.late-objection": ("异议不在公示期内", "an objection outside of the publicity"),
    "problem.not-voidable": (
        "这类事项不能撤销",
        "an event of this kind cannot be voided",
    ),
    "problem.void-of-redemption": ("兑换不能撤销", "a redemption cannot be voided"),
    "problem.void-of-spent": (
        "积分已被兑换，撤销未准",
        "the points are spent, so the void is refused",
    ),
    "problem.unknown-judgment": ("办法没有这种判级", "unknown judgment"),
    "problem.nothing-to-repair": ("该事项无须修复", "there is nothing to repair"),
    "problem.repair-too-late": ("修复已过期限", "it is too late to repair it"),
    "problem.nothing-to-return": ("没有可退的兑换", "there is nothing to give back"),
    "problem.return-before": ("退回早于兑换", "given back before it was redeemed"),
    "problem.unknown-reward": ("办法没有这种兑换物品", "unknown reward"),
    "problem.unknown-account": ("办法没有这个账户", "unknown account"),
    "problem.not-in-ledger": ("台账没有所指的事项", "the event that is meant is not in the ledger"),
    "problem.nothing-to-close": ("没有可结的周期", "no period ends there"),
    "problem.closed-already": ("该周期已结账", "the period is closed already"),
    "problem.short-of-stock": ("库存不足", "not enough in stock"),
    "problem.balance-differs": ("与纸质台账不符", "the balance differs from the book on paper"),
    "hint.sold-before": (
        "{other} 在先，已兑走；请与兑换人核对并补货或退回",
        "{other} came first; settle it with whoever received it, restock, or give it back",
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
    # Seals, ledgers as lines, and extracts.
    "seal.intact": (
        "已封存的 {count} 笔与封存时一致。",
        "Entries that are as they were when they were sealed: {count}.",
    ),
    "seal.altered": (
        "第 {number} 笔（{event}）与封签不符：该笔或其封签被改动，或此处有删除、插入、调换。",
        "Entry {number} ({event}) does not fit its seal: it or its seal was changed, or entries were removed, put in or reordered there.",
    ),
    "seal.altered-first": (
        "第一道封签（第 {number} 笔，{event}）不符：该笔或其封签被改动，或它之前有改动、删除、插入、调换。",
        "The first seal, of entry {number} ({event}), does not fit: that entry or its seal was changed, or something before it was changed, removed, put in or reordered.",
    ),
    "seal.cut-short": (
        "没有走到所持的封签：末尾有删除，或整本被改写后重新封存，或所持封签属于另一本台账。",
        "The head from outside is not reached: entries were removed at the end, or the book was rewritten and sealed anew, or the head is that of another book.",
    ),
    "seal.unsealed": (
        "没有任何封签，无从核验。",
        "Nothing is sealed, so nothing is shown.",
    ),
    "seal.reached": (
        "所持封签对应第 {number} 笔，到此为止均与当时一致。",
        "The head from outside is the seal of entry {number}; up to it the sealed entries are what they were then.",
    ),
    "seal.unsealed-before": (
        "开头有 {count} 笔没有封签。",
        "Entries at the beginning without a seal: {count}.",
    ),
    "seal.covered-before": (
        "开头有 {count} 笔自身没有封签，第一道封签已将其包括在内。",
        "Entries at the beginning without a seal of their own: {count}. The first seal vouches for them as they were then.",
    ),
    "seal.older": (
        "系按旧方式封存：不能证明开头 {count} 笔没有封签的记录是当时已有的，也不能证明其未被改动。",
        "Sealed in the older way: does not vouch for the entries at the beginning without a seal ({count}), which may have been put in or changed since.",
    ),
    "seal.later": (
        "此后另有 {count} 笔，所持封签不能证明。",
        "Later entries, for which the head from outside does not vouch: {count}.",
    ),
    "seal.waiting": (
        "末尾有 {count} 笔尚未封存。",
        "Entries at the end that are not sealed yet: {count}.",
    ),
    "problem.already-sealed": (
        "台账已有封签，不能改为从现在起封存",
        "the ledger has seals already, so they cannot begin now",
    ),
    "problem.not-a-head": ("不是封签", "this cannot be a seal"),
    "problem.torn-line": (
        "最后一行不完整，写入可能中断",
        "the last line is incomplete, as if its writing was cut off",
    ),
    "problem.not-an-entry": ("该行不是台账事项", "the line is no entry of a ledger"),
    "problem.secret-too-short": (
        "密钥太短，容易被猜出",
        "the secret is short enough to be guessed",
    ),
    "problem.secret-too-plain": (
        "密钥所用字符太少，容易被猜出",
        "the secret has so few different characters that it can be guessed",
    ),
    "expected.head": (
        "64 位小写十六进制数字（前面可有 2:）",
        "64 digits of lower-case hexadecimal, after 2: or alone",
    ),
    "expected.ledger-line": (
        '每行一笔，如 {{"{name}": {{…}}}}',
        'one entry a line, such as {{"{name}": {{…}}}}',
    ),
    "expected.heading-first": (
        "台账信息（{kind}）写在第一行",
        "what is said of the {kind} itself in the first line",
    ),
    "expected.same-as-entry": ("与第 {number} 笔相同", "the same as in entry {number}"),
    "expected.same-as-line": ("与第 {line} 行相同", "the same as in line {line}"),
    "expected.characters-at-least": ("至少 {least} 个字符", "at least {least} characters"),
    "expected.characters-different": (
        "至少 {least} 个不同的字符",
        "at least {least} different characters",
    ),
    "hint.torn-line": (
        "请据纸质记录补全该行；或删去该行，重新登记",
        "complete the line from the paper, or remove it and enter it anew",
    ),
    "hint.seal-missing": (
        "核对此处是否混入了其他台账；新事项只能接在末尾",
        "see whether another book was mixed in here; new entries belong at the end",
    ),
    # The command line.
    "screen.entered": ("已登记：{id}", "entered: {id}"),
    "screen.entered-already": (
        "{id} 已在台账中，没有重复登记",
        "{id} is in the ledger already; nothing was written",
    ),
    "screen.not-entered": ("没有登记", "nothing was entered"),
    "screen.nothing-written": ("没有写入", "nothing was written"),
    "screen.balance-now": ("{account}：余 {balance}", "{account}: {balance} left"),
    "screen.balance": ("余额", "balance"),
    "screen.account": ("账户", "account"),
    "screen.redeemable": ("可兑", "redeemable"),
    "screen.part": ("分得", "part"),
    "screen.pending": ("待生效 {count} 笔。", "Pending: {count}."),
    "screen.none": ("无", "none"),
    "screen.difference": (
        "留意：{who} 的 {settlement}（至 {through}）结账时为 {paid}，现为 {now}",
        "note: {settlement} through {through} paid {who} for {paid}, and would now for {now}",
    ),
    "screen.left-out": ("不参评：", "Not ranked:"),
    "screen.head": ("最新封签：{head}", "head: {head}"),
    "screen.sealed": ("新封存 {count} 笔。", "Newly sealed: {count}."),
    "screen.merged": (
        "共 {count} 笔，其中新增 {added} 笔。",
        "{count} entries, {added} of them new.",
    ),
    "screen.of-book": ("{name}：{text}", "{name}: {text}"),
    "screen.not-utf-8": ("不是 UTF-8 文本", "not text in UTF-8"),
    "screen.option-not-a-day": ("{option} 不是日期：{found}", "{option} is not a day: {found}"),
    "screen.names-need-roster": (
        "--names 须有名册（--roster）",
        "--names needs a roster (--roster)",
    ),
    "screen.not-with-event": (
        "{option} 不与 --event 同用，请写入 JSON",
        "{option} does not go with --event; write it into the JSON",
    ),
    "screen.no-ledger": ("没有这个台账文件：{name}", "no such ledger file: {name}"),
    "hint.new-ledger": ("加 --new 则建立新台账", "add --new to begin a new ledger"),
    "screen.bundled-stays": (
        "{name} 是内置文档，不能写入",
        "{name} comes with the library and is never written to",
    ),
    "screen.not-lines": (
        "{name} 不是逐行台账，不能续写",
        "{name} is not a ledger in JSON lines, so nothing can be put at its end",
    ),
    "hint.to-lines": (
        "先转为逐行台账：civil-village points merge {name} -o book.jsonl",
        "make lines of it first: civil-village points merge {name} -o book.jsonl",
    ),
    "problem.unknown-subject": (
        "台账和名册中都没有此人或此户",
        "neither the ledger nor the roster knows this subject",
    ),
    "problem.grant-lost": (
        "登记时刻过早，已准的兑换将不再成立",
        "recorded so early, it would undo a redemption that was granted",
    ),
    "expected.grant-kept": ("在 {id} 之后的时刻", "an instant after that of {id}"),
    "hint.grant-lost": (
        "请按实际登记时刻登记（不写 --recorded）",
        "enter it with the instant at which it is entered, without --recorded",
    ),
}
