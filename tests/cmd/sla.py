"""Every deadline and every figure of crm-sla once more, made from the journal by the definitions.

usage: sla.py   the base is $CRM_DB, the moment $CRM_NOW; prints what differs, exit 1 if anything does
"""
import bisect, collections, math
from ledger import *

MISSED = "missed no_answer busy abandoned cancelled voicemail пропущен пропущенный неотвеченный".split()
WEEK = SETTING.get("workday", "09:00-18:00")
DAYS = {c["day"]: c for c in conf("calendar")}
AWAY = collections.defaultdict(set)
for a in conf("absence"):
    d = datetime.date.fromisoformat(a["from"])
    while d <= datetime.date.fromisoformat(a["to"]):
        AWAY[a["manager"]].add(d)
        d = later(d, 1)

def clock_time(text): return int(text[:-3]) * 3600 + int(text[-2:]) * 60
def spans(text): return [tuple(map(clock_time, s.split("-"))) for s in text.split()]
ORDINARY = sum(t - f for f, t in spans(WEEK))

def open_hours(d):
    """Working intervals of a day as instants."""
    row = DAYS.get(str(d)) or {"kind": "work" if d.weekday() < 5 else "off", "intervals": None}
    if row["kind"] == "off": return []
    hours = spans(row["intervals"] or WEEK)
    if row["kind"] == "short" and not row["intervals"]:
        left = 3600
        while left:
            f, t = hours.pop()
            cut = min(left, t - f)
            left -= cut
            if t - cut > f: hours.append((f, t - cut))
    return [(start(d) + f, start(d) + t) for f, t in hours]

def line(away):
    """All intervals from 2025 to 2028 in which that manager is here."""
    d, all_ = datetime.date(2025, 1, 1), []
    while d.year < 2029:
        if d not in AWAY[away]: all_ += open_hours(d)
        d = later(d, 1)
    return all_, [f for f, _ in all_]
LINES = {}
def line_of(away):
    if away not in LINES: LINES[away] = line(away)
    return LINES[away]
def between(away, a, b):
    if b <= a: return 0
    all_, starts = line_of(away)
    return sum(max(0, min(t, b) - max(f, a)) for f, t in all_[max(0, bisect.bisect(starts, a) - 1):bisect.bisect(starts, b)])
def add(away, a, seconds):
    all_, starts = line_of(away)
    for f, t in all_[max(0, bisect.bisect(starts, a) - 1):]:
        f = max(f, a)
        if t <= f: continue
        if t - f >= seconds: return f + seconds
        seconds -= t - f

def budget(name, otherwise):
    text = SETTING.get("sla." + name, otherwise)
    return int(text[:-1]) * {"m": 60, "h": 3600, "d": ORDINARY}[text[-1]]
BUDGET = {"first_response": budget("first_response", "1h"), "qualify": budget("qualify", "1d"), "callback": budget("callback", "20m")}

def answers(new):
    kind, direction, result = new["kind"], new.get("direction"), new.get("result", "").lower().replace(" ", "_")
    if direction == "out": return kind != "note"
    return kind in ("meeting", "visit") or (kind == "call" and result not in MISSED)
def missed(new): return new["kind"] == "call" and new.get("direction") == "in" and new.get("result", "").lower().replace(" ", "_") in MISSED

def wilson(k, n, z=1.959963984540054):
    p = k / n
    c, h = (p + z * z / 2 / n) / (1 + z * z / n), z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
    return max(c - h, 0), min(c + h, 1)

