#!/usr/bin/env python3
"""kill.py [--slowly] [--lines N] [--after S] -- COMMAND: kill -9 it once N lines have been printed, S seconds after that.

--slowly: it gets standard input in twelve pieces with pauses, and no end, so that it is there to be killed. What it had printed goes to
standard output. Exit 0 if it was killed, 1 if it had ended before.
"""
import argparse
import signal
import subprocess
import sys
import threading
import time

PIECES = 12
PAUSE = 0.025


def feed(pipe, lines):
    step = len(lines) // PIECES + 1
    try:
        for begin in range(0, len(lines), step):
            pipe.write(b"".join(lines[begin:begin + step]))
            time.sleep(PAUSE)
    except BrokenPipeError:
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--slowly", action="store_true")
    parser.add_argument("--lines", type=int, default=0)
    parser.add_argument("--after", type=float, default=0)
    parser.add_argument("command", nargs="+")
    args = parser.parse_args()
    given = sys.stdin.buffer.readlines() if args.slowly else []
    child = subprocess.Popen(args.command, stdin=subprocess.PIPE if args.slowly else None, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
    feeder = threading.Thread(target=feed, args=(child.stdin, given))
    feeder.start()
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
    feeder.join()
    return 0 if child.wait() == -signal.SIGKILL else 1


sys.exit(main())
