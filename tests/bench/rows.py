"""Commands that take a row a lead: how many of a second, the same leads in a base of N and of N/10."""
from measure import Line, copy, run

# The life of fresh leads: each goes on where the one before has brought them, and no row is refused. What is typed beside the number of a lead or
# task; how sqlite3 changes the lead. What comes a second time only brings them on.
COMMANDS = [
    ("crm-assign", ["lead"], None),
    ("crm-disqualify", ["lead,reason", "not_target"], None),
    ("crm-return", ["lead"], None),
    ("crm-qualify", ["lead"], None),
    ("crm-touch-add", ["lead,kind,direction,at", "call,out,2026-11-20 21:00"], None),
    ("crm-task-add", ["lead,kind,due", "call,2026-11-25 12:00"], None),
    ("crm-task-done", ["task"], None),
    ("crm-move", ["lead,stage", "meeting"], "stage = 3"),
    ("crm-lose", ["lead,reason", "price"], "state = 2, reason = 7"),
    ("crm-return", ["lead"], None),
    ("crm-win", ["lead,amount", "5000000"], None),
]


def write(name, numbers, head, cells=None):
    with open(name, "w") as file:
        file.write(head + "\n")
        file.writelines(f"{number},{cells}\n" if cells else f"{number}\n" for number in numbers)


def answered(verdict):
    """The numbers of what the last command made or changed: row, number, verdict."""
    with open("verdicts.csv") as file:
        return [row.split(",")[1] for row in file if f",{verdict}," in row]


def fresh(base, name):
    """A copy with leads that nobody has touched yet; their numbers."""
    copy(base, name)
    run(["crm-lead-add", "-d", name], "fresh.csv", "verdicts.csv")
    return answered("added")


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
    bases = ("past.db", "tenth.db")
    leads = {base: fresh(base, f"rows-{base}") for base in bases}
    copy("past.db", "past-sql.db")
    known = fresh("past.db", "past-sql.db")
    tasks = {}
    for place, (command, cells, change) in enumerate(COMMANDS):
        def one(command=command, cells=cells, change=change, again=command in [name for name, _, _ in COMMANDS[:place]]):
            found, speed = {}, {}
            for base in bases:
                numbers = tasks[base] if cells[0] == "task" else leads[base]
                write("list.csv", numbers, *cells)
                found[base] = run([command, "-q", "--force", "-d", f"rows-{base}"], "list.csv", "verdicts.csv")
                speed[base] = len(numbers) / found[base].wall
                if command == "crm-task-add":
                    tasks[base] = answered("done")
            beside = {"sqlite3": len(known) / theirs(known, change).wall} if change else {}
            if not again:
                yield Line(command, speed["past.db"], "rows/s", speed["tenth.db"] / speed["past.db"], found["past.db"].memory, beside)
        yield one
