"""Every figure of crm-stages once more, made from the journal by the definitions.

usage: stages.py   the base is $CRM_DB, the moment $CRM_NOW; prints what differs, exit 1 if anything does
"""
import collections, math
from ledger import *

Stay = collections.namedtuple("Stay", "lead stage owner since until recorded")  # until FOREVER: it runs
Move = collections.namedtuple("Move", "lead stage owner at recorded stay")

def lives(rows):
    """Leads, their stays and the moves that took them from a stage."""
    leads, stays, moves = {}, [], []
    for e in rows:
        if e["kind"] == "lead.created": leads[e["lead"]] = Lead(e); leads[e["lead"]].touched = 0
        elif e["kind"] == "touch.added" and e["lead"] in leads: leads[e["lead"]].touched = max(leads[e["lead"]].touched, e["at"])
        elif e["kind"].startswith("lead.") and e["lead"] in leads:
            l = leads[e["lead"]]
            was_open, stage, since, owner = l.state == "open", l.stage, l.since, l.owner
            l.take(e)
            if e["kind"] not in ("lead.qualified", "lead.moved", "lead.won", "lead.lost", "lead.disqualified", "lead.returned") or not was_open: continue
            stay = None
            if l.state != "open" or (l.stage, l.since) != (stage, since):
                since = max(since, l.created)
                stay = Stay(l, stage, owner, since, max(since, e["at"]), e["known"])
                stays.append(stay)
            moves.append(Move(l, stage, owner, e["at"], e["known"], stay))
    for l in leads.values():
        if l.state == "open": stays.append(Stay(l, l.stage, l.owner, max(l.since, l.created), FOREVER, None))
    return [l for l in leads.values() if l.counts()], [s for s in stays if s.lead.counts() and s.until > s.lead.created], [m for m in moves if m.lead.counts()]

DATES = {}
def worked(a, b):
    """Working days after a up to and with b."""
    if (a, b) not in DATES: DATES[a, b] = working(later(a, 1), later(b, 1)) if b > a else 0
    return DATES[a, b]

