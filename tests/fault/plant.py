"""A fault in each derived table and each of its columns, one at a time: crm-db check finds it and names the table.

usage: plant.py   the base is $CRM_DB; a copy is spoiled
"""
import os, shutil, sqlite3, subprocess, sys

OWN = {"batch", "event", "outbox", "knock", "secret", "erasing"}  # the journal, and what nothing is derived from
CALLED = {"from_day": "from", "to_day": "to", "left_on": "left", "field": "column"}
base = os.environ["CRM_DB"]
known = sqlite3.connect(base)
n = 0


def value(kind, column):
    words = {"role": "head", "verdict": "spam", "method": "least", "kind": "off"}
    return "7654321" if kind == "INTEGER" else "'%s'" % words.get(column, "zz")


def found(table, fault, *says):
    global n
    shutil.copy(base, "spoiled.db")
    spoiled = sqlite3.connect("spoiled.db")
    try:
        spoiled.execute(fault)
    except sqlite3.IntegrityError:  # a fault that cannot be
        spoiled.close()
        return
    spoiled.commit()
    spoiled.close()
    done = subprocess.run(["crm-db", "check", "-d", "spoiled.db", "-f", "tsv"], capture_output=True, text=True)
    told = [line for line in done.stdout.splitlines() if line.split("\t")[0].split(" of ")[0] == table and "\tbad\t" in line]
    if done.returncode != 70 or not any(word in line for line in told for word in says):
        sys.exit("%s: exit %d\n%s%s" % (fault, done.returncode, done.stdout, done.stderr))
    n += 1


for (table,) in known.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall():
    if table in OWN:
        continue
    columns = known.execute("SELECT name, type, pk FROM pragma_table_info(?)", (table,)).fetchall()
    checked = "CHECK" in known.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    if not checked or table == "calendar":
        found(table, "INSERT INTO %s VALUES (%s)" % (table, ", ".join(value(kind, name) for name, kind, _ in columns)), "does not know it")
    row = known.execute("SELECT rowid FROM %s LIMIT 1" % table).fetchone() if "WITHOUT ROWID" not in known.execute(
        "SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0] else None
    keys = " AND ".join("%s IS (SELECT %s FROM %s LIMIT 1)" % (name, name, table) for name, _, pk in columns if pk)
    where = "rowid = %d" % row[0] if row else keys
    if not known.execute("SELECT 1 FROM %s LIMIT 1" % table).fetchone():
        continue
    found(table, "DELETE FROM %s WHERE %s" % (table, where), "is missing")
    for name, kind, pk in columns:
        unique = name in ("manager", "stage", "reason", "word", table)
        if pk or unique or (checked and kind == "TEXT" and name in ("kind", "role", "method")):
            continue
        change = "coalesce(%s, 0) + 1" % name if kind == "INTEGER" else "coalesce(%s, '') || 'z'" % name
        found(table, "UPDATE %s SET %s = %s WHERE %s" % (table, name, change, where), CALLED.get(name, name) + " is «", "is missing")
print("%d faults were found" % n)
