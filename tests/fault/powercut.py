#!/usr/bin/env python3
"""powercut.py FOLDER BASE --ids SQL [--judge SHELL] -- COMMAND: what may a disk hold if the power fails while COMMAND runs?

The command runs once under strace in FOLDER, which must not be written by anybody else; what it writes, syncs, names and unnames there
and what it prints is recorded in order. From that record disks are rebuilt as they may be after each call: what was synced is there, and
of what was not nothing, everything, or a random part, torn at sectors. New names are on the disk when their folder was synced; before
that an unsynced tail of them may be missing. (This is what POSIX grants, which is less than most file systems keep.)

On each disk BASE must be whole and pass `crm-db check`, and every lead that was printed with a verdict before the cut (-o lead,verdict)
must be among those SQL selects. --judge runs in the folder of the disk with the whole lines printed so far on its standard input.
$POWERCUT_STATES disks are tried. Exit 0: all well, 1: a promise was broken, 2: it could not be tried.
"""
import argparse
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

SECTOR = 512
CALLS = "openat,creat,pwrite64,write,writev,lseek,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2,link,linkat"
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
DESCRIPTOR = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})+)>")
CALL = re.compile(r"^(\w+)\((.*)\)\s+= (\d+)")


def plain(text):
    return bytes.fromhex(text.replace("\\x", ""))


class Record:
    """The calls of one run, as tuples: (kind, name or names, offset or length, data)."""

    def __init__(self, folder, command):
        self.folder = os.path.realpath(folder)
        self.operations = []
        self.position = {}
        with tempfile.TemporaryDirectory() as beside:
            log, self.out = beside + "/log", beside + "/out"
            with open(self.out, "wb") as out:
                self.status = subprocess.run(
                    ["strace", "-y", "-xx", "-s", "4194304", "-e", "trace=" + CALLS, "-e", "signal=none", "-o", log, "--"] + command,
                    stdout=out, cwd=folder, check=False).returncode
            with open(log, encoding="ascii", errors="replace") as lines:
                for line in lines:
                    call = CALL.match(line)
                    if call:
                        self.take(call[1], call[2], int(call[3]))

    def inside(self, path):
        path = os.path.normpath(os.path.join(self.folder, os.fsdecode(path)))
        return path if path.startswith(self.folder + "/") and not path.endswith("-shm") else None

    def put(self, *operation):
        self.operations.append(operation)

    def take(self, name, arguments, result):
        texts = [plain(m[0]) for m in TEXT.findall(arguments)]
        descriptor = DESCRIPTOR.match(arguments)
        number = int(descriptor[1]) if descriptor else None
        path = self.inside(plain(descriptor[2])) if descriptor else None
        if name in ("openat", "creat"):
            self.opened(self.inside(texts[0]), arguments, result)
        elif name in ("write", "pwrite64", "writev"):
            self.wrote(name, number, path, plain(descriptor[2]), arguments, b"".join(texts)[:result])
        elif name == "lseek":
            self.position[number] = result
        elif name == "ftruncate" and path:
            self.put("truncate", path, int(arguments.rsplit(",", 1)[1]))
        elif name in ("fsync", "fdatasync"):
            if os.fsdecode(plain(descriptor[2])) == self.folder:
                self.put("sync names")
            elif path:
                self.put("sync", path)
        elif name.startswith("unlink") and self.inside(texts[0]):
            self.put("unname", self.inside(texts[0]))
        elif name.startswith(("rename", "link")) and self.inside(texts[0]):
            self.put("link", self.inside(texts[0]), self.inside(texts[1]))
            if name.startswith("rename"):
                self.put("unname", self.inside(texts[0]))

    def opened(self, path, arguments, result):
        self.position[result] = 0
        if path and "O_DIRECTORY" not in arguments and not os.path.isdir(path):
            if "O_CREAT" in arguments:
                self.put("create", path)
            if "O_TRUNC" in arguments:
                self.put("truncate", path, 0)

    def wrote(self, name, number, path, where, arguments, data):
        if name == "pwrite64":
            at = int(arguments.rsplit(",", 1)[1])
        else:
            at = self.position.get(number, 0)
            self.position[number] = at + len(data)
        if path:
            self.put("write", path, at, data)
        elif os.fsdecode(where) == self.out:
            self.put("print", data)


class File:
    def __init__(self, data=b""):
        self.data, self.waiting = bytearray(data), []

    def apply(self, operation):
        if operation[0] == "truncate":
            del self.data[operation[2]:]
            self.data.extend(bytes(operation[2] - len(self.data)))
        else:
            self.write(operation[2], operation[3])

    def write(self, at, data):
        self.data.extend(bytes(max(0, at - len(self.data))))
        self.data[at:at + len(data)] = data

    def sync(self):
        for operation in self.waiting:
            self.apply(operation)
        self.waiting = []

    def survives(self, kept, chance):
        if kept == "nothing":
            self.waiting = []
        elif kept == "something":
            self.waiting = [torn for operation in self.waiting for torn in tear(operation, chance)]
        self.sync()


