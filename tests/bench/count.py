"""Count the instructions of some commands, and compare with the file `counts`. Called by run, in a folder of its own."""
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "counts")
MOST = 0.03
PAST = "10000"  # leads
ROWS = "20000"
PACKAGES = "libc6 libsqlite3-0 libcsv3 libpcre2-8-0 libutf8proc2 libnettle8 libgmime-3.0-0 valgrind".split()

# Name, what is typed, standard input; {past} is a copy of a base with a past, {fresh} one to which leads came that nobody has, {empty} one of none.
COMMANDS = [
    ("crm-lead-add of 20000 rows", "crm-lead-add -q -d {empty}", "leads.csv"),
    ("crm-lead-add of one", "crm-lead-add -q -d {past} name=Анна phone=+78000000001", None),
    ("crm-assign of 200", "crm-assign -q -d {fresh} -", "fresh.csv"),
    ("crm-move of 200", "crm-move -q --force -d {past} stage=booking -", "open.csv"),
    ("crm-funnel of a month", "crm-funnel -d {past} -p 2026-10 -f csv", None),
    ("crm-funnel --mode snapshot", "crm-funnel -d {past} --mode snapshot -f csv", None),
    ("crm-leads --state open", "crm-leads -d {past} --state open -f csv", None),
    ("crm-find of two words", "crm-find -d {past} -f csv тихонов ипотека", None),
    ("crm-lights", "crm-lights -d {past} -f csv", None),
    ("crm-sla", "crm-sla -d {past} -f csv", None),
    ("crm-kpi-daily", "crm-kpi-daily -d {past} -f csv", None),
    ("crm-log of a month", "crm-log -d {past} -p 2026-10 -f csv", None),
    ("crm-mail-out --help", "crm-mail-out --help", None),
]


def ask(*args):
    return subprocess.run(args, capture_output=True, text=True).stdout.strip()


def installed():
    """What the numbers hang on beside our own sources."""
    compiler = os.environ.get("CC", "gcc").split()
    with open("/proc/cpuinfo") as file:
        cpu = "avx2" if re.search(r"^flags.*\bavx2\b", file.read(), re.M) else "no avx2"
    found = {"compiler": (ask(*compiler, "--version").splitlines() or ["none"])[0], "flags": " ".join(os.environ.get("CFLAGS", "").split()), "cpu": cpu}
    for package in PACKAGES:
        found[package] = ask("dpkg-query", "-W", "-f", "${Version}", package) if shutil.which("dpkg-query") else "unknown"
    return found


def make(name, *args, rows=None):
    """What a command answers, as a file; of a list only so many rows."""
    answer = subprocess.run(args, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout
    with open(name, "wb") as file:
        file.write(b"".join(answer.splitlines(True)[:rows + 1]) if rows else answer)


def copy(base, name):
    """With the index of crm-find, if it has one."""
    for end in ("", "-find"):
        if os.path.exists(base + end):
            shutil.copyfile(base + end, name + end)


def prepare():
    make("made", "crm-db", "init", "-q", "--pack", "realty", "-d", "empty.db")
    make("made", "crm-demo", "--history", PAST, "-d", "past.db")
    make("leads.csv", "crm-demo", "--leads", ROWS, "--seed", "3")
    make("open.csv", "crm-leads", "-d", "past.db", "--state", "open", "-f", "csv", "-o", "lead", rows=200)
    copy("past.db", "fresh.db")
    make("few.csv", "crm-demo", "--leads", "200", "--seed", "4")
    with open("few.csv", "rb") as few, open("fresh.csv", "wb") as fresh:
        subprocess.run(["crm-lead-add", "-q", "-d", "fresh.db"], stdin=few, stdout=fresh, check=True)
    make("made", "crm-find", "-d", "past.db", "--refresh")


def count(number):
    """Instructions of one command, on bases of its own."""
    name, line, source = COMMANDS[number]
    bases = {base: f"{base}-{number}.db" for base in ("past", "fresh", "empty") if f"{{{base}}}" in line}
    for base, own in bases.items():
        copy(base + ".db", own)
    with open(source or os.devnull, "rb") as rows, open(f"out-{number}", "wb") as out, open(f"err-{number}", "w+") as err:
        args = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *line.format(**bases).split()]
        code = subprocess.run(args, stdin=rows, stdout=out, stderr=err, env=dict(os.environ, CRM_THREADS="1")).returncode
        err.seek(0)
        told = err.read()
    counted = re.search(r"Collected : (\d+)", told)
    if code or not counted or not os.path.getsize(f"out-{number}"):
        sys.exit(f"count: {name}: exit {code}: {told[-500:]}")
    return int(counted[1])


def read_file():
    """The words above, what they hang on, the numbers."""
    head, hangs, numbers = [], {}, {}
    with open(FILE) as file:
        for line in file:
            kind, _, rest = line.rstrip("\n").partition(": ")
            if line.startswith("#"):
                head.append(line)
            elif kind == "with":
                name, _, version = rest.partition(" = ")
                hangs[name] = version
            elif kind == "count":
                name, _, number = rest.partition(" = ")
                numbers[name] = int(number)
    return head, hangs, numbers


def write_file(head, hangs, numbers):
    with open(FILE + ".new", "w") as file:
        file.writelines(head)
        file.writelines(f"with: {name} = {version}\n" for name, version in hangs.items())
        file.writelines(f"count: {name} = {number}\n" for name, number in numbers.items())
    os.replace(FILE + ".new", FILE)


def judge(counted, numbers, judged):
    bad = []
    for name, number in counted.items():
        before = numbers.get(name)
        change = number / before - 1 if before else float("inf")
        print(f"{name:<28} {number:>14,} {before or 0:>14,} {change * 100:>+7.2f} %", flush=True)
        if judged and not before:
            bad.append(f"{name} is not in the file: make count-put")
        elif judged and abs(change) > MOST:
            bad.append(f"{name}: {number:,} instructions, {abs(change) * 100:.1f} % {'more' if change > 0 else 'less'} than the {before:,} of tests/bench/counts"
                       + (": what was added?" if change > 0 else ": hold it by make count-put"))
    bad += [f"{name} is in the file, and not counted: make count-put" for name in numbers if judged and name not in counted]
    return bad


def main():
    put = sys.argv[1:] == ["--put"]
    if not shutil.which("valgrind"):
        print("count: valgrind is not installed: scripts/setup lint", file=sys.stderr)
        sys.exit(69)
    head, hangs, numbers = read_file()
    here = installed()
    prepare()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        counted = dict(zip((name for name, _, _ in COMMANDS), pool.map(count, range(len(COMMANDS)))))
    other = [f"{name} {here.get(name)}, in the file {hangs.get(name)}" for name in here | hangs if here.get(name) != hangs.get(name)]
    bad = judge(counted, numbers, not other and not put)
    if put:
        write_file(head, here, counted)
        return
    if other:
        print("count: not judged, the numbers are those of another machine (make count-put renews them): " + "; ".join(other), flush=True)
    for line in bad:
        print("count: " + line, file=sys.stderr)
    sys.exit(1 if bad else 0)


main()
