"""Each fault of a policy, a ledger or a roster is said precisely, in both languages."""

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.documents.reading import read

# Documents without faults, as somebody would write them; all of it is invented.

POLICY = """\
kind: policy
format: 1
id: forms.points
edition: "2024"
label: {zh: 示例积分办法（虚构）, en: example points policy (invented)}
source: {document: example-plan}
from: 2024-01-01
zone: Asia/Shanghai
consulted: [{on: 2023-12-08, body: 村民代表会议, note: 示例}]

accounts:
  points:                   # what buys goods
    label: {zh: 兑换积分, en: exchange points}
    base: 20
    spendable: true
    spend_base: false
    period: {unit: year, starts: 01-10}
    carry: {share: 0.5, round: 1}
    validity: [{from: 0, valid_for: 1 year}, {above: 40, valid_for: 2 years}]
    late: posting_period
    overdrawn: refuse
    assumed: [carry]
  conduct:                  # what is lost and restored
    base: 100
    period: quarter
    carry: all
    floor: 0
    deduct: earned
    rest: lost
    bands: [{id: low}, {id: fair, from: 60}, {id: good, above: 100}]
  honour: {up_only: true}

classes:
  giving: {label: 捐献}
  tidy: {label: 环境卫生, one_act: highest}

items:
  donation:                 # brackets over the money of a year
    label: {zh: 捐款, en: donation}
    class: giving
    to: [points, honour]
    per: {quantity: yuan, label: 元, over: year}
    curve: {brackets: [{to: 100, per: 10, give: 0.1, most: 1}, {to: 1000, per: 100, give: 1, most: 9}, {per: 400, give: 1}]}
    caps: [{per: year, points: 40}, {of: class, each: member, per: {rolling: 30 days}, points: 20}]
    proof: 收据
    round: 0.5
    source: {clause: "1.1"}
  hours:                    # a table over the hours of a month that closes on the 25th
    to: {points: 1, honour: 0.5}
    per: {quantity: hours, over: {unit: month, closes: 25}}
    curve: {steps: {4: 1, 10: 2, 20: 5}}
    caps: [{per: week, quantity: 12}]
    approval: [group_leader, committee]
  vaccinated:               # once for each member of the household
    to: [points]
    points: 2
    each: member
    within: quarter
    charge: household
    publicity: {days: 3, restart: true}
  helped: {to: [points], points: 3, each: person, caps: [{each: place, per: act, count: 1}]}
  praised:                  # a hand sets the points
    to: [honour]
    by_hand: {least: 1, most: 10, step: 0.5}
    approval: [committee]
  litter:
    class: tidy
    to: [conduct]
    points: -5
    charge: named
    repeat: {of: class, valid_for: 1 year, factors: [1, 2, 3], multiply: both}
    one_act: highest_after_caps
    assumed: {points: 原文未定}
  blocked: {class: tidy, to: [conduct], points: -3, lasting: true, valid_for: 6 months, until: 2025-12-31}
  corrected: {to: [conduct], points: 10}
  flowers: {to: [points], points: 2, own: true, from: 2024-03-01}

caps:
  - {of: all, per: month, points: 100}
  - {of: class, name: tidy, per: year, count: 10, source: {clause: "3"}}
one_act: sum
publicity: 5

judgments:
  fraud:
    label: 弄虚作假
    account: conduct
    reads: 0
    band: low
    valid_for: 1 year
    repair: corrected
    gains: lost
    bans: [{stops: [redeem, rank], through: 1, per: year}, {stops: [benefits], valid_for: 30 days}]
settlements:
  quarter:
    of: conduct
    bands: {good: [{post: corrected}, {benefit: loan}], low: [{ban: {stops: [rank], through: 0, per: quarter}}]}
suspensions:
  suspended: {label: 冻结, when: "conduct < 60", stops: [redeem]}
rewards:
  soap:
    label: {zh: 香皂, en: soap}
    account: points
    price: 25
    stock: 60
    open: [{from: 2020-12-20, until: 2021-01-05, yearly: true}]
    limits: [{each: household, per: year, count: 2}]
    returns: new_period
    requires: "conduct >= 60 && !suspended"
  voucher:
    account: points
    payout: {unit: 元, rate: 0.1, least: 5, notes: [20, 5], unfit: part}
    limits: [{each: all, per: month, amount: 500}, {per: month, points: 200}]
benefits:
  loan: {label: 信用贷款, when: "honour > 100", worth: {quota: 50000}}
standings:
  village: {label: 全村排名, account: conduct, within: population, ties: competition}
boards:
  red: {label: 红榜, account: honour, top: 3, ties: all}
  black: {account: conduct, when: "conduct < 60"}
delegated: {gains: {count: 5, most: 2}, losses: {count: 5, most: 2}}
leap: 1_march
aims: [{id: thrift, label: 勤俭持家, reason: 不计分}]
assumed: {caps: 原文未定}
"""

