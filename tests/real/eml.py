"""The judge of tests/real/eml: python's email package as the second reader of each letter."""
import email, email.policy, email.utils, glob, html.parser, json, os, re, subprocess, sys, tempfile

build, data = sys.argv[1:]
checks = []

# Where python's reader is the one that is wrong or gives less, and what stands in the letter. By file and field.
BETTER = {
    "mime/from-encoding.eml": {"name": "Ingo Lütkebohle"},  # raw latin-1 in From
    "mime/mailformed-headers.eml": {"name": "Юникод запрещен\ufffd", "subject": "ґ!"},  # raw UTF-8, cut inside a letter; a raw byte B4
    "rfc/001.eml": {"name": "Whomever"},  # From: without an address
    "rfc/004.eml": {"name": "Moderator-Address"},
}
def expected_verdicts(letters):
    """By python's reading alone: each address once is new, then his lead is open."""
    seen, ids, counts = set(), set(), {}
    for letter in letters:
        address, name = sender(letter)
        named = re.findall(r"<([^<>\s]+)>", str(letter["Message-ID"] or ""))
        if str(letter["Precedence"] or "").lower() in ("bulk", "list", "junk") or re.match("(postmaster|mailer-daemon|no-?reply)@", address):
            verdict = "ignored"
        elif set(named) & ids:
            verdict = "known"
        elif not address and not str(letter["From"] or ""):
            verdict = "rejected"
        else:
            verdict = "touch" if address in seen else "added"
            seen |= {address} - {""}
        ids |= set(named) if verdict in ("added", "touch") else set()
        counts[verdict] = counts.get(verdict, 0) + 1
    return counts


def check(name, ours, theirs):
    checks.append((name, ours == theirs, f"ours   {ours!r}\ntheirs {theirs!r}"))


class Plain(html.parser.HTMLParser):
    """The words of html, in their order."""

    def __init__(self):
        super().__init__()
        self.words, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style", "title", "template", "noscript")
        self.words.append(" " if tag in ("br", "p", "div", "tr", "td", "th", "li", "table", "blockquote", "hr") else "")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "title", "template", "noscript")
        self.handle_starttag(tag, []) if tag in ("p", "div", "tr", "td", "li", "table") else None

    def handle_data(self, text):
        if not self.hidden:
            self.words.append(text)


def words_of_html(text):
    plain = Plain()
    plain.feed(text)
    return "".join(plain.words)


def words(text):
    """Without regard to blanks, line ends, and what marks a quote in html."""
    return re.sub(r"^(> )+", "", re.sub(r"\s*\n(> )*\s*", "\n", text or ""), flags=re.M).split()


def charset_of(part):
    """What the bytes can be: declared utf-8 (or nothing) and no utf-8 is windows-1251 or koi8-r; the letters tell."""
    payload, declared = part.get_payload(decode=True) or b"", (part.get_content_charset() or "utf-8").lower()
    if declared in ("iso-8859-1", "latin1"):
        declared = "cp1252"  # as every mail program does
    try:
        if declared in ("us-ascii", "utf-8"):
            return payload.decode("utf-8")
        return payload.decode(declared, "replace")
    except (UnicodeDecodeError, LookupError):
        return payload.decode("cp1251", "replace")


def readable(part):
    """The text of a part, its words, and the files: the same rules as ours, in another language."""
    kind, disposition = part.get_content_type(), part.get_content_disposition()
    if part.get_content_maintype() == "multipart":
        parts = list(part.iter_parts())
        if kind == "multipart/alternative":
            chosen = None
            for p in parts:
                if not chosen and p.get_content_type() == "text/plain" and p.get_content_disposition() != "attachment" and words(readable(p)[0]):
                    chosen = p
            for p in parts:
                if not chosen and (p.get_content_type() == "text/html" or p.is_multipart() and p.get_content_maintype() == "multipart"):
                    chosen = p
            forms = ("text/plain", "text/html")
            parts = [p for p in parts if p is chosen or p.get_content_type() not in forms and p.get_content_maintype() != "multipart"]
        texts = [readable(p) for p in parts]
        return "\n".join(t for t, _ in texts), [f for _, fs in texts for f in fs]
    if kind == "message/rfc822" and isinstance(part.get_payload(), list):
        return "", [str(part.get_payload(0).get("Subject", "")) or part.get_filename() or kind]
    if disposition == "attachment" or kind not in ("text/plain", "text/html") or (kind == "text/plain" and part.get_filename()):
        return "", [part.get_filename() or kind]
    text = charset_of(part)
    return (words_of_html(text) if kind == "text/html" else text), []


def first_line_off(raw):
    """What an mbox or a careless mailer puts before the headers."""
    raw = re.sub(rb"\A(?:[ \t]*\r?\n)+", b"", raw)
    return raw.split(b"\n", 1)[1] if raw.startswith(b"From ") else raw


