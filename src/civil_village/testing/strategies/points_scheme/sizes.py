"""How large the points and amounts of a policy are."""

from __future__ import annotations

from decimal import Decimal

from civil_village.testing.strategies.numbers import exact_decimals

AMOUNTS = exact_decimals(Decimal("0.01"), 1000)
SIZES = exact_decimals(Decimal("0.1"), 50, places=1)
GAINS_AND_LOSSES = SIZES | SIZES.map(Decimal.copy_negate)
