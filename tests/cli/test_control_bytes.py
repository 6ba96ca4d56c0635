"""No control byte of a note, a file or an argument reaches the terminal, through any command.

Generated over the list of commands: a new one fails here until it has its line.
"""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from partnership_cli.program import COMMANDS, READING_FRAMEWORK

C0: Final = "".join(chr(code) for code in (*range(1, 9), 11, 12, *range(14, 32), 127))
C1: Final = "".join(chr(code) for code in range(0x80, 0xA0))
SEQUENCES: Final = (
    "\x1b[31m\x1b[2J\x9b2J\x1b]0;title\x07\x1b]8;;http://example.org\x1b\\"
    "\x1b]52;c;aGk=\x07\x1bP+q544e\x1b\\"
)
HIDDEN: Final = "\u202e\u2066\u200e\u2028\ufeff\u00ad\U000e0041"
EVIL: Final = f"{C0}{C1}{SEQUENCES}{HIDDEN}"
AS_ARGUMENT: Final = "\x1b[31m\x9b2J\u202eevil"
OUR_STYLES: Final = re.compile(r"\x1b\[[014]m")

ARGUMENTS: Final[Mapping[str, Sequence[Sequence[str]]]] = {
    "reflect": (["--answers", "evil.md"], ["--answers", AS_ARGUMENT], [AS_ARGUMENT]),
    "resume": (["--answers", "evil.md"], ["bbbbbb", "--no-input"], [AS_ARGUMENT]),
    "list": ([], ["--json"], ["--partner", AS_ARGUMENT], ["--since", AS_ARGUMENT]),
    "show": (["k7m2q9"], ["k7m2q9", "--json"], ["bbbbbb"], [AS_ARGUMENT]),
    "export": (
        ["k7m2q9", "-o", "-"],
        ["k7m2q9", "-o", "-", "--format", "json"],
        ["bbbbbb"],
        ["k7m2q9", "-o", f"{AS_ARGUMENT}.md"],
        ["k7m2q9", "-o", f"{AS_ARGUMENT}.pdf"],
    ),
    "share": (
        ["k7m2q9"],
        ["k7m2q9", "--only", "joy", "--as", "Sam"],
        ["k7m2q9", "--only", "joy", "--as", "Sam", "--yes", "-o", "-"],
        ["k7m2q9", "--only", "joy", "--as", "Sam", "--yes", "-o", f"{AS_ARGUMENT}.md"],
        ["k7m2q9", "--only", AS_ARGUMENT, "--as", "Sam", "--yes"],
        ["k7m2q9", "--only", "joy", "--as", AS_ARGUMENT, "--yes"],
        ["bbbbbb", "--only", "joy", "--as", "Sam", "--yes"],
        [AS_ARGUMENT],
    ),
    "together": (
        ["evil-shared.md", "evil-handout.txt"],
        ["evil-shared.md", "evil-handout.txt", "--format", "md", "-o", "-"],
        ["evil-shared.md", "evil-handout.txt", "--format", "json", "-o", "-"],
        ["evil-shared.md", "evil-handout.txt", "--format", "html", "-o", "-"],
        ["evil-shared.md", "evil-handout.txt", "-o", f"{AS_ARGUMENT}.md"],
        ["evil-shared.md", "evil-handout.txt", "--as", AS_ARGUMENT],
        ["evil-shared.md", "evil-handout.txt", "--format", AS_ARGUMENT],
        ["evil-shared.md", "evil-name.md"],
        ["evil-shared.md", "evil-lines.md"],
        ["evil-shared.md", "evil.md"],
        ["evil-folder"],
        [AS_ARGUMENT],
    ),
    "handout": (
        ["sharing-power", "--format", "md"],
        ["sharing-power", "-o", f"{AS_ARGUMENT}.html"],
        ["sharing-power", "-o", f"{AS_ARGUMENT}.pdf"],
        ["sharing-power", "--format", AS_ARGUMENT],
        ["--theme", AS_ARGUMENT],
        ["--question", AS_ARGUMENT],
        [AS_ARGUMENT],
    ),
    "meeting": (
        ["sharing-power", "--from", "evil.csv"],
        ["sharing-power", "--from", "evil-quotes.csv"],
        ["sharing-power", "--from", AS_ARGUMENT],
        ["sharing-power", "--with", f"{AS_ARGUMENT},Sam"],
        ["sharing-power", "--with", "Amina,Sam", "-o", AS_ARGUMENT],
        [AS_ARGUMENT, "--with", "Amina,Sam"],
    ),
    "journey": ([], ["--json"], ["--partner", AS_ARGUMENT]),
    "questions": ([], ["--json"], [AS_ARGUMENT]),
    "search": (["needle"], ["needle", "--json"], [AS_ARGUMENT], [f"theme:{AS_ARGUMENT}"]),
    "history": (["joy"], ["joy", "--json"], [AS_ARGUMENT]),
    "edit": (["k7m2q9"], ["bbbbbb"], [AS_ARGUMENT]),
    "delete": (["k7m2q9"], ["k7m2q9", "--question", AS_ARGUMENT, "--yes"], [AS_ARGUMENT]),
    "restore": ([], ["cccccc"], [AS_ARGUMENT]),
    "guides": ([], ["--json"], [AS_ARGUMENT]),
    "values": ([], ["--json"], [AS_ARGUMENT]),
    "projects": ([], ["--json"], [AS_ARGUMENT]),
    "voices": ([], ["--json"], [AS_ARGUMENT]),
    "about": ([], ["--json"], [AS_ARGUMENT]),
    "framework": (
        [],
        ["check", "evil-framework.yaml"],
        ["check", "evil.yaml"],
        ["check", "evil.yaml", "--json"],
        ["check", AS_ARGUMENT],
        ["use", "evil-framework.yaml"],
        ["use", "evil.yaml"],
        ["use", AS_ARGUMENT],
        ["new", f"{AS_ARGUMENT}/x.yaml"],
        [AS_ARGUMENT],
    ),
    "doctor": ([], ["--json"], ["--repair"]),
    "where": ([], ["--json"], [AS_ARGUMENT]),
    "config": (
        [],
        ["get", AS_ARGUMENT],
        ["set", "editor", AS_ARGUMENT],
        ["get", "editor"],
        ["use", "evil.toml", "--yes"],
        ["use", "evil-keys.toml"],
        ["use", AS_ARGUMENT],
    ),
    "help": (["keys"], [AS_ARGUMENT]),
}
WITH_EVIL_FRAMEWORK: Final = [
    (name, *one, "--framework", "evil-framework.yaml")
    for name in sorted(READING_FRAMEWORK)
    for one in ARGUMENTS[name]
    if AS_ARGUMENT not in one
]
CASES: Final = [
    *((row.name, *one) for row in COMMANDS for one in ARGUMENTS.get(row.name, ())),
    *WITH_EVIL_FRAMEWORK,
]


