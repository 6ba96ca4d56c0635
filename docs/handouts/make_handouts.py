"""Make the handouts of all guides and themes: HTML for paper, Markdown to fill in.

    python docs/handouts/make_handouts.py

A test compares what stands here with what this makes.
"""

from __future__ import annotations

from pathlib import Path

from partnership_cli.formats.handout_files import make_every_handout
from partnership_cli.framework.loader import load_companion, load_framework


def main() -> None:
    """Write every handout beside this file."""
    framework = load_framework()
    for name, text in make_every_handout(framework, load_companion(framework)):
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
