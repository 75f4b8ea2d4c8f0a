#!/usr/bin/env python3
"""Multiplies the closed cases of a database until there are so many: rows only, for measuring; their seals hold no more.

usage: clone-cases.py DATABASE COUNT
"""
import os
import sqlite3
import sys

path, count = sys.argv[1], int(sys.argv[2])
db = sqlite3.connect(path, isolation_level=None)
db.execute("PRAGMA synchronous = OFF")
triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
db.execute("BEGIN")
for name, _ in triggers:
    db.execute(f"DROP TRIGGER {name}")
columns = {
    table: [row[1] for row in db.execute(f"PRAGMA table_info({table})")] for table in ("entries", "cases", "items", "measures")
}
templates = [row[0] for row in db.execute("SELECT case_id FROM cases WHERE phase = 2 ORDER BY case_id")]
position = db.execute("SELECT max(position) FROM entries").fetchone()[0]
entries = {t: db.execute("SELECT * FROM entries WHERE case_id = ? ORDER BY seq", (t,)).fetchall() for t in templates}
rows = {
    table: {t: db.execute(f"SELECT * FROM {table} WHERE case_id = ?", (t,)).fetchall() for t in templates}
    for table in ("cases", "items", "measures")
}
at = columns["entries"].index("position")


def insert(table, values):
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns[table]))})", values)


# Numbers of cases go up with time: the clones are older than all others.
clones = [(1 + 4096 * clone, templates[clone % len(templates)]) for clone in range(count - len(templates))]
for first in range(0, len(clones), 5_000):
    batch = clones[first : first + 5_000]
    made = []
    for new, template in batch:
        for entry in map(list, entries[template]):
            position += 1
            entry[0], entry[at] = new, position
            made.append(entry)
    insert("entries", made)
    for table in ("cases", "items", "measures"):
        insert(table, [[new, *row[1:]] for new, template in batch for row in rows[table][template]])
db.execute("UPDATE head SET position = ?", (position,))
for _, sql in triggers:
    db.execute(sql)
db.execute("COMMIT")
db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
# Else the first checkpoint that is measured writes the clones out.
os.sync()
