"""Names become numbers, and nothing else changes."""

import pytest

from bot.store.numbered import numbered


@pytest.mark.parametrize(
    ("sql", "written", "names"),
    [
        ("SELECT :a, :b_2, :a", "SELECT $1, $2, $1", ("a", "b_2")),
        ("SELECT '1'::int + :n::int", "SELECT '1'::int + $1::int", ("n",)),
        ("SELECT ':no', 'it''s :no', :yes", "SELECT ':no', 'it''s :no', $1", ("yes",)),
        ('SELECT ":no", :yes', 'SELECT ":no", $1', ("yes",)),
        ("SELECT 1 -- :no\n, :yes", "SELECT 1 -- :no\n, $1", ("yes",)),
        ("SELECT /* :no\n'*/ :yes", "SELECT /* :no\n'*/ $1", ("yes",)),
        ("SELECT '12:30', a[1:2], 50 % 3", "SELECT '12:30', a[1:2], 50 % 3", ()),
        ("CREATE TABLE t (x REAL)", "CREATE TABLE t (x DOUBLE PRECISION)", ()),
        ("SELECT 'REAL', realm", "SELECT 'REAL', realm", ()),
    ],
)
def test_only_arguments_and_types_are_rewritten(sql, written, names):
    assert numbered(sql) == (written, names)
