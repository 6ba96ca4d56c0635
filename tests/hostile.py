"""Good files of every form that this program reads, changed at random as nobody means well.

A `Form` is one kind of file this program reads: a good one of it, what to put into it, and the
function that reads it. `find_fault` reads a text and says what is wrong with how it was read.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from time import process_time
from typing import Final

from partnership_cli.config.keys import parse_scheme, parse_settings, put_setting
from partnership_cli.errors import DamagedNoteError, FileProblemError, Problem
from partnership_cli.formats.agreement import is_agreement
from partnership_cli.formats.agreement_reader import AgreementReader
from partnership_cli.formats.answers_file import parse_answers
from partnership_cli.formats.encodings import decode_text
from partnership_cli.formats.handout_reader import HandoutReader
from partnership_cli.formats.note import (
    drop_answer,
    is_note,
    parse_heading,
    parse_note,
    put_answer,
    set_status,
)
from partnership_cli.formats.partnerships_reader import parse_pairs
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.shared_file import parse_shared
from partnership_cli.formats.text_repair import repair
from partnership_cli.framework.check import check_framework, check_guides
from partnership_cli.framework.loader import parse_companion, parse_framework
from partnership_cli.framework.model import Framework, Question
from partnership_cli.framework.warnings import Original
from partnership_cli.reflection.session import Answer, Status

ALLOWED_CPU: Final = 0.1
"""Seconds that a hostile text may take beyond a good one."""
NAME: Final = "given.file"

_HOPELESS: Final = 1.0
"""Seconds after which nobody has to look again."""

_PLACE: Final = re.compile(rf"{re.escape(NAME)}:[1-9]\d*(:[1-9]\d*)?: \S.*")
_MOMENT: Final = datetime(2026, 11, 23, 17, 36, 40, tzinfo=UTC)

_NOTE: Final = b"""---
partnership: 1
id: 20261123t173105z-k7m2q9
title: Sharing power
status: open
started: 2026-11-23T17:31:05+00:00
framework: westminster-student-partnership
guide: sharing-power
questions: [sharing-power, equity]
partners: [Sam, 'Amina: a friend']
---

# Sharing power

## How can power be shared meaningfully in my partnerships?
<!-- answer: sharing-power private 2026-11-23T17:36:40+00:00 -->

Two paragraphs,

exactly as they were typed.

<!-- /answer -->

Words of my own.

## How is equity considered in my partnerships?
<!-- answer: equity shareable 2026-11-23T17:41:02+00:00 -->

\\<!-- answer: this is text -->

<!-- /answer -->
"""
_FRAMEWORK: Final = b"""framework:
  id: small
  title: A small framework
  year: '2026'
  authors:
    - Ada Example
  publisher: Nobody
  place: Nowhere
  language: en-GB
  url: https://example.org/
  doi: 10.1/x
  doi_url: https://doi.org/10.1/x
  copyright: 'Nobody: all of it'
  licence:
    spdx: MIT
    url: https://example.org/licence
    notice: As it is.
  citation: "Example, A. (2026)."
  modifications: None
contact:
  email: a@example.org
  url: https://example.org/
  text: Write
    to us.
  more: More.
prose: []
levels: [{title: Asked}, {title: Together, text: We decide.}]
themes:
  - id: joy-theme
    title: Joy
    kind: stage
    questions:
      - id: joy
        text: What was good?
        for: students
        moment: at the end
      - id: equity
        text: 'What was fair?'
        may_be_painful: true
        looks_back_to: [joy]
values: [{id: joy, text: Joy}]
projects:
  - id: garden
    title: A garden
guides:
  - id: first
    title: A first one
    mode: alone first
    questions: [joy, equity]
get_involved: []
voices: []
references: []
"""
_COMPANION: Final = b"""guides:
  - id: first
    title: A first one
    mode: alone first
    why: To begin
      somewhere.
    quiet: 'true'
    questions:
      - joy
      - equity
