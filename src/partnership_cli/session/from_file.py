"""A session from an answers file: no terminal, and nothing asked."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partnership_cli.errors import (
    FileProblemError,
    NoFileError,
    NotFoundError,
    NotSavedError,
    Problem,
)
from partnership_cli.files import read_file
from partnership_cli.formats.answers_file import parse_answers
from partnership_cli.formats.attribution import attribute, escape_about
from partnership_cli.formats.encodings import decode_text, tell_encoding
from partnership_cli.formats.file_kinds import FileKind, TextRecogniser, recognise_file
from partnership_cli.formats.handout_reader import HandoutReader
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.shared_file import parse_shared
from partnership_cli.formats.text_repair import repair
from partnership_cli.reflection.selection import Selection, select_questions
from partnership_cli.reflection.session import Answer
from partnership_cli.session.create import Participants, create_session, refuse_quiet_partners
from partnership_cli.views.messages import DISK_LIMITS

if TYPE_CHECKING:
    from partnership_cli.context import AppContext
    from partnership_cli.framework.model import Question
    from partnership_cli.notebook.notebook import Entry
    from partnership_cli.notebook.session_store import SessionStore

STDIN: Final = "-"


def start_from_file(
    context: AppContext, name: str, selection: Selection | None, participants: Participants
) -> None:
    """Make a finished session of the answers in a file, and write the name of its note.

    Raises FileProblemError, NotFoundError; then nothing is kept. Raises NotSavedError, which
    says where the answers are.
    """
    asked = _all_questions(context) if selection is None else selection.questions
    answers = _read_answers(context, name, asked)
    if selection is None:
        selection = select_questions(context.framework, context.companion, questions=tuple(answers))
    refuse_quiet_partners(selection, participants)
    session = create_session(context, selection, participants)
    _keep(context, context.notebook.begin(session), answers, name)


def resume_from_file(context: AppContext, name: str, entry: Entry) -> None:
    """Add the answers in a file to a session, and write the name of its note.

    A question that is answered already keeps its answer, and the file is refused.
    Raises FileProblemError, NotFoundError, InUseError, DamagedNoteError, NotSavedError.
    """
    session = entry.session
    left = [
        question
        for question in _all_questions(context)
        if question.id in session.questions and session.answer_to(question.id) is None
    ]
    answers = _read_answers(context, name, left)
    _keep(context, context.notebook.reopen(entry), answers, name)


def _all_questions(context: AppContext) -> tuple[Question, ...]:
    return tuple(question for _, question in context.framework.questions())


def _read_answers(context: AppContext, name: str, asked: Sequence[Question]) -> Mapping[str, str]:
    shown = "standard input" if name == STDIN else name
    data = sys.stdin.buffer.read() if name == STDIN else read_file(Path(name))
    if data is None:
        raise NotFoundError(f"there is no file {name}", words="Nothing was saved.")
    answers = _read_handout(context, data, shown, asked)
    if answers is None:
        answers = dict(parse_answers(data, shown, asked))
    if not answers:
        problem = Problem(shown, 0, 0, "there is no answer in it", "write one under a ## heading")
        raise FileProblemError((problem,), words="Nothing was saved.")
    return answers


def _read_handout(
    context: AppContext, data: bytes, name: str, asked: Sequence[Question]
) -> Mapping[str, str] | None:
    """Return the answers of a handout, or of a file that was shared; None where it is neither."""
    if recognise_file(data) is FileKind.DOCUMENT:
        do = "save it as plain text (.txt), and give that"
        problem = Problem(name, 1, 1, "this is no plain text", do)
        raise FileProblemError((problem,), words="Nothing was saved.")
    reader = HandoutReader(context.framework, context.companion)
    own = attribute(escape_about(context.framework.framework))
    repaired = repair(decode_text(data), name, own)
    index = QuestionIndex(_all_questions(context))
    kind = TextRecogniser(index, reader).recognise(repaired.text)
    if kind is FileKind.SHARED:
        given = repaired.read(lambda text: parse_shared(text, name, index))[1]
    elif kind is FileKind.HANDOUT:
        given = repaired.read(lambda text: reader.read(text, name)).answers
    else:
        return None
    ids = [question.id for question in asked]
    if others := [one.text for one in given if one.question not in ids]:
        what = f"{others[0]!r} is none of the questions asked here ({', '.join(ids)})"
        problem = Problem(name, 0, 0, what, "remove that answer, or ask that question too")
        raise FileProblemError((problem,), words="Nothing was saved.")
    for told in (*tell_encoding(data, name), *map(str, repaired.told)):
        context.console.say(told)
    return {one.question: one.answer for one in given}


def _keep(context: AppContext, keeper: SessionStore, answers: Mapping[str, str], name: str) -> None:
    try:
        try:
            keeper.open()
            for limit in keeper.limits:
                context.console.say(DISK_LIMITS[limit])
            _record(context, keeper, answers)
        except NotSavedError as error:
            raise _rescue(context, keeper, answers, name, error) from error
        keeper.finish()
    finally:
        keeper.close()
    if keeper.conflict:
        raise NotSavedError(
            "the note could not be changed: another program did, or it cannot be read",
            "To see what is there: partnership doctor",
            f"The whole reflection is kept beside it: {keeper.path}",
        )
    context.console.verbatim(str(keeper.path))


def _rescue(
    context: AppContext,
    keeper: SessionStore,
    answers: Mapping[str, str],
    name: str,
    error: NotSavedError,
) -> NotSavedError:
    """Return the error to end with; answers that came through a pipe go where there is room."""
    if name != STDIN:
        return NotSavedError(error.message, words=f"Your words are still in {name}.")
    rescued = keeper.rescue(answers, error)
    if isinstance(rescued, NoFileError):
        for text in answers.values():
            context.console.say(text)
    return rescued


def _record(context: AppContext, keeper: SessionStore, answers: Mapping[str, str]) -> None:
    """Write the answers into the note. Raises NotSavedError."""
    now = context.now()
    new: list[Answer] = []
    session = keeper.session
    for question_id in keeper.session.questions:
        found = context.framework.find_question(question_id)
        if question_id in answers and found is not None:
            new.append(
                Answer(
                    question=question_id,
                    text=found[1].text,
                    answer=answers[question_id],
                    sharing=session.first_sharing,
                    written=now,
                )
            )
            session = session.record_answer(new[-1])
    for answer in new:
        keeper.keep(session, answer)
