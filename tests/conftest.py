"""The profiles of the property tests are in force before any test is collected."""

import gc
import os
import sys

import pytest

from tests import profiles  # noqa: F401 - importing it loads the profile

# The commands answer in the language of the process, and tests expect one.
for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
    if os.environ.get(name, "").lower().startswith("zh"):
        del os.environ[name]


def pytest_collection_finish():
    """Leave the tests that were collected, which stay to the end, out of every later collection."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _bytecode_of_others(tmp_path_factory):
    """Let the processes that tests start keep their bytecode, or each compiles the library anew."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.dont_write_bytecode:
            patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
            patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("bytecode")))
        yield