question_voice: {joy: i, equity: we}
may_be_painful:
  - equity
looks_back_to:
  equity: [joy]
projects:
  garden:
    institution_basis: 'stated: in its title'
    status: page found
    url: https://example.org/
    found: 2026-11-20
links: {}
errata:
  - where: joy
    field: text
    printed: good
    correct: well
    evidence: "It says so."
"""
_SETTINGS: Final = b"""# Mine
interface = "plain"
editor = 'nano -w'   # small
care = "on"
"care.lines" = [
  "Ring \\u0041nna.",  # a friend
  '''Or "Ben".''',
]
notebook = "~/notes"
"""
_GUIDES: Final = b"""title: For our scheme
guides:
  - id: first
    title: A first one
    mode: alone first
    why: To begin
      somewhere.
    questions:
      - joy
      - equity
  - {id: alone, title: 'Alone: quietly', quiet: true, questions: [equity]}
"""
_SCHEME: Final = b"""# For everybody
framework = "ours.yaml"
guides = 'more/guides.yaml'  # beside this file
guide = "first"
contact = "The team, team@example.org"
"care.lines" = [
  "Ring \\u0041nna.",
  '''Or "Ben".''',
]
"""
_MARKDOWN: Final = b"""# What I think
<!-- for myself -->

## joy

First.

### A heading of mine
\\## not an answer

## 2) What was fair?

  Fair, more or less.
"""
_JSON: Final = b"""{
  "joy": "First.\\n\\n## not a heading \\u00e9\\ud83d\\ude00",
  "equity": "  Fair, \\"more\\" or less.  "
}
"""
_SHARED: Final = """# Answers from Amina \\& Zoë

## What was good?

> First.
>
> > ## not a question
> - x

## 2) What was fair?

> ~~~
> <b>Fair</b>, more or less.
> ~~~

## What else?

> Nothing.

---

The questions are from the *small framework* © 2026 by Ada Example.
The answers belong to the people who wrote them.
""".encode()
_HANDOUT: Final = """# Joy

Name: Amina

## What was good?

First.

- a list

2) What was
fair?

Fair – more or less.

## What else?

Nothing.
""".encode()
_AGREED: Final = """# What we agreed

- Amina \\& Zoë
- Li

Agreed on: 25 November 2026

Three words: acorn elm fox

This is no contract. It says what we agreed on that day, and it can be changed whenever one of us \
asks.

## What was good?

**What we share**

> First.
>
> - x

**What stays open**

> ~~~
> <b>All</b>
> ~~~

## Not in the framework’s words: What else?

**Where we differ**

Words of a hand.

## Who decides what

> Li.

---

The questions are from the *small framework* © 2026 by Ada Example.
The answers belong to the people who wrote them.
""".encode()
_FILLED: Final = """# Together

- **Amina**: acorn elm fox
- **Zoë**: harbour elm fox

## What was good?

### Amina

> Much.

### Zoë

> All.

### Between us

**What we share**

First.

**Where we differ**


**What stays open**

- x

## Brought by one of us

### What was fair?

#### Zoë

> Nothing.

## For all of it

**What we will do, and by when**


**Who decides what**

Li.

**Agreed on**

3 May

---

The questions are from the *small framework* © 2026 by Ada Example.
The answers belong to the people who wrote them.
""".encode()
_PAIRS: Final = """Student,Staff
Amina,Sam
"Berg, Zoë", Li ,Jo

