"""Every figure of the reports once more, made from the journal by the definitions.

usage: independent.py   the base is $CRM_DB, the moment $CRM_NOW; prints what differs, exit 1 if anything does
"""
import collections, math, re
from ledger import *

def wilson(k, n, z=1.959963984540054):
    p = k / n
    c, h = (p + z * z / 2 / n) / (1 + z * z / n), z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
    return max(c - h, 0), min(c + h, 1)

def near(where, row, column, number, slack=6e-5):
    is_ = row[column]
    if (number is None) != (is_ is None) or (number is not None and abs(float(is_) - number) > slack):
        differ(where, column, number, is_)

def funnel(leads, mode, by, at, within=0, period=None, options=(), kept=()):
    rows = collections.defaultdict(lambda: [collections.Counter() for _ in STAGES])
    inside = lambda t: not period or start(period[0]) <= t < start(period[1])
    def group(l, owner, t):
        return {None: "", "source": l.row.get("source") or "", "project": l.row.get("project") or "", "manager": owner,
                "unit": (STAFF.get(owner) or {}).get("unit") or "", "month": str(day(t))[:7]}[by]
    if not by: rows[""]
    for l in leads.values():
        top, until = 0, l.created + within if within else FOREVER
        if mode == "period":
            for rank, t, owner, skipped, amount, sign in l.counted():
                if not l.counts() or not inside(t): continue
                cell = rows[group(l, owner, t)][rank]
                cell["reached" if sign > 0 else "dropped"] += 1; cell["skipped"] += skipped; cell["amount"] += amount
            continue
        if not l.counts() or not inside(l.created) or (within and until > at) or (mode == "snapshot" and l.state != "open"): continue
        cells = rows[group(l, l.owner, l.created)]
        if mode == "snapshot":
            for what, n in (("reached", 1), ("open", 1), ("amount", l.amount)): cells[l.stage][what] += n
            continue
        for rank, t, _, skipped in l.reach():
            if t < until: top = max(top, rank); cells[rank]["skipped"] += skipped
        for rank in range(top + 1): cells[rank]["reached"] += 1
        then = fold([e for e in kept if e["lead"] == l.lead and e["at"] < until])[l.lead] if within else l
        amount = l.amount if l.state == "won" and l.decided < until else then.amount  # corrected since
        if then.state == "won": cells[then.stage]["amount"] += amount
        else: cells[then.stage]["open" if then.state == "open" else "dropped"] += 1
    words = ["crm-funnel", "-f", "json", "--mode", mode, *options] + (["-g", by] if by else [])
    words += ["-p", f"{str(period[0])[:7]}"] if period else []
    words += ["--within", f"{within // 86400}d"] if within else []
    where, shown = " ".join(words), ask(*words)
    if sorted({r["group"] or "" for r in shown}) != sorted(rows): return differ(where, "groups", sorted(rows), [r["group"] for r in shown])
    for r in shown:
        cells, rank = rows[r["group"] or ""], RANK[r["stage"]]
        here, what = cells[rank], f"{where}: {r['group']}/{r['stage']}"
        before, k, all_ = cells[rank - 1]["reached"] if rank else 0, here["reached"], cells[0]["reached"]
        near(what, r, "reached", k)
        near(what, r, "open", here["open"] if mode != "period" else None)
        near(what, r, "dropped", here["dropped"] if mode == "cohort" or (mode == "period" and rank == len(STAGES) - 1) else None)
        near(what, r, "skipped", here["skipped"] if mode != "snapshot" else None)
        near(what, r, "rate", k / before if before and mode != "snapshot" else None)
        near(what, r, "total_rate", k / all_ if all_ and mode != "snapshot" else None)
        lo, hi = wilson(k, before) if before and mode == "cohort" else (None, None)
        near(what, r, "rate_lo", lo); near(what, r, "rate_hi", hi)
        near(what, r, "amount", here["amount"] / 100 if mode == "snapshot" or rank == len(STAGES) - 1 else None, .001)

