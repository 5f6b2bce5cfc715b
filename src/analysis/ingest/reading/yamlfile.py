"""Reading a YAML file that people keep: its content, or the place where it stops being YAML."""

from __future__ import annotations

from pathlib import Path

import yaml

from analysis.ingest.reading.problems import Problems

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MEND = "look at this line and at those above it"


def load_yaml(
    raw: Path, file: str, allowed: str, problems: Problems
) -> tuple[object, yaml.Node | None] | None:
    """Read a YAML file below data/raw; None, with the one problem noted, if it cannot be read.

    Returns its content, and its nodes, which know the lines that they stand in. `allowed` says
    what the file should hold. Line and column of what is no YAML are counted from 1.
    """
    try:
        text = (raw / file).read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.add(file, None, None, "no such file", allowed, "put it back")
        return None
    except UnicodeDecodeError:
        problems.add(file, None, None, "other bytes than UTF-8", "text in UTF-8", "save it as such")
        return None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problems.add(file, None, None, reason, "a file that can be read", "look at its rights")
        return None
    try:
        return _both(text)
    except yaml.MarkedYAMLError as error:
        _note(error, file, allowed, problems)
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        row, column = before.count("\n") + 1, error.position - before.rfind("\n")
        found = f"a character that YAML does not allow, number {ord(text[error.position]):#06x}"
        problems.add(file, row, str(column), found, allowed, "take it out")
    except (yaml.YAMLError, ValueError) as error:  # such as 2026-02-30, which looks like a day
        mend = "put it in quotation marks, so that it stays as written"
        problems.add(file, None, None, " ".join(str(error).split()), allowed, mend)
    return None


def _both(text: str) -> tuple[object, yaml.Node | None]:
    """Read the nodes of a document, and from them its content, in one pass."""
    loader = LOADER(text)
    try:
        node = loader.get_single_node()
        return None if node is None else loader.construct_document(node), node
    finally:
        loader.dispose()


def _note(error: yaml.MarkedYAMLError, file: str, allowed: str, problems: Problems) -> None:
    mark, began = error.problem_mark, error.context_mark
    mend = MEND
    if began is not None and mark is not None and began.line != mark.line:
        mend += f": the trouble began in line {began.line + 1} ({error.context})"
    row, column = (mark.line + 1, str(mark.column + 1)) if mark is not None else (None, None)
    problems.add(file, row, column, error.problem, allowed, mend)
