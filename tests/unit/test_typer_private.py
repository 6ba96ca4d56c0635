"""What Typer keeps to itself and this program needs: that it is there, and does what it did."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer._click.shell_completion import get_completion_class

from partnership_cli.typer_private import CompletionItem, completion_init, install

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
