"""The program as a whole: its options, its commands, and how every run ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.completion import show_callback
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from partnership_cli.command_names import COMMANDS, NAME, VERSION, find_close
from partnership_cli.commands.options import FRAMEWORK_HELP, find_context
from partnership_cli.context import AppContext
from partnership_cli.errors import PartnershipError, UsageError
from partnership_cli.exits import handle_errors
from partnership_cli.terminal.console import Console, give_up, guard_output, is_size
from partnership_cli.typer_private import (
    CompletionItem,
    completion_init,
    install,
    take_texts_as_given,
)

if TYPE_CHECKING:
    from partnership_cli.framework.model import About

# Typer keeps the types of its own Click to itself, so what Typer hands over is `Any` here.

_EXAMPLES = "Examples:"
_ARGUMENTS = "Arguments"
_OPTIONS = "Options"


class _CheckedHelp:
    """Writes its help through `guard_output`, so that an error of the output is shown as one."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that shows help."""
        option: Any = super().get_help_option(ctx)  # type: ignore[misc]  # both are Typer's
        if option is not None:
            option.callback = _show_help
        return option

    def get_params(self, ctx: Any) -> Any:
        """Return the options and arguments, which are read without pydantic."""
        return take_texts_as_given(super().get_params(ctx))  # type: ignore[misc]  # likewise


class ExamplesCommand(_CheckedHelp, TyperCommand):
    """A command whose help shows its examples first and whose completion loads no rich.

    Its examples stand in the docstring of its function, below a line `Examples:`.
    """

    def get_help(self, ctx: Any) -> str:
        """Return the help of this command."""
        from partnership_cli.views.help import CommandHelp, fit_examples, show_command_help

        context = find_context(ctx)
        console = context.basic_console
        with suppress(PartnershipError):
            console = context.console
        arguments = [param for param in self.get_params(ctx) if param.param_type_name == "argument"]
        usage = " ".join([ctx.command_path, "[OPTIONS]", *map(_name_argument, arguments)])
        text = fit_examples(self.help or "", another=context.frameworks.is_another)
        about, _, examples = text.partition(_EXAMPLES)
        help_page = CommandHelp(
            usage,
            [" ".join(paragraph.split()) for paragraph in about.strip().split("\n\n")],
            [line.strip() for line in examples.splitlines() if line.strip()],
            _group_options(self, ctx, left_out=_find_useless(context)),
        )
        return _capture(console, lambda page: show_command_help(page, help_page))

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Return completions without descriptions; Typer would load rich to format those."""
        return _drop_help(super().shell_complete(ctx, incomplete))


class LazyGroup(_CheckedHelp, TyperGroup):
    """The commands by their names; each is imported when it is called or asked for its help."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # the signature is Typer's
        """Return the names of all commands."""
        return [row.name for row in COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # likewise
        """Return the command of this name, or None."""
        if all(row.name != cmd_name for row in COMMANDS):
            return None
        module = import_module(f"partnership_cli.commands.{cmd_name}")
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cmd_name, cls=ExamplesCommand)(module.run)
        return get_command(alone)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments begin with. Raises UsageError."""
        names = self.list_commands(ctx)
        if args[0] not in names and not ctx.resilient_parsing:
            near = find_close(args[0], names, 2)
            meant = f" (did you mean {' or '.join(near)}?)" if near else ""
            raise UsageError(
                f"there is no command {args[0]!r}{meant}", f"To see them all: {NAME} --help"
            )
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **more: Any) -> Any:
        """Parse the options before the command. Shows an error in them and raises typer.Exit."""
        with handle_errors(lambda: AppContext().basic_console):
            return super().make_context(*args, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Shows the error that it raises, and raises typer.Exit."""
        with handle_errors(lambda: find_context(ctx).basic_console):
            return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        """Return the help of the whole program."""
        from partnership_cli.views.help import show_top_help

        context = find_context(ctx)
        options = _group_options(self, ctx)
        return _capture(context.basic_console, lambda page: show_top_help(page, COMMANDS, options))

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Return the completions of a command's name or option, without importing a command."""
        if incomplete.startswith("-"):
            return _drop_help(super().shell_complete(ctx, incomplete))
        return [CompletionItem(row.name) for row in COMMANDS if row.name.startswith(incomplete)]


