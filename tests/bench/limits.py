"""The file of limits: what must hold at each size, and what is still to be reached."""
import csv
import os

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "limits")
SIZES = {"300k": 300000, "1M": 1000000}  # column of the file: leads
AT_LEAST = ("rows/s", "leads/s")  # the more, the better; of all else the less
# What a renewed limit leaves for a busy machine. Values in units of their own are another on another machine.
MARGINS = {"MB": 1.25, "growth": 1.3}
OF_RATIO, OF_VALUE = 1.3, 3
LEAST = {"MB": 32, "growth": 1.2}  # below it is noise: what this program holds itself, the flattest curve
NEAR = 1.1  # a goal that is reached by so much is the limit from then on


def size_of(n):
    return [size for size, leads in SIZES.items() if n >= leads or size == "300k"][-1]


def open_file():
    """The words above, the names of the columns, the rows."""
    with open(FILE, newline="") as file:
        lines = file.readlines()
    head = [line for line in lines if line.startswith("#")]
    reader = csv.DictReader(lines[len(head):])
    return head, reader.fieldnames, list(reader)


def read(n):
    """{(line, measure): (limit, goal)} for so many leads; None: there is none."""
    _, _, rows = open_file()
    return {(row["line"], row["measure"]): tuple(float(row[column]) if row[column] else None for column in (size_of(n), "goal")) for row in rows}


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


def rounded(value):
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}" if value >= 2 else f"{value:.2f}".rstrip("0").rstrip(".")


def limit_for(measure, value, goal, is_value):
    """With a margin; down to the goal, where that is reached."""
    margin = OF_VALUE if is_value else MARGINS.get(measure, OF_RATIO)
    more = measure in AT_LEAST
    limit = value / margin if more else max(value * margin, LEAST.get(measure, 0))
    reached = goal is not None and (value >= goal * NEAR if more else value * NEAR <= goal)
    between = goal is not None and (goal > limit if more else goal < limit)
    return rounded(goal if reached and between else limit)


def put(n, lines):
    """The limits of that size anew, of what was measured; of a value in a unit of its own only where the file has one. Those
    that are another now: line, measure, before, after."""
    head, names, rows = open_file()
    known = {(row["line"], row["measure"]): row for row in rows}
    size, changed = size_of(n), []
    for line in lines:
        place = max([index for index, row in enumerate(rows) if row["line"] == line.name], default=len(rows) - 1) + 1
        for measure, value in line.measures().items():
            row = known.get((line.name, measure))
            if row is None and measure != line.unit:
                row = dict.fromkeys(names, "") | {"line": line.name, "measure": measure}
                rows.insert(place, row)
                place += 1
            if row is not None:
                goal = float(row["goal"]) if row["goal"] else None
                before, row[size] = row[size], limit_for(measure, value, goal, measure == line.unit)
                if row[size] != before:
                    changed.append((line.name, measure, before, row[size]))
    with open(FILE + ".new", "w", newline="") as file:
        file.writelines(head)
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    os.replace(FILE + ".new", FILE)
    return changed
