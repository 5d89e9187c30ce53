"""Chromium and axe-core, as the tests of pages have them."""

from browser.conftest import axe, browser  # noqa: F401
