"""The handouts in docs/ are those that the program makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnership_cli.formats.handout_files import make_every_handout
from partnership_cli.framework.loader import load_companion, load_framework

FOLDER = Path(__file__).parents[2] / "docs" / "handouts"
FRAMEWORK = load_framework()
MADE = dict(make_every_handout(FRAMEWORK, load_companion(FRAMEWORK)))
NOT_MADE = {"README.md", "make_handouts.py"}


@pytest.mark.parametrize("name", MADE)
def test_a_handout_in_docs_is_the_one_the_program_makes(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == MADE[name]


def test_there_is_no_other_handout_in_docs() -> None:
    assert {path.name for path in FOLDER.iterdir()} - NOT_MADE == set(MADE)


def test_every_guide_and_every_theme_has_one_for_paper_and_one_to_fill_in() -> None:
    assert len(MADE) == 2 * (10 + 6)
