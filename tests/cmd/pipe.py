"""The rows of crm-pipe, and its counts, once more from the journal by the definitions.

usage: pipe.py [option ...]   the base is $CRM_DB, the moment $CRM_NOW; with --known-at K the evening of K
"""
import collections, math, sys
from ledger import *

options, at, known = sys.argv[1:], NOW, FOREVER
if "--known-at" in options: known = at = instant(options[options.index("--known-at") + 1])
HOURS, COLOURS = 3600, ["red", "yellow", "green"]
PROFILE, CONTACTS = (SETTING.get(k, d).split() for k, d in (("profile.fields", "name phone email source project payment family amount"), ("contacts.fields", "phone email")))
leads, tasks = {}, {}
for e in counting(events(), at + 1, known):
    new = e["new"]
    if e["kind"] == "lead.created": leads[e["lead"]] = Lead(e); leads[e["lead"]].touched = 0
    elif e["kind"] == "touch.added" and e["lead"] in leads: leads[e["lead"]].touched = max(leads[e["lead"]].touched, e["at"])
    elif e["kind"].startswith("lead.") and e["lead"] in leads: leads[e["lead"]].take(e)
    elif e["kind"] == "task.added": tasks[e["event"]] = {"task": e["event"], "lead": e["lead"], "client": e["client"], "due": int(new["due"]), "manager": new.get("manager", "")}
    elif e["kind"] == "task.set" and e["ref"] in tasks:
        t = tasks[e["ref"]]
        t["due"] = int(new.get("due", t["due"]))
        if "manager" in new: t["manager"] = new["manager"]
        if t["manager"] == "-": t["manager"] = ""
    elif e["kind"] == "task.done" and e["ref"] in tasks:
        if new.get("next_due"): tasks[e["ref"]]["due"] = int(new["next_due"])
        else: del tasks[e["ref"]]

clients = collections.defaultdict(lambda: {"leads": [], "tasks": []})
for l in leads.values(): clients[l.client]["leads"].append(l)
for t in sorted(tasks.values(), key=lambda t: (t["due"], t["task"])):
    if t["client"]: clients[t["client"]]["tasks"].append(t)

def known_of(client):
    """(missing of the profile, of the contacts): what no lead of his brought."""
    has = {key for l in client["leads"] for key, value in l.row.items() if value}
    return [f for f in PROFILE if f not in has], [f for f in CONTACTS if ("_phone" if f == "phone" else f) not in has]

def judge(client, mine, interest, lead, lost):
    late = work_between(mine[0]["due"], at) if mine and mine[0]["due"] < at else None
    ahead = [t["due"] for t in mine if t["due"] >= at]
    profile, contacts = known_of(client)
    grace, poor = float(SETTING.get("light.grace_hours", 4)) * HOURS, lambda missing, of, pct: bool(of) and 100 * (len(of) - len(missing)) // len(of) < int(pct)
    reasons, fixes = [], []
    def wrong(is_, reason, fix):
        if is_: reasons.append(reason); fixes.append(fix)
    done = f"crm-task-done {mine[0]['task']}" if mine else ""
    call = f"crm-task-add kind=call due=+1h lead={lead}"
    wrong(late is not None and late > grace, "overdue", done)
    wrong(not interest, "no_interest", f"crm-return {lost}" if lost else done)
    wrong(late is not None and late <= grace, "late", done)
    wrong(not ahead, "no_next_task", call)
    wrong(poor(profile, PROFILE, SETTING.get("light.profile_pct", 60)), "profile:" + ",".join(profile), call + f" text='{','.join(profile)}'")
    wrong(poor(contacts, CONTACTS, SETTING.get("light.contacts_pct", 80)), "contacts:" + ",".join(contacts), call + f" text='{','.join(contacts)}'")
    light = 0 if {"overdue", "no_interest"} & set(reasons) else 1 if reasons else 2
    return {"late": -1 if late is None else late, "next": ahead[0] if ahead else None, "light": light, "reasons": " ".join(reasons), "fix": fixes[0] if fixes else ""}

rows = []
for number, c in clients.items():
    open_ = sorted((l for l in c["leads"] if l.state == "open"), key=lambda l: (l.created, l.lead))
    for l in open_:
        mine = [t for t in c["tasks"] if t["lead"] == l.lead or (l is open_[-1] and t["lead"] not in {o.lead for o in open_})]
        since = max(l.since, l.created)
        rows.append({"list": "leads", "lead": l.lead, "client": number, "manager": l.owner, "stage": STAGES[l.stage]["stage"], "amount": l.amount, "since": since,
            "age": work_between(since, at), "target": int(STAGES[l.stage]["target_days"] or 0), "touched": l.touched, **judge(c, mine, True, l.lead, 0)})
    if not open_ and c["tasks"]:
        owner = next((t["manager"] for t in c["tasks"] if t["manager"]), "")
        lost = max((l.lead for l in c["leads"] if l.state == "lost"), default=0)
        rows.append({"list": "clients", "lead": 0, "client": number, "manager": owner, "stage": "", "amount": 0, "since": FOREVER, "age": 0, "target": 0,
            "touched": max((l.touched for l in c["leads"]), default=0), **judge(c, c["tasks"], False, 0, lost)})
