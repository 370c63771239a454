#!/usr/bin/env python3
"""Does crm-db check find what it promises? BASE is a good database, SQL the file of what is compared: in a copy each column of a row is
changed, a row is taken away and one put that the journal does not know, table by table. What is not found is printed."""
import os, re, shutil, sqlite3, subprocess, sys

base, sql = sys.argv[1:]
NOT_DERIVED = {"event", "batch", "outbox", "erasing", "knock", "secret"}  # nothing of the journal is in them
OTHER = {("manager", "role"): ["head", "admin"], ("stage", "kind"): ["open", "new"], ("reason", "kind"): ["lose", "disqualify"],
         ("calendar", "kind"): ["off", "short"], ("route", "method"): ["rr", "least"]}
SHUT = {"setting": "name NOT IN ('timezone', 'lang', 'country')"}  # a change of these would stop every command
failed = 0


def tell(text):
    global failed
    failed = 1
    print(text)


def check(change):
    for end in ("", "-wal", "-shm"):
        try:
            shutil.copyfile(base + end, "fault.db" + end)
        except FileNotFoundError:
            pass
    db = sqlite3.connect("fault.db", isolation_level=None)
    change(db)
    db.close()
    run = subprocess.run(["crm-db", "-d", "fault.db", "-f", "csv", "check"], capture_output=True, text=True)
    return run.returncode, [line.replace('""', '"') for line in run.stdout.splitlines() if ",bad," in line]


def other(table, column, kind, value):
    if (table, column) in OTHER:
        return next(word for word in OTHER[table, column] if word != value)
    if kind == "INTEGER":
        return 7 if value is None else value + 1000
    return "x" if value is None else value + "x"


def faults(name, table, columns, where, keys):
    good = sqlite3.connect("file:%s?mode=ro" % base, uri=True)
    kinds = {row[1]: row[2] for row in good.execute("PRAGMA table_info(%s)" % table)}
    rows = good.execute("SELECT %s FROM %s %s ORDER BY %s" % (
        ", ".join(columns), table, where or ("WHERE " + SHUT[table] if table in SHUT else ""), ", ".join(keys))).fetchall()
    good.close()
    here = " AND ".join("%s IS ?" % key for key in keys)
    rest = [column for column in columns if column not in keys]

    def key_of(row):
        return [row[columns.index(key)] for key in keys]

    if rows:
        new = [other(table, column, kinds[column], rows[0][columns.index(column)]) for column in rest]

        def change(db):
            db.execute("UPDATE %s SET %s WHERE %s" % (table, ", ".join(c + " = ?" for c in rest), here), new + key_of(rows[0]))
            if len(rows) > 1:
                db.execute("DELETE FROM %s WHERE %s" % (table, here), key_of(rows[-1]))

        status, bad = check(change if rest else lambda db: db.execute("DELETE FROM %s WHERE %s" % (table, here), key_of(rows[-1])))
        for column, value in zip(rest, new):
            if not any(line.startswith(name + ",") and "is «%s»" % value in line for line in bad):
                tell("%s: a change of %s to «%s» is not found: %s %s" % (name, column, value, status, bad))
        if len(rows) > 1 and not any(line.startswith(name + ",") and "is missing, the journal has it" in line for line in bad):
            tell("%s: a row that is missing is not found: %s %s" % (name, status, bad))
        if status != 70:
            tell("%s: exit %s" % (name, status))
    fresh = {column: (OTHER[table, column][0] if (table, column) in OTHER else 900001 if kinds[column] == "INTEGER" else "x900001")
             for column in columns}
    if rows and table == "lead_sum":
        fresh = dict(zip(columns, rows[0]), day=900001)
    status, bad = check(lambda db: db.execute("INSERT INTO %s (%s) VALUES (%s)" % (
        table, ", ".join(fresh), ", ".join("?" * len(fresh))), list(fresh.values())))
    if status != 70 or not any(line.startswith(name + ",") and "the journal does not know it" in line for line in bad):
        tell("%s: a row of nobody is not found: %s %s" % (name, status, bad))


good = sqlite3.connect("file:%s?mode=ro" % base, uri=True)
tables = {row[0] for row in good.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")}
good.close()
sums = re.findall(r"^\t(SUM_\w+) = (\d+)", open(os.path.join(os.path.dirname(sql), "../projection/rollup.h")).read(), re.M)
compared = set()
for query in re.findall(r"-- name: all_\w+\n(SELECT .*?)(?=\n--|\Z)", open(sql).read(), re.S):
    for word, number in sums:
        query = query.replace("@%s@" % word, number)
    columns, table, where, keys = re.fullmatch(r"SELECT (.*?)\s+FROM (\w+)\s*(WHERE .*?)?\s*ORDER BY (.*)", query, re.S).groups()
    name = table if table != "lead_sum" else "lead_sum of " + ("source" if "NOT IN" in where else "manager")
    compared.add(table)
    faults(name, table, re.split(r",\s*", columns), where, re.split(r",\s*", keys.strip()))
for table in sorted(tables - compared - NOT_DERIVED):
    tell("%s: nobody compares it" % table)
sys.exit(failed)
