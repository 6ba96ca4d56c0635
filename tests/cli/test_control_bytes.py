"""No control byte of a note, a file or an argument reaches the terminal, through any command.

Generated from the examples in the help of each command, in a home where every file and note
that they name holds control bytes; `MORE` is what no example shows.
"""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import signal
import sys
import traceback
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NoReturn

import pytest

from command_examples import EXAMPLES, put_instead, takes_json
from partnership_cli.command_names import READING_FRAMEWORK
from running import STARTED_AS, Ended, call_main, call_program

C0: Final = "".join(chr(code) for code in (*range(1, 9), 11, 12, *range(14, 32), 127))
C1: Final = "".join(chr(code) for code in range(0x80, 0xA0))
SEQUENCES: Final = (
    "\x1b[31m\x1b[2J\x9b2J\x1b]0;title\x07\x1b]8;;http://example.org\x1b\\"
    "\x1b]52;c;aGk=\x07\x1bP+q544e\x1b\\"
)
HIDDEN: Final = "\u202e\u2066\u200e\u2028\ufeff\u00ad\U000e0041"
EVIL: Final = f"{C0}{C1}{SEQUENCES}{HIDDEN}"
AS_ARGUMENT: Final = "\x1b[31m\x9b2J\u202eevil"
DOCUMENTED: Final = frozenset({0, 2, 3, 4, 5, 6, 7, 130})
PATIENCE: Final = 2.0
"""Seconds without a word after which a program is taken to wait for keys."""
OUR_STYLES: Final = re.compile(r"\x1b\[(?:0|36|1;31|(?:1;)?3(?:;4)?|1(?:;4)?|4)m")

