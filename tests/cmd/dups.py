#!/usr/bin/env python3
"""dups.py BASE DAYS: who may be one person, by brute force over all pairs, from the journal alone. Rows: level,keep,drop, in order.

Written from the definitions, not from the program: no blocks but as a condition, Jaro and Winkler by their formulas.
"""
import itertools
import json
import re
import sqlite3
import sys

base, limit = sys.argv[1], int(sys.argv[2])
db = sqlite3.connect(f"file:{base}?mode=ro", uri=True)
merged = dict(db.execute("SELECT client, root FROM merged"))
root = lambda client: merged.get(client, client)
refused = {frozenset((root(a), root(b))) for a, b in db.execute("SELECT a, b FROM refused")}
words = {(kind, id): word for kind, id, word in db.execute("SELECT kind, id, word FROM dict")}
names = {client: name for client, name in db.execute("SELECT client, name FROM client")}
events = dict(db.execute("SELECT event, new FROM event WHERE kind = 1"))

points, tails, leads = {}, {}, {}
for lead, client, at, source, project, event in db.execute("SELECT lead, client, created_at, source, project, event FROM lead"):
    row = json.loads(events[event])
    client = root(client)
    city = " ".join(row.get("city", "").lower().replace("ё", "е").split()) or None
    leads.setdefault(client, []).append(((at + 10800) // 86400, source, project, city))
    if row.get("_phone"):
        points.setdefault(("p", row["_phone"]), []).append(client)
        tails.setdefault(row["_phone"][-10:], []).append((client, True))
    elif row.get("phone"):
        digits = re.sub(r"\D", "", row["phone"])
        if len(digits) >= 10:
            tails.setdefault(digits[-10:], []).append((client, False))
    if re.fullmatch(r"\S+@\S+\.\S+", row.get("email", "")):
        points.setdefault(("e", row["email"].lower()), []).append(client)

parent = {client: client for client in names if client not in merged}


def find(client):
    while parent[client] != client:
        client = parent[client]
    return client


for who in points.values():
    if len(who) >= limit:
        continue
    for a, b in itertools.combinations(sorted(set(who)), 2):
        if frozenset((a, b)) not in refused:
            parent[max(find(a), find(b))] = min(find(a), find(b))

rows = [("certain", find(client), client) for client in parent if find(client) != client and frozenset((find(client), client)) not in refused]
for who in tails.values():
    if len(who) < limit:
        for (a, clear), (b, known) in itertools.combinations(sorted(set(who)), 2):
            if a != b and not (clear and known) and find(a) != find(b) and frozenset((a, b)) not in refused:
                rows.append(("probable", a, b))

PATRONYMIC = re.compile(r".*(ович|евич|ич|овна|евна|ична|инична)$")


def key(name):
    parts = re.findall(r"\w+", (name or "").lower().replace("ё", "е"))
    if len(parts) >= 3:
        parts = [part for part in parts if not PATRONYMIC.match(part)] or parts
    return " ".join(sorted(parts))


def jaro_winkler(a, b):
    if a == b:
        return 1.0
    reach = max(len(a), len(b)) // 2 - 1
    used, hits = set(), []
    for i, letter in enumerate(a):
        for k in range(max(0, i - reach), min(len(b), i + reach + 1)):
            if k not in used and b[k] == letter:
                used.add(k)
                hits.append((i, k))
                break
    m = len(hits)
    if not m:
        return 0.0
    there = [b[k] for k in sorted(used)]
    t = sum(a[i] != letter for (i, _), letter in zip(hits, there)) / 2
    jaro = (m / len(a) + m / len(b) + (m - t) / m) / 3
    prefix = 0
    while prefix < min(4, len(a), len(b)) and a[prefix] == b[prefix]:
        prefix += 1
    return jaro + prefix * 0.1 * (1 - jaro)


keys = {client: key(names[client]) for client in parent if " " in key(names[client])}
common = {k for k in keys.values() if sum(other == k for other in keys.values()) >= limit}


def begins(name):
    return {(x[:4], y[:1]) for x, y in itertools.permutations(name.split()[:3], 2)}


for a, b in itertools.combinations(sorted(keys), 2):
    if keys[a] in common or keys[b] in common or find(a) == find(b) or frozenset((a, b)) in refused:
        continue
    if not begins(keys[a]) & begins(keys[b]) or jaro_winkler(keys[a], keys[b]) < 0.92:
        continue
    if any(abs(x[0] - y[0]) <= 30 and any(p and p == q for p, q in zip(x[1:], y[1:])) for x in leads.get(a, []) for y in leads.get(b, [])):
        rows.append(("review", a, b))
for row in sorted(set(rows)):
    print(*row, sep=",")
