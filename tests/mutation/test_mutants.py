"""Each safeguard, taken out of the program in turn: some test has to fail for it.

The list is the point: whoever adds an fsync, a lock, an escape or a check of the same kind
adds a line here, with the tests that are to notice when it is gone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAILED_TESTS = 1


@dataclass(frozen=True)
class Mutant:
    """One line of the program and what it becomes; `tests` are those that have to notice."""

    name: str
    file: str
    line: str
    becomes: str
    tests: str


AFTER_PURGE = "test_after_purge_no_byte_of_the_text_is_in_the_home"
MUTANTS = (
    Mutant(
        "the bytes of a file are not synced",
        "files.py",
        "        _SYSTEM.sync_file(descriptor)\n    finally",
        "        pass\n    finally",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "the folder is not synced after a save",
        "files.py",
        "        place(temporary, path)\n        _SYSTEM.sync_folder(path.parent)",
        "        place(temporary, path)",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "a file gets its name before its bytes are synced",
        "files.py",
        "        _write_synced(temporary, data)\n        place(temporary, path)",
        "        temporary.touch()\n        place(temporary, path)\n"
        "        temporary.unlink()\n        _write_synced(temporary, data)\n"
        "        _SYSTEM.replace(temporary, path)",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "a short write is not finished",
        "files.py",
        "            left = left[os.write(descriptor, left) :]",
        "            os.write(descriptor, left)\n            break",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "a file that changed meanwhile is overwritten",
        "files.py",
        "    if found != expected:",
        "    if False:",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "a new file takes the place of another",
        "files.py",
        "        target.hardlink_to(source)",
        "        source.replace(target)",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "a link is followed",
        "files.py",
        'flags = getattr(os, "O_NOFOLLOW", 0) | getattr',
        "flags = getattr",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "a pipe is read",
        "files.py",
        "        if not stat.S_ISREG(found.st_mode):",
        "        if False:",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "files have the mode of the umask",
        "files.py",
        "            os.fchmod(descriptor, 0o600)",
        "            os.fchmod(descriptor, 0o644)",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "folders have the mode of the umask",
        "files.py",
        "            new.chmod(0o700)",
        "            new.chmod(0o755)",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "a session is held by everyone",
        "files.py",
        "            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "            pass",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "a lock whose file was removed counts",
        "files.py",
        "            if self._is_current(descriptor):",
        "            if True:",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "a moved file takes the place of another",
        "files.py",
        "        _place_new(source, target)\n        _SYSTEM.sync_folder(target.parent)",
        "        source.replace(target)\n        _SYSTEM.sync_folder(target.parent)",
        "tests/cli/test_changing.py::test_the_trash_keeps_two_notes_of_one_name",
    ),
    Mutant(
        "a draft is not written through a file of its own",
        "notebook/keeper.py",
        "            replace_file(self.path, data, expected=self._known)\n        except",
        "            self.path.write_bytes(data)\n        except",
        "tests/unit/test_keeper.py",
    ),
    Mutant(
        "a conflict overwrites the note",
        "notebook/keeper.py",
        '            self.path = write_beside(self.path, "conflict", data)',
        "            self.path.write_bytes(data)",
        "tests/unit/test_keeper.py",
    ),
    Mutant(
        "a draft is removed without a look at what another program wrote",
        "notebook/keeper.py",
        "        beside = draft.set_aside()\n        if",
        "        beside = None\n        if",
        "tests/unit/test_keeper.py",
    ),
    Mutant(
        "the words of an answer that cannot be saved are dropped",
        "notebook/keeper.py",
        "            raise self._rescue(answer, error) from error",
        "            raise",
        "tests/unit/test_keeper.py",
    ),
    Mutant(
        "an id leads out of the drafts",
        "notebook/names.py",
        "    if is_session_id(session_id):\n        return session_id\n    from",
        "    if session_id:\n        return session_id\n    from",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "an edit that changed nothing else overwrites a note that did change",
        "notebook/editing.py",
        "replace_file(self.path, changed, expected=self._data)",
        "replace_file(self.path, changed, expected=read_file(self.path))",
        "tests/unit/test_editing.py",
    ),
    Mutant(
        "an edit is put in place though it is no note",
        "notebook/editing.py",
        "            parse_note(changed, str(self.copy))\n"
        "            require_writable(changed, str(self.copy))\n",
        "",
        "tests/unit/test_editing.py",
    ),
    Mutant(
        "a purge leaves the copies",
        "notebook/trash.py",
        "found = sorted({path, *self._copies(session, path)})",
        "found = [path]",
        f"tests/cli/test_changing.py::{AFTER_PURGE}",
    ),
    Mutant(
        "a purge leaves the drafts",
        "notebook/trash.py",
        "            remove_tree(drafts, keep=LOCK)\n",
        "",
        f"tests/cli/test_changing.py::{AFTER_PURGE}",
    ),
    Mutant(
        "doctor takes copies of a conflict for notes",
        "notebook/names.py",
        "return name.lower().endswith(_NOTE_ENDS) and not is_conflict_copy(name)",
        "return name.lower().endswith(_NOTE_ENDS)",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "two files of one id are two notes",
        "notebook/contents.py",
        "            copies[path] = note\n        else:\n"
        "            known.append((identity, path))\n    return [(identity",
        "            known.append((identity, path))\n        else:\n"
        "            known.append((identity, path))\n    return [(identity",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "a copy in the place of what is no note any more is not listed",
        "notebook/contents.py",
        "    return one is not None and one.is_same(other)",
        "    return one is None or one.is_same(other)",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "a file that was a note is passed over",
        "notebook/strangers.py",
        "    if not is_named:\n        return None\n    if not data.strip(",
        "    return None\n    if not data.strip(",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "a folder that cannot be read is passed over",
        "notebook/names.py",
        "        refuse(folder, error)\n",
        "        pass\n",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "a value that cannot be read holds the words back",
        "documents/front.py",
        "        self.problems.append(self.wrong(key, what, do))",
        "        raise _refuse(self.wrong(key, what, do))",
        "tests/unit/test_note.py",
    ),
    Mutant(
        "a note in UTF-16 is written",
        "documents/note.py",
        "    if to_utf8(data) is not data:\n        raise",
        "    if False:\n        raise",
        "tests/unit/test_note.py",
    ),
    Mutant(
        "a path in a command of doctor is not quoted",
        "notebook/checkup.py",
        "    return quote_path(str(path))",
        "    return str(path)",
        "tests/cli/test_doctor.py",
    ),
    Mutant(
        "a note is said to be in a trash that has no name for it",
        "notebook/trash.py",
        '            raise NotSavedError(\n                f"the trash has',
        "            return target\n            raise NotSavedError(\n"
        '                f"the trash has',
        "tests/cli/test_changing.py",
    ),
    Mutant(
        "a new answer goes to the end, whatever the order of the questions",
        "documents/note.py",
        "    later = _find_later(note, answer.question)",
        "    later = None",
        "tests/unit/test_note.py",
    ),
    Mutant(
        "a line of an answer that looks like a marker is a marker",
        "documents/spans.py",
        '    return [b"\\\\" + line if _needs_escape(line) else line for line in lines]',
        "    return lines",
        "tests/property/test_note_properties.py",
    ),
    Mutant(
        "an answered answer is written again",
        "documents/note.py",
        "            if (span.answer, span.sharing) == (answer.answer, answer.sharing):\n"
        "                return data\n",
        "",
        "tests/unit/test_note.py",
    ),
    Mutant(
        "an answer opens a fence over what follows in an export",
        "documents/closing.py",
        'return f"{answer}\\n{fence}" if fence else answer',
        "return answer",
        "tests/property/test_markdown_properties.py",
    ),
    Mutant(
        "text from outside reaches the terminal as it is",
        "terminal/safe.py",
        "    return _suspect().sub(_spell_out, text).expandtabs(_TAB)",
        "    return text",
        "tests/property/test_safe.py",
    ),
    Mutant(
        "JSON reaches the terminal as it is",
        "terminal/safe.py",
        "    return _suspect().sub(_escape, text)",
        "    return text",
        "tests/property/test_safe.py",
    ),
    Mutant(
        "aliases are read",
        "yamltext.py",
        "        if isinstance(event, yaml.AliasEvent) or event.anchor:",
        "        if False:",
        "tests/unit/test_yamltext.py",
    ),
    Mutant(
        "nesting has no bound",
        "yamltext.py",
        "                    if len(open_) >= DEEPEST:",
        "                    if False:",
        "tests/unit/test_yamltext.py",
    ),
    Mutant(
        "a key that is given twice is read",
        "yamltext.py",
        "        if key in mapping:",
        "        if False:",
        "tests/unit/test_yamltext.py",
    ),
    Mutant(
        "lone surrogates are kept",
        "reflection/session.py",
        '_SURROGATE = re.compile("[\\ud800-\\udfff]")',
        '_SURROGATE = re.compile("(?!)")',
        "tests/property/test_note_properties.py",
    ),
    Mutant(
        "what gets out of a quotation is not set as code",
        "documents/quotation.py",
        "    if _gets_out(text):",
        "    if False:",
        "tests/property/test_sharing_properties.py",
    ),
    Mutant(
        "an answer that was not chosen is shared",
        "exchange/sharing.py",
        "            if answer.question in chosen\n",
        "",
        "tests/property/test_sharing_properties.py",
    ),
    Mutant(
        "a note is read as a handout, with every private answer",
        "exchange/gathering.py",
        "        if is_note(text.encode()) or _MARKER.search(text) or is_export(text):",
        "        if False:",
        "tests/unit/test_gathering.py",
    ),
    Mutant(
        "all answers are shared unasked",
        "exchange/sharing.py",
        "    if offer.unasked and not (offer.only and name):",
        "    if False:",
        "tests/cli/test_sharing.py::test_yes_needs_questions_and_a_name",
    ),
    Mutant(
        "words below the end of a shared file are passed over",
        "documents/shared.py",
        "        elif len(written) > len(paragraph):",
        "        elif False:",
        "tests/unit/test_shared.py",
    ),
    Mutant(
        "the order of the files decides who is named first",
        "reflection/together.py",
        "    seated = sorted(people, key=_digest)",
        "    seated = list(people)",
        "tests/property/test_sharing_properties.py",
    ),
    Mutant(
        "what one person wrote alone is offered where several sit",
        "reflection/session.py",
        "    if not session.together:\n        both",
        "    if True:\n        both",
        "tests/unit/test_looking_back.py",
    ),
    Mutant(
        "a page may load what an answer names",
        "documents/rendering.py",
        "        yield show(_read_picture(token))",
        '        yield f\'<img src="{token.attrs.get("src")}">\'',
        "tests/unit/test_html.py",
    ),
    Mutant(
        "an answer may have headings of the page",
        "documents/rendering.py",
        '        if token.type == "heading_open":',
        '        if token.type == "heading_open" and not TAGS:',
        "tests/unit/test_html.py",
    ),
    Mutant(
        "what was written under another framework is offered",
        "reflection/session.py",
        "    if not is_of(earlier, session.framework):",
        "    if False:",
        "tests/unit/test_looking_back.py",
    ),
    Mutant(
        "a scheme sets what is not its own",
        "configuration.py",
        "        if key not in SCHEME:",
        "        if False:",
        "tests/unit/test_scheme.py",
    ),
    Mutant(
        "a framework is read from an address",
        "configuration.py",
        "    if _ADDRESS.match(value):",
        "    if False:",
        "tests/unit/test_scheme.py",
    ),
    Mutant(
        "guides of a scheme end the quietness of others",
        "framework/companion.py",
        "        quiet = tuple(sorted(self.quiet_guides))",
        "        quiet: tuple[str, ...] = ()",
        "tests/unit/test_at_hand.py",
    ),
    Mutant(
        "a framework's words are Markdown in what leaves",
        "documents/attribution.py",
        "    authors = tuple(map(escape_line, about.authors))",
        "    authors = about.authors",
        "tests/unit/test_markdown.py",
    ),
    Mutant(
        "what is to be let go is written into a file",
        "sitting/letting_go.py",
        '        """Hold the text until the question is left."""\n',
        '        open("leaked.md", "w").write(text)\n',
        "tests/crash/test_letting_go_strace.py",
    ),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, found before the installed one."""
    folder = tmp_path_factory.mktemp("mutants")
    for name in ("src", "tests", "data", "pyproject.toml"):
        place = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        place(ROOT / name, folder / name)
    shutil.copytree(ROOT / "data", folder / "src/partnership_cli/data")
    return folder


def run_tests(copy: Path, *tests: str) -> int:
    """Return how pytest ended on some tests of the copy."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tests],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    ).returncode


@pytest.mark.campaign
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_safeguard_that_is_gone_is_noticed(copy: Path, mutant: Mutant) -> None:
    file = copy / "src/partnership_cli" / mutant.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(mutant.line, mutant.becomes), encoding="utf-8")
    try:
        assert run_tests(copy, mutant.tests) == FAILED_TESTS
    finally:
        file.write_text(whole, encoding="utf-8")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_each_mutant_changes_one_place_of_the_program_as_it_is(mutant: Mutant) -> None:
    text = (ROOT / "src/partnership_cli" / mutant.file).read_text(encoding="utf-8")
    assert text.count(mutant.line) == 1
    assert text.replace(mutant.line, mutant.becomes) != text


@pytest.mark.campaign
def test_without_a_mutant_the_same_tests_pass(copy: Path) -> None:
    assert run_tests(copy, *sorted({mutant.tests for mutant in MUTANTS})) == 0
