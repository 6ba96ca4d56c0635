"""`partnership questions`: the framework's questions, by theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from partnership_cli.commands.options import AudienceOption, FrameworkOption, JsonOption
from partnership_cli.completion import complete_themes
from partnership_cli.context import AppContext
from partnership_cli.framework.model import Framework, Theme
from partnership_cli.reflection.selection import find_theme, is_for, require_audience
from partnership_cli.views.questions import serialize_questions, show_questions


def run(
    ctx: typer.Context,
    *,
    theme: Annotated[
        list[str] | None,
        typer.Option(
            "--theme",
            help="Only those of a theme.",
            autocompletion=complete_themes,
        ),
    ] = None,
    audience: AudienceOption = None,
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Read the framework's questions, by theme.

    Examples:
      partnership questions
      partnership questions --theme emotions
      partnership questions --json
    """
    require_audience(audience)
    context: AppContext = ctx.obj
    framework = context.framework
    themes = _choose_themes(framework, theme or ())
    if audience is not None:
        themes = tuple(_narrow(one, audience) for one in themes)
    if as_json:
        context.console.json(serialize_questions(context.companion, themes))
    else:
        with context.show_in_pages():
            show_questions(context.console, framework, themes)


def _narrow(theme: Theme, audience: str) -> Theme:
    """Return a theme with only its questions for an audience."""
    chosen = tuple(one for one in theme.questions if is_for(one, audience))
    return replace(theme, questions=chosen)


def _choose_themes(framework: Framework, names: Sequence[str]) -> tuple[Theme, ...]:
    """Return the named themes in the framework's order, or all. Raises as `find_theme` does."""
    named = {find_theme(framework.themes, name).id for name in names}
    return tuple(theme for theme in framework.themes if not named or theme.id in named)
