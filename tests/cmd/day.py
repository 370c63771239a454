"""A department's day, made up and judged by itself: who asks, through what, in which spelling, and what must come of it.

    day.py FOLDER [N]  an Nth of a day; writes the morning (settings, past leads, lists) and the inquiries of the day, one file a delivery;
                     plan.csv: delivery,hour,source,kind,rows; expected.csv: delivery,row,verdict for every inquiry

The verdicts are this file's own: it knows each person, and plays the order of section D11 by hand.
"""
import base64
import csv
import io
import quopri
import random
import sys
import urllib.parse
from email.header import Header

DAY = "2026-11-23"
FIRST = "Иван Пётр Анна Мария Олег Ольга Семён Дарья Артём Елена Фёдор Алёна Юрий Яна Глеб Нина".split()
LAST = "Соколов Лебедев Новиков Морозов Волков Зайцев Беляев Тарасов Белов Комаров Орлов Киселёв Макаров Фролов Гусев Титов".split()
WOMEN = {"Анна", "Мария", "Ольга", "Дарья", "Елена", "Алёна", "Яна", "Нина"}
SAYS = ["двушка до 12 млн", "есть ли ипотека; какая ставка?", "перезвоните, пожалуйста", 'ЖК "Север", 3 корпус', "хочу на показ\nв субботу", ""]
SPAM = ["Казино онлайн бонус", "займ без отказа за час"]


