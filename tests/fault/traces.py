"""Look for what was known of a person in every byte of some files.

usage: traces.py PERSON.json FILE...   PERSON.json as crm-person export printed it
Prints each trace that is found; exit 1 if there is any. Phones are looked for in all usual spellings, names and addresses in any case.
"""
import json, re, sys

with open(sys.argv[1]) as file:
    person = json.load(file)["person"]
found = False


def look(what, pattern, flags=re.I):
    global found
    for name in sys.argv[2:]:
        with open(name, "rb") as file:
            for hit in list(re.finditer(pattern, file.read(), flags))[:2]:
                print("%s: %s at byte %d: %r" % (name, what, hit.start(), hit.group()))
                found = True


def cases(text):
    return "|".join(re.escape(form) for form in {text, text.lower(), text.upper(), text.replace("ё", "е"), text.lower().replace("ё", "е")})


for name in person["names"]:
    look(name, cases(name).encode())
for email in person["emails"]:
    look(email, re.escape(email).encode())
for phone in person["phones"]:
    digits = phone.lstrip("+")
    between = rb"(?:[-\s().]|\xc2\xa0){0,3}"
    look(phone, between.join(bytes([digit]) for digit in digits[1:].encode()))
sys.exit(found)
