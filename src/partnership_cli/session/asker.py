"""Asks in the terminal, in both modes: the one who knows what is said and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Final

from partnership_cli.errors import FileProblemError, NotSavedError, StopRequest
from partnership_cli.framework.model import Level
from partnership_cli.reflection.conversation import (
    AnswerStart,
    Draft,
    Notice,
    Prompt,
    QuestionPrompt,
    Reply,
    Step,
)
from partnership_cli.reflection.session import Answer, Session, Sharing
from partnership_cli.terminal.console import NARROWEST, Console, Stream
from partnership_cli.terminal.draft_saver import DraftSaver
from partnership_cli.terminal.editor_protocol import AnswerEditor, Beside, EditResult
from partnership_cli.terminal.external_editor import (
    EditorExit,
    ExternalEditor,
    find_editor,
    run_editor,
)
from partnership_cli.terminal.line_input import InputLine, LineReader
from partnership_cli.terminal.menu import NOT_KEPT_HERE, Choice, Menu, choose, confirm, show_menu
from partnership_cli.terminal.slash_commands import SlashCommand, UnknownCommand
from partnership_cli.views.framework import FROM, show_levels, show_none
from partnership_cli.views.markdown import show_markdown
from partnership_cli.views.messages import (
    ABOUT_FREE_WRITING,
    ASK_INTENTION,
    ASK_INTENTION_AGAIN,
    CARE,
    CONFIRM_REMOVAL,
    CONTINUE_PART,
    EPHEMERAL_NOTICES,
    FIRST_TIME_PLAIN,
    FIRST_TIME_RICH,
    GUESSED,
    HIDDEN,
    HIDDEN_EPHEMERAL,
    LEAVE,
    NO_EDITOR,
    NO_FILE,
    NOT_KEPT,
    NOT_SHARED,
    NOTICES,
    ON_PAGE,
    PAGE_NOTICES,
    PRESS_ENTER_WHEN_CLOSED,
    describe_editor_end,
    describe_sharing,
    explain_unknown,
    format_day,
    list_commands,
    name_numbers,
)
from partnership_cli.views.session import show_original_wording, show_prompts, show_question

_STEPS: Final[Mapping[SlashCommand, Step]] = {
    SlashCommand.DONE: Step.DONE,
    SlashCommand.SKIP: Step.SKIP,
    SlashCommand.BACK: Step.BACK,
    SlashCommand.LIST: Step.LIST,
    SlashCommand.PAUSE: Step.PAUSE,
}


@dataclass(frozen=True)
class AskerResources:
    """What stands ready beside the questions: values, levels by theme, care lines, an editor.

    `keeps` unless nothing of what is written is to be kept; `page` when it is for a page that
    leaves, and no answer. `show_asked` puts a question on screen.
    """

    values: tuple[str, ...]
    care_lines: tuple[str, ...]
    editor: str
    environ: Mapping[str, str]
    editor_first: bool = False
    keeps: bool = True
    levels: Mapping[str, Sequence[Level]] = field(default_factory=dict)
    page: bool = False
    show_asked: Callable[[Console, Prompt], None] = show_question


@dataclass
class _Page:
    """The answer before the person: what is shown, and what `/hide` has put out of sight."""

    asking: Prompt
    draft: Draft
    text: str
    cursor: int
    sharing: Sharing
    hidden: str | None = None
    begun: str | None = None

    def begin_line(self) -> None:
        """Let who comes back to an answer begin on a new line."""
        self.begun = None
        if self.text and not self.text.endswith("\n"):
            self.text = self.begun = f"{self.text}\n"
        self.cursor = len(self.text)

    def whole(self, text: str | None = None) -> str:
        """Return all that is written, hidden or not, without a line that was begun and left."""
        shown = self.text if text is None else text
        if self.begun is not None and _is_left_empty(shown, self.begun):
            shown = shown[:-1]
        if not self.hidden:
            return shown
        return f"{self.hidden}\n{shown}" if shown else self.hidden


def _is_left_empty(text: str, begun: str) -> bool:
    """Tell whether the line that was begun is still the last, and still empty."""
    if text == begun or text.startswith(begun) or not text.endswith("\n"):
        return text == begun
    last, was_last = (one[:-1].rpartition("\n")[2] for one in (text, begun))
    return last == was_last or text.count("\n") == begun.count("\n")


class _AnswerInstead(Exception):  # noqa: N818  # it is no error
    """Words that answer the question were typed where a number was asked for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def _is_answer(said: str, menu: Menu) -> bool:
    """Tell whether a line at a menu is no choice from it, but words that answer the question."""
    words = said.casefold().split()
    chosen = any(one.title.casefold().startswith(" ".join(words)) for one in menu.choices)
    return len(words) > 1 and not chosen and not any(map(str.isdecimal, words))


