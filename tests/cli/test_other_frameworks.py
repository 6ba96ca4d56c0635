"""Another framework than the bundled one: each command with it, and no word of the bundled one.

Generated from the examples in the help of each command; `MORE` is what they do not show.
"""

from __future__ import annotations

import html
import json
import os
import re
import shlex
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final, NamedTuple
from unittest.mock import patch

import pytest
from typer.testing import CliRunner
from wcwidth import wcswidth

import partnership_cli
from command_examples import EXAMPLES
from partnership_cli.cli import app
from partnership_cli.command_names import COMMANDS, READING_FRAMEWORK
from partnership_cli.framework.loader import parse_framework, read_bundled
from partnership_cli.yaml_reader import YamlValue, read_yaml
from running import Ended, Run, call_program

FRAMEWORKS: Final = Path(__file__).parents[1] / "frameworks"
ARABIC: Final = parse_framework((FRAMEWORKS / "arabic.yaml").read_bytes(), "arabic.yaml")
TITLE: Final = ARABIC.framework.title
NARROW: Final = 40
GO_BACK: Final = "partnership framework use bundled"


class Line(NamedTuple):
    """One way to call a command, and how it ends; a document is given as it is, not wrapped."""

    words: tuple[str, ...] = ()
    code: int = 0
    document: bool = False


IN_ARABIC: Final = {
    **dict.fromkeys(("sharing-power", "starting-together", "before-we-meet"), "awwal-liqa"),
    **dict.fromkeys(("emotions", "values-and-power"), "al-bidaya"),
    **dict.fromkeys(("joy", "equity", "about-partnership"), "who-is-missing"),
    "Sam": "سلمى",
    "Amina,Sam": "سلمى,كريم",
    "k7m": "last",
    "amina.md": "salma.txt",
    "sam.md": "karim.txt",
    "mine.yaml": "arabic.yaml",
}
"""What stands in this framework, and on this desk, for the names that examples use."""
MORE: Final[Mapping[str, Sequence[Line]]] = {
    "reflect": (
        Line(("awwal-liqa", "--answers", "answers.md", "--partner", "سلمى")),
        Line(("--no-input",), 4),
        Line(("sharing",), 3),
    ),
    "resume": (Line(("last", "--answers", "more.md")),),
    "list": (Line(), Line(("--theme", "al-bidaya"))),
    "export": (
        Line(("last", "-o", "page.html")),
        Line(("last", "-o", "-"), document=True),
        Line(("last", "-o", "-", "--format", "json"), document=True),
    ),
    "questions": (Line(), Line(("--json",), document=True)),
    "search": (Line(("الإصغاء",)), Line(("theme:al-bidaya", "الإصغاء"))),
    "history": (Line(("who-is-missing",)), Line(("joy",), 3)),
    "share": (
        Line(("last", "--only", "who-is-missing", "--as", "سلمى", "--yes", "-o", "salma.md")),
    ),
    "together": (
        Line(("salma.txt", "karim.txt")),
        Line(("salma.txt", "karim.txt", "-o", "together.html")),
        Line(("salma.txt", "karim.txt", "agreed.md")),
        Line(("agreed.md", "--agree", "--yes", "-o", "again.md")),
        Line(("salma.txt", "karim.txt", "--agree"), 4),
    ),
    "letter": (Line(("last",), 4), Line(("salma.txt", "karim.txt"), 4)),
    "handout": (
        Line(("--all",)),
        Line(("awwal-liqa", "--format", "md"), document=True),
    ),
    "meeting": (Line(("awwal-liqa", "--with", "سلمى,كريم", "-o", "our-meeting")),),
    "guides": (Line(), Line(("--json",), document=True)),
    "projects": (Line(), Line(("qaimat",)), Line(("--json",), document=True)),
    "about": (Line(("--all",)), Line(), Line(("licence",)), Line(("--json",), document=True)),
    "delete": (Line(("last", "--yes")), Line(("last", "--question", "who-is-missing", "--yes"))),
    "framework": (
        Line(),
        Line(("--json",)),
        Line(("check", "arabic.yaml")),
        Line(("check", "salma.txt"), 2),
        Line(("use", "arabic.yaml")),
        Line(("new", "mine.yaml")),
        Line(("schema",)),
    ),
    "help": (Line(), Line(("keys",))),
}
CASES: Final = {
    name: MORE.get(name, (Line(tuple(IN_ARABIC.get(word, word) for word in first[1:])),))
    for name, (first, *_) in EXAMPLES.items()
}
"""How each command is called: as in `MORE`, or as in its first example."""
READING: Final = [(name, line) for name in sorted(READING_FRAMEWORK) for line in CASES[name]]
SCREENS: Final = [(name, line) for name, line in READING if not line.document]
ALL: Final = [
    *((name, *line.words) for name, lines in CASES.items() for line in lines),
    (),
    ("no-such-command",),
]
USUAL: Final = [*((name, *lines[0].words) for name, lines in CASES.items()), ()]
"""One way to call each command."""
ALLOWED: Final[Mapping[tuple[str, ...], set[str]]] = {
    # A file to begin from shows how a licence is written, by one that a reader may well choose,
    # and a reading list is anybody's example of a project.
    ("framework", "new", "mine.yaml"): {"creativecommons", "cc-by", "reading-list"},
}
"""What is known to look like words of the bundled framework, by the command that gives it."""


def name_case(case: object) -> str:
    """Return a command as the name of its test."""
    words = [case] if isinstance(case, str) else case.words if isinstance(case, Line) else case
    assert isinstance(words, Sequence)
    return " ".join(words).encode("ascii", "replace").decode() or "alone"


# A desk to work at, and what is seen of each run


