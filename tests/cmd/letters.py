"""The letters of the next mornings, sent, beside what the definition (D12) makes of the same leads.

usage: letters.py DAYS   the base is $CRM_DB, the moment $CRM_NOW; prints what differs, exit 1 if anything does
"""
import collections, re
from ledger import *

def held_out(lead, name, pct):
    """The constants are in the definition: whoever is held out stays so for ever."""
    mask, text, gold = (1 << 64) - 1, f"{lead}/{name}".encode(), 0x9e3779b97f4a7c15
    def mix(x):
        x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9 & mask
        x = (x ^ x >> 27) * 0x94d049bb133111eb & mask
        return x ^ x >> 31
    state = mix(0x6c656164726f7731 + len(text) * gold & mask)
    for i in range(0, len(text), 8): state = mix(state ^ int.from_bytes(text[i:i + 8], "little")) + gold & mask
    return (mix(state ^ 0x6c656164726f7731) >> 1) % 100 < pct

def reanimate(days):
    programme, steps, enrolled = conf("programme")[0], collections.defaultdict(list), {}
    wanted = {r["reason"] for r in conf("reason") if r["reanimate"] == 1} & set(programme["reasons"].split())
    blocked = {l["value"] for l in conf("list") if l["list"] == "blocked"}
    for s in conf("step"): steps[int(s["step"])].append(s)
    rows = counting(events())
    leads, incoming, owner_of = fold(rows), collections.defaultdict(list), {}
    for l in leads.values(): owner_of.setdefault(l.client, []).append(l)
    for e in rows:
        if e["kind"] == "touch.added" and e["new"].get("direction") == "in" and e["lead"] in leads: incoming[leads[e["lead"]].client].append(e["at"])
    alive = lambda l: any(x.state in ("open", "won") for x in owner_of[l.client]) or any(t > l.decided for t in incoming[l.client])
    # a consent is the client's, whichever of his inquiries gave it
    agreed = lambda client: any((x.row.get("consent") or "no").lower() not in ("нет", "no", "0", "false") for x in owner_of[client])
    for n in range(days):
        today, expect = later(day(NOW), n + 1), collections.Counter()
        def step(l):
            lost, done, due, more = day(l.decided), enrolled[l.lead]["done"], [], False
            for number, variants in sorted(steps.items()):
                fits = [(len(v["segment"] or ""), v) for v in variants if not v["segment"] or l.row.get(v["segment"].split("=")[0]) == v["segment"].split("=")[1]]
                v = max(fits, key=lambda f: f[0])[1]
                if number in done: continue
                if later(lost, int(v["delay_days"])) > today: more = True
                else: due.append((int(v["delay_days"]), number, v))
            for i, (delay, number, v) in enumerate(due):
                if i < len(due) - 1 or (today - lost).days - delay > 14: verdict = "skipped"
                elif not agreed(l.client): verdict, more = "skipped", True
                elif not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", l.row.get("email") or "") or l.row["email"].lower() in blocked: verdict, more = "skipped", True
                else: verdict = "sent"
                if not (verdict == "skipped" and more and i == len(due) - 1 and (today - lost).days - delay <= 14): done.add(number)
                expect[l.lead, str(number), v["segment"] or "", v["template"], verdict] += 1
            if not more: enrolled[l.lead]["state"] = "finished"; expect[l.lead, "", "", "", "finished"] += 1
        for l in [leads[i] for i, x in enrolled.items() if x["state"] == "running"]: step(l)
        for l in sorted(leads.values(), key=lambda l: (l.decided, l.lead)):
            if l.state != "lost" or l.lead in enrolled or l.reason not in wanted or (today - day(l.decided)).days > 120 or alive(l): continue
            gaps = [(day(l.decided) - day(leads[i].decided)).days for i in enrolled if leads[i].client == l.client]
            if any(g < int(programme["cooldown_days"]) for g in gaps) or sum(g < 365 for g in gaps) >= int(programme["max_entries"]): continue
            held = held_out(l.lead, programme["programme"], int(programme["holdout_pct"]))
            enrolled[l.lead] = {"state": "held_out" if held else "running", "done": set()}
            expect[l.lead, "", "", "", "held_out" if held else "enrolled"] += 1
            if not held: step(l)
        os.environ["CRM_NOW"] = f"{today}T09:30:00+03:00"
        shown = collections.Counter((r["lead"], str(r["step"] or ""), r["segment"] or "", r["template"] or "", r["verdict"]) for r in ask("crm-reanimate", "-q", "-f", "json"))
        for key in sorted(set(shown) | set(expect)):
            if shown[key] != expect[key]: differ(f"crm-reanimate on {today}", key, expect[key], shown[key])

reanimate(int(sys.argv[1]))
done()
