"""Each safeguard, taken out of the program in turn: some test has to fail for it.

The list is the point: whoever adds an fsync, a lock, an escape or a check of the same kind
adds a line here, with the tests that are to notice when it is gone.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from fork_server import ForkServer

ROOT = Path(__file__).parents[2]
FAILED_TESTS = 1
_SEEN = 3_000
# A mutant may let a test wait for what never comes.
QUIET = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--timeout=40")
PREPARE = (
    "import pytest, hypothesis, prompt_toolkit.shortcuts, pydantic, yaml, rich.console, "
    "rich.markdown, typer.main, typer.rich_utils, markdown_it, platformdirs, wcwidth, pyte"
)
RUN = "import pytest; raise SystemExit(pytest.main({options}))"


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
        "what is made of a file takes its place",
        "commands/output.py",
        "if any(is_same_file(path, source) for source in self.sources):",
        "if False:",
        "tests/cli/test_input_files.py",
    ),
    Mutant(
        "a key that is given twice is read without the parser",
        "yaml_lines.py",
        "        if key in values:",
        "        if False:",
        "tests/property/test_yaml_lines.py",
    ),
    Mutant(
        "answers are read as written though other markers stand beside them",
        "formats/note_syntax.py",
        'if data.count(b"<!--", body) == 2 * len(spans) else None',
        "if spans else None",
        "tests/property/test_note_properties.py",
    ),
    Mutant(
        "a note without an end of its front matter is passed over as finished",
        "formats/note.py",
        'if found is None or data.find(b"\\n---\\n", found.end() - 1) < 0:',
        "if found is None:",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "an export for a browser is not known by its day",
        "formats/note_detection.py",
        "(?:{_DAY}|{_DAY_IN_WORDS})",
        "(?:{_DAY})",
        "tests/cli/test_word_files.py",
    ),
    Mutant(
        "the guiding questions of a handout become an answer",
        "formats/handout_reader.py",
        "return (*filter(None, (use,)), *question.prompts)",
        "return (*filter(None, (use,)),)",
        "tests/unit/test_prompts.py",
    ),
    Mutant(
        "a page of then and now is taken for somebody's answers",
        "formats/markdown_pages.py",
        ', f"{THEN_AND_NOW}: "',
        "",
        "tests/unit/test_then_and_now.py",
    ),
    Mutant(
        "the hint of an empty field in Word becomes an answer",
        "formats/docx_reader.py",
        "is_hint or local in",
        "local in",
        "tests/unit/test_docx_reader.py",
    ),
    Mutant(
        "a bar and its hue are shown where styles are off",
        "terminal/console.py",
        "bar = self._style(_BAR, _HUE) if self.styled else self._quote_indent",
        'bar = f"{_HUE}{_BAR}{_NORMAL}"',
        "tests/unit/test_question_on_screen.py",
    ),
    Mutant(
        "an error has a hue where only the result is looked at",
        "terminal/console.py",
        "styles_errors=not plain and colour and _wants_colour(environ, err)",
        "styles_errors=not plain and colour and _wants_colour(environ, out)",
        "tests/unit/test_console.py",
    ),
    Mutant(
        "who comes back is not told whose the questions are",
        "session/start.py",
        "            show_questions_source(terminal.console, context.framework.framework)\n",
        "            pass\n",
        "tests/unit/test_question_on_screen.py",
    ),
    Mutant(
        "what was noted of an institution is shown as the framework's",
        "views/framework.py",
        "    stated = note.institution_basis.startswith(_STATED)\n",
        "    stated = True\n",
        "tests/cli/test_framework_listings.py",
    ),
    Mutant(
        "a file that was made is named with other words in a pipe",
        "terminal/console.py",
        "        if not self.out.isatty():\n            self.lines(names)\n        elif",
        "        if",
        "tests/unit/test_console.py",
    ),
    Mutant(
        "a file of Word may define entities",
        "formats/docx_archive.py",
        "        parser.StartDoctypeDeclHandler = _refuse\n",
        "",
        "tests/unit/test_docx_reader.py",
    ),
    Mutant(
        "a part of a file of Word may be of any size",
        "formats/docx_archive.py",
        "if entry.file_size > _LARGEST_PART:",
        "if False:",
        "tests/unit/test_docx_reader.py",
    ),
    Mutant(
        "a file of Word may list any number of parts",
        "formats/docx_archive.py",
        "if is_64 or size > _LARGEST_LIST:",
        "if is_64:",
        "tests/unit/test_docx_reader.py",
    ),
    Mutant(
        "a file of Word may hold any number of elements",
        "formats/docx_archive.py",
        "if self._left < 0 or any(",
        "if any(",
        "tests/unit/test_docx_reader.py",
    ),
    Mutant(
        "an element of a file of Word may be of any length",
        "formats/docx_archive.py",
        'xml.find(b"<", at, at + _LONGEST_STRETCH) < 0 for at',
        "False for at",
        "tests/unit/test_docx_reader.py",
    ),
    Mutant(
        "what was hidden in Word is given to partners",
        "formats/docx_reader.py",
        'self._looks("vanish"):',
        "False:",
        "tests/unit/test_docx_reader.py",
    ),
    Mutant(
        "what was deleted in Word is given to partners",
        "formats/docx_reader.py",
        "if self._skipped or is_hint or local in _LEFT_OUT:",
        "if self._skipped or is_hint:",
        "tests/unit/test_docx_reader.py",
    ),
    Mutant(
        "a file for Word tells on which system it was made",
        "formats/docx_package.py",
        "            entry.create_system = 0\n",
        "            entry.create_system = 3\n",
        "tests/unit/test_docx_pages.py",
    ),
    Mutant(
        "a file for Word tells when it was made",
        "formats/docx_package.py",
        "ZipInfo(name, _BEGINNING_OF_TIME)",
        "ZipInfo(name, (2026, 1, 1, 0, 0, 0))",
        "tests/unit/test_docx_pages.py",
    ),
    Mutant(
        "Word may add the name of whoever saves a file",
        "formats/docx_package.py",
        "<w:removePersonalInformation/>",
        "",
        "tests/unit/test_docx_pages.py",
    ),
    Mutant(
        "an address that Word cannot open is a link",
        "formats/docx_pages.py",
        "        if not _ADDRESS.fullmatch(run.address):\n            return made\n",
        "        if not run.address:\n            return made\n",
        "tests/unit/test_docx_pages.py",
    ),
    Mutant(
        "half a letter of a Windows console is dropped, and an emoji with it",
        "terminal/console_keys.py",
        "            self._half = unit\n",
        "",
        "tests/unit/test_console_keys.py",
    ),
    Mutant(
        "a letter typed by its number on Windows is dropped",
        "terminal/console_keys.py",
        "if not down and not (key == _ALT_KEY and unit):",
        "if not down:",
        "tests/unit/test_console_keys.py",
    ),
    Mutant(
        "the file of a lock is removed before it is closed, which Windows refuses",
        "files.py",
        "        os.close(descriptor)\n        if removed is not None:",
        "        if removed is not None:",
        "tests/unit/test_windows_rules.py",
    ),
    Mutant(
        "who corrects one answer passes the later ones",
        "reflection/conversation.py",
        "at, self._corrects = back, True",
        "at = back",
        "tests/unit/test_correction.py",
    ),
    Mutant(
        "the line to carry away is asked for again",
        "reflection/conversation.py",
        "if not session.answers or session.answer_to(INTENTION) is not None:",
        "if not session.answers:",
        "tests/unit/test_correction.py",
    ),
    Mutant(
        "a stop while a line is written anew loses the line",
        "terminal/plain_editor.py",
        "        line = self._read(INSTEAD, lines, saver)\n        typed",
        '        lines[at] = ""\n        line = self._read(INSTEAD, lines, saver)\n        typed',
        "tests/unit/test_plain_editor.py",
    ),
    Mutant(
        "what is typed is echoed though the terminal does not",
        "terminal/key_source.py",
        "            self.echoes = bool(self._before[3] & termios.ECHO)",
        "            self.echoes = True",
        "tests/unit/test_plain_editor.py",
    ),
    Mutant(
        "a draft has the name of a device of Windows",
        "notebook/paths.py",
        'return f"{avoid_device(question)}.md"',
        'return f"{question}.md"',
        "tests/unit/test_file_names.py",
    ),
    Mutant(
        "a name that Windows does not take is found out when it is written",
        "commands/output.py",
        "            require_file_name(self.output)",
        "            pass",
        "tests/unit/test_file_names.py",
    ),
    Mutant(
        "a file that is open elsewhere for a moment is given up at once",
        "files.py",
        "    _tries = 40",
        "    _tries = 1",
        "tests/unit/test_files_on_windows.py",
    ),
    Mutant(
        "a file is removed on Windows with one try",
        "files.py",
        "        self._try(lambda: path.unlink(missing_ok=True))",
        "        path.unlink(missing_ok=True)",
        "tests/unit/test_files_on_windows.py",
    ),
    Mutant(
        "an empty file keeps the name that a new one did not get",
        "files.py",
        '            if _holds(target, (b"",)):',
        "            if False:",
        "tests/unit/test_files_on_windows.py",
    ),
    Mutant(
        "who has the program in one file is told a command that starts nothing",
        "command_names.py",
        "    if started_as.endswith(ONE_FILE):",
        "    if False:",
        "tests/unit/test_command_names.py",
    ),
    Mutant(
        "the bytes of a file are not synced",
        "files.py",
        "        _SYSTEM.sync_file(descriptor)\n\n\ndef _place_new",
        "        pass\n\n\ndef _place_new",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "the folder is not synced after a save",
        "files.py",
        "            place(temporary, path)\n            _SYSTEM.sync_folder(path.parent)",
        "            place(temporary, path)",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "a file gets its name before its bytes are synced",
        "files.py",
        "            _write_synced(temporary, data)\n            removable = known\n"
        "            place(temporary, path)",
        "            temporary.touch()\n            place(temporary, path)\n"
        "            temporary.unlink()\n            _write_synced(temporary, data)\n"
        "            _SYSTEM.replace(temporary, path)",
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
        "    if read_file(target) != expected:",
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
        "notebook/session_store.py",
        "                    self._file.replace(data)\n                except",
        "                    self.path.write_bytes(data)\n                except",
        "tests/unit/test_session_store.py",
    ),
    Mutant(
        "a conflict overwrites the note",
        "notebook/session_store.py",
        "                beside = write_copy_beside(self.path, data)",
        "                beside = self.path\n                beside.write_bytes(data)",
        "tests/unit/test_session_store.py",
    ),
    Mutant(
        "a draft is removed without a look at what another program wrote",
        "notebook/session_store.py",
        "            beside = draft.set_aside()\n            remove_file",
        "            beside = None\n            remove_file",
        "tests/unit/test_session_store.py",
    ),
    Mutant(
        "the words of an answer that cannot be saved are dropped",
        "reflection/conversation.py",
        "                    raise self._rescue(question.id, reply.text, error) from error",
        "                    raise",
        "tests/unit/test_conversation.py",
    ),
    Mutant(
        "an answer that cannot be saved ends the session",
        "reflection/conversation.py",
        "                if reply.step is Step.PAUSE:\n",
        "                if True:\n",
        "tests/unit/test_conversation.py",
    ),
    Mutant(
        "words that are in no file are not shown",
        "reflection/conversation.py",
        "                self._asker.show_unsaved(text)",
        "                pass",
        "tests/unit/test_conversation.py",
    ),
    Mutant(
        "a draft that cannot be read ends the session",
        "notebook/session_store.py",
        "        raise NotSavedError(error.message) from error",
        "        raise",
        "tests/crash/test_faults_while_writing.py",
    ),
    Mutant(
        "what fails at closing hides where the words are",
        "notebook/session_store.py",
        "        with suppress(NotSavedError):\n            if not self.has_words()",
        "        if True:\n            if not self.has_words()",
        "tests/crash/test_faults_while_writing.py",
    ),
    Mutant(
        "a draft that could not be saved is not tried again",
        "terminal/draft_saver.py",
        "            self._kept = None\n            return",
        "            self._kept = text\n            return",
        "tests/crash/test_faults_while_writing.py",
    ),
    Mutant(
        "what another program saves at the last moment is overwritten",
        "files.py",
        "            if not _holds(source, (expected,)):",
        "            if False:",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "what served a save is removed whatever it holds",
        "files.py",
        "        if is_taken(temporary) and not _holds(temporary, known.texts):",
        "        if False:",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "a write that may not have reached the disk is believed the next time",
        "notebook/known_file.py",
        "rewrite=doubtful",
        "rewrite=False",
        "tests/unit/test_session_store.py",
    ),
    Mutant(
        "our own write, cut off, is taken for another program's",
        "notebook/known_file.py",
        "        if doubtful and read_file(self.path) == self._tried:",
        "        if False:",
        "tests/unit/test_session_store.py",
    ),
    Mutant(
        "an id leads out of the drafts",
        "notebook/paths.py",
        "    if is_session_id(session_id):\n        return session_id\n    from",
        "    if session_id:\n        return session_id\n    from",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "an edit that changed nothing else overwrites a note that did change",
        "notebook/working_copies.py",
        "replace_file(self.path, changed, expected=self._data)",
        "replace_file(self.path, changed, expected=read_file(self.path))",
        "tests/unit/test_working_copies.py",
    ),
    Mutant(
        "an edit is put in place though it is no note",
        "notebook/working_copies.py",
        "            parse_note(changed, str(self.copy))\n"
        "            require_writable(changed, str(self.copy))\n",
        "",
        "tests/unit/test_working_copies.py",
    ),
    Mutant(
        "a purge leaves the copies",
        "notebook/trash.py",
        "for one in sorted({path, *self._find_copies(session, path)}):",
        "for one in (path,):",
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
        "notebook/paths.py",
        "return name.lower().endswith(_NOTE_ENDS) and not is_conflict_copy(name)",
        "return name.lower().endswith(_NOTE_ENDS)",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "two files of one id are two notes",
        "notebook/note_copies.py",
        "            copies[path] = note\n        else:\n"
        "            known.append((identity, path))\n    return ((identity",
        "            known.append((identity, path))\n        else:\n"
        "            known.append((identity, path))\n    return ((identity",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "a copy in the place of what is no note any more is not listed",
        "notebook/note_copies.py",
        "    return one is not None and one.is_same(other)",
        "    return one is None or one.is_same(other)",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "a file that was a note is passed over",
        "notebook/unlisted_files.py",
        "    if not is_named:\n        return None\n    if not data.strip(",
        "    return None\n    if not data.strip(",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "a folder that cannot be read is passed over",
        "notebook/paths.py",
        "        refuse(folder, error)\n",
        "        pass\n",
        "tests/unit/test_notebook.py",
    ),
    Mutant(
        "a value that cannot be read holds the words back",
        "formats/front_matter.py",
        "        self.problems.append(self.make_problem(key, what, do))",
        "        raise _make_damage_error(self.make_problem(key, what, do))",
        "tests/unit/test_note.py",
    ),
    Mutant(
        "a note in UTF-16 is written",
        "formats/note.py",
        "    if to_utf8(data) is not data:\n        raise",
        "    if False:\n        raise",
        "tests/unit/test_note.py",
    ),
    Mutant(
        "a path in a command of doctor is not quoted",
        "notebook/health.py",
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
        "formats/note.py",
        "    later = _find_later(note, answer.question)",
        "    later = None",
        "tests/unit/test_note.py",
    ),
    Mutant(
        "a line of an answer that looks like a marker is a marker",
        "formats/note_syntax.py",
        '    return [b"\\\\" + line if _needs_escape(line) else line for line in lines]',
        "    return lines",
        "tests/property/test_note_properties.py",
    ),
    Mutant(
        "an answered answer is written again",
        "formats/note.py",
        "            if (span.answer, span.sharing) == (answer.answer, answer.sharing):\n"
        "                return data\n",
        "",
        "tests/unit/test_note.py",
    ),
    Mutant(
        "an answer opens a fence over what follows in an export",
        "formats/markdown_safety.py",
        'return f"{answer}\\n{fence}" if fence else answer',
        "return answer",
        "tests/property/test_markdown_properties.py",
    ),
    Mutant(
        "text from outside reaches the terminal as it is",
        "terminal/safe_text.py",
        "    return _suspect().sub(_spell_out, line).expandtabs(_TAB)",
        "    return line",
        "tests/property/test_safe_text.py",
    ),
    Mutant(
        "what Python calls printable is taken for seen",
        "terminal/safe_text.py",
        "(line.isascii() or not _unseen().search(line))",
        "True",
        "tests/property/test_safe_text.py",
    ),
    Mutant(
        "JSON reaches the terminal as it is",
        "terminal/safe_text.py",
        "    return _suspect().sub(_escape, text)",
        "    return text",
        "tests/property/test_safe_text.py",
    ),
    Mutant(
        "aliases are read",
        "yaml_reader.py",
        "        if isinstance(event, yaml.AliasEvent) or event.anchor:",
        "        if False:",
        "tests/unit/test_yaml_reader.py",
    ),
    Mutant(
        "the problems of a file have no bound",
        "errors.py",
        "        if not self.full:",
        "        if True:",
        "tests/unit/test_problems.py",
    ),
    Mutant(
        "a file in another encoding has no place",
        "utf8_decoder.py",
        "        problems.add(*locate_offset(before, len(before)), ",
        "        problems.add(1, 1, ",
        "tests/unit/test_problems.py",
    ),
    Mutant(
        "nesting has no bound",
        "yaml_reader.py",
        "                    if len(open_) >= DEEPEST:",
        "                    if False:",
        "tests/unit/test_yaml_reader.py",
    ),
    Mutant(
        "a key that is given twice is read",
        "yaml_reader.py",
        "        if key in mapping:",
        "        if False:",
        "tests/unit/test_yaml_reader.py",
    ),
    Mutant(
        "lone surrogates are kept",
        "reflection/session.py",
        '_SURROGATE = re.compile("[\\ud800-\\udfff]")',
        '_SURROGATE = re.compile("(?!)")',
        "tests/property/test_note_properties.py",
    ),
    Mutant(
        "a title gets out of the style of a page",
        "formats/style.py",
        'char if char.isalnum() or char == " " else',
        'char if char != "!" else',
        "tests/unit/test_html_pages.py",
    ),
    Mutant(
        "an export with its day in words is taken for somebody's answers",
        "formats/note_detection.py",
        "(?:{_DAY}|{_DAY_IN_WORDS})",
        "(?:{_DAY})",
        "tests/unit/test_received.py",
    ),
    Mutant(
        "an empty page hides whose it is",
        "commands/together.py",
        "            context.console.say(EMPTY_PAGE.format(one.name))",
        "            pass",
        "tests/cli/test_laying_together.py",
    ),
    Mutant(
        "what gets out of a quotation is not set as code",
        "formats/markdown_safety.py",
        "    if _gets_out(text):",
        "    if False:",
        "tests/property/test_sharing_properties.py",
    ),
    Mutant(
        "an answer that was not chosen is shared",
        "commands/share_dialog.py",
        "            if answer.question in chosen\n",
        "",
        "tests/property/test_sharing_properties.py",
    ),
    Mutant(
        "a note is read as a handout, with every private answer",
        "formats/file_kinds.py",
        "    return is_note(text.encode()) or is_export(text) or holds_note(text)",
        "    return False",
        "tests/unit/test_partner_files.py",
    ),
    Mutant(
        "what each brought stands in what they agreed",
        "formats/agreement_reader.py",
        '        return line.startswith(">") or not self.quotes',
        "        self.for_all.setdefault(FOR_ALL[0], []).append(line)\n        return True",
        "tests/cli/test_agreeing.py",
    ),
    Mutant(
        "a line that belongs to no part of an agreement is passed over",
        "formats/agreement_reader.py",
        '            self.add(number, "this line belongs to no part", _MOVE)',
        "            pass",
        "tests/unit/test_agreement.py",
    ),
    Mutant(
        "an agreement whose words were changed is not said to be",
        "formats/agreement_reader.py",
        "bool(self.words) and (empty or self.words != draw_words(made))",
        "False",
        "tests/unit/test_agreement.py",
    ),
    Mutant(
        "words that look like a label of ours are one, wherever they stand",
        "formats/agreement_reader.py",
        "        return stands and self.marks.is_label(number - 1)",
        "        return True",
        "tests/unit/test_agreement.py",
    ),
    Mutant(
        "words begun beside one agreement stand beside another",
        "session/agreement.py",
        "        given += json.dumps(asdict(before))",
        "        pass",
        "tests/unit/test_agreement_dialog.py",
    ),
    Mutant(
        "an agreement obeys /private, and its words go into the file",
        "session/asker.py",
        "        elif self._resources.page and command in ON_PAGE:",
        "        elif False:",
        "tests/unit/test_agreement_dialog.py",
    ),
    Mutant(
        "words that stand in a part are confirmed unseen",
        "session/part_writer.py",
        "        if console.plain and asking.start.strip():",
        "        if False:",
        "tests/unit/test_letter_dialog.py",
    ),
    Mutant(
        "a question in somebody's answer to a handout begins another answer",
        "formats/handout_reader.py",
        "        return self.headed and not marked and self.at is not None",
        "        return False",
        "tests/unit/test_handout_reader.py",
    ),
    Mutant(
        "Enter makes the file of an agreement",
        "views/agreement.py",
        "    default=STOP_AGREEING,",
        "    default=MAKE_AGREEMENT,",
        "tests/unit/test_agreement_dialog.py",
    ),
    Mutant(
        "words of an agreement stay behind when it is made",
        "session/part_writer.py",
        "            raise\n        self.forget()",
        "            raise",
        "tests/unit/test_agreement_dialog.py",
    ),
    Mutant(
        "a file of an agreement is made unasked of words that nobody wrote into a page",
        "commands/together.py",
        "    elif yes:\n        raise UsageError(",
        "    elif False:\n        raise UsageError(",
        "tests/cli/test_agreeing.py",
    ),
    Mutant(
        "all words go into a letter, and not those that were chosen",
        "commands/letter_dialog.py",
        "join_passages([passages[number - 1] for number in numbers])",
        "join_passages(passages)",
        "tests/unit/test_letter_dialog.py",
    ),
    Mutant(
        "a letter that was begun leaves no way back to its words",
        "commands/letter_dialog.py",
        "        return chosen == GO_ON",
        "        return False",
        "tests/unit/test_letter_dialog.py",
    ),
    Mutant(
        "whoever purges a note is not told of a letter that may hold words of it",
        "notebook/working_copies.py",
        "        if _list_quietly(folder / KEPT)",
        "        if False",
        "tests/cli/test_letters.py",
    ),
    Mutant(
        "a letter that is begun shows words that no file holds",
        "session/part_writer.py",
        "            if not begun or text != one.answer:",
        "            if text != one.answer:",
        "tests/unit/test_letter_dialog.py",
    ),
    Mutant(
        "a letter can load a picture",
        "formats/letter.py",
        "keep_in_place(clean_text(one))",
        "clean_text(one)",
        "tests/unit/test_letter.py",
    ),
    Mutant(
        "all answers are shared unasked",
        "commands/share.py",
        "    if yes and not (only and name):",
        "    if False:",
        "tests/cli/test_sharing.py::test_yes_needs_questions_and_a_name",
    ),
    Mutant(
        "words below the end of a shared file are passed over",
        "formats/shared_file.py",
        "        elif end < len(said):",
        "        elif False:",
        "tests/unit/test_shared_file.py",
    ),
    Mutant(
        "the attribution is somebody's answer where no rule stands above it",
        "formats/handout_reader.py",
        "        foot = find_attribution(lines, at, self._own)",
        "        foot = None",
        "tests/unit/test_received.py",
    ),
    Mutant(
        "an answer ends where it begins as the attribution does",
        "formats/framework_attribution.py",
        "    if not _is_ours(said):",
        "    if False:",
        "tests/unit/test_received.py",
    ),
    Mutant(
        "a note that a mail quoted is taken for what was shared",
        "formats/file_kinds.py",
        " or holds_note(text)",
        "",
        "tests/unit/test_received.py",
    ),
    Mutant(
        "an export that a mail quoted is taken for what was shared",
        "formats/file_kinds.py",
        "        return any(map(is_day, above))",
        "        return False",
        "tests/unit/test_received.py",
    ),
    Mutant(
        "backslashes of a person are taken out",
        "formats/markdown_escapes.py",
        "    if not (consistent and changed):",
        "    if False:",
        "tests/unit/test_received.py",
    ),
    Mutant(
        "a part of a page is left out and nothing said",
        "formats/text_repair.py",
        "        if found:\n            lines",
        "        if False:\n            lines",
        "tests/unit/test_received.py",
    ),
    Mutant(
        "what was left out is not said by together",
        "commands/partner_files.py",
        "                say(told)",
        "                pass",
        "tests/cli/test_received.py",
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
        "a long file is made before it could be read",
        "commands/share_dialog.py",
        "            with self.terminal.show_in_pages() as console:\n"
        "                show_preview(console, WHOLE_FILE, text)\n",
        "            show_preview(self.terminal.console, WHOLE_FILE, text)\n",
        "tests/pty/test_sharing.py",
    ),
    Mutant(
        "a wrong number is told numbers that are not listed",
        "session/asker.py",
        "name_numbers([place + 1 for place in listed])",
        "name_numbers([place + 1 for place in places])",
        "tests/unit/test_review.py",
    ),
    Mutant(
        "words of a program that stopped stay in a pager",
        "terminal/pager.py",
        "        pager.terminate()\n",
        "",
        "tests/unit/test_pager.py",
    ),
    Mutant(
        "what a pager could not show is not printed",
        "terminal/pager.py",
        "if interrupted or parts is None or not run(parts, text, environ):",
        "if interrupted or parts is None or (run(parts, text, environ) and False):",
        "tests/unit/test_pager.py",
    ),
    Mutant(
        "plain mode opens a pager that nobody asked for",
        "context.py",
        "not console.plain if self.pager is None else self.pager",
        "self.pager is not False",
        "tests/unit/test_pager.py",
    ),
    Mutant(
        "less keeps a record of what was searched for",
        "terminal/pager.py",
        '    "LESSHISTFILE": "-",\n',
        "",
        "tests/unit/test_pager.py",
    ),
    Mutant(
        "words in bold go to the screen as they are",
        "terminal/console.py",
        "shown = [Piece(safe(text), style) for text, style in pieces]",
        "shown = [Piece(text, style) for text, style in pieces]",
        "tests/unit/test_one_door.py",
    ),
    Mutant(
        "a deep quotation leaves no room for its words",
        "views/markdown.py",
        "fits = self._room - measure(rest) >= _LEAST",
        "fits = True",
        "tests/property/test_words_on_screen.py",
    ),
    Mutant(
        "the address of a link is not on the screen",
        "views/markdown_words.py",
        'out += _say_address(link, "href", "".join(_read(one) for one in out[start:]))',
        "pass",
        "tests/unit/test_markdown_on_screen.py",
    ),
    Mutant(
        "a page may load what an answer names",
        "formats/html_answer.py",
        "            self._say(_read_picture(token))\n",
        "            self.list.append(token)\n",
        "tests/unit/test_html_pages.py",
    ),
    Mutant(
        "an answer may have headings of the page",
        "formats/html_answer.py",
        '            token.tag, token.attrs = "p", ',
        "            token.tag, token.attrs = token.tag, ",
        "tests/unit/test_html_pages.py",
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
        "config/keys.py",
        "        if key not in SCHEME:",
        "        if False:",
        "tests/unit/test_scheme.py",
    ),
    Mutant(
        "a framework is read from an address",
        "config/keys.py",
        "    if _ADDRESS.match(value):",
        "    if False:",
        "tests/unit/test_scheme.py",
    ),
    Mutant(
        "guides of a scheme end the quietness of others",
        "framework/companion.py",
        "        quiet = tuple(sorted(self.quiet_guides))",
        "        quiet: tuple[str, ...] = ()",
        "tests/unit/test_frameworks.py",
    ),
    Mutant(
        "a framework's words are Markdown in what leaves",
        "formats/framework_attribution.py",
        "    authors = tuple(map(escape_line, about.authors))",
        "    authors = about.authors",
        "tests/unit/test_markdown_pages.py",
    ),
    Mutant(
        "a question that was changed by hand passes for the framework's",
        "formats/framework_attribution.py",
        "        any(answer.text in own for answer in asked),",
        "        bool(asked),",
        "tests/unit/test_markdown_pages.py",
    ),
    Mutant(
        "a device is replaced by a file",
        "files.py",
        "        _require_file(path)\n",
        "",
        "tests/unit/test_files.py",
    ),
    Mutant(
        "settings whose link leads nowhere are taken for none",
        "config/settings.py",
        "        return path.resolve(strict=True)",
        "        return path.resolve()",
        "tests/unit/test_settings.py",
    ),
    Mutant(
        "a reader who leaves stops what makes many files",
        "commands/output.py",
        "        done.extend(made)",
        "        for one in made:\n            console.lines([str(one)])",
        "tests/cli/test_making_many.py",
    ),
    Mutant(
        "an error of a file is taken for one of the output",
        "exits.py",
        "    except OutputError as error:",
        "    except (OutputError, OSError) as error:",
        "tests/cli/test_errors.py",
    ),
    Mutant(
        "an error stream that takes nothing ends the work",
        "terminal/console.py",
        "        except OSError:\n            give_up(self.err)",
        "        except ZeroDivisionError:\n            give_up(self.err)",
        "tests/cli/test_streams.py",
    ),
    Mutant(
        "an interrupt is passed over where Python can raise nothing",
        "__main__.py",
        "    sys.unraisablehook = _pass_over_interrupts\n",
        "",
        "tests/cli/test_interrupts.py",
    ),
    Mutant(
        "what is to be let go is written into a file",
        "session/ephemeral.py",
        '        """Keep the text in memory."""\n',
        '        open("leaked.md", "w").write(text)\n',
        "tests/crash/test_letting_go_strace.py",
    ),
    Mutant(
        "the keys of the library are reached",
        "terminal/key_bindings.py",
        "keys.add(key, filter=when, eager=True, save_before",
        "keys.add(key, filter=when, save_before",
        "tests/unit/test_key_bindings.py",
    ),
    Mutant(
        "rows that were known are not looked at again where a word became shorter",
        "terminal/word_wrap.py",
        "    kept = max(before.find_row(first) - 1, 0)",
        "    kept = before.find_row(first)",
        "tests/property/test_rows_properties.py",
    ),
    Mutant(
        "a step to undo that was joined with a later one gives other words back",
        "terminal/undo.py",
        "        removed = later.removed[:before] + self.removed + beyond",
        "        removed = self.removed + beyond",
        "tests/property/test_undo_properties.py",
    ),
    Mutant(
        "undo goes back letter by letter over all that was typed",
        "terminal/undo.py",
        "            self._done[at - 1 : at + 1] = [joined]",
        "            pass",
        "tests/property/test_undo_properties.py",
    ),
    Mutant(
        "all that was ever typed is kept to be undone",
        "terminal/undo.py",
        "            self._length -= len(self._done.pop(0))",
        "            break",
        "tests/property/test_undo_properties.py",
    ),
    Mutant(
        "a pasted slash and tab open the list of commands",
        "terminal/rich_editor.py",
        "        if self._is_pasted(after):\n            return\n        self._buffer.delete",
        "        self._buffer.delete",
        "tests/unit/test_answer_on_screen.py",
    ),
    Mutant(
        "the line on which a person comes back to an answer is kept though it is empty",
        "session/asker.py",
        "            shown = shown[:-1]",
        "            pass",
        "tests/unit/test_line_begun.py",
    ),
    Mutant(
        "a block of which Markdown drops words is shown without them",
        "formats/markdown_parser.py",
        "        whole = _holds_every_word(typed, block) and not _drops_cells(lines, block)",
        "        whole = True",
        "tests/unit/test_markdown_on_screen.py",
    ),
    Mutant(
        "a list is counted anew on a page",
        "formats/html_answer.py",
        "            if following[-1] not in (None, number):",
        "            if False:",
        "tests/unit/test_html_pages.py",
    ),
    Mutant(
        "Esc alone leaves a pane open",
        "terminal/rich_keyboard.py",
        "        if alone:",
        "        if False:",
        "tests/unit/test_key_bindings.py",
    ),
    Mutant(
        "a control sequence that is not known is typed",
        "terminal/control_sequences.py",
        "                return self._end(Sent(self._held))\n        return self._give_back()",
        "                pass\n        return self._give_back()",
        "tests/unit/test_line_input.py",
    ),
    Mutant(
        "words that only begin like a report are dropped",
        "terminal/control_sequences.py",
        "        for char in rest:\n            out += self.feed(char, 0)\n",
        "",
        "tests/property/test_controls_properties.py",
    ),
    Mutant(
        "a letter after Esc is taken for a key with Alt",
        "terminal/control_sequences.py",
        "        if named and not self._apart:",
        "        if named:",
        "tests/property/test_controls_properties.py",
    ),
    Mutant(
        "what was begun when an edit ends is forgotten",
        "terminal/rich_editor.py",
        "        return typed + self.input.parsed.keyboard.take_held()",
        "        return typed",
        "tests/unit/test_key_bindings.py",
    ),
    Mutant(
        "bytes that are not UTF-8 are read without a word",
        "terminal/byte_decoder.py",
        "        self.guessed = True",
        "        pass",
        "tests/unit/test_line_input.py",
    ),
    Mutant(
        "words typed at a menu are dropped without a word",
        "terminal/menu.py",
        '    return f"That is not one of them.{NOT_KEPT_HERE}"',
        '    return "That is not one of them."',
        "tests/unit/test_menu.py",
    ),
    Mutant(
        "a note is renamed while it is open in another window",
        "commands/rename.py",
        "    with session_lock(context.notebook.drafts_of(entry.session)):",
        "    if True:",
        "tests/cli/test_titles.py",
    ),
    Mutant(
        "notes that move are removed without a look at their copies",
        "notebook/relocation.py",
        "if _holds(one.source, one.data) and _holds(one.target, one.data):",
        "if True:",
        "tests/unit/test_relocation.py",
    ),
    Mutant(
        "notes move while a reflection is open in another window",
        "notebook/relocation.py",
        "                held.enter_context(session_lock(folder))",
        "                pass",
        "tests/unit/test_relocation.py",
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


@pytest.fixture(scope="module")
def bench(copy: Path) -> ForkServer:
    """Where tests of the copy are run: all is imported that they need but the copy itself."""
    return ForkServer(PREPARE, environment_of(copy))


def environment_of(copy: Path) -> dict[str, str]:
    """Return an environment in which the copy is found before the installed program."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    # What pytest makes of the tests is kept from one mutant to the next.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def run_tests(
    bench: ForkServer, copy: Path, *tests: str, profile: str = "noticed"
) -> CompletedProcess[bytes]:
    """Return how pytest ended on some tests of the copy, and what it said."""
    options = [*QUIET, f"--hypothesis-profile={profile}", *tests]
    code = RUN.format(options=options)
    return bench.run((), environment_of(copy), copy, code=code)


