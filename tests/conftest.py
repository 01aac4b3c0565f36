"""Profiles of the property tests; HYPOTHESIS_PROFILE chooses one."""

import os

from hypothesis import Phase, settings

# Without a database: what `find` finds in a docstring would start from the examples of others
# that have the same condition, and then is not always the simplest.
settings.register_profile("quick", max_examples=50, deadline=None, database=None)
settings.register_profile("thorough", max_examples=1000, deadline=None, database=None)
# For finding out what fails: it takes the first example as it is, since to make a drawn standard
# smaller takes minutes. Tests that look for the simplest example fail under it.
settings.register_profile(
    "first",
    settings.get_profile("quick"),
    phases=[phase for phase in Phase if phase is not Phase.shrink],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
