"""Lead the base $CRM_DB through a random life: leads come, are handed out, moved, lost, won, returned, some typed in late, some taken back.

usage: stir.py SEED DAYS LEADS_A_DAY   the last evening is $CRM_NOW
"""
import csv, datetime, io, os, random, subprocess, sys

seed, days, a_day = map(int, sys.argv[1:4])
chance, end = random.Random(seed), datetime.datetime.fromisoformat(os.environ["CRM_NOW"])
staff = "belova danilova gromov kim petrova sokolov".split()
stages = "qualified meeting booking".split()
known = []

def run(words, rows):
    table = io.StringIO()
    if rows:
        out = csv.DictWriter(table, rows[0].keys())
        out.writeheader()
        out.writerows(rows)
    answer = subprocess.run(words, input=table.getvalue(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return list(csv.DictReader(io.StringIO(answer)))

def some(n): return [lead for lead in chance.sample(known, min(n, len(known)))]

def at(now):
    """Mostly of today, at times typed in weeks later."""
    return (now - datetime.timedelta(minutes=chance.randrange(500) if chance.random() < .7 else chance.randrange(30 * 1440))).isoformat()

def evening(now, leads):
    for row in leads:
        row["at"], row["manager"] = at(now), chance.choice(staff) if chance.random() < .6 else ""
    known.extend(r["lead"] for r in run(["crm-lead-add"], leads) if r["lead"] and r["verdict"] in ("added", "repeat"))
    n = max(2, a_day)
    run(["crm-assign"], [{"lead": l, "manager": chance.choice(staff)} for l in some(n)])
    run(["crm-qualify", "--force"], [{"lead": l, "at": at(now)} for l in some(n)])
    run(["crm-move", "--force"], [{"lead": l, "stage": chance.choice(stages), "at": at(now)} for l in some(n)])
    run(["crm-touch-add"], [{"lead": l, "kind": "call", "direction": chance.choice(["in", "out"]), "at": at(now)} for l in some(n)])
    due = lambda: (now + datetime.timedelta(hours=chance.randrange(-20, 200))).isoformat()
    made = run(["crm-task-add"], [{"lead": l, "kind": "call", "due": due(), "manager": chance.choice(staff)} for l in some(n)])
    run(["crm-task-done"], [{"task": t["task"], "next_due": due() if chance.random() < .3 else ""} for t in made if t["task"] and chance.random() < .5])
    run(["crm-task-set"], [{"task": t["task"], "manager": chance.choice(staff + [""]), "due": due() if chance.random() < .3 else ""}
                           for t in made if t["task"] and chance.random() < .3])
    run(["crm-win"], [{"lead": l, "at": at(now), "amount": chance.randrange(10**6, 10**7)} for l in some(1 + n // 8)])
    run(["crm-lose"], [{"lead": l, "reason": chance.choice(["price", "timing", "competitor"]), "at": at(now)} for l in some(n // 3)])
    run(["crm-disqualify"], [{"lead": l, "reason": chance.choice(["spam", "duplicate", "not_target"]), "at": at(now)} for l in some(n // 6)])
    run(["crm-return"], [{"lead": l, "manager": chance.choice(staff + [""]), "at": at(now)} for l in some(n // 3)])
    if chance.random() < .4:
        last = int(run(["crm-log", "-f", "csv", "-o", "batch"], [])[-1]["batch"])
        run(["crm-undo", "-q", str(chance.randrange(max(2, last - 8), last + 1))], [])

fresh = run(["crm-demo", "-f", "csv", "--seed", str(seed), "--leads", str(days * a_day)], [])
for back in range(days - 1, -1, -1):
    now = end - datetime.timedelta(days=back)
    os.environ["CRM_NOW"] = now.isoformat()
    evening(now, fresh[:a_day])
    del fresh[:a_day]
