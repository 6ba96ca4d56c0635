r"""An answers file: what a person wrote in another program, one answer under each heading.

In Markdown a line that begins with `## ` always starts an answer, in a code fence too, and
`\## ` is the text `## `. Other levels of headings are text. Blank lines at the ends of an
answer are dropped. JSON, `{id: text}`, is the exact form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from partnership_cli.errors import FileProblemError, Problem
from partnership_cli.formats.attribution import cut_foot
from partnership_cli.formats.markdown_safety import trim_blank_lines
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.framework.model import Question
from partnership_cli.reflection.session import clean_text

LARGEST_ANSWERS: Final = 16 * 1024 * 1024
_MOST_PROBLEMS: Final = 20
"""Problems that are named at once; what stands below the last of them is not read."""
_KEEP_AS_TEXT: Final = "to keep it as text, write a backslash before it: \\## ..."
_ESCAPED: Final = re.compile(r"\\+## ")
_COMMENT_LINE: Final = re.compile(r"<!--.*-->\s*\Z")


def parse_answers(data: bytes, name: str, asked: Sequence[Question]) -> tuple[tuple[str, str], ...]:
    """Return the id of a question and what was written to it, in the order of the file.

    Raises FileProblemError with the first problems; an answer of white space only is none.
    """
    if len(data) > LARGEST_ANSWERS:
        raise _refuse_answers(Problem(name, 1, 1, "larger than 16 MiB", "split it"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refuse_answers(
            Problem(name, line, 1, "not UTF-8 text", "save it as UTF-8")
        ) from error
    text = clean_text(text)
    reader = _AnswersReader(name, QuestionIndex(asked), tuple(question.id for question in asked))
    is_json = text.lstrip().startswith("{")
    found = reader.read_json(text) if is_json else reader.read_markdown(text)
    if reader.problems:
        raise _refuse_answers(*reader.problems)
    return tuple((one, answer) for one, answer in found if answer.strip())


def write_answers(answers: Mapping[str, str]) -> str:
    """Return answers by question id as a Markdown answers file."""
    parts = []
    for question, answer in answers.items():
        lines = ["\\" + line if _is_reserved(line) else line for line in answer.split("\n")]
        parts.append(f"## {question}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


@dataclass
class _AnswersReader:
    """Reads one file, and gathers the problems on the way, up to a bound."""

    name: str
    index: QuestionIndex
    ids: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)

    def read_markdown(self, text: str) -> list[tuple[str, str]]:
        found: list[tuple[str, list[str]]] = []
        taken: set[str] = set()
        for number, line in enumerate(cut_foot(text.split("\n")), 1):
            if len(self.problems) >= _MOST_PROBLEMS:
                break
            if line.startswith("## "):
                question = self._find(line[3:], number, taken)
                found.append((question, []))
            elif found:
                escaped = line.startswith("\\") and _ESCAPED.match(line)
                found[-1][1].append(line[1:] if escaped else line)
            elif line.strip() and not line.startswith("# ") and not _COMMENT_LINE.match(line):
                what = "this line stands before the first answer"
                self._add(number, 1, what, "put it under a heading: ## and the question")
        return [(question, trim_blank_lines(lines)) for question, lines in found if question]

    def read_json(self, text: str) -> list[tuple[str, str]]:
        try:
            pairs = json.loads(text, object_pairs_hook=tuple, parse_int=_no_text)
        except json.JSONDecodeError as error:
            what = f"this is not JSON ({error.msg})"
            self._add(error.lineno, error.colno, what, 'write {"id": "text"}')
            return []
        except RecursionError:
            self._add(1, 1, "nested too deep", 'write {"id": "text"}')
            return []
        taken: set[str] = set()
        found = []
        for key, value in pairs:
            if len(self.problems) >= _MOST_PROBLEMS:
                break
            line, column = _locate_key(text, json.dumps(key, ensure_ascii=False))
            if not isinstance(value, str):
                self._add(line, column, f"{key[:60]!r} is not a text", 'write "id": "text"')
                continue
            question = self._find(key, line, taken, "remove it", column)
            found.append((question, clean_text(value)))
        return [(question, answer) for question, answer in found if question]

    def _find(
        self, heading: str, line: int, taken: set[str], do: str = _KEEP_AS_TEXT, column: int = 1
    ) -> str:
        """Return the id of the question that a heading names, or an empty text."""
        found = self.index.find(heading)
        if found is None:
            ids = ", ".join(self.ids)
            what = f"{heading.strip()[:60]!r} is none of the questions asked here ({ids})"
            self._add(line, column, what, do)
            return ""
        question = found.id
        if question in taken:
            self._add(line, column, f"{question} is answered twice", "join the two answers")
        taken.add(question)
        return question

    def _add(self, line: int, column: int, what: str, do: str) -> None:
        self.problems.append(Problem(self.name, line, column, what, do))


def _no_text(_digits: str) -> None:
    """Stand for a number, which is no answer; a long one takes long to convert."""


def _is_reserved(line: str) -> bool:
    return line.startswith("## ") or bool(_ESCAPED.match(line))


def _locate_key(text: str, key: str) -> tuple[int, int]:
    at = max(text.find(key), 0)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _refuse_answers(*problems: Problem) -> FileProblemError:
    return FileProblemError(problems, "Fix the file, and give it again.", "Nothing was saved.")
