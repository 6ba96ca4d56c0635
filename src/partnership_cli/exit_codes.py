"""The exit codes that belong to no error; each error of `errors.py` has its own.

Nothing is imported here: `__main__` needs a code before anything else is loaded.
"""

_SIGNAL = 128
MISTAKE = 1


def code_of_signal(number: int) -> int:
    """Return what a shell reports of a program that a signal ended; 0 where there was none."""
    return _SIGNAL + number if number else 0


INTERRUPTED = code_of_signal(2)
READER_LEFT = code_of_signal(13)
"""That of a program whose reader stopped reading, as in `... | head -1`."""
