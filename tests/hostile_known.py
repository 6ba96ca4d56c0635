"""Texts that are known to bring readers down, for every form of file that this program reads."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import cache

from hostile import FORMS


@cache
def known_bad(name: str) -> Mapping[str, bytes]:
    """Return, for a form, what is known to bring readers down, each with its name."""
    good = FORMS[name].good
    own: Mapping[str, Callable[[], Mapping[str, bytes]]] = {
        "note": lambda: {**_in_notes(_bad_yaml()), **_bad_notes()},
        "framework": lambda: {
            **_bad_yaml(),
            **_many_findings(FORMS["framework"].good),
            **_bad_frameworks(),
        },
        "guides file": lambda: {**_bad_yaml(), **_bad_guides()},
        "companion": lambda: {**_bad_yaml(), **_many_findings(FORMS["companion"].good)},
        "settings": _bad_toml,
        "scheme": lambda: {**_bad_toml(), **_bad_schemes()},
        "answers": _bad_markdown,
        "answers in JSON": _bad_json,
        "shared file": _bad_shared,
        "filled-in handout": _bad_handouts,
        "agreement": lambda: _bad_agreements(b"# What we agreed\n\n"),
        "filled-in page of together": lambda: _bad_agreements(b"# Together\n\n"),
        "pairs": _bad_pairs,
    }
    return {**own[name](), **_bad_anywhere(good)}


def _bad_anywhere(good: bytes) -> Mapping[str, bytes]:
    """Return what can be done to every text file."""
    middle = good.index(b"\n", len(good) // 2) + 1
    first, second = good[:middle], good[middle:]
    return {
        "nothing at all": b"",
        "one byte": b"\xff",
        "1 MB of spaces": b" " * 1_000_000,
        "300,000 line ends": b"\n" * 300_000,
        "300,000 line ends of Windows": b"\r\n" * 300_000,
        "1 MB of NUL": bytes(1_000_000),
        "1 MB of one letter": b"x" * 1_000_000,
        "1 MB of random bytes": random.Random(1).randbytes(1_000_000),  # noqa: S311
        "1 MB of invalid UTF-8": b"\xc3(" * 500_000,
        "a lone surrogate": first + b"\xed\xa0\x80\n" + second,
        "a byte-order mark": b"\xef\xbb\xbf" + good,
        "two byte-order marks": b"\xef\xbb\xbf\xef\xbb\xbf" + good,
        "a byte-order mark within": first + b"\xef\xbb\xbf" + second,
        "UTF-16": good.decode().encode("utf-16"),
        "NUL": first + b"\x00\n" + second,
        "CRLF": good.replace(b"\n", b"\r\n"),
        "CR": good.replace(b"\n", b"\r"),
        "mixed line ends": first.replace(b"\n", b"\r\n") + second,
        "no last line end": good.rstrip(b"\n"),
        "itself twice": good + good,
        "itself as a second document": good + b"---\n" + good,
        "invalid UTF-8": first + b"\xff\xfe\n" + second,
        "an escape": first + b"\x1b]52;c;eA==\x07\n" + second,
        "50,000 [": b"[" * 50_000,
        "50,000 { with keys": b'{"a":' * 50_000,
        "50,000 [ within": first + b"[" * 50_000 + b"\n" + second,
        "30,000 copies of one line": first + b"a: 1\n" * 30_000 + second,
    }


def _bad_yaml() -> Mapping[str, bytes]:
    levels = range(1, 12)
    return {
        "50,000 [ as a value": b"a: " + b"[" * 50_000,
        "50,000 - in a row": b"- " * 50_000,
        "50,000 ? in a row": b"? " * 50_000,
        "an alias bomb": b"a0: &a0 [x]\n"
        + b"".join(
            b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in levels
        ),
        "a merge-key bomb": b"a0: &a0 {x: 1}\n"
        + b"".join(
            b"a%d: &a%d {<<: [%s]}\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in levels
        ),
        "an object that runs a command": b"id: !!python/object/apply:os.system ['exit 1']\n",
        "a key twice": b"id: one\nid: two\n",
        "a key without a letter": b"? \n: one\n",
        "a key of two lines": b'"id\\nof two lines": one\n',
        "a key of two lines twice": b'"a\\nb": one\n"a\\nb": two\n',
        "two documents": b"id: one\n--- \nid: two\n",
        "a lone surrogate in an escape": b'id: "\\ud800"\n',
        "NUL in an escape": b'id: "\\0"\n',
        "no character in an escape": b'id: "\\UFFFFFFFF"\n',
        "a scalar of 1 MB": b"id: " + b"x" * 1_000_000 + b"\n",
        "a scalar of 200 KB": b"id: " + b"x" * 200_000 + b"\n",
        "a quoted scalar of 200 KB": b'id: "' + b"x \\\n" * 50_000 + b'"\n',
        "a key of 200 KB": b"x" * 200_000 + b": 1\n",
        "a key of 1,000 letters": b"x" * 1000 + b": 1\n",
        "a number of 100,000 digits": b"framework: {year: '" + b"9" * 100_000 + b"'}\n",
        "4,500 keys": b"".join(b"k%d: x\n" % n for n in range(4500)),
        "9,000 items": b"partners: [" + b"a," * 9_000 + b"]\n",
        "a version that is not there": b"%YAML 9.9\n---\nid: one\n",
    }


def _many_findings(good: bytes) -> Mapping[str, bytes]:
    """Return good files that are wrong in thousands of places."""
    keys = b"".join(b"k%d: x\n" % n for n in range(4500))
    return {
        "4,500 unknown keys": good + keys,
        "9,000 empty questions": b"themes: [{questions: [" + b"''," * 9_000 + b"]}]\n",
        "9,000 loose ends": good.replace(
            b"may_be_painful:\n  - equity", b"may_be_painful: [" + b"nobody," * 9_000 + b"]"
        ),
        "1,600 values with one id": good.replace(
            b"values: [", b"values: [" + b"{id: a, text: b}," * 1_600
        ),
    }


def _bad_frameworks() -> Mapping[str, bytes]:
    about = b"framework: {id: a, title: b}\n"
    theme = b"themes: [{id: t, title: b, questions: ["
    guide = b"guides: [{id: g, title: b, questions: ["
    alike = [b"ab" * 38 + b"%04d" % n for n in range(1_600)]
    questions = b"".join(b"{id: %s, text: b}," % one for one in alike)
    loose = b",".join(b"ab" * 20 + b"ba" * 20 for _ in range(40))
    return {
        "2,400 values of the same words": about + b"values: [" + b"{text: b}," * 2_400 + b"]\n",
        "4,900 values without words": about + b"values: [" + b"{}," * 4_900 + b"]\n",
        "4,900 themes without a key": about + b"themes: [" + b"{}," * 4_900 + b"]\n",
        "2,400 questions in another script": about
        + theme
        + b"".join(f"{{text: 日本{n}}},".encode() for n in range(2_400))
        + b"]}]\n",
        "1,600 ids and 40 that are almost one of them": about
        + theme
        + questions
        + b"]}]\n"
        + guide
        + loose
        + b"]}]\n",
        "1,600 short ids and 40 that are almost one of them": about
        + theme
        + b"".join(b"{id: %s%04d, text: b}," % (b"ab" * 18, n) for n in range(1_600))
        + b"]}]\n"
        + guide
        + b",".join(b"ab" * 10 + b"ba" * 10 for _ in range(40))
        + b"]}]\n",
        "9,000 loose ends in a guide": about
        + b"themes: [{id: t, title: b}]\n"
        + guide
        + b"nobody," * 9_000
        + b"]}]\n",
        "3,000 keys that are almost known": about
        + b"values: [{id: v, text: b"
        + b"".join(b", descriptio%d: x" % n for n in range(3_000))
        + b"}]\n",
        "a key of 200 KB beside others": about
        + b"values: [{id: v, text: b}]\n"
        + b"ti" * 90_000
        + b": x\n",
        "words of 200 KB without an id": about
        + b"values: [{text: "
        + "é".encode() * 100_000
        + b"}]\n",
        "a title that nobody sees": b"values: [{id: v, text: b}]\n"
        b'framework: {id: a, title: "\\x1c"}\n',
        "a year of 5,000 digits": b"framework: {id: a, title: b, year: "
        + b"9" * 5_000
        + b"}\nvalues: [{id: v, text: b}]\n",
        "braces in the id of an item that lacks a key": about
        + b"values: [{id: '{', colour: red}, {id: '{x}'}, {id: '%s {0.__class__}'}]\n",
        "braces in a key": about + b"values: [{id: v, text: b, '{x}': ''}]\n'{': {'}': c}\n",
        "braces in what a guide asks": about
        + b"themes: [{id: t, title: b}]\n"
        + guide
        + b"'{x}', '}', '%s']}]\n",
        "themes within themes": about
        + b"themes: "
        + b"[{questions: " * 8
        + b"x"
        + b"}]" * 8
        + b"\n",
    }


def _bad_guides() -> Mapping[str, bytes]:
    guide = b"guides: [{id: g, title: b, questions: ["
    return {
        "4,500 unknown keys": FORMS["guides file"].good
        + b"".join(b"k%d: x\n" % n for n in range(4_500)),
        "9,000 loose ends": guide + b"nobody," * 9_000 + b"]}]\n",
        "9,000 empty ids": guide + b"''," * 9_000 + b"]}]\n",
        "braces in the id of a guide that lacks a key": b"guides: [{id: '{'}, {id: '{x}'}]\n",
        "1,600 guides with one id": b"guides: [" + b"{id: a, title: b}," * 1_600 + b"]\n",
        "1,200 guides of the same words": b"guides: ["
        + b"{title: b, questions: [joy]}," * 1_200
        + b"]\n",
        "4,900 guides without a key": b"guides: [" + b"{}," * 4_900 + b"]\n",
        "a loose end of 200 KB": guide + b"jo" * 100_000 + b"]}]\n",
    }


def _bad_schemes() -> Mapping[str, bytes]:
    return {
        "a file of 60 KB": b'framework = "' + b"x" * 60_000 + b'"\n',
        "a file of 30,000 folders": b'framework = "' + b"a/" * 30_000 + b'"\n',
        "a file far above": b'guides = "' + b"../" * 20_000 + b'x"\n',
        "a file without a name": b'framework = ""\n',
        "an address of 60 KB": b'framework = "' + b"x" * 60_000 + b'://"\n',
        "a scheme of an address without an end": b'framework = "' + b"a+" * 30_000 + b'"\n',
        "NUL in the name of a file": b'framework = "a\\u0000b"\n',
        "a line end in the name of a file": b'guides = "a\\nb"\n',
        "what is one's own": b'sharing = "shareable"\nnotebook = "/x"\neditor = "x"\n',
    }


def _in_notes(yaml: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {
        f"front matter: {name}": b"---\npartnership: 1\n" + text + b"---\n\n# Words\n"
        for name, text in yaml.items()
    }


def _bad_notes() -> Mapping[str, bytes]:
    note = FORMS["note"].good
    front, body = note.split(b"---\n\n", 1)
    front += b"---\n\n"
    marker = b"<!-- answer: joy private 2026-11-23T17:36:40+00:00 -->\n"
    end = b"<!-- /answer -->\n"
    many = [
        b"## q\n" + marker.replace(b"joy", b"joy-%d" % n) + b"\nx\n\n" + end for n in range(1000)
    ]
    return {
        "an answer of 1 MB in one line": front + marker + b"x" * 1_000_000 + b"\n" + end,
        "an answer of 40,000 lines": front + marker + b"xyz\n" * 40_000 + end,
        "an answer of backslashes": front + marker + b"\\" * 1_000_000 + b"\n" + end,
        "an answer without an end": front + marker + body,
        "an end without an answer": front + end + body,
        "an answer twice": front + marker + end + marker + end,
        "no front matter": body,
        "front matter without an end": front.replace(b"---\n\n", b""),
        "front matter that is a list": b"---\n- partnership: 1\n---\n",
        "front matter that is a word": b"---\npartnership\n---\n",
        "front matter with nothing in it": b"---\n---\n",
        "a marker of 200 KB": front + b"<!-- answer: joy private" + b" a=b" * 50_000 + b" -->\n",
        "a marker with 50,000 pairs": front
        + marker.replace(b" -->", b" a=b" * 50_000 + b" -->")
        + end,
        "a moment out of all time": note.replace(
            b"started: 2026-11-23T17:31:05+00:00", b"started: 9999-12-31T23:59:59-23:59"
        ),
        "an answer's moment out of all time": note.replace(
            b"private 2026-11-23T17:36:40+00:00", b"private 0001-01-01T00:00:00+23:59"
        ),
        "an answer's offset out of all reason": note.replace(
            b"private 2026-11-23T17:36:40+00:00", b"private 2026-11-23T17:36:40+99:99"
        ),
        "30,000 headings": front + b"## x\n" * 30_000,
        "a first line of 1 MB": b"---" + b" " * 1_000_000 + b"\n" + front,
    } | {"1,000 answers": front + b"".join(many)}


def _bad_toml() -> Mapping[str, bytes]:
    return {
        "a bomb of dotted keys": b".".join([b"a"] * 30_000) + b" = 1\n",
        "nested lists": b"editor = " + b"[" * 30_000 + b"]" * 30_000,
        "nested tables": b"editor = " + b"{a = " * 12_000 + b"1" + b"}" * 12_000,
        "a key twice": b'editor = "a"\neditor = "b"\n',
        "a table": b"[editor]\nx = 1\n",
        "a text without an end": b'editor = "' + b"x" * 60_000,
        "a long text without an end": b'editor = """' + b'x"\n' * 20_000,
        "backslashes without an end": b'editor = "' + b"\\" * 60_000,
        "a list without an end": b'"care.lines" = [' + b'"a",\n' * 12_000,
        "a list of 12,000": b'"care.lines" = [' + b'"a",\n' * 12_000 + b"]\n",
        "a number of 60,000 digits": b"editor = " + b"9" * 60_000 + b"\n",
        "a number in hexadecimal": b"editor = 0x" + b"f" * 60_000 + b"\n",
        "60,000 quotation marks": b"editor = " + b'"' * 60_000 + b"\n",
        "60,000 apostrophes": b"editor = " + b"'" * 60_000 + b"\n",
        "6,000 keys": b"".join(b"k%d = 1\n" % n for n in range(6000)),
        "a lone surrogate in an escape": b'editor = "\\ud800"\n',
        "NUL in an escape": b'editor = "\\u0000"\n',
        "a scalar of 60 KB": b'editor = "' + b"x" * 60_000 + b'"\n',
        "a scalar of 1 MB": b'editor = "' + b"x" * 1_000_000 + b'"\n',
        "60,000 equals signs": b"editor " + b"=" * 60_000 + b"\n",
        "a comment of 60 KB": b"#" * 60_000 + b"\n",
        "60,000 tabs": b"\t" * 60_000 + b"editor = 1\n",
    }