Ana,Ben
""".encode()

_YAML_PARTS: Final = (
    b"[", b"]", b"{", b"}", b"- ", b"? ", b": ", b":\n", b"&a ", b"*a", b"<<: *a", b"!!int ",
    b"!!python/object/apply:os.system [id]", b"!<tag:yaml.org,2002:str> ", b"---\n", b"...\n",
    b"%YAML 9.9\n", b"%TAG ! x\n", b"|\n", b">-\n", b"#", b"'", b'"', b"\\", b"\t", b"~", b"null",
    b"2026-13-45", b"id: joy\n", b"unknown: x\n",
)  # fmt: skip
_NOTE_PARTS: Final = (
    *_YAML_PARTS,
    b"<!-- answer: joy private 2026-11-23T17:36:40+00:00 -->\n",
    b"<!-- answer: joy private 2026-13-23T17:36:40+99:99 -->\n",
    b"<!-- /answer -->\n", b"<!-- answer", b"\\<!-- answer: x", b"## ", b"partnership: 1\n",
    b"partnership: 2\n", b"started: 0001-01-01T00:00:00+23:59\n", b"started: 99999\n",
)  # fmt: skip
_TOML_PARTS: Final = (
    b"[", b"]", b"{", b"}", b'"', b"'", b'"""', b"'''", b"=", b"#", b",", b"\\", b"\\u",
    b"\\UFFFFFFFF", b"[table]\n", b"a.b.c = 1\n", b"x = 1e999\n", b"x = 0x", b"x = inf\n",
    b"1979-05-27T07:32:00Z", b"care = []\n", b'interface = "rich"\n', b"\t",
)  # fmt: skip
_SCHEME_PARTS: Final = (
    *_TOML_PARTS, b'editor = "vi"\n', b'sharing = "shareable"\n', b'framework = "bundled"\n',
    b"https://example.org/", b"file://", b"//", b"\\\\\\\\", b"~/", b"../" * 20, b"bundled",
)  # fmt: skip
_MARKDOWN_PARTS: Final = (
    b"## ", b"## joy\n", b"## no such\n", b"\\## ", b"#", b"```\n", b"<!--", b"-->\n", b"{",
    b"## \n", b"## 1. ", b"\t", b"\\",
)  # fmt: skip
_JSON_PARTS: Final = (
    b"{", b"}", b"[", b"]", b'"', b":", b",", b"\\", b"\\u", b"\\ud800", b"\\u0000", b"1e999",
    b"NaN", b"-", b"9" * 5000, b"true", b"null", b'"joy": "x",', b'"joy": {"joy": 1},', b"//",
)  # fmt: skip
_AROUND: Final = (
    b"From: x\nSubject: y\n\n", b"-- \n", b"_" * 47, b"\\*", b"\\#", b"\x0c", b"\x0b7\x0c8",
    b"On 1/2 a@b.example wrote:\n", b"{#x}", b"Sent from ", b"tags:\n", b"> > ", b"licensed under ",
    b"who wrote them. ", b"the questions are from\n",
)  # fmt: skip
_SHARED_PARTS: Final = (
    *_MARKDOWN_PARTS, b"# Answers from ", b"# Answers from Sam\n", b"> ", b">", b">\n", b"> ~~~\n",
    b"> ![", b"> [a]: b\n", b"---\n", b"The questions are from ", b"## What else?\n", b"\\",
    *_AROUND,
)  # fmt: skip
_HANDOUT_PARTS: Final = (
    *_MARKDOWN_PARTS, b"Name: ", b"Name:\n", b"---\n", b"___\n", b"What", b"What was\n", b"good?\n",
    b"## What was godo?\n", b"What was good?\n", b"## x?\n", b"?", b"? ", b"> ", b"  ", b"Joy\n",
)  # fmt: skip
_AGREED_PARTS: Final = (
    *_SHARED_PARTS, b"# What we agreed\n", b"# Together\n", b"**What we share**\n",
    b"What we share: ", b"### Between us\n", b"## For all of it\n", b"Agreed on: ", b"Agreed on\n",
    b"Three words: a b c\n", b"To check the files\n", b"- **Sam**: acorn elm fox\n",
    b"Who decides what\n", b"**",
)  # fmt: skip
_PAIRS_PARTS: Final = (
    b",", b";", b"\t", b'"', b'""', b",,,,", b"Amina,Sam\n", b"Name,Name\n", b"Sam\n", b"=1+1",
)  # fmt: skip
_ANY_PARTS: Final = (
    b"\x00", b"\r", b"\r\n", b"\n", b"\n\n", b" ", b"\x1b[2J", b"\x85", b"\xff", b"\xc3",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80",
    b"\xc2\x80", b"\xf4\x90\x80\x80", b"0", b"-1", b"x" * 300,
)  # fmt: skip


