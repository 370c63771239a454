"""The file of limits: what must hold, and what is still to be reached."""
import csv
import os

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "limits")
AT_LEAST = ("rows/s", "leads/s")  # the more, the better; of all else the less


def read():
    """{(line, measure): (limit, goal)}; None: there is none."""
    found = {}
    with open(FILE, newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            found[row["line"], row["measure"]] = tuple(float(row[column]) if row[column] else None for column in ("limit", "goal"))
    return found


def misses(measure, value, wanted):
    return wanted is not None and (value < wanted if measure in AT_LEAST else value > wanted)


def judge(limits, line):
    """What of that line is above its limit, and what short of its goal: measure, value, wanted."""
    over, short = [], []
    for measure, value in line.measures().items():
        limit, goal = limits.get((line.name, measure), (None, None))
        if misses(measure, value, limit):
            over.append((measure, value, limit))
        elif misses(measure, value, goal):
            short.append((measure, value, goal))
    return over, short