def _bad_markdown() -> Mapping[str, bytes]:
    return {
        "200,000 unknown headings": b"## x\n" * 200_000,
        "150,000 times one heading": b"## joy\n" * 150_000,
        "200,000 lines before the first answer": b"words\n" * 200_000,
        "a heading of 1 MB": b"## " + b"x" * 1_000_000 + b"\n",
        "a heading of 1 MB of digits": b"## " + b"1" * 1_000_000 + b"\n",
        "a heading of 1 MB of spaces": b"## " + b" " * 1_000_000 + b"x\n",
        "a heading of marks": b"## " + "a\u0301\u0323".encode() * 200_000 + b"\n",
        "a comment of 1 MB": b"<!--" + b"-->" * 330_000 + b"x\n",
        "a comment without an end": b"<!--" + b"--> " * 250_000 + b"\n",
        "an answer of 1 MB in one line": b"## joy\n" + b"x" * 1_000_000,
        "an answer of 1 MB of backslashes": b"## joy\n" + b"\\" * 1_000_000,
        "an answer of blank lines": b"## joy\nx" + b"\n" * 200_000,
        "an answer of CRLF": b"## joy\r\nx" + b"\r\n" * 200_000,
        "a key twice": b"## joy\na\n## joy\nb\n",
        "larger than may be": b"x" * (16 * 1024 * 1024 + 1),
    }