@dataclass(frozen=True)
class Form:
    """One kind of file: a good one, what to spoil it with, how it is read and how changed."""

    good: bytes
    parts: tuple[bytes, ...]
    read: Callable[[bytes], object]
    change: Callable[[bytes], None] | None = None


def _change_note(data: bytes) -> None:
    """Change a note in each way that the program does, and see that it can be read again."""
    is_note(data)
    parse_heading(data, NAME)
    for status in Status:
        parse_note(set_status(data, status, NAME), NAME)
    answer = Answer(question="joy", text="What was good?", answer="Much.", written=_MOMENT)
    with_joy = parse_note(put_answer(data, answer, NAME), NAME)
    assert with_joy.session.answer_to("joy") is not None
    parse_note(drop_answer(data, "equity", NAME), NAME)


def _change_settings(data: bytes) -> None:
    parse_settings(put_setting(data, "editor", "vi", NAME), NAME)
    parse_settings(put_setting(data, "care.lines", None, NAME), NAME)


_ORIGINAL: Final = Original("large", "A large one", "10.1/y", "cy")
_FOLDER: Final = Path(__file__).parent


def _refuse_all(problems: tuple[Problem, ...], warnings: tuple[Problem, ...]) -> None:
    """Raise what was found as one refusal: a warning has to name its place as a problem does."""
    if found := (*problems, *warnings):
        raise FileProblemError(found)


def _read_framework(data: bytes) -> object:
    checked = check_framework(data, NAME, (_ORIGINAL,))
    _refuse_all(checked.problems, checked.warnings)
    return parse_framework(data, NAME)


def _read_guides(data: bytes) -> object:
    checked = check_guides(data, NAME, [question.id for question in _asked()])
    _refuse_all(checked.problems, checked.warnings)
    return checked.require("")


def _read_scheme(data: bytes) -> object:
    return parse_scheme(data, NAME, _FOLDER)


def _change_scheme(data: bytes) -> None:
    """Keep what a scheme sets, and see that it is read as the person's own settings."""
    kept = _SETTINGS
    values = parse_scheme(data, NAME, _FOLDER)
    for key, value in values.items():
        kept = put_setting(kept, key, value, NAME)
    assert values.items() <= parse_settings(kept, NAME).items()


@cache
def _framework() -> Framework:
    return parse_framework(_FRAMEWORK, NAME)


@cache
def _asked() -> tuple[Question, ...]:
    return tuple(question for _, question in _framework().questions())


def _read_companion(data: bytes) -> object:
    return parse_companion(data, NAME, _framework())


def _read_answers(data: bytes) -> object:
    return parse_answers(data, NAME, _asked())


@cache
def _index() -> QuestionIndex:
    return QuestionIndex(_asked())


@cache
def _handouts() -> HandoutReader:
    return HandoutReader(_framework(), parse_companion(_COMPANION, NAME, _framework()))


def _read_shared(data: bytes) -> object:
    clear = repair(decode_text(data), NAME)
    return clear.read(lambda text: parse_shared(text, NAME, _index()))


def _read_handout(data: bytes) -> object:
    text = decode_text(data)
    clear = repair(text, NAME)
    _handouts().is_handout(clear.text)
    return clear.read(lambda text: _handouts().read(text, NAME))


@cache
def _agreements() -> AgreementReader:
    return AgreementReader(_index(), _asked(), "")


def _read_agreement(data: bytes) -> object:
    text = decode_text(data)
    clear = repair(text, NAME)
    is_agreement(clear.text)
    return clear.read(lambda text: _agreements().read(text, NAME, "a day"))


def _read_pairs(data: bytes) -> object:
    return parse_pairs(decode_text(data), NAME)


