"""crm-quality once more, made from the journal by the definitions: the leads, their verdicts, and who is compared how.

usage: quality.py -p A..B [option ...]   the base is $CRM_DB, the moment $CRM_NOW
"""
import collections, math, sys
from ledger import *

options = sys.argv[1:]
def given(name): return options[options.index(name) + 1] if name in options else None
first, past = [start(datetime.date.fromisoformat((d + "-01")[:10])) for d in given("-p").split("..")]
at, known = NOW + 1, FOREVER
if given("--known-at"): known = instant(given("--known-at")); at = known + 1
if given("-T"): at = start(later(datetime.date.fromisoformat(given("-T")), 1))
rows = counting(events(), at, known)
of_lead = collections.defaultdict(list)
for e in rows:
    if e["lead"]: of_lead[e["lead"]].append(e)
QUALIFIED = RANK["qualified"]
leads, judged = fold(rows), {}
before = {}  # (lead, event): as it was after that event
for number, mine in of_lead.items():
    l = None
    for e in mine:
        if e["kind"] == "lead.created": l = Lead(e)
        elif l and e["kind"].startswith("lead."): l.take(e)
        if l: before[number, e["event"]] = (l.owner, l.state, l.stage)
came = collections.defaultdict(list)
for l in leads.values():
    if l.counts(): came[l.client].append((l.lead, l.created))
for l in leads.values():
    mine = of_lead[l.lead]
    bad = [e for e in mine if e["kind"] == "lead.disqualified"]
    if bad:
        e = min(bad, key=lambda e: e["at"])
        owner, t = before[l.lead, e["event"]][0], e["at"]
        touches = [x for x in mine if x["kind"] == "touch.added" and x["new"]["kind"] != "note"]
        within = lambda x: t < x <= t + 60 * 86400
        back = any(within(x["at"]) and x["new"].get("direction") == "in" for x in touches) or any(within(c) for other, c in came[l.client] if other != l.lead)
        later_on = [x for x in mine if x["event"] > e["event"]]
        while later_on and later_on[0]["kind"] != "lead.returned": later_on.pop(0)
        for x in later_on:
            who, state, stage = before[l.lead, x["event"]]
            if x["kind"] in ("lead.returned", "lead.qualified", "lead.moved", "lead.won") and state in ("open", "won") and stage >= QUALIFIED and who not in ("", owner): back = True
        judged[l.lead] = ("disqualified", t, owner, back, not any(x["at"] <= t for x in touches), t < l.created + 120)
    elif l.state != "disqualified":
        for rank, t, owner, _ in l.reach():
            if rank == QUALIFIED: judged[l.lead] = ("real", t, owner, False, False, False)
judged = {lead: j for lead, j in judged.items() if first <= j[1] < past and j[1] < at}

theirs = {r["lead"]: (r["judged"], instant(r["judged_at"]), r["manager"] or "", bool(r["boomerang"]), bool(r["untouched"]), bool(r["hasty"]))
          for r in ask("crm-quality", "-q", "-f", "json", "--ids", "decided", *options)}
for lead in sorted(judged.keys() | theirs.keys()):
    if judged.get(lead) != theirs.get(lead): differ("crm-quality", f"lead {lead}", judged.get(lead), theirs.get(lead))

def wilson(k, n, z=1.959963984540054):
    if not n: return (None,) * 3
    p, d = k / n, 1 + z * z / n
    c, h = (p + z * z / 2 / n) / d, z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n) / d
    return tuple(round(x, 4) for x in (p, max(0, c - h), min(1, c + h)))
for by, key in (("manager", lambda lead, j: j[2]), ("source", lambda lead, j: leads[lead].row.get("source") or "")):
    groups = collections.defaultdict(list)
    for lead, j in judged.items(): groups[key(lead, j)].append((leads[lead], j))
    shown = {r["group"] or "": r for r in ask("crm-quality", "-q", "-f", "json", "-g", by, *options)}
    if by == "manager" and set(shown) != set(groups): differ(by, "groups", sorted(groups), sorted(shown))
    for name, of in groups.items():
        if name not in shown: continue  # a source is shown as its settings call it
        n, r = len(of), shown[name]
        real = sum(j[0] == "real" for _, j in of)
        won = sum(j[0] == "real" and l.state == "won" for l, j in of)
        back = sum(j[3] for _, j in of)
        ours = (n, real, n - real, won, back, sum(j[4] for _, j in of), sum(j[5] for _, j in of))
        if ours != tuple(r[c] for c in "decided real disqualified won boomerang untouched hasty".split()): differ(by, name, ours, r)
        for column, k, m in (("rate", real, n), ("won_real", won, real), ("won_all", won, n), ("back", back, n - real)):
            share = tuple(r[column + end] for end in ("", "_lo", "_hi"))
            for a, b in zip(wilson(k, m), share):
                if (a is None) != (b is None) or (a is not None and abs(a - b) > 1.01e-4): differ(by, f"{name} {column}", wilson(k, m), share)
if not judged: differ("crm-quality", "judged leads", "some", 0)
done()