def _bad_json() -> Mapping[str, bytes]:
    return {
        "50,000 { as values": b'{"joy": ' + b'{"a":' * 50_000,
        "50,000 [ as values": b'{"joy": ' + b"[" * 50_000,
        "a key twice": b'{"joy": "a", "joy": "b"}',
        "50,000 times one key": b"{" + b'"joy": "a",' * 50_000 + b'"joy": "b"}',
        "50,000 unknown keys": b"{" + b",".join(b'"k%d": "x"' % n for n in range(50_000)) + b"}",
        "50,000 numbers": b"{" + b",".join(b'"k%d": 1' % n for n in range(50_000)) + b"}",
        "a number of 1 MB": b'{"joy": ' + b"9" * 1_000_000 + b"}",
        "a fraction of 1 MB": b'{"joy": 0.' + b"9" * 1_000_000 + b"}",
        "a great power of ten": b'{"joy": 1e99999999}',
        "a lone surrogate in an escape": b'{"joy": "\\ud800", "\\ud800": "x"}',
        "NUL in an escape": b'{"joy": "\\u0000", "\\u0000": "x"}',
        "a text of 1 MB": b'{"joy": "' + b"x" * 1_000_000 + b'"}',
        "a text of 1 MB of escapes": b'{"joy": "' + b"\\u0041" * 160_000 + b'"}',
        "a text without an end": b'{"joy": "' + b"x" * 1_000_000,
        "a key of 1 MB": b'{"' + b"k" * 1_000_000 + b'": "x"}',
        "two objects": b'{"joy": "a"}\n{"equity": "b"}',
        "an object and 1 MB of spaces": b'{"joy": "a"' + b" " * 1_000_000 + b"x",
        "a list": b'["joy"]',
        "a key that is written with escapes": b'{"\\u006aoy": 1, "x": "\\u006aoy"}',
        "an empty object": b"{}",
        "no value": b'{"joy"}',
    }


