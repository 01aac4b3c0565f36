"""Libraries: documents that refer to each other, in whatever order they are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.documents.library import document_name
from civil_village.messages import Message
from civil_village.problems import Position
from civil_village.testing import libraries, own_catalogues, standards
from tests.profiles import whole_documents

CATALOGUE = """\
kind: catalogue
format: 1
id: county.catalogue
edition: "2024"
indicators:
  plan: {label: 有计划, value: truth}
"""

STANDARD = """\
kind: standard
format: 1
id: village
catalogue: county.catalogue@2024
criteria:
  - {id: work, points: 5, requirements: [{id: plan, rule: plan}]}
"""

RECORDS = """\
kind: records
format: 1
id: county.villages
subjects: []
"""

COUNTY = cv.loads(CATALOGUE)
LIBRARY = cv.Library.of(COUNTY)


def changed(text, old, new):
    assert text.count(old) == 1
    return text.replace(old, new)


NEXT_YEAR = cv.loads(changed(CATALOGUE, "2024", "2025"))
WITHOUT_EDITION = cv.loads(changed(CATALOGUE, 'edition: "2024"\n', ""))


def refusal(make, *arguments, **keywords):
    with pytest.raises(cv.DocumentError) as caught:
        make(*arguments, **keywords)
    return caught.value.problems


def brief(problems):
    return [(problem.document, problem.code, *problem.path) for problem in problems]


# What a library holds.


def test_documents_are_known_by_id_and_edition():
    records = cv.loads(RECORDS)
    library = cv.Library.of(COUNTY, records)
    assert library.ids() == ("county.catalogue@2024", "county.villages")
    assert list(library) == [COUNTY, records]
    assert len(library) == 2
    assert library["county.catalogue@2024"] is COUNTY
    assert library["county.villages"] is records


def test_the_id_alone_is_enough_where_there_is_one_edition():
    assert LIBRARY["county.catalogue"] is COUNTY
    assert "county.catalogue" in LIBRARY
    both = cv.Library.of(COUNTY, NEXT_YEAR)
    assert "county.catalogue" not in both
    assert both["county.catalogue@2025"] is NEXT_YEAR
    with pytest.raises(KeyError):
        both["county.catalogue"]


@pytest.mark.parametrize("name", ["county", "county.catalogue@2023", "village@", 1])
def test_what_is_not_there_is_no_key(name):
    assert name not in LIBRARY
    with pytest.raises((KeyError, TypeError)):
        LIBRARY[name]


def test_one_document_may_come_twice_but_not_with_two_contents():
    assert cv.Library.of(COUNTY, cv.loads(CATALOGUE)) == LIBRARY
    assert len(cv.Library.of(COUNTY, cv.loads(CATALOGUE))) == 1
    other = cv.loads(changed(CATALOGUE, "truth", "count"))
    (problem,) = refusal(cv.Library.of, COUNTY, other)
    assert (problem.code, problem.found) == ("document-twice", "county.catalogue@2024")
    assert problem.hint == Message("hint.other-edition")


def test_only_what_has_an_id_of_its_own_is_held():
    assert brief(refusal(cv.Library.of, cv.Catalogue(indicators={}))) == [
        (None, "missing-key", "id")
    ]
    (problem,) = refusal(cv.Library.of, cv.Facts(values={}))
    assert (problem.code, problem.found) == ("other-kind", "facts")


def test_the_order_of_documents_makes_no_difference():
    assert cv.Library.of(COUNTY, NEXT_YEAR) == cv.Library.of(NEXT_YEAR, COUNTY)
    assert cv.Library.of(COUNTY) != cv.Library.of(NEXT_YEAR)
    assert cv.Library() == cv.Library.of()


# References.


def test_a_standard_holds_the_catalogue_that_it_refers_to():
    standard = cv.loads(STANDARD, library=LIBRARY)
    assert standard.catalogue is COUNTY
    assert cv.loads(changed(STANDARD, "@2024", ""), library=LIBRARY) == standard
    result = cv.evaluate(standard, {"plan": True})
    assert result.score == 5


def test_what_was_referred_to_is_written_whole():
    standard = cv.loads(STANDARD, library=LIBRARY)
    text = cv.dumps(standard)
    assert cv.loads(text) == standard
    inner = "".join(f"  {line}\n" for line in CATALOGUE.splitlines()[2:])
    inline = cv.loads(changed(STANDARD, " county.catalogue@2024\n", "\n" + inner))
    assert inline == standard
    assert cv.dumps(inline) == text
    assert cv.documents.digest(inline) == cv.documents.digest(standard)


@whole_documents
@given(own_catalogues().flatmap(lambda made: st.tuples(st.just(made), standards(made))))
def test_a_reference_and_the_whole_are_one(drawn):
    catalogue, standard = drawn
    import json  # noqa: PLC0415 - of this test alone

    data = json.loads(cv.dumps(standard)) | {"catalogue": document_name(catalogue)}
    again = cv.loads(json.dumps(data), library=cv.Library.of(catalogue))
    assert again == standard
    assert cv.dumps(again) == cv.dumps(standard)


def test_without_a_library_a_reference_says_that_it_needs_one():
    (problem,) = refusal(cv.loads, STANDARD, source="village.yaml")
    assert brief([problem]) == [("village.yaml", "unknown-document", "catalogue")]
    assert problem.found == "county.catalogue@2024"
    assert problem.hint == Message("hint.library")
    assert problem.position == Position(4, 12)
    assert cv.lint(STANDARD, source="village.yaml") == (problem,)
    assert cv.lint(STANDARD, library=LIBRARY) == ()


def test_an_empty_library_is_as_good_as_none():
    assert refusal(cv.loads, STANDARD, library=cv.Library()) == refusal(cv.loads, STANDARD)


@pytest.mark.parametrize(
    ("reference", "near"),
    [
        ("county.catalogue@2023", "county.catalogue@2024"),
        ("conty.catalog", "county.catalogue@2024"),
        ("something.else", None),
    ],
)
def test_an_unknown_reference_is_told_with_the_nearest(reference, near):
    text = changed(STANDARD, "county.catalogue@2024", reference)
    (problem,) = refusal(cv.loads, text, library=LIBRARY)
    assert (problem.code, problem.path, problem.found) == (
        "unknown-document",
        ("catalogue",),
        reference,
    )
    assert problem.hint == (near and Message("hint.nearest", name=near))


@pytest.mark.parametrize("others", [(COUNTY, NEXT_YEAR), (COUNTY, WITHOUT_EDITION)])
def test_a_reference_to_one_of_several_editions_names_them(others):
    library = cv.Library.of(*others)
    (problem,) = refusal(cv.loads, changed(STANDARD, "@2024", ""), library=library)
    assert (problem.code, problem.path) == ("ambiguous-document", ("catalogue",))
    assert problem.expected == Message("expected.one-of", names=library.ids())


def test_a_reference_leads_to_the_kind_that_belongs_there():
    library = cv.Library.of(cv.loads(RECORDS))
    text = changed(STANDARD, "county.catalogue@2024", "county.villages")
    (problem,) = refusal(cv.loads, text, library=library)
    assert (problem.code, problem.path, problem.found) == ("other-kind", ("catalogue",), "records")


def test_a_reference_is_told_together_with_all_else():
    text = changed(STANDARD, "points: 5", "points: five, pints: 5")
    assert brief(refusal(cv.loads, text)) == [
        (None, "unknown-document", "catalogue"),
        (None, "not-a-number", "criteria", 0, "points"),
        (None, "unknown-key", "criteria", 0, "pints"),
    ]


def test_a_standard_is_checked_against_the_catalogue_that_it_refers_to():
    other = cv.Library.of(cv.loads(changed(CATALOGUE, "  plan", "  plans")))
    (problem,) = refusal(cv.loads, STANDARD, library=other)
    assert problem.path == ("criteria", 0, "requirements", 0, "rule")
    assert (problem.code, problem.hint) == (
        "unknown-indicator",
        Message("hint.nearest", name="plans"),
    )


# Reading several texts.


def test_the_order_of_texts_makes_no_difference():
    library = cv.Library.read([STANDARD, RECORDS, CATALOGUE])
    assert library == cv.Library.read([CATALOGUE, STANDARD, RECORDS])
    assert library["village"].catalogue is library["county.catalogue"]
    assert library["village"] == cv.loads(STANDARD, library=LIBRARY)


def test_a_library_can_be_built_on_another():
    assert cv.Library.read([STANDARD], library=LIBRARY) == cv.Library.read([CATALOGUE, STANDARD])
    assert cv.Library.read([]) == cv.Library()


def test_problems_of_all_texts_are_told_together_wave_by_wave():
    texts = {
        "a.yaml": STANDARD,
        "b.yaml": changed(CATALOGUE, "truth", "tuth"),
        "c.yaml": "kind: [",
        "d.yaml": "kind: [",
    }
    assert brief(refusal(cv.Library.read, texts)) == [
        ("c.yaml", "not-yaml"),
        ("d.yaml", "not-yaml"),
    ]
    del texts["c.yaml"], texts["d.yaml"]
    assert brief(refusal(cv.Library.read, texts)) == [
        ("b.yaml", "wrong-type", "indicators", "plan", "value")
    ]
    texts["b.yaml"] = changed(CATALOGUE, "2024", "2025")
    assert brief(refusal(cv.Library.read, texts)) == [("a.yaml", "unknown-document", "catalogue")]
    assert [problem.code for problem in refusal(cv.Library.read, ["kind: no\nformat: 1"])] == [
        "unknown-kind"
    ]


@whole_documents
@given(libraries(), st.randoms(use_true_random=False))
def test_a_library_reads_back_equal_in_any_order(library, random):
    texts = [cv.dumps(document) for document in library]
    random.shuffle(texts)
    assert cv.Library.read(texts) == library
