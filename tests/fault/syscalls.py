#!/usr/bin/env python3
"""syscalls.py FOLDER BASE --done SHELL [--tidy SHELL] -- COMMAND: each system call of COMMAND on files of FOLDER fails once. Are the promises kept?

FOLDER is copied for every trial, and COMMAND runs in the copy with CRM_DB=BASE and the file `input` there, if any, as its standard input.
--done (in the copy, exit 0) says whether the work is done; --tidy whether nothing lies about, when names could be removed.
For every failing call: no death by a signal; exit 0 only if it is done; otherwise a line on stderr and a status of the contract; an
acknowledged verdict is never a lie; BASE is whole; and the next run completes it. $SYSCALLS_TRIALS a call and error are tried, spread evenly.
Exit 0: all well, 1: a promise was broken, 2: it could not be tried.
"""
import argparse
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

FAULTS = (
    ("openat", "ENOSPC EMFILE ENOMEM"),
    ("pwrite64", "ENOSPC EIO"),
    ("fdatasync", "EIO"),
    ("fsync", "EIO"),
    ("ftruncate", "EIO"),
    ("pread64", "EIO"),
    ("read", "EIO"),
    ("unlink", "EIO"),
    ("renameat2", "EIO"),
)
STATUSES = {66, 70, 73, 74, 75, 77, 78}


class Trials:
    def __init__(self, args):
        self.args = args
        self.trials = self.broken = 0
        self.counts = {}

    def start(self, copy, before):
        given = os.path.join(copy, "input")
        with open(given if os.path.exists(given) else os.devnull, "rb") as source:
            environment = {**os.environ, "CRM_DB": os.path.join(copy, self.args.base)}
            return subprocess.run(before + self.args.command, cwd=copy, env=environment, stdin=source, capture_output=True, timeout=60, check=False)

    def holds(self, copy, question):
        environment = {**os.environ, "CRM_DB": os.path.join(copy, self.args.base)}
        return subprocess.run(["sh", "-c", question], cwd=copy, env=environment, capture_output=True, check=False).returncode == 0

    def done(self, copy):
        return self.holds(copy, self.args.done)

    def copy(self, beside):
        copy = os.path.join(beside, "copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.args.folder, copy)
        return copy

    def places(self, beside, call):
        """Which calls of this name, counted from 1, touch the folder."""
        copy, log = self.copy(beside), beside + "/log"
        result = self.start(copy, ["strace", "-y", "-qq", "-e", "trace=" + call, "-o", log])
        if result.returncode or not self.done(copy):
            sys.exit(f"it fails without any fault: {result.returncode} {result.stderr.decode()}")
        with open(log, encoding="utf-8", errors="replace") as lines:
            calls = [line for line in lines if line.startswith(call)]
        return [i for i, line in enumerate(calls, 1) if copy in line and "-shm" not in line.split("=")[0]]

    def judge(self, copy, result):
        said = [line for line in result.stderr.decode("utf-8", "replace").splitlines() if not line.startswith("strace:")]
        done = self.done(copy)
        if result.returncode < 0 or result.returncode >= 128:
            yield f"died: {result.returncode}"
        if any("Sanitizer" in line or "runtime error" in line for line in said):
            yield "sanitizer: " + " ".join(said)[:200]
        if result.returncode == 0 and not done:
            yield "exit 0, and it is not done"
        if result.returncode and (result.returncode not in STATUSES or not said):
            yield f"exit {result.returncode}, {said}"
        if re.search(rb",(done|added|ok)\b", result.stdout) and not done:
            yield "told, and not done"
        with sqlite3.connect(os.path.join(copy, self.args.base)) as base:
            found = base.execute("PRAGMA integrity_check").fetchone()[0]
        base.close()
        if found != "ok":
            yield found
        again = self.start(copy, [])
        if again.returncode not in ((0, 73) if done else (0,)) or not self.done(copy):
            yield f"the next run: {again.returncode} {again.stderr.decode()}"

    def attempt(self, beside, call, error, place):
        copy, log = self.copy(beside), beside + "/log"
        try:
            result = self.start(copy, ["strace", "-y", "-qq", "-o", log, "-e", "trace=" + call, "-e", f"inject={call}:error={error}:when={place}"])
        except subprocess.TimeoutExpired:
            return ["hangs"]
        with open(log, encoding="utf-8", errors="replace") as lines:
            hit = [line for line in lines if "(INJECTED)" in line]
        if not hit or copy not in hit[0]:
            return []
        self.trials += 1
        if self.args.tidy and call != "unlink" and not self.holds(copy, self.args.tidy):
            return ["untidy: " + " ".join(os.listdir(copy))]
        return list(self.judge(copy, result))

    def sweep(self, most):
        with tempfile.TemporaryDirectory() as beside:
            for call, errors in FAULTS:
                places = self.places(beside, call)
                chosen = sorted({places[i * (len(places) - 1) // max(1, most - 1)] for i in range(most)}) if places else []
                self.counts[call] = len(places)
                for error in errors.split():
                    for place in chosen:
                        wrong = self.attempt(beside, call, error, place)
                        if wrong:
                            self.broken += 1
                            print(f"broken: {call} {error} at call {place}: {'; '.join(wrong)}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("base")
    parser.add_argument("--done", required=True)
    parser.add_argument("--tidy")
    parser.add_argument("command", nargs="+")
    trials = Trials(parser.parse_args())
    trials.sweep(int(os.environ.get("SYSCALLS_TRIALS", "6")))
    print(", ".join(f"{count} {call}" for call, count in trials.counts.items()))
    print(f"{trials.trials} trials, {trials.broken} broken")
    return 1 if trials.broken else 0 if trials.trials > 20 else 2


sys.exit(main())
