"""Hand out ten thousand leads, or so many, over a month in the base $CRM_DB, with absences, a manager hired and one who leaves, and say how far
the farthest manager is from his exact share: the sum, over the leads, of his weight by the weights of those who were here.

usage: fair.py METHOD MANAGERS SEED [LEADS]     prints: leads, days that all went to the pool, the largest deviation at the end
"""
import csv, datetime, io, os, random, subprocess, sys
from fractions import Fraction

method, n, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
chance, DAYS, LEADS = random.Random(f"{method} {n} {seed}"), 30, int((sys.argv[4:] or [10000])[0])
first = datetime.date(2026, 11, 1)
day = lambda d: (first + datetime.timedelta(days=d)).isoformat()

def run(words, text=None):
    done = subprocess.run(words, input=text, stdout=subprocess.PIPE, text=True, check=True)
    return list(csv.DictReader(io.StringIO(done.stdout)))

staff = [{"manager": f"m{i + 1}", "weight": i + 1, "hired": 0, "left": DAYS} for i in range(n)]
if n > 2:
    staff[chance.randrange(n)]["hired"] = chance.randrange(2, 20)
    staff[chance.randrange(n)]["left"] = chance.randrange(22, DAYS)
away = {m["manager"]: [] for m in staff}
for m in staff:
    d = 0
    while d < DAYS:
        d += chance.choice([1, 2, 3, 5, 8])
        length = chance.choice([1, 1, 1, 2, 3, 6])
        if d < DAYS and chance.random() < .6:
            away[m["manager"]].append((d, d + length - 1))
        d += length
here = lambda m, d: m["hired"] <= d < m["left"] and not any(a <= d <= b for a, b in away[m["manager"]])

os.environ["CRM_NOW"] = f"{day(0)}T08:00:00+03:00"
run(["crm-conf", "put", "manager", "-q"], "manager,role,weight,hired,left\n" + "".join(
    f'{m["manager"]},manager,{m["weight"]},{day(m["hired"])},{day(m["left"])}\n' for m in staff))
run(["crm-conf", "put", "absence", "-q"], "manager,from,to\n" + "".join(
    f"{m},{day(a)},{day(b)}\n" for m in away for a, b in away[m]))
run(["crm-conf", "put", "setting", "-q", "key=assign.method", f"value={method}"])

cuts = sorted(chance.sample(range(1, LEADS), DAYS - 1)) + [LEADS]
share = {m["manager"]: Fraction(0) for m in staff}
got = dict.fromkeys(share, 0)
came = pooled = 0
for d in range(DAYS):
    os.environ["CRM_NOW"] = f"{day(d)}T18:00:00+03:00"
    run(["crm-lead-add", "-q"], "name,phone\n" + "".join(f"L,+7916{i:07d}\n" for i in range(came, cuts[d])))
    came = cuts[d]
    waiting = subprocess.run(["crm-leads", "--unassigned"], stdout=subprocess.PIPE, text=True, check=True).stdout
    answers = run(["crm-assign", "-q"], waiting)
    among = [m for m in staff if here(m, d)]
    weight = lambda m: m["weight"] if method == "weighted" else 1
    pooled += not among
    for a in answers:
        if not among:
            assert a["verdict"] == "pool", a
            continue
        assert a["verdict"] == "done" and a["method"] == method, a
        assert a["manager"] in [m["manager"] for m in among], (d, a)
        got[a["manager"]] += 1
        for m in among:
            share[m["manager"]] += Fraction(weight(m), sum(map(weight, among)))
worst = max(abs(got[m] - share[m]) for m in share)
assert sum(got.values()) == sum(share.values())
print(came, pooled, f"{float(worst):.2f}")
