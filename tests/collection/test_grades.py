"""Notebook 02: pay by grade, each on each index."""


def test_the_changes_have_a_row_for_each_grade_and_index_and_say_why_one_is_blank(make):
    made = make("02_real_pay_by_grade", base=2020, index="CPI")
    table = next(one for one in made.tables if one.id == "changes").frame
    indices = set(table["index"])
    assert len(table) == 7 * len(indices)
    known = table[table["responsibility_level"] != "Unknown"]
    real = known["real_pct"]
    assert ((known["real_low_pct"] < real) & (real < known["real_high_pct"])).all()
    unknown = table[table["responsibility_level"] == "Unknown"]
    assert unknown["nominal_pct"].isna().all()
    assert unknown["note"].str.contains("no figure for 2020. Nearest: 2021", regex=False).all()