@dataclass(frozen=True)
class Seen:
    """How a run ended, and the text of every file that it made or changed."""

    code: int
    out: str
    err: str
    made: Mapping[str, str]

    @property
    def everything(self) -> str:
        """All that was written, wherever to."""
        return "\n".join((self.out, self.err, *self.made.values()))


def environment_of(folder: Path) -> dict[str, str]:
    """Return the environment of a person whose home is in a folder."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "PARTNERSHIP_HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "EDITOR": "true",
    }


def run_in(folder: Path, *words: str, without: Path | None = None, **more: str) -> Ended:
    """Run the program in a folder; `without` is where it finds data, when not its own."""
    environ = {**environment_of(folder), **more}
    if without is None:
        return call_program(words, b"", environ, folder)
    with (
        patch.object(resources, "files", lambda _package: without / "partnership_cli/data"),
        patch.dict(sys.modules, {"partnership_cli.data.bundled": None}),
    ):
        return call_program(words, b"", environ, folder)


def read_all(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class Desk:
    """A folder with files and notes of the Arabic framework; each run has a copy of its own.

    What is seen of a run is kept, so that several facts about it cost one run.
    """

    def __init__(self, template: Path, copies: Path, without: Path) -> None:
        self._template = template
        self._before = read_all(template)
        self._copies = copies
        self._without = without
        self._seen: dict[tuple[str, ...], Seen] = {}

    def see(self, way: str, *words: str) -> Seen:
        """Return what is seen when a command is called in one of the ways."""
        key = (way, *words)
        if key not in self._seen:
            self._seen[key] = self._run(way, words)
        return self._seen[key]

    def _run(self, way: str, words: tuple[str, ...]) -> Seen:
        folder = Path(shutil.copytree(self._template, self._copies / str(len(self._seen))))
        settings = folder / "home" / "config.toml"
        if way in {"used", "gone"}:
            name = "arabic.yaml" if way == "used" else "gone.yaml"
            settings.write_text(f"framework = {json.dumps(str(folder / name))}\n", "utf-8")
            given = words
        else:
            # Where a command has the option, it stands behind it; else before every command.
            behind = bool(words) and words[0] in READING_FRAMEWORK
            named = ("--framework", "arabic.yaml")
            given = (*words, *named) if behind else (*named, *words)
        if way in {"rich", "plain"}:
            given = (f"--{way}", *given)
        if way == "removed":
            ended = run_in(folder, *given, without=self._without)
        else:
            ended = run_in(folder, *given, COLUMNS=str(NARROW))
        made = {
            name: data.decode("utf-8", "replace")
            for name, data in read_all(folder).items()
            if self._before.get(name) != data and name != "home/config.toml"
        }
        return Seen(ended.code, ended.out, ended.err, made)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed package without the bundled framework and what this tool adds to it."""
    folder = tmp_path_factory.mktemp("without")
    copy = folder / "partnership_cli"
    source = Path(partnership_cli.__file__).parent
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("data"))
    with as_file(files("partnership_cli.data")) as data:
        shutil.copytree(
            data,
            copy / "data",
            ignore=shutil.ignore_patterns("framework.yaml", "companion.yaml", "bundled.*"),
        )
    return folder


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, without: Path) -> Desk:
    """A desk with one note, which answers two of the three questions of its guide."""
    template = tmp_path_factory.mktemp("desk")
    shutil.copyfile(FRAMEWORKS / "arabic.yaml", template / "arabic.yaml")
    asked = {question.id: question.text for _, question in ARABIC.questions()}
    (template / "answers.md").write_text(
        "## ma-natamanna\n\nنتمنّى أن نتعلّم الإصغاء.\n\n## who-is-missing\n\nزملاؤنا الجدد.\n",
        "utf-8",
    )
    (template / "more.md").write_text("## naqbal-al-khata\n\nنعم، كلّ يوم.\n", "utf-8")
    for file, name in (("salma.txt", "سلمى"), ("karim.txt", "كريم")):
        text = f"# صفحة\n\nName: {name}\n\n## {asked['who-is-missing']}\n\nهكذا يرى {name}.\n"
        (template / file).write_text(text, "utf-8")
    agreed = f"# What we agreed\n\n## {asked['who-is-missing']}\n\nWhat we share: نسمع.\n"
    (template / "agreed.md").write_text(agreed, "utf-8")
    made = run_in(
        template,
        *("reflect", "awwal-liqa", "--answers", "answers.md", "--framework", "arabic.yaml"),
    )
    assert made.code == 0, made.err
    return Desk(template, tmp_path_factory.mktemp("copies"), without)


def squeeze(text: str) -> str:
    return "".join(text.split())


# Every command that reads the framework


@pytest.mark.parametrize(("name", "line"), READING, ids=name_case)
def test_a_command_ends_as_it_should_with_another_framework(
    desk: Desk, name: str, line: Line
) -> None:
    seen = desk.see("plain", name, *line.words)
    assert seen.code == line.code, seen.err


@pytest.mark.parametrize(("name", "line"), SCREENS, ids=name_case)
def test_a_command_ends_in_the_same_way_in_rich_mode(desk: Desk, name: str, line: Line) -> None:
    assert desk.see("rich", name, *line.words).code == line.code


@pytest.mark.parametrize("name", sorted(READING_FRAMEWORK))
def test_a_command_ends_in_the_same_way_where_the_framework_is_kept(desk: Desk, name: str) -> None:
    line = CASES[name][0]
    assert desk.see("used", name, *line.words).code == line.code


@pytest.mark.parametrize(("name", "line"), SCREENS, ids=name_case)
def test_no_line_in_rich_mode_is_wider_than_the_window(desk: Desk, name: str, line: Line) -> None:
    lines = desk.see("rich", name, *line.words).out.splitlines()
    # A command and a path are copied whole.
    prose = [
        one
        for one in lines
        if not (one.strip().startswith("partnership ") or Path(one.strip()).is_absolute())
    ]
    assert [one for one in prose if wcswidth(one) > NARROW] == []


