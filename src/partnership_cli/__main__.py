"""How the program starts; `python -m partnership_cli` is the same as `partnership`."""

import gc
import sys

OBJECTS_BETWEEN_COLLECTIONS = 50_000
INTERRUPTED = 130


def main() -> None:
    """Run the program. Nothing heavy is imported before Ctrl-C is answered quietly."""
    # What is imported lives to the end; to look for garbage meanwhile takes a tenth of a run.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    try:
        from partnership_cli.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
