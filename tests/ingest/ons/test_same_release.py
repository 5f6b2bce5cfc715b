from __future__ import annotations

from dataclasses import replace

from analysis.ingest.ons import same_release_conflicts


def test_two_copies_of_one_release_that_agree_are_no_conflict(
    read, generator, timeseries_bytes
) -> None:
    copies = [read(generator().encode()).only, read(timeseries_bytes).only]
    assert same_release_conflicts(copies) == []


def test_two_copies_of_one_release_that_differ_name_both_files_and_the_first_month(
    read, generator
) -> None:
    text = generator()
    changed = text.replace('"2022 OCT","102.1"', '"2022 OCT","102.9"')
    changed = changed.replace('"2022 NOV","102.2"', '"2022 NOV","103.0"')
    first = replace(read(text.encode()).only, file="ons/a.csv")
    second = replace(read(changed.encode()).only, file="ons/b.csv")
    (conflict,) = same_release_conflicts([first, second])
    assert conflict.line == (
        "ons/b.csv, row 40, column D7BT: found '102.9 for 2022 OCT'; allowed: 102.1, as in "
        "ons/a.csv, row 40 (both released 2023-01-18); mend: download the series again and keep "
        "that copy only"
    )


def test_a_month_in_one_copy_only_is_a_conflict(read, generator, rows) -> None:
    months = [row for row in rows() if len(row[0]) == 8]
    whole, short = (read(generator(part).encode()).only for part in (months, months[:-1]))
    (conflict,) = same_release_conflicts([whole, replace(short, file="short.csv")])
    assert conflict.line == (
        "short.csv, column D7BT: found 'no value for 2022 DEC'; allowed: 102.3, as in file.csv, "
        "row 32 (both released 2023-01-18); mend: download the series again and keep that copy only"
    )
    turned = [replace(one, file=name, release=None) for one, name in ((short, "a"), (whole, "b"))]
    (conflict,) = same_release_conflicts(turned)
    assert conflict.line.startswith(
        "b, row 32, column D7BT: found '102.3 for 2022 DEC'; allowed: no value, as in a (both "
        "without a release date); "
    )


def test_a_year_that_differs_is_a_conflict(read, generator) -> None:
    changed = generator().replace('"2022","101.2"', '"2022","101.3"')
    copies = [read(generator().encode()).only, read(changed.encode()).only]
    assert len(same_release_conflicts(copies)) == 1


def test_two_releases_may_differ(read, generator) -> None:
    later = generator(Release_date="15-02-2023").replace("102.1", "102.9")
    copies = [read(generator().encode()).only, read(later.encode()).only]
    assert same_release_conflicts(copies) == []


def test_trailing_noughts_that_a_spreadsheet_dropped_are_no_conflict(read, generator) -> None:
    dropped = generator().replace('"100.0"', '"100"')
    copies = [read(generator().encode()).only, read(dropped.encode()).only]
    assert same_release_conflicts(copies) == []
