"""No answer hangs on the decimal context of the process: its precision, rounding and traps."""

import decimal
import re
from datetime import UTC, date, datetime
from decimal import Context, Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import civil_village as cv
from civil_village.exact_numbers import number_problems
from civil_village.testing import facts, policies, standards

SIGNALS = list(Context().traps)
ROUNDINGS = [
    decimal.ROUND_CEILING,
    decimal.ROUND_DOWN,
    decimal.ROUND_FLOOR,
    decimal.ROUND_HALF_DOWN,
    decimal.ROUND_HALF_EVEN,
    decimal.ROUND_HALF_UP,
    decimal.ROUND_UP,
    decimal.ROUND_05UP,
]
#: What is worst: nothing is exact, and every rounding raises.
WORST = {
    "prec": 1,
    "rounding": decimal.ROUND_UP,
    "Emin": 0,
    "Emax": 0,
    "capitals": 0,
    "clamp": 1,
    "traps": SIGNALS,
}
contexts = st.builds(
    Context,
    prec=st.integers(1, 50),
    rounding=st.sampled_from(ROUNDINGS),
    traps=st.sampled_from([SIGNALS, [], [decimal.Inexact], [decimal.FloatOperation]]),
    capitals=st.integers(0, 1),
    Emax=st.sampled_from([0, 5, 999999]),
)
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
DAY = NOON.date()


def money():
    """A household with 987.65 points redeems 123.45 yuan at 0.5 a point, in steps of a cent."""
    payout = cv.points.Payout(unit="元", rate=Decimal("0.5"), step=Decimal("0.01"))
    policy = cv.Policy(
        id="demo",
        accounts={"credit": cv.points.Account(spendable=True)},
        items={
            "help": cv.points.Item(to=cv.points.Targets({"credit": 1}), points=Decimal("987.65"))
        },
        rewards={"cash": cv.points.Reward(label="现金", account="credit", payout=payout)},
    )
    claims = [
        cv.points.Claim(id=f"c{who}", item="help", who=who, on=DAY, recorded=NOON)
        for who in ("h1", "h2")
    ]
    wish = Decimal("123.45")
    redeem = cv.points.Redeem(id="r1", reward="cash", who="h1", on=DAY, recorded=NOON, amount=wish)
    state = cv.settle(policy, cv.Ledger().add(*claims, redeem), as_of=date(2024, 3, 2))
    return [
        state.redemption("r1").amount,
        state.balance("h1", "credit"),
        state.statement("h1").text("en"),
        dict(state.divide(Decimal("1234.56"), "credit", step=Decimal("0.01")).parts),
    ]


NAMES = ["anle.standard", "anle.villages", "stars.village", "stars.villages", "wendeng.points"]
NAMES += ["points.village", "points.roster", "points.ledger"]
TABLE = "编号,保险参保率,年度创建经费\nv001,92.5%,123456.78\nv002,0.75,1200.5\n"


def judged(made, many):
    """Give what comes of villages under a standard."""
    found = cv.evaluate_each(made, cv.derive_each(made.catalogue, many, as_of=many.as_of))
    yield [(one.bounds, one.outcome, one.possible_bands) for one in found]
    yield from (found[0].explain().text("zh"), cv.dumps(found[-1]))
    yield from (cv.write_results(found, made), cv.tables.write_places(cv.rank(found)))
    yield from (cv.lint(made), cv.tables.template(made))


def journey():
    """Give what comes of bundled documents, from their texts to results and statements."""
    read = {name: cv.loads(cv.dumps(cv.bundled(name))) for name in NAMES}
    told = [(cv.dumps(document), cv.documents.digest(document)) for document in read.values()]
    told += judged(read["anle.standard"], read["anle.villages"])
    told += judged(read["stars.village"], read["stars.villages"])
    told += [cv.read_table(TABLE, read["anle.standard"], extra="ignore"), cv.schema("standard")]
    state = cv.settle(
        read["points.village"],
        read["points.ledger"],
        as_of=date(2025, 6, 30),
        roster=read["points.roster"],
    )
    told += [state.statement(who).text("zh") for who in state.subjects]
    told += [state.redemptions, state.problems, money()]
    told.append(
        dict(cv.dividing.divide(100, {"a": 1.25, "b": 2.5, "c": 3}, step=0.01, ties="order").parts)
    )
    return told


def test_an_amount_of_money_is_what_was_asked_for():
    """987.65 - 123.45 ÷ 0.5 = 740.75."""
    with decimal.localcontext(Context(prec=3)):
        found = money()
    assert found[:2] == [Decimal("123.45"), Decimal("740.75")]


def test_documents_results_and_statements_are_the_same_in_the_worst_context():
    with decimal.localcontext(Context(**WORST)):
        found = journey()
    assert found == journey()


@settings(max_examples=5)
@given(contexts)
def test_points_and_money_are_the_same_in_every_context(context):
    with decimal.localcontext(context):
        found = money()
    assert found == money()


def asked(name, **keywords):
    return cv.Requirement(id=name, rule=cv.Rule("a"), **keywords)


CATALOGUE = cv.Catalogue(indicators={"a": cv.Indicator(label="甲", value="truth")})
WRONG = {
    "weights": lambda: cv.standards.WeightedSum(weights={"a": 0.123, "b": 0.456}, total=0.58),
    "points": lambda: cv.Criterion(
        id="c",
        points=246.8,
        grade=cv.standards.Sum(),
        requirements=[asked(name, points=123.45) for name in ("a", "b")],
    ),
    "step": lambda: cv.Criterion(
        id="c", points=123.45, grade=cv.standards.Divided(step=0.1), requirements=[asked("a")]
    ),
    "total": lambda: cv.Standard(
        id="s",
        catalogue=CATALOGUE,
        criteria=[cv.Criterion(id="c", points=123.45, requirements=[asked("a")])],
        total=123.4,
    ),
}


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG)
def test_a_wrong_sum_is_refused_in_every_context(make):
    def problems():
        with pytest.raises(cv.DocumentError) as caught:
            make()
        return caught.value.problems

    for rough in (Context(prec=3), Context(**WORST)):
        with decimal.localcontext(rough):
            found = problems()
        assert found == problems()


def test_what_is_too_long_to_be_shown_in_full_is_shown_alike():
    with decimal.localcontext(Context(**WORST)):
        (problem,) = number_problems(Decimal("1e99999"))
    assert problem.found == "1E+99999"


@settings(
    max_examples=2,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data(), contexts)
def test_strategies_draw_in_every_context(data, context):
    """What is drawn in a rough context is valid, and comes to the same in the usual one."""
    with decimal.localcontext(context):
        made = data.draw(standards())
        given_ = data.draw(facts(made))
        found = cv.evaluate(made, given_)
        before = cv.dumps(made), found.outcome, found.bounds, found.explain()
        data.draw(policies())
    found = cv.evaluate(made, given_)
    assert (cv.dumps(made), found.outcome, found.bounds, found.explain()) == before


#: What rounds as the context says, and what looks at it.
ROUNDS = re.compile(
    r"(?<!unicodedata)\.(quantize|normalize|scaleb|to_integral\w*|remainder_near|fma|sqrt)\("
    r"|sum\(.*Decimal\(|getcontext|localcontext"
)


def test_nothing_asks_for_what_the_context_rounds():
    folder = Path(cv.__file__).parent
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted(folder.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if ROUNDS.search(line)
    ]
    assert found == []
