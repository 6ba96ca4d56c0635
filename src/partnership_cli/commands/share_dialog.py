"""The dialog before answers are shared: which ones, under which name, in which words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from partnership_cli.context import AppContext
from partnership_cli.errors import FileProblemError, InUseError, StopRequest
from partnership_cli.files import list_folder, read_file
from partnership_cli.formats.answers_file import parse_answers, write_answers
from partnership_cli.formats.framework_attribution import attribute_in_markdown, compare
from partnership_cli.formats.shared_file import render_shared
from partnership_cli.framework.model import Framework, Question
from partnership_cli.notebook.working_copies import SHARE, AnswerCopies, open_answer_copies
from partnership_cli.reflection.person_names import read_name
from partnership_cli.reflection.session import Answer, Session, Sharing
from partnership_cli.reflection.together import SharedAnswer
from partnership_cli.session.terminal import InputOptions, TerminalSession, open_terminal
from partnership_cli.terminal.menu import choose, choose_several, show_menu
from partnership_cli.views.sharing import (
    ASK_NAME,
    ASK_WHICH,
    ASK_WHICH_OF_PRIVATE,
    CHANGE,
    CHOOSE,
    MAKE,
    NAME_NEEDED,
    NOTHING_MADE,
    READ,
    SOMEONE_ELSE,
    WHAT_NOW,
    WHOLE_FILE,
    show_choice,
    show_preview,
)


@dataclass
class _ShareDialog:
    """One dialog; `changed` holds the answers whose words differ from the note's."""

    terminal: TerminalSession
    shareables: ShareableAnswers
    drafts: Path
    changed: dict[str, str] = field(default_factory=dict)

    def run(self, only: tuple[str, ...], name: str | None) -> SharedFile | None:
        chosen = only or self._choose()
        if chosen:
            name = name or self._ask_name()
        warned = False
        while chosen and name:
            text = self.shareables.render(name, chosen, self.changed)
            with self.terminal.show_in_pages() as console:
                show_preview(console, WHOLE_FILE, text)
            if not warned:
                self._mention_copy(chosen)
                self.terminal.console.paragraph(SOMEONE_ELSE)
                self.terminal.console.blank()
                warned = True
            show_menu(self.terminal.console, WHAT_NOW)
            choice = choose(self.terminal.console, WHAT_NOW, self.terminal.read_line)
            self.terminal.console.blank()
            if choice == MAKE:
                return SharedFile(name, text)
            if choice == CHANGE:
                chosen = self._change(chosen)
            elif choice == CHOOSE:
                chosen = self._choose()
            elif choice != READ:
                break
        self.report_stop()
        return None

    def report_stop(self) -> None:
        """Say that no file was made, and that changed words are still there."""
        self.terminal.console.paragraph(NOTHING_MADE)
        if self.changed:
            self.terminal.console.paragraph(
                "The words you changed are kept on this computer until you share them."
            )

    def _choose(self) -> tuple[str, ...]:
        answers = self.shareables.answers
        preselected = preselect(answers)
        show_choice(self.terminal.console, answers)
        prompt = ASK_WHICH if preselected else ASK_WHICH_OF_PRIVATE
        numbers = choose_several(
            self.terminal.console, len(answers), prompt, self.terminal.read_line
        )
        self.terminal.console.blank()
        if numbers is None:
            return ()
        return tuple(answers[number - 1].question for number in numbers) or preselected

    def _ask_name(self) -> str | None:
        while True:
            line = self.terminal.read_line(ASK_NAME)
            name = read_name(line.text)
            if name is not None or line.last:
                self.terminal.console.blank()
                return name
            self.terminal.console.paragraph(NAME_NEEDED)

    def _mention_copy(self, chosen: tuple[str, ...]) -> None:
        """Say that a copy still holds words that were changed in an earlier dialog, if one does."""
        original = _write_answers_file(
            [one for one in self.shareables.answers if one.question in chosen], {}
        )
        if AnswerCopies(self.drafts / SHARE).has_words(original):
            self.terminal.console.paragraph(
                "You changed these words earlier, in a copy, which is not shown above. To open it, "
                "choose 2."
            )
            self.terminal.console.blank()

    def _change(self, chosen: tuple[str, ...]) -> tuple[str, ...]:
        """Open a copy of the chosen answers in the editor; return the questions still in it."""
        asked = [one for one in self.shareables.answers if one.question in chosen]
        with open_answer_copies(self.drafts) as copies:
            path = copies.begin(
                _write_answers_file(asked, {}), _write_answers_file(asked, self.changed)
            )
            self.terminal.open_editor(path)
            data = read_file(path) or b""
        questions = [Question(id=one.question, text=one.text) for one in asked]
        try:
            answers = dict(parse_answers(data, str(path), questions))
        except FileProblemError as error:
            for problem in error.problems:
                self.terminal.console.paragraph(f"{problem}.")
            self.terminal.console.paragraph("The copy is kept. Choose 2 again to fix it.")
            answers = {}
        else:
            if not answers:
                self.terminal.console.paragraph(
                    "There is no answer left in the copy. The words are as they were."
                )
        self.terminal.console.blank()
        if not answers:
            return chosen
        for one in asked:
            self.changed.pop(one.question, None)
            if answers.get(one.question, one.answer) != one.answer:
                self.changed[one.question] = answers[one.question]
        return tuple(one for one in chosen if one in answers)