FORMS: Final[Mapping[str, Form]] = {
    "note": Form(_NOTE, _NOTE_PARTS, lambda data: parse_note(data, NAME), _change_note),
    "framework": Form(_FRAMEWORK, _YAML_PARTS, _read_framework),
    "guides file": Form(_GUIDES, _YAML_PARTS, _read_guides),
    "companion": Form(_COMPANION, _YAML_PARTS, _read_companion),
    "settings": Form(
        _SETTINGS, _TOML_PARTS, lambda data: parse_settings(data, NAME), _change_settings
    ),
    "scheme": Form(_SCHEME, _SCHEME_PARTS, _read_scheme, _change_scheme),
    "answers": Form(_MARKDOWN, _MARKDOWN_PARTS, _read_answers),
    "answers in JSON": Form(_JSON, _JSON_PARTS, _read_answers),
    "shared file": Form(_SHARED, _SHARED_PARTS, _read_shared),
    "filled-in handout": Form(_HANDOUT, _HANDOUT_PARTS, _read_handout),
    "agreement": Form(_AGREED, _AGREED_PARTS, _read_agreement),
    "filled-in page of together": Form(_FILLED, _AGREED_PARTS, _read_agreement),
    "pairs": Form(_PAIRS, _PAIRS_PARTS, _read_pairs),
}


def mutate(form: Form, chance: random.Random) -> bytes:
    """Return the good file of a form, changed in one to four places."""
    data = form.good
    for _ in range(chance.randint(1, 4)):
        data = _change(data, form, chance)
    return data


def _change(data: bytes, form: Form, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((1, 2, 5, 30, 200)))
    part = chance.choice(form.parts + _ANY_PARTS)
    lines = data.split(b"\n")
    lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
    return chance.choice(
        (
            data[:at] + part + data[at:],
            data[:at] + part + data[end:],
            data[:at] + part * chance.choice((2, 21, 300)) + data[at:],
            data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :],
            data[:at] + data[end:],
            data[:end] + data[at:end] + data[end:],
            data[:at],
            b"\n".join(lines),
        )
    )


def find_fault(form: Form, data: bytes, good: float) -> str:
    """Return what is wrong with how a text is read, or an empty text.

    `good` is the CPU time in seconds that a good file takes. A text that took too long is read
    again, because what else the processor does counts too.
    """
    for _ in range(3):
        begin = process_time()
        fault = _try(form.read, data)
        taken = process_time() - begin - good
        if fault or not ALLOWED_CPU < taken < _HOPELESS:
            break
    if not fault and taken > ALLOWED_CPU:
        return f"took {taken:.2f} s of CPU"
    return fault or ("" if form.change is None else _try(form.change, data))


def _try(read: Callable[[bytes], object], data: bytes) -> str:
    try:
        read(data)
    except (FileProblemError, DamagedNoteError) as error:
        problems = error.problems if isinstance(error, FileProblemError) else (error.problem,)
        without_place = [one for one in map(str, problems) if not _PLACE.fullmatch(one)]
        return f"no file and line in {without_place[0]!r}" if without_place else ""
    except Exception as error:  # noqa: BLE001  # whatever else comes out is what is looked for
        return f"{type(error).__name__}: {error}"
    return ""


def time_good(form: Form) -> float:
    """Return the CPU time that the good file of a form takes, the least of several."""
    times = []
    for _ in range(5):
        begin = process_time()
        form.read(form.good)
        times.append(process_time() - begin)
    return min(times)


def read_many(name: str, seed: int, count: int) -> list[str]:
    """Read so many changed files of a form, and return the faults with the texts."""
    form = FORMS[name]
    good = time_good(form)
    chance = random.Random(f"{name} {seed}")  # noqa: S311  # to be the same every time
    found = []
    for _ in range(count):
        data = mutate(form, chance)
        if fault := find_fault(form, data, good):
            found.append(f"{fault}\n    in {data[:1500]!r}")
    return found