DAY = 9 * HOURS
times = lambda r: r["age"] / r["target"] / DAY if r["target"] else 0
rows.sort(key=lambda r: (r["light"], -r["late"], -times(r), r["since"], r["lead"], r["client"]))

when = lambda text: instant(text) if text else None
money = lambda text: round(float(text) * 100) if text is not None else 0
theirs = ask("crm-pipe", "-q", "-f", "json", *options)
for a, b in zip(rows, theirs):
    ours = [a["list"], a["lead"] or None, a["client"], a["manager"] or None, a["stage"] or None, a["amount"], a["since"] if a["lead"] else None, a["target"] or None,
            a["touched"] or None, a["next"], COLOURS[a["light"]], a["reasons"] or None, a["fix"] or None]
    shown = [b["list"], b["lead"], b["client"], b["manager"], b["stage"], money(b["amount"]), when(b["since"]), b["target"], when(b["last_touch"]), when(b["next_task"]),
             b["light"], b["reasons"], b["fix"]]
    if ours != shown: differ("crm-pipe", "row", ours, shown)
    if a["lead"] and abs(float(b["age"]) - a["age"] / DAY) > .0501: differ("crm-pipe", f"age of {a['lead']}", a["age"] / DAY, b["age"])
    if abs(float(b["overdue_hours"]) - max(a["late"], 0) / HOURS) > .0501: differ("crm-pipe", f"hours of {a['client']}", a["late"] / HOURS, b["overdue_hours"])
if len(rows) != len(theirs): differ("crm-pipe", "rows", len(rows), len(theirs))

def wilson(k, n, z=1.959963984540054):
    middle, half = (k / n + z * z / 2 / n) / (1 + z * z / n), z * math.sqrt(k / n * (1 - k / n) / n + z * z / 4 / n / n) / (1 + z * z / n)
    return middle - half, middle + half
for by, of in (("manager", lambda r: r["manager"]), ("stage", lambda r: r["stage"]), ("unit", lambda r: (STAFF.get(r["manager"]) or {}).get("unit") or "")):
    cells = collections.defaultdict(list)
    for r in rows: cells[of(r), r["list"]].append(r)
    shown = {(r["group"] or "", r["list"]): r for r in ask("crm-pipe", "-q", "-f", "json", "-g", by, *options)}
    if set(cells) != set(shown): differ("-g " + by, "groups", set(cells), set(shown))
    for cell in set(cells) & set(shown):
        c, r = cells[cell], shown[cell]
        over, red = [x for x in c if x["target"] and x["age"] > x["target"] * DAY], [x for x in c if x["light"] == 0]
        ours = [len(c), sum(x["next"] is None for x in c), *(sum(x["light"] == i for x in c) for i in range(3))]
        if ours != [r[k] for k in ("all", "no_next_task", *COLOURS)]: differ(f"-g {by} {cell}", "counts", ours, r)
        if cell[1] == "leads":
            sums = [len(over), *(sum(x["amount"] for x in s) for s in (c, over, red))]
            if sums != [r["over"], money(r["amount"]), money(r["over_amount"]), money(r["red_amount"])]: differ(f"-g {by} {cell}", "sums", sums, r)
        for number, column in zip((len(red) / len(c), *wilson(len(red), len(c))), ("share", "share_lo", "share_hi")):
            if abs(float(r[column]) - number) > 6e-5: differ(f"-g {by} {cell}", column, number, r[column])
# His light in crm-lights is the worst of his rows.
worst = {}
for r in theirs: worst[r["client"]] = min(worst.get(r["client"], 2), COLOURS.index(r["light"]))
lights = {r["client"]: COLOURS.index(r["light"]) for r in ask("crm-lights", "-q", "-f", "json", *options)}
if set(lights) != set(worst): differ("crm-lights", "clients", sorted(worst), sorted(lights))
for client in set(lights) & set(worst):
    if (lights[client] == 0) != (worst[client] == 0): differ("crm-lights", f"red, client {client}", worst[client], lights[client])
for name in "leads", "clients":
    if not any(r["list"] == name for r in rows): differ("crm-pipe", name, "some", 0)
done()
