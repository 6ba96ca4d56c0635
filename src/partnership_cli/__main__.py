"""How the program starts; `python -m partnership_cli` is the same as `partnership`."""

import gc
import os
import signal
import sys

from partnership_cli.exit_codes import INTERRUPTED

OBJECTS_BETWEEN_COLLECTIONS = 50_000


def leave_at_once(*_signal: object) -> None:
    """End the program where nothing is begun yet, or all is done, and nothing is to be said."""
    os._exit(INTERRUPTED)


def main() -> None:
    """Run the program. Ctrl-C ends it quietly at every moment, from here to the last."""
    heeds = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeds:
        signal.signal(signal.SIGINT, leave_at_once)
    sys.unraisablehook = _pass_over_interrupts
    # What is imported lives to the end; to look for garbage meanwhile takes a tenth of a run.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    from partnership_cli.cli import main as run

    try:
        try:
            if heeds:
                signal.signal(signal.SIGINT, signal.default_int_handler)
            run()
        finally:
            if heeds:
                signal.signal(signal.SIGINT, leave_at_once)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _pass_over_interrupts(found: "sys.UnraisableHookArgs") -> None:
    """Do as Ctrl-C asks where Python can raise nothing, as while it gives memory back."""
    if issubclass(found.exc_type, KeyboardInterrupt):
        leave_at_once()
    sys.__unraisablehook__(found)


if __name__ == "__main__":
    main()
