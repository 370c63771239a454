#!/usr/bin/env python3
"""kill.py [--lines N] [--after S] -- COMMAND: kill -9 it once N lines have been printed, S seconds after that.

What it had printed goes to standard output. Exit 0 if it was killed, 1 if it had ended before.
"""
import argparse
import signal
import subprocess
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("--lines", type=int, default=0)
parser.add_argument("--after", type=float, default=0)
parser.add_argument("command", nargs="+")
args = parser.parse_args()

child = subprocess.Popen(args.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
seen = b""
while seen.count(b"\n") < args.lines:
    piece = child.stdout.read(65536)
    if not piece:
        break
    seen += piece
time.sleep(args.after)
child.send_signal(signal.SIGKILL)
seen += child.stdout.read()
sys.stdout.buffer.write(seen)
sys.exit(0 if child.wait() == -signal.SIGKILL else 1)
