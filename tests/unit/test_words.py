"""Turns of phrase that must not come back, and those that people rely on. See docs/words.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = ROOT / "src" / "partnership_cli"
WORDS: Final = ROOT / "docs" / "words.md"
REFUSED: Final = (
    r"\blay(?:s|ing)? (?:\w+ ){0,6}(?:side by side|together|beside)",
    r"\blaid\b",
    r"\bmend(?:s|ed|ing)?\b",
    r"\bare well\b",
    r"\bbec(?:ome|omes|ame) of\b",
    r"\bkeeps? nothing of\b",
    r"\bcarr(?:y|ies|ied) on\b",
    r"\bsits? with a question\b",
    r"\banswer none of\b",
    r"\bcompany with it\b",
    r"\bsomething to carry\b|\bcarry away\b",
    r"\bbrings you here again\b",
    r"\bnothing fits\b|\bno (?:note|reflection) fits\b",
    r"\bletters of list\b",
    r"(?<!words )\bmay be shared\b(?! whole)",
    r"\bexists already\b",
    r"\blook whether\b",
    r"\bfor mistakes\b",
    r"\bwith commas between\b",
    r"\bcan be given again\b",
    r"\bfail instead\b",
    r"\bthat a run ends with\b",
    r"\bwith every word in it\b",
    r"\bno word of it is gone\b",
    r"\bcomes with this program\b",
    r"\bput the program aside\b",
    r"\bshort choices?\b|\bthe choice of these\b",
    r"\bunless you give it to them\b",
    r"\bagreed to that\b",
    r"\byou wrote to (?:it|that question)\b|\ball you wrote to\b",
    r"\bto go on: partnership\b",
    r"\bpassed over\b",
    r"\bthere is no note yet\b|\bthis note (?:is no longer there|has no answer)\b",
    r"\bno note in the trash\b|\b(?:put|bring) a note (?:into|back)\b|\bno such note\b",
)
KEPT: Final = (
    "Nothing here is marked, counted or handed in.",
    "Paused. Everything you typed is saved on this computer.",
    "Nothing is shared unless you choose it, answer by answer.",
    "Nothing was sent to anyone.",
    "You do not have to answer any of them.",
)


def list_words_of_code() -> Iterator[tuple[str, str]]:
    """Yield the words that each file of the program can show, and where they are."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield str(path.relative_to(ROOT)), "\n".join(find_words(path.read_text("utf-8")))


def find_words(code: str) -> Iterator[str]:
    """Yield the texts in a file of code, but no docstrings; that of a command is its help.

    What stood on pages before is still read, and is named `_BEFORE`.
    """
    tree = ast.parse(code)
    tree.body = [node for node in tree.body if "_BEFORE" not in ast.dump(node).split("value=")[0]]
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and getattr(node, "name", "") != "run"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield " ".join(node.value.split())


def list_words() -> dict[str, str]:
    """Return all that is looked through, by its file. The framework's words are not ours."""
    written = [ROOT / "data" / "companion.yaml", ROOT / "data" / "start.yaml"]
    written += [path for path in (ROOT / "docs").rglob("*.md") if path != WORDS]
    texts = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in written}
    prose = {name: " ".join(text.split()) for name, text in texts.items()}
    return dict(list_words_of_code()) | prose


LOOKED_THROUGH: Final = list_words()


@pytest.mark.parametrize("turn", REFUSED)
def test_a_refused_turn_is_nowhere(turn: str) -> None:
    found = re.compile(turn, re.IGNORECASE)
    hits = {name: hit[0] for name, text in LOOKED_THROUGH.items() if (hit := found.search(text))}
    assert hits == {}


@pytest.mark.parametrize("sentence", KEPT)
def test_a_sentence_that_people_rely_on_is_there(sentence: str) -> None:
    shown = "\n".join(text for _, text in list_words_of_code())
    assert sentence in shown


def test_words_that_code_shows_are_found_and_docstrings_are_not() -> None:
    code = '"""Laid."""\ndef run():\n    """Mend it."""\n    return f"a {b} carry on"\n'
    assert list(find_words(code)) == ["Mend it.", "a", "carry on"]


@pytest.mark.parametrize(
    "said",
    [
        "Lay the answers of partners side by side",
        "then lay it together with",
        "it can be laid beside",
        "Mend these, then check again",
        "Look whether your notes are well",
        "what becomes of words",
        "Keep nothing of what you write.",
        "You can answer none of them.",
        "no note fits 'nope'",
        "Saved. May be shared.",
        "there is no note yet",
        "Bring a note back from the trash.",
    ],
)
def test_each_old_turn_would_be_found(said: str) -> None:
    assert any(re.search(turn, said, re.IGNORECASE) for turn in REFUSED)


ERRORS: Final = frozenset(
    {"UsageError", "NotFoundError", "NeedsTerminalError", "NotSavedError", "InUseError"}
)


def find_hints(code: str) -> Iterator[str]:
    """Yield what each error that is made in a file of code says after its message."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
            for part in (*node.args[1:], *(one.value for one in node.keywords)):
                texts = part.values if isinstance(part, ast.JoinedStr) else [part]
                if isinstance(part, ast.JoinedStr | ast.Constant):
                    yield "".join(map(read_part, texts))


def read_part(part: ast.expr) -> str:
    """Return a part of a text as it is shown; what is put in is an X."""
    return str(part.value) if isinstance(part, ast.Constant) else "X"


def is_sentence(hint: str) -> bool:
    """Whether a line begins with a capital, and ends with a full stop or with what to type."""
    return not hint or (
        (hint[0] in "X-" or hint[0].isupper()) and (hint.endswith((".", "X")) or ": " in hint)
    )


def test_what_an_error_says_after_its_message_is_a_sentence() -> None:
    # What stands there in a line about a file is made a sentence where it is shown alone.
    files = [path for path in SOURCE.rglob("*.py") if path.name != "keys.py"]
    wrong = [
        (path.name, hint)
        for path in files
        for hint in find_hints(path.read_text("utf-8"))
        if not is_sentence(hint)
    ]
    assert wrong == []
