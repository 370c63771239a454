"""How something is measured: programs run in turn, medians, peak memory; and the line of the table that comes of it."""
import dataclasses
import os
import resource
import shutil
import statistics
import subprocess
import time

FRESH, FEW = 10000, 100  # leads in fresh.csv, for commands that take rows, and in few.csv
ROUNDS = 5
LONG = 2.0  # seconds after which two rounds are enough
VERY_LONG = 10.0  # and one


class Failed(Exception):
    pass


@dataclasses.dataclass
class Run:
    wall: float  # seconds
    memory: float  # peak, in MB


def run(args, stdin=None, stdout=os.devnull, fine=(0,)):
    with open(stdin or os.devnull, "rb") as source, open(stdout, "wb") as sink, open("stderr", "wb") as errors:
        start = time.perf_counter()
        child = subprocess.Popen(args, stdin=source, stdout=sink, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in fine:
        with open("stderr", errors="replace") as errors:
            last = (errors.read().strip().splitlines() or ["no message"])[-1]
        raise Failed(f"{args[0]}: exit {child.returncode}: {last}")
    return Run(wall, usage.ru_maxrss / 1024)


def remove(*names):
    for name in names:
        for end in ("", "-wal", "-shm", "-journal", "-find"):
            if os.path.exists(name + end):
                os.remove(name + end)


def copy(source, name):
    remove(name)
    shutil.copyfile(source, name)
    os.sync()


def in_turn(*works, rounds=ROUNDS):
    """Each of them once, and again: what came before is charged to none. The median of each, with its largest memory."""
    runs = [[] for _ in works]
    done = 0
    while done < rounds:
        for work, list_ in zip(works, runs):
            list_.append(work())
        longest = max(one.wall for list_ in runs for one in list_)
        rounds = min(rounds, 1 if longest > VERY_LONG else 2 if longest > LONG else rounds)
        done += 1
    return [Run(statistics.median(one.wall for one in list_), max(one.memory for one in list_)) for list_ in runs]


@dataclasses.dataclass
class Line:
    """One line of the table. What it measures has names: growth, MB, those of the peers (a ratio), and that of its unit."""
    name: str
    value: float
    unit: str = "ms"
    growth: float = None  # as many times longer at N as at N/10; of rows a second, as many times slower
    memory: float = None
    beside: dict = dataclasses.field(default_factory=dict)  # peer: its value, in the same unit

    def measures(self):
        found = {self.unit: self.value, "growth": self.growth, "MB": self.memory}
        for peer, value in self.beside.items():
            found[peer] = value / self.value if self.unit.endswith("/s") else self.value / value
        return {name: value for name, value in found.items() if value is not None}


def memory(value):
    """Of a small program the kernel tells what this one had when it started it, for that is its peak too."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return "" if value is None else f"< {own:.0f} MB" if value <= own else f"{value:.0f} MB"


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
