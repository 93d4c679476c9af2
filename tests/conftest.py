"""What holds for all tests: in continuous integration nothing that a browser is needed for may be skipped."""

import os

import pytest

collect_ignore = [f"browser/{name}_page.py" for name in ("hostile", "notes", "sample", "table")]
"""Scripts for Streamlit: to import one in search of doctests would run it, and change the page for all tests."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):  # noqa: ARG001
    report = yield
    if report.skipped and os.environ.get("CI") and item.get_closest_marker("browser"):
        report.outcome = "failed"
    return report