def _bad_shared() -> Mapping[str, bytes]:
    title = b"# Answers from Sam\n\n"
    asked = title + b"## What was good?\n\n"
    return {
        "20,000 questions of nobody": title + b"".join(b"## q%d\n> x\n" % n for n in range(20_000)),
        "50,000 times one question": title + b"## What was good?\n> x\n" * 50_000,
        "100,000 lines of no answer": title + b"words\n" * 100_000,
        "a name of 1 MB": b"# Answers from " + b"x" * 1_000_000 + b"\n",
        "a name of backslashes": b"# Answers from " + b"\\" * 1_000_000 + b"\n",
        "a question of 1 MB": title + b"## " + b"x" * 1_000_000 + b"\n> y\n",
        "a question of spaces": title + b"## " + b" " * 1_000_000 + b"x\n> y\n",
        "an answer of 1 MB in one line": asked + b"> " + b"x" * 1_000_000 + b"\n",
        "an answer of 50,000 lines": asked + b"> x\n" * 50_000,
        "an answer of blank lines": asked + b"> x\n" + b">\n" * 50_000 + b"> x\n",
        "an answer of signs": asked + b">" * 1_000_000 + b"\n",
        "an answer of [": asked + b"> " + b"[" * 200_000 + b"\n",
        "lines of [": asked + b"> [x\n" * 30_000,
        "code of [": asked + b"> ~~~\n> " + b"[" * 200_000 + b"\n> ~~~\n",
        "code of <": asked + b"> ~~~\n> " + b"<" * 200_000 + b"\n> ~~~\n",
        "code of addresses": asked + b"> ~~~\n> " + b"<ab:" * 50_000 + b"\n> ~~~\n",
        "code of fences": asked + b"> ~~~\n> <div>\n" + b"> ~~~~\n" * 20_000 + b"> ~~~\n",
        "code of one long fence": asked + b"> " + b"~" * 200_000 + b"\n> <div>\n",
        "50,000 ends": asked + b"> x\n\n" + b"---\n" * 50_000,
        "an end of 100,000 lines": asked + b"> x\n\n---\n\nThe questions are from x\n" * 30_000,
    }


