"""How Sphinx builds the pages. Nothing here needs the network."""

import re
from collections.abc import Iterator
from pkgutil import resolve_name
from typing import Any

from attrs import fields_dict, has
from sphinx.addnodes import desc_signature
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
    """Link a public name wherever it was found; let others stand where there is such a thing.

    Annotations name what they need by the module that it lives in, or as that module calls it.
    Nothing is fetched, so names of other projects have nothing to link to.
    """
    target = node.get("reftarget", "")
    if all(found(place) is None for place in (target, *places_around(node, target))):
        return None
    name = target.rpartition(".")[2]
    if name not in PACKAGE_OF:
        return content
    python, public = env.get_domain("py"), f"{PACKAGE_OF[name]}.{name}"
    return python.resolve_xref(env, node["refdoc"], app.builder, "obj", public, node, content)


def places_around(node: Any, name: str) -> Iterator[str]:
    """Give the places of a name in the modules that hold the class or function around it."""
    while node is not None and not isinstance(node, desc_signature):
        node = node.parent
    if node is not None:
        owner = found(f"{node['module']}.{node['fullname'].partition('.')[0]}")
        for written in getattr(owner, "__mro__", (owner,)):
            yield f"{written.__module__}.{name}"


def found(place: str) -> object:
    """Give what has this dotted name, if anything has."""
    try:
        return resolve_name(place)
    except (ImportError, AttributeError, ValueError):
        return None


def setup(app: Any) -> None:
    """Connect the functions above."""
    app.connect("autodoc-process-docstring", read_google_style)
    app.connect("autodoc-process-signature", write_defaults)
    app.connect("autodoc-skip-member", leave_fields_out)
    app.connect("missing-reference", link_public_name)
