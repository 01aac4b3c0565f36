"""Whether a village's covenant is at least as strict as a county's guideline."""

import pytest

import civil_village as cv
from civil_village.calendar import TimeLimit
from civil_village.covenants import Article, Covenant, PriorReport, stricter
from civil_village.indicators import EventKind, IndexValue

KINDS = {"wedding": "婚事", "funeral": "丧事"}
INDICATORS = {
    "tables": cv.Indicator(label="桌数", value="count"),
    "guests": cv.Indicator(label="客人", value="count"),
    "cadre": cv.Indicator(label="干部户", value="truth"),
    "gift": cv.Indicator(label="礼金", value="amount", unit="元"),
}


def covenant(*articles, **fields):
    """Make a covenant of some articles."""
    given = {"id": "demo", "kinds": KINDS, "indicators": INDICATORS, **fields}
    return Covenant(articles=articles, events={"report": EventKind(label="报备")}, **given)


def verdict(own, base, **fields):
    """Hold one article against another of its id."""
    guideline = covenant(Article(id="a", **base))
    return stricter(guideline, covenant(Article(id="a", **own), **fields))["a"].verdict


def before(number, unit="day", **more):
    """Ask for a report so long before."""
    return {"notice": PriorReport(of="report", before=TimeLimit(number, unit), **more)}


@pytest.mark.parametrize(
    ("own", "base", "expected"),
    [
        ({"rule": "tables <= 10"}, {"rule": "tables <= 15"}, "tighter"),
        ({"rule": "tables <= 15"}, {"rule": "tables < 16"}, "equal"),
        ({"rule": "tables <= 20"}, {"rule": "tables <= 15"}, "looser"),
        ({"rule": "tables <= 10 && guests <= 80"}, {"rule": "tables <= 15"}, "tighter"),
        ({"rule": "guests <= 80"}, {"rule": "tables <= 15"}, "looser"),
        # what is forbidden is stricter than any limit
        ({"forbidden": True}, {"rule": "tables <= 15"}, "tighter"),
        ({"rule": "tables <= 15"}, {"forbidden": True}, "looser"),
        ({"forbidden": True}, {"forbidden": True}, "equal"),
        # it must regard the same kinds of events, and the same cases, or more
        ({"kinds": ["wedding"], "rule": "tables <= 10"}, {"rule": "tables <= 15"}, "looser"),
        ({"rule": "tables <= 15"}, {"kinds": ["wedding"], "rule": "tables <= 15"}, "tighter"),
        ({"kinds": ["wedding", "funeral"], "forbidden": True}, {"forbidden": True}, "equal"),
        ({"applies": "cadre", "rule": "tables <= 10"}, {"rule": "tables <= 15"}, "looser"),
        ({"rule": "tables <= 15"}, {"applies": "cadre", "rule": "tables <= 15"}, "tighter"),
        # limits that depend on the household
        (
            {"rule": "tables <= (cadre ? 8 : 12)"},
            {"rule": "tables <= (cadre ? 10 : 15)"},
            "tighter",
        ),
        # notices
        (before(5), before(3), "tighter"),
        (before(3), before(3), "equal"),
        (before(2), before(3), "looser"),
        (before(3), before(3, counts="nth"), "tighter"),
        (before(4, counts="nth"), before(3), "equal"),
        (before(1, "week"), before(3), "unproven"),
        ({"rule": "tables <= 10"}, before(3), "unproven"),
    ],
)
def test_one_article_beside_another(own, base, expected):
    assert verdict(own, base) == expected


def test_a_fact_that_is_defined_otherwise_proves_nothing():
    other = {**INDICATORS, "gift": cv.Indicator(label="礼金", value="amount", unit="万元")}
    gifts = ({"rule": "gift <= 1"}, {"rule": "gift <= 100"})
    assert verdict(*gifts) == "tighter"
    assert verdict(*gifts, indicators=other) == "unproven"


def test_a_fact_with_another_name_is_the_same():
    renamed = {**INDICATORS, "tables": cv.Indicator(label="席数", value="count", maximum=500)}
    assert verdict({"rule": "tables <= 9"}, {"rule": "tables <= 10"}, indicators=renamed) == (
        "tighter"
    )


def test_an_index_is_compared_by_what_it_is_read_from():
    def with_index(name):
        price = cv.Indicator(label="肉价", value="amount", unit="元", derive=IndexValue(index=name))
        return {**INDICATORS, "price": price}

    rules = Article(id="a", rule="gift <= price"), Article(id="a", rule="gift <= 2 * price")
    base = covenant(rules[1], indicators=with_index("pork"))
    assert stricter(base, covenant(rules[0], indicators=with_index("pork"))).holds
    found = stricter(base, covenant(rules[0], indicators=with_index("beef")))
    assert found["a"].verdict == "unproven"


def test_a_kind_that_the_village_does_not_list_is_a_gap():
    own = covenant(Article(id="a", rule="tables <= 10"), kinds={"wedding": "婚事"})
    found = stricter(covenant(Article(id="a", rule="tables <= 15")), own)["a"]
    assert found.verdict == "looser"
    assert "funeral" in found.reason.text("en")


def test_what_is_left_out_fails_and_what_is_added_does_not():
    guideline = covenant(Article(id="a", forbidden=True), Article(id="b", rule="tables <= 15"))
    found = stricter(guideline, covenant(Article(id="b", rule="tables <= 15")))
    assert [(each.article, each.verdict) for each in found.articles] == [
        ("a", "left_out"),
        ("b", "equal"),
    ]
    assert not found.holds
    more = covenant(*guideline.articles, Article(id="c", rule="guests <= 80"))
    found = stricter(guideline, more)
    assert (found.holds, found["c"].verdict) == (True, "added")


def test_every_covenant_is_as_strict_as_itself():
    for name in ("ceremonies.guideline", "huaiyin.covenant", "qingshidu.covenant"):
        made = cv.bundled(name)
        found = stricter(made, made)
        assert {each.verdict for each in found.articles} == {"equal"}


def test_it_says_article_by_article_why():
    guideline = covenant(Article(id="a", label="席数", rule="tables <= 15"))
    own = covenant(Article(id="a", rule="tables <= 20"))
    assert stricter(guideline, own).text("zh").splitlines() == [
        "未能证明 demo 不宽于 demo",
        "  席数：更宽",
        "    它放行了所对照的规则不放行的情形：事项 wedding、桌数 20",
    ]


def test_what_is_no_covenant_is_refused():
    with pytest.raises(cv.DocumentError, match="guideline"):
        stricter(cv.bundled("anle.standard"), covenant())


def test_an_article_is_found_by_its_id():
    with pytest.raises(KeyError):
        stricter(covenant(), covenant())["a"]
