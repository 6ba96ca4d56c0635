"""Run one session, in the terminal or from a file."""