LEDGER = """\
kind: ledger
format: 1
id: forms.ledger
edition: "2024"
label: 示例台账（虚构）
source: {document: example-plan}
events:
  - claim: {id: c1, item: donation, who: p1, on: 2024-03-01, recorded: "2024-03-01T12:00:00+08:00", quantity: 1000, persons: 2, act: a1, place: g1, charged: p2, proof: r17, by: clerk}
  - approve: {id: y1, of: c1, role: committee, on: 2024-03-02, recorded: "2024-03-02T12:00:00+08:00", granted: false, points: 5}
  - object: {id: o1, of: c1, on: 2024-03-02, recorded: "2024-03-02T13:00+08:00"}
  - resolve: {id: s1, of: o1, upheld: false, on: 2024-03-03, recorded: "2024-03-03T12:00:00Z"}
  - void: {id: v1, of: c1, recorded: "2024-03-04T12:00:00+08:00", on: 2024-03-05, reason: error}
  - redeem: {id: d1, reward: soap, who: p1, on: 2024-12-25, recorded: "2024-12-25T12:00:00+08:00", count: 2, amount: 5}
  - return: {id: t1, of: d1, on: 2024-12-26, recorded: "2024-12-26T12:00:00+08:00"}
  - restock: {id: k1, reward: soap, count: 5, on: 2024-12-26, recorded: "2024-12-26T12:00:00+08:00"}
  - judge: {id: j1, judgment: fraud, who: p1, on: 2024-12-26, recorded: "2024-12-26T12:00:00+08:00", act: a1}
  - repair: {id: e1, of: j1, on: 2024-12-27, recorded: "2024-12-27T12:00:00+08:00"}
  - close: {id: l1, settlement: quarter, through: 2024-12-31, on: 2025-01-02, recorded: "2025-01-02T12:00:00+08:00"}
  - check: {id: h1, who: p1, account: points, points: 20, on: 2024-12-31, recorded: "2025-01-02T12:00:00.123456+08:00"}
unsealed: 10
seals: [ab, cd]
"""

ROSTER = """\
kind: roster
format: 1
id: forms.roster
edition: "2024"
label: 示例名册（虚构）
source: {document: example-plan}
members:
  - {id: p1, label: 示例人甲, household: h1, head: true, from: 2020-01-01, until: 2024-06-30, population: ordinary, place: g1}
  - {id: p1, household: h2, from: 2024-07-01}
  - {id: p2, household: h1, head: true, from: 2024-07-01, excluded: 在外}
"""


def changed(text, old, new):
    """Give the text with its one ``old`` part exchanged."""
    assert text.count(old) == 1
    return text.replace(old, new)


def policy(old, new):
    return changed(POLICY, old, new)


def ledger(old, new):
    return changed(LEDGER, old, new)


def roster(old, new):
    return changed(ROSTER, old, new)


@pytest.mark.parametrize("text", [POLICY, LEDGER, ROSTER])
def test_the_documents_have_no_faults(text):
    document = cv.loads(text)
    assert cv.loads(cv.dumps(document)) == document