def reasons(leads, by, period=None, options=()):
    """Why decided leads ended: {group: {(kind, reason): [leads]}}, beside the counts and the very leads that are shown."""
    rows, decided = collections.defaultdict(lambda: collections.defaultdict(list)), collections.Counter()
    for l in leads.values():
        if l.state == "open" or (period and not start(period[0]) <= l.decided < start(period[1])): continue
        group = {None: "", "source": l.row.get("source") or "", "project": l.row.get("project") or "", "manager": l.owner, "month": str(day(l.decided))[:7],
                 "unit": (STAFF.get(l.owner) or {}).get("unit") or ""}[by]
        decided[group] += 1
        if l.state != "won": rows[group][("lose" if l.state == "lost" else "disqualify", l.reason)].append(l.lead)
    words = ["crm-reasons", "-f", "json", *options] + (["-g", by] if by else []) + (["-p", str(period[0])[:7]] if period else [])
    where, shown = " ".join(words), ask(*words)
    ours = [(g, *key, len(ids)) for g in sorted(rows, key=str.encode) for key, ids in sorted(rows[g].items(), key=lambda x: (x[0][0], -len(x[1]), x[0][1]))]
    theirs = [(r["group"] or "", r["kind"], r["reason"], r["n"]) for r in shown]
    if ours != theirs: return differ(where, "rows", ours, theirs)
    for r in shown:
        group = r["group"] or ""
        what, n = f"{where}: {group}/{r['reason']}", len(rows[group][r["kind"], r["reason"]])
        near(what, r, "share", n / decided[group])
        lo, hi = wilson(n, decided[group])
        near(what, r, "lo", lo); near(what, r, "hi", hi)
    for r in shown[:3]:
        group = r["group"] or ""
        ids = [x["lead"] for x in ask(*words, "--ids", f"{group}/{r['reason']}" if by else r["reason"])]
        if ids != sorted(rows[group][r["kind"], r["reason"]]): differ(where, "ids of " + r["reason"], sorted(rows[group][r["kind"], r["reason"]]), ids)

def chance(fact, plan, base, gone, all_):
    """P(total >= plan): the rest of the month is negative binomial, summed term by term."""
    r, p, need = 5 * max(base, 0) + max(fact, 0), (5 + gone) / (5 + all_), math.ceil(plan - fact)
    if need <= 0: return 1
    if gone >= all_ or r <= 0: return 0
    return 1 - sum(math.exp(math.lgamma(r + k) - math.lgamma(r) - math.lgamma(k + 1) + r * math.log(p) + k * math.log1p(-p)) for k in range(need))

def kpi(leads, at, options=()):
    today = day(at)
    first, next_ = month(today), month(later(month(today), 31))
    back = month(later(month(later(month(later(first, -1)), -1)), -1))
    gone, all_, metric_rank = working(first, later(today, 1)), working(first, next_), [RANK[SETTING["metric." + m]] for m in METRICS[:5]]
    sums, begin = collections.defaultdict(lambda: [[0, 0, 0] for _ in METRICS]), first
    for l in leads.values():
        for rank, t, owner, _, amount, sign in list(l.counted()) * l.counts():
            begin = min(begin, day(t))
            for who in {"", owner or "-"}:
                for m in range(6):
                    n = amount if m == 5 else sign * (metric_rank[m] == rank)
                    if back <= day(t) <= today:
                        s = sums[who][m]
                        s[0] += n * (day(t) == today); s[1] += n * (day(t) >= first); s[2] += n * (day(t) < first)
    plans = collections.defaultdict(dict)
    for p in conf("plan"):
        if p["month"] == str(first)[:7] and not p["unit"]: plans[p["metric"]][p["manager"] or ""] = float(p["value"]) * (100 if p["metric"] == "amount" else 1)
    for of in plans.values(): of.setdefault("", sum(of.values()))
    words = ["crm-kpi-daily", "-f", "json", *options]
    where, shown = " ".join(words), ask(*words)
    people = {""} | {m for m in [*STAFF, "-"] if any(m in plans[x] for x in METRICS) or any(s[1] for s in sums[m])}
    if {r["manager"] or "" for r in shown} != people: differ(where, "managers", people, {r["manager"] for r in shown})
    for r in shown:
        who, m = r["manager"] or "", METRICS.index(r["metric"])
        what, (fact, sofar, before), of = f"{where}: {who} {METRICS[m]}", sums[who][m], sums[who][m - 1][1] if 0 < m < 5 else 0
        hired, money = (STAFF.get(who) or {}).get("hired"), 100 if m == 5 else 1
        since = max([back, month(begin)] + ([datetime.date.fromisoformat(hired)] if hired else []))
        days, plan = working(since, first), plans[METRICS[m]].get(who)
        if r["day"] != str(today): differ(what, "day", str(today), r["day"])
        near(what, r, "fact", fact / money); near(what, r, "month_fact", sofar / money)
        near(what, r, "rate", sofar / of if of > 0 and sofar >= 0 else None)
        lo, hi = wilson(sofar, of) if of > 0 and 0 <= sofar <= of else (None, None)
        near(what, r, "rate_lo", lo); near(what, r, "rate_hi", hi)
        gap = None if plan is None else sofar - plan * gone / all_
        near(what, r, "plan", plan and plan / money); near(what, r, "expected", plan and plan * gone / all_ / money, .0051)
        near(what, r, "gap", None if gap is None else gap / money, .0051)
        near(what, r, "gap_pct", gap / (plan * gone / all_) * 100 if plan and gone else None, .051)
        near(what, r, "lag_days", -gap / (plan / all_) if plan else None, .051)
        base = before / days if days > 0 and any(s[2] for s in sums[who]) else plan / all_ if plan else 0
        if plan is None: light = None
        elif m == 5: light = "green" if not plan or not gone or gap >= -.05 * plan * gone / all_ else "yellow" if gap >= -.2 * plan * gone / all_ else "red"
        else: c = chance(sofar, plan, base, gone, all_); light = "green" if c >= .7 else "yellow" if c >= .3 else "red"
        if (r["light"] or None) != light: differ(what, "light", light, r["light"])