@pytest.mark.parametrize(("name", "line"), READING, ids=name_case)
def test_in_plain_mode_there_is_no_escape_or_control_byte(
    desk: Desk, name: str, line: Line
) -> None:
    seen = desk.see("plain", name, *line.words)
    hidden = {"Cc", "Cf", "Zl", "Zp"}
    written = seen.out + seen.err
    assert {c for c in written if unicodedata.category(c) in hidden} <= {"\n"}


SHOWN: Final[Mapping[str, Sequence[str]]] = {
    "questions": [
        *(theme.title for theme in ARABIC.themes),
        *(theme.text for theme in ARABIC.themes if theme.text),
        *(f"{level.title}" for theme in ARABIC.themes for level in theme.levels),
        *(question.text for _, question in ARABIC.questions()),
        *(question.moment for _, question in ARABIC.questions() if question.moment),
    ],
    "guides": [
        *(guide.title for guide in ARABIC.guides),
        *(guide.why for guide in ARABIC.guides if guide.why),
    ],
    "values": [
        *(value.text for value in ARABIC.values),
        *(value.description for value in ARABIC.values if value.description),
    ],
    "projects": [
        text
        for one in ARABIC.projects
        for text in (one.title, one.institution, one.url, one.text)
        if text
    ],
    "voices": [text for one in ARABIC.voices for text in (one.text, one.role) if text],
}


@pytest.mark.parametrize("way", ["rich", "plain"])
@pytest.mark.parametrize("name", SHOWN)
def test_a_listing_shows_each_word_of_its_part(desk: Desk, name: str, way: str) -> None:
    shown = squeeze(desk.see(way, name).out)
    assert [text for text in SHOWN[name] if squeeze(text) not in shown] == []


@pytest.mark.parametrize("way", ["rich", "plain"])
def test_about_shows_each_word_that_a_framework_says_of_itself(desk: Desk, way: str) -> None:
    about = ARABIC.framework
    contact = ARABIC.contact
    assert contact is not None
    wanted = [
        *(about.title, *about.authors, str(about.year), about.copyright, about.citation),
        *(text for one in ARABIC.prose for text in (one.heading, one.text)),
        *(text for one in ARABIC.levels for text in (one.title, one.text)),
        *(contact.text, contact.more, contact.email, contact.url),
        *(one.text for one in ARABIC.get_involved),
        *(one.link.url for one in ARABIC.get_involved if one.link),
        # Italics are marked with signs that are not shown.
        *(one.text.replace("*", "") for one in ARABIC.references),
    ]
    shown = squeeze(desk.see(way, "about", "--all").out)
    assert [text for text in wanted if text and squeeze(text) not in shown] == []


@pytest.mark.parametrize("name", ["questions", "guides", "values", "projects", "voices"])
def test_a_listing_names_title_and_authors(desk: Desk, name: str) -> None:
    shown = squeeze(desk.see("rich", name).out)
    named = (TITLE, *ARABIC.framework.authors)
    assert [one for one in named if squeeze(one) not in shown] == []


def test_a_statement_is_not_said_to_be_asked(desk: Desk) -> None:
    guides = json.loads(desk.see("plain", "questions", "--json").out)
    assert {one["id"] for one in guides if one["kind"] == "statement"} == {"naqbal-al-khata"}
    assert "The framework asks and says:" in desk.see("plain", "guides").out


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (("export", "last", "-o", "page.html"), "page.html"),
        (("together", "salma.txt", "karim.txt", "-o", "together.html"), "together.html"),
        (("handout", "--all"), "handout-all-questions.html"),
        (("meeting", "awwal-liqa", "--with", "سلمى,كريم", "-o", "our-meeting"), "our-meeting/"),
        (
            (
                "share",
                "last",
                "--only",
                "who-is-missing",
                "--as",
                "سلمى",
                "--yes",
                "-o",
                "salma.md",
            ),
            "salma.md",
        ),
    ],
    ids=name_case,
)
def test_what_leaves_says_that_nobody_knows_the_licence(
    desk: Desk, words: tuple[str, ...], file: str
) -> None:
    made = desk.see("plain", *words).made
    # The message to partners and the plan of the hour have no question in them.
    pages = [text for name, text in made.items() if name.startswith(file) and "؟" in text]
    assert pages
    assert all("licence unknown, do not share" in text for text in pages)


def test_a_page_for_a_browser_is_in_the_direction_of_its_script(desk: Desk) -> None:
    page = desk.see("plain", "handout", "--all").made["handout-all-questions.html"]
    question = next(text for _, text in ((one.id, one.text) for _, one in ARABIC.questions()))
    (heading,) = re.findall(rf"<h\d[^>]*>{re.escape(question)}", page)
    assert 'lang="ar"' in heading
    assert re.search(r'dir="(rtl|auto)"', heading)


# No word of the bundled framework

_WORDS: Final = re.compile(r"[\w’'-]+")
_RUN: Final = 6
"""How many words of a longer text, one after the other, are known for it."""


def find_texts(tree: YamlValue) -> Iterator[str]:
    if isinstance(tree, dict):
        for below in tree.values():
            yield from find_texts(below)
    elif isinstance(tree, list):
        for below in tree:
            yield from find_texts(below)
    elif tree:
        yield tree


def split_words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(html.unescape(text).casefold()))


