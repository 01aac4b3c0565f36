"""A ledger as a small table in a test's own text: one event a line, in the order of recording.

Each line is an id, a kind, what the kind asks for, and further fields as ``name=value``. An
event is recorded at noon of its day unless it says otherwise, and a minute after the line above.
"""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from textwrap import dedent

from civil_village.documents import loads
from civil_village.points import (
    Approve,
    Check,
    Claim,
    Close,
    Judge,
    Ledger,
    Member,
    Object,
    Redeem,
    Repair,
    Resolve,
    Restock,
    Return,
    Roster,
    Void,
    settle,
)

CHINA = timezone(timedelta(hours=8))
#: What the words of a line are, by kind; a field in brackets may be left out.
KINDS = {
    "claim": (Claim, "item who on"),
    "approve": (Approve, "of role on"),
    "deny": (Approve, "of role on"),
    "object": (Object, "of on"),
    "uphold": (Resolve, "of on"),
    "reject": (Resolve, "of on"),
    "void": (Void, "of"),
    "redeem": (Redeem, "reward who on"),
    "return": (Return, "of on"),
    "restock": (Restock, "reward count on"),
    "judge": (Judge, "judgment who on"),
    "repair": (Repair, "of on"),
    "close": (Close, "settlement through on"),
    "check": (Check, "who account points on"),
}
SAID = {
    "approve": {"granted": True},
    "deny": {"granted": False},
    "uphold": {"upheld": True},
    "reject": {"upheld": False},
}
DAYS = {"on", "through", "recorded"}
WHOLE = {"count", "persons"}
EXACT = {"points", "quantity", "amount"}


def value_of(name, text):
    if name in DAYS:
        return date.fromisoformat(text)
    if name in WHOLE:
        return int(text)
    return Decimal(text) if name in EXACT else text


def event(line, place=0):
    """Read one line."""
    name, kind, *words = line.split()
    model, wanted = KINDS[kind]
    names = wanted.split()
    fields = dict(zip(names, words, strict=False)) | dict(
        word.split("=") for word in words[len(names) :]
    )
    fields = {key: value_of(key, text) for key, text in fields.items()}
    day = fields.pop("recorded", None) or fields["on"]
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)
    recorded = noon + timedelta(minutes=place)
    return model(id=name, recorded=recorded, **SAID.get(kind, {}), **fields)


def ledger(table):
    """Read a table; what follows ``#`` is a remark."""
    lines = [line.split("#")[0].strip() for line in table.splitlines()]
    return Ledger().add(*(event(line, n) for n, line in enumerate(lines) if line))


def policy(text):
    """Read a policy, of which only the parts that matter are written."""
    return loads(f"kind: policy\nformat: 1\nid: demo\n{dedent(text)}")


def roster(*lines):
    """Read members: an id, its household, and further fields."""
    members = []
    for line in lines:
        name, *words = line.split()
        fields = dict(word.split("=") for word in words)
        for key in ("from_", "until"):
            if key in fields:
                fields[key] = date.fromisoformat(fields[key])
        members.append(Member(id=name, **fields | ({"head": True} if "head" in fields else {})))
    return Roster(id="demo.roster", members=members)


def settled(rules, table, as_of, *, known=None, of=None):
    """Settle a table by a policy, written as text or read."""
    rules = policy(rules) if isinstance(rules, str) else rules
    return settle(
        rules,
        ledger(table) if isinstance(table, str) else table,
        as_of=date.fromisoformat(as_of),
        known=None if known is None else date.fromisoformat(known),
        roster=of,
    )


def points(state, *names):
    """Give what claims are worth."""
    return [state.posting(name).points for name in names]


def codes(state):
    """Give codes and events of a state's problems."""
    return [(problem.code, problem.path[1]) for problem in state.problems]


def refusals(state, name):
    """Give the keys of the refusals of a redemption."""
    return [message.key for message in state.redemption(name).refusals]


def keys(state, name):
    """Give the keys of the reasons of a claim."""
    return [message.key for message in state.posting(name).reasons]
