#!/usr/bin/env python3
"""Texts that want to be more than texts, and judges who do not share a line with the program.

hostile.py corpus: leads as CSV, each text as a name, a source, a comment and under a column of its own
hostile.py wrong: the texts where there is no such manager, stage, sum
hostile.py words: the texts that can be an argument of a command, one a line; line ends as \\n
hostile.py excel FILE...: no cell is live in a spreadsheet                  hostile.py same FILE COLUMN...: the texts, unchanged
hostile.py terminal FILE...: nothing drives the terminal                   hostile.py page PLAIN HOSTILE [TEXT]: the same tags; TEXT is text
hostile.py letters FOLDER ADDRESS...: the headers are ours, to these only
"""
import collections
import csv
import email
import email.header
import email.policy
import html.parser
import io
import os
import re
import sys
import unicodedata

BLANKS = ["", " ", "  \t", "\u00a0", "\u200b", "\ufeff", "\u3000", "\u200e", "\u2060", "\v", "\x01", "\x7f", "\u0085", "\u00ad"]
FORMULAS = [
    "=2+2", "+2+2", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", '=HYPERLINK("http://x.example";"тут")', "=cmd|'/C calc'!A0",
    "\uff1d1+1", "\uff0b1+1", "\uff0d1+1", "\uff20SUM(1)", "\ufe661+1", "\t=1+1", "\r=1+1", "\n=1+1", "'=1+1", "''=1+1",
    "=1+1;=2+2", '"=1+1"', "-1+1", "+7 916 000-00-01=", "--1", "-", "=",
]
OTHERS = [
    "\x1b]0;owned\x07", "\x1b[2J\x1b[31mred", "\u009b31mC1", "\u009d0;title\u009c", "\u0090q\u009c", "a\bb\rc", "a\x7fb", "\x0e\x0f", "\x05",
    "\u202egnp.exe", "\u2066a\u2069", "\u200ea\u200f", "\u061ca", "a\u2028b\u2029c", "a\u0085b",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "</title><script>1</script>", "<!--", "-->", "]]>",
    "&lt;b&gt;", "&#60;b>", "javascript:alert(1)", "<svg/onload=1>", "</style><b>", "\u2039script\u203a", "\uff1cscript\uff1e",
    "'; DROP TABLE lead; --", '" OR 1=1 --', "1); DELETE FROM event; --", "%' UNION SELECT 1 --", "$1", "?1", "Robert'); DROP TABLE client;--",
    "A\r\nBcc: evil@x.example", "A\nTo: evil@x.example\n\nbody", "A\rCc: evil@x.example", "=?utf-8?Q?=0ABcc:_evil@x.example?=",
    "evil@x.example>, <b@x.example", "\n.\n", "From nobody", "a\u2028Bcc: x@x.example", "Bcc: evil@x.example",
    "{{x}}", "{{name}}", "{{department}}", "{{lead}}", "{{manager|x}}", "{{", "}}", "{date}", "${HOME}", "$(touch owned)", "`touch owned`", "; touch owned", "| touch owned",
    "%s%s%n", "%n%n%n%n", "%1000000d", "\\n\\0\\x41", "../../etc/passwd", "/etc/passwd", "-d/etc/passwd", "--help", "-X/tmp/x", "file:///etc",
    "007", "38063920000123456789", "1E5", "0x10", "1,5", "1.5", "TRUE", "NULL", "NaN", "sep=;", "a;b,c\td|e", 'a"b', '"', '""', "'", "\\", ",", ";",
    "\U0001f4a9" * 40, "e\u0301" * 50, "\ufffd", "я" * 3000, "a" * 998 + "b" * 998, "\u0430\u0440\u0440\u04cf\u0435", "nan", "-0",
]


def corpus():
    texts = [blank + formula for formula in FORMULAS for blank in BLANKS] + OTHERS
    return list(dict.fromkeys(texts))


def write_corpus():
    writer = csv.writer(sys.stdout, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["ext_id", "name", "source", "campaign", "comment", "=1+1", "<b>\x1b[31m", "email"])
    for number, text in enumerate(corpus(), 1):
        writer.writerow([f"H{number}", text, text, text, text, text, text, ""])


def write_wrong():
    writer = csv.writer(sys.stdout, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["name", "manager", "stage", "amount"])
    for text in OTHERS:
        writer.writerows([["A", text, "", ""], ["B", "", text, ""], ["C", "", "", text]])


def records(path, delimiter=","):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter, strict=True))


# --- spreadsheets --------------------------------------------------------------------------------------------------------
def bare(text):
    """What a spreadsheet, or who cleans a file for it, may pass over at the front."""
    at = 0
    while at < len(text) and (text[at].isspace() or unicodedata.category(text[at]) in ("Cc", "Cf", "Zs", "Zl", "Zp")):
        at += 1
    return text[:at], text[at:]


def live(cell):
    if cell.startswith("'"):
        return False
    skipped, rest = bare(cell)
    if re.fullmatch(r"[+-]?\d+(,\d+)?", cell):
        return len(cell.lstrip("+-")) > 15 or re.fullmatch(r"0\d+", cell)
    if "\t" in skipped or "\r" in skipped or "\n" in skipped:
        return True
    return unicodedata.normalize("NFKC", rest[:1]) in ("=", "+", "-", "@")


