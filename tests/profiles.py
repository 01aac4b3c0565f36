"""How many examples the property tests draw; HYPOTHESIS_PROFILE chooses a profile by its name."""

import os

from hypothesis import Phase, settings

NAME = os.environ.get("HYPOTHESIS_PROFILE", "quick")
UNSHRUNK = [phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)]

# Without a database: what `find` finds in a docstring would start from the examples of others
# that have the same condition, and then is not always the simplest.
settings.register_profile("quick", max_examples=50, deadline=None, database=None)
settings.register_profile("thorough", max_examples=1000, deadline=None, database=None)
# For finding out what fails: it takes the first example as it is. Tests that look for the
# simplest example fail under it.
settings.register_profile("first", settings.get_profile("quick"), phases=UNSHRUNK)
settings.load_profile(NAME)

#: For properties of whole documents: standards, catalogues, records, results, policies, books.
#: To draw one costs as much as a hundred numbers, so fewer are drawn. To make one smaller takes
#: minutes, so that is left to those who ask for `thorough`: else it is told as it was found.
whole_documents = settings(
    max_examples=settings.default.max_examples // 4,
    phases=settings.default.phases if NAME == "thorough" else UNSHRUNK,
)
#: For what is asked of every class there is, or of every kind of document: one is part of the other,
#: so that each is drawn in many of these tests.
each_class = settings(whole_documents, max_examples=whole_documents.max_examples // 3)
#: For `find`, where any example that fits will do.
any_example = settings(max_examples=300, phases=[Phase.generate])