def _bad_handouts() -> Mapping[str, bytes]:
    asked = b"## What was good?\n\n"
    return {
        "20,000 questions of nobody": b"".join(b"## q%d?\nx\n" % n for n in range(20_000)),
        "20,000 times one question": b"## What was good?\nx\n" * 20_000,
        "20,000 beginnings": asked + b"What was\n" * 20_000,
        "20,000 beginnings and gaps": asked + b"What was\n\n" * 20_000,
        "20,000 questions of somebody": asked + b"How was that?\n" * 20_000,
        "20,000 that are almost the question": asked + b"What was godo?\n" * 20_000,
        "100,000 lines before a question": b"words\n" * 100_000,
        "50,000 short lines": asked + b"x\n" * 50_000,
        "50,000 lines of signs": asked + b"> -\n" * 50_000,
        "an answer of 1 MB in one line": asked + b"x" * 1_000_000,
        "a question of 1 MB": b"## " + b"x" * 1_000_000 + b"?\nx\n",
        "a question of spaces": asked + b"## " + b" " * 100_000 + b"x\n",
        "a question of question marks": asked + b"## " + b"? " * 100_000 + b"x\n",
        "a name of 1 MB": b"Name: " + b"x" * 1_000_000 + b"\n",
        "a name of colons": b"Name" + b":" * 1_000_000 + b"\n",
        "a name of signs": b"*" * 500_000 + b"Name" + b"*" * 500_000 + b"\n",
        "a rule of 1 MB": asked + b"-" * 1_000_000 + b"\n",
        "a rule of spaces": b" " * 500_000 + b"---" + b" " * 500_000 + b"x\n",
        "marks without letters": asked + "a\u0301\u0323".encode() * 200_000 + b"\n",
    }


