"""Settings for the tests of this room."""

from hypothesis import settings

# No test asserts a time, and a slow machine is no fault.
settings.register_profile("no_deadline", deadline=None)
settings.load_profile("no_deadline")
