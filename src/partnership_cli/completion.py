"""What the Tab key offers for the names that commands take. It loads no rich."""

from __future__ import annotations

from collections.abc import Callable

import typer

from partnership_cli.command_names import COMMANDS
from partnership_cli.context import AppContext
from partnership_cli.errors import PartnershipError


def complete_guides(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of guides that begin so."""
    return _complete(ctx, incomplete, lambda one: [guide.id for guide in one.companion.guides])


def complete_themes(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of themes that begin so."""
    return _complete(ctx, incomplete, lambda one: [theme.id for theme in one.framework.themes])


def complete_questions(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of questions that begin so."""
    return _complete(
        ctx, incomplete, lambda one: [found.id for _, found in one.framework.questions()]
    )


def complete_projects(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of projects that begin so."""
    return _complete(
        ctx, incomplete, lambda one: [project.id for project in one.framework.projects]
    )


def complete_subjects(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of guides, themes and questions that begin so."""
    kinds = (complete_guides, complete_themes, complete_questions)
    return list(dict.fromkeys(one for find in kinds for one in find(ctx, incomplete)))


def complete_topics(incomplete: str) -> list[str]:
    """Return the topics of help, and the commands, that begin so."""
    from partnership_cli.views.help_topics import TOPICS

    names = [topic.name for topic in TOPICS] + [row.name for row in COMMANDS]
    return _filter_names(incomplete, names)


def _complete(
    ctx: typer.Context, incomplete: str, list_names: Callable[[AppContext], list[str]]
) -> list[str]:
    """Return the names that begin so, or none where the framework cannot be read."""
    context = ctx.find_root().obj
    try:
        return _filter_names(incomplete, list_names(context or AppContext()))
    except PartnershipError:
        return []


def _filter_names(incomplete: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