def sender(message):
    for header in ("From", "Reply-To", "Sender"):
        if message[header] is None:
            continue
        for address in message[header].addresses:
            if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address.addr_spec):
                return address.addr_spec.lower(), " ".join(address.display_name.split())
    return "", ""


def instant(message):
    try:
        return str(int(email.utils.parsedate_to_datetime(str(message["Date"])).timestamp()))
    except (TypeError, ValueError, IndexError):
        return None


for path in sorted(glob.glob(data + "/*/*.eml")):
    name = os.path.relpath(path, data)
    with open(path, "rb") as file:
        raw = file.read()
    run = subprocess.run([build + "/letter_dump"], input=raw, capture_output=True, timeout=20)
    lines = run.stdout.decode().splitlines()
    check(name + ": is read as one letter", (run.returncode, len(lines), run.stderr), (0, 1, b""))
    ours = json.loads(lines[0]) if lines else {}
    theirs = email.message_from_bytes(first_line_off(raw), policy=email.policy.default)
    address, called = sender(theirs)
    text, files = readable(theirs)
    expected = {"address": address, "name": called, "subject": " ".join(str(theirs["Subject"] or "").split()), "at": instant(theirs),
                "text": words(text), "files": ", ".join(" ".join(f.split()) for f in files[:20])}
    expected.update(BETTER.get(name, {}))
    check(name + ": address", ours.get("address", ""), expected["address"])
    check(name + ": name", " ".join(ours.get("name", "").split()), expected["name"])
    check(name + ": subject", " ".join(ours.get("subject", "").split()), expected["subject"])
    check(name + ": date", ours.get("at"), expected["at"])
    check(name + ": text", words(ours.get("text")), expected["text"])
    check(name + ": attachments", ours.get("files", ""), expected["files"])
    ids = re.findall(r"<([^<>\s]+)>", str(theirs["Message-ID"] or ""))
    check(name + ": id", ours["msgid"] if ids else ours["msgid"].startswith("sha256."), ids[0] if ids else True)

for path in sorted(glob.glob(data + "/rfc/*.json")):
    name = os.path.basename(path)
    with open(path, encoding="utf-8") as file:
        headers = json.load(file)["parts"][0]["headers"]
    with open(path[:-4] + "eml", "rb") as file:
        ours = json.loads(subprocess.run([build + "/letter_dump"], input=file.read(), capture_output=True).stdout.decode())
    values = {h["name"] if isinstance(h["name"], str) else h["name"].get("other", ""): h["value"] for h in headers}
    subject = values.get("subject")
    check("rfc/" + name + ": subject", ours.get("subject", ""), subject["Text"] if isinstance(subject, dict) else "")
    people = values.get("from", {})
    people = people.get("Address", {}).get("List", []) if isinstance(people, dict) else []
    if people and "@" in (people[0].get("address") or ""):
        check("rfc/" + name + ": from", (ours.get("name"), ours["address"]), (people[0]["name"], people[0]["address"].lower()))

# All of them through the command: every letter has one verdict, and the base is sound.
with tempfile.TemporaryDirectory() as work:
    env = dict(os.environ, CRM_DB=work + "/crm.db", CRM_NOW="2026-11-23T18:00:00+03:00", LC_ALL="C")
    subprocess.run([build + "/bin/crm-db", "init", "--pack", "realty", "-q"], env=env, check=True, capture_output=True)
    counts, letters = {}, []
    for path in sorted(glob.glob(data + "/*/*.eml")):
        with open(path, "rb") as file:
            run = subprocess.run([build + "/bin/crm-mail-in", "--leads", "-f", "json"], stdin=file, env=env, capture_output=True, timeout=20)
        rows = [json.loads(line) for line in run.stdout.decode().splitlines()]
        check(os.path.relpath(path, data) + ": one verdict", (len(rows), run.returncode), (1, 65 if rows and rows[0]["verdict"] == "rejected" else 0))
        with open(path, "rb") as file:
            letters.append(email.message_from_bytes(first_line_off(file.read()), policy=email.policy.default))
        counts[rows[0]["verdict"]] = counts.get(rows[0]["verdict"], 0) + 1
    check("verdicts of all", counts, expected_verdicts(letters))
    run = subprocess.run([build + "/bin/crm-db", "check"], env=env, capture_output=True)
    check("the base is sound", (run.returncode, b"replay,ok,0 differences" in run.stdout), (0, True))

print(f"1..{len(checks)}")
for n, (name, good, why) in enumerate(checks, 1):
    print(("ok" if good else "not ok"), n, "-", name)
    if not good:
        print("# " + why.replace("\n", "\n# "))
sys.exit(any(not good for _, good, _ in checks))
