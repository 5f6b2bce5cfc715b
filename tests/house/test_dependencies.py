"""pyproject.toml, environment.yml, the table in docs/decisions.md and the three locks agree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
WITHIN = {
    "requirements.lock": (),
    "requirements-lab.lock": ("lab",),
    "requirements-dev.lock": ("lab", "cluster", "test"),
}


@cache
def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def declared(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for: the build backend, the dependencies and the extras named."""
    project = pyproject()["project"]
    asked = [*pyproject()["build-system"]["requires"], *project["dependencies"]]
    for extra in extras:
        asked += project["optional-dependencies"][extra]
    return [Requirement(text) for text in asked]


@cache
def pins(lock: str) -> dict[str, tuple[Requirement, list[str]]]:
    """The pins of a lock by package: requirement and hashes. A package may have only one."""
    found: dict[str, tuple[Requirement, list[str]]] = {}
    for entry in (ROOT / lock).read_text().replace("\\\n", " ").splitlines():
        if not entry.strip() or entry.lstrip().startswith("#"):
            continue
        requirement, *hashes = entry.split("--hash=")
        pin = Requirement(requirement.strip())
        name = canonicalize_name(pin.name)
        assert name not in found, f"{lock} pins {name} twice"
        found[name] = (pin, [text.strip() for text in hashes])
    return found


def conda_names() -> dict[str, str | None]:
    """The mapping of docs/decisions.md: PyPI name to conda-forge name, None where pip is used."""
    row = re.compile(
        r"^\| `([\w.-]+(?:\[\w+\])?)` \| (?:`([\w.-]+)`|not there: `pip`) \| .+ \|$", re.MULTILINE
    )
    table = (ROOT / "docs/decisions.md").read_text().split("| PyPI | conda-forge |")[1]
    return {found[1]: found[2] for found in row.finditer(table)}


def bare(requirement: Requirement) -> str:
    """A requirement's name with its extra, as the mapping writes it."""
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    return requirement.name + extras


def test_every_extra_is_in_a_lock() -> None:
    assert set(WITHIN["requirements-dev.lock"]) == set(
        pyproject()["project"]["optional-dependencies"]
    )


def test_every_dependency_has_a_lower_bound() -> None:
    for requirement in declared(*WITHIN["requirements-dev.lock"]):
        assert [clause.operator for clause in requirement.specifier] == [">="], str(requirement)


@pytest.mark.parametrize("lock", WITHIN)
def test_a_lock_pins_every_package_that_is_asked_for(lock: str) -> None:
    for requirement in declared(*WITHIN[lock]):
        pin, _ = pins(lock)[canonicalize_name(requirement.name)]
        (clause,) = pin.specifier
        assert clause.operator == "=="
        assert requirement.specifier.contains(clause.version), f"{pin} is not within {requirement}"


@pytest.mark.parametrize("lock", WITHIN)
def test_every_pin_of_a_lock_has_a_hash(lock: str) -> None:
    assert pins(lock)
    for pin, hashes in pins(lock).values():
        assert hashes, f"{pin} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", text) for text in hashes), pin


@pytest.mark.parametrize("lock", WITHIN)
def test_a_lock_holds_no_address_and_no_option(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)


@pytest.mark.parametrize("narrow", ["requirements.lock", "requirements-lab.lock"])
def test_a_narrow_lock_has_the_versions_that_the_tests_prove(narrow: str) -> None:
    proven = pins("requirements-dev.lock")
    for name, (pin, hashes) in pins(narrow).items():
        assert pin.specifier == proven[name][0].specifier
        assert hashes == proven[name][1]


def test_a_run_installs_neither_jupyterlab_nor_a_test_tool() -> None:
    apart = {
        "jupyterlab",
        "ipywidgets",
        "distributed",
        "pytest",
        "hypothesis",
        "playwright",
        "ruff",
    }
    assert apart <= set(pins("requirements-dev.lock"))
    assert not apart & set(pins("requirements.lock"))


def test_a_run_is_spared_the_slow_address_grammar() -> None:
    assert "rfc3987-syntax" not in pins("requirements.lock")


def test_the_mapping_names_every_package_once() -> None:
    assert list(conda_names()) == [bare(item) for item in declared("lab", "cluster", "test")]


def test_the_conda_environment_has_the_packages_and_bounds_of_the_project() -> None:
    names = conda_names()
    expected_conda = {f"python {pyproject()['project']['requires-python']}", "pip"}
    expected_pip = {"--editable ."}
    for requirement in declared("lab", "cluster", "test"):
        conda = names[bare(requirement)]
        if conda is None:
            expected_pip.add(str(requirement))
        else:
            expected_conda.add(f"{conda} {requirement.specifier}")
    *conda_packages, from_pip = yaml.safe_load((ROOT / "environment.yml").read_text())[
        "dependencies"
    ]
    assert set(conda_packages) == expected_conda
    assert set(from_pip["pip"]) == expected_pip
    assert len(conda_packages) == len(expected_conda)


@pytest.mark.slow
def test_what_conda_hands_to_pip_installs_the_project_and_asks_for_nothing_more(
    tmp_path: Path,
) -> None:
    """conda writes the list into a file and gives it to pip in the folder of environment.yml."""
    *_, from_pip = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    listed = tmp_path / "condaenv.requirements.txt"
    listed.write_text("\n".join(from_pip["pip"]) + "\n")
    tried = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index",
         "--no-build-isolation", "--requirement", str(listed)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert tried.returncode == 0, tried.stderr
    assert re.search(r"^Would install realpay-[\d.]+$", tried.stdout, re.MULTILINE), tried.stdout


def imported(folder: str) -> set[str]:
    """The top-level names that a folder's Python files import, without the standard library's."""
    names = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"analysis", "benchmarks", "tests"}


@pytest.mark.parametrize(
    ("folder", "extras"),
    [
        ("src", ("lab", "cluster")),
        ("tests", WITHIN["requirements-dev.lock"]),
        ("benchmarks", WITHIN["requirements-dev.lock"]),
    ],
)
def test_what_is_imported_is_asked_for(folder: str, extras: tuple[str, ...]) -> None:
    asked = {canonicalize_name(item.name) for item in declared(*extras)}
    packages = packages_distributions()
    missing = {
        name
        for name in imported(folder)
        if not asked & {canonicalize_name(package) for package in packages.get(name, [])}
    }
    assert missing == set()
