"""How a run ends that did not go well: three parts at most, the right code, and no traceback."""

from __future__ import annotations

import errno
import io
import os
import shlex
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import typer
from typer.testing import CliRunner, Result

from fork_server import fork_server
from partnership_cli import __main__ as starting
from partnership_cli.cli import app
from partnership_cli.errors import (
    DamagedNoteError,
    FileProblemError,
    InUseError,
    NeedsTerminalError,
    NotFoundError,
    NotSavedError,
    PartnershipError,
    Problem,
    UsageError,
)
from partnership_cli.exits import handle_errors
from partnership_cli.terminal.console import Console
from running import Run

Ending = Callable[[BaseException], Result]
PROBLEM = Problem("note.md", 3, 1, "what", "what to do")


@pytest.fixture
def ending(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ending:
    """End a command with an error, in this process."""

    def end(error: BaseException) -> Result:
        command = ModuleType("partnership_cli.commands.values")

        def run() -> None:
            """Fail."""
            words = "words of someone's own"  # noqa: F841  # no traceback is to show them
            raise error

        vars(command)["run"] = run
        monkeypatch.setitem(sys.modules, "partnership_cli.commands.values", command)
        monkeypatch.setenv("PARTNERSHIP_HOME", str(tmp_path))
        return CliRunner().invoke(app, ["values"])

    return end


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("valeus",), "error: there is no command 'valeus' (did you mean values?)"),
        (("xyzzy",), "error: there is no command 'xyzzy'"),
        (("--plian",), "error: there is no option --plian (did you mean --plain?)"),
        (("values", "--jsn"), "error: there is no option --jsn (did you mean --json?)"),
        (("values", "-x"), "error: there is no option -x"),
        (("list", "values"), "error: partnership list takes no values"),
        (("values", "too", "many"), "error: got unexpected extra argument(s) (too many)"),
        (("values", "--plain"), "error: --plain goes before the command"),
        (("show",), "error: partnership show needs REF|WHAT"),
        (("questions", "--theme"), "error: option '--theme' requires an argument"),
        (("--plain", "--rich"), "error: --plain and --rich exclude each other"),
        (("about", "nothing"), "error: about has no part 'nothing'"),
    ],
)
def test_wrong_usage_is_said_in_two_lines_and_ends_with_two(
    program: Run, arguments: tuple[str, ...], said: str
) -> None:
    ended = program(*arguments)
    assert (ended.code, ended.out) == (2, "")
    first, hint = ended.err.splitlines()
    assert first == said
    assert hint


def test_the_hint_of_wrong_usage_can_be_typed(program: Run) -> None:
    hint = program("values", "--jsn").err.splitlines()[1]
    assert hint == "To see how it is used: partnership values --help"


def test_an_unknown_theme_ends_with_three_and_names_the_nearest(program: Run) -> None:
    ended = program("questions", "--theme", "hopse-and-dreams")
    assert (ended.code, ended.out) == (3, "")
    assert "hopes-and-dreams" in ended.err


def test_what_was_typed_wrongly_cannot_write_to_the_terminal(program: Run) -> None:
    for arguments in (("\x1b[2Jx",), ("values", "--\x1b[2J"), ("values", "\x1b[2J\u202e")):
        assert not {"\x1b", "\u202e"} & set(program(*arguments).err)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("m", "h", "w"), 2),
        (FileProblemError((PROBLEM,), "h", "w"), 2),
        (NotFoundError("m", "h", "w"), 3),
        (NeedsTerminalError("m", "h", "w"), 4),
        (NotSavedError("m", "h", "w"), 5),
        (InUseError("m", "h", "w"), 6),
        (DamagedNoteError(PROBLEM, "h", "w"), 7),
    ],
)
def test_an_error_is_its_message_then_the_words_then_the_hint(
    ending: Ending, error: PartnershipError, code: int
) -> None:
    ended = ending(error)
    assert (ended.exit_code, ended.stdout) == (code, "")
    assert ended.stderr.splitlines() == [f"error: {error.message}", "w", "h"]


