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
    # Seals, ledgers as lines, and extracts.
    "seal.intact": (
        "已封存的 {count} 笔与封存时一致。",
        "Entries that are as they were when they were sealed: {count}.",
    ),
    "seal.altered": (
        "第 {number} 笔（{event}）与封签不符：该笔或其封签被改动，或此处有删除、插入、调换。",
        "Entry {number} ({event}) does not fit its seal: it or its seal was changed, or entries were removed, put in or reordered there.",
    ),
    "seal.cut-short": (
        "没有走到所持的末签：末尾有删除，或整本被改写后重新封存，或末签属于另一本台账。",
        "The head from outside is not reached: entries were removed at the end, or the book was rewritten and sealed anew, or the head is that of another book.",
    ),
    "seal.unsealed": (
        "没有任何封签，无从核验。",
        "Nothing is sealed, so nothing is shown.",
    ),
    "seal.reached": (
        "所持末签对应第 {number} 笔，到此为止均与当时一致。",
        "The head from outside is the seal of entry {number}; up to it the sealed entries are what they were then.",
    ),
    "seal.unsealed-before": (
        "开头有 {count} 笔没有封签。",
        "Entries at the beginning without a seal: {count}.",
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
    "expected.head": ("64 位小写十六进制数字", "64 digits of lower-case hexadecimal"),
    "expected.ledger-line": (
        '每行一笔，如 {{"claim": {{…}}}}',
        'one entry a line, such as {{"claim": {{…}}}}',
    ),
    "expected.heading-first": (
        "台账信息（ledger）写在第一行",
        "what is said of the ledger itself in the first line",
    ),
    "expected.same-as-line": ("与第 {line} 行相同", "the same as in line {line}"),
    "expected.characters-at-least": ("至少 {least} 个字符", "at least {least} characters"),
    "hint.torn-line": (
        "请据纸质记录补全该行；或删去该行，重新登记",
        "complete the line from the paper, or remove it and enter it anew",
    ),
    "hint.seal-missing": (
        "核对此处是否混入了其他台账；新事项只能接在末尾",
        "see whether another book was mixed in here; new entries belong at the end",
    ),
}
