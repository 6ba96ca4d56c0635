"""Make or resume a session from a file of answers, without a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from partnership_cli.context import AppContext
from partnership_cli.errors import (
    FileProblemError,
    NoFileError,
    NotFoundError,
    NotSavedError,
    Problem,
    UsageError,
)
from partnership_cli.files import read_file
from partnership_cli.formats.answers_file import parse_answers
from partnership_cli.formats.encodings import decode_text, tell_encoding
from partnership_cli.formats.file_kinds import (
    FileKind,
    TextRecogniser,
    recognise_file,
    unpack_word,
)
from partnership_cli.formats.framework_attribution import attribute, escape_about
from partnership_cli.formats.handout_reader import HandoutReader
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.shared_file import parse_shared
from partnership_cli.formats.text_repair import repair
from partnership_cli.framework.model import Question
from partnership_cli.notebook.notebook import Entry
from partnership_cli.notebook.paths import short_id
from partnership_cli.notebook.session_store import SessionStore
from partnership_cli.reflection.selection import Selection, select_questions
from partnership_cli.reflection.session import FREE, FREE_HEADING, Answer, clean_text
from partnership_cli.session.create import Participants, create_session, refuse_quiet_partners
from partnership_cli.views.messages import DISK_LIMITS

STDIN: Final = "-"


def start_from_file(
    context: AppContext,
    name: str,
    selection: Selection | None,
    participants: Participants,
    title: str = "",
) -> None:
    """Make a finished session of the answers in a file, and show the path of its note.

    Raises FileProblemError, NotFoundError; then nothing is kept. Raises NotSavedError, which
    says where the answers are.
    """
    if selection is not None and selection.free:
        answers: Mapping[str, str] = {FREE: _read_text(context, name)}
    else:
        questions = _all_questions(context) if selection is None else selection.questions
        answers = _read_answers(context, name, questions)
    if selection is None:
        selection = select_questions(context.framework, context.companion, questions=tuple(answers))
    refuse_quiet_partners(selection, participants)
    session = create_session(context, selection, participants, title)
    _keep(context, context.notebook.begin(session), answers, name)


def resume_from_file(
    context: AppContext, name: str, entry: Entry, added: Sequence[str] = ()
) -> None:
    """Add the answers in a file to a session, and show the path of its note.

    `added` are the ids of questions that are asked beside those of the session.
    A question that is answered already keeps its answer, and the file is refused.
    Raises FileProblemError, NotFoundError, InUseError, DamagedNoteError, NotSavedError.
    """
    session = entry.session
    left = [
        question
        for question in _all_questions(context)
        if question.id in {*session.questions, *added} and session.answer_to(question.id) is None
    ]
    if not left:
        raise UsageError(
            "every question of this reflection has an answer",
            f"To change one: partnership resume {short_id(session.id)}",
            "Nothing was saved.",
        )
    answers = _read_answers(context, name, left)
    _keep(context, context.notebook.reopen(entry), answers, name)


def _all_questions(context: AppContext) -> tuple[Question, ...]:
    return tuple(question for _, question in context.framework.questions())


def _read_text(context: AppContext, name: str) -> str:
    """Return a whole text; what looks like a heading in it is a line like others."""
    shown, data = _read_bytes(context, name)
    if recognise_file(data) is FileKind.DOCUMENT:
        raise _refuse_document(shown)
    text = clean_text(decode_text(data)).strip("\n")
    if not text.strip():
        problem = Problem(shown, 0, 0, "there is no word in it", "write something first")
        raise FileProblemError((problem,), words="Nothing was saved.")
    for sentence in tell_encoding(data, shown):
        context.console.say(sentence)
    return text


def _refuse_document(name: str) -> FileProblemError:
    do = "save it as plain text (.txt) or for Word (.docx), and give that"
    problem = Problem(name, 1, 1, "this is not plain text and no Word file", do)
    return FileProblemError((problem,), words="Nothing was saved.")


def _read_bytes(context: AppContext, name: str) -> tuple[str, bytes]:
    """Return how a file is called in a message, and its text; what Word made is unpacked.

    Raises NotFoundError, FileProblemError.
    """
    shown = "standard input" if name == STDIN else name
    data = sys.stdin.buffer.read() if name == STDIN else read_file(Path(name))
    if data is None:
        raise NotFoundError(f"there is no file {name}", words="Nothing was saved.")
    try:
        data, told = unpack_word(data, shown, QuestionIndex(_all_questions(context)))
    except FileProblemError as error:
        raise FileProblemError(error.problems, error.hint, "Nothing was saved.") from error
    for sentence in told:
        context.console.say(sentence)
    return shown, data


def _read_answers(
    context: AppContext, name: str, questions: Sequence[Question]
) -> Mapping[str, str]:
    shown, data = _read_bytes(context, name)
    answers = _read_handout(context, data, shown, questions)
    if answers is None:
        answers = dict(parse_answers(data, shown, questions))
    if not answers:
        problem = Problem(shown, 0, 0, "there is no answer in it", "write one under a ## heading")
        raise FileProblemError((problem,), words="Nothing was saved.")
    return answers


def _read_handout(
    context: AppContext, data: bytes, name: str, questions: Sequence[Question]
) -> Mapping[str, str] | None:
    """Return the answers of a handout, or of a file that was shared; None where it is neither."""
    if recognise_file(data) is FileKind.DOCUMENT:
        raise _refuse_document(name)
    reader = HandoutReader(context.framework, context.companion)
    own = attribute(escape_about(context.framework.framework))
    repaired = repair(decode_text(data), name, own)
    index = QuestionIndex(_all_questions(context))
    kind = TextRecogniser(index, reader).recognise(repaired.text)
    if kind is FileKind.SHARED:
        found = repaired.read(lambda text: parse_shared(text, name, index))[1]
    elif kind is FileKind.HANDOUT:
        found = repaired.read(lambda text: reader.read(text, name)).answers
    else:
        return None
    ids = [question.id for question in questions]
    if others := [one.text for one in found if one.question not in ids]:
        what = f"{others[0]!r} is none of the questions asked here ({', '.join(ids)})"
        problem = Problem(name, 0, 0, what, "remove that answer, or ask that question too")
        raise FileProblemError((problem,), words="Nothing was saved.")
    for sentence in (*tell_encoding(data, name), *map(str, repaired.told)):
        context.console.say(sentence)
    return {one.question: one.answer for one in found}


def _keep(context: AppContext, store: SessionStore, answers: Mapping[str, str], name: str) -> None:
    try:
        try:
            store.open()
            for limit in store.limits:
                context.console.say(DISK_LIMITS[limit])
            _record(context, store, answers)
        except NotSavedError as error:
            raise _rescue(context, store, answers, name, error) from error
        store.finish()
    finally:
        store.close()
    if store.conflict:
        raise NotSavedError(
            "the note could not be changed: another program did, or it cannot be read",
            "To see what is there: partnership doctor",
            f"The whole reflection is kept beside it: {store.path}",
        )
    context.console.verbatim(str(store.path))


def _rescue(
    context: AppContext,
    store: SessionStore,
    answers: Mapping[str, str],
    name: str,
    error: NotSavedError,
) -> NotSavedError:
    """Return the error to raise, after saving answers from a pipe in another place."""
    if name != STDIN:
        return NotSavedError(error.message, words=f"Your words are still in {name}.")
    rescued = store.rescue(answers, error)
    if isinstance(rescued, NoFileError):
        for text in answers.values():
            context.console.say(text)
    return rescued


def _record(context: AppContext, store: SessionStore, answers: Mapping[str, str]) -> None:
    """Write the answers into the note. Raises NotSavedError."""
    now = context.now()
    new: list[Answer] = []
    session = store.session
    for question_id in dict.fromkeys((*store.session.questions, *answers)):
        found = context.framework.find_question(question_id)
        text = FREE_HEADING if question_id == FREE else found and found[1].text
        if question_id in answers and text:
            new.append(
                Answer(
                    question=question_id,
                    text=text,
                    answer=answers[question_id],
                    sharing=session.first_sharing,
                    written=now,
                )
            )
            session = session.record_answer(new[-1])
    for answer in new:
        store.keep(session, answer)