class Clock:
    def __init__(self, kind, lead, task, started, budget, owners, owner, now):
        self.__dict__.update(locals())
        self.deadline, self.end, self.stopped, self.away = None, "runs", now, ""
    def judged(self):
        """None if it does not count."""
        self.stopped = max(self.stopped, self.started)
        if self.deadline is None: self.deadline = add(self.away, self.started, self.budget)
        else: self.budget = between("", self.started, self.deadline)
        if self.end == "closed" and self.stopped <= self.deadline: return None
        self.spent = between(self.away, self.started, self.stopped)
        left = between(self.away, self.stopped, self.deadline) - between(self.away, self.deadline, self.stopped)
        self.left = int(math.copysign(abs(left) // 60, left))
        over = self.stopped > self.deadline
        self.state = ("met_late" if over else "met") if self.end == "ended" else "breached" if over else "due_soon" if self.spent * 4 >= self.budget * 3 else "waiting"
        at = min(self.stopped, self.deadline)
        self.manager = ([self.owners[0][1]] + [m for t, m in self.owners if t <= at])[-1]
        return self

def lead_clocks(l, its, now):
    first = its[0]
    if first["new"].get("_state", "open") != "open" or not l.counts() or RANK.get(first["new"].get("_stage"), 0) == len(STAGES) - 1: return
    one, owners, stays, decided = Lead(first), [(first["at"], l_owner(first))], [], FOREVER
    state, stage, since = "open", one.stage, first["at"]
    stays.append([stage, since, None, "runs", stage == 0])
    said = []
    for e in its[1:]:
        kind, new, at = e["kind"], e["new"], e["at"]
        if kind == "touch.added":
            if answers(new): said.append((at, True))
            elif missed(new): said.append((at, False))
            continue
        owner_before, placed_before = one.owner, (one.stage, one.since)
        one.take(e)
        if one.owner != owner_before: owners.append((at, one.owner))
        if kind == "lead.won" and not new.get("stage"): one.stage, one.since = len(STAGES) - 1, at
        moved = (one.stage, one.since) != placed_before  # not by what is recorded late
        was, state = state, one.state
        if state != "open": decided = min(decided, at)
        if kind == "lead.assigned": continue
        if was == "open" and (moved or state != "open"):
            stays[-1][2:4] = [at, "closed" if state in ("lost", "disqualified") else "ended"]
        if state == "open" and (moved or was != "open"): stays.append([one.stage, one.since, None, "runs", False])
    qualified = min([decided] + [t for rank, t, _, _ in one.reach() if rank == 1])
    fresh = RANK.get(first["new"].get("_stage"), 0) == 0

    def clock(kind, started, stopped, end, budget):
        started = max(started, l.created)
        if not budget or (l.state != "open" and started > l.decided): return
        c = Clock(kind, l, None, started, budget, owners, l.owner, now)
        if end != "runs": c.stopped, c.end = stopped, end
        if kind in ("qualify", "stage"):
            c.away = l.owner if end == "runs" else ([owners[0][1]] + [m for t, m in owners if t <= stopped])[-1]
        if c.judged(): yield c
    if fresh:
        answer = min([t for t, a in said if a], default=FOREVER)
        end = "ended" if answer <= decided and answer < FOREVER else "closed" if decided < FOREVER else "runs"
        yield from clock("first_response", l.created, answer if end == "ended" else decided, end, BUDGET["first_response"])
        yield from clock("qualify", l.created, qualified, "runs" if qualified == FOREVER else "ended", BUDGET["qualify"])
    waits = None
    for t, answer in sorted(said, key=lambda x: x[0]):
        if l.state != "open" and t > l.decided: break
        if answer and waits is not None:
            yield from clock("callback", waits, t, "ended", BUDGET["callback"])
            waits = None
        if not answer and waits is None: waits = t
    if waits is not None: yield from clock("callback", waits, l.decided, "runs" if l.state == "open" else "closed", BUDGET["callback"])
    for stage, since, until, end, at_first in stays:
        target = int(STAGES[stage]["target_days"] or 0)
        if not at_first: yield from clock("stage", since, until, end, target * ORDINARY)

def l_owner(e): return e["new"].get("_manager") or ""

def task_clocks(its, now):
    first, due, started = its[0], int(its[0]["new"]["due"]), its[0]["at"]
    owners = [(started, first["new"].get("manager", ""))]
    def clock(stopped, end):
        c = Clock("task", first, first["event"], started, 0, owners, owners[-1][1], now)
        c.deadline = due
        if end != "runs": c.stopped, c.end = stopped, end
        if c.judged(): yield c
    for e in its[1:]:
        put_off = e["new"].get("due" if e["kind"] == "task.set" else "next_due")
        if e["kind"] == "task.done" and not put_off:
            yield from clock(e["at"], "closed" if "ended" in e["new"] else "ended")
            return
        if put_off:
            yield from clock(e["at"], "closed")
            due, started, owners = int(put_off), e["at"], owners[-1:]
        if "manager" in e["new"]: owners = (owners if not put_off else []) + [(e["at"], e["new"]["manager"])]
    yield from clock(now, "runs")

def clocks(as_of=FOREVER, known=FOREVER):
    """Known by a moment, and nothing else said: that moment."""
    if known != FOREVER: as_of = known + 1
    now, rows = min(NOW, as_of, known), counting(events(), as_of, known)
    leads, of_lead, of_task = fold(rows), collections.defaultdict(list), collections.defaultdict(list)
    for e in rows:
        if e["kind"].startswith("lead.") and e["kind"] != "lead.pooled" or e["kind"] == "touch.added": of_lead[e["lead"]].append(e)
        elif e["kind"].startswith("task."): of_task[e["event"] if e["kind"] == "task.added" else e["ref"]].append(e)
    for l in leads.values(): yield from lead_clocks(l, of_lead[l.lead], now)
    for its in of_task.values():
        if its[0]["kind"] == "task.added": yield from task_clocks(its, now)

def row(c, manager):
    task = c.kind == "task"
    return (c.kind, c.lead["lead"] if task else c.lead.lead, c.task, manager or None, c.started, c.deadline, c.left, c.state)
def shown(rows): return [(r["clock"], r["lead"], r["task"], r["manager"] or None, instant(r["started"]), instant(r["deadline"]), r["left_min"], r["state"]) for r in rows]

def compare(where, ours, theirs):
    ours, theirs = collections.Counter(ours), collections.Counter(theirs)
    for r in sorted((ours - theirs) + (theirs - ours), key=str): differ(where, "clock", r if r in ours else None, r if r in theirs else None)

def lists(all_, options=()):
    where = " ".join(("crm-sla",) + options)
    compare(where, [row(c, c.owner) for c in all_ if c.end == "runs"], shown(ask("crm-sla", "-f", "json", *options)))
    compare(where + " --all", [row(c, c.manager) for c in all_], shown(ask("crm-sla", "--all", "-f", "json", *options)))

def compliance(all_, period, by, now, leads):
    whats = {None: lambda c: "", "manager": lambda c: c.manager, "unit": lambda c: (STAFF.get(c.manager) or {}).get("unit") or "",
             "month": lambda c: str(day(c.deadline))[:7],
             "source": lambda c: (leads[c.lead["lead"]] if c.kind == "task" else c.lead).row.get("source") or ""}
    cells = collections.defaultdict(list)
    for c in all_:
        if start(period[0]) <= c.deadline < start(period[1]) and c.deadline < now: cells[c.kind, whats[by](c)].append(c)
    words = ["crm-sla", "--compliance", "-p", f"{period[0]}..{period[1]}"] + (["-g", by] if by else [])
    where, rows = " ".join(words), ask(*words, "-f", "json")
    if not by:
        for kind in "first_response qualify callback stage task".split(): cells[kind, ""]
    if sorted((r["clock"], r["group"] or "") for r in rows) != sorted(cells): return differ(where, "rows", sorted(cells), rows)
    for r in rows:
        its = cells[r["clock"], r["group"] or ""]
        state = collections.Counter(c.state for c in its)
        spent = sorted(c.spent for c in its if c.end == "ended")
        wanted = {"due": len(its), "met": state["met"], "met_late": state["met_late"], "breached": state["breached"]}
        if its:
            lo, hi = wilson(state["met"], len(its))
            wanted |= {"rate": state["met"] / len(its), "rate_lo": lo, "rate_hi": hi, "never": state["breached"] / len(its)}
        if spent:
            n = len(spent)
            wanted |= {"median_min": (spent[(n - 1) // 2] + spent[n // 2]) / 120, "p90_min": spent[math.ceil(.9 * n) - 1] / 60}
        for column in "due met met_late breached rate rate_lo rate_hi never median_min p90_min".split():
            value, is_ = wanted.get(column), r[column]
            slack = .0501 if column.endswith("min") else 6e-5
            if (value is None) != (is_ is None) or (value is not None and abs(value - float(is_)) > slack):
                differ(f"{where}: {r['clock']}/{r['group']}", column, value, is_)
        key = (r["group"] or "") + "/" + r["clock"] if by else r["clock"]
        for what in ("", ".met", ".met_late", ".breached"):
            compare(f"{where} --ids {key}{what}", [row(c, c.manager) for c in its if what in ("", "." + c.state)],
                    shown(ask(*words, "--ids", key + what, "-f", "json")))

if __name__ == "__main__":
    now = list(clocks())
    seen = collections.Counter((c.kind, c.state) for c in now)
    print(*(f"{kind} {state} {n}" for (kind, state), n in sorted(seen.items())), sep="\n")
    leads, today = fold(counting(events())), day(NOW)
    lists(now)
    compare("crm-sla -p", [row(c, c.manager) for c in now if start(month(today)) <= c.deadline < start(today)],
            shown(ask("crm-sla", "-f", "json", "-p", f"{month(today)}..{today}")))
    # The other road must say the same, and of the past what the journal said then.
    lists(now, ("-T", str(later(today, 400))))
    past = start(later(today, -5)) + 15 * 3600
    text = datetime.datetime.fromtimestamp(past, ZONE).isoformat()
    lists(list(clocks(as_of=past)), ("-T", text))
    lists(list(clocks(known=past)), ("--known-at", text))
    for by in (None, "manager", "unit", "source", "month"):
        compliance(now, (month(today), later(month(today), 31)), by, NOW, leads)
    compliance(now, (later(today, -4), later(today, -2)), None, NOW, leads)
    done()
