"""Procedures of invented villages, and logs of their matters, for the tests of this folder."""

import json
from datetime import date
from textwrap import dedent

import civil_village as cv

CATALOGUE = """\
catalogue:
  indicators:
    should_attend: {label: {zh: 应到人数, en: members}, value: count, minimum: 1}
    present: {label: {zh: 实到人数, en: present}, value: count}
    agree: {label: {zh: 同意票, en: votes for}, value: count}
    against: {label: {zh: 反对票, en: votes against}, value: count}
    attendance: {label: {zh: 到会率, en: attendance}, value: ratio, of: [present, should_attend]}
    of_all: {label: {zh: 占应到比例, en: share of all}, value: ratio, of: [agree, should_attend]}
    of_present: {label: {zh: 占到会比例, en: share of those present}, value: ratio, of: [agree, present]}
  consistency:
    - {id: votes, rule: "agree + against <= present"}
"""

FOUR_TWO = (
    """\
kind: procedure
format: 1
id: demo.four_two
label: {zh: 四议两公开, en: four deliberations}
bodies:
  branch: {label: {zh: 党支部, en: branch}}
  committees: {label: {zh: 两委, en: committees}}
  members: {label: {zh: 党员大会, en: members' meeting}}
  representatives: {label: {zh: 村民代表会议, en: representatives' meeting}}
"""
    + CATALOGUE
    + """\
steps:
  - {id: propose, label: {zh: 提议, en: proposal}, by: [branch]}
  - {id: discuss, label: {zh: 商议, en: talk}, by: [committees], after: [propose]}
  - id: deliberate
    label: {zh: 审议, en: deliberation}
    by: [members]
    after: [discuss]
    notice: 3 days
    require:
      - {id: quorum, label: {zh: 到会人数, en: quorum}, rule: "attendance >= 2 / 3"}
      - {id: passed, label: {zh: 表决, en: vote}, rule: "of_all >= 1 / 2", fails: stops}
  - id: decide
    label: {zh: 决议, en: decision}
    by: [representatives]
    after: [deliberate]
    interval: 7 days
    require:
      - {id: quorum, label: {zh: 到会人数, en: quorum}, rule: "attendance >= 2 / 3"}
      - {id: passed, label: {zh: 表决, en: vote}, rule: "of_present > 1 / 2", fails: stops}
  - {id: publish, label: {zh: 决议公开, en: publication}, after: [decide], due: 5 days}
  - {id: publish_results, label: {zh: 结果公开, en: results}, after: [publish], due: 1 month}
merges:
  - {id: joint, label: {zh: 合并会议, en: joint meeting}, of: [propose, discuss]}
within: 60 days
"""
)


def procedure(text=FOUR_TWO):
    """Load a procedure; one without its head is given one."""
    made = dedent(text)
    head = "" if made.startswith("kind:") else "kind: procedure\nformat: 1\nid: demo.procedure\n"
    return cv.loads(head + made, cv.Procedure)


def on(text):
    return date.fromisoformat(text)


def log(*events, **more):
    """Load a log; of each event an id, a kind, a day of March 2026 or any, and what else is said."""
    rows = []
    for name, kind, day, *rest in events:
        keys, values = {}, {}
        for key, value in (rest[0] if rest else {}).items():
            (keys if key in ("by", "of", "subject", "recorded") else values)[key] = value
        day_ = f"2026-03-{day:02}" if isinstance(day, int) else day
        row = {"id": name, "kind": kind, "on": day_, **keys}
        rows.append(row | ({"values": values} if values else {}))
    head = {"kind": "log", "format": 1, "id": "demo.log", **more}
    return cv.loads(json.dumps({**head, "events": rows}), cv.EventLog)


def counted(should_attend, present, agree, **more):
    """Say what was counted at a meeting."""
    return {"should_attend": should_attend, "present": present, "agree": agree, **more}


#: A matter in which all is in order: 20 of 30 are two thirds, 15 of 30 half, 21 of 40 more than half.
GOOD = (
    ("e1", "propose", 1, {"by": "branch"}),
    ("e2", "discuss", 2, {"by": "committees"}),
    ("n1", "notice", 2, {"of": "deliberate"}),
    ("e3", "deliberate", 6, {"by": "members", **counted(30, 20, 15)}),
    ("e4", "decide", 13, {"by": "representatives", **counted(60, 40, 21)}),
    ("e5", "publish", 18),
    ("e6", "publish_results", "2026-04-18"),
)


def changed(name, kind=None, day=None, more=None, *, events=GOOD):
    """Give the good matter with one event changed; left out where nothing is said of it."""
    rows = []
    for row in events:
        if row[0] != name:
            rows.append(row)
        elif kind is not None or day is not None or more is not None:
            own = row[3] if len(row) > 3 else {}
            rows.append((name, kind or row[1], day or row[2], {**own, **(more or {})}))
    return rows


def judged(events=GOOD, day="2026-05-01", *, of=None, **more):
    """Judge a matter on a day."""
    asked = {key: more.pop(key) for key in ("known", "workdays", "matter") if key in more}
    made = procedure() if of is None else of
    return cv.check_record(made, log(*events, **more), as_of=on(day), **asked)


def broken(verdict):
    """Say what was not in order: of each fault its step and what was broken."""
    return [(fault.step, fault.rule or fault.broken) for fault in verdict.faults]