app = typer.Typer(
    name=NAME,
    cls=LazyGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_help(ctx: Any, _param: Any, value: bool) -> None:  # noqa: FBT001  # Typer calls it
    if value and not ctx.resilient_parsing:
        find_context(ctx).basic_console.page(ctx.get_help())
        ctx.exit()


def _show_completion(ctx: Any, param: Any, value: bool) -> Any:  # noqa: FBT001  # likewise
    with _explain_unknown_shell(), guard_output():
        return show_callback(ctx, param, value)


@contextmanager
def _explain_unknown_shell() -> Iterator[None]:
    """Raise UsageError where Typer would end the run because it does not know the shell."""
    try:
        with redirect_stderr(StringIO()):
            yield
    except (SystemExit, typer.Exit) as ending:
        code = ending.exit_code if isinstance(ending, typer.Exit) else ending.code
        if code:
            raise UsageError(
                "completion does not know the shell that you use",
                "It knows bash, zsh, fish and PowerShell. Run the same there.",
            ) from None
        raise


def _show_version(ctx: typer.Context, value: bool) -> None:  # noqa: FBT001  # Typer calls it
    if value and not ctx.resilient_parsing:
        find_context(ctx).basic_console.verbatim(f"{NAME} {VERSION}")
        raise typer.Exit


def _install_completion(ctx: typer.Context, value: bool) -> None:  # noqa: FBT001  # likewise
    if value and not ctx.resilient_parsing:
        with _explain_unknown_shell():
            shell, path = install(prog_name=NAME)
        console = find_context(ctx).basic_console
        console.paragraph(f"Completion for {shell} is installed in this file:")
        console.verbatim(str(path))
        console.paragraph("It works in every terminal that you open from now on.")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def begin(  # noqa: PLR0913  # the options that every command shares
    ctx: typer.Context,
    *,
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            help="Plain mode, for screen readers. --rich is the usual one.",
            is_eager=True,
        ),
    ] = False,
    rich: Annotated[bool, typer.Option("--rich", is_eager=True, hidden=True)] = False,
    no_color: Annotated[  # noqa: ARG001  # the context reads it
        bool, typer.Option("--no-color", help="No bold or underlined text.", is_eager=True)
    ] = False,
    pager: Annotated[
        bool | None,
        typer.Option(
            "--pager/--no-pager",
            help="Long texts in your pager, or all at once.",
            is_eager=True,
        ),
    ] = None,
    framework: Annotated[  # noqa: ARG001  # the context reads it
        str | None, typer.Option("--framework", metavar="FILE", help=FRAMEWORK_HELP, is_eager=True)
    ] = None,
    version: Annotated[  # noqa: ARG001  # its callback does the work
        bool,
        typer.Option("--version", help="Show the version.", is_eager=True, callback=_show_version),
    ] = False,
    install_completion: Annotated[  # noqa: ARG001  # likewise
        bool,
        typer.Option(
            "--install-completion",
            help="Let the Tab key complete commands and names.",
            is_eager=True,
            callback=_install_completion,
            hidden=True,
        ),
    ] = False,
    show_completion: Annotated[  # noqa: ARG001  # likewise
        bool,
        typer.Option(
            "--show-completion",
            help="Show the script for that, to copy it.",
            is_eager=True,
            callback=_show_completion,
            hidden=True,
        ),
    ] = False,
) -> None:
    """Reflect on working in partnership."""
    if plain and rich:
        raise UsageError("--plain and --rich exclude each other", "Give one of the two.")
    ctx.obj = find_context(ctx)
    ctx.obj.pager = pager
    if ctx.invoked_subcommand is None:
        from partnership_cli.views.help import show_start

        context: AppContext = ctx.obj
        about: About | None = None
        try:
            about = context.framework.framework
        finally:
            # Whoever is lost begins here, also when the framework that is set is gone.
            show_start(context.console, about, paused=context.has_paused_session())


def main() -> None:
    """Run the program. It ends with an exit code and without a traceback, whatever happens."""
    _prepare_streams()
    _drop_impossible_sizes()
    completion_init()
    try:
        with handle_errors(lambda: AppContext().basic_console):
            app(prog_name=NAME)
    except typer.Exit as ending:
        sys.exit(ending.exit_code)
    finally:
        _empty_streams()


def _find_useless(context: AppContext) -> frozenset[str]:
    """Return the names of options that choose nothing in the framework in use."""
    try:
        # None of the bundled framework's questions is for only some people.
        chooses = context.frameworks.is_another and any(
            question.audience != "both" for _, question in context.framework.questions()
        )
    except PartnershipError:
        chooses = True
    return frozenset() if chooses else frozenset({"audience"})


def _group_options(
    command: Any, ctx: Any, left_out: frozenset[str] = frozenset()
) -> dict[str, list[tuple[str, str]]]:
    """Return the rows of help on arguments and options, by the title they stand under."""
    groups: dict[str, list[tuple[str, str]]] = {}
    arguments: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        if param.hidden or param.name in left_out:
            continue
        if param.param_type_name == "argument":
            arguments.append((_name_argument(param).strip("[]."), param.help or ""))
        else:
            title = param.rich_help_panel or _OPTIONS
            groups.setdefault(title, []).append(_describe_option(param))
    if arguments:
        groups = {_ARGUMENTS: arguments, **groups}
    # What every command has comes last.
    return {title: groups[title] for title in sorted(groups, key=lambda title: title == _OPTIONS)}


def _describe_option(param: Any) -> tuple[str, str]:
    if param.name == "help":
        return ("--help", "Show this help.")
    names = ", ".join(sorted((*param.opts, *param.secondary_opts), key=len))
    if not param.is_flag:
        names += f" {param.metavar or param.name.upper()}"
    again = " Can be repeated." if param.multiple else ""
    return (names, (param.help or "") + again)


def _name_argument(param: Any) -> str:
    name = (param.metavar or param.name.upper()).strip("[].")
    name += "..." if param.nargs == -1 else ""
    return name if param.required else f"[{name}]"


def _drop_help(items: list[Any]) -> list[Any]:
    for item in items:
        item.help = None
    return items


def _capture(console: Console, write: Any) -> str:
    """Return what `write` writes to the console, without showing it."""
    page = StringIO()
    write(console.to(page))
    return page.getvalue().rstrip("\n")


def _prepare_streams() -> None:
    """Set the output to UTF-8, whatever the locale, and open the null device for a missing stream.

    The order is that of their file descriptors, so that no other file gets one of the three.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            # It stays open for as long as the program runs.
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
        elif mode == "w":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_impossible_sizes() -> None:
    """Remove COLUMNS and LINES from the environment where no library could use their values."""
    for name in ("COLUMNS", "LINES"):
        if not is_size(os.environ.get(name, "")):
            os.environ.pop(name, None)


def _empty_streams() -> None:
    """Flush both streams, or drop the rest: Python would change the exit code for it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            give_up(stream)
