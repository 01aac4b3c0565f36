"""What must fit together in a covenant, and what is worth a look."""

from datetime import date

import pytest

import civil_village as cv
from civil_village.calendar import Span, TimeLimit
from civil_village.consequences import Ban, Banned, BenefitGranted, DutyCalled, ItemPosted
from civil_village.covenants import Article, Covenant, Exemplary, PriorReport
from civil_village.covenants.findings import findings
from civil_village.indicators import EventKind, Formula
from civil_village.rules import Rule

KINDS = {"wedding": "婚事"}
TABLES = {"tables": cv.Indicator(label="桌数", value="count")}


def problems(**fields):
    """Give code and path of what is wrong with a covenant."""
    given = {"id": "demo", "kinds": KINDS, "indicators": TABLES, "articles": [], **fields}
    with pytest.raises(cv.DocumentError) as caught:
        Covenant(**given)
    return [(problem.code, problem.path) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"kinds": {}}, [("empty-list", ("kinds",))]),
        ({"kinds": {"Wedding": "婚事"}}, [("not-an-id", ("kinds", "Wedding"))]),
        (
            {"articles": [Article(id="a", forbidden=True), Article(id="a", forbidden=True)]},
            [("duplicate-id", ("articles", 1, "id"))],
        ),
        (
            {"articles": [Article(id="a", kinds=["weding"], forbidden=True)]},
            [("unknown-name", ("articles", 0, "kinds", 0))],
        ),
        (
            {"articles": [Article(id="a", rule="table <= 3")]},
            [("unknown-indicator", ("articles", 0, "rule"))],
        ),
        (
            {"articles": [Article(id="a", applies="tabels > 1", rule="tables <= 3")]},
            [("unknown-indicator", ("articles", 0, "applies"))],
        ),
        (
            {
                "articles": [
                    Article(id="a", notice=PriorReport(of="report", before=TimeLimit(3, "day")))
                ]
            },
            [("unknown-name", ("articles", 0, "notice", "of"))],
        ),
        # What every event has is no indicator of a covenant.
        (
            {"indicators": {"event": TABLES["tables"], "on": TABLES["tables"]}},
            [("reserved-word", ("indicators", "event")), ("reserved-word", ("indicators", "on"))],
        ),
        (
            {"events": {"wedding": EventKind(label="婚事")}},
            [("duplicate-id", ("kinds", "wedding"))],
        ),
        ({"uses": ["demo.points", "demo.points"]}, [("duplicate-id", ("uses", 1))]),
        # A rule that can never hold is no rule.
        (
            {"articles": [Article(id="a", rule="tables < 0")]},
            [("never-holds", ("articles", 0, "rule"))],
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(fields, found):
    assert problems(**fields) == found


def test_the_facts_of_a_notice_cannot_be_declared_twice():
    found = problems(
        indicators={"report": cv.Indicator(label="报备", value="date")},
        events={"report": EventKind(label="报备")},
        articles=[Article(id="a", notice=PriorReport(of="report", before=TimeLimit(3, "day")))],
    )
    assert found == [("reserved-word", ("indicators", "report"))]


@pytest.mark.parametrize(
    "asks",
    [
        {},
        {"rule": "tables <= 3", "forbidden": True},
        {"rule": "true", "notice": PriorReport(of="report", before=TimeLimit(1, "day"))},
    ],
)
def test_an_article_asks_for_one_thing(asks):
    with pytest.raises(cv.DocumentError) as caught:
        Article(id="a", **asks)
    assert caught.value.problems[0].code == "not-one-key"


def test_the_kind_of_event_is_a_name_for_rules():
    covenant = Covenant(
        id="demo",
        kinds={"wedding": "婚事", "funeral": "丧事"},
        indicators=TABLES,
        articles=[Article(id="a", rule="tables <= (event == 'wedding' ? 15 : 10)")],
    )
    asked = {
        kind: cv.check_event(covenant, {"event": kind, "tables": 12}, as_of=date(2024, 5, 1)).word
        for kind in covenant.kinds
    }
    assert asked == {"wedding": "in_order", "funeral": "breach"}


# Links ------------------------------------------------------------------------------------

POLICY = cv.bundled("points.village")
STARS = cv.bundled("anle.stars")
CAMPAIGN = cv.bundled("plan6.campaign")


def linked(*then):
    """Load a covenant with consequences, beside the documents that it uses."""
    covenant = Covenant(
        id="demo",
        kinds=KINDS,
        indicators=TABLES,
        uses=["points.village@2024", "anle.stars", "plan6.campaign"],
        articles=[Article(id="a", forbidden=True, then=then)],
    )
    library = cv.Library.of(POLICY, STARS, CAMPAIGN)
    found = cv.lint(cv.dumps(covenant), library=library)
    return [(each.code, each.path, each.found) for each in found if each.level == "error"]


def test_what_consequences_name_is_looked_up_in_the_documents_that_are_used():
    ban = Banned(ban=Ban(titles=["anle.stars"], valid_for=Span(1, "year")))
    duty = DutyCalled(duty=CAMPAIGN.duties[0].id)
    assert linked(ItemPosted(post=next(iter(POLICY.items))), ban, duty) == []


@pytest.mark.parametrize(
    ("then", "path", "found"),
    [
        (ItemPosted(post="litering"), ("post",), "litering"),
        (DutyCalled(duty="rectifi"), ("duty",), "rectifi"),
        (
            Banned(ban=Ban(titles=["anle.star"], valid_for=Span(1, "year"))),
            ("ban", "titles", 0),
            "anle.star",
        ),
    ],
)
def test_what_no_document_has_is_an_error(then, path, found):
    assert linked(then) == [("unknown-name", ("articles", 0, "then", 0, *path), found)]


# Findings ---------------------------------------------------------------------------------


def found(**fields):
    """Give what is worth a look in a covenant that is in order."""
    given = {"id": "demo", "kinds": KINDS, "indicators": TABLES, "articles": [], **fields}
    return [
        (problem.code, problem.path, problem.found)
        for problem in findings(Covenant(**given))
        if problem.code != "no-decision"
    ]


def test_a_kind_without_an_article_is_worth_a_look():
    assert found() == [("kind-without-article", ("kinds", "wedding"), "wedding")]
    assert found(articles=[Article(id="a", rule="tables <= 3")]) == []


def test_a_condition_should_be_a_fact_of_its_own():
    article = Article(id="a", applies="tables > 5", rule="tables <= 15")
    path = ("articles", 0, "applies")
    assert found(articles=[article]) == [("condition-and-rule", path, "tables")]


def test_a_condition_that_derives_from_the_same_fact_is_found_too():
    many = cv.Indicator(label="大办", value="truth", derive=Formula(rule=Rule("tables > 5")))
    article = Article(id="a", applies="many", rule="tables <= 15")
    path = ("articles", 0, "applies")
    assert found(indicators={**TABLES, "many": many}, articles=[article]) == [
        ("condition-and-rule", path, "tables")
    ]


def test_the_kind_of_event_may_stand_in_both():
    article = Article(
        id="a", applies="event == 'wedding'", rule="event == 'wedding' ? tables < 3 : true"
    )
    assert found(articles=[article]) == []


def test_consequences_of_other_documents_name_them():
    articles = [Article(id="a", forbidden=True, then=[ItemPosted(post="litter")])]
    assert found(articles=articles) == [("no-use", ("articles", 0, "then", 0), None)]
    assert found(articles=articles, uses=["demo.points"]) == []
    loan = Exemplary(then=[BenefitGranted(benefit="loan")])
    assert found(articles=[Article(id="a", forbidden=True)], exemplary=loan) == []


def test_a_covenant_is_read_as_it_is_written():
    for name in ("ceremonies.guideline", "huaiyin.covenant", "qingshidu.covenant"):
        covenant = cv.bundled(name)
        assert cv.loads(cv.dumps(covenant), Covenant) == covenant
