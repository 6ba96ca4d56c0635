"""`python -m partnership_cli` is the same as `partnership`."""

from partnership_cli.cli import main

if __name__ == "__main__":
    main()
