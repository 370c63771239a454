"""Figures of crm beside those of others, as one table. `table N|NM|Nk [--check|--put]`. Called by run, in a folder of its own."""
import re
import sys
import time

import intake
import limits
import peers
import reads
import rows
from measure import FEW, FRESH, Failed, Line, memory, number, run


def how_many(text):
    match = re.fullmatch(r"([1-9][0-9]*)([kM]?)", text)
    rows_ = int(match[1]) * {"": 1, "k": 1000, "M": 1000000}[match[2]] if match else 0
    return rows_ if 1000 <= rows_ <= 100000000 else sys.exit(f"bench: BENCH is a number of leads from 1000, such as 300k or 1M, not «{text}»")


def make_bases(n):
    run(["crm-db", "init", "--pack", "realty", "-d", "empty.db"])
    for name, leads, seed in (("leads", n, 1), ("tenth", n // 10, 2), ("thrice", 3 * n, 3), ("fresh", FRESH, 4), ("few", FEW, 5)):
        run(["crm-demo", "--leads", str(leads), "--seed", str(seed)], stdout=name + ".csv")
    tenth = run(["crm-demo", "--history", str(n // 10), "-d", "tenth.db"], stdout="made")
    past = run(["crm-demo", "--history", str(n), "-d", "past.db"], stdout="made")
    peers.export("past.db")
    yield Line("crm-demo --history", n / past.wall, "leads/s", past.wall / tenth.wall, past.memory)


def show(line, short):
    value = f"{number(line.value)} {line.unit}"
    growth = "" if line.growth is None else f"{line.growth:.2f}"
    ratios = line.measures()
    beside = ", ".join(f"{peer} {number(other)} ({ratios[peer]:.2f})" for peer, other in line.beside.items())
    goals = ", ".join(f"{measure} {number(goal)}" for measure, _, goal in short)
    print(f"{line.name:<38} {value:>15} {growth:>7} {memory(line.memory):>8}  {beside}{'  | still to reach: ' + goals if goals else ''}", flush=True)


def steps(n):
    yield lambda: make_bases(n)
    yield from reads.steps()
    yield from intake.steps(n)
    yield from rows.steps()


def measure(n, wanted):
    """The table is shown; returns its lines, and what was above a limit or failed."""
    lines, over = [], []
    for peer in peers.missing():
        print(f"{peer} is not installed: its figures are left out")
    print(f"{'work, at ' + format(n, ','):<38} {'crm':>15} {'growth':>7} {'peak':>8}  beside (crm in times of it)")
    for step in steps(n):
        try:
            for line in step():
                above, short = limits.judge(wanted, line)
                show(line, short)
                over += [(line.name, *one) for one in above]
                lines.append(line)
        except Failed as failure:
            over.append(("-", str(failure), 0, 0))
            print(f"-- {failure}", flush=True)
            if not lines:  # without bases there is nothing to measure
                sys.exit(1)
    return lines, over


def check(lines, over, wanted):
    """A line for each that is not held. Returns how many."""
    measured = {(line.name, measure) for line in lines for measure in line.measures()}
    bad = [f"{name}: {measure}" + (f" {number(value)}, the limit is {number(limit)}" if limit else "") for name, measure, value, limit in over]
    bad += [f"{name}: {measure} has a limit and was not measured" for (name, measure), (limit, _) in wanted.items()
            if limit is not None and (name, measure) not in measured and measure not in peers.missing()]
    for line in bad:
        print("bench: " + line, file=sys.stderr)
    return len(bad)


def put(n, lines, over):
    failed = [what for name, what, _, _ in over if name == "-"]
    if failed:
        sys.exit("bench: nothing is written, for not all was measured: " + "; ".join(failed))
    for name, measure, before, after in limits.put(n, lines):
        print(f"limit: {name}: {measure} {before or 'none'} -> {after}")


def main():
    n, what = how_many(sys.argv[1]), sys.argv[2:]
    if what == ["--put"] and n not in limits.SIZES.values():
        sys.exit("bench: there are limits for BENCH=" + " and ".join(limits.SIZES))
    begun, wanted = time.monotonic(), limits.read(n)
    lines, over = measure(n, wanted)
    print(f"{time.monotonic() - begun:.0f} seconds")
    if what == ["--put"]:
        put(n, lines, over)
    elif what == ["--check"] and check(lines, over, wanted):
        sys.exit(1)


main()