def list_runs(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def list_bundled() -> list[str]:
    """Return every text of the bundled framework, and the ids of this tool's guides for it."""
    framework = read_yaml(read_bundled("framework.yaml"), "framework.yaml")
    companion = read_yaml(read_bundled("companion.yaml"), "companion.yaml")
    assert isinstance(companion, dict)
    guides = companion["guides"]
    assert isinstance(guides, list)
    ids = [str(guide["id"]) for guide in guides if isinstance(guide, dict)]
    return [*find_texts(framework), *ids]


BUNDLED: Final = list_bundled()
PHRASES: Final = {
    run
    for text in BUNDLED
    if len(words := split_words(text)) > 1
    for run in list_runs(words, min(len(words), _RUN))
}
NAMES: Final = {
    *("westminster", "cc by", "cc-by", "creativecommons", "araneta", "maatwk"),
    # Addresses, and ids of several words: those of one are words of everybody's.
    *(text.casefold() for text in BUNDLED if not text.count(" ") and re.search(r"\w[-@/]\w", text)),
} - {"en-gb"}


def find_bundled(text: str) -> set[str]:
    """Return what in a text is of the bundled framework."""
    words = split_words(text)
    runs = {run for length in range(2, _RUN + 1) for run in list_runs(words, length)}
    folded = " ".join(html.unescape(text).casefold().split())
    return {" ".join(run) for run in runs & PHRASES} | {name for name in NAMES if name in folded}


def test_every_text_of_the_bundled_framework_would_be_found() -> None:
    several = [text for text in BUNDLED if len(split_words(text)) > 1]
    assert len(several) > 100
    assert [text for text in several if not find_bundled(f"Before it. {text} And after.")] == []


def test_a_bundled_text_would_be_found_in_whatever_lines_it_stands(program: Run) -> None:
    found = find_bundled(program("guides", COLUMNS="30").out)
    assert {"westminster", "sharing-power", "is equity considered in my partnerships"} <= found


@pytest.mark.parametrize("words", ALL, ids=name_case)
def test_no_word_of_the_bundled_framework_is_seen_where_another_is_named(
    desk: Desk, words: tuple[str, ...]
) -> None:
    assert find_bundled(desk.see("plain", *words).everything) - ALLOWED.get(words, set()) == set()


@pytest.mark.parametrize("words", USUAL, ids=name_case)
def test_no_word_of_the_bundled_framework_is_seen_where_another_is_kept(
    desk: Desk, words: tuple[str, ...]
) -> None:
    assert find_bundled(desk.see("used", *words).everything) == set()


@pytest.mark.parametrize(
    "words",
    [
        ("questions",),
        ("about", "--all"),
        ("handout", "--all", "--format", "md"),
        ("meeting", "first-hour", "--with", "Amina,Sam", "-o", "our-meeting"),
    ],
    ids=name_case,
)
def test_nor_where_the_title_of_the_other_ends_as_that_of_the_bundled_one(
    files_here: Path, words: tuple[str, ...]
) -> None:
    path = files_here / "first-edition.yaml"
    text = path.read_text("utf-8").replace(
        "Questions in two editions", "Small Partnership Framework"
    )
    path.write_text(text, "utf-8")
    ended = run_in(files_here, *words, "--framework", path.name)
    pages = [path.read_text("utf-8") for path in files_here.glob("our-meeting/*")]
    shown = "\n".join((ended.out, ended.err, *pages))
    assert "Small Partnership Framework" in shown
    assert find_bundled(shown) == set()


@pytest.mark.parametrize("words", ALLOWED)
def test_what_is_allowed_is_still_there(desk: Desk, words: tuple[str, ...]) -> None:
    assert find_bundled(desk.see("plain", *words).everything) == ALLOWED[words]


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("name", ["", *(row.name for row in COMMANDS)])
def test_no_help_names_anything_bundled_where_another_is_in_use(
    tmp_path: Path, name: str, kept: bool
) -> None:
    file = str(FRAMEWORKS / "arabic.yaml")
    if kept:
        (tmp_path / "config.toml").write_text(f"framework = {json.dumps(file)}\n", "utf-8")
    before = () if kept else ("--framework", file)
    words = (*before, *((name,) if name else ()), "--help")
    shown = CliRunner().invoke(app, words, env={"PARTNERSHIP_HOME": str(tmp_path)})
    assert shown.exit_code == 0
    # The folder of this file may be called anything.
    assert find_bundled(shown.output.replace(file, "FILE")) == set()


@pytest.mark.usefixtures("files_here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("partnership reflect ", {"awwal-liqa", "hawla-tawila", "lak-wahdak"}),
        ("partnership reflect --theme ", {"al-bidaya", "al-thiqa", "al-nihaya"}),
        ("partnership reflect --framework arabic.yaml --theme ", {"al-bidaya"}),
    ],
)
def test_the_tab_key_offers_the_names_of_the_framework_in_use(
    program: Run, words: str, offered: set[str]
) -> None:
    if "--framework" not in words:
        program("framework", "use", "arabic.yaml")
    ended = program(
        _PARTNERSHIP_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(words.count(" "))
    )
    assert offered <= set(ended.out.split())
    assert find_bundled(ended.out) == set()


# Without the bundled framework


@pytest.mark.parametrize("name", [*sorted(READING_FRAMEWORK), "show", "delete", "framework"])
def test_a_command_needs_no_bundled_framework_where_another_is_named(desk: Desk, name: str) -> None:
    line = CASES[name][0]
    seen = desk.see("removed", name, *line.words)
    assert seen.code == line.code, seen.err
    assert "missing from this installation" not in seen.err


