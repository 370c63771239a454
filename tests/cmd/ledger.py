"""What the journal says, folded by the definitions: no tables, no code of ours but crm-log and crm-conf."""
import datetime, json, os, subprocess, sys

def ask(*words):
    out = subprocess.run(words, stdout=subprocess.PIPE, check=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]
def conf(table): return ask("crm-conf", "get", table, "-f", "json")
def instant(text): return int(datetime.datetime.fromisoformat(text).timestamp())
ZONE = datetime.timezone(datetime.timedelta(hours=3))  # Moscow has no summer time
def day(at): return datetime.datetime.fromtimestamp(at, ZONE).date()
def start(d): return int(datetime.datetime(d.year, d.month, d.day, tzinfo=ZONE).timestamp())
def month(d): return d.replace(day=1)
def later(d, n): return d + datetime.timedelta(n)
NOW, FOREVER = instant(os.environ["CRM_NOW"]), 1 << 60
STAGES = sorted(conf("stage"), key=lambda s: int(s["pos"]))
RANK = {s["stage"]: i for i, s in enumerate(STAGES)}
SETTING = {s["key"]: s["value"] for s in conf("setting")}
STAFF = {m["manager"]: m for m in conf("manager")}
OFF = {c["day"]: c["kind"] for c in conf("calendar")}
METRICS = "leads qualified meetings bookings contracts amount".split()
failures = []
def differ(where, what, ours, theirs): failures.append(f"{where}: {what}: must be {ours!r}, is {theirs!r}")

def events():
    rows = ask("crm-log", "-f", "json")
    for e in rows:
        e["at"], e["known"] = instant(e["occurred_at"]), instant(e["recorded_at"])
        e["new"] = json.loads(e["new"] or "{}")
    return rows

def counting(rows, as_of=FOREVER, known=FOREVER):
    """Without what was taken back by something that counts itself."""
    gone, out = set(), []
    for e in reversed(rows):
        if e["event"] in gone or e["known"] > known or (e["at"] >= as_of and e["kind"] != "undone"): continue
        if e["kind"] == "undone": gone.add(e["reverses"])
        else: out.append(e)
    return out[::-1]

class Lead:
    def __init__(self, e):
        self.lead, self.client, self.row, self.created = e["lead"], e["client"], e["new"], e["at"]
        self.owner = self.first_owner = self.row.get("_manager") or ""
        self.state, self.reason, self.decided, self.stage = "open", "", 0, 0
        self.amount, self.entries, self.wins = int(self.row.get("_amount", 0)), [], []
        self.since, self.placed = e["at"], False
        if self.row.get("_stage"): self.enter(self.row["_stage"], e["at"])
        if self.stage == len(STAGES) - 1: self.end("won", "", e["at"])
        elif self.row.get("_state", "open") != "open": self.end(self.row["_state"], self.row.get("_reason", ""), e["at"])
    def enter(self, stage, at):
        self.stage, self.since = RANK[stage], at
        self.entries.append((at, self.stage, self.owner))
    def move(self, stage, at):
        """By its own date: what is dated before the latest word of where the lead stands only says where it has been."""
        if self.placed and at < self.since:
            if day(at) != day(self.since) or at != start(day(at)):
                self.entries.append((at, RANK[stage], self.owner))
                return
            at = self.since
        self.enter(stage, at)
    def end(self, state, reason, at, annulled=None):
        """A win is [won at, for whom, stage, amount, annulled at]; the amount of the latest stands open to correction until it is annulled."""
        if self.state == "won" and state != "won": self.wins[-1][3:] = [self.amount, annulled]
        if state == "won": self.wins.append([at, self.owner, self.stage, 0, None])
        self.state, self.reason, self.decided = state, reason, at
    def take(self, e):
        kind, new = e["kind"], e["new"]
        if kind == "lead.returned": self.end("open", "", 0, e["at"])
        if kind == "lead.corrected": self.amount = int(new["amount"])
        if new.get("manager") and kind in ("lead.assigned", "lead.returned"):
            self.owner = "" if new["manager"] == "-" else new["manager"]  # taken from who is not here
            self.first_owner = self.first_owner or self.owner
        if kind == "lead.returned": self.since = e["at"]
        if kind in ("lead.qualified", "lead.moved"): self.move(new["stage"], e["at"])
        if kind in ("lead.returned", "lead.won") and new.get("stage"): self.enter(new["stage"], e["at"])
        if kind in ("lead.qualified", "lead.moved", "lead.returned", "lead.won"): self.placed = True
        if kind == "lead.won": self.end("won", "", e["at"]); self.amount = int(new.get("amount", self.amount))
        if kind in ("lead.lost", "lead.disqualified"): self.end(kind[5:], new["reason"], e["at"], e["at"])
    def reach(self):
        """(rank, at, owner, skipped) of the first entry into each stage or a later one."""
        for rank in range(1, len(STAGES)):
            past = [x for x in self.entries if x[1] >= rank]
            if past:
                first = [x for i, x in enumerate(past) if all(x[0] < y[0] for y in past[:i])]  # each the first one known when it was typed in
                yield rank, first[-1][0], past[0][2], first[-1][1] > rank
    def counted(self):
        """(rank, at, for whom, skipped, amount, +1 or -1): its coming, its first entries, what it won again, what was annulled."""
        wins = [w[:3] + [self.amount if w[4] is None else w[3], w[4]] for w in self.wins]
        yield 0, self.created, self.first_owner, False, 0, 1
        for rank, t, owner, skipped in self.reach():
            yield rank, t, owner, skipped, wins[0][3] if wins and wins[0][2] == rank else 0, 1
        for i, (t, owner, rank, amount, annulled) in enumerate(wins):
            if i: yield rank, t, owner, False, amount, 1
            if annulled is not None: yield rank, annulled, owner, False, -amount, -1
    def counts(self): return self.state != "disqualified" or self.reason not in ("spam", "duplicate")

def fold(rows):
    leads = {}
    for e in rows:
        if e["kind"] == "lead.created": leads[e["lead"]] = Lead(e)
        elif e["kind"].startswith("lead.") and e["lead"] in leads: leads[e["lead"]].take(e)
    return leads

def hours(d):
    kind = OFF.get(str(d), "work" if d.weekday() < 5 else "off")
    return [] if kind == "off" else [(start(d) + 9 * 3600, start(d) + (17 if kind == "short" else 18) * 3600)]
def working(a, b): return sum(1 for i in range((b - a).days) if hours(later(a, i)))
def work_between(a, b):
    return sum(max(0, min(t, b) - max(f, a)) for i in range((day(b) - day(a)).days + 1) for f, t in hours(later(day(a), i)))

def done():
    """The end of a run: what differs, and exit 1 if anything does."""
    print("\n".join(failures[:int(os.environ.get("SHOW", 40))]) + (f"\n{len(failures)} differences" if failures else "all figures are the same"))
    sys.exit(bool(failures))
