"""How Sphinx builds the pages. Nothing here needs the network."""

import re
from typing import Any

from attrs import fields_dict, has
from sphinx.ext.napoleon import Config, GoogleDocstring

import civil_village
from civil_village.public import PUBLIC, homes_of

project = "civil_village"
author = "civil_village contributors"
project_copyright = "2026, civil_village contributors"
version = release = civil_village.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True
nitpick_ignore_regex = [
    # Nothing is fetched, so names of other projects have nothing to link to.
    (r"py:.*", r"(?:attrs|collections|datetime|decimal|fractions|typing)\..*"),
    (r"py:class", r"Any|date|datetime|Decimal|Fraction|Iterable|Iterator|Mapping|Sequence|Self"),
    # Names that stand in annotations and on no page: users meet such values, but make none.
    (r"py:.*", r"civil_village\.\w+\..*"),
    (r"py:class", r"AnyCurve|AnyDerived|Document|DocumentId|End|Ends|EventDay|Evidence|Exact"),
    (r"py:class", r"Best|Change|Charge|Excerpt|Keep|Kind|Leap|Level|LookBack|OneAct|Only|Points"),
    (
        r"py:class",
        r"FactValue|RoundingMode|Settled|Sheets|Signature|Status|StrikeState|Ties|Window",
    ),
    (
        r"py:class",
        r"FrozenMapping|Id|MissingKind|Origin|Outcome|Part|PointBounds|SpanUnit|Subject|ValueType",
    ),
]

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"

#: Under which package the reference tells of each public name: the top, where it is there.
PACKAGE_OF = {name: package for package in reversed(PUBLIC) for name in homes_of(package)}

myst_heading_anchors = 3

html_theme = "furo"
html_title = f"civil_village {version}"


#: Fields are one list, as arguments are.
GOOGLE_STYLE = Config(napoleon_custom_sections=[("Attributes", "params_style")])


def read_google_style(*given: Any) -> None:
    """Turn sections such as ``Args`` into lists; comments on names are sentences already.

    Fields get their types, since a signature has what their converters take.
    """
    app, what, name, obj, options, lines = given
    if what == "class" and has(obj):
        told = fields_dict(obj)
        for index, line in enumerate(lines):
            field = re.match(r" {4}(\w+): ", line)
            if field and field[1] in told:
                lines[index] = f"    {field[1]} (``{told[field[1]].type}``){line[field.end(1) :]}"
    if what not in ("attribute", "property"):
        lines[:] = GoogleDocstring(lines, GOOGLE_STYLE, app, what, name, obj, options).lines()


def leave_fields_out(*given: Any) -> bool | None:
    """Leave the fields of a class out of its members: its docstring has told of each."""
    return True if str(given[3]) == "SLOTS_ATTR" else None


def write_defaults(*given: Any) -> tuple[str, str] | None:
    """Write the defaults that attrs makes anew for each object as three dots."""
    signature, returns = given[5:]
    return signature and (signature.replace("NOTHING", "..."), returns)


def link_public_name(app: Any, env: Any, node: Any, content: Any) -> Any:
    """Link a class by its public name where an annotation has the module that it lives in."""
    module, _, name = node.get("reftarget", "").rpartition(".")
    package = PACKAGE_OF.get(name)
    if not module.startswith("civil_village") or package is None:
        return None
    python, target = env.get_domain("py"), f"{package}.{name}"
    return python.resolve_xref(env, node["refdoc"], app.builder, "obj", target, node, content)


def setup(app: Any) -> None:
    """Connect the functions above."""
    app.connect("autodoc-process-docstring", read_google_style)
    app.connect("autodoc-process-signature", write_defaults)
    app.connect("autodoc-skip-member", leave_fields_out)
    app.connect("missing-reference", link_public_name)
