"""What is made of the bundled documents; ``python tests/plans/making.py`` writes it anew.

Each of them as JSON, the page that tells, clause by clause, what carries the six plans, and the
terms of the plans in the glossary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import civil_village as cv
from civil_village.clauses import Carried, parts
from civil_village.samples import (
    BUNDLED,
    PLANS,
    as_json,
    bundled_plan,
    bundled_text,
    names_in,
    plan_coverage,
)

FOLDER = Path(cv.__file__).parent / "plans"
DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "reference" / "plans.md"
GLOSSARY = DOCS / "glossary.md"
RENEW = "the YAML says something else: python tests/plans/making.py"
#: So many parts of a clause are named.
MOST = 3

HEAD = """# The six plans, clause by clause

Six real plans are bundled, each as a set of documents that are linked. This page is made from them: of
each clause it says what carries it, and where. Letters tell apart what one number of a plan says.

A clause is carried as **behaviour** where something is worked out of it: a part without which some
answer changes, which a test shows for each of them (`tests/plans/test_clauses.py`). It is carried as
**text** where it only says what is wanted: an aim, which is never scored; taking it out changes no
answer. What nothing carries yet is **missing**.

A part is named by its document and its path: `plan1.campaign/duties.make_plan`.

"""


#: The last part of the glossary: what stands before it is written by hand.
TERMS = """## Bodies, titles and lists of the six plans

Made from the labels of the [bundled plans](reference/plans.md).

| 中文 | term | in the plans |
| --- | --- | --- |
"""


def path_of(name: str) -> Path:
    """Give the file of a bundled document in JSON."""
    return FOLDER / as_json(BUNDLED[name][0])


def written(name: str) -> str:
    """Write the YAML of a bundled document as JSON."""
    return cv.dumps(cv.loads(bundled_text(name)))


def page() -> str:
    """Write the page of all clauses."""
    found = {name: plan_coverage(name) for name in PLANS}
    lines = ["| plan | clauses | behaviour | text | missing |", "| --- | --- | --- | --- | --- |"]
    lines += [_counted(f"[{n}](#{n})", each) for n, each in found.items()]
    lines.append(_counted("all", tuple(one for each in found.values() for one in each)))
    for name, each in found.items():
        lines += ["", f"## {name}", ""]
        lines += [f"{PLANS[name].zh}: {PLANS[name].en}. Its documents:"]
        lines += [", ".join(f"`{document}`" for document in names_in(name)) + ".", ""]
        lines += ["| clause | carried as | what carries it | where |", "| --- | --- | --- | --- |"]
        lines += [_row(one) for one in each]
    return HEAD + "\n".join(lines) + "\n"


def terms() -> str:
    """Write the terms that the plans themselves name, each once, with all of its translations."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for name in PLANS:
        for each in bundled_plan(name):
            for part in parts(each):
                if part.label and re.fullmatch(r"(bodies|states|lists)\.\w+", part.path):
                    english, plans = found.setdefault(part.label.zh, ([], []))
                    english.append(part.label.text("en"))
                    plans.append(name[-1])
    rows = (
        f"| {term} | {'; '.join(dict.fromkeys(english))} | {', '.join(dict.fromkeys(plans))} |\n"
        for term, (english, plans) in found.items()
    )
    return TERMS + "".join(rows)


def glossary() -> str:
    """Write the glossary: what is written by hand, and the terms of the plans."""
    by_hand, _, _ = GLOSSARY.read_text(encoding="utf-8").partition(TERMS)
    return by_hand.rstrip("\n") + "\n\n" + terms()


def _counted(name: str, several: tuple[Carried, ...]) -> str:
    counts = [sum(e.how == how for e in several) for how in ("behaviour", "text", "missing")]
    return f"| {name} | {len(several)} | " + " | ".join(map(str, counts)) + " |"


def _row(carried: Carried) -> str:
    first = carried.parts[:MOST]
    labels = [f"{part.label.zh} ({part.label.text('en')})" for part in first if part.label]
    where = "<br>".join(_names(carried))
    return f"| {carried.clause} | {carried.how} | {'; '.join(labels)} | {where} |"


def _names(carried: Carried) -> Iterator[str]:
    yield from (f"`{part.name}`" for part in carried.parts[:MOST])
    if len(carried.parts) > MOST:
        yield f"and {len(carried.parts) - MOST} more"


if __name__ == "__main__":
    for each in BUNDLED:
        path_of(each).write_text(written(each), encoding="utf-8", newline="\n")
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    GLOSSARY.write_text(glossary(), encoding="utf-8", newline="\n")
