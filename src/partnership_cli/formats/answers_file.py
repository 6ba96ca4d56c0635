r"""An answers file: what a person wrote in another program, one answer under each heading.

In Markdown a line that begins with `## ` always starts an answer, in a code fence too, and
`\## ` is the text `## `. Other levels of headings are text. Blank lines at the ends of an
answer are dropped. JSON, `{id: text}`, is the exact form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from partnership_cli.errors import Problems
from partnership_cli.formats.framework_attribution import cut_foot
from partnership_cli.formats.markdown_safety import trim_blank_lines
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.framework.model import Question
from partnership_cli.reflection.session import clean_text
from partnership_cli.utf8_decoder import decode_utf8, locate_offset

LARGEST_ANSWERS: Final = 16 * 1024 * 1024
_HINT: Final = "Fix the file, and give it again."
_NOTHING_SAVED: Final = "Nothing was saved."
_KEEP_AS_TEXT: Final = "to keep it as text, write a backslash before it: \\## ..."
_ESCAPED: Final = re.compile(r"\\+## ")
_COMMENT_LINE: Final = re.compile(r"<!--.*-->\s*\Z")


def parse_answers(data: bytes, name: str, asked: Sequence[Question]) -> tuple[tuple[str, str], ...]:
    """Return the id of a question and what was written to it, in the order of the file.

    Raises FileProblemError with the first problems; an answer of white space only is none.
    """
    problems = Problems(name)
    text = clean_text(decode_utf8(data, problems, LARGEST_ANSWERS))
    problems.raise_if_any(_HINT, _NOTHING_SAVED)
    ids = tuple(question.id for question in asked)
    reader = _AnswersReader(QuestionIndex(asked), ids, problems)
    is_json = text.lstrip().startswith("{")
    found = reader.read_json(text) if is_json else reader.read_markdown(text)
    problems.raise_if_any(_HINT, _NOTHING_SAVED)
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
    """Reads one file; what stands below the last problem that is named is not read."""

    index: QuestionIndex
    ids: tuple[str, ...]
    problems: Problems

    def read_markdown(self, text: str) -> list[tuple[str, str]]:
        found: list[tuple[str, list[str]]] = []
        taken: set[str] = set()
        for number, line in enumerate(cut_foot(text.split("\n")), 1):
            if self.problems.full:
                break
            if line.startswith("## "):
                question = self._find(line[3:], number, taken)
                found.append((question, []))
            elif found:
                escaped = line.startswith("\\") and _ESCAPED.match(line)
                found[-1][1].append(line[1:] if escaped else line)
            elif line.strip() and not line.startswith("# ") and not _COMMENT_LINE.match(line):
                what = "this line comes before the first answer"
                self.problems.add(number, 1, what, "put it under a heading: ## and the question")
        return [(question, trim_blank_lines(lines)) for question, lines in found if question]

    def read_json(self, text: str) -> list[tuple[str, str]]:
        try:
            pairs = json.loads(text, object_pairs_hook=tuple, parse_int=_no_text)
        except json.JSONDecodeError as error:
            what = f"this is not JSON ({error.msg})"
            self.problems.add(error.lineno, error.colno, what, 'write {"id": "text"}')
            return []
        except RecursionError:
            self.problems.add(1, 1, "nested too deep", 'write {"id": "text"}')
            return []
        taken: set[str] = set()
        found = []
        for key, value in pairs:
            if self.problems.full:
                break
            line, column = locate_offset(
                text, max(text.find(json.dumps(key, ensure_ascii=False)), 0)
            )
            if not isinstance(value, str):
                self.problems.add(line, column, f"{key[:60]!r} is not a text", 'write "id": "text"')
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
            self.problems.add(line, column, what, do)
            return ""
        question = found.id
        if question in taken:
            self.problems.add(line, column, f"{question} is answered twice", "join the two answers")
        taken.add(question)
        return question


def _no_text(_digits: str) -> None:
    """Return None for a number: it is no answer, and a long one takes long to convert."""


def _is_reserved(line: str) -> bool:
    return line.startswith("## ") or bool(_ESCAPED.match(line))
