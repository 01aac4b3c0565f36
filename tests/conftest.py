"""The profiles of the property tests are in force before any test is collected."""

from tests import profiles  # noqa: F401 - importing it loads the profile