def make_note(session_id: str, marker: str = "private", framework: str | None = None) -> str:
    """Return a note with control bytes wherever a hand or another program can put them."""
    # JSON spells a character beyond 16 bits as two surrogates, which YAML refuses.
    quoted = json.dumps(EVIL.replace("\U000e0041", ""))
    return (
        f"---\npartnership: 1\nid: {session_id}\ntitle: {quoted}\nstatus: open\n"
        f"started: 2026-11-23T17:31:05+00:00\nframework: {framework or quoted}\nguide: {quoted}\n"
        f"questions: [joy, {quoted}, equity]\npartners: [{quoted}]\nother: {quoted}\n---\n\n"
        f"# {EVIL}\n\n## {EVIL}\n"
        f"<!-- answer: joy {marker} 2026-11-23T17:36:40+00:00 -->\n\nneedle {EVIL}\n\n"
        "<!-- /answer -->\n"
    )


FOOT: Final = "The questions are from the *Book*. The answers belong to the people who wrote them."


def make_framework() -> str:
    """Return a framework that can be used, with control bytes wherever a text may stand."""
    # Control characters are refused; the file evil.yaml holds them.
    evil = json.dumps(f"evil {HIDDEN}".replace("\U000e0041", "").replace("\u2028", ""))
    question = "What might bring joy into your partnership relationships?"
    return f"""framework:
  {{id: evil, title: {evil}, authors: [{evil}], publisher: {evil}, language: {evil}, url: {evil},
  doi_url: {evil}, copyright: {evil}, licence: {{spdx: {evil}, url: {evil}, notice: {evil}}},
  citation: {evil}, translation_of: {evil}}}
contact: {{email: {evil}, url: {evil}, text: {evil}, more: {evil}}}
prose: [{{heading: {evil}, text: {evil}}}]
levels: [{{title: {evil}, text: {evil}}}]
themes:
  - {{id: emotions, title: {evil}, text: {evil}, levels: [{{title: {evil}}}], questions: [
    {{id: joy, text: "{question}", moment: {evil}, for: staff, may_be_painful: true}},
    {{id: equity, text: {evil}, kind: statement, looks_back_to: [joy]}}]}}
values: [{{id: one, text: {evil}, description: {evil}}}]
projects: [{{id: one, title: {evil}, institution: {evil}, url: {evil}, text: {evil}}}]
guides: [{{id: sharing-power, title: {evil}, why: {evil}, questions: [joy, equity]}}]
get_involved: [{{id: one, text: {evil}, link: {{anchor: {evil}}}}}]
voices: [{{id: one, text: {evil}, speaker: {evil}, role: {evil}}}]
references: [{{id: one, text: {evil}}}]
{evil}: {evil}
"""


