"""Numbers of the twelve countries in seven spellings each, through crm-lead-add, against libphonenumber.

usage: phones.py SEED NUMBERS_A_COUNTRY   in a folder of its own
"""
import csv, json, os, random, sqlite3, subprocess, sys
import phonenumbers as lib

chance, wanted = random.Random(int(sys.argv[1])), int(sys.argv[2])
REGIONS = "RU KZ BY UA UZ KG AM GE AZ TJ MD TM".split()
TYPES = (lib.PhoneNumberType.MOBILE, lib.PhoneNumberType.FIXED_LINE, lib.PhoneNumberType.TOLL_FREE)

def numbers(region):
    """Valid ones: the examples of the numbering plan with other last digits, and any digits that happen to be a number."""
    code, found = lib.country_code_for_region(region), set()
    examples = [e for e in (lib.example_number_for_type(region, t) for t in TYPES) if e]
    while len(found) < wanted:
        nsn = str(chance.choice(examples).national_number)
        keep = chance.choice([0, 1, 2, 3, len(nsn) - 4])
        text = nsn[:keep] + "".join(chance.choice("0123456789") for _ in nsn[keep:])
        number = lib.PhoneNumber(country_code=code, national_number=int(text))
        if text[0] != "0" and lib.is_valid_number_for_region(number, region):
            found.add(lib.format_number(number, lib.PhoneNumberFormat.E164))
    return sorted(found)

def spellings(e164):
    number = lib.parse(e164, None)
    national = lib.format_number(number, lib.PhoneNumberFormat.NATIONAL)
    return [e164, lib.format_number(number, lib.PhoneNumberFormat.INTERNATIONAL), national, e164[1:], str(number.national_number),
            "00 " + e164[1:3] + " " + e164[3:], lib.format_number(number, lib.PhoneNumberFormat.RFC3966).replace("-", "\u00a0") + " доб. 12"]

def ours(region, texts):
    base = region + ".db"
    env = dict(os.environ, CRM_DB=base)
    run = lambda *words, **how: subprocess.run(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how)
    run("crm-db", "init", "--pack", "realty")
    run("crm-conf", "put", "setting", "key=country", "value=" + region)
    with open(region + ".csv", "w", newline="") as file:
        csv.writer(file).writerows([["phone", "name", "comment"]] + [[text, "A", i] for i, text in enumerate(texts)])
    with open(region + ".csv") as file:
        run("crm-lead-add", stdin=file)
    read = {}
    for new, in sqlite3.connect("file:%s?mode=ro" % base, uri=True).execute("SELECT new FROM event WHERE kind = 1"):
        row = json.loads(new)
        read[int(row["comment"])] = (row.get("_phone"), row.get("_ext"))
    return [read[i] for i in range(len(texts))]

def theirs(text, region):
    try:
        number = lib.parse(text.replace("доб.", "ext."), region)
    except lib.NumberParseException:
        return None
    return lib.format_number(number, lib.PhoneNumberFormat.E164)[1:] if lib.is_valid_number(number) else None

checked = asked = 0
for region in REGIONS:
    known = [(e164[1:], text) for e164 in numbers(region) for text in spellings(e164)]
    for (number, text), (got, extension) in zip(known, ours(region, [text for _, text in known])):
        other = theirs(text, region)
        # The digits without a plus may be read as another number of the country: then its reading holds.
        assert got == (other or number), (region, text, "is", got, "and to libphonenumber", other, "made of", number)
        assert (extension == "12") == ("доб" in text), (region, text, extension)
        checked += 1
        asked += other is not None
print("numbers=%d read by libphonenumber too=%d" % (checked, asked))
