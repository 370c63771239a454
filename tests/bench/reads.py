"""What is asked of the base: the same question at N and at N/10 leads, and to others at N."""
import shutil

import peers
from measure import Failed, Line, copy, in_turn, remove, run

# Line, what is typed ({} is the base), the same in SQL for sqlite3 and for DuckDB, and for Miller over a file of all leads.
# Where it is a part of something, that too.
QUESTIONS = [
    ("crm-funnel of a month", f"crm-funnel -d {{}} -f csv -o stage,reached -p {peers.MONTH}", peers.FUNNEL, None, None),
    ("crm-funnel -g manager", f"crm-funnel -d {{}} -f csv -g manager -p {peers.MONTH}", peers.FUNNEL_BY_MANAGER, None, None),
    ("crm-funnel --within 30d", f"crm-funnel -d {{}} -f csv --within 30d -p {peers.MONTH}", peers.FUNNEL_WITHIN, None, None),
    ("crm-funnel --mode snapshot", "crm-funnel -d {} -f csv --mode snapshot", peers.SNAPSHOT, peers.SNAPSHOT, peers.MILLER_SNAPSHOT),
    ("crm-kpi-daily", "crm-kpi-daily -d {} -f csv", None, None, None),
    ("crm-sla --compliance of a month", f"crm-sla -d {{}} -f csv --compliance -p {peers.MONTH}", None, None, None),
    ("crm-sla", "crm-sla -d {} -f csv", None, None, None),
    ("crm-leads --state open", "crm-leads -d {} -f csv --state open", peers.OPEN, None, peers.MILLER_OPEN),
    ("crm-lights", "crm-lights -d {} -f csv", peers.LIGHTS, peers.LIGHTS, None),
    ("crm-lights -m of one in fifty", "crm-lights -d {} -f csv -m m7", None, None, None, "crm-lights -d {} -f csv"),
    ("crm-pipe", "crm-pipe -d {} -f csv", peers.PIPE, peers.PIPE, None),
    ("crm-pipe -m of one in fifty", "crm-pipe -d {} -f csv -m m7", None, None, None, "crm-pipe -d {} -f csv"),
    ("crm-stages of a month", f"crm-stages -d {{}} -f csv -p {peers.MONTH}", None, None, None),
    ("crm-forgotten -g manager", "crm-forgotten -d {} -f csv -g manager", peers.FORGOTTEN.replace("greatest", "max"), peers.FORGOTTEN, None),
    ("crm-log of a month", f"crm-log -d {{}} -f csv -p {peers.MONTH}", peers.JOURNAL, None, None),
    ("crm-reasons of a month", f"crm-reasons -d {{}} -f csv -p {peers.MONTH}", peers.REASONS, None, peers.MILLER_REASONS),
    ("crm-dups", "crm-dups -d {} -f csv", peers.SAME_NAME, None, None),
    ("crm-db check", "crm-db -d {} check", "pragma integrity_check", None, None),
]


def ask(line, base, stdout="ours"):
    return lambda: run(line.format(base).split(), stdout=stdout)


def question(name, line, sql, duck_sql, verbs, whole=None):
    works = {"ours": ask(line, "past.db"), "tenth": ask(line, "tenth.db", "tenth")}
    if whole:
        works["of all"] = ask(whole, "past.db", "theirs")
    if sql:
        works["sqlite3"] = peers.sqlite("past.db", sql, "sqlite3.out")
    if duck_sql and shutil.which("duckdb"):
        works["duckdb"] = peers.duck("past.duckdb", duck_sql)
    if verbs and shutil.which("mlr"):
        works["mlr"] = peers.miller(verbs)
    found = dict(zip(works, in_turn(*works.values())))
    ours, tenth = found.pop("ours"), found.pop("tenth")
    if name == "crm-funnel of a month":
        compare_funnels()
    return Line(name, ours.wall * 1000, "ms", ours.wall / tenth.wall, ours.memory, {peer: one.wall * 1000 for peer, one in found.items()})


def compare_funnels():
    with open("ours") as mine, open("sqlite3.out") as theirs:
        mine = [line for line in mine.read().split()[1:] if not line.endswith(",0")]
        if mine != theirs.read().split():
            raise Failed("crm-funnel and the query count differently")


def refresh():
    """The index made anew, and again after a hundred leads more; theirs is one of the same rows."""
    bases = ("past.db", "tenth.db")

    def anew(base):
        def one():
            copy(base, "index-" + base)
            return run(["crm-find", "-d", "index-" + base, "--refresh"])
        return one

    def later(base):
        def one():
            run(["crm-lead-add", "-q", "-d", "index-" + base], "few.csv")
            return run(["crm-find", "-d", "index-" + base, "--refresh"])
        return one

    def find(base):
        return lambda: run(["crm-find", "-d", "index-" + base, "тихонов", "ипотека"])

    def theirs():
        remove("theirs.db")
        return run(["sqlite3", "theirs.db", "attach 'past.db' as old; " + peers.INDEX])

    ours, tenth, sqlite3 = in_turn(*map(anew, bases), theirs, rounds=2)
    yield Line("crm-find --refresh anew", ours.wall, "s", ours.wall / tenth.wall, ours.memory, {"sqlite3": sqlite3.wall})
    ours, tenth = in_turn(*map(later, bases), rounds=3)
    yield Line("crm-find --refresh of 100 more", ours.wall * 1000, "ms", ours.wall / tenth.wall, ours.memory)
    ours, tenth = in_turn(*map(find, bases))
    yield Line("crm-find of two words", ours.wall * 1000, "ms", ours.wall / tenth.wall, ours.memory)
    remove("theirs.db", *("index-" + base for base in bases))


def start():
    """A command that has nothing to do: what it carries."""
    ours, sqlite3 = in_turn(lambda: run(["crm-mail-out", "--help"]), lambda: run(["sqlite3", "--version"]), rounds=21)
    return Line("crm-mail-out --help", ours.wall * 1000, "ms", None, ours.memory, {"sqlite3": sqlite3.wall * 1000})


def steps():
    for words in QUESTIONS:
        yield lambda words=words: [question(*words)]
    yield refresh
    yield lambda: [start()]
