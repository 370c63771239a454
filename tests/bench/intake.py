"""What comes in: files of leads, one lead, fifty forms at once."""
import os
import re
import shutil
import statistics
import subprocess
import threading
import time

import peers
from measure import FEW, FRESH, Failed, Line, Run, copy, in_turn, remove, run

LOOP = 20  # single leads in one measurement
FORMS, WAVES = 50, 6
RULES = """rule,pos,column,pattern,verdict,example
b1,110,comment,казино|casino|ставки на спорт,spam,лучшее казино
b2,120,comment,(?:https?://|www[.])[^ ]+[.](?:xyz|top|click),spam,http://a.xyz
b3,130,name,^(?:test|тест|asdf|qwerty)$,spam,тест
"""


def load(source, base="empty.db", name="ours.db", options=()):
    def one():
        copy(base, name)
        return run(["crm-lead-add", "-d", name, *options], source, "verdicts.csv")
    return one


def plain(source):
    def one():
        peers.plain_table("theirs.db")
        os.sync()
        return run(["sqlite3", "theirs.db", ".mode csv", f".import --skip 1 {source} lead"])
    return one


def job():
    """.import, and in SQL what the intake does beside."""
    peers.plain_table("job.db", "row")
    with open("job.sql", "w") as script:
        script.write(".mode csv\n.import --skip 1 leads.csv row\n" + peers.JOB)
    os.sync()
    return run(["sqlite3", "job.db"], "job.sql")


def duck_job():
    remove("job.duckdb")
    return run(["duckdb", "job.duckdb", peers.DUCK_JOB])


def check_verdicts(rows):
    with open("verdicts.csv", "rb") as verdicts:
        lines = sum(1 for _ in verdicts)
    if lines != rows + 1:
        raise Failed(f"{lines - 1} verdicts for {rows} rows")


def first_load(rows):
    tenth, ours, theirs = in_turn(load("tenth.csv"), load("leads.csv"), plain("leads.csv"), rounds=3)
    check_verdicts(rows)
    beside = {".import": theirs.wall, ".import and SQL": in_turn(job, rounds=1)[0].wall}
    if shutil.which("duckdb"):
        beside["duckdb"] = in_turn(duck_job, rounds=2)[0].wall
    remove("job.db", "job.duckdb")
    yield Line("crm-lead-add of a first load", ours.wall, "s", ours.wall / tenth.wall / 10, ours.memory, beside)
    thrice, thrice_theirs = in_turn(load("thrice.csv"), plain("thrice.csv"), rounds=2)
    # Growth of the ratio: what .import has, too, is the disk's.
    growth = thrice.wall / thrice_theirs.wall * theirs.wall / ours.wall
    remove("thrice.csv", "ours.db", "theirs.db")
    yield Line("crm-lead-add of three times that", thrice.wall, "s", growth, thrice.memory, {".import": thrice_theirs.wall})