def judge_excel(paths):
    cells = 0
    for path in paths:
        with open(path, "rb") as file:
            raw = file.read()
        assert raw.startswith(b"\xef\xbb\xbf"), f"{path}: no BOM"
        rows = list(csv.reader(io.StringIO(raw[3:].decode(), newline=""), delimiter=";", strict=True))
        assert rows and all(len(row) == len(rows[0]) for row in rows), f"{path}: ragged"
        for row in rows:
            for cell in row:
                cells += 1
                assert not live(cell), f"{path}: live: {cell!r}"
    print(cells, "cells")


def is_left_of(part, text):
    rest = iter(text)
    return all(letter in rest for letter in part)


def judge_same(path, columns):
    rows = records(path)
    texts = corpus()
    assert len(rows) == len(texts) + 1, f"{len(rows) - 1} rows of {len(texts)}"
    for column in columns:
        at = rows[0].index(column)
        for text, row in zip(texts, rows[1:]):
            text = re.sub("&(?:lt|gt|#60);", lambda entity: html.unescape(entity[0]), text)
            # An address that stands in a name is the client's, who may be known by it: his name is what is left of a text that has it.
            email = re.search(r"\w+@[\w.]+", text)
            if column == "name" and email:
                assert any(email[0] in his and is_left_of(row[at], his) for his in texts), f"{text!r} became {row[at]!r}"
                continue
            assert row[at] == text, f"{column}: {text!r} became {row[at]!r}"


# --- terminals -----------------------------------------------------------------------------------------------------------
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
DRIVES = re.compile(f"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{BIDI}]")


def judge_terminal(paths):
    seen = 0
    for path in paths:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8")
        seen += len(text)
        found = DRIVES.search(text)
        assert not found, f"{path}: {found[0]!r} in {text[max(0, found.start() - 30):found.end() + 30]!r}"
    assert seen, "nothing was printed"


# --- pages ---------------------------------------------------------------------------------------------------------------
class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.tags, self.text = collections.Counter(), []
        with open(path, encoding="utf-8") as file:
            self.feed(file.read())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag, tuple(sorted(name for name, _ in attrs))] += 1
        assert not any(name.startswith("on") or name in ("src", "href", "srcdoc", "formaction") for name, _ in attrs), (tag, attrs)
        assert tag not in ("script", "iframe", "object", "embed", "base", "link", "form", "a", "img"), tag

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        raise AssertionError("a comment: " + data)

    def handle_decl(self, decl):
        self.tags["declaration: " + decl] += 1

    def unknown_decl(self, data):
        raise AssertionError("a declaration: " + data)

    def handle_pi(self, data):
        raise AssertionError("an instruction: " + data)


def judge_page(plain, hostile, text=None):
    before, after = Page(plain), Page(hostile)
    assert len(after.tags) > 5, f"{hostile}: no page"
    assert before.tags == after.tags, (before.tags - after.tags, after.tags - before.tags)
    assert text is None or text in "".join(after.text), f"not there as text: {text}"
    judge_terminal([hostile])


# --- letters -------------------------------------------------------------------------------------------------------------
HEADERS = ["Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version", "Message-Id", "Subject", "To"]


def judge_letters(folder, addresses):
    found = set()
    names = sorted(os.listdir(folder))
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            raw = file.read()
        assert max(map(len, raw.split(b"\n"))) <= 998, f"{name}: a long line"
        assert all(byte >= 32 or byte in (9, 10) for byte in raw), f"{name}: a control character"
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        assert not letter.defects and not any(value.defects for value in letter.values()), (name, letter.defects)
        headers = sorted(header.title() if header.lower() != "mime-version" else "MIME-Version" for header in letter.keys())
        assert [h for h in headers if h != "List-Unsubscribe"] == HEADERS, (name, headers)
        for header, value in email.message_from_bytes(raw).items():
            decoded = "".join(part if isinstance(part, str) else part.decode(charset or "ascii")
                              for part, charset in email.header.decode_header(re.sub(r"\n[ \t]", " ", value)))
            assert not DRIVES.search(decoded), (name, header, decoded)
        recipients = [address.addr_spec for address in letter["To"].addresses]
        assert len(recipients) == 1 and recipients[0] in addresses, (name, recipients)
        assert len(letter["From"].addresses) == 1, letter["From"]
        assert letter.get_content_maintype() == "text", letter.get_content_type()
        assert "evil@x.example" not in recipients + [a.addr_spec for a in letter["From"].addresses], name
        found.update(recipients)
    assert found == set(addresses), (found, addresses)
    print(len(names), "letters")


def main():
    what, rest = sys.argv[1], sys.argv[2:]
    if what == "corpus":
        write_corpus()
    elif what == "wrong":
        write_wrong()
    elif what == "words":
        print("\n".join(text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") for text in corpus()[::23] + OTHERS))
    else:
        try:
            {"excel": lambda: judge_excel(rest), "same": lambda: judge_same(rest[0], rest[1:]), "terminal": lambda: judge_terminal(rest),
             "page": lambda: judge_page(*rest), "letters": lambda: judge_letters(rest[0], rest[1:])}[what]()
        except (AssertionError, ValueError) as error:
            sys.exit(f"{what}: {str(error)[:500]}")


main()
