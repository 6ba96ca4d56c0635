"""One file a command, with its use case: what a person asked for, done."""
