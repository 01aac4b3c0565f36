"""The standards that are drawn are of every kind."""

from contextlib import suppress

from hypothesis import Phase, given, settings

from civil_village.indicators import Catalogue, Indicator
from civil_village.requirements import Requirement
from civil_village.standards import Criterion
from civil_village.testing import standards

GRADINGS = (
    "all",
    "sum",
    "count",
    "levels",
    "curve",
    "points_short",
    "occurrences",
    "given",
    "less",
)
CATALOGUE = Catalogue(
    indicators={
        "plan": Indicator(label="计划", value="truth"),
        "meetings": Indicator(label="会议次数", value="count", maximum=9),
        "insured": Indicator(label="参保率", value="ratio"),
    }
)


def traits(standard):
    """Give what a standard has, in words."""
    yield f"exempt {standard.exempt}"
    yield f"missing {standard.missing}"
    yield f"compare {standard.compare}"
    yield from (
        name
        for name in (
            *("sections", "criteria", "bonuses", "deductions", "gates", "vetoes", "aims", "quotas"),
            *("methods", "bands", "passes", "ranking", "cap", "round", "total"),
        )
        if getattr(standard, name)
    )
    for strike in standard.vetoes:
        yield "veto lowers the band" if strike.then else "veto fails"
    for _, part in standard.paths():
        if isinstance(part, Criterion):
            yield f"grade {part.grade.name}"
            yield from (name for name in ("zero_if", "applies", "advisory") if getattr(part, name))
        elif isinstance(part, Requirement):
            yield from (name for name in ("rule", "judged") if getattr(part, name))


KINDS = {
    *(f"exempt {way}" for way in ("credit", "refuse", "rescale")),
    *(f"missing {way}" for way in ("open", "unmet")),
    *(f"compare {way}" for way in ("published", "exact")),
    *("sections", "criteria", "bonuses", "deductions", "gates", "vetoes", "aims", "quotas"),
    *("methods", "bands", "passes", "ranking", "cap", "round", "total"),
    *("veto lowers the band", "veto fails"),
    *(f"grade {grading}" for grading in GRADINGS),
    *("zero_if", "applies", "advisory", "rule", "judged"),
}


class AllSeenError(Exception):
    """Nothing is left to look for."""


def test_standards_are_drawn_of_every_kind():
    seen = set()

    @settings(max_examples=1000, deadline=None, phases=[Phase.generate])
    @given(standards(CATALOGUE))
    def look(standard):
        seen.update(traits(standard))
        if seen >= KINDS:
            raise AllSeenError

    with suppress(AllSeenError):
        look()
    assert seen == KINDS