def test_an_error_without_hint_and_words_is_one_line(ending: Ending) -> None:
    assert ending(UsageError("what (why)")).stderr == "error: what (why)\n"


def test_an_error_shows_no_control_character(ending: Ending) -> None:
    said = ending(UsageError("\x1b]0;x\x07", "\u202e", "\x9b")).stderr
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(said)


def test_an_error_is_the_same_in_a_process_of_its_own(program: Run) -> None:
    inside = CliRunner().invoke(app, ["help", "nothing"])
    outside = program("help", "nothing")
    assert (inside.exit_code, inside.stderr) == (outside.code, outside.err)


def test_a_mistake_of_the_program_is_called_one_without_its_text(ending: Ending) -> None:
    ended = ending(RuntimeError("words of someone's own"))
    assert ended.exit_code == 1
    assert "mistake in the program" in ended.stderr
    assert "What was saved stays saved." in ended.stderr
    assert "PARTNERSHIP_DEBUG=1" in ended.stderr
    assert "Traceback" not in ended.output
    assert "someone" not in ended.output


def test_the_details_of_a_mistake_are_shown_when_asked_for(
    ending: Ending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARTNERSHIP_DEBUG", "1")
    said = ending(RuntimeError("the reason")).stderr
    assert "Traceback" in said
    assert "RuntimeError: the reason" in said


REFUSALS = [
    OSError(number, os.strerror(number), *where)
    for number in (
        *(errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EIO, errno.EACCES, errno.EINVAL),
        *(errno.EPIPE, errno.ESTALE, errno.ENOENT, errno.ENOSPC, errno.EMFILE),
    )
    for where in ((), ("/x/joy.md",))
] + [OSError("words of someone's own"), TimeoutError(), BlockingIOError()]


@pytest.mark.parametrize("error", REFUSALS, ids=repr)
def test_what_the_system_refused_is_said_and_never_blamed_on_the_output(
    ending: Ending, error: OSError
) -> None:
    ended = ending(error)
    assert (ended.exit_code, ended.stdout) == (5, "")
    first, words, hint = ended.stderr.splitlines()
    assert first.startswith("error: a file or the system refused (")
    assert (error.filename or "") in first
    assert words == "What was saved stays saved."
    assert hint.startswith("To look at your files: ")
    assert hint.endswith("partnership doctor")
    assert "someone" not in ended.stderr


def test_an_error_is_shown_also_where_no_console_can_be_opened(
    ending: Ending, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr("partnership_cli.context.open_console", fail)
    ended = ending(UsageError("what"))
    assert (ended.exit_code, ended.stderr) == (2, "error: what\n")


@pytest.mark.parametrize(("number", "code"), [(errno.EPIPE, 141), (errno.EIO, 5)])
def test_what_the_output_refuses_is_told_from_all_else(number: int, code: int) -> None:
    class Refusing(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(number, os.strerror(number))

    err = io.StringIO()
    console = Console(Refusing(), err)
    with pytest.raises(typer.Exit) as ended, handle_errors(lambda: console):
        console.paragraph("Words.")
    assert ended.value.exit_code == code
    assert ("the output cannot be written" in err.getvalue()) == (code == 5)


def test_ctrl_c_in_a_command_ends_with_130_and_no_traceback(ending: Ending) -> None:
    ended = ending(KeyboardInterrupt())
    assert (ended.exit_code, ended.output.strip()) == (130, "")


def test_ctrl_c_before_anything_is_begun_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    # A shell that runs the tests in the background lets Ctrl-C be ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    slow = ModuleType("partnership_cli.cli")

    def interrupt() -> None:
        raise KeyboardInterrupt

    vars(slow)["main"] = interrupt
    monkeypatch.setitem(sys.modules, "partnership_cli.cli", slow)
    try:
        with pytest.raises(SystemExit) as ended:
            starting.main()
        # From here on there is nothing to be said any more.
        assert signal.getsignal(signal.SIGINT) is starting.leave_at_once
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended.value.code == 130


@pytest.mark.parametrize("arguments", [["questions"], ["--help"], ["values", "--json"]])
def test_a_reader_that_leaves_ends_the_run_without_a_word(
    arguments: list[str], tmp_path: Path
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        environ = {"PATH": os.environ["PATH"], "PARTNERSHIP_HOME": str(tmp_path)}
        ended = fork_server().run(arguments, environ, tmp_path, streams=f">&{writing}")
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["questions"], ["--help"], ["values", "--json"]])
def test_output_that_cannot_be_written_ends_with_five(arguments: list[str], tmp_path: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "PARTNERSHIP_HOME": str(tmp_path)}
    ended = fork_server().run(arguments, environ, tmp_path, streams=">/dev/full")
    assert ended.returncode == 5
    assert ended.stderr.splitlines() == [
        b"error: the output cannot be written (no space left on device)"
    ]


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_mistake(closed: str, tmp_path: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "PARTNERSHIP_HOME": str(tmp_path)}
    ended = fork_server().run(["values"], environ, tmp_path, streams=closed)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_every_letter_is_shown_whatever_the_locale(program: Run, locale: dict[str, str]) -> None:
    assert "O’Shea" in program("about", "--all", **locale).out


def test_a_broken_settings_file_is_named_with_its_line(program: Run, program_home: Path) -> None:
    program_home.mkdir()
    (program_home / "config.toml").write_text('interface = "plain"\neditor =\n', encoding="utf-8")
    ended = program("values")
    assert (ended.code, ended.out) == (2, "")
    assert "config.toml:2:" in ended.err


@pytest.mark.parametrize("arguments", [("--help",), ("values", "--help"), ("--version",)])
def test_help_needs_no_settings_file(
    program: Run, program_home: Path, arguments: tuple[str, ...]
) -> None:
    program_home.mkdir()
    (program_home / "config.toml").write_text("interface =", encoding="utf-8")
    assert program(*arguments).code == 0


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("reflect sharing-power", " --answers FILE"),
        ("reflect --theme emotions --theme values", " --answers FILE"),
        ("reflect --question joy --partner Sam", " --answers FILE"),
        ("reflect --title 'Coffee with Sam' --free", " --answers FILE"),
        ("reflect joy --together 'Amina, Sam'", " --answers FILE"),
        ("reflect emotions --let-go", ""),
        ("letter last --output letter.md", ""),
    ],
)
def test_without_a_terminal_what_was_asked_for_stands_in_the_command_to_type(
    program: Run, typed: str, after: str
) -> None:
    program("reflect", "--answers", "-", given="## joy\n\nOf cats.\n")
    ended = program(*shlex.split(typed))
    assert ended.code == 4, ended.err
    assert f": partnership {typed}{after}\n" in ended.err


@pytest.mark.parametrize(
    ("typed", "said", "hint"),
    [
        (
            "questions power",
            "partnership questions takes no power",
            "For those of one theme: partnership questions --theme power",
        ),
        (
            "guides sharing-power",
            "partnership guides takes no sharing-power",
            "To answer the questions of one: partnership reflect sharing-power",
        ),
        (
            "list -n x",
            "-n takes a whole number, from 1 on",
            "To see how it is used: partnership list --help",
        ),
        (
            "list -n 0",
            "-n takes a whole number, from 1 on",
            "To see how it is used: partnership list --help",
        ),
        (
            "config set partners ''",
            "partners needs a value",
            "To leave it without one: partnership config unset partners",
        ),
        (
            "config set interface loud",
            "interface is rich or plain, not 'loud'",
            "Write one of them.",
        ),
        (
            "config set notebook here",
            "notebook is not a full path",
            "Write it from the root of the disk on, or from ~/ on.",
        ),
    ],
)
def test_an_error_says_what_to_type_instead(program: Run, typed: str, said: str, hint: str) -> None:
    ended = program(*shlex.split(typed))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [f"error: {said}", hint]
