"""What the Tab key offers for the names that commands take. It loads no rich."""

from __future__ import annotations

from partnership_cli.program import COMMANDS
from partnership_cli.workspace import Workspace


def complete_guides(incomplete: str) -> list[str]:
    """Return the ids of guides that begin so."""
    return _fitting(incomplete, [guide.id for guide in Workspace().companion.guides])


def complete_themes(incomplete: str) -> list[str]:
    """Return the ids of themes that begin so."""
    return _fitting(incomplete, [theme.id for theme in Workspace().framework.themes])


def complete_questions(incomplete: str) -> list[str]:
    """Return the ids of questions that begin so."""
    return _fitting(incomplete, [found.id for _, found in Workspace().framework.questions()])


def complete_topics(incomplete: str) -> list[str]:
    """Return the topics of help, and the commands, that begin so."""
    from partnership_cli.terminal.topics import TOPICS

    names = [topic.name for topic in TOPICS] + [row.name for row in COMMANDS]
    return _fitting(incomplete, names)


def _fitting(incomplete: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