def lend_to_editor(
    console: Console,
    reader: LineReader,
    ask: Callable[[str], InputLine],
    editor: ExternalEditor,
    path: Path,
) -> EditorExit:
    """Let the person edit a file, and return, with a word on it, how the editor ended."""
    with reader.lent():
        ended = run_editor(editor, path)
    console.paragraph(describe_editor_end(ended, editor.name))
    if ended is EditorExit.AT_ONCE and ask(PRESS_ENTER_WHEN_CLOSED).text.strip():
        console.paragraph(NOT_KEPT_HERE.strip())
    return ended


class TerminalAsker:
    """An `Asker` in a terminal."""

    def __init__(
        self,
        console: Console,
        reader: LineReader,
        open_writer: Callable[[], AnswerEditor],
        resources: AskerResources,
        now: Callable[[], datetime],
    ) -> None:
        self._console = console
        self._reader = reader
        self._open_writer = open_writer
        self._resources = resources
        self._now = now
        self._saver: DraftSaver | None = None
        self._told_guess = False
        self._explained: set[UnknownCommand] = set()

    @cached_property
    def _writer(self) -> AnswerEditor:
        """The editor; to load it takes longer than to show the first question."""
        return self._open_writer()

    def read_line(self, prompt: str) -> InputLine:
        """Ask for one line. Raises StopRequest."""
        self._reader.put_back(self._writer.take_text())
        return self._reader.read_line(self._console.break_prompt(prompt))

    def show_care(self) -> None:
        """Say who could be company, before a question that may be painful."""
        self._console.paragraph(CARE)
        for line in self._resources.care_lines:
            self._console.paragraph(line)
        self._console.blank()

    def begin(self, asking: Prompt) -> AnswerStart:
        """Offer the earlier answers, to this question and to those it looks back to.

        None of their words is shown before it is asked for.
        """
        self._show_question(asking)
        old = asking.earlier
        if old:
            self._console.paragraph(f"You answered this on {self._name_day(old)}.")
        if asking.behind:
            self._console.paragraph("This question looks back. You can read what you wrote before.")
        self._console.blank()
        new = Choice("Write a new answer")
        start = Choice("Start from the old answer")
        read = {Choice("Read the old answer first"): old} if old else {}
        read |= {
            Choice(f"Read what you wrote on {self._name_day(one)} to: {one.text}"): one
            for one in asking.behind
        }
        menu = Menu((new, *((start,) if old else ()), *read))
        show_menu(self._console, menu)
        while True:
            try:
                chosen = choose(self._console, menu, lambda _prompt: self._ask_begin(menu))
            except _AnswerInstead as wrote:
                # Nothing that is typed is lost, also where it was not asked for yet.
                self._console.paragraph("That is kept as the beginning of your answer.")
                self._console.blank()
                return AnswerStart(f"{wrote.text}\n")
            if chosen is None:
                raise StopRequest
            choice = menu.choices[chosen - 1]
            if words := read.get(choice):
                if words is old:
                    self._console.blank()
                    show_original_wording(self._console, old.text, asking.question.text)
                self._show_words(words.answer)
                continue
            self._console.blank()
            return AnswerStart(old.answer if old and choice is start else "")

    def _name_day(self, answer: Answer) -> str:
        return format_day(answer.written, self._now())

    def _ask_begin(self, menu: Menu) -> InputLine:
        line = self.read_line("Number (Enter for 1, write a new answer): ")
        if _is_answer(line.text, menu):
            raise _AnswerInstead(line.text)
        return line

    def ask(self, asking: Prompt, draft: Draft) -> Reply:
        """Ask one question; return what was written, and what to do next."""
        page = _Page(asking, draft, asking.start, len(asking.start), asking.sharing)
        if not self._console.plain:
            page.begin_line()
        try:
            self._introduce(asking)
            if self._resources.editor_first and self._resources.keeps and not asking.shown:
                self._open_editor(page)
            return self._write(page)
        except StopRequest as stopped:
            # Whatever was asked meanwhile, all that stands written goes back with the pause.
            return Reply(Step.PAUSE, page.whole(), page.sharing, stopped.signal)

    def _write(self, page: _Page) -> Reply:
        """Let the person write until a step is chosen. Raises StopRequest."""
        saver = self._make_saver(page)
        while True:
            edited = self._edit(page, saver)
            page.text, page.cursor = edited.text, edited.cursor
            if isinstance(edited.command, UnknownCommand):
                if said := self._explain(edited.command):
                    self._console.paragraph(said)
                    self._console.blank()
                continue
            if (step := _STEPS.get(edited.command)) is not None:
                self._leave(page)
                return Reply(step, page.whole(), page.sharing, edited.signal)
            if edited.command is SlashCommand.DISCARD and self._confirm_discard():
                return Reply(Step.DISCARD, page.whole(), page.sharing)
            if not self._refuse(edited.command, page):
                self._carry_out(edited.command, page, saver)

    def _introduce(self, asking: Prompt) -> None:
        """Put a question on screen, and say how to answer it: in full at the first one."""
        if not asking.shown:
            self._show_question(asking)
        if asking.first:
            help_ = FIRST_TIME_PLAIN if self._console.plain else FIRST_TIME_RICH
            if asking.question.free:
                help_ = help_.replace(LEAVE, "")
            self._console.paragraph(help_)
            self._console.blank()
        if self._console.plain and asking.start and asking.kept:
            still = "kept" if self._resources.keeps else "still here"
            said = f"Your answer is {still}. Continue, or type /read to read it."
            self._console.paragraph(CONTINUE_PART if self._resources.page else said)

    def tell(self, told: Notice) -> None:
        """Say one change of state."""
        other = PAGE_NOTICES if self._resources.page else {}
        if not self._resources.keeps:
            other = EPHEMERAL_NOTICES
        self._console.paragraph(other.get(told, NOTICES[told]))
        self._console.blank()

    def tell_refusal(self, error: NotSavedError) -> None:
        """Say that something cannot be saved, that the words are still here, and what to do."""
        self._console.paragraph(f"That did not work: {error.message}.")
        self._console.paragraph("Your words are still here. Try again, or press Ctrl-C to leave.")
        self._console.blank()

    def show_unsaved(self, text: str) -> None:
        """Show all that was written, for it is in no file."""
        self._console.blank()
        self._console.text(text)
        self._console.blank()

    def choose_question(
        self, questions: Sequence[QuestionPrompt], session: Session, at: int
    ) -> int | None:
        """Show the questions of this session, and ask where to go."""
        self._show_numbered(
            [
                self._row(question, place, session, "you are here" if place == at else "")
                for place, question in enumerate(questions)
            ]
        )
        self._console.blank()
        places = range(len(questions))
        return self._ask_place("Number to go to a question, or Enter to stay: ", places, places)

    def review(self, questions: Sequence[QuestionPrompt], session: Session) -> int | None:
        """Show which questions were answered, and offer to go back to one."""
        answered = [place for place, q in enumerate(questions) if session.answer_to(q.id)]
        if not answered:
            return None
        self._console.heading("Before you finish")
        self._console.blank()
        self._show_numbered([self._row(questions[place], place, session) for place in answered])
        if left := [place + 1 for place in range(len(questions)) if place not in answered]:
            self._console.paragraph(f"You skipped some. To answer one, type {name_numbers(left)}.")
        self._console.blank()
        prompt = "Number to go back to an answer, or Enter to finish: "
        return self._ask_place(prompt, range(len(questions)), answered, back=len(questions) - 1)

    def ask_intention(self, start: str) -> str:
        """Ask for one line to carry away, if it can be kept; Enter leaves what there is."""
        if self._resources.page or not self._resources.keeps:
            return ""
        line = self.read_line(ASK_INTENTION_AGAIN if start else ASK_INTENTION).text.strip()
        self._console.blank()
        return line or start

    def _show_numbered(self, rows: Sequence[tuple[str, str]]) -> None:
        if not self._console.plain:
            self._console.rows(rows)
            return
        for label, text in rows:
            self._console.paragraph(f"{label} {text}")

    def _row(
        self, question: QuestionPrompt, place: int, session: Session, here: str = ""
    ) -> tuple[str, str]:
        answer = session.answer_to(question.id)
        says = self._resources.keeps and not self._resources.page
        state = describe_sharing(answer.sharing) if answer and says else ""
        notes = ", ".join(filter(None, (here, state)))
        return f"{place + 1}.", f"{question.text} ({notes})" if notes else question.text

    def _ask_place(
        self, prompt: str, places: range, listed: Sequence[int], back: int | None = None
    ) -> int | None:
        """Ask for one of these places, of which some are listed above, or for what Enter does."""
        numbers = {str(place + 1): place for place in places}
        while True:
            line = self.read_line(prompt)
            said = line.text.strip()
            if not said:
                self._console.blank()
                return None
            if said == "/back" and back is not None:
                return back
            if (place := numbers.get(said.lstrip("0"))) is not None:
                self._console.blank()
                return place
            if said == "/pause" or line.last:
                raise StopRequest
            kept = "" if said.isdecimal() else NOT_KEPT_HERE
            choice = name_numbers([place + 1 for place in listed])
            self._console.paragraph(f"That is not one of them. Type {choice}.{kept}")

    def _show_question(self, asking: Prompt) -> None:
        if asking.question.free:
            self._console.paragraph(ABOUT_FREE_WRITING)
            self._console.blank()
            return
        self._resources.show_asked(self._console, asking)
        self._console.blank()

    def _make_saver(self, page: _Page) -> DraftSaver:
        asking = page.asking
        kept = page.text if asking.kept and page.whole() == asking.start else None
        # Of an answer that could not be kept it was said already since when.
        since = self._saver.since if self._saver and not asking.kept else None
        self._saver = DraftSaver(
            lambda text: page.draft.write(page.whole(text)), self._now, kept, since
        )
        return self._saver

    def _edit(self, page: _Page, saver: DraftSaver) -> EditResult:
        if not self._console.plain and (ahead := self._reader.take_waiting()):
            self._writer.give_text(ahead)
        beside = self._stand_beside(page)
        edited = self._writer.edit(page.text, page.cursor, page.sharing, saver, beside)
        if self._writer.guessed and not self._told_guess:
            self._told_guess = True
            # Where the terminal is gone, the words are still to be kept.
            with suppress(StopRequest):
                self._console.paragraph(GUESSED)
        return edited

    def _stand_beside(self, page: _Page) -> Beside:
        """Return what is seen beside an answer; of one that was hidden, not its question."""
        asking, question = page.asking, page.asking.question
        place = f"{asking.number} of {asking.total}" if asking.total > 1 else ""

        def show(asked: SlashCommand | UnknownCommand, text: str, columns: int) -> str:
            if isinstance(asked, UnknownCommand):
                return self._explain(asked)
            shows_here = {
                SlashCommand.HELP,
                SlashCommand.VALUES,
                SlashCommand.MORE,
                SlashCommand.LAST,
            }
            if page.hidden is None:
                shows_here.add(SlashCommand.READ)
            if asked not in shows_here:
                return ""
            return self._capture(lambda: self._show_for(asked, page, text), columns)

        def show_asked(columns: int) -> None:
            if page.hidden is None:
                with self._at_width(columns):
                    self._show_question(asking)

        asked = "" if page.hidden is not None else question.text
        return Beside(place, "Free writing" if question.free else asked, show, show_asked)

    @contextmanager
    def _at_width(self, columns: int, out: Stream | None = None) -> Iterator[None]:
        """Write for so many columns, perhaps elsewhere."""
        before = self._console
        changed = replace(before, width=max(columns, NARROWEST))
        self._console = replace(changed, out=out) if out else changed
        try:
            yield
        finally:
            self._console = before

    def _capture(self, show: Callable[[], None], columns: int) -> str:
        out = StringIO()
        with self._at_width(columns, out):
            show()
        return out.getvalue()

    def _leave(self, page: _Page) -> None:
        """Put what stood in the editor into the scrollback, which is the record."""
        shown = page.whole() if page.hidden is None else page.text
        if not self._console.plain and shown and self._resources.keeps:
            # Where the terminal is gone, the words are still to be kept.
            with suppress(StopRequest):
                self._console.text(shown)
                self._console.blank()

    def _explain(self, unknown: UnknownCommand) -> str:
        """Return why a line like a command stays in the answer; of words like `quit` once."""
        if unknown.meant is not None and unknown in self._explained:
            return ""
        self._explained.add(unknown)
        return explain_unknown(unknown)

    def _refuse(self, command: SlashCommand, page: _Page) -> bool:
        """Say of a command that it has no meaning here, and tell whether that is so."""
        if not self._resources.keeps and command in NOT_KEPT:
            said = NOT_KEPT[command]
        elif self._resources.page and command in ON_PAGE:
            said = ON_PAGE[command]
        elif command is SlashCommand.SHAREABLE and page.asking.question.free:
            said = NOT_SHARED
        else:
            return False
        self._console.paragraph(said)
        self._console.blank()
        return True

    def _carry_out(self, command: SlashCommand, page: _Page, saver: DraftSaver) -> None:
        """Do what a typed command says, and come back to the answer."""
        match command:
            case SlashCommand.SHAREABLE:
                page.sharing = Sharing.SHAREABLE
                self._console.paragraph("This answer is shareable. Nothing is shared yet.")
            case SlashCommand.PRIVATE:
                page.sharing = Sharing.PRIVATE
                self._console.paragraph("This answer is private.")
            case SlashCommand.HIDE:
                self._hide(page, saver)
            case SlashCommand.EDIT:
                self._open_editor(page)
            case SlashCommand.READ if page.hidden is not None:
                self._bring_back(page)
            case _:
                self._show_for(command, page, page.text)
        self._console.blank()

    def _show_for(self, command: SlashCommand, page: _Page, text: str) -> None:
        """Show what a command has to show beside an answer."""
        match command:
            case SlashCommand.HELP:
                keeps, guided = self._resources.keeps, bool(page.asking.question.prompts)
                plain, of_page = self._console.plain, self._resources.page
                self._console.rows(
                    list_commands(plain=plain, keeps=keeps, guided=guided, page=of_page)
                )
            case SlashCommand.VALUES:
                self._show_values(page.asking.question.theme)
            case SlashCommand.MORE:
                show_prompts(self._console, page.asking.question.prompts)
            case SlashCommand.LAST:
                self._show_last(page.asking)
            case SlashCommand.READ if text.strip():
                self._show_words(text)
            case SlashCommand.READ:
                self._console.paragraph("Nothing is written here yet.")

    def _show_values(self, theme: str) -> None:
        """Show the values; and where the framework describes levels, those too, to be read."""
        levels = self._resources.levels.get(theme, ())
        if self._resources.values:
            self._console.paragraph(FROM)
            self._console.items(self._resources.values)
        elif not levels:
            show_none(self._console, "values")
        if levels:
            show_levels(self._console, levels)

    def _show_last(self, asking: Prompt) -> None:
        earlier = asking.earlier
        if not earlier:
            self._console.paragraph("You have not answered this in another session.")
            return
        show_original_wording(self._console, earlier.text, asking.question.text)
        self._console.paragraph(f"On {format_day(earlier.written, self._now())} you wrote:")
        self._show_words(earlier.answer)

    def _show_words(self, text: str) -> None:
        self._console.blank()
        show_markdown(self._console, text, "  ")
        self._console.blank()

    def _bring_back(self, page: _Page) -> None:
        """Show again what was hidden."""
        page.text, page.hidden = page.whole(), None
        if self._console.plain:
            page.cursor = len(page.text)
            self._show_words(page.text)
        else:
            page.begin_line()
            self._console.paragraph("Here it is again.")

    def _hide(self, page: _Page, saver: DraftSaver) -> None:
        said = saver.save(page.text)
        # The line that the command stood on is not part of the answer.
        page.hidden = page.whole().removesuffix("\n")
        page.text, page.cursor, page.begun = "", 0, None
        self._console.clear()
        self._console.paragraph(HIDDEN if self._resources.keeps else HIDDEN_EPHEMERAL)
        if said:
            self._console.paragraph(said)

    def _confirm_discard(self) -> bool:
        self._console.paragraph("This removes the answer and its draft for good.")
        if confirm(self._console, CONFIRM_REMOVAL, self.read_line):
            return True
        self._console.paragraph("Kept." if self._resources.keeps else "It is still here.")
        return False

    def _open_editor(self, page: _Page) -> None:
        path = page.draft.path
        if path is None:
            self._console.paragraph(NO_FILE)
            return
        editor = find_editor(self._resources.editor, self._resources.environ)
        if editor is None:
            self._console.paragraph(NO_EDITOR)
            return
        before = page.whole()
        try:
            page.draft.write(before)
        except NotSavedError as error:
            self._console.paragraph(f"The editor was not opened: {error.message}.")
            return
        ended = lend_to_editor(self._console, self._reader, self.read_line, editor, path)
        try:
            after = page.draft.read()
        except FileProblemError as error:
            self._console.paragraph(
                f"What you saved in the editor stays where it is: {error.message}."
            )
            return
        if after.endswith("\n") and not before.endswith("\n"):
            # Editors end a file with a line end; it is not part of the answer.
            after = after[:-1]
        if ended in {EditorExit.FAILED, EditorExit.NOT_FOUND} and not after.strip():
            after = before
        page.text, page.hidden, page.begun = after, None, None
        page.cursor = len(after)
        if not self._console.plain:
            page.begin_line()
