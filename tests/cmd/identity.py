"""A second implementation of who is who: lead a base through random inquiries, people put, merges, splits, refusals and undos, and after each
command compare what stands in the tables with what this program makes of the journal.

usage: identity.py SEED STEPS   in an empty department, $CRM_DB
"""
import csv, io, json, os, random, re, sqlite3, subprocess, sys

seed, steps = int(sys.argv[1]), int(sys.argv[2])
chance = random.Random(seed)
LIMIT = 3
CREATED, TASK, UNDONE, PUT, MERGED, SPLIT, REFUSED = 1, 10, 16, 17, 18, 19, 20
NAMES = ["", "", "Иванов Иван", "Иван Иванов", "иванов  ИВАН Петрович", "Петрова Анна", "Пётр Семёнов", "Семенов Петр", "Ким"]
PHONES = ["", ""] + ["8 916 000-00-%02d" % i for i in range(9)]
EMAILS = ["", "", ""] + ["u%d@mail.example" % i for i in range(6)] + ["a.b@ya.ru", "a-b@yandex.ru", "A.B+x@yandex.com"]
INNS = ["", "", "", "", "", "7707083893", "7736050003"]
ROLES = ["", "", "client", "partner", "-"]

def run(words, rows=None):
    table = io.StringIO()
    if rows:
        out = csv.DictWriter(table, rows[0].keys())
        out.writeheader()
        out.writerows(rows)
    done = subprocess.run(words, input=table.getvalue(), capture_output=True, text=True)
    assert done.returncode in (0, 65), (words, done)
    return list(csv.DictReader(io.StringIO(done.stdout)))

def name_key(name):
    words = re.findall(r"\w+", (name or "").lower().replace("ё", "е"))
    if len(words) > 2:
        last = [i for i, w in enumerate(words) if i and (w.endswith("ич") or w.endswith("вна"))]
        words = [w for i, w in enumerate(words) if i not in last[:1]]
    return " ".join(sorted(words))

def points(doc):
    found = [("p", doc.get("_phone")), ("e", doc.get("email", "").lower()), ("e", doc.get("_email")), ("i", doc.get("_inn"))]
    return [p for p in found if p[1]]

