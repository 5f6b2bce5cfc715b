"""YAML that a person wrote, read strictly: bounded, each key once, no references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis.doors.files import DEEPEST, Refused, too_deep

# What PyYAML lets out where a value cannot be what its tag says.
_CANNOT_BE = (ValueError, OverflowError, TypeError, AttributeError, KeyError)
_TEXT = "tag:yaml.org,2002:str"


def parse_yaml(text: str, *, allowed: str = "YAML") -> tuple[Any, Any]:
    r"""Read one YAML document; return its content, and its nodes, which know their lines.

    An empty document gives None twice. Raises `Refused`, with the line, for what is no YAML, for
    lists and mappings more than `DEEPEST` deep, for a key given twice in one mapping, for an alias
    (``*name``), for numbers of more digits than one can have, and for days that do not exist.

    >>> parse_yaml("a: 1")[0]
    {'a': 1}
    >>> parse_yaml("a: 1\na: 2")
    Traceback (most recent call last):
    analysis.doors.files.Refused: line 2: found the key 'a' again, first in line 1; allowed: each
    key once; mend: keep one of the two
    """
    import yaml

    loader_type: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _check_events(yaml.parse(text, Loader=loader_type))
        loader = loader_type(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return None, None
            spare = loader_type("")
            _check_keys(node, spare)
            return _construct(loader, node, spare), node
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise _marked(error, allowed) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, error.position - before.rfind("\n")
        number = ord(text[error.position]) if error.position < len(text) else error.character
        found = f"a character that YAML does not allow, number {number:#06x}"
        raise Refused(found, allowed, "take it out", line, column) from None
    except yaml.YAMLError as error:
        raise Refused(" ".join(str(error).split()), allowed, "look at the file again") from None


def _check_events(events: Iterator[Any]) -> None:
    """Look through a document before any of it is built: its depth, and what it refers to."""
    import yaml

    depth = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise too_deep(DEEPEST, _line(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            allowed = "each value written where it is used"
            mend = "write the value out in its place"
            raise Refused(f"the alias *{event.anchor}", allowed, mend, _line(event))


def _line(event_or_node: Any) -> int:
    return int(event_or_node.start_mark.line) + 1


def _check_keys(node: Any, spare: Any) -> None:
    """Refuse a mapping that gives one key twice: one of the two values would be lost.

    `spare` is a loader of nothing, which says what a key that is no text means: 1 and 01 are one.
    """
    import yaml

    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _check_keys(child, spare)
    elif isinstance(node, yaml.MappingNode):
        lines: dict[object, int] = {}
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                line = _line(key)
                meant = key.value if key.tag == _TEXT else _plain(key, spare)
                if meant in lines:
                    found = f"the key '{key.value}' again, first in line {lines[meant]}"
                    raise Refused(found, "each key once", "keep one of the two", line)
                lines[meant] = line
            _check_keys(value, spare)


def _plain(scalar: Any, spare: Any) -> object:
    """Give the value of one scalar; refuse it, with its line, where it can have none."""
    import yaml

    try:
        return (scalar.tag, spare.construct_object(scalar))
    except yaml.YAMLError:
        return (scalar.tag, scalar.value)  # told when the whole is built
    except _CANNOT_BE as error:
        found = f"{scalar.value[:40]} ({str(error).partition(';')[0]})"
        mend = "put it in quotation marks, so that it stays as written"
        line, column = _line(scalar), scalar.start_mark.column + 1
        raise Refused(found, "a value that can be", mend, line, column) from None


def _construct(loader: Any, node: Any, spare: Any) -> Any:
    """Give the content of the nodes; where a value cannot be, find the line that it stands in."""
    import yaml

    try:
        return loader.construct_document(node)
    except yaml.YAMLError:
        raise
    except _CANNOT_BE as error:
        for scalar in _scalars(node):
            _plain(scalar, spare)
        raise Refused(str(error), "plain keys and values", "look at its keys") from None


def _scalars(node: Any) -> Iterator[Any]:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _scalars(child)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)


def _marked(error: Any, allowed: str) -> Refused:
    """Turn a complaint of the YAML parser into ours, with the line where the trouble began."""
    mark, began = error.problem_mark, error.context_mark
    found = str(error.problem).removeprefix("found ")
    mend = "look at this line and at those above it"
    if began is not None and mark is not None and began.line != mark.line:
        mend += f": the trouble began in line {began.line + 1} ({error.context})"
    if mark is None:
        return Refused(found, allowed, mend)
    return Refused(found, allowed, mend, mark.line + 1, mark.column + 1)
