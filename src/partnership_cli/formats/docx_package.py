"""The file of Word (.docx) round a text: its parts, as ECMA-376 names them, and nothing of anybody.

There is no author in it, no date, no number of a revision and no name of a machine, and it asks
Word to leave these out when somebody saves it. The same text gives the same bytes everywhere:
nothing is compressed, because two builds of zlib do not give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from partnership_cli.framework.loader import read_bundled
from partnership_cli.reflection.session import clean_text

BULLETS: Final = 1
"""The number of the one list that has bullets."""
_STYLES: Final = "word-styles.xml"
_BEGINNING_OF_TIME: Final = (1980, 1, 1, 0, 0, 0)
_DEEPEST: Final = 9
_STEP: Final = 425
"""Twentieths of a point by which a list stands in from what is around it."""
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORDS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CORE: Final = f"{_PACKAGE}/relationships/metadata/core-properties"
_NAMES: Final = f'xmlns:w="{_WORDS}" xmlns:r="{_RELATIONS}"'
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_SIZE: Final = re.compile(r'(<w:sz(?:Cs)? w:val=)"(\d+)"')
_LARGER: Final = 18 / 11
_LEAST_LARGE: Final = 36
"""Large print has 18 points where others have 11, and no letter is smaller: in half points."""
_SECTION: Final = (
    '<w:sectPr><w:footerReference w:type="default" r:id="footer"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
    'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_FOOTER: Final = (
    f'{_HEAD}<w:ftr {_NAMES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)
_SETTINGS: Final = (
    f"{_HEAD}<w:settings {_NAMES}><w:removePersonalInformation/><w:removeDateAndTime/>"
    '<w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)


def make_package(
    title: str, body: str, links: Sequence[str], starts: Sequence[int], *, large: bool = False
) -> bytes:
    """Return a file of Word, perhaps in large print. `body` is its paragraphs, in XML.

    `links` are the addresses of its hyperlinks, whose ids are `link1` and so on; `starts` are
    the first numbers of its numbered lists, which are the lists 2 and so on.
    """
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relate(
            {"document": f"{_RELATIONS}/officeDocument word/document.xml"}
            | {"core": f"{_CORE} docProps/core.xml"}
        ),
        "word/document.xml": f"{_HEAD}<w:document {_NAMES}><w:body>\n{body}{_SECTION}"
        "</w:body></w:document>",
        "word/_rels/document.xml.rels": _relate(
            {name: f"{_RELATIONS}/{name} {name}.xml" for name in ("styles", "numbering")}
            | {"settings": f"{_RELATIONS}/settings settings.xml"}
            | {"footer": f"{_RELATIONS}/footer footer1.xml"},
            links,
        ),
        "word/styles.xml": _read_styles(large=large),
        "word/numbering.xml": _number(starts),
        "word/settings.xml": _SETTINGS,
        "word/footer1.xml": _FOOTER,
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>",
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as package:
        for name, text in parts.items():
            entry = ZipInfo(name, _BEGINNING_OF_TIME)
            # What zipfile sets of itself differs from one system to another.
            entry.create_system = 0
            package.writestr(entry, text.encode())
    return made.getvalue()


def _read_styles(*, large: bool) -> str:
    styles = clean_text(read_bundled(_STYLES).decode())
    if not large:
        return styles
    return _SIZE.sub(_enlarge, styles)


def _enlarge(size: re.Match[str]) -> str:
    return f'{size[1]}"{max(round(int(size[2]) * _LARGER), _LEAST_LARGE)}"'


def _relate(inside: Mapping[str, str], links: Sequence[str] = ()) -> str:
    """Return the part that says where other parts are, each a type and a target, and links."""
    found = [
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in ((name, one.split(" ")) for name, one in inside.items())
    ]
    found += [
        f'<Relationship Id="link{number}" Type="{_RELATIONS}/hyperlink" '
        f'Target="{escape(address)}" TargetMode="External"/>'
        for number, address in enumerate(links, 1)
    ]
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(found)}</Relationships>'
    )


def _number(starts: Sequence[int]) -> str:
    """Return the part with the lists: one with bullets, and each numbered one for itself."""
    bullets = "".join(_level(depth, "bullet", "\u2022") for depth in range(_DEEPEST))
    numbers = "".join(_level(depth, "decimal", f"%{depth + 1}.") for depth in range(_DEEPEST))
    lists = [f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>']
    for number, start in enumerate(starts, BULLETS + 1):
        begins = "".join(
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for depth in range(_DEEPEST)
        )
        lists.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{begins}</w:num>')
    return (
        f"{_HEAD}<w:numbering {_NAMES}>"
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>{bullets}'
        "</w:abstractNum>"
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>{numbers}'
        f"</w:abstractNum>{''.join(lists)}</w:numbering>"
    )


def _level(depth: int, kind: str, mark: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_STEP * (depth + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
    )


def indent(depth: int) -> str:
    """Return what lets a paragraph stand in as far as the words of a list do."""
    return f'<w:ind w:left="{_STEP * depth}"/>' if depth else ""