FAULTS = [
    pytest.param(
        policy("to: [points, honour]", "to: [point, honour]"),
        "items.donation.to[0]、第 41 行第 10 列：没有这个名称，实际为"
        " point；应为其中之一：points、conduct、honour。\n"
        "提示：是否指 points？ [unknown-name]",
        "items.donation.to[0], line 41, column 10: unknown name, got point; expected"
        " one of points, conduct, honour.\n"
        "Hint: did you mean points? [unknown-name]",
        id="unknown account",
    ),
    pytest.param(
        policy("points: -5", 'points: "-5"'),
        'items.litter.points、第 69 行第 13 列：不是数字，实际为 "-5"；应为用阿拉伯数字写的数，如 12 或 12.5。\n'
        "提示：请直接写 -5，不加引号 [not-a-number]",
        'items.litter.points, line 69, column 13: not a number, got "-5"; expected a'
        " number in digits, such as 12 or 12.5.\n"
        "Hint: write -5, without quotes [not-a-number]",
        id="points in quotes",
    ),
    pytest.param(
        policy("    points: -5\n", ""),
        "items.litter、第 67 行第 5 列：须恰好给出其中一个键；应为 points、by_hand、curve 中恰好一个。"
        " [not-one-key]",
        "items.litter, line 67, column 5: exactly one of several keys is needed;"
        " expected exactly one of points, by_hand, curve. [not-one-key]",
        id="no value",
    ),
    pytest.param(
        policy("    points: -5\n", "    points: -5\n    by_hand: {least: -5, most: -1}\n"),
        "items.litter、第 67 行第 5 列：须恰好给出其中一个键；应为 points、by_hand、curve 中恰好一个。"
        " [not-one-key]\n"
        "items.litter.approval、第 67 行第 5 列：缺少必需的键。\n"
        "提示：请写作 approval: [committee] [missing-key]",
        "items.litter, line 67, column 5: exactly one of several keys is needed;"
        " expected exactly one of points, by_hand, curve. [not-one-key]\n"
        "items.litter.approval, line 67, column 5: a required key is missing.\n"
        "Hint: write approval: [committee] [missing-key]",
        id="two values",
    ),
    pytest.param(
        policy("period: quarter", "period: quarterly"),
        "accounts.conduct.period、第 25 行第 13 列：值的类型不对，实际为"
        " quarterly；应为其中之一：act、day、week、month、quarter、year、ever。\n"
        "提示：是否指 quarter？ [wrong-type]",
        "accounts.conduct.period, line 25, column 13: a value has the wrong type,"
        " got quarterly; expected one of act, day, week, month, quarter, year, ever.\n"
        "Hint: did you mean quarter? [wrong-type]",
        id="unit misspelt",
    ),
    pytest.param(
        policy("period: quarter", "period: 3"),
        "accounts.conduct.period、第 25 行第 13 列：值的类型不对，实际为 3；应为周期，如 year 或 {unit:"
        " month, closes: 25}。 [wrong-type]",
        "accounts.conduct.period, line 25, column 13: a value has the wrong type,"
        " got 3; expected a period, such as year or {unit: month, closes: 25}."
        " [wrong-type]",
        id="number for a period",
    ),
    pytest.param(
        policy("    carry: all\n", ""),
        "accounts.conduct.carry、第 24 行第 5 列：缺少必需的键。\n"
        "提示：写明 carry：none、all、debts 或 {share: 0.5} [missing-key]",
        "accounts.conduct.carry, line 24, column 5: a required key is missing.\n"
        "Hint: say what is kept: carry: none, all, debts, or {share: 0.5}"
        " [missing-key]",
        id="no carry",
    ),
    pytest.param(
        policy("    carry: all\n", "    carry: everything\n"),
        "accounts.conduct.carry、第 26 行第 12 列：值的类型不对，实际为"
        " everything；应为其中之一：none、all、debts、share。 [wrong-type]",
        "accounts.conduct.carry, line 26, column 12: a value has the wrong type, got"
        " everything; expected one of none, all, debts, share. [wrong-type]",
        id="unknown word",
    ),
    pytest.param(
        policy("    carry: all\n", "    carry: 0.5\n"),
        "accounts.conduct.carry、第 26 行第 12 列：值的类型不对，实际为 0.5；应为 none、all、debts 或"
        " {share: 0.5}。 [wrong-type]",
        "accounts.conduct.carry, line 26, column 12: a value has the wrong type, got"
        " 0.5; expected none, all, debts, or {share: 0.5}. [wrong-type]",
        id="bare share",
    ),
    pytest.param(
        policy("starts: 01-10", "starts: 1-10"),
        "accounts.points.period.starts、第 17 行第 34 列：不是日期，实际为 1-10；应为每年都有的某日，如 01-10。"
        " [not-a-date]",
        "accounts.points.period.starts, line 17, column 34: not a date, got 1-10;"
        " expected a day of every year, such as 01-10. [not-a-date]",
        id="day of the year in short",
    ),
    pytest.param(
        policy("starts: 01-10", "starts: 02-29"),
        "accounts.points.period.starts、第 17 行第 34 列：不是日期，实际为 02-29；应为每年都有的某日，如"
        " 01-10。 [not-a-date]",
        "accounts.points.period.starts, line 17, column 34: not a date, got 02-29;"
        " expected a day of every year, such as 01-10. [not-a-date]",
        id="29 February",
    ),
    pytest.param(
        policy("closes: 25", "closes: 31"),
        "items.hours.per.over.closes、第 50 行第 56 列：数值超出范围，实际为 31；应为 1 到 30 之间。"
        " [out-of-range]",
        "items.hours.per.over.closes, line 50, column 56: a value is out of range,"
        " got 31; expected between 1 and 30. [out-of-range]",
        id="closing on the 31st",
    ),
    pytest.param(
        policy("publicity: 5\n", "publicity: 5 days\n"),
        "publicity、第 82 行第 12 列：值的类型不对，实际为 5 days；应为整数。 [wrong-type]",
        "publicity, line 82, column 12: a value has the wrong type, got 5 days;"
        " expected a whole number. [wrong-type]",
        id="days as a span",
    ),
    pytest.param(
        policy("publicity: 5\n", "publicity: 0\n"),
        "publicity、第 82 行第 12 列：数值超出范围，实际为 0；应为 1 到 366 之间。 [out-of-range]",
        "publicity, line 82, column 12: a value is out of range, got 0; expected"
        " between 1 and 366. [out-of-range]",
        id="publicity 0",
    ),
    pytest.param(
        policy("to: {points: 1, honour: 0.5}", "to: points"),
        "items.hours.to、第 49 行第 9 列：值的类型不对，实际为 points；应为账户列表，或账户与倍数的对应，如 {honour:"
        " 0.5}。 [wrong-type]",
        "items.hours.to, line 49, column 9: a value has the wrong type, got points;"
        " expected a list of accounts, or a factor for each, such as {honour: 0.5}."
        " [wrong-type]",
        id="bare account",
    ),
    pytest.param(
        policy("to: {points: 1, honour: 0.5}", "to: [points, 1]"),
        "items.hours.to[1]、第 49 行第 18 列：值的类型不对，实际为 1；应为文字。\n"
        '提示：请写作 "1" [wrong-type]',
        "items.hours.to[1], line 49, column 18: a value has the wrong type, got 1;"
        " expected text.\n"
        'Hint: write "1" [wrong-type]',
        id="number among accounts",
    ),
    pytest.param(
        policy("to: {points: 1, honour: 0.5}", "to: []"),
        "items.hours.to、第 49 行第 9 列：列表为空。 [empty-list]",
        "items.hours.to, line 49, column 9: a list is empty. [empty-list]",
        id="no account",
    ),
    pytest.param(
        policy("zone: Asia/Shanghai", "zone: Beijing"),
        "zone、第 8 行第 7 列：没有这个时区，实际为 Beijing；应为时区，如 Asia/Shanghai 或 +08:00。"
        " [unknown-zone]",
        "zone, line 8, column 7: unknown time zone, got Beijing; expected a time"
        " zone, such as Asia/Shanghai or +08:00. [unknown-zone]",
        id="unknown zone",
    ),
    pytest.param(
        policy("    account: points\n    price: 25", "    account: conduct\n    price: 25"),
        "rewards.soap.account、第 103 行第 14 列：该账户不能兑换，实际为 conduct；应为可兑换（spendable）的账户。"
        " [not-spendable]",
        "rewards.soap.account, line 103, column 14: the account buys nothing, got"
        " conduct; expected a spendable account. [not-spendable]",
        id="not spendable",
    ),
    pytest.param(
        policy("    spend_base: false\n", ""),
        "accounts.points.spend_base、第 13 行第 5 列：缺少必需的键。\n"
        "提示：请写作 spend_base: false [missing-key]",
        "accounts.points.spend_base, line 13, column 5: a required key is missing.\n"
        "Hint: write spend_base: false [missing-key]",
        id="base that may be spent",
    ),
    pytest.param(
        policy('"conduct >= 60 && !suspended"', '"conduct >= 60 && !suspend"'),
        "rewards.soap.requires、第 109 行第 34 列：没有这个名称，实际为 suspend；应为账户、其组成部分（如"
        " credit_base）或冻结项的名称。\n"
        "    conduct >= 60 && !suspend\n"
        "                      ^^^^^^^\n"
        "提示：是否指 suspended？ [unknown-name]",
        "rewards.soap.requires, line 109, column 34: unknown name, got suspend;"
        " expected an account, a part of one such as credit_base, or a suspension.\n"
        "    conduct >= 60 && !suspend\n"
        "                      ^^^^^^^\n"
        "Hint: did you mean suspended? [unknown-name]",
        id="misspelt suspension",
    ),
    pytest.param(
        policy("    band: low\n", "    band: lowest\n"),
        "judgments.fraud.band、第 89 行第 11 列：没有这个等次，实际为 lowest；应为其中之一：low、fair、good。\n"
        "提示：是否指 low？ [unknown-band]",
        "judgments.fraud.band, line 89, column 11: unknown band, got lowest;"
        " expected one of low, fair, good.\n"
        "Hint: did you mean low? [unknown-band]",
        id="unknown band",
    ),
    pytest.param(
        policy("{steps: {4: 1, 10: 2, 20: 5}}", "{steps: {0: 1, 10: 2, 20: 5}}"),
        "items.hours.curve、第 51 行第 12 列：累计曲线在零处有分，实际为 1；应为 0。 [curve-at-zero]",
        "items.hours.curve, line 51, column 12: a curve over a running total gives"
        " points for nothing, got 1; expected 0. [curve-at-zero]",
        id="curve at zero",
    ),
    pytest.param(
        policy("{to: 1000, per: 100, give: 1, most: 9}", "{to: 50, per: 100, give: 1, most: 9}"),
        "items.donation.curve.brackets[1].to、第 43 行第 69 列：数值超出范围，实际为 50；应为大于 100。"
        " [out-of-range]",
        "items.donation.curve.brackets[1].to, line 43, column 69: a value is out of"
        " range, got 50; expected more than 100. [out-of-range]",
        id="brackets that fall",
    ),
    pytest.param(
        policy("{per: 400, give: 1}", "{per: 400, give: -1}"),
        "items.donation.curve.brackets、第 43 行第 23 列：分档有加有减；应为正负一致。 [mixed-signs]",
        "items.donation.curve.brackets, line 43, column 23: brackets both give and"
        " take; expected numbers of one sign. [mixed-signs]",
        id="brackets of two signs",
    ),
    pytest.param(
        policy(
            "{of: all, per: month, points: 100}", "{of: all, per: month, points: 100, count: 5}"
        ),
        "caps[0]、第 79 行第 5 列：须恰好给出其中一个键；应为 points、count、quantity 中恰好一个。 [not-one-key]",
        "caps[0], line 79, column 5: exactly one of several keys is needed; expected"
        " exactly one of points, count, quantity. [not-one-key]",
        id="two measures",
    ),
    pytest.param(
        policy(
            "valid_for: 1 year, factors: [1, 2, 3]", "per: {rolling: 30 days}, factors: [1, 2, 3]"
        ),
        "items.litter.repeat.per、第 71 行第 30 列：数值超出范围，实际为"
        " rolling；应为其中之一：day、week、month、quarter、year、ever。 [out-of-range]",
        "items.litter.repeat.per, line 71, column 30: a value is out of range, got"
        " rolling; expected one of day, week, month, quarter, year, ever."
        " [out-of-range]",
        id="repeat rolling",
    ),
    pytest.param(
        policy("good: [{post: corrected}", "good: [{post: praised}"),
        "settlements.quarter.bands.good[0].post、第 97 行第 27 列：结算记入的项目须为固定分值，实际为"
        " praised；应为有固定分值（points）的项目。 [not-fixed]",
        "settlements.quarter.bands.good[0].post, line 97, column 27: a settlement"
        " posts an item without fixed points, got praised; expected an item with"
        " fixed points. [not-fixed]",
        id="hand in a settlement",
    ),
    pytest.param(
        policy("{benefit: loan}]", "{benefit: loan, post: corrected}]"),
        "settlements.quarter.bands.good[1]、第 97 行第 39 列：须恰好给出其中一个键；应为"
        " post、benefit、ban 中恰好一个。 [not-one-key]",
        "settlements.quarter.bands.good[1], line 97, column 39: exactly one of"
        " several keys is needed; expected exactly one of post, benefit, ban."
        " [not-one-key]",
        id="two things at once",
    ),
    pytest.param(
        policy("top: 3, ties: all", "top: 3"),
        "boards.red.ties、第 119 行第 8 列：缺少必需的键；应为其中之一：all、none。 [missing-key]",
        "boards.red.ties, line 119, column 8: a required key is missing; expected"
        " one of all, none. [missing-key]",
        id="undecided ties",
    ),
    pytest.param(
        policy("points: 2, own: true", "points: 3, own: true"),
        "items.flowers、第 76 行第 12 列：自定项目分值过大，实际为 3；应为不大于 2。 [own-too-large]",
        "items.flowers, line 76, column 12: an item of a village's own is worth too"
        " much, got 3; expected at most 2. [own-too-large]",
        id="too many points of its own",
    ),
    pytest.param(
        policy("delegated: {gains: {count: 5, most: 2}, losses: {count: 5, most: 2}}\n", ""),
        "items.flowers.own、第 76 行第 43 列：办法没有授权村级自定项目。\n"
        "提示：在办法中写明 delegated，如 {gains: {count: 5, most: 2}} [not-delegated]",
        "items.flowers.own, line 76, column 43: the policy leaves no items to the"
        " villages.\n"
        "Hint: say what is delegated in the policy, such as {gains: {count: 5, most:"
        " 2}} [not-delegated]",
        id="nothing delegated",
    ),
    pytest.param(
        policy("valid_for: 6 months", "valid_for: half a year"),
        "items.blocked.valid_for、第 74 行第 79 列：不是时段，实际为 half a"
        " year；应为数字加单位(year、month、week、day)，如 1 year。 [not-a-span]",
        "items.blocked.valid_for, line 74, column 79: not a span of time, got half a"
        " year; expected a number with a unit (year, month, week, day), such as 1"
        " year. [not-a-span]",
        id="length in words",
    ),
    pytest.param(
        policy("class: giving", "class: givng"),
        "items.donation.class、第 40 行第 12 列：没有这个名称，实际为 givng；应为其中之一：giving、tidy。\n"
        "提示：是否指 giving？ [unknown-name]",
        "items.donation.class, line 40, column 12: unknown name, got givng; expected"
        " one of giving, tidy.\n"
        "Hint: did you mean giving? [unknown-name]",
        id="unknown class",
    ),
    pytest.param(
        policy("notes: [20, 5]", "notes: [20, 0]"),
        "rewards.voucher.payout.notes[1]、第 112 行第 56 列：数值超出范围，实际为 0；应为大于 0。"
        " [out-of-range]",
        "rewards.voucher.payout.notes[1], line 112, column 56: a value is out of"
        " range, got 0; expected more than 0. [out-of-range]",
        id="note of nothing",
    ),
    pytest.param(
        ledger("2024-03-01T12:00:00+08:00", "2024-03-01T12:00:00"),
        "events[0].claim.recorded、第 8 行第 72 列：不是带时区的时刻，实际为"
        " 2024-03-01T12:00:00；应为带时区的时刻，如 2024-03-01T12:00:00+08:00。 [not-an-instant]",
        "events[0].claim.recorded, line 8, column 72: not an instant with its"
        " offset, got 2024-03-01T12:00:00; expected an instant with its offset, such"
        " as 2024-03-01T12:00:00+08:00. [not-an-instant]",
        id="instant without offset",
    ),
    pytest.param(
        ledger("2024-03-01T12:00:00+08:00", "2024-03-01"),
        "events[0].claim.recorded、第 8 行第 72 列：不是带时区的时刻，实际为 2024-03-01；应为带时区的时刻，如"
        " 2024-03-01T12:00:00+08:00。 [not-an-instant]",
        "events[0].claim.recorded, line 8, column 72: not an instant with its"
        " offset, got 2024-03-01; expected an instant with its offset, such as"
        " 2024-03-01T12:00:00+08:00. [not-an-instant]",
        id="day for instant",
    ),
    pytest.param(
        ledger(
            "- object: {id: o1, of: c1, on: 2024-03-02",
            "- object: {id: o1, of: c1, on: 2024-03-02T12:00:00+08:00",
        ),
        "events[2].object.on、第 10 行第 34 列：不是日期，实际为"
        " 2024-03-02T12:00:00+08:00；应为真实存在的日期，如 2024-06-30。 [not-a-date]",
        "events[2].object.on, line 10, column 34: not a date, got"
        " 2024-03-02T12:00:00+08:00; expected a day that exists, such as 2024-06-30."
        " [not-a-date]",
        id="instant for day",
    ),
    pytest.param(
        ledger("- object:", "- objection:"),
        "events[2]、第 10 行第 5 列：没有这个名称，实际为"
        " objection；应为其中之一：claim、approve、object、resolve、void、redeem、r"
        "eturn、restock、judge、repair、close、check。\n"
        "提示：是否指 object？ [unknown-name]",
        "events[2], line 10, column 5: unknown name, got objection; expected one of"
        " claim, approve, object, resolve, void, redeem, return, restock, judge,"
        " repair, close, check.\n"
        "Hint: did you mean object? [unknown-name]",
        id="unknown kind",
    ),
    pytest.param(
        ledger("- claim:", "- claims:"),
        "events[0]、第 8 行第 5 列：没有这个名称，实际为"
        " claims；应为其中之一：claim、approve、object、resolve、void、redeem、retu"
        "rn、restock、judge、repair、close、check。\n"
        "提示：是否指 claim？ [unknown-name]",
        "events[0], line 8, column 5: unknown name, got claims; expected one of"
        " claim, approve, object, resolve, void, redeem, return, restock, judge,"
        " repair, close, check.\n"
        "Hint: did you mean claim? [unknown-name]",
        id="plural",
    ),
    pytest.param(
        ledger(
            '  - object: {id: o1, of: c1, on: 2024-03-02, recorded: "2024-03-02T13:00+08:00"}\n',
            "  - object\n",
        ),
        "events[2].id、第 10 行第 5 列：缺少必需的键。 [missing-key]\n"
        "events[2].of、第 10 行第 5 列：缺少必需的键。 [missing-key]\n"
        "events[2].on、第 10 行第 5 列：缺少必需的键。 [missing-key]\n"
        "events[2].recorded、第 10 行第 5 列：缺少必需的键。 [missing-key]",
        "events[2].id, line 10, column 5: a required key is missing. [missing-key]\n"
        "events[2].of, line 10, column 5: a required key is missing. [missing-key]\n"
        "events[2].on, line 10, column 5: a required key is missing. [missing-key]\n"
        "events[2].recorded, line 10, column 5: a required key is missing."
        " [missing-key]",
        id="bare kind of event",
    ),
    pytest.param(
        ledger(
            '  - return: {id: t1, of: d1, on: 2024-12-26, recorded: "2024-12-26T12:00:00+08:00"}',
            "  - {return: {}, void: {}}",
        ),
        "events[6]、第 14 行第 5 列：须恰好给出其中一个键，实际为 {return: {}, void: {}}；应为"
        " claim、approve、object、resolve、void、redeem、return、restock、jud"
        "ge、repair、close、check 中恰好一个。 [not-one-key]",
        "events[6], line 14, column 5: exactly one of several keys is needed, got"
        " {return: {}, void: {}}; expected exactly one of claim, approve, object,"
        " resolve, void, redeem, return, restock, judge, repair, close, check."
        " [not-one-key]",
        id="two kinds",
    ),
    pytest.param(
        ledger(
            '  - return: {id: t1, of: d1, on: 2024-12-26, recorded: "2024-12-26T12:00:00+08:00"}',
            "  - {}",
        ),
        "events[6]、第 14 行第 5 列：须恰好给出其中一个键，实际为 {}；应为"
        " claim、approve、object、resolve、void、redeem、return、restock、jud"
        "ge、repair、close、check 中恰好一个。 [not-one-key]",
        "events[6], line 14, column 5: exactly one of several keys is needed, got"
        " {}; expected exactly one of claim, approve, object, resolve, void, redeem,"
        " return, restock, judge, repair, close, check. [not-one-key]",
        id="empty event",
    ),
    pytest.param(
        ledger("item: donation, who: p1", "item: donation, who: 张三"),
        "events[0].claim.who、第 8 行第 42 列：不是合格的标识，实际为 张三；应为小写字母开头，只含小写字母、数字和下划线。"
        " [not-an-id]",
        "events[0].claim.who, line 8, column 42: not an id, got 张三; expected"
        " lower-case letters, digits and underscores, beginning with a letter."
        " [not-an-id]",
        id="name of a person",
    ),
    pytest.param(
        ledger("id: y1, of: c1", "id: c1, of: c1"),
        "events[1].approve.id、第 9 行第 19 列：同一编号内容不同，实际为 c1。\n"
        "提示：更正请另记一笔撤销（void）并重新申报 [other-content]",
        "events[1].approve.id, line 9, column 19: an id is there with other content,"
        " got c1.\n"
        "Hint: to correct an entry, void it and enter it anew [other-content]",
        id="one id, two events",
    ),
    pytest.param(
        ledger("quantity: 1000", 'quantity: "1000"'),
        'events[0].claim.quantity、第 8 行第 111 列：不是数字，实际为 "1000"；应为用阿拉伯数字写的数，如 12 或'
        " 12.5。\n"
        "提示：请直接写 1000，不加引号 [not-a-number]",
        'events[0].claim.quantity, line 8, column 111: not a number, got "1000";'
        " expected a number in digits, such as 12 or 12.5.\n"
        "Hint: write 1000, without quotes [not-a-number]",
        id="quantity text",
    ),
    pytest.param(
        ledger("quantity: 1000", "quantity: 0"),
        "events[0].claim.quantity、第 8 行第 111 列：数值超出范围，实际为 0；应为大于 0。 [out-of-range]",
        "events[0].claim.quantity, line 8, column 111: a value is out of range, got"
        " 0; expected more than 0. [out-of-range]",
        id="quantity 0",
    ),
    pytest.param(
        ledger("persons: 2", "persons: 2.5"),
        "events[0].claim.persons、第 8 行第 126 列：值的类型不对，实际为 2.5；应为整数。 [wrong-type]",
        "events[0].claim.persons, line 8, column 126: a value has the wrong type,"
        " got 2.5; expected a whole number. [wrong-type]",
        id="half a person",
    ),
    pytest.param(
        ledger("upheld: false", "upheld: no"),
        "events[3].resolve.upheld、第 11 行第 39 列：值的类型不对，实际为 no；应为是或否（true 或 false）。\n"
        "提示：请直接写 false，不加引号 [wrong-type]",
        "events[3].resolve.upheld, line 11, column 39: a value has the wrong type,"
        " got no; expected true or false.\n"
        "Hint: write false, without quotes [wrong-type]",
        id="no for false",
    ),
    pytest.param(
        ledger("through: 2024-12-31", "through: 2025-01-02"),
        "events[10].close.through、第 18 行第 51 列：数值超出范围，实际为 2025-01-02；应为早于"
        " 2025-01-02。 [out-of-range]",
        "events[10].close.through, line 18, column 51: a value is out of range, got"
        " 2025-01-02; expected before 2025-01-02. [out-of-range]",
        id="period that is not over",
    ),
    pytest.param(
        ledger("unsealed: 10", "unsealed: 11"),
        "seals、第 21 行第 8 列：数值超出范围，实际为 2；应为不大于 1。 [out-of-range]",
        "seals, line 21, column 8: a value is out of range, got 2; expected at most"
        " 1. [out-of-range]",
        id="too many seals",
    ),
    pytest.param(
        roster("until: 2024-06-30, ", ""),
        "members[1].id、第 9 行第 10 列：标识重复，实际为 p1。\n"
        "提示：写明 from 和 until，使前后不重叠 [duplicate-id]\n"
        "members[2].head、第 10 行第 35 列：一户同日有两名户主，实际为 h1。\n"
        "提示：写明 from 和 until，使前后不重叠 [two-heads]",
        "members[1].id, line 9, column 10: an id stands twice, got p1.\n"
        "Hint: say from and until, so that nothing overlaps [duplicate-id]\n"
        "members[2].head, line 10, column 35: a household has two heads on one day,"
        " got h1.\n"
        "Hint: say from and until, so that nothing overlaps [two-heads]",
        id="overlap",
    ),
    pytest.param(
        roster(
            "{id: p2, household: h1, head: true, from: 2024-07-01",
            "{id: p2, household: h1, head: true, from: 2024-06-30",
        ),
        "members[2].head、第 10 行第 35 列：一户同日有两名户主，实际为 h1。\n"
        "提示：写明 from 和 until，使前后不重叠 [two-heads]",
        "members[2].head, line 10, column 35: a household has two heads on one day,"
        " got h1.\n"
        "Hint: say from and until, so that nothing overlaps [two-heads]",
        id="two heads",
    ),
    pytest.param(
        roster("household: h2, from", "head: true, from"),
        "members[1].household、第 9 行第 5 列：缺少必需的键。 [missing-key]",
        "members[1].household, line 9, column 5: a required key is missing. [missing-key]",
        id="head of no household",
    ),
    pytest.param(
        roster("until: 2024-06-30", "until: 2019-06-30"),
        "members[0].until、第 8 行第 79 列：数值超出范围，实际为 2019-06-30；应为不早于 2020-01-01。"
        " [out-of-range]",
        "members[0].until, line 8, column 79: a value is out of range, got"
        " 2019-06-30; expected 2020-01-01 or later. [out-of-range]",
        id="end before its beginning",
    ),
]


