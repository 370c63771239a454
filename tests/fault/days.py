#!/usr/bin/env python3
"""days.py ZONE DAY: leads around the edges of that local day, as CSV for crm-lead-add. IN and OUT in the name say where they belong.

The bounds are those of Python's zoneinfo: the first instants that are called that day, or a later one, there, and the day after.
days.py --month ZONE YYYY-MM: a lead every 40 minutes from before that month until after it. days.py --names ZONE YYYY-MM: for every day of
the calendar, how many of them Python finds in it, and the sum for the month.
"""
import sys
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)


def begins(zone, day):
    """The first second whose local date is that day or a later one."""
    low = datetime(day.year, day.month, day.day, tzinfo=timezone.utc) - timedelta(days=2)
    high = low + timedelta(days=4)
    while high - low > SECOND:
        middle = low + (high - low) // SECOND // 2 * SECOND
        if middle.astimezone(zone).date() < day:
            low = middle
        else:
            high = middle
    return high


def leads_of_day(zone, day):
    begin, end = begins(zone, day), begins(zone, day + timedelta(days=1))
    edges = [begin, end] + [begin + timedelta(minutes=m) for m in (-90, -60, -30, 30, 60, 90, 150, 720)]
    edges += [end + timedelta(minutes=m) for m in (-150, -90, -60, -30, 30, 60, 90)]
    moments = sorted({edge + shift for edge in edges for shift in (-SECOND, 0 * SECOND, SECOND)})
    for moment in moments:
        yield ("IN" if begin <= moment < end else "OUT"), moment


def leads_of_month(zone, first):
    moment = begins(zone, first) - timedelta(hours=30)
    last = moment + timedelta(days=35)
    while moment < last:
        yield moment
        moment += timedelta(minutes=40)


def main():
    month = sys.argv[1].startswith("--")
    zone, first = ZoneInfo(sys.argv[-2]), date.fromisoformat(sys.argv[-1] + ("-01" if month else ""))
    if sys.argv[1] == "--names":
        days = Counter(moment.astimezone(zone).date() for moment in leads_of_month(zone, first))
        day, total = first, 0
        while day.month == first.month:
            print(day, days[day])
            total += days[day]
            day += timedelta(days=1)
        print("month", total)
        return
    moments = ((f"lead {n}", m) for n, m in enumerate(leads_of_month(zone, first))) if month else leads_of_day(zone, first)
    print("ext_id,name,at")
    for n, (name, moment) in enumerate(moments):
        print(f"{n},{name},{moment.astimezone(zone).isoformat()}")


main()
