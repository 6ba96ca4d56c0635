"""What Typer keeps to itself and this program needs: that it is there, and does what it did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer
from typer._click.shell_completion import get_completion_class
from typer._coercion import build_runtime_param

from partnership_cli.cli import app
from partnership_cli.command_names import COMMANDS
from partnership_cli.typer_private import (
    CompletionItem,
    completion_init,
    install,
    take_texts_as_given,
)

SHELLS = ["bash", "zsh", "fish", "powershell", "pwsh"]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_typer_s_own_way_to_complete(shell: str) -> None:
    completion_init()
    assert get_completion_class(shell).__module__ == "typer._completion_classes"


def test_completion_is_installed_in_the_file_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    shell, path = install("bash", prog_name="partnership")
    assert shell == "bash"
    assert path.is_relative_to(tmp_path)
    assert "partnership" in path.read_text("utf-8")


def test_a_name_that_is_offered_has_no_description_of_itself() -> None:
    item = CompletionItem("reflect")
    assert (item.value, item.help) == ("reflect", None)


GIVEN = ("", "joy", " two words ", "0", "1", "7", "-1", "+3", "1_0", "1.0", "9" * 30, "\u0663", "²")


def all_params() -> list[tuple[Any, Any]]:
    group: Any = typer.main.get_command(app)
    ctx: Any = typer.Context(group)
    commands = [group, *(group.get_command(ctx, row.name) for row in COMMANDS)]
    return [
        (typer.Context(command), param) for command in commands for param in command.get_params(ctx)
    ]


def outcome(param: Any, given: object, ctx: Any) -> object:
    try:
        return param.get_runtime_param().coerce(given, param, ctx)
    except typer.BadParameter as error:
        return str(error)


def test_each_option_and_argument_holds_what_typer_would_make_of_it() -> None:
    params = all_params()
    assert len(params) > 100
    for ctx, param in params:
        several = param.multiple or param.nargs == -1
        for given in (None, *([one] if several else one for one in GIVEN), [], [*GIVEN], True):
            param._runtime_param = None
            typers = outcome(param, given, ctx)
            param._runtime_param = None
            take_texts_as_given([param])
            assert (param, given, outcome(param, given, ctx)) == (param, given, typers)


def test_where_typer_looks_elsewhere_it_reads_an_option_in_its_own_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ctx, param = next((ctx, one) for ctx, one in all_params() if one.name == "count")
    monkeypatch.setattr(
        typer.core._TyperParameter,
        "get_runtime_param",
        lambda self: build_runtime_param(self.type_descriptor),
    )
    assert param.process_value(ctx, "5") == 5