def tear(operation, chance):
    fate = chance.random()
    if fate < 0.35:
        return
    if fate < 0.65 or operation[0] == "truncate":
        yield operation
        return
    kind, path, at, data = operation
    begin = 0
    while begin < len(data):
        end = min(len(data), begin + SECTOR - (at + begin) % SECTOR)
        if chance.random() < 0.5:
            yield (kind, path, at + begin, data[begin:end])
        begin = end


def apply_name(names, change):
    if change[1] is None:
        names.pop(change[0], None)
    else:
        names[change[0]] = change[1]


def disk(before, operations, kept, chance):
    """The files after the cut: name -> bytes."""
    synced = {path: File(data) for path, data in before.items()}
    names, changes = dict(synced), []

    def change(path, file):
        changes.append((path, file))
        apply_name(names, (path, file))

    for operation in operations:
        kind, path = operation[0], operation[1] if len(operation) > 1 else None
        if kind == "create" and path not in names:
            change(path, File())
        elif kind in ("write", "truncate") and path in names:
            names[path].waiting.append(operation)
        elif kind == "sync" and path in names:
            names[path].sync()
        elif kind == "sync names":
            for one in changes:
                apply_name(synced, one)
            changes = []
        elif kind == "link" and path in names:
            change(operation[2], names[path])
        elif kind == "unname":
            change(path, None)
    tail = {"nothing": 0, "everything": len(changes)}.get(kept, chance.randint(0, len(changes)))
    for one in changes[:tail]:
        apply_name(synced, one)
    for file in set(synced.values()):
        file.survives(kept, chance)
    return {os.path.basename(path): bytes(file.data) for path, file in synced.items()}


def printed(operations):
    text = b"".join(operation[1] for operation in operations if operation[0] == "print")
    return text[:text.rfind(b"\n") + 1].decode()


def fault(folder, args, text):
    """What is wrong with this disk, or None."""
    base = os.path.join(folder, args.base)
    environment = {**os.environ, "CRM_DB": base}
    checked = subprocess.run(["crm-db", "check"], env=environment, capture_output=True, text=True, check=False)
    unfinished = checked.returncode == 75 and "\nerasing,bad," in checked.stdout  # the next who writes ends it
    if checked.returncode and not unfinished:
        return f"crm-db check: {checked.returncode} {checked.stdout[-300:]} {checked.stderr}"
    try:
        with sqlite3.connect(base) as engine:
            found = engine.execute("PRAGMA integrity_check").fetchone()[0]
            have = {str(row[0]) for row in engine.execute(args.ids)}
        engine.close()
    except sqlite3.Error as error:
        return str(error)
    if found != "ok":
        return found
    verdicts = [line.split(",") for line in text.splitlines()[1:]]
    lost = [row[0] for row in verdicts if row[1] != "rejected" and row[0] not in have] if not args.judge else []
    if lost:
        return f"{len(lost)} of {len(verdicts)} acknowledged are lost: {lost[:5]}"
    if args.judge:
        judged = subprocess.run(["sh", "-c", args.judge], cwd=folder, env=environment, input=text, capture_output=True, text=True, check=False)
        if judged.returncode:
            return "judge: " + judged.stdout + judged.stderr
    return None


def moments(operations, states, chance):
    """Where to cut, and what is kept: first, after everything that is printed, with nothing kept."""
    cuts = [(i + 1, "nothing") for i, operation in enumerate(operations) if operation[0] == "print"]
    near = [i + d for i, operation in enumerate(operations) if operation[0] not in ("write", "print") for d in (0, 1)]
    while len(cuts) < states:
        kept = ("nothing", "something", "something", "everything")[len(cuts) % 4]
        cuts.append((chance.choice(near) if len(cuts) % 3 else chance.randint(0, len(operations)), kept))
    return cuts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("base")
    parser.add_argument("--ids", required=True)
    parser.add_argument("--judge")
    parser.add_argument("command", nargs="+")
    args = parser.parse_args()
    chance = random.Random(20261123)
    before = {}
    for entry in os.scandir(args.folder):
        if entry.is_file() and not entry.name.endswith("-shm"):
            with open(entry.path, "rb") as file:
                before[os.path.realpath(entry.path)] = file.read()
    record = Record(args.folder, args.command)
    operations = record.operations
    kinds = sorted({operation[0] for operation in operations})
    print(f"exit {record.status}, {len(operations)} operations: {', '.join(kinds)}")
    if record.status or not {"write", "print"} <= set(kinds):
        return 2
    broken = 0
    cuts = moments(operations, int(os.environ.get("POWERCUT_STATES", "60")), chance)
    for cut, kept in cuts:
        with tempfile.TemporaryDirectory() as folder:
            for name, data in disk(before, operations[:cut], kept, chance).items():
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(data)
            wrong = fault(folder, args, printed(operations[:cut]))
            if wrong:
                broken += 1
                after = operations[cut - 1][:3] if cut else "the start"
                print(f"broken: cut after {cut} ({after}), {kept} kept: {wrong}")
            if wrong and "POWERCUT_KEEP" in os.environ:
                shutil.copytree(folder, os.path.join(os.environ["POWERCUT_KEEP"], f"{cut}-{kept}"), dirs_exist_ok=True)
    print(f"{len(cuts)} disks, {broken} broken")
    return broken > 0


sys.exit(main())
