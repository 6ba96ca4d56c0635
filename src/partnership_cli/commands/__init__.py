"""One file a command: parse, call, hand to a view."""