def _bad_agreements(title: bytes) -> Mapping[str, bytes]:
    asked = title + b"## What was good?\n\n"
    part = asked + b"**What we share**\n\n"
    return {
        "20,000 questions of nobody": title + b"".join(b"## q%d\n" % n for n in range(20_000)),
        "50,000 times one question": title + b"## What was good?\n" * 50_000,
        "50,000 times one part": asked + b"**What we share**\nx\n" * 50_000,
        "50,000 parts of no question": title + b"What we share\n" * 50_000,
        "100,000 names": title + b"- Sam\n" * 100_000,
        "100,000 names with words": title + b"- **Sam**: acorn elm fox\n" * 100_000,
        "100,000 lines of no part": asked + b"words\n" * 100_000,
        "50,000 ends": part + b"x\n\n" + b"---\n" * 50_000,
        "an end of 100,000 lines": part + b"x\n\n---\n\nThe questions are from x\n" * 30_000,
        "a name of 1 MB": title + b"- " + b"x" * 1_000_000 + b"\n",
        "a name of colons": title + b"- " + b": " * 500_000 + b"\n",
        "a day of 1 MB": title + b"Agreed on: " + b"x" * 1_000_000 + b"\n",
        "a label of signs": asked + b"*" * 500_000 + b"What we share" + b"*" * 500_000 + b"\n",
        "a label of spaces": asked + b"What" + b" " * 500_000 + b"we share\n",
        "a label and 1 MB": asked + b"What we share: " + b"x" * 1_000_000 + b"\n",
        "a part of 1 MB in one line": part + b"x" * 1_000_000 + b"\n",
        "a part of 50,000 lines": part + b"x\n" * 50_000,
        "a part of 50,000 quotations": part + b"> x\n" * 50_000,
        "code of <": part + b"> ~~~\n> " + b"<" * 200_000 + b"\n> ~~~\n",
        "a question of 1 MB": title + b"## " + b"x" * 1_000_000 + b"\n",
    }


def _bad_pairs() -> Mapping[str, bytes]:
    return {
        "50,000 pairs": b"".join(b"a%d,b%d\n" % (n, n) for n in range(50_000)),
        "100,000 people on one line": b",".join(b"a%d" % n for n in range(100_000)),
        "100,000 times one name": b"Sam," * 100_000,
        "1 MB of separators": b"," * 1_000_000,
        "1 MB of quotation marks": b'"' * 1_000_000,
        "a quotation without an end": b'Sam,"' + b"x\n" * 500_000,
        "a name of 1 MB": b"Sam," + b"x" * 1_000_000 + b"\n",
        "a name of 100 KB": b"Sam," + b"x" * 100_000 + b"\n",
        "50,000 headings": b"Name,Name\n" * 50_000,
        "100,000 single names": b"Sam\n" * 100_000,
        "a name that grows": b"Sam," + "\ufdfa".encode() * 70 + b"\n",
    }
