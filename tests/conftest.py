"""How many examples a property is tried with: some in the quick suite, more in `.ci/run`."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

from cached_results import keep_what_is_the_same

# How long an example takes to make says how busy the machine is, and nothing of the program.
BUSY = [HealthCheck.too_slow]

settings.register_profile("whole", max_examples=100, suppress_health_check=BUSY)
settings.register_profile("quick", max_examples=25, suppress_health_check=BUSY)
# Whether a mutant is noticed is asked, not by which smallest example.
settings.register_profile(
    "noticed",
    settings.get_profile("whole"),
    phases=[Phase.explicit, Phase.generate],
    database=None,
)
settings.load_profile("quick")

keep_what_is_the_same()
