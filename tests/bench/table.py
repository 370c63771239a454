"""Figures of crm beside those of others, as one table. `table N|NM|Nk [--check]`. Called by run, in a folder of its own."""
import re
import sys
import time

import intake
import limits
import peers
import reads
import rows
from measure import Failed, Line, number, run

FRESH = 10000  # leads for the commands that take rows


def how_many(text):
    match = re.fullmatch(r"([1-9][0-9]*)([kM]?)", text)
    rows_ = int(match[1]) * {"": 1, "k": 1000, "M": 1000000}[match[2]] if match else 0
    return rows_ if 1000 <= rows_ <= 100000000 else sys.exit(f"bench: BENCH is a number of leads from 1000, such as 300k or 1M, not «{text}»")


def make_bases(n):
    run(["crm-db", "init", "--pack", "realty", "-d", "empty.db"])
    for name, leads, seed in (("leads", n, 1), ("tenth", n // 10, 2), ("thrice", 3 * n, 3), ("fresh", FRESH, 4), ("few", 100, 5)):
        run(["crm-demo", "--leads", str(leads), "--seed", str(seed)], stdout=name + ".csv")
    run(["crm-demo", "--history", str(n // 10), "-d", "tenth.db"], stdout="made")
    past = run(["crm-demo", "--history", str(n), "-d", "past.db"], stdout="made")
    peers.export("past.db")
    yield Line("crm-demo --history", n / past.wall, "leads/s", None, past.memory)


def show(line, short):
    value = f"{number(line.value)} {line.unit}"
    growth = "" if line.growth is None else f"{line.growth:.2f}"
    memory = "" if line.memory is None else f"{line.memory:.0f} MB"
    ratios = line.measures()
    beside = ", ".join(f"{peer} {number(other)} ({ratios[peer]:.2f})" for peer, other in line.beside.items())
    goals = ", ".join(f"{measure} {number(goal)}" for measure, _, goal in short)
    print(f"{line.name:<38} {value:>15} {growth:>7} {memory:>8}  {beside}{'  | still to reach: ' + goals if goals else ''}", flush=True)


def steps(n):
    yield lambda: make_bases(n)
    yield from reads.steps()
    yield from intake.steps(n)
    yield from rows.steps()


def main():
    n, check = how_many(sys.argv[1]), "--check" in sys.argv[2:]
    wanted = limits.read()
    over, seen, begun = [], set(), time.monotonic()
    for peer in peers.missing():
        print(f"{peer} is not installed: its figures are left out")
    print(f"{'work, at ' + format(n, ','):<38} {'crm':>15} {'growth':>7} {'peak':>8}  beside (crm in times of it)")
    for step in steps(n):
        try:
            for line in step():
                above, short = limits.judge(wanted, line)
                show(line, short)
                over += [(line.name, *one) for one in above]
                seen |= {(line.name, measure) for measure in line.measures()}
        except Failed as failure:
            over.append(("-", str(failure), 0, 0))
            print(f"-- {failure}", flush=True)
            if not seen:  # without bases there is nothing to measure
                sys.exit(1)
    print(f"{time.monotonic() - begun:.0f} seconds")
    if not check:
        return
    for name, measure, value, limit in over:
        print(f"bench: {name}: {measure}" + (f" {number(value)}, the limit is {number(limit)}" if limit else ""), file=sys.stderr)
    for name, measure in wanted:
        if (name, measure) not in seen and measure not in peers.missing():
            over.append((name, measure, 0, 0))
            print(f"bench: {name}: {measure} has a limit and was not measured", file=sys.stderr)
    sys.exit(1 if over else 0)


main()