@dataclass(frozen=True)
class SharedFile:
    """The file to share: the name it is under, and its whole text."""

    name: str
    text: str


@dataclass(frozen=True)
class ShareableAnswers:
    """The answers of one session that can be shared, and the framework that asks for them.

    The framework is None where it is not at hand.
    """

    session: Session
    answers: tuple[Answer, ...]
    framework: Framework | None

    def render(self, name: str, chosen: Collection[str], changed: Mapping[str, str]) -> str:
        """Return the file; `changed` holds other words for some of the chosen questions."""
        answers = [
            replace(answer, answer=changed.get(answer.question, answer.answer))
            for answer in self.answers
            if answer.question in chosen
        ]
        given = [
            SharedAnswer(one.question, one.text, one.answer)
            for one in answers
            if one.answer.strip()
        ]
        return render_shared(name, given, attribute_in_markdown(*compare(self.framework, answers)))


def run_share_dialog(
    context: AppContext,
    shareables: ShareableAnswers,
    only: tuple[str, ...],
    name: str | None,
    deliver: Callable[[SharedFile], None],
) -> None:
    """Ask what to share, and call `deliver` with the file unless the person stops.

    `only` names the questions that were chosen already. Raises NeedsTerminalError, InUseError,
    NotSavedError, StopRequest, and what `deliver` raises.
    """
    instead = "To share without being asked, name it all: --only QUESTION --as NAME --yes"
    drafts = context.notebook.drafts_of(shareables.session)
    with open_terminal(context, InputOptions(), instead) as terminal:
        dialog = _ShareDialog(terminal, shareables, drafts)
        with _report_no_file(dialog):
            file = dialog.run(only, name)
        if file is not None:
            deliver(file)
            _forget_copies(drafts)


def _forget_copies(drafts: Path) -> None:
    if list_folder(drafts / SHARE) is None:
        return
    # The file is made; where the session is open elsewhere, the copies go with the next one.
    with suppress(InUseError), open_answer_copies(drafts) as copies:
        copies.forget()


def _write_answers_file(answers: Iterable[Answer], changed: Mapping[str, str]) -> bytes:
    """Return answers as a file to edit, each in its changed words where there are some."""
    return write_answers(
        {one.text: changed.get(one.question, one.answer) for one in answers}
    ).encode()


@contextmanager
def _report_no_file(dialog: _ShareDialog) -> Iterator[None]:
    try:
        yield
    except StopRequest:
        # The terminal may be gone; nothing was made all the same.
        with suppress(StopRequest):
            dialog.report_stop()
        raise


def preselect(answers: Collection[Answer]) -> tuple[str, ...]:
    """Return the questions whose answers were marked as ones that may be shared."""
    return tuple(one.question for one in answers if one.sharing is Sharing.SHAREABLE)
