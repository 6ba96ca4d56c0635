"""The rules of the practice that concern sharing, in the functions behind it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "partnership_cli"
SCORES = re.compile(
    r"\b(scores?|streaks?|badges?|level up|leader ?boards?|percent(age)?s?|points|well done|"
    r"great job|congratulations|keep it up|keep going|don't forget|incomplete|achievements?|"
    r"rewards?|progress)\b|\d ?%",
    re.IGNORECASE,
)
OTHERWISE = {"fingerprint_words.py"}
"""A list of words for files, in which a badge is a thing."""
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.name not in OTHERWISE)


def read_strings(path: Path) -> Iterator[tuple[int, str]]:
    """Give every string of a module that is no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if isinstance(node, ast.Constant) and is_text and id(node) not in documented:
            yield node.lineno, str(node.value)


def find_scores(path: Path) -> list[str]:
    return [
        f"{path.name}:{line}: {text[:60]!r}"
        for line, text in read_strings(path)
        if " " in text and SCORES.search(text)
    ]


def test_no_words_on_screen_count_praise_or_push() -> None:
    assert [found for path in MODULES for found in find_scores(path)] == []


def test_a_score_would_be_noticed(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text('"""A score."""\na = "Your score is"\nb = f"You did {1} of 6, 40 % of it"\n')
    assert len(find_scores(path)) == 2
