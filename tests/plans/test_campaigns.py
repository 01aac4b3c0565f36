"""The bundled campaigns after the six plans: every part is sourced, and every unit is one."""

import pytest

import civil_village as cv
from civil_village.campaigns import Campaign
from civil_village.organizations.bodies import names_of

CAMPAIGNS = [
    document
    for document in map(cv.bundled, cv.bundled_names())
    if isinstance(document, Campaign)
]
