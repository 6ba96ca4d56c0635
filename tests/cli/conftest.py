"""The program as a person starts it, in a home of its own."""

from __future__ import annotations

from running import program, program_home, program_process

__all__ = ["program", "program_home", "program_process"]
