"""`partnership config`: see and change the settings."""

from __future__ import annotations

from typing import Annotated

import typer

from partnership_cli.commands.config_folder import change_setting
from partnership_cli.commands.scheme_settings import use_scheme
from partnership_cli.commands.setting_values import find_named, say_what_is_missing
from partnership_cli.config.keys import describe_settings, require_key
from partnership_cli.context import AppContext
from partnership_cli.errors import UsageError
from partnership_cli.views.settings import serialize_settings, show_setting, show_settings


def run(
    ctx: typer.Context,
    action: Annotated[
        str | None,
        typer.Argument(
            metavar="[get|set|unset|use]", help="What to do. Leave it out to see all settings."
        ),
    ] = None,
    key: Annotated[
        str | None, typer.Argument(metavar="[KEY|FILE]", help="Which setting, or a scheme's file.")
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[VALUE]...", help="Its value; care.lines and partners take several."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All settings, as JSON.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Without being asked: keep a scheme, or move your notes.")
    ] = False,
) -> None:
    """See or change your settings.

    They are lines in a file of your own; `partnership where` says which. A partnership scheme
    can give you a file with some: use shows what is in it, and asks before it keeps them.
    Another folder for your notes takes those you have along, if you like.

    Examples:
      partnership config
      partnership config set interface plain
      partnership config set editor nano
      partnership config set notebook ~/Documents/notes
      partnership config set partners Sam
      partnership config set care off
      partnership config unset editor
      partnership config use scheme.toml
    """
    context: AppContext = ctx.obj
    texts = tuple(values or ())
    match (action, key, texts):
        case (None, None, ()) if as_json:
            context.console.json(serialize_settings(context.settings.values))
        case (None, None, ()):
            with context.show_in_pages():
                show_settings(context.console, describe_settings(context.settings.values))
        case ("get", str(name), ()):
            require_key(name)
            show_setting(context.console, context.settings.values.get(name))
        case ("set", str(name), (_, *_)) if not all(map(str.strip, texts)):
            require_key(name)
            raise UsageError(
                f"{name} needs a value", f"To leave it without one: partnership config unset {name}"
            )
        case ("set", str(name), (_, *_)):
            value = find_named(context, name, texts if len(texts) > 1 else texts[0])
            change_setting(context, name, value, unasked=yes)
            say_what_is_missing(context, name, value)
        case ("use", str(name), ()):
            use_scheme(context, name, unasked=yes)
        case ("unset", str(name), ()):
            change_setting(context, name, None, unasked=yes)
        case _:
            raise UsageError(
                "this is not how config is used",
                "For example: partnership config set interface plain",
            )
