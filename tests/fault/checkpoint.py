#!/usr/bin/env python3
"""checkpoint.py BASE LOG...: did anybody write to the base in a way in which SQLite before 3.51.3 can damage it?

LOG is what strace -y -e trace=fcntl,pwrite64,openat,close,exit_group of one process says. Locks of the log are bytes of BASE-shm: 120 is
the writer, 121 the checkpoint. A page may go to BASE while this process is the writer, or holds BASE exclusively; a passive
checkpoint, which holds 121 alone, is the race. Exit 0: no such write, and some that are right; 1: there were; 2: nobody wrote at all.
"""
import re
import sys

WRITER = 120
SHARED_FIRST, SHARED_SIZE = 0x40000002, 510

LOCK = re.compile(r"fcntl\(\d+<(.*?)>, F_\w*SETLKW?, \{l_type=F_(\w+), l_whence=SEEK_SET, l_start=(\d+), l_len=(\d+)\}\)\s+= 0")
WRITE = re.compile(r"pwrite64\(\d+<(.*?)>,.*\)\s+= \d+")


def writes(base, log):
    """Each write to the base: (line, how it was guarded or None)."""
    held = {}
    with open(log, encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            lock = LOCK.search(line)
            if lock:
                first, length = int(lock[3]), int(lock[4])
                for byte in range(first, first + min(length, SHARED_SIZE)):
                    held[lock[1], byte] = lock[2]
            write = WRITE.search(line)
            if write and write[1] == base:
                shm = base + "-shm"
                if held.get((shm, WRITER)) == "WRLCK":
                    yield number, "writer"
                elif held.get((base, SHARED_FIRST)) == "WRLCK":
                    yield number, "exclusive"
                else:
                    yield number, None


def main():
    base, counts, bad = sys.argv[1], {}, 0
    for log in sys.argv[2:]:
        for number, guard in writes(base, log):
            counts[guard] = counts.get(guard, 0) + 1
            if guard is None:
                bad += 1
                if bad <= 5:
                    print(f"unguarded: {log}:{number}")
    print(f"pages written as the writer {counts.get('writer', 0)}, exclusively {counts.get('exclusive', 0)}, unguarded {bad}")
    return 1 if bad else 0 if counts else 2


sys.exit(main())