MORE: Final[Mapping[str, Sequence[Sequence[str]]]] = {
    "reflect": (["--answers", "evil.md"], ["--answers", AS_ARGUMENT]),
    "resume": (["--answers", "evil.md"], ["bbbbbb", "--no-input"]),
    "list": (["--partner", AS_ARGUMENT], ["--since", AS_ARGUMENT]),
    "show": (["k7m2q9"], ["k7m2q9", "--json"], ["bbbbbb"]),
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
    ),
    "together": (
        ["evil-shared.md", "evil-handout.txt", "--format", "md", "-o", "-"],
        ["evil-shared.md", "evil-handout.txt", "--format", "json", "-o", "-"],
        ["evil-shared.md", "evil-handout.txt", "--format", "html", "-o", "-"],
        ["evil-shared.md", "evil-handout.txt", "-o", f"{AS_ARGUMENT}.md"],
        ["evil-shared.md", "evil-handout.txt", "--as", AS_ARGUMENT],
        ["evil-shared.md", "evil-handout.txt", "--format", AS_ARGUMENT],
        ["evil-shared.md", "evil-name.md"],
        ["evil-shared.md", "evil-lines.md"],
        ["evil-shared.md", "evil.md"],
        ["meeting-folder"],
        ["evil-shared.md", "evil-handout.txt", "--agree"],
        ["evil-agreed.md", "--agree", "--yes", "-o", "-"],
        ["evil-agreed.md", "--agree", "--yes", "-o", "-", "--format", "html"],
        ["evil-agreed.md", "--agree", "--yes", "-o", "-", "--format", "json"],
        ["evil-agreed.md", "--agree", "--yes", "-o", f"{AS_ARGUMENT}.md"],
        ["evil-shared.md", "evil-handout.txt", "evil-agreed.md"],
        ["evil-agreed-lines.md", "--agree", "--yes"],
    ),
    "letter": (
        ["k7m2q9"],
        ["evil-shared.md"],
        ["evil-lines.md"],
        ["bbbbbb"],
        ["k7m2q9", "-o", f"{AS_ARGUMENT}.html"],
        ["k7m2q9", "--format", AS_ARGUMENT],
    ),
    "handout": (
        ["sharing-power", "--format", "md"],
        ["sharing-power", "-o", f"{AS_ARGUMENT}.html"],
        ["sharing-power", "-o", f"{AS_ARGUMENT}.pdf"],
        ["sharing-power", "--format", AS_ARGUMENT],
        ["--theme", AS_ARGUMENT],
        ["--question", AS_ARGUMENT],
    ),
    "meeting": (
        ["sharing-power", "--from", "evil.csv"],
        ["sharing-power", "--from", "evil-quotes.csv"],
        ["sharing-power", "--from", AS_ARGUMENT],
        ["sharing-power", "--with", f"{AS_ARGUMENT},Sam"],
        ["sharing-power", "--with", "Amina,Sam", "-o", AS_ARGUMENT],
    ),
    "search": (["needle"], ["needle", "--json"], [f"theme:{AS_ARGUMENT}"]),
    "edit": (["k7m2q9"], ["bbbbbb"]),
    "rename": (["bbbbbb", "New"], ["k7m2q9", AS_ARGUMENT], [AS_ARGUMENT, "New"]),
    "delete": (["k7m2q9"], ["k7m2q9", "--question", AS_ARGUMENT, "--yes"]),
    "restore": (["cccccc"],),
    "framework": (
        ["check", "evil-framework.yaml"],
        ["check", "evil.yaml"],
        ["check", "evil.yaml", "--json"],
        ["use", "evil-framework.yaml"],
        ["use", "evil.yaml"],
        ["new", f"{AS_ARGUMENT}/x.yaml"],
    ),
    "config": (
        ["get", AS_ARGUMENT],
        ["get", "editor"],
        ["use", "evil.toml", "--yes"],
        ["use", "evil-keys.toml"],
    ),
}
DERIVED: Final = [
    call
    for examples in EXAMPLES.values()
    for example in examples
    for call in (example, *put_instead(example, AS_ARGUMENT))
]
AS_JSON: Final = [(*EXAMPLES[name][0], "--json") for name in EXAMPLES if takes_json(name)]
USUAL: Final = [
    *DERIVED,
    *AS_JSON,
    *((name, AS_ARGUMENT) for name in EXAMPLES),
    *((name, *one) for name, several in MORE.items() for one in several),
]
WITH_EVIL_FRAMEWORK: Final = [
    (*call, "--framework", "evil-framework.yaml")
    for call in USUAL
    if call[0] in READING_FRAMEWORK and AS_ARGUMENT not in call and "--" not in call
]
CASES: Final = list(dict.fromkeys([*USUAL, *WITH_EVIL_FRAMEWORK]))


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
        "evil-agreed.md": (
            f"# What we agreed\n\n- Sam {HIDDEN}\n\nAgreed on: {inside}\n\n## {joy}\n\n"
            f"**What we share**\n\n> needle {inside}\n\n## {inside}\n\n**What stays open**\n\n"
            f"{inside}\n\n## Who decides what\n\n> {inside}\n"
        ),
        "evil-agreed-lines.md": f"# What we agreed\n\n{EVIL}\n\n## {EVIL}\n\n{EVIL}\n",
        "evil.csv": f"Amina,Sam\n{EVIL},{EVIL}\n",
        "evil-quotes.csv": f'Amina,Sam\n"{EVIL}"{EVIL},Li\n',
        "evil-framework.yaml": make_framework(),
        "evil.yaml": f"{json.dumps(EVIL)}: x\nframework: {json.dumps([EVIL])}\n",
        "evil.toml": f"contact = '{HIDDEN}'\n'care.lines' = ['{HIDDEN}']\n",
        "evil-keys.toml": f"'{HIDDEN}' = '{HIDDEN}'\nguide = '{HIDDEN}'\n",
    }
    # The names that examples use.
    for name, one in (
        ("amina.md", "evil-shared.md"),
        ("sam.md", "evil-handout.txt"),
        ("sam.txt", "evil-handout.txt"),
        ("agreement.md", "evil-agreed.md"),
        ("pairs.csv", "evil.csv"),
        ("mine.yaml", "evil-framework.yaml"),
        ("scheme.toml", "evil.toml"),
    ):
        files[name] = files[one]
    for name, text in files.items():
        (folder / name).write_text(text)
    gathered = folder / "meeting-folder"
    gathered.mkdir()
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
    for name in ("evil.md", "answers.md"):
        (folder / name).write_text(f"## {EVIL}\n\n{EVIL}\n\n## joy\n\n{EVIL}\n")
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


def run_in_a_pipe(work: Path, *words: str) -> Ended:
    return call_program(words, b"", environ(work), work)


