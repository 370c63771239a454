"""The lists of crm-forgotten once more, made from the journal by the definitions.

usage: forgotten.py [option ...]   the base is $CRM_DB, the moment $CRM_NOW; with --known-at K the evening of K
"""
import sys
from ledger import *

options, at = sys.argv[1:], NOW
known = FOREVER
if "--known-at" in options: known = at = instant(options[options.index("--known-at") + 1])
leads, tasks = {}, {}
for e in counting(events(), at + 1, known):
    new = e["new"]
    if e["kind"] == "lead.created": leads[e["lead"]] = Lead(e); leads[e["lead"]].touched = 0
    elif e["kind"] == "touch.added" and e["lead"] in leads: leads[e["lead"]].touched = max(leads[e["lead"]].touched, e["at"])
    elif e["kind"].startswith("lead.") and e["lead"] in leads: leads[e["lead"]].take(e)
    elif e["kind"] == "task.added": tasks[e["event"]] = [e["lead"], int(new["due"])]
    elif e["kind"] == "task.set" and e["ref"] in tasks: tasks[e["ref"]][1] = int(new.get("due", tasks[e["ref"]][1]))
    elif e["kind"] == "task.done" and e["ref"] in tasks:
        if new.get("next_due"): tasks[e["ref"]][1] = int(new["next_due"])
        else: del tasks[e["ref"]]
todo = {}
for task, (lead, due) in tasks.items(): todo.setdefault(lead, []).append((due, task))
ours = {"forgotten": [], "overdue": [], "unassigned": []}
for l in leads.values():
    if l.state != "open": continue
    left = (STAFF.get(l.owner) or {}).get("left")
    mine = sorted(todo.get(l.lead, []))
    seen = max(l.created, l.since, l.touched)
    rot = int(STAGES[l.stage]["rot_days"] or SETTING.get("forgotten.days", 7))
    if not l.owner or (left and datetime.date.fromisoformat(left) <= day(at)): ours["unassigned"].append((l.created, l.lead, None))
    elif mine and mine[0][0] < at: ours["overdue"].append((mine[0][0], l.lead, mine[0][1]))
    elif not mine and seen < at - rot * 86400: ours["forgotten"].append((seen, l.lead, None))
ours = [(name, lead, since, (at - since) // 86400, task) for name, rows in ours.items() for since, lead, task in sorted(rows)]
theirs = [(r["list"], r["lead"], instant(r["since"]), r["days"], r["task"]) for r in ask("crm-forgotten", "-q", "-f", "json", *options)]
for a, b in zip(ours, theirs):
    if a != b: differ("crm-forgotten", "row", a, b)
if len(ours) != len(theirs): differ("crm-forgotten", "rows", len(ours), len(theirs))
if len({row[0] for row in ours}) < 2: differ("crm-forgotten", "lists with something in them", "two at least", {row[0] for row in ours})
done()
