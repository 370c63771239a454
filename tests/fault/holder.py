#!/usr/bin/env python3
"""holder.py BASE SECONDS TIMES: take the lock of the writer as soon as it is free, hold it that long, let go; so often.

Its fast eye finds the gap between a commit and the checkpoint after it. The log is never taken over into the base by this process.
"""
import sqlite3
import sys
import time

base = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
base.execute("PRAGMA wal_autocheckpoint=0")
base.execute("SELECT count(*) FROM lead").fetchone()
print("ready", flush=True)
left = int(sys.argv[3])
until = time.monotonic() + 60
while left and time.monotonic() < until:
    try:
        base.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        time.sleep(0.0003)
        continue
    left -= 1
    time.sleep(float(sys.argv[2]))
    base.execute("ROLLBACK")
    time.sleep(0.03)
