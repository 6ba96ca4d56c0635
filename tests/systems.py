"""What one system has and another has not, as marks that say why a test is left out there."""

from __future__ import annotations

import sys
from typing import Final

import pytest

ON_WINDOWS: Final = sys.platform == "win32"


def leave_out_on_windows(reason: str) -> pytest.MarkDecorator:
    """Leave a test out on Windows."""
    return pytest.mark.skipif(ON_WINDOWS, reason=reason)


needs_modes = leave_out_on_windows("Windows has no modes")
needs_links = leave_out_on_windows("a link needs rights there that most people do not have")
needs_exchange = leave_out_on_windows("Windows cannot let two names change in one step")
needs_removal_of_open_files = leave_out_on_windows("Windows removes nothing that is open")