class Model:
    def __init__(self):
        self.seen = 0
        self.event, self.counts = {}, {}
        self.lead, self.records, self.links, self.refused = {}, {}, {}, {}
        self.owner, self.by, self.n, self.shared = {}, {}, {}, {}

    def root(self, client):
        while True:
            live = [e for e in self.links.get(client, []) if self.counts[e]]
            if not live or self.event[live[-1]][0] == SPLIT:
                return client
            client = int(self.event[live[-1]][3]["into"])

    def recognise(self, doc):
        for p in points(doc):
            owner = self.owner.get(p)
            if self.n.get(p, 0) >= LIMIT:
                key = name_key(doc.get("name"))
                if key and owner and name_key(self.name(self.root(owner))) == key:
                    return owner
                owner = self.shared.get((p, key), (None,))[0] if key else None
            if owner:
                return owner
        return None

    def own(self, client):
        return sorted(self.records.get(client, []))

    def group(self, client):
        return [client] + sorted(c for c in self.links if c != client and self.root(c) == client)

    def name(self, client):
        for member in self.group(client) if self.root(client) == client else [client]:
            docs = [(self.event[e][0], self.event[e][3].get("name")) for e in self.own(member)]
            put = [n for k, n in docs if k == PUT and n]
            if put or any(n for _, n in docs):
                return put[-1] if put else next(n for _, n in docs if n)
        return None

    def role(self, client):
        members = self.group(client) if self.root(client) == client else [client]
        said = sorted((e, self.event[e][3]["role"]) for m in members for e in self.own(m) if self.event[e][0] == PUT and self.event[e][3].get("role"))
        return said[-1][1] if said and said[-1][1] != "-" else None

    def join(self, number):
        _, _, client, doc = self.event[number]
        self.records.setdefault(client, []).append(number)
        key = name_key(doc.get("name"))
        for p in points(doc):
            before = self.n.get(p, 0)
            self.n[p] = before + 1
            if not self.owner.get(p):
                self.owner[p], self.by[p] = client, number
            elif self.owner[p] == client:
                self.by[p] = min(self.by[p], number)
            if before >= LIMIT and key:
                has = self.shared.setdefault((p, key), (client, number))
                if has[0] == client and number < has[1]:
                    self.shared[p, key] = (client, number)

    def leave(self, number):
        _, _, client, doc = self.event[number]
        self.records[client].remove(number)
        rest, key = self.own(client), name_key(doc.get("name"))
        for p in points(doc):
            self.n[p] -= 1
            if self.by[p] == number:
                heirs = [e for e in rest if e > number and p in points(self.event[e][3])]
                self.owner[p], self.by[p] = (client, heirs[0]) if heirs else (0, 0)
            if not self.n[p]:
                del self.n[p], self.owner[p], self.by[p]
            if key and self.shared.get((p, key)) == (client, number):
                heirs = [e for e in rest if e > number and p in points(self.event[e][3]) and name_key(self.event[e][3].get("name")) == key]
                if heirs:
                    self.shared[p, key] = (client, heirs[0])
                else:
                    del self.shared[p, key]

    def toggle(self, number):
        kind, lead, client, doc = self.event[number]
        self.counts[number] = not self.counts[number]
        if kind == UNDONE:
            return self.toggle(doc["reverses"])
        if kind in (CREATED, PUT):
            (self.join if self.counts[number] else self.leave)(number)

    def take(self, number, kind, lead, client, reverses, new):
        doc = {"reverses": reverses} if kind == UNDONE else json.loads(new or "{}")
        self.event[number], self.counts[number] = (kind, lead, client, doc), True
        if kind == UNDONE:
            self.toggle(reverses)
        elif kind == CREATED:
            self.lead[lead] = number
            self.join(number)
        elif kind == PUT:
            self.join(number)
        elif kind in (MERGED, SPLIT):
            self.links.setdefault(client, []).append(number)
        elif kind == REFUSED:
            self.refused.setdefault((client, int(doc["other"])), []).append(number)

    def tables(self):
        lead = sorted((l, self.root(self.event[e][2])) for l, e in self.lead.items() if self.counts[e])
        clients = {c for c in self.records if self.records[c]}
        clients |= {self.root(c) for c in clients}
        links = sorted((c, self.root(c)) for c in self.links if self.root(c) != c)
        of = lambda kind: sorted((p[1], self.owner[p], n, self.by[p]) for p, n in self.n.items() if p[0] == kind)
        task = sorted((n, self.root(self.event[self.lead[l]][2]) if l else self.root(c)) for n, (k, l, c, _) in self.event.items()
                      if k == TASK and self.counts[n] and (l or c))
        return {"lead": lead, "client": sorted((c, self.name(c)) for c in clients), "merged": links, "task": task,
                "role": sorted((c, self.role(c)) for c in clients if self.role(c)), "phone": of("p"), "email": of("e"), "inn": of("i"),
                "shared": sorted(self.shared.values()),
                "refused": sorted(p for p, es in self.refused.items() if any(self.counts[e] for e in es))}

base = lambda: sqlite3.connect("file:%s?mode=ro" % os.environ["CRM_DB"], uri=True)
QUERIES = {"lead": "SELECT lead, client FROM lead", "client": "SELECT client, name FROM client", "merged": "SELECT client, root FROM merged",
    "task": "SELECT task, client FROM task WHERE client IS NOT NULL", "role": "SELECT client, role FROM role",
    "phone": "SELECT cast(phone AS text), client, leads, event FROM phone", "email": "SELECT email, client, leads, event FROM email",
    "inn": "SELECT cast(inn AS text), client, leads, event FROM inn", "shared": "SELECT client, event FROM shared", "refused": "SELECT a, b FROM refused"}
model = Model()
counted = {"rows": 0, "known": 0, "shared": 0, "merged": 0, "split": 0, "undone": 0, "rejected undo": 0}

