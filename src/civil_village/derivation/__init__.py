"""From records to facts: values are read by type, and derived indicators worked out.

All that is wrong with a record is found at once and reported where it stands. What is
not there becomes an unknown with the bounds that the rest proves.

What belongs here: reading values, aggregating rows, working out what follows. What does not:
what a fact is, which the catalogue says, and how facts are scored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.derivation.deriving import derive as derive
    from civil_village.derivation.deriving import derive_each as derive_each
    from civil_village.derivation.deriving import derive_households as derive_households
    from civil_village.facts import Basis as Basis

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