def tasks_of(rows):
    open_ = {}
    for e in rows:
        if e["kind"] == "task.added":
            open_[e["event"]] = dict(e["new"], task=e["event"], lead=e["lead"], client=e["client"], due=int(e["new"]["due"]))
        elif e["kind"] == "task.set" and e["ref"] in open_:
            open_[e["ref"]].update({k: int(v) if k == "due" else v for k, v in e["new"].items()})
        elif e["kind"] == "task.done" and e["ref"] in open_:
            if e["new"].get("next_due"): open_[e["ref"]]["due"] = int(e["new"]["next_due"])
            else: del open_[e["ref"]]
    return sorted(open_.values(), key=lambda t: (t["due"], t["task"]))

def tasks_and_lights(leads, tasks, at, options=()):
    words = ["crm-tasks", "-f", "json", *options]
    shown, ours = ask(*words), [(t["task"], t["lead"], t.get("manager"), work_between(t["due"], at) // 3600) for t in tasks]
    theirs = [(t["task"], t["lead"], t["manager"], int(t["late_hours"])) for t in shown]
    for a, b in zip(ours, theirs):
        if a != b: differ(" ".join(words), "task", a, b)
    if len(ours) != len(theirs): differ(" ".join(words), "tasks", len(ours), len(theirs))
    clients, todo = collections.defaultdict(list), collections.defaultdict(list)
    for l in leads.values(): clients[l.client].append(l)
    for t in tasks:
        if t["client"]: todo[t["client"]].append(t)
    ours = []
    for c in sorted(set(clients) | set(todo)):
        interest = sorted((l for l in clients[c] if l.state == "open"), key=lambda l: (l.created, l.lead))
        if not interest and not todo[c]: continue
        overdue = [work_between(t["due"], at) for t in todo[c] if t["due"] < at]
        rows = [l.row for l in clients[c]]
        has = lambda test: any(test(r) for r in rows)
        profile = 100 * sum(has(lambda r: r.get(f)) for f in ("name", "project", "payment", "family")) // 4
        contacts = 50 * (has(lambda r: r.get("_phone")) + has(lambda r: re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", r.get("email") or "")))
        late, ahead = max(overdue, default=None), [t for t in todo[c] if t["due"] >= at]
        why = [w for w, yes in (("overdue", late is not None and late > 4 * 3600), ("no_interest", not interest), ("late", late is not None and late <= 4 * 3600),
               ("no_next_task", not ahead), ("profile", profile < 60), ("contacts", contacts < 80)) if yes]
        light = "red" if {"overdue", "no_interest"} & set(why) else "yellow" if why else "green"
        owner = ([l.owner for l in interest if l.owner][-1:] or [t["manager"] for t in todo[c] if t.get("manager")][:1] or [None])[0]
        tenths = ((late or 0) + 180) // 360
        ours.append((["red", "yellow", "green"].index(light), -tenths, c, owner, light, why, len(interest), tenths / 10, profile, contacts))
    words[0] = "crm-lights"
    theirs = [(r["client"], r["manager"] or None, r["light"], [w.split(":")[0] for w in (r["reasons"] or "").split()], r["interest"],
               float(r["overdue_hours"]), r["profile_pct"], r["contacts_pct"]) for r in ask(*words)]
    ours = [o[2:] for o in sorted(ours, key=lambda o: o[:3])]
    for a, b in zip(ours, theirs):
        if a != b: differ(" ".join(words), "client", a, b)
    if len(ours) != len(theirs): differ(" ".join(words), "clients", len(ours), len(theirs))

def main():
    rows, today = events(), day(NOW)
    evenings = [start(later(today, 1 - back)) for back in (7, 30)]
    horizons = [((), NOW, FOREVER, FOREVER)] + [(("-T", str(later(day(e), -1))), e, e, FOREVER) for e in evenings]
    horizons += [(("--known-at", str(later(day(e), -1))), e, e, e - 1) for e in evenings]
    for options, at, as_of, known in horizons:
        kept = counting(rows, as_of, known)
        leads, tasks, moment = fold(kept), tasks_of(kept), at - (known != FOREVER)  # known by the last second of that day, and nothing else said: that second
        for by in (None, "source", "manager", "month", "project", "unit")[::3 if options else 1]:
            for period in (None, (month(later(month(today), -1)), month(today)))[::2 if options else 1]:
                reasons(leads, by, period, options)
                for mode in ("cohort", "period", "snapshot"): funnel(leads, mode, by, moment, 0, period, options)
                for span in (14, 30): funnel(leads, "cohort", by, moment, span * 86400, period, options, kept)
        kpi(leads, at if not options else at - 1, options)
        tasks_and_lights(leads, tasks, moment, options)

main()
done()