def write_source(file: Path, text: str) -> None:
    """Write a file of the program, and take away what Python made of it before."""
    file.write_text(text, encoding="utf-8")
    Path(cache_from_source(str(file))).unlink(missing_ok=True)


@pytest.mark.campaign
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_safeguard_that_is_gone_is_noticed(copy: Path, bench: ForkServer, mutant: Mutant) -> None:
    file = copy / "src/partnership_cli" / mutant.file
    whole = file.read_text(encoding="utf-8")
    write_source(file, whole.replace(mutant.line, mutant.becomes))
    try:
        done = run_tests(bench, copy, mutant.tests)
        assert done.returncode == FAILED_TESTS, done.stdout.decode()[-_SEEN:]
    finally:
        write_source(file, whole)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_each_mutant_changes_one_place_of_the_program_as_it_is(mutant: Mutant) -> None:
    text = (ROOT / "src/partnership_cli" / mutant.file).read_text(encoding="utf-8")
    assert text.count(mutant.line) == 1
    assert text.replace(mutant.line, mutant.becomes) != text


@pytest.mark.campaign
def test_without_a_mutant_the_same_tests_pass(copy: Path, bench: ForkServer) -> None:
    # All their examples are tried without one in a part of `.ci/run` of its own.
    tests = sorted({mutant.tests for mutant in MUTANTS})
    done = run_tests(bench, copy, *tests, profile="quick")
    assert done.returncode == 0, done.stdout.decode()[-_SEEN:]
