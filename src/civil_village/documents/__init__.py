"""Documents (文档): text to checked models and back, with every problem in its place.

What belongs here: reading JSON and YAML strictly, structuring by the models' own fields,
the table of kinds. What does not: what a model means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.canonical import digest as digest
    from civil_village.canonical import plain as plain
    from civil_village.documents.embedding import problems_of as problems_of
    from civil_village.documents.embedding import use_models as use_models
    from civil_village.documents.library import Library as Library
    from civil_village.documents.loading import dumps as dumps
    from civil_village.documents.loading import lint as lint
    from civil_village.documents.loading import loads as loads
    from civil_village.documents.logs import log_line as log_line
    from civil_village.documents.logs import read_log as read_log
    from civil_village.documents.logs import write_log as write_log
    from civil_village.documents.plain_data import read as read
    from civil_village.documents.schemas import schema as schema
    from civil_village.written_forms import Form as Form

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
