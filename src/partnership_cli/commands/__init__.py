"""The commands: one file each, with `run` and the functions that only it needs."""