def read(expected=None):
    """Take the new events in; expected: for each created lead of them, to whom its row ought to come."""
    with base() as db:
        for number, kind, lead, client, reverses, new in db.execute(
                "SELECT event, kind, lead, client, reverses, new FROM event WHERE event > ? ORDER BY event", (model.seen,)):
            if kind in (CREATED, PUT) and number not in model.event:
                doc = json.loads(new)
                who = model.recognise(doc)
                if kind == CREATED:
                    assert client == (who or lead), ("event", number, new, "came to", client, "and not to", who)
                counted["rows"] += 1
                counted["known"] += who is not None
                counted["shared"] += any(model.n.get(p, 0) >= LIMIT for p in points(doc))
            model.take(number, kind, lead, client, reverses, new)
            model.seen = number

def compare(step):
    expected = model.tables()
    with base() as db:
        for table, query in QUERIES.items():
            found = sorted(db.execute(query), key=str)
            assert found == sorted(expected[table], key=str), (seed, step, table, "is", found, "not", expected[table])

def a_hash():
    return next(r["detail"] for r in run(["crm-db", "check", "--hash"]) if r["check"] == "hash")

def inquiry(i):
    return {"name": chance.choice(NAMES), "phone": chance.choice(PHONES), "email": chance.choice(EMAILS), "inn": chance.choice(INNS), "stage": "meeting" if chance.random() < .1 else "",
            "comment": "%d-%d" % (i, chance.randrange(10 ** 6))}

def clients():
    return [c for c, in base().execute("SELECT client FROM client")] or [1]

run(["crm-conf", "put", "setting", "key=intake.shared_limit", "value=%d" % LIMIT])
read()
first = base().execute("SELECT max(batch) + 1 FROM batch").fetchone()[0]
for step in range(steps):
    what, before = chance.randrange(13), None
    if step % 40 == 20:
        run(["crm-conf", "put", "setting", "key=intake.email_aliases", "value=%d" % (step // 20 % 4 == 1)])
        read()
    if chance.random() < .15:
        before = a_hash()
    if what < 4:
        run(["crm-lead-add"], [inquiry(step) for _ in range(chance.choice([1, 1, 5, 12]))])
    elif what < 6:
        row = inquiry(step)
        row["role"] = chance.choice(ROLES)
        if chance.random() < .3:
            row["client"] = chance.choice(clients())
        run(["crm-client-add"], [row])
    elif what < 9:
        run(["crm-merge"] + ["--force"] * chance.randrange(2), [{"keep": chance.choice(clients()), "drop": chance.choice(clients())} for _ in range(chance.choice([1, 3]))])
        counted["merged"] += 1
    elif what == 9:
        run(["crm-merge", "--split"], [{"drop": chance.choice(clients())} for _ in range(4)])
        counted["split"] += 1
    elif what == 10:
        run(["crm-merge"], [{"keep": chance.choice(clients()), "drop": chance.choice(clients()), "verdict": "refuse"}])
    elif what == 11:
        open_leads = [l for l, in base().execute("SELECT lead FROM lead WHERE state = 0")]
        if open_leads:
            run(["crm-task-add", "kind=call", "due=+1h", "manager=kim", "lead=%d" % chance.choice(open_leads)])
    else:
        last = base().execute("SELECT max(batch) FROM batch").fetchone()[0]
        answers = run(["crm-undo", str(max(first, last - chance.randrange(12)))])
        counted["undone"] += sum(a["verdict"] == "done" for a in answers)
        counted["rejected undo"] += sum(a["verdict"] == "rejected" for a in answers)
    wrote = model.seen < base().execute("SELECT max(event) FROM event").fetchone()[0]
    read()
    compare(step)
    if before and wrote and what < 12:
        # Taken back at once, it leaves no trace.
        answers = run(["crm-undo", str(base().execute("SELECT max(batch) FROM batch").fetchone()[0])])
        assert all(a["verdict"] == "done" for a in answers), (seed, step, what, answers)
        read()
        compare(step)
        assert a_hash() == before, (seed, step, what, "left a trace")
print(" ".join("%s=%d" % item for item in counted.items()))
