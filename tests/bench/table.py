"""Measure crm beside sqlite3: medians of five runs, ours and theirs in turn. Called by run, in a folder of its own."""
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

ROUNDS = 5
LOOP = 20  # single inserts in one measurement
COLUMNS = "at name phone email source campaign project payment family comment company".split()
MONTH = "2026-10"
BEGIN, END = 1790802000, 1793480400  # October 2026 in Moscow


class Failed(Exception):
    pass


def run(args, stdin=None, stdout=os.devnull):
    """Wall seconds and peak memory in MB of one program."""
    with open(stdin or os.devnull, "rb") as source, open(stdout, "wb") as sink, open("stderr", "wb") as errors:
        start = time.perf_counter()
        child = subprocess.Popen(args, stdin=source, stdout=sink, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        with open("stderr", errors="replace") as errors:
            last = (errors.read().strip().splitlines() or ["no message"])[-1]
        raise Failed(f"{args[0]}: exit {child.returncode}: {last}")
    return wall, usage.ru_maxrss / 1024


def remove(name):
    for end in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(name + end):
            os.remove(name + end)


def copy(source, name):
    remove(name)
    shutil.copyfile(source, name)
    os.sync()


def in_turn(ours, theirs):
    """Medians of both; what came before is not charged to either."""
    walls = ([], [])
    for _ in range(ROUNDS):
        for each, wall in zip((ours, theirs), walls):
            os.sync()
            wall.append(each())
    return tuple(statistics.median(wall) for wall in walls)


def show(work, ours, theirs, goal, unit="s", ratio=None):
    value = ours / theirs if ratio is None else ratio
    beside = "" if theirs is None else f"{theirs:.3f} {unit}"
    shown = f"{value:.2f}" if ratio is None else ""
    met = "yes" if value <= goal else "no"
    print(f"{work:<46} {ours:>11.3f} {unit:<2} {beside:>14} {shown:>7} {goal:>7} {met:>5}", flush=True)


def plain_table(name):
    remove(name)
    run(["sqlite3", name, "create table lead (%s)" % ", ".join(column + " text" for column in COLUMNS)])


def bench_import(rows):
    peak = []

    def ours():
        copy("empty.db", "ours.db")
        wall, memory = run(["crm-lead-add", "-d", "ours.db"], "leads.csv", "verdicts.csv")
        peak.append(memory)
        return wall

    def theirs():
        plain_table("theirs.db")
        os.sync()
        return run(["sqlite3", "theirs.db", ".mode csv", ".import --skip 1 leads.csv lead"])[0]

    ours_wall, theirs_wall = in_turn(ours, theirs)
    with open("verdicts.csv", "rb") as verdicts:
        lines = sum(1 for _ in verdicts)
    if lines != rows + 1:
        raise Failed(f"{lines - 1} verdicts for {rows} rows")
    show(f"import of {rows} leads: .import", ours_wall, theirs_wall, 2.0)
    show(f"import of {rows} leads: peak memory", max(peak), None, 512, "MB", max(peak))


def bench_single():
    count = [0]

    def ours():
        start = time.perf_counter()
        for _ in range(LOOP):
            count[0] += 1
            run(["crm-lead-add", "-d", "ours.db", f"name=Проба {count[0]}", f"phone=+7 800 000-{count[0]:04d}"])
        return (time.perf_counter() - start) / LOOP

    def theirs():
        start = time.perf_counter()
        for _ in range(LOOP):
            count[0] += 1
            insert = f"insert into lead (name, phone) values ('Проба {count[0]}', '+7 800 000-{count[0]:04d}')"
            run(["sqlite3", "theirs.db", insert])
        return (time.perf_counter() - start) / LOOP

    show("one lead, on disk: insert", *in_turn(ours, theirs), 1.2)


RULES = """rule,pos,column,pattern,verdict,example
b1,110,comment,казино|casino|ставки на спорт,spam,лучшее казино
b2,120,comment,(?:https?://|www[.])[^ ]+[.](?:xyz|top|click),spam,http://a.xyz
b3,130,name,^(?:test|тест|asdf|qwerty)$,spam,тест
"""


def bench_rules(rows):
    """Seven rules of the pack and three more, against none."""
    with open("rules.csv", "w") as file:
        file.write(RULES)
    copy("empty.db", "none.db")
    run(["sqlite3", "none.db", "delete from rule"])
    copy("empty.db", "ten.db")
    run(["crm-conf", "-q", "-d", "ten.db", "put", "rule"], "rules.csv")

    def over(name):
        def one():
            copy(name, "judged.db")
            return run(["crm-lead-add", "-q", "-d", "judged.db"], "leads.csv")[0]
        return one

    show(f"import of {rows} leads by ten rules: none", *in_turn(over("ten.db"), over("none.db")), 1.25)


def bench_match(rows):
    """A tenth as many again; of these, four of five are by people the base knows."""
    run(["crm-demo", "--leads", str(rows // 10), "--seed", "2"], stdout="small.csv")

    def over(name):
        def one():
            copy(name, "matched.db")
            return run(["crm-lead-add", "-d", "matched.db"], "small.csv", "verdicts.csv")[0]
        return one

    shutil.copyfile("ours.db", "full.db")
    show(f"{rows // 10} leads into {rows}: into none", *in_turn(over("full.db"), over("empty.db")), 1.8)


def live(name, rows):
    """Managers, and a history for a fifth of the leads."""
    manager = "manager,name,role,unit\n" + "".join(f"m{i},Менеджер {i},manager,all\n" for i in range(1, 21))
    lists = {"manager": manager, "assign": "lead\n", "qualify": "lead\n", "move": "lead,stage\n"}
    for lead in range(5, rows + 1, 5):
        lists["assign"] += f"{lead}\n"
    # What is a duplicate, or spam, cannot be moved: only open leads go on.
    run(["sqlite3", "-readonly", name, "select lead from lead where state = 0 and lead % 5 = 0 order by lead"], stdout="open")
    with open("open") as file:
        leads = file.read().split()
    lists["qualify"] += "".join(f"{lead}\n" for lead in leads[::2])
    lists["move"] += "".join(f"{lead},meeting\n" for lead in leads[::4])
    for table, text in lists.items():
        with open(table + ".csv", "w") as file:
            file.write(text)
    run(["crm-conf", "-d", name, "put", "manager"], "manager.csv")
    for table in ("assign", "qualify", "move"):
        run(["crm-" + table, "-q", "-d", name], table + ".csv")


def make_bases(rows):
    run(["crm-demo", "--leads", str(rows // 10), "--seed", "2"], stdout="small.csv")
    copy("empty.db", "small.db")
    run(["crm-lead-add", "-q", "-d", "small.db"], "small.csv")
    live("small.db", rows // 10)
    live("ours.db", rows)


def bench_kpi(rows):
    def over(name):
        return lambda: run(["crm-kpi-daily", "-d", name, "-f", "csv"])[0]

    show(f"crm-kpi-daily at {rows}: at {rows // 10}", *in_turn(over("ours.db"), over("small.db")), 1.2)


def bench_funnel(rows):
    # Spam and duplicates are no leads of the funnel.
    count = f"""select s.stage, count(*) from (
        select lead, (select min(id) from stage) as stage from lead union all select lead, stage from reach) as r
        join lead as l on l.lead = r.lead join stage as s on s.id = r.stage
        where l.created_at >= {BEGIN} and l.created_at < {END}
        and (l.state <> 3 or l.reason not in (select id from reason where reason in ('spam', 'duplicate')))
        group by s.pos order by s.pos"""

    def ours():
        return run(["crm-funnel", "-d", "ours.db", "-p", MONTH, "-f", "csv", "-o", "stage,reached"], stdout="ours.csv")[0]

    def theirs():
        return run(["sqlite3", "-readonly", "-csv", "ours.db", count], stdout="theirs.csv")[0]

    walls = in_turn(ours, theirs)
    with open("ours.csv") as mine, open("theirs.csv") as other:
        mine = [line for line in mine.read().split()[1:] if not line.endswith(",0")]
        if mine != other.read().split():
            raise Failed("crm-funnel and the query count differently")
    show(f"crm-funnel of a month at {rows}: a query", *walls, 1.0)


def bench_find(rows):
    """Searches over a warm index, process and all; the worst of each kind. Names and words are those of the data."""
    def worst(questions):
        walls = []
        for words in questions:
            run(["crm-find", "-d", "ours.db", *words], stdout="found.csv")
            walls.append(statistics.median(run(["crm-find", "-d", "ours.db", *words], stdout="found.csv")[0] for _ in range(ROUNDS)))
            with open("found.csv") as found:
                if sum(1 for _ in found) < 2:
                    raise Failed(f"crm-find {words}: nothing found")
        return max(walls) * 1000

    show(f"index of {rows} leads, made anew", run(["crm-find", "-d", "ours.db", "--refresh"])[0], None, float("inf"), ratio=0)
    phone = subprocess.run(["sqlite3", "-readonly", "ours.db", "select max(phone) from phone"], capture_output=True, text=True).stdout.strip()
    words = worst([["тихонов"], ["тихонов", "ипотека"], ["ипотека"], ["квартира"], ["а"], [phone], [phone[-4:]], ["box.example"], ["nb[jyjd"]])
    show("crm-find, the slowest of nine questions", words, None, 50, "ms", words)
    fuzzy = worst([["тихноов"], ["тиханов"], ["черняеу"], ["тихонв"]])
    show("crm-find, a typing error in a name", fuzzy, None, 200, "ms", fuzzy)
    route = statistics.median(run(["crm-find", "-d", "ours.db", "--route", "+" + phone])[0] for _ in range(ROUNDS)) * 1000
    show("crm-find --route", route, None, 10, "ms", route)
    wall, peak = run(["crm-dups", "-d", "ours.db"], stdout="dups.csv")
    show("crm-dups of everybody", wall, None, float("inf"), ratio=0)
    show("crm-dups of everybody: peak memory", peak, None, 512, "MB", peak)


def main():
    rows = int(sys.argv[1]) if re.fullmatch(r"[1-9][0-9]{1,8}", sys.argv[1]) else sys.exit("bench: BENCH_ROWS is a number from 10")
    print(f"{'work: beside what':<46} {'ours':>14} {'theirs':>14} {'ratio':>7} {'goal':>7} {'met?':>5}", flush=True)
    steps = [lambda: bench_import(rows), lambda: bench_match(rows), lambda: bench_rules(rows), bench_single, lambda: make_bases(rows), lambda: bench_kpi(rows), lambda: bench_funnel(rows),
             lambda: bench_find(rows)]
    try:
        run(["crm-db", "init", "--pack", "realty", "-d", "empty.db"])
        run(["crm-demo", "--leads", str(rows)], stdout="leads.csv")
    except Failed as failure:
        sys.exit(f"bench: {failure}")
    for step in steps:
        try:
            step()
        except Failed as failure:
            print(f"-- {failure}", flush=True)


main()
