"""How many examples a property is tried with: some in the quick suite, more in `.ci/run`."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("whole", max_examples=100)
settings.register_profile("quick", max_examples=25)
settings.load_profile("quick")
