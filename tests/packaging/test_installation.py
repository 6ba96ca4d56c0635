"""The project as it is built and installed: a wheel, an sdist, an editable checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(600)]

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "partnership_cli"


def call(*arguments: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean copy of what git tracks, so that nothing built before is in the way."""
    folder = tmp_path_factory.mktemp("checkout") / "project"
    names = call("git", "ls-files", cwd=ROOT).splitlines()
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and an sdist of the project."""
    folder = tmp_path_factory.mktemp("built")
    call(sys.executable, "-m", "build", "--outdir", folder, checkout, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    (path,) = built.glob("*.whl")
    return zipfile.ZipFile(path)


def questions_of(installed: Path, home: Path) -> list[dict[str, object]]:
    program = installed / ("Scripts" if os.name == "nt" else "bin") / "partnership"
    found: list[dict[str, object]] = json.loads(
        call(program, "questions", "--json", cwd=home, PARTNERSHIP_HOME=str(home))
    )
    return found


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_an_installation_runs_from_another_folder(
    kind: str, built: Path, checkout: Path, tmp_path: Path
) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    pip = environment / ("Scripts" if os.name == "nt" else "bin") / "pip"
    given: dict[str, list[str | Path]] = {
        "wheel": list(built.glob("*.whl")),
        "sdist": list(built.glob("*.tar.gz")),
        "editable": ["-e", checkout],
    }
    call(pip, "install", "--quiet", *given[kind], cwd=tmp_path)
    assert len(questions_of(environment, tmp_path)) == 29


def test_the_wheel_holds_every_module(wheel: zipfile.ZipFile) -> None:
    here = {f"partnership_cli/{path.relative_to(SOURCE)}" for path in SOURCE.rglob("*.py")}
    assert here <= set(wheel.namelist())


def test_the_wheel_holds_the_data(wheel: zipfile.ZipFile) -> None:
    assert (
        wheel.read("partnership_cli/data/framework.yaml")
        == (ROOT / "data" / "framework.yaml").read_bytes()
    )
    data = {f"partnership_cli/data/{path.name}" for path in (ROOT / "data").glob("*.*")}
    ours = {"partnership_cli/data/page.css", "partnership_cli/data/word-styles.xml"}
    assert ours <= data
    assert data <= set(wheel.namelist())


@pytest.mark.parametrize("name", ["MIT.txt", "CC-BY-NC-ND-4.0.txt"])
def test_the_wheel_holds_both_licences(wheel: zipfile.ZipFile, name: str) -> None:
    assert [inside for inside in wheel.namelist() if inside.endswith(f"LICENSES/{name}")]


def test_the_wheel_holds_no_test(wheel: zipfile.ZipFile) -> None:
    assert not [inside for inside in wheel.namelist() if inside.startswith("tests")]


def test_the_wheel_asks_for_the_right_python(wheel: zipfile.ZipFile) -> None:
    (metadata,) = [name for name in wheel.namelist() if name.endswith("METADATA")]
    text = wheel.read(metadata).decode()
    assert "Requires-Python: >=3.11" in text
    assert "License-Expression: MIT AND CC-BY-NC-ND-4.0" in text
