"""What every report keeps: a count is as long as its list, managers add up to units and units to the company, and --known-at of now is now.

usage: cells.py COMMAND THING FIGURE[,FIGURE...] [option ...]
COMMAND is asked with -g; THING is the column with what is counted, in which --ids names it ("-": it has none, "=WORD": always WORD); each FIGURE is a column of counts,
called in --ids by the same word or, where that differs, COLUMN=WORD; COLUMN= is what stands without a word.
The base is $CRM_DB, the moment $CRM_NOW.
"""
import collections, os, subprocess, sys
from ledger import ask, conf, differ, done

command, thing, figures, options = sys.argv[1], sys.argv[2], [f.partition("=") for f in sys.argv[3].split(",")], sys.argv[4:]
figures = [(column, word if equals else column) for column, equals, word in figures]
GROUPS = "manager unit source project campaign stage month week reason manager,source unit,month".split()
lists_at_most = int(os.environ.get("LISTS", 60))  # of a grouping: each is a process

def rows(*words): return ask(command, "-f", "json", "-q", *options, *words)
def text(*words): return subprocess.run([command, "-f", "csv", "-q", *options, *words], stdout=subprocess.PIPE, check=True).stdout
def key(row): return thing[1:] if thing.startswith("=") else row[thing] if thing != "-" else ""
def sums(shown):
    out = collections.Counter()
    for r in shown:
        for column, _ in figures: out[key(r), column] += r[column] or 0
    return +out

whole = sums(rows("-g", "manager"))
for by in GROUPS:
    shown = rows("-g", by)
    if sums(shown) != whole: differ(by, "sum of all groups", whole, sums(shown))
    cells = [(r, column, word) for r in shown for column, word in figures]
    for r, column, word in cells[::max(1, len(cells) // lists_at_most)]:
        cell = f"{r['group'] or ''}/{key(r)}" + ("." + word if word else "")
        listed = len(rows("-g", by, "--ids", cell))
        if listed != (r[column] or 0): differ(by, "--ids " + cell, r[column], listed)

staff = conf("manager")
by_manager = collections.Counter()
for m in staff: by_manager += sums(rows("-g", "manager", "-m", m["manager"]))
nobody = sums(r for r in rows("-g", "manager") if not r["group"])
if by_manager + nobody != whole: differ("-m", "sum of all managers", whole, by_manager + nobody)
roots = [u["unit"] for u in conf("unit") if not u["parent"]]
of_units = collections.Counter()
for u in roots: of_units += sums(rows("-g", "manager", "-u", u))
outside = collections.Counter()
for m in staff:
    if not m["unit"]: outside += sums(rows("-g", "manager", "-m", m["manager"]))
if of_units + outside + nobody != whole: differ("-u", "sum of all units", whole, of_units + outside + nobody)

for words in ([], ["-g", "manager"], ["-g", "source,stage"]):
    if text(*words) != text(*words): differ(" ".join(words), "asked twice", "the same bytes", "others")
    if text(*words) != text(*words, "--known-at", os.environ["CRM_NOW"]): differ(" ".join(words), "--known-at now", "the same bytes", "others")
done()