@pytest.mark.parametrize(
    "words",
    [
        ("framework", "check", "arabic.yaml"),
        ("framework", "use", "arabic.yaml"),
        ("framework", "new", "mine.yaml"),
        ("framework", "schema"),
    ],
    ids=name_case,
)
def test_what_is_done_with_another_framework_needs_no_bundled_one(
    without: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    shutil.copyfile(FRAMEWORKS / "arabic.yaml", tmp_path / "arabic.yaml")
    ended = run_in(tmp_path, *words, without=without)
    assert (ended.code, ended.err) == (0, "")


def test_a_framework_that_is_kept_needs_no_bundled_one(without: Path, tmp_path: Path) -> None:
    shutil.copyfile(FRAMEWORKS / "arabic.yaml", tmp_path / "arabic.yaml")
    run_in(tmp_path, "framework", "use", "arabic.yaml", without=without)
    ended = run_in(tmp_path, "questions", without=without)
    assert (ended.code, ended.err) == (0, "")
    assert TITLE in ended.out


def test_without_any_framework_it_is_said_which_file_is_missing(
    without: Path, tmp_path: Path
) -> None:
    ended = run_in(tmp_path, "questions", without=without)
    assert ended.code != 0
    assert ended.err.startswith("error: bundled.py is missing from this installation\n")
    assert "Traceback" not in ended.err


def test_without_any_framework_no_file_is_said_to_be_set(without: Path, tmp_path: Path) -> None:
    ended = run_in(tmp_path, "framework", without=without)
    assert "missing from this installation" in ended.err
    assert "None" not in ended.err


# A framework that is kept

BROKEN: Final = """\
framework:
  id: Not An Id
themes:
  - title: One
    questions:
      - id: same
        text: First?
      - id: same
        text: Second?
guides:
  - title: A guide
    questions: [nowhere]
"""
PROBLEMS: Final = ((2, "title is missing"), (2, "id"), (8, "same"), (12, "nowhere"))


@pytest.fixture
def files_here(tmp_path: Path) -> Path:
    """The folder in which the program runs, with every framework of the tests in it."""
    for path in FRAMEWORKS.glob("*.yaml"):
        shutil.copyfile(path, tmp_path / path.name)
    (tmp_path / "broken.yaml").write_text(BROKEN, "utf-8")
    return tmp_path


def in_use(program: Run) -> dict[str, str | None]:
    found: dict[str, str | None] = json.loads(program("framework", "--json").out)
    return found


def test_a_framework_that_is_kept_is_in_use_wherever_one_stands(
    program: Run, files_here: Path
) -> None:
    ended = program("framework", "use", "arabic.yaml")
    assert (ended.code, ended.err) == (0, "")
    assert in_use(program) == {
        "id": "nataallam-maan",
        "title": TITLE,
        "file": str(files_here / "arabic.yaml"),
    }


@pytest.mark.usefixtures("files_here")
def test_one_can_go_back_to_the_bundled_framework(program: Run, program_home: Path) -> None:
    kept = program("framework", "use", "arabic.yaml").out
    assert GO_BACK in kept
    assert program(*shlex.split(GO_BACK)[1:]).code == 0
    assert (program_home / "config.toml").read_text("utf-8").strip() == ""
    assert (in_use(program)["id"], in_use(program)["file"]) == (
        "westminster-student-partnership",
        None,
    )


@pytest.mark.usefixtures("files_here")
def test_a_broken_file_is_refused_with_every_problem_and_changes_nothing(
    program: Run, program_home: Path
) -> None:
    program("framework", "use", "arabic.yaml")
    before = (program_home / "config.toml").read_bytes()
    ended = program("framework", "use", "broken.yaml")
    assert (ended.code, ended.out) == (2, "")
    for line, what in PROBLEMS:
        assert re.search(rf"broken\.yaml:{line}:\d+: .*{what}", ended.err)
    assert "Nothing was changed." in ended.err
    assert (program_home / "config.toml").read_bytes() == before


@pytest.mark.usefixtures("files_here")
def test_a_warning_keeps_no_file_from_being_used_and_is_said(program: Run) -> None:
    ended = program("framework", "use", "no-ids.yaml")
    assert ended.code == 0
    assert "There are warnings. To see them: partnership framework check no-ids.yaml" in ended.err


@pytest.mark.usefixtures("files_here")
def test_another_can_be_named_for_one_run_while_one_is_kept(program: Run) -> None:
    program("framework", "use", "arabic.yaml")
    shown = json.loads(program("questions", "--framework", "bundled", "--json").out)
    assert "joy" in {one["id"] for one in shown}
    assert in_use(program)["id"] == "nataallam-maan"


@pytest.mark.usefixtures("files_here")
def test_the_last_framework_that_is_named_counts(program: Run) -> None:
    ended = program("--framework", "arabic.yaml", "values", "--framework", "values-only.yaml")
    assert "聞く" in ended.out
    assert "الصدق" not in ended.out


@pytest.mark.usefixtures("files_here")
def test_a_framework_without_questions_says_so_and_how_to_write(program: Run) -> None:
    ended = program("questions", "--framework", "values-only.yaml")
    assert ended.code == 0
    assert "This framework has no questions." in ended.out
    assert "reflect --free" in ended.out


@pytest.mark.parametrize("words", [("handout", "--all"), ("journey",)], ids=name_case)
def test_nothing_is_made_of_the_questions_of_a_framework_that_has_none(
    program: Run, files_here: Path, words: tuple[str, ...]
) -> None:
    before = set(files_here.iterdir())
    ended = program(*words, "--framework", "values-only.yaml")
    assert "this framework has no questions" in (ended.out + ended.err).casefold()
    assert set(files_here.iterdir()) == before


@pytest.mark.usefixtures("files_here")
def test_questions_without_ids_can_be_answered_by_the_ones_made_of_their_words(
    program: Run,
) -> None:
    shown = json.loads(program("questions", "--framework", "no-ids.yaml", "--json").out)
    given = json.dumps({shown[0]["id"]: "धैर्य"})
    assert program("reflect", "--answers", "-", "--framework", "no-ids.yaml", given=given).code == 0
    (answer,) = json.loads(program("show", "last", "--json").out)["answers"]
    assert (answer["text"], answer["answer"]) == (shown[0]["text"], "धैर्य")


# What cannot be read


def test_a_file_behind_a_link_is_refused_as_a_link(program: Run, files_here: Path) -> None:
    (files_here / "link.yaml").symlink_to("arabic.yaml")
    ended = program("values", "--framework", "link.yaml")
    assert (ended.code, ended.out) == (2, "")
    assert "link.yaml: cannot be read (that is a link)" in ended.err


def test_a_folder_is_no_framework(program: Run, files_here: Path) -> None:
    (files_here / "folder").mkdir()
    ended = program("values", "--framework", "folder")
    assert (ended.code, ended.out) == (2, "")
    assert "folder: cannot be read (it is not a file)" in ended.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFO")
def test_nobody_waits_for_what_comes_through_a_fifo(program: Run, files_here: Path) -> None:
    os.mkfifo(files_here / "fifo")
    ended = program("values", "--framework", "fifo")
    assert (ended.code, ended.out) == (2, "")
    assert "fifo: cannot be read (it is not a file)" in ended.err


@pytest.mark.parametrize(
    "words",
    [
        ("values", "--framework", "https://example.org/x.yaml"),
        ("framework", "use", "https://example.org/x.yaml"),
        ("framework", "check", "//example.org/x.yaml"),
        ("config", "use", "https://example.org/scheme.toml", "--yes"),
    ],
    ids=name_case,
)
def test_an_address_is_never_loaded(program: Run, words: tuple[str, ...]) -> None:
    ended = program(*words)
    assert (ended.code, ended.out) == (2, "")
    assert "is an address, and nothing is loaded from the network" in ended.err


def test_a_framework_without_a_name_is_no_framework(program: Run, tmp_path: Path) -> None:
    ended = program("values", "--framework", "")
    assert (ended.code, ended.out) == (2, "")
    assert str(tmp_path) not in ended.err


# A file that is gone later

STILL_THERE: Final = {"list", "show", "search", "history", "export", "share"}


@pytest.mark.parametrize("name", sorted(READING_FRAMEWORK - STILL_THERE - {"resume"}))
def test_a_command_that_needs_a_file_that_is_gone_says_how_to_go_back(
    desk: Desk, name: str
) -> None:
    seen = desk.see("gone", name, *CASES[name][0].words)
    assert (seen.code, seen.out, seen.made) == (3, "", {})
    assert "gone.yaml" in seen.err
    assert GO_BACK in seen.err


def test_what_a_gone_framework_asked_is_kept_where_it_cannot_be_carried_on(desk: Desk) -> None:
    seen = desk.see("gone", "resume", "last", "--answers", "more.md")
    assert (seen.code, seen.made) == (2, {})
    assert "Everything you wrote in it is kept." in seen.err


@pytest.mark.parametrize(
    "words",
    [
        *((name, *CASES[name][0].words) for name in sorted(STILL_THERE)),
        ("list", "--since", "3m"),
        ("list", "--partner", "سلمى"),
        ("show", "last"),
        ("delete", "last", "--yes"),
        ("delete", "last", "--question", "who-is-missing", "--yes"),
        ("framework", "check", "arabic.yaml"),
        ("framework", "use", "bundled"),
        ("--help",),
    ],
    ids=name_case,
)
def test_what_needs_no_framework_works_where_its_file_is_gone(
    desk: Desk, words: tuple[str, ...]
) -> None:
    seen = desk.see("gone", *words)
    assert (seen.code, "error" in seen.err) == (0, False)
    assert seen.out


def test_which_file_is_set_is_said_where_it_is_gone(desk: Desk) -> None:
    seen = desk.see("gone", "framework")
    assert seen.code == 3
    assert "gone.yaml" in seen.err
    assert GO_BACK in seen.err


# Looking for mistakes, and beginning one


@pytest.mark.usefixtures("files_here")
def test_a_file_with_problems_ends_a_check_with_two_and_names_each(program: Run) -> None:
    ended = program("framework", "check", "broken.yaml", "--json")
    assert ended.code == 2
    found = json.loads(ended.out)
    assert (found["file"], found["ok"], found["warnings"][0]["line"]) == ("broken.yaml", False, 4)
    assert [one["line"] for one in found["problems"]] == [line for line, _ in PROBLEMS]
    assert all({"line", "column", "what", "do"} == set(one) for one in found["problems"])


@pytest.mark.usefixtures("files_here")
def test_a_file_with_warnings_alone_ends_a_check_with_zero(program: Run) -> None:
    ended = program("framework", "check", "no-ids.yaml", "--json")
    found = json.loads(ended.out)
    assert (ended.code, found["ok"], found["problems"]) == (0, True, [])
    shown = program("questions", "--framework", "no-ids.yaml", "--json").out
    derived = [one["id"] for one in json.loads(shown)]
    assert [one for one in derived if one not in str(found["warnings"])] == []


@pytest.mark.usefixtures("files_here")
def test_problems_and_warnings_are_shown_apart(program: Run) -> None:
    shown = program("framework", "check", "broken.yaml").out
    problems, warnings = shown.split("\n\n")
    assert "title is missing" in problems
    assert "the id is missing" in warnings
    assert "framework use" not in shown


@pytest.mark.usefixtures("files_here")
@pytest.mark.parametrize("file", ["arabic", "values-only", "first-edition", "second-edition"])
def test_a_framework_of_the_tests_has_neither_problems_nor_warnings(
    program: Run, file: str
) -> None:
    found = json.loads(program("framework", "check", f"{file}.yaml", "--json").out)
    assert found == {"file": f"{file}.yaml", "ok": True, "problems": [], "warnings": []}


def test_a_file_to_begin_from_can_be_used_as_it_is(program: Run) -> None:
    assert program("framework", "new", "my own.yaml").code == 0
    found = json.loads(program("framework", "check", "my own.yaml", "--json").out)
    assert (found["ok"], found["problems"], found["warnings"]) == (True, [], [])


def test_the_check_that_is_offered_for_a_new_file_works_when_it_is_copied(program: Run) -> None:
    offered = program("framework", "new", "my own.yaml").out.splitlines()[-1]
    assert program(*shlex.split(offered.partition("partnership ")[2])).code == 0


def test_a_file_that_exists_is_not_begun_anew(program: Run, files_here: Path) -> None:
    before = (files_here / "arabic.yaml").read_bytes()
    ended = program("framework", "new", "arabic.yaml")
    assert (ended.code, ended.out) == (2, "")
    assert "already exists" in ended.err
    assert (files_here / "arabic.yaml").read_bytes() == before


def test_a_file_that_exists_is_begun_anew_where_that_is_forced(
    program: Run, files_here: Path
) -> None:
    assert program("framework", "new", "arabic.yaml", "--force").code == 0
    assert "my-framework" in (files_here / "arabic.yaml").read_text("utf-8")


def test_the_form_of_a_framework_is_printed_as_json(program: Run) -> None:
    schema = json.loads(program("framework", "schema").out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"framework", "themes", "values", "guides"} <= set(schema["properties"])


# What a partnership scheme sets

SCHEME: Final = """\
framework = "../arabic.yaml"
guides = "guides.yaml"
guide = "fi-al-muntasaf"
contact = "مكتب الشراكة، maktab@example.org"
"care.lines" = ["سطر أول", "سطر ثانٍ"]
"""
GUIDES: Final = """\
title: أدلّة البرنامج
guides:
  - id: fi-al-muntasaf
    title: في منتصف الطريق
    mode: alone first
    why: قبل أن يفوت الوقت.
    questions: [madha-taghayyar, who-is-missing]
"""
WHOSE: Final = "Your scheme selected the questions"


def put_scheme(folder: Path, text: str = SCHEME) -> None:
    """Put a scheme's files into a folder below, from which the framework is found."""
    (folder / "scheme").mkdir(exist_ok=True)
    (folder / "scheme/scheme.toml").write_text(text, "utf-8")
    (folder / "scheme/guides.yaml").write_text(GUIDES, "utf-8")
    shutil.copyfile(FRAMEWORKS / "arabic.yaml", folder / "arabic.yaml")


@pytest.fixture(scope="module")
def at_scheme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose home has kept the settings of a scheme, and holds no note yet."""
    folder = tmp_path_factory.mktemp("scheme")
    put_scheme(folder)
    ended = run_in(folder, "config", "use", "scheme/scheme.toml", "--yes")
    assert (ended.code, ended.err) == (0, "")
    return folder


def test_a_scheme_is_shown_in_full_and_kept_only_when_somebody_says_so(
    program: Run, program_home: Path, tmp_path: Path
) -> None:
    put_scheme(tmp_path)
    ended = program("config", "use", "scheme/scheme.toml")
    assert ended.code == 4
    named = ("arabic.yaml", "guides.yaml", "fi-al-muntasaf", "maktab@example.org", "سطر ثانٍ")
    assert [one for one in named if squeeze(one) not in squeeze(ended.out)] == []
    assert "Nothing was changed." in ended.err
    assert not (program_home / "config.toml").exists()


def test_the_command_that_keeps_a_scheme_works_when_it_is_copied(
    program: Run, program_home: Path, tmp_path: Path
) -> None:
    put_scheme(tmp_path)
    offered = program("config", "use", "scheme/scheme.toml").err.splitlines()[-1]
    assert program(*shlex.split(offered.partition("partnership ")[2])).code == 0
    assert "fi-al-muntasaf" in (program_home / "config.toml").read_text("utf-8")


def test_the_files_of_a_scheme_are_found_from_its_folder_on(at_scheme: Path) -> None:
    shown = json.loads(run_in(at_scheme, "config", "--json").out)
    assert Path(shown["framework"]).samefile(at_scheme / "arabic.yaml")
    assert Path(shown["guides"]).samefile(at_scheme / "scheme/guides.yaml")


def test_the_guides_of_a_scheme_take_the_place_of_the_framework_s(at_scheme: Path) -> None:
    shown = json.loads(run_in(at_scheme, "guides", "--json").out)
    assert [one["id"] for one in shown] == ["fi-al-muntasaf"]


def test_guides_of_a_scheme_are_said_to_be_the_scheme_s(at_scheme: Path) -> None:
    assert WHOSE in " ".join(run_in(at_scheme, "guides").out.split())


def test_what_leaves_says_that_a_scheme_chose_the_questions(at_scheme: Path) -> None:
    page = run_in(at_scheme, "handout", "fi-al-muntasaf", "--format", "md").out
    assert "the choice of questions is a partnership scheme's" in page


def test_about_shows_whom_a_scheme_says_one_can_write_to(at_scheme: Path) -> None:
    shown = run_in(at_scheme, "about").out
    assert "maktab@example.org" in shown
    assert "settings:\n" in shown


def test_guides_of_a_scheme_are_not_used_for_another_framework(at_scheme: Path) -> None:
    file = str(FRAMEWORKS / "first-edition.yaml")
    shown = json.loads(run_in(at_scheme, "guides", "--framework", file, "--json").out)
    assert [one["id"] for one in shown] == ["first-hour"]


def test_no_word_of_the_bundled_framework_is_in_the_guides_of_a_scheme(at_scheme: Path) -> None:
    assert find_bundled(run_in(at_scheme, "guides").out) == set()


def test_going_back_forgets_the_guides_of_a_scheme_and_keeps_whom_to_write_to(
    program: Run, tmp_path: Path
) -> None:
    put_scheme(tmp_path)
    program("config", "use", "scheme/scheme.toml", "--yes")
    program("framework", "use", "bundled")
    shown = json.loads(program("config", "--json").out)
    assert not {"framework", "guides", "guide"} & set(shown)
    assert "maktab@example.org" in shown["contact"]


def test_what_is_not_a_scheme_s_to_set_is_refused_by_its_line_and_nothing_is_kept(
    program: Run, program_home: Path, tmp_path: Path
) -> None:
    put_scheme(tmp_path, f'{SCHEME}notebook = "/elsewhere"\npartners = ["Sam"]\nunknown = "x"\n')
    ended = program("config", "use", "scheme/scheme.toml", "--yes")
    assert (ended.code, ended.out) == (2, "")
    for line, key in ((6, "notebook"), (7, "partners"), (8, "unknown")):
        assert re.search(rf"scheme/scheme\.toml:{line}:1: .*{key}", ended.err)
    assert "Nothing was changed." in ended.err
    assert not (program_home / "config.toml").exists()


@pytest.mark.parametrize(
    ("instead", "ends"),
    [
        (("fi-al-muntasaf", "nowhere"), (2, "there is no guide 'nowhere'")),
        (("../arabic.yaml", "../gone.yaml"), (3, "there is no file")),
        (("guides.yaml", "gone.yaml"), (3, "there is no file")),
        (("../arabic.yaml", "https://example.org/x.yaml"), (2, "is an address")),
        (("../arabic.yaml", "bundled"), (2, "the framework has no question madha-taghayyar")),
    ],
)
def test_a_scheme_that_names_what_is_not_there_keeps_nothing(
    program: Run,
    program_home: Path,
    tmp_path: Path,
    instead: tuple[str, str],
    ends: tuple[int, str],
) -> None:
    old, new = instead
    code, said = ends
    put_scheme(tmp_path, SCHEME.replace(f'"{old}"', f'"{new}"'))
    ended = program("config", "use", "scheme/scheme.toml", "--yes")
    assert ended.code == code
    assert said in ended.err
    assert not (program_home / "config.toml").exists()


QUIET: Final = "mawqif-saab"


def test_what_was_written_quietly_stays_quiet_where_a_scheme_has_other_guides(
    program: Run, tmp_path: Path
) -> None:
    put_scheme(tmp_path)
    given = json.dumps({QUIET: "سرّ"})
    written = program(
        "reflect", "lak-wahdak", "--answers", "-", "--framework", "arabic.yaml", given=given
    )
    program("config", "use", "scheme/scheme.toml", "--yes")
    (row,) = (
        one for one in json.loads(program("journey", "--json").out) if one["question"] == QUIET
    )
    assert (written.code, row["months"]) == (0, [])


# For students, for staff


def ids_for(program: Run, *words: str) -> set[str]:
    shown = program("questions", *words, "--framework", "arabic.yaml", "--json").out
    return {one["id"] for one in json.loads(shown)}


@pytest.mark.usefixtures("files_here")
@pytest.mark.parametrize(
    ("audience", "theirs", "others"),
    [("students", "mata-aqul-la", "man-yuqarrir"), ("staff", "man-yuqarrir", "mata-aqul-la")],
)
def test_questions_for_some_are_listed_with_those_for_everybody(
    program: Run, audience: str, theirs: str, others: str
) -> None:
    shown = program("questions", "--for", audience, "--framework", "arabic.yaml").out
    assert (theirs in shown, "mawqif-saab" in shown, others in shown) == (True, True, False)


@pytest.mark.usefixtures("files_here")
def test_questions_for_some_are_the_same_as_json(program: Run) -> None:
    everybody = ids_for(program)
    assert ids_for(program, "--for", "staff") == everybody - {"mata-aqul-la"}


@pytest.mark.usefixtures("files_here")
def test_a_reflection_for_some_asks_no_question_of_the_others(program: Run) -> None:
    given = json.dumps({"man-yuqarrir": "معًا"})
    words = ("reflect", "--theme", "al-thiqa", "--for", "staff", "--answers", "-")
    program(*words, "--framework", "arabic.yaml", given=given)
    asked = json.loads(program("show", "last", "--json").out)["questions"]
    assert asked == ["man-yuqarrir", "mawqif-saab"]


@pytest.mark.usefixtures("files_here")
def test_a_handout_for_some_has_no_question_of_the_others(program: Run) -> None:
    words = ("handout", "--all", "--for", "students", "--format", "md")
    page = program(*words, "--framework", "arabic.yaml").out
    texts = {one.id: one.text for _, one in ARABIC.questions()}
    assert texts["mata-aqul-la"] in page
    assert texts["man-yuqarrir"] not in page


@pytest.mark.usefixtures("files_here")
def test_where_no_question_is_for_them_nothing_is_made(program: Run) -> None:
    words = ("handout", "--question", "man-yuqarrir", "--for", "students")
    ended = program(*words, "--framework", "arabic.yaml")
    assert (ended.code, ended.out) == (3, "")
    assert "none of these questions is for students" in ended.err


@pytest.mark.parametrize("name", ["questions", "reflect", "handout"])
def test_questions_are_for_students_or_staff_and_nobody_else(program: Run, name: str) -> None:
    ended = program(name, "--for", "cats")
    assert (ended.code, ended.out) == (2, "")
    assert "Write students or staff." in ended.err


@pytest.mark.usefixtures("files_here")
@pytest.mark.parametrize("name", ["reflect", "questions", "handout"])
@pytest.mark.parametrize(
    ("framework", "offered"),
    [((), 0), (("arabic.yaml",), 1), (("second-edition.yaml",), 0), (("no-such.yaml",), 1)],
)
def test_questions_for_some_are_offered_in_help_only_where_there_are_such(
    program: Run, name: str, framework: tuple[str, ...], offered: int
) -> None:
    named = tuple(word for file in framework for word in ("--framework", file))
    assert program(name, *named, "--help").out.count("--for students|staff") == offered