class Person:
    def __init__(self, n, state=None, list_=None, role=None):
        self.n, self.state, self.list, self.role = n, state, list_, role
        self.known = state is not None or role is not None
        self.written = state is not None  # does anybody know the address?
        self.first = FIRST[n % 16]
        self.last = LAST[n // 16 % 16] + ("а" if self.first in WOMEN else "")
        self.phone = f"79{160000000 + n * 37 % 90000000 + n:09d}"
        self.email = f"p{n}@mail{n % 7}.example"

    def name(self):
        return f"{self.last} {self.first}"

    def spelled(self, rng):
        p = self.phone
        return rng.choice([f"+{p}", f"8{p[1:]}", f"8 ({p[1:4]}) {p[4:7]}-{p[7:9]}-{p[9:]}", f"+7 {p[1:4]} {p[4:7]} {p[7:9]} {p[9:]}",
                           f"{p[1:4]}-{p[4:7]}-{p[7:]}", f"7{p[1:]}", f"8-{p[1:4]}-{p[4:7]}-{p[7:9]}-{p[9:]}"])

    def asks(self, spam, letter):
        """The verdict of D11, and what it makes of the person. A letter of a known address is a touch on an open lead, another inquiry repeats it."""
        if self.list == "blocked" or spam:
            verdict = "spam"
        elif self.list == "shareholder" or self.role == "shareholder":
            verdict = "shareholder"
        elif self.state == "won":
            verdict = "existing"
        elif self.state == "open":
            verdict = "touch" if letter and self.written else "duplicate"
        elif self.state == "lost":
            verdict, self.state = "returned", "open"
        else:
            verdict, self.state = "repeat" if self.known else "added", "open"
        self.known = True
        return verdict


class Inquiry:
    def __init__(self, person, kind, at, rng, n):
        self.person, self.kind, self.at, self.n = person, kind, at, n
        self.phone = person.spelled(rng)
        self.email = ""
        self.says = rng.choice(SPAM) if kind == "spam" else rng.choice(SAYS)


def people(rng, part):
    """What each of the 2,000 inquiries is, or of an Nth of them, in no order yet."""
    n = iter(range(1, 100000))

    def some(count, **what):
        return [Person(next(n), **what) for _ in range(count // part)]

    past = {state: some(40, state=state) for state in ("won", "open", "lost")}
    listed = {"blocked": some(30, list_="blocked"), "shareholder": some(40, list_="shareholder")}
    roles = some(20, role="shareholder")
    fresh = some(1390)
    asked = [(p, "new") for p in fresh]
    asked += [(p, "again") for p in rng.sample(fresh, 240 // part)]
    asked += [(p, "past") for p in past["won"] + past["open"] + past["lost"]]
    asked += [(p, "past") for p in rng.sample(past["lost"], 20 // part)]
    asked += [(p, "list") for p in listed["blocked"] + listed["shareholder"]]
    asked += [(p, "role") for p in roles]
    asked += [(p, "spam") for p in some(100)]
    rng.shuffle(asked)
    return past, listed, roles, asked


# delivery: hour, source, how many inquiries, how many of them come twice
PLAN = [("bitrix", "09:20", 300, 5), ("form", "09:45", 130, 5), ("facebook", "10:30", 250, 5), ("letters", "11:10", 100, 5), ("amocrm", "12:15", 280, 5),
        ("cards", "13:40", 90, 0), ("table", "14:20", 170, 0), ("form", "15:05", 130, 5), ("facebook", "15:50", 200, 5), ("letters", "16:30", 100, 5),
        ("bitrix", "17:10", 210, 0)]


def table(rows, encoding, delimiter=",", bom=b"", end="\r\n", quoting=csv.QUOTE_ALL):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return bom + text.getvalue().encode(encoding)


def stamp(at):
    return f"23.11.2026 {at}:00"


def bitrix(rows):
    head = ["ID", "Название лида", "Имя", "Фамилия", "Отчество", "Рабочий телефон", "Мобильный телефон", "Рабочий e-mail", "Комментарий", "Стадия",
            "Источник", "Ответственный", "Дата создания", "Дата изменения"]
    body = [[str(50000 + q.n), "Заявка", q.person.first, q.person.last, "", "", q.phone, q.email, q.says, "Новый", "Битрикс",
             "Сергеева Ольга", stamp(q.at), stamp(q.at)] for q in rows]
    return table([head] + body, "cp1251", ";")


def amocrm(rows):
    head = ["ID", "Название сделки", "Бюджет ", "Ответственный", "Дата создания сделки", "Теги", "Примечание", "Этап сделки", "Воронка",
            "Полное имя контакта", "Ответственный за контакт", "Рабочий телефон", "Мобильный телефон", "Рабочий email", "roistat", "Товар", "roistat", ""]
    body = [[str(90000 + q.n), "Сделка", "", "Павел", stamp(q.at), "", q.says, "Первичный контакт", "Воронка", q.person.name(), "Павел",
             "'" + q.phone if q.phone[0] == "+" else q.phone, "", q.email, "1", "", "2", "x"] for q in rows]
    return table([head] + body, "utf-8", ",", b"\xef\xbb\xbf")


def facebook(rows):
    head = ["id", "created_time", "ad_id", "ad_name", "campaign_id", "campaign_name", "form_name", "platform", "какая_квартира?", "full_name", "phone_number"]
    body = [[f"l:{7000000 + q.n}", f"{DAY}T{q.at}:00+03:00", "ag:12", "Видео", "c:9", "Осень", "Анкета", "ig", q.says.replace("\n", " "), q.person.name(),
             "p:+" + q.person.phone] for q in rows]
    return table([head] + body, "utf-16-le", "\t", b"\xff\xfe", "\n", csv.QUOTE_MINIMAL)


def plain(rows):
    head = ["Дата", "ФИО", "Телефон", "Почта", "Комментарий"]
    return table([head] + [[stamp(q.at), q.person.name(), q.phone, "", q.says] for q in rows], "koi8-r", ";")


def cards(rows):
    out = []
    for q in rows:
        name = f"{q.person.last};{q.person.first};;;"
        if q.n % 2:
            coded = quopri.encodestring(name.encode("cp1251")).replace(b"=\n", b"=\r\n")
            out.append(b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:" + coded + b"\r\n")
        else:
            out.append(f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{name}\r\nFN:{q.person.name()}\r\n".encode())
        note = q.says.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
        if q.n % 2 == 0 or q.kind == "spam":
            out.append(("NOTE;CHARSET=utf-8:" if q.n % 2 else "NOTE:").encode() + note.encode() + b"\r\n")
        out.append(f"TEL;TYPE=CELL:{q.phone}\r\nUID:card-{q.n}\r\nEND:VCARD\r\n".encode())
    return b"".join(out)


def letter(q):
    charset, how = [("koi8-r", "base64"), ("cp1251", "8bit"), ("utf-8", "quoted-printable")][q.n % 3]
    body = (q.says or "Здравствуйте, позвоните мне") + f"\n\nС уважением,\n{q.person.name()}\nтел. {q.phone}\n"
    raw = body.encode(charset)
    if how == "base64":
        raw = base64.encodebytes(raw)
    elif how == "quoted-printable":
        raw = quopri.encodestring(raw)
    head = (f"From: {Header(q.person.name(), charset).encode()} <{q.email}>\nTo: sales@dept.example\nSubject: {Header('Вопрос о квартире', charset).encode()}\n"
            f"Date: Mon, 23 Nov 2026 {q.at}:00 +0300\nMessage-ID: <{q.n}.day@mail.example>\nMIME-Version: 1.0\n"
            f"Content-Type: text/plain; charset={'windows-1251' if charset == 'cp1251' else charset}\nContent-Transfer-Encoding: {how}\n\n")
    return b"From robot@mail.example Mon Nov 23 10:00:00 2026\n" + head.encode() + raw.replace(b"\nFrom ", b"\n>From ") + b"\n"


def letters(rows):
    return b"".join(letter(q) for q in rows)


def form(rows):
    """One POST a line, as it goes over the wire."""
    return b"".join(urllib.parse.urlencode({"имя": q.person.name(), "телефон": q.phone, "комментарий": q.says, "form_id": f"form-{q.n:012d}"}).encode() + b"\n"
                    for q in rows)


WRITERS = {"bitrix": bitrix, "amocrm": amocrm, "facebook": facebook, "table": plain, "cards": cards, "letters": letters, "form": form}


def write_csv(folder, name, rows):
    with open(f"{folder}/{name}", "w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


def main(folder, part=1):
    rng = random.Random(20261123)
    past, listed, roles, asked = people(rng, part)
    before = [(state, p) for state, group in past.items() for p in group]
    write_csv(folder, "past.csv", [["ext_id", "at", "name", "phone", "email", "source"]] +
              [[f"past{p.n}", "2026-10-05 12:00", p.name(), p.spelled(rng), p.email, "old"] for _, p in before])
    for state in ("won", "lost"):
        write_csv(folder, f"{state}.csv", [["ext_id", "at", "reason"]] + [[f"past{p.n}", "2026-10-20 12:00", "price" if state == "lost" else ""]
                                                                         for s, p in before if s == state])
    write_csv(folder, "list.csv", [["list", "value"]] + [[name, p.spelled(rng)] for name, group in listed.items() for p in group])
    write_csv(folder, "role.csv", [["name", "phone", "role"]] + [[p.name(), p.spelled(rng), "shareholder"] for p in roles])
    plan, expected, at = [["delivery", "hour", "source", "rows"]], [["delivery", "row", "verdict"]], 0
    for i, (source, hour, count, twice) in enumerate(PLAN):
        count, twice = count // part, twice // part
        rows = [Inquiry(p, kind, hour, rng, at + k) for k, (p, kind) in enumerate(asked[at:at + count])]
        at += count
        verdicts = []
        for q in rows:
            verdicts.append(q.person.asks(q.kind == "spam", source == "letters"))
            if source in ("letters", "amocrm") or (source == "bitrix" and q.n % 2):
                q.email = q.person.email
                q.person.written = True
        rows += rows[:twice]
        verdicts += ["known"] * twice
        with open(f"{folder}/{i:02d}.{source}", "wb") as out:
            out.write(WRITERS[source](rows))
        plan.append([f"{i:02d}", hour, source, len(rows)])
        expected += [[f"{i:02d}", k, verdict] for k, verdict in enumerate(verdicts, 1)]
    if at != len(asked):
        sys.exit(f"day.py: the plan takes {at} of {len(asked)} inquiries")
    write_csv(folder, "plan.csv", plan)
    write_csv(folder, "expected.csv", expected)


main(sys.argv[1], *map(int, sys.argv[2:]))
