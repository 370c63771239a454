"""Commands that take a row a lead: how many of a second, the same leads in a base of N and of N/10."""
from measure import Line, copy, run

# The life of fresh leads: each goes on where the one before has brought them.
COMMANDS = [
    ("crm-assign", ["lead"], None),
    ("crm-qualify", ["lead"], None),
    ("crm-touch-add", ["lead,kind,direction,at", "call,out,2026-11-20 21:00"], None),
    ("crm-task-add", ["lead,kind,due", "call,2026-11-25 12:00"], None),
    ("crm-move", ["lead,stage", "meeting"], "stage = 3"),
    ("crm-lose", ["lead,reason", "price"], "state = 2, reason = 7"),
]


def write(name, leads, head, cells=None):
    with open(name, "w") as file:
        file.write(head + "\n")
        file.writelines(f"{lead},{cells}\n" if cells else f"{lead}\n" for lead in leads)


def fresh(base, name):
    """A copy with leads that nobody has touched yet; their numbers."""
    copy(base, name)
    run(["crm-lead-add", "-d", name], "fresh.csv", "verdicts.csv")
    with open("verdicts.csv") as file:
        return [row.split(",")[1] for row in file if ",added," in row]


def theirs(leads, change):
    """An event each, and the lead as it is then: in SQL, all at once."""
    write("list.csv", leads, "lead")
    with open("rows.sql", "w") as script:
        script.write(f"""create temp table wanted (lead integer);
.mode csv
.import --schema temp --skip 1 list.csv wanted
begin immediate;
insert into event (batch, kind, lead, occurred_at, recorded_at, new) select 1, 5, lead, 1, 1, '{{"stage":"meeting"}}' from wanted;
update lead set {change} where lead in (select lead from wanted);
commit;
""")
    return run(["sqlite3", "past-sql.db"], "rows.sql")


def steps():
    leads = {base: fresh(base, f"rows-{base}") for base in ("past.db", "tenth.db")}
    copy("past.db", "past-sql.db")
    known = fresh("past.db", "past-sql.db")
    for command, cells, change in COMMANDS:
        def one(command=command, cells=cells, change=change):
            found = {}
            for base, list_ in leads.items():
                write("list.csv", list_, *cells)
                found[base] = run([command, "-q", "--force", "-d", f"rows-{base}"], "list.csv")
            speed, speed_tenth = (len(leads[base]) / found[base].wall for base in ("past.db", "tenth.db"))
            beside = {"sqlite3": len(known) / theirs(known, change).wall} if change else {}
            yield Line(command, speed, "rows/s", speed_tenth / speed, found["past.db"].memory, beside)
        yield one
