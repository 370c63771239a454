"""Random lives of a department, and taking them back: whatever was undone, in whatever order, the tables are what the journal says.

usage: lives.py SEED RUNS   the base is $CRM_DB, new, with the staff of tests/cmd/helper.bash

RUNS runs of commands on a few rows each; among them undos of any earlier run, undos of undos too, some with what is
in the way, each followed by crm-db check. Then a day:
a hash in the morning, more runs, a hash in the evening; all of the day is taken back, the last run first, and the hash must be the morning's;
that is taken back too, and it must be the evening's. Exit 1 and what went wrong, else a line of counts.
"""
import csv, datetime, io, os, random, subprocess, sys

seed, runs = int(sys.argv[1]), int(sys.argv[2])
chance = random.Random(seed)
now = datetime.datetime.fromisoformat("2026-09-01T09:00:00+03:00")
staff = "ivanov petrova kim".split()
counts = {"runs": 0, "rows": 0, "undos": 0, "refused": 0}
trail = []


def fail(what):
    sys.exit("seed %d: %s\n%s" % (seed, what, "\n".join(trail[-12:])))


def run(words, rows=None):
    global now
    now += datetime.timedelta(minutes=chance.randrange(1, 180))
    os.environ["CRM_NOW"] = now.isoformat()
    table = io.StringIO()
    if rows:
        out = csv.DictWriter(table, list(dict.fromkeys(key for row in rows for key in row)), restval="")
        out.writeheader()
        out.writerows(rows)
    done = subprocess.run(words, input=table.getvalue(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    trail.append("$ %s <<< %s\n%s" % (" ".join(words), table.getvalue().strip(), done.stderr.strip()))
    if done.returncode not in (0, 65):
        fail("exit %d" % done.returncode)
    counts["runs"] += 1
    counts["rows"] += len(rows or ())
    return list(csv.DictReader(io.StringIO(done.stdout)))


def ask(*words):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        fail("%s: exit %d\n%s" % (" ".join(words), done.returncode, done.stdout))
    return done.stdout.splitlines()


def state(): return ask("crm-db", "check", "--hash", "-f", "tsv")[-1]
def sound(): ask("crm-db", "check")
def last(): return int(ask("crm-log", "-f", "tsv", "-o", "batch")[-1])


def some(column, n, *words):
    found = [line for line in ask(*words, "-f", "tsv", "-o", column)[1:] if line]
    return chance.sample(found, min(n, len(found)))


def at():
    """Mostly of now, at times typed in weeks later."""
    return (now - datetime.timedelta(minutes=chance.choice([0, 5, 300, 30 * 1440]))).isoformat()


def leads(n): return some("lead", n, "crm-leads")
def few(): return chance.randrange(1, 9)
def phone(): return chance.choice(["8 916 %03d-00-00", "+7(916)%03d0000", "7916%03d0000"]) % chance.randrange(25)


def inquiry():
    row = {"at": at()}
    if chance.random() < .8: row["name"] = chance.choice("Анна Борис Вера Глеб Дарья".split()) + " " + chance.choice("Лис Волк Ёж".split())
    if chance.random() < .7: row["phone"] = phone()
    if chance.random() < .5: row["email"] = "u%d@client.example" % chance.randrange(15)
    if chance.random() < .5: row["source"] = chance.choice(["site", "expo", "call"])
    if chance.random() < .3: row["project"] = chance.choice(["Парк", "Сад"])
    if chance.random() < .3: row["ext_id"] = str(chance.randrange(40))
    if chance.random() < .4: row["manager"] = chance.choice(staff)
    if chance.random() < .2: row["stage"] = chance.choice(["meeting", "booking", "contract"])
    if chance.random() < .3: row["amount"] = str(chance.randrange(1, 9)) + " 000 000"
    if chance.random() < .4: row["consent"] = chance.choice(["да", "нет", "email, sms", "yes"])
    if chance.random() < .1: row["comment"] = "продвижение вашего сайта"
    return row


def settings():
    table, row = chance.choice([
        ("setting", {"key": "light.late", "value": str(chance.randrange(3))}),
        ("setting", {"key": "profile.fields", "value": chance.choice(["name phone email", "source name project"])}),
        ("setting", {"key": "timezone", "value": chance.choice(["Europe/Moscow", "Asia/Vladivostok"])}),
        ("list", {"list": "blocked", "value": phone()}),
        ("list", {"list": "shareholder", "value": "u%d@client.example" % chance.randrange(15)}),
        ("stage", {"stage": "show", "pos": str(chance.randrange(21, 49)), "kind": "open"}),
        ("reason", {"reason": "moved", "kind": "lose", "reanimate": "1"}),
        ("manager", {"manager": "m%d" % chance.randrange(4), "role": "manager", "unit": "north"}),
        ("absence", {"manager": "kim", "from": "2026-09-0%d" % chance.randrange(1, 9), "to": "2026-09-20"}),
        ("rule", {"rule": "r%d" % chance.randrange(3), "pos": "5", "column": "name", "pattern": "ёж", "verdict": "spam"}),
    ])
    run(["crm-conf", "put", table], [row])


def act(command, **columns):
    run([command], [dict({"lead": lead, "at": at()}, **{key: pick() for key, pick in columns.items()}) for lead in leads(few())])


def consent():
    run(["crm-consent"], [{"lead": lead, "at": at(), "channel": chance.choice(["email", "sms", "all"]), "proof": chance.choice(["", "form 7"]),
        "state": chance.choice(["given", "withdrawn"])} for lead in leads(few())])


def task():
    run(["crm-task-add"], [{"lead": lead, "kind": "call", "due": (now + datetime.timedelta(hours=chance.randrange(99))).isoformat(),
        "manager": chance.choice(staff)} for lead in leads(few()) + [""]])


def task_done():
    run(["crm-task-done"], [{"task": t, "next_due": chance.choice(["", "+2d"])} for t in some("task", few(), "crm-tasks")])


def client():
    run(["crm-client-add"], [{"name": chance.choice(["", "Анна Лис", "Пётр Пень"]), "phone": phone(), "email": chance.choice(["", "u3@client.example"]),
        "role": chance.choice(["", "shareholder", "-"])} for _ in range(few())])


def merge():
    """Some records of one person, parted again, or two people for good."""
    run(["crm-merge"] + chance.choice([["--force"], ["--force"], ["--split"], ["--refuse"]]),
        [{"keep": k, "drop": d} for k, d in zip(some("client", few(), "crm-leads"), some("client", few(), "crm-leads"))])


pick = lambda *words: lambda: chance.choice(words)
deeds = [
    lambda: run(["crm-lead-add"], [inquiry() for _ in range(chance.randrange(1, 12))]),
    lambda: run(["crm-lead-add"], [inquiry() for _ in range(chance.randrange(1, 12))]),
    lambda: act("crm-assign", manager=pick("", *staff)),
    lambda: act("crm-qualify"), lambda: act("crm-disqualify", reason=pick("spam", "wrong_number", "not_target")),
    lambda: act("crm-move", stage=pick("qualified", "meeting", "booking", "contract", "new")),
    lambda: act("crm-win", amount=pick("", "5000000")), lambda: act("crm-lose", reason=pick("price", "no_answer", "timing")),
    lambda: act("crm-return", manager=pick("", *staff)),
    lambda: act("crm-touch-add", kind=pick("call", "letter"), direction=pick("in", "out"), result=pick("", "no_answer", "Пропущен"), text=pick("", "перезвонить")),
    task, task_done, settings, consent,
    lambda: run(["crm-plan-add"], [{"month": "2026-09", "metric": chance.choice(["leads", "amount"]), "value": str(chance.randrange(9, 99)),
        "manager": chance.choice(["", "ivanov"])}]),
    lambda: run(["crm-reanimate"]), client, client, merge, merge,
]


def deed():
    chance.choice(deeds)()


def undo(batch, all_of_it=False, options=()):
    rows = run(["crm-undo", *options, str(batch)])
    counts["undos"] += 1
    for row in rows:
        counts["refused"] += row["verdict"] == "rejected"
        if all_of_it and row["verdict"] == "rejected": fail("batch %d: %s" % (batch, row["reason"]))
    return rows


def undo_any():
    later = ["--with-later"] if chance.random() < .4 else []
    preview = subprocess.run(["crm-undo", "-n", "-q", *later, str(batch := chance.randrange(2, last() + 1))], stdout=subprocess.PIPE, text=True).stdout
    before = state()
    rows = undo(batch, options=later)
    if list(csv.DictReader(io.StringIO(preview))) != rows: fail("-n foretold something else of batch %d" % batch)
    if not any(row["verdict"] == "done" for row in rows) and state() != before: fail("an undo of nothing changed something")
    sound()


for _ in range(runs):
    deed()
    if chance.random() < .35: undo_any()
sound()
morning, first = state(), last() + 1
for _ in range(runs // 2):
    deed()
    if chance.random() < .2: undo_any()
evening, end = state(), last()
for batch in range(end, first - 1, -1):
    undo(batch, True)
sound()
if state() != morning: fail("the day is taken back, and it is not the morning")
back = last()
for batch in range(back, end, -1):
    undo(batch, True)
sound()
if state() != evening: fail("taking the day back is taken back, and it is not the evening")
print("seed %d: %s" % (seed, ", ".join("%s %d" % item for item in counts.items())))
