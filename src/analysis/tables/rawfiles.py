"""What a raw file is: the one rule by which all that reads data/raw tells figures from the rest.

Programs leave files of their own beside those that people work in: JupyterLab's checkpoints, a
spreadsheet's lock, macOS's second half of each file, an editor's swap file and last copy. None of
them is data, and none may become a table, a release or a reason to clean anew.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

HIDDEN = (".", "~", "#")  # how names begin that are not for people
LEFT_BEHIND = (
    *("~", "#", ".tmp", ".temp", ".bak", ".old", ".orig", ".rej", ".swp", ".swo", ".swn"),
    *(".part", ".partial", ".crdownload", ".download", ".lock", ".lnk", ".pyc"),
)
OF_SYSTEMS = {
    *("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"),
    *("__macosx", "__pycache__", "$recycle.bin", "system volume information", "lost+found"),
}
FOR_PEOPLE = (".md",)
OF_FETCH = "ons/fetched.json"  # what `fetch` notes of its own work
REFUSED = "ons/refused/"  # downloads that did not pass, kept to be looked at
ONS = "ons/"
ONS_FORMS = (".csv", ".json")


def is_raw(name: str) -> bool:
    """Say whether a path below data/raw names a file that figures, or words about them, are in.

    Hidden and stray files, pages for people, refused downloads and the notes of `fetch` are not.

    >>> is_raw("ons/D7BT.csv"), is_raw("ons/.ipynb_checkpoints/D7BT-checkpoint.csv")
    (True, False)
    >>> [name for name in ("._D7BT.csv", "~$a.xlsx", "Thumbs.db", "a.csv~") if is_raw(name)]
    []
    """
    if name == OF_FETCH or name.startswith(REFUSED):
        return False
    parts = PurePosixPath(name).parts
    if any(part.startswith(HIDDEN) or part.lower() in OF_SYSTEMS for part in parts):
        return False
    return not parts[-1].lower().endswith((*LEFT_BEHIND, *FOR_PEOPLE))


def raw_files(raw: Path) -> dict[str, Path]:
    """Map each raw file, by its path below data/raw, to where it is, sorted by name."""
    return {name: path for name, path in _below(raw, "").items() if is_raw(name)}


def ons_files(raw: Path) -> dict[str, Path]:
    """Map each file in a form of ONS below data/raw/ons to where it is, sorted by name."""
    below = _below(raw, ONS)
    return {
        name: path
        for name, path in below.items()
        if is_raw(name) and path.suffix.lower() in ONS_FORMS
    }


def _below(raw: Path, folder: str) -> dict[str, Path]:
    paths = sorted((raw / folder).rglob("*")) if (raw / folder).is_dir() else []
    return {path.relative_to(raw).as_posix(): path for path in paths if path.is_file()}
