"""The reference has everything that users can name: public names, keys, problem codes, commands."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from civil_village.documents.kinds import KINDS
from civil_village.indicators import Aggregate, AnyDerived
from civil_village.messages.table import TEXTS
from civil_village.public import PUBLIC
from civil_village.written_forms import document_key, written_fields
from tests.public_names import VALUES, home_of

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"

#: Keys of `TEXTS` that put a problem together and are no codes.
FRAMES = {"got", "expected", "line", "hint", "more"}


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_each_public_name_stands_once_in_the_reference_under_its_package():
    parts = re.split(r"^## `([\w.]+)`$", page("api.md"), flags=re.MULTILINE)
    assert sorted(parts[1::2]) == sorted(PUBLIC)
    told = [
        (package, *found)
        for package, text in zip(parts[1::2], parts[2::2], strict=True)
        for found in re.findall(
            r"^\.\. (?:autoclass|autofunction|py:data):: ([\w.]+)\.(\w+)$", text, re.MULTILINE
        )
    ]
    homes = {name: home_of(name) for name in VALUES}
    assert sorted(told) == sorted((home, home, name) for name, home in homes.items())


def test_each_problem_stands_in_the_reference_with_its_texts():
    rows = re.findall(r"^\| `([\w-]+)` \| (.+) \| (.+) \|$", page("problems.md"), re.MULTILINE)
    codes = [key.removeprefix("problem.") for key in TEXTS if key.startswith("problem.")]
    expected = [(code, *TEXTS[f"problem.{code}"]) for code in codes if code not in FRAMES]
    assert sorted(rows) == sorted(expected)


def keys_of(model: type[Any]) -> set[str]:
    """Give the keys that a document may write for a model."""
    return {document_key(attribute) for attribute in written_fields(model)}


def tables() -> dict[str, set[str]]:
    """Give the keys in the tables of the page, by the name of their class."""
    sections = re.split(r"^#+ .*?`(\w+)`\)?$", page("documents.md"), flags=re.MULTILINE)
    return {
        name: set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE))
        for name, text in zip(sections[1::2], sections[2::2], strict=True)
    }


MODELS = [
    "Account",
    "Add",
    "Aim",
    "Approve",
    "Ban",
    "Band",
    "BandLowered",
    "Banned",
    "Batch",
    "Benefit",
    "BenefitGranted",
    "Board",
    "Body",
    "Bracket",
    "ByCurve",
    "ByHand",
    "ByPart",
    "ByScore",
    "Campaign",
    "Cap",
    "Carry",
    "Catalogue",
    "Change",
    "Check",
    "Claim",
    "Close",
    "Consultation",
    "Count",
    "Criterion",
    "CriterionResult",
    "Delegated",
    "Divided",
    "Draw",
    "Drop",
    "Duty",
    "DutyCalled",
    "Entity",
    "Event",
    "EventKind",
    "EventLog",
    "Exemption",
    "Facts",
    "Fund",
    "FundDivision",
    "GeometricMean",
    "Given",
    "Group",
    "Household",
    "Indicator",
    "Item",
    "ItemClass",
    "ItemPosted",
    "Judge",
    "Judgment",
    "Knot",
    "Ledger",
    "Leeway",
    "Limit",
    "Locality",
    "LocalityList",
    "Measured",
    "Member",
    "Membership",
    "MembershipEnded",
    "Method",
    "Minimum",
    "Move",
    "Object",
    "Observation",
    "Observed",
    "Occurrences",
    "Opening",
    "Passing",
    "Payout",
    "PerUnit",
    "Period",
    "Phase",
    "Pinned",
    "PointsShort",
    "Policy",
    "Post",
    "Profile",
    "Publicised",
    "Publicity",
    "Quota",
    "Records",
    "Recurrence",
    "Redeem",
    "Repair",
    "Repeat",
    "Requirement",
    "RequirementResult",
    "Rescale",
    "Resolve",
    "Restock",
    "Result",
    "Return",
    "Reward",
    "Roster",
    "Rounding",
    "SamplingPlan",
    "Section",
    "SectionResult",
    "Select",
    "Settlement",
    "Shortfall",
    "Slots",
    "Source",
    "Standard",
    "Standing",
    "Step",
    "StepTaken",
    "Stratum",
    "Strike",
    "StrikeResult",
    "SubjectKind",
    "Survey",
    "Suspension",
    "Tailored",
    "Take",
    "Validity",
    "Village",
    "Void",
    "WeightedMean",
    "WeightedSum",
]


@pytest.mark.parametrize("name", MODELS)
def test_each_key_of_a_document_stands_in_the_reference(name):
    model = VALUES[name]
    extra = {"Result": {"explanation", "digests"}}
    assert tables()[name] == keys_of(model) | extra.get(name, set())


def test_each_key_of_a_derivation_stands_in_the_reference():
    assert tables()["Derived"] == set().union(*map(keys_of, get_args(AnyDerived)))


def test_each_way_to_derive_stands_in_the_reference_with_its_class_and_keys():
    rows = re.findall(
        r"^\| `(\w+)` \(`(\w+)`\) \|.*\| ([^|]*)\|$", page("documents.md"), re.MULTILINE
    )
    told = {
        name: {key}
        | (keys_of(Aggregate) if "of rows" in more else set(re.findall(r"`(\w+)`", more)))
        for key, name, more in rows
    }
    assert told == {way.__name__: keys_of(way) for way in get_args(AnyDerived)}
    assert [key for key, _, _ in rows] == [way.how for way in get_args(AnyDerived)]


def test_each_kind_of_document_stands_in_the_reference():
    assert set(KINDS) == set(re.findall(r"^\| `(\w+)` \| \[", page("documents.md"), re.MULTILINE))


@pytest.mark.parametrize("path", sorted(REFERENCE.parent.rglob("*.md")), ids=lambda path: path.name)
def test_each_cutting_of_yaml_stands_in_a_whole_file_of_its_page(path):
    found = re.findall(
        r"^(<!-- file: [^\n]+ -->\n)?```yaml\n(.*?)^```$",
        path.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    files = [code for mark, code in found if mark]
    cuttings = [code for mark, code in found if not mark]
    assert [code for code in cuttings if not any(code in file for file in files)] == []
