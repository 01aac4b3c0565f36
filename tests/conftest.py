"""The profiles of the property tests are in force before any test is collected."""

import os

from tests import profiles  # noqa: F401 - importing it loads the profile

# The commands answer in the language of the process, and tests expect one.
for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
    if os.environ.get(name, "").lower().startswith("zh"):
        del os.environ[name]