def put_files_of_partners(folder: Path) -> None:
    """Put files there that partners gave: shared ones, a handout, a table of names."""
    joy = "What might bring joy into your partnership relationships?"
    # What ends a line for a reader of text would end the quotation; it stands in the handout.
    inside = "".join(EVIL.split()) + "".join(EVIL.splitlines())
    answers = f"## {joy}\n\n> needle {inside}\n\n## {inside}?\n\n> {inside}\n\n---\n\n{FOOT}\n"
    files = {
        "evil-shared.md": f"# Answers from Sam\n\n{answers}",
        "evil-name.md": f"# Answers from {EVIL}\n\n{answers}",
        "evil-lines.md": f"# Answers from Li\n\n{EVIL}\n\n{answers}\n{EVIL}\n",
        "evil-handout.txt": f"# A page\n\nName: Amina\n\n## {joy}\n\n{EVIL}\n\n## {EVIL}?\n\nx\n",
        "evil.csv": f"Amina,Sam\n{EVIL},{EVIL}\n",
        "evil-quotes.csv": f'Amina,Sam\n"{EVIL}"{EVIL},Li\n',
        "evil-framework.yaml": make_framework(),
        "evil.yaml": f"{json.dumps(EVIL)}: x\nframework: {json.dumps([EVIL])}\n",
        "evil.toml": f"contact = '{HIDDEN}'\n'care.lines' = ['{HIDDEN}']\n",
        "evil-keys.toml": f"'{HIDDEN}' = '{HIDDEN}'\nguide = '{HIDDEN}'\n",
    }
    gathered = folder / "evil-folder"
    gathered.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    (gathered / "one.md").write_text(files["evil-shared.md"])
    (gathered / f"{AS_ARGUMENT}.txt").write_text(files["evil-handout.txt"])
    (gathered / f"{AS_ARGUMENT}.md").write_text("nothing")
    (gathered / f"{AS_ARGUMENT}.docx").write_text("nothing")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home full of control bytes: a note, a damaged one, a deleted one, drafts, odd names."""
    folder = tmp_path_factory.mktemp("evil")
    year = folder / "home/notebook/2026"
    trash = folder / "home/notebook/.partnership-trash/2026"
    drafts = folder / "home/drafts/20261123t173105z-k7m2q9"
    for one in (year, trash, drafts):
        one.mkdir(parents=True)
    (year / "2026-11-23-1731-k7m2q9.md").write_text(make_note("20261123t173105z-k7m2q9"))
    damaged = make_note("20260101t000000z-bbbbbb", marker=SEQUENCES)
    (year / "2026-01-01-0000-bbbbbb.md").write_text(damaged)
    of_evil = make_note("20260303t000000z-dddddd", framework="evil")
    (year / "2026-03-03-0000-dddddd.md").write_text(of_evil)
    (year / f"{AS_ARGUMENT}-conflict.md").write_text("copy")
    (year / f"{AS_ARGUMENT}.md").write_text(make_note("\\e[31mevil"))
    (trash / "2026-02-02-0000-cccccc.md").write_text(make_note("20260202t000000z-cccccc"))
    (drafts / "equity.md").write_text(EVIL)
    (folder / "evil.md").write_text(f"## {EVIL}\n\n{EVIL}\n\n## joy\n\n{EVIL}\n")
    put_files_of_partners(folder)
    return folder


@pytest.fixture
def work(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "work"))


def environ(work: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "PARTNERSHIP_HOME": str(work / "home"),
        "HOME": str(work),
        "TERM": "xterm-256color",
        "EDITOR": f"sh -c true {AS_ARGUMENT!r}",
        "LANG": "C.UTF-8",
    }


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "partnership_cli", *words]


def run_in_a_pipe(work: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*words), capture_output=True, check=False, cwd=work, env=environ(work)
    )


def find_hidden(text: str) -> set[str]:
    """Return the characters that a terminal obeys or hides, beside newline."""
    return {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"}} - {"\n"}


def read_terminal(words: list[str], work: Path) -> str:
    """Run a command in a terminal; return what it wrote, in our styles taken out."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(work)
        os.execvpe(words[0], words, environ(work))  # noqa: S606 - that is the aim
    # `edit` asks for Enter when the editor comes back at once.
    os.write(terminal, b"\r\r")
    written = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    os.waitpid(child, 0)
    os.close(terminal)
    return OUR_STYLES.sub("", written.decode().replace("\r\n", "\n"))