@pytest.mark.parametrize(("text", "zh", "en"), FAULTS)
def test_a_fault_is_said_with_its_place_and_what_to_do(text, zh, en):
    with pytest.raises(cv.DocumentError) as caught:
        cv.loads(text)
    assert caught.value.text("zh") == zh
    assert caught.value.text("en") == en


# Whatever stands in whatever place.

PLAIN = {text: read(text)[0] for text in (POLICY, LEDGER, ROSTER)}
STRANGE = [
    None,
    True,
    -1,
    1.5,
    10**12,
    "",
    "Two words",
    "and",
    "2024-02-30",
    [],
    [["a"]],
    {"a": {}},
]


def places(value, path=()):
    """Give the path of every node but the root and its envelope."""
    if not isinstance(value, dict | list):
        return []
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [place for key, item in items for place in ((*path, key), *places(item, (*path, key)))]


def replaced(text, path, strange):
    data = deepcopy(PLAIN[text])
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = deepcopy(strange)
    return data


def loads_or_is_refused(data):
    """Load data: nothing but problems that can be said may come of it, or a sound document."""
    try:
        document = cv.loads(json.dumps(data, default=float))
    except cv.DocumentError as error:
        for problem in error.problems:
            assert problem.position is not None
            assert problem.text("zh")
            assert problem.text("en")
    else:
        assert cv.loads(cv.dumps(document)) == document


@given(st.sampled_from([POLICY, LEDGER, ROSTER]), st.sampled_from(STRANGE), st.data())
def test_what_does_not_belong_in_a_place_is_refused_there(text, strange, data):
    found = [place for place in places(PLAIN[text]) if place[0] not in ("kind", "format")]
    loads_or_is_refused(replaced(text, data.draw(st.sampled_from(found)), strange))


@pytest.mark.parametrize("strange", [None, True, "Two words", [["a"]]], ids=repr)
@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param(text, path, id=".".join(map(str, path)))
        for text in (LEDGER, ROSTER)
        for path in places(PLAIN[text])
        if path[0] in ("events", "members") and len(path) > 1
    ],
)
def test_what_does_not_belong_in_an_event_or_a_member_is_refused(text, path, strange):
    loads_or_is_refused(replaced(text, path, strange))
