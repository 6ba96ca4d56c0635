"""Which frameworks can be read in a run, and which of them a session belongs to."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from partnership_cli.config.settings import Settings, find_places
from partnership_cli.errors import FileProblemError, NotFoundError, UsageError
from partnership_cli.frameworks import FrameworkResolver
from partnership_cli.reflection.session import Session

NOW = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
BUNDLED = "westminster-student-partnership"
OURS = """framework: {id: ours, title: Ours}
themes:
  - id: only
    title: Only
    questions: [{id: hope, text: Hope?}, {id: trust, text: Trust?}]
guides:
  - {id: hushed, title: Hushed, quiet: true, questions: [hope]}
"""
GUIDES = "guides: [{id: ours-alone, title: Ours alone, questions: [hope]}]\n"


def at_hand(folder: Path, named: str | None = None, **values: str) -> FrameworkResolver:
    places = find_places({"PARTNERSHIP_HOME": str(folder)})
    settings = Settings(values, places, places.notebook)
    return FrameworkResolver(lambda: settings, named)


def session(framework: str, *questions: str) -> Session:
    return Session(
        id="20261123t173105z-k7m2q9",
        title="T",
        started=NOW,
        framework=framework,
        questions=questions or ("hope",),
    )


@pytest.fixture
def ours(tmp_path: Path) -> str:
    file = tmp_path / "ours.yaml"
    file.write_text(OURS, "utf-8")
    return str(file)


@pytest.fixture
def guides(tmp_path: Path) -> str:
    file = tmp_path / "guides.yaml"
    file.write_text(GUIDES, "utf-8")
    return str(file)


def test_the_bundled_framework_is_in_use_where_nothing_is_set(tmp_path: Path) -> None:
    assert at_hand(tmp_path).framework.framework.id == BUNDLED


def test_the_framework_that_is_set_is_in_use(tmp_path: Path, ours: str) -> None:
    assert at_hand(tmp_path, framework=ours).framework.framework.id == "ours"


def test_the_framework_that_is_named_counts_more_than_the_one_that_is_set(
    tmp_path: Path, ours: str
) -> None:
    assert at_hand(tmp_path, "bundled", framework=ours).framework.framework.id == BUNDLED


def test_guides_of_a_scheme_stand_in_place_of_the_others(
    tmp_path: Path, ours: str, guides: str
) -> None:
    found = at_hand(tmp_path, framework=ours, guides=guides)
    assert [guide.id for guide in found.companion.guides] == ["ours-alone"]
    assert found.framework.framework.chosen_by == "scheme"


def test_what_was_quiet_stays_quiet_under_guides_of_a_scheme(
    tmp_path: Path, ours: str, guides: str
) -> None:
    assert at_hand(tmp_path, framework=ours, guides=guides).companion.quiet_guides == {"hushed"}


def test_guides_of_a_scheme_are_not_used_with_a_framework_that_is_named(
    tmp_path: Path, ours: str, guides: str
) -> None:
    found = at_hand(tmp_path, ours, guides=guides)
    assert [guide.id for guide in found.companion.guides] == ["hushed"]
    assert found.framework.framework.chosen_by == "framework"


def test_a_copy_of_the_bundled_framework_has_its_guides_and_marks(tmp_path: Path) -> None:
    data = Path(__file__).parents[2] / "data" / "framework.yaml"
    copied = at_hand(tmp_path, str(data))
    assert copied.companion == at_hand(tmp_path).companion
    assert copied.framework.framework.chosen_by == "tool"


def test_guides_that_are_gone_are_said_with_a_way_to_do_without(tmp_path: Path, ours: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        _ = at_hand(tmp_path, framework=ours, guides=str(tmp_path / "gone.yaml")).companion
    assert "partnership config unset guides" in raised.value.hint


def test_a_set_framework_that_is_gone_is_said_with_the_way_back(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as raised:
        _ = at_hand(tmp_path, framework=str(tmp_path / "gone.yaml")).framework
    assert "partnership framework use bundled" in raised.value.hint


def test_a_set_framework_that_is_broken_is_said_with_the_way_back(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("framework: []\n", "utf-8")
    with pytest.raises(FileProblemError) as raised:
        _ = at_hand(tmp_path, framework=str(tmp_path / "broken.yaml")).framework
    assert "partnership framework use bundled" in raised.value.hint


@pytest.mark.parametrize(("framework", "named"), [("ours", None), (BUNDLED, "bundled")])
def test_a_session_is_carried_on_with_its_own_framework(
    tmp_path: Path, ours: str, framework: str, named: str | None
) -> None:
    found = at_hand(tmp_path, framework=ours)
    assert found.name_for(session(framework), "partnership resume") == named


def test_a_session_of_the_set_framework_is_carried_on_with_it_while_another_is_named(
    tmp_path: Path, ours: str
) -> None:
    found = at_hand(tmp_path, "bundled", framework=ours)
    assert found.name_for(session("ours"), "partnership resume") == ours


def test_a_session_of_a_framework_that_is_not_there_needs_its_file(
    tmp_path: Path, ours: str
) -> None:
    with pytest.raises(UsageError) as raised:
        at_hand(tmp_path, ours).name_for(session("theirs"), "partnership resume k7m")
    assert raised.value.hint == "Name its file: partnership resume k7m --framework FILE"
    assert "kept" in raised.value.words


def test_a_note_that_does_not_say_is_carried_on_with_what_has_all_its_questions(
    tmp_path: Path, ours: str
) -> None:
    found = at_hand(tmp_path, framework=ours)
    assert found.name_for(session("", "hope", "trust"), "partnership resume") is None
    assert found.name_for(session("", "joy"), "partnership resume") == "bundled"


def test_a_note_that_does_not_say_and_asks_what_nobody_knows_is_refused(
    tmp_path: Path, ours: str
) -> None:
    with pytest.raises(UsageError):
        at_hand(tmp_path, ours).name_for(session("", "hope", "who-knows"), "partnership resume")


def test_of_a_framework_that_is_gone_nothing_is_found(tmp_path: Path, ours: str) -> None:
    assert at_hand(tmp_path, ours).find(session("theirs")) is None
    assert at_hand(tmp_path, ours).find(session("")) is None