def find_hidden(text: str) -> set[str]:
    """Return the characters that a terminal obeys or hides, beside newline."""
    return {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"}} - {"\n"}


def run_on_terminal(words: Sequence[str], work: Path) -> NoReturn:
    """Run a command in this process, whose streams are a terminal, and end."""
    code = 70
    # A shell that runs the tests in the background lets Ctrl-C be ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        os.chdir(work)
        own = environ(work)
        os.environ.clear()
        os.environ.update(own)
        sys.argv = [STARTED_AS, *words]
        sys.stdin = open(0, closefd=False)  # noqa: SIM115 - for as long as there is anything
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115 - likewise
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115 - likewise
        code = call_main()
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(code)


def read_terminal(words: Sequence[str], work: Path) -> tuple[int, str]:
    """Run a command in a terminal; return its code and what it wrote, our styles taken out."""
    child, terminal = pty.fork()
    if not child:
        run_on_terminal(words, work)
    # `edit` asks for Enter when the editor comes back at once.
    os.write(terminal, b"\r\r")
    written = b""
    while True:
        if not select.select([terminal], [], [], PATIENCE)[0]:
            # Whoever is asked something pauses.
            os.write(terminal, b"\x03")
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    shown = OUR_STYLES.sub("", written.decode().replace("\r\n", "\n"))
    return os.waitstatus_to_exitcode(status), shown


@pytest.mark.parametrize(
    "words", CASES, ids=lambda words: " ".join(words).encode("ascii", "replace").decode()
)
def test_no_control_byte_reaches_a_pipe(words: tuple[str, ...], work: Path) -> None:
    done = run_in_a_pipe(work, "--plain", *words)
    written = done.out + done.err
    assert find_hidden(written) == set()
    assert "Traceback" not in written
    assert done.code != 1
    assert written or words[0] == "config"


@pytest.mark.parametrize(
    "words",
    [("show", "k7m2q9"), ("together", "evil-shared.md", "evil-handout.txt")],
    ids=" ".join,
)
def test_no_control_byte_is_in_what_is_shown_as_markdown(
    words: tuple[str, ...], work: Path
) -> None:
    done = call_program(words, b"", environ(work) | {"FORCE_COLOR": "1"}, work)
    assert "needle" in done.out
    assert find_hidden(OUR_STYLES.sub("", done.out)) == set()


@pytest.mark.campaign
@pytest.mark.parametrize(
    "words", CASES, ids=lambda words: " ".join(words).encode("ascii", "replace").decode()
)
def test_no_control_byte_reaches_a_terminal(words: tuple[str, ...], work: Path) -> None:
    # The editor of rich mode draws with control bytes of its own; plain mode writes none at all.
    writes = (words[0] == "reflect" and "--answers" not in words) or (
        "--agree" in words and "--yes" not in words
    )
    code, written = read_terminal(("--plain" if writes else "--rich", *words), work)
    assert code in DOCUMENTED, written
    assert find_hidden(written) == set()
    assert "Traceback" not in written


@pytest.mark.parametrize("name", sorted(set(EXAMPLES) - {"doctor"}))
def test_an_argument_that_is_no_text_is_no_mistake_of_the_program(name: str, work: Path) -> None:
    done = run_in_a_pipe(work, name, os.fsdecode(b"\xff\xfe"))
    assert done.code in {0, 2, 3}
    assert "this is a mistake in the program" not in done.err


def test_what_partners_gave_is_read_with_all_its_control_bytes(work: Path) -> None:
    done = run_in_a_pipe(work, "together", "evil-shared.md", "evil-handout.txt")
    assert (done.code, "needle" in done.out) == (0, True)


def test_what_is_hidden_is_spelled_out(work: Path) -> None:
    done = run_in_a_pipe(work, "--plain", "show", "k7m2q9")
    assert done.code == 0
    assert "⟨U+202E⟩" in done.out


def test_a_broken_settings_file_with_control_bytes_is_shown_safely(work: Path) -> None:
    (work / "home/config.toml").write_text(f'editor = "{AS_ARGUMENT}"\n{AS_ARGUMENT} = 1\n')
    done = run_in_a_pipe(work, "list")
    assert done.code == 2
    assert find_hidden(done.err) == set()