def counted(args, rows):
    run(["env", "CRM_THREADS=1", "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *args], rows)
    with open("stderr", errors="replace") as told:
        return int(re.search(r"Collected : (\d+)", told.read())[1])


def instructions():
    """Of a row: those of many rows without those of a few."""
    def ours(rows):
        copy("empty.db", "ours.db")
        return counted(["crm-lead-add", "-q", "-d", "ours.db"], rows)

    def theirs(rows):
        peers.plain_table("theirs.db")
        return counted(["sqlite3", "theirs.db", ".mode csv", f".import --skip 1 {rows} lead"], None)

    if not shutil.which("valgrind"):
        raise Failed("valgrind is not installed: scripts/setup lint")
    mine, other = ((work("fresh.csv") - work("few.csv")) / (FRESH - FEW) for work in (ours, theirs))
    yield Line("crm-lead-add of a row", mine, "instructions", None, None, {".import": other})


def into_full():
    full, none = in_turn(load("tenth.csv", "past.db", "full.db"), load("tenth.csv"), rounds=3)
    remove("full.db")
    yield Line("crm-lead-add of a tenth more", full.wall, "s", full.wall / none.wall, full.memory)


def all_or_none(rows):
    for option in ("-n", "--atomic"):
        ours = load("leads.csv", options=[option])()
        check_verdicts(rows)
        yield Line(f"crm-lead-add {option}", ours.wall, "s", None, ours.memory)


def by_rules():
    with open("rules.csv", "w") as file:
        file.write(RULES)
    copy("empty.db", "none.db")
    run(["sqlite3", "none.db", "delete from rule"])
    copy("empty.db", "ten.db")
    run(["crm-conf", "-q", "-d", "ten.db", "put", "rule"], "rules.csv")
    ten, none = in_turn(load("tenth.csv", "ten.db"), load("tenth.csv", "none.db"))
    yield Line("crm-lead-add by ten rules", ten.wall, "s", ten.wall / none.wall, ten.memory)


def one_lead():
    count = [0]

    def repeat(make):
        def one():
            start, memory = time.perf_counter(), 0
            for _ in range(LOOP):
                count[0] += 1
                memory = max(memory, run(make(count[0])).memory)
            return Run((time.perf_counter() - start) / LOOP, memory)
        return one

    copy("past.db", "one.db")
    copy("tenth.db", "one-tenth.db")
    peers.plain_table("theirs.db", journal="wal")  # as many syncs as ours

    def ours(base):
        return repeat(lambda n: ["crm-lead-add", "-q", "-d", base, f"name=Проба {n}", f"phone=+7 800 000-{n:04d}"])

    theirs = repeat(lambda n: ["sqlite3", "theirs.db", f"insert into lead (name, phone) values ('Проба {n}', '+7 800 000-{n:04d}')"])
    one, tenth, other = in_turn(ours("one.db"), ours("one-tenth.db"), theirs)
    yield Line("crm-lead-add of one lead", one.wall * 1000, "ms", one.wall / tenth.wall, one.memory, {"sqlite3": other.wall * 1000})


def at_once(start):
    """The 99th of a hundred of all: ms from the start of a program to its end, FORMS of them at the same time."""
    walls = []

    def one(number):
        begin = time.perf_counter()
        code = start(number)
        walls.append((time.perf_counter() - begin) * 1000 if code == 0 else None)

    for wave in range(WAVES):
        threads = [threading.Thread(target=one, args=(wave * FORMS + i,)) for i in range(FORMS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if None in walls:
        raise Failed(f"{walls.count(None)} of {len(walls)} forms failed")
    return statistics.quantiles(walls, n=100)[98]


def forms():
    def ours(base):
        def start(number):
            body = f"name=Form&phone=8800{number:07d}".encode()
            settings = dict(os.environ, CRM_DB=base, REQUEST_METHOD="POST", CONTENT_TYPE="application/x-www-form-urlencoded", CONTENT_LENGTH=str(len(body)),
                            REMOTE_ADDR=f"192.0.{number // 250}.{number % 250}")
            answer = subprocess.run(["crm-lead-form", "-q"], input=body, env=settings, capture_output=True)
            return answer.returncode or not answer.stdout.startswith(b"Status: 200 ")
        return at_once(start)

    def theirs(number):
        insert = f"insert into lead (name, phone) values ('Form', '8800{number:07d}')"
        return subprocess.run(["sqlite3", "-cmd", ".timeout 30000", "theirs.db", insert], capture_output=True).returncode

    copy("past.db", "one.db")
    copy("tenth.db", "one-tenth.db")
    peers.plain_table("theirs.db", journal="wal")
    big, small, other = ours("one.db"), ours("one-tenth.db"), at_once(theirs)
    remove("one.db", "one-tenth.db")
    yield Line("crm-lead-form of fifty at once: p99", big, "ms", big / small, None, {"sqlite3": other})


def steps(rows):
    yield lambda: first_load(rows)
    yield instructions
    yield into_full
    yield lambda: all_or_none(rows)
    yield by_rules
    yield one_lead
    yield forms
