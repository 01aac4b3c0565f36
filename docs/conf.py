"""How Sphinx builds the pages. Nothing here needs the network."""

import civil_village

project = "civil_village"
author = "civil_village contributors"
project_copyright = "2026, civil_village contributors"
version = release = civil_village.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True

autodoc_member_order = "bysource"
autodoc_typehints = "description"
napoleon_numpy_docstring = False

myst_heading_anchors = 3

html_theme = "furo"
html_title = f"civil_village {version}"