def rank(values, p):
    values = sorted(values)
    if p == .5 and len(values) % 2 == 0: return (values[len(values) // 2 - 1] + values[len(values) // 2]) / 2
    return values[max(1, math.ceil(p * len(values) - 1e-9)) - 1]

def kaplan_meier(spans):
    """Median and its interval of (joined, age, ended)."""
    lasting, green, median, lo, hi = 1.0, 0.0, None, None, None
    for age in range(max((a for _, a, _ in spans), default=-1) + 1):
        risk = sum(1 for j, a, _ in spans if j <= age <= a)
        ended = sum(1 for _, a, e in spans if a == age and e)
        waiting = any(j > age for j, _, _ in spans)
        if ended and not (waiting and risk < math.sqrt(len(spans))):
            lasting *= 1 - ended / risk
            green += ended / (risk * (risk - ended)) if ended < risk else math.inf
        if median is None and lasting <= .5 + 1e-12: median = age
        if lasting >= 1: low = high = 1
        elif lasting <= 1e-15: low = high = 0
        else:
            width = 1.959963984540054 * math.sqrt(green) / abs(math.log(lasting))
            low, high = lasting ** math.exp(width), lasting ** math.exp(-width)
        if lo is None and low <= .5 + 1e-12: lo = age
        if hi is None and high <= .5 + 1e-12: hi = age
    return median, lo, hi

def group(by, lead, owner, stage, at):
    monday = lambda d: str(later(d, -d.weekday()))
    return {None: "", "manager": owner, "unit": (STAFF.get(owner) or {}).get("unit") or "", "source": lead.row.get("source") or "",
            "project": lead.row.get("project") or "", "stage": STAGES[stage]["stage"], "month": str(day(at))[:7], "week": monday(day(at)),
            "reason": lead.reason}[by]

def near(where, row, column, number, slack):
    is_ = row[column]
    if (number is None) != (is_ is None) or (number is not None and abs(float(is_) - number) > slack): differ(where, column, number, is_)

def wilson(k, n, z=1.959963984540054):
    p = k / n
    c, h = (p + z * z / 2 / n) / (1 + z * z / n), z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
    return max(c - h, 0), min(c + h, 1)

def same_rows(words, ours):
    """{(group, stage): cell} beside the rows that are shown, in their order."""
    shown = ask(*words)
    keys = sorted(ours, key=lambda k: (k[0].encode(), k[1]))
    theirs = [(r["group"] or "", RANK[r["stage"]]) for r in shown]
    if keys != theirs: differ(" ".join(words), "rows", keys, theirs); return []
    return [(" ".join(words) + f": {g}/{s}", r, ours[g, s]) for (g, s), r in zip(keys, shown)]

def stages(stays, by, period, today, options):
    first, end = (period[0], min(period[1], later(today, 1))) if period else (datetime.date.min, later(today, 1))
    cells = collections.defaultdict(lambda: ([], [], []))
    if not by:
        for s in range(len(STAGES) - 1): cells["", s]
    for s in stays:
        since, until = day(s.since), day(s.until) if s.until != FOREVER else datetime.date.max
        if first >= end or since >= end or until < first: continue
        ended, spans, calendar = cells[group(by, s.lead, s.owner, s.stage, s.since), s.stage]
        last = until if until < end else later(end, -1)
        joined = worked(since, min(first, last)) if since < first else 0
        spans.append((joined, worked(since, last), until < end))
        if until < end: ended.append(worked(since, until)); calendar.append((until - since).days)
    words = ["crm-stages", "-f", "json", "-q", *options] + (["-g", by] if by else []) + (["-p", f"{period[0]}..{period[1]}"] if period else [])
    for where, r, (ended, spans, calendar) in same_rows(words, cells):
        near(where, r, "ended", len(ended), 0); near(where, r, "open", len(spans) - len(ended), 0)
        near(where, r, "median", rank(ended, .5) if ended else None, 1e-9); near(where, r, "p75", rank(ended, .75) if ended else None, 0)
        near(where, r, "p90", rank(ended, .9) if ended else None, 0); near(where, r, "mean", sum(ended) / len(ended) if ended else None, .0501)
        near(where, r, "calendar_median", rank(calendar, .5) if calendar else None, 1e-9)
        for column, number in zip(("km_median", "km_lo", "km_hi"), kaplan_meier(spans)): near(where, r, column, number, 0)

DAY = 9 * 3600

def over(leads, by, at, options):
    cells, listed = collections.defaultdict(collections.Counter), []
    for l in leads:
        if l.state != "open": continue
        since, seen = max(l.since, l.created), max(l.since, l.created, l.touched)
        target, rot = int(STAGES[l.stage]["target_days"] or 0), int(STAGES[l.stage]["rot_days"] or 7)
        age = work_between(since, at)
        is_ = {"open": True, "over": bool(target) and age > target * DAY, "red": bool(target) and age > 2 * target * DAY, "rotting": seen < at - rot * 86400}
        is_["slow"] = is_["over"] or is_["rotting"]
        for figure, yes in is_.items(): cells[group(by, l, l.owner, l.stage, l.created), l.stage][figure] += yes
        if is_["slow"]: listed.append((not is_["over"], -age / target / DAY if is_["over"] else 0, seen, l.lead, age, is_))
    words = ["crm-stages", "--over", "-f", "json", "-q", *options]
    for where, r, cell in same_rows([*words, "-g", by], cells):
        for figure in ("open", "slow", "over", "red", "rotting"): near(where, r, figure, cell[figure], 0)
        for column, number in zip(("share_lo", "share_hi"), wilson(cell["over"], cell["open"])): near(where, r, column, number, 6e-5)
    ours = [(lead, round(age / DAY * 10) / 10, "red" if is_["red"] else "yellow" if is_["over"] else None, int(is_["rotting"]))
            for _, _, _, lead, age, is_ in sorted(listed, key=lambda x: x[:4])]
    theirs = [(r["lead"], float(r["age"]), r["light"], r["rotting"]) for r in ask(*words)]
    for a, b in zip(ours, theirs):
        if a[0] != b[0] or abs(a[1] - b[1]) > .1001 or a[2:] != b[2:]: differ(" ".join(words), "lead", a, b)
    if len(ours) != len(theirs): differ(" ".join(words), "leads", len(ours), len(theirs))

def lag(moves, by, period, at, options):
    taken = [m for m in moves if start(period[0]) <= m.at < start(period[1]) and m.at <= at]
    cells = collections.defaultdict(list)
    for m in taken:
        near_ = {o.lead.lead for o in taken if o.owner == m.owner and abs(o.recorded - m.recorded) <= 600} - {m.lead.lead}
        days = worked(day(m.stay.since), day(m.stay.until)) if m.stay and m.stay.until == m.at else None
        cells[group(by, m.lead, m.owner, m.stage, m.at), m.stage].append((work_between(m.at, m.recorded), len(near_) >= 4, days))
    words = ["crm-stages", "--lag", "-f", "json", "-q", *options, "-p", f"{period[0]}..{period[1]}"] + (["-g", by] if by else [])
    for where, r, cell in same_rows(words, cells):
        n, late, heaped, days = len(cell), sum(x > DAY for x, _, _ in cell), sum(h for _, h, _ in cell), [d for _, _, d in cell if d is not None]
        near(where, r, "moves", n, 0); near(where, r, "late", late, 0); near(where, r, "heaped", heaped, 0)
        tenths = [(x * 10 + DAY // 2) // DAY / 10 for x, _, _ in cell]
        near(where, r, "lag_median", rank(tenths, .5), .0501); near(where, r, "lag_p90", rank(tenths, .9), .0001)
        near(where, r, "late_lo", wilson(late, n)[0], 6e-5); near(where, r, "heaped_hi", wilson(heaped, n)[1], 6e-5)
        near(where, r, "median", rank(days, .5) if days else None, 1e-9)
        target = int(STAGES[RANK[r["stage"]]]["target_days"] or 0)
        excess = rank(days, .5) - target if days and target else 0
        verdict = "few" if n < 10 else None if excess <= 0 else "late_typing" if rank(tenths, .5) >= excess / 2 else "slow"
        if r["verdict"] != verdict: differ(where, "verdict", verdict, r["verdict"])

def main():
    rows, today = events(), day(NOW)
    back = start(later(today, -6))
    horizons = [((), NOW, NOW + 1, FOREVER), (("--known-at", str(later(day(back), -1))), back - 1, back, back - 1), (("-T", str(later(day(back), -1))), back, back, FOREVER)]
    periods = [None, (month(today), later(month(today), 30)), (later(today, -20), later(today, -8))]
    for options, at, as_of, known in horizons:
        leads, stays, moves = lives(counting(rows, as_of, known))
        groups = (None, "manager", "unit", "source", "stage", "month", "week", "reason")[::3 if options else 1]
        for by in groups:
            for period in periods: stages(stays, by, period, day(at - (options[:1] == ("-T",))), options)
            if by: over(leads, by, at, options)
            lag(moves, by, periods[1], at, options)
    if not options and not any(s.recorded for s in stays): differ("stays", "ended", "some", 0)

main()
done()