def test_every_command_has_its_line() -> None:
    assert set(ARGUMENTS) == {row.name for row in COMMANDS}


@pytest.mark.parametrize(
    "words", CASES, ids=lambda words: " ".join(words).encode("ascii", "replace").decode()
)
def test_no_control_byte_reaches_a_pipe(words: tuple[str, ...], work: Path) -> None:
    done = run_in_a_pipe(work, "--plain", *words)
    written = done.stdout.decode() + done.stderr.decode()
    assert find_hidden(written) == set()
    assert "Traceback" not in written
    assert done.returncode != 1
    assert written or words[0] == "config"


@pytest.mark.campaign
@pytest.mark.parametrize(
    "words", CASES, ids=lambda words: " ".join(words).encode("ascii", "replace").decode()
)
def test_no_control_byte_reaches_a_terminal(words: tuple[str, ...], work: Path) -> None:
    written = read_terminal(command("--rich", *words), work)
    assert find_hidden(written) == set()
    assert "Traceback" not in written


@pytest.mark.parametrize("name", sorted(set(ARGUMENTS) - {"doctor"}))
def test_an_argument_that_is_no_text_is_no_mistake_of_the_program(name: str, work: Path) -> None:
    done = run_in_a_pipe(work, name, os.fsdecode(b"\xff\xfe"))
    assert done.returncode in {0, 2, 3}
    assert "this is a mistake in the program" not in done.stderr.decode()


def test_what_partners_gave_is_read_with_all_its_control_bytes(work: Path) -> None:
    done = run_in_a_pipe(work, "together", "evil-shared.md", "evil-handout.txt")
    assert (done.returncode, b"needle" in done.stdout) == (0, True)


def test_what_is_hidden_is_spelled_out(work: Path) -> None:
    done = run_in_a_pipe(work, "--plain", "show", "k7m2q9")
    assert done.returncode == 0
    assert "⟨U+202E⟩" in done.stdout.decode()


def test_a_broken_settings_file_with_control_bytes_is_shown_safely(work: Path) -> None:
    (work / "home/config.toml").write_text(f'editor = "{AS_ARGUMENT}"\n{AS_ARGUMENT} = 1\n')
    done = run_in_a_pipe(work, "list")
    assert done.returncode == 2
    assert find_hidden(done.stderr.decode()) == set()
