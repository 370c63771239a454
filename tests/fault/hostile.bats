#!/usr/bin/env bats
# S-1 to S-4, S-6: texts that want to be formulas, commands to the terminal, SQL, html, headers of a letter, or patterns without end
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper
load fault

judge() { exits 0 python3 "$here/hostile.py" "$@"; }

# A department whose people, sources, reasons and settings all have such names, and one of the same shape that is harmless.
prepare_file() {
	python3 "$here/hostile.py" corpus >leads.csv
	python3 - <<-'PY' >staff.csv
		import csv, sys
		names = ['=1+1', '<script>alert(1)</script>', 'A\r\nBcc: evil@x.example', '\x1b[31m\u009b31mred', "'; DROP TABLE lead; --", '{{name}}%s']
		out = csv.writer(sys.stdout, quoting=csv.QUOTE_ALL)
		out.writerow(['manager', 'name', 'email', 'role', 'unit'])
		for number, name in enumerate(names):
		    out.writerow([f'm{number}', name, f'm{number}@dept.example', 'manager' if number else 'head', ''])
	PY
	furnish leads.csv staff.csv
	crm-conf put setting -q key=mail.from value=sales@dept.example >/dev/null
}

furnish() {
	crm-conf put manager -q <"$2" >/dev/null
	crm-conf put setting key=department value=$'=Отдел <b>\nBcc: evil@x.example' -q >/dev/null 2>&1 || true
	crm-conf put programme programme=return holdout_pct=0 -q >/dev/null
	crm-lead-add -q <"$1" >verdicts.csv 2>intake.err
	crm-leads --state open -o lead >open.csv
	crm-assign -q <open.csv >/dev/null
	crm-touch-add kind=note text=$'=1+1\e[31m\u202e<b>' -q 1 150 >/dev/null
	crm-consent channel=email proof=$'=1+1\e[31m<b>' -q 1 150 400 >/dev/null
	# he is there once more, with a number typed as he liked: two clients for crm-dups
	crm-client-add -q >/dev/null 2>>intake.err <<-CSV
		client,name,phone,email,note
		1,,8 916 000-00-01 ext. 5,,=1+1
		150,,+79160000002,card150@dept.example,"<b>$(printf '\033[31m')"
	CSV
	crm-client-add -q name=$'<script>=1+1\e[31m' phone=89160000009 note=@1 >/dev/null 2>>intake.err || true
	crm-task-add kind=call due='2026-11-20 12:00' text='=1+1' -q - <open.csv >/dev/null
	crm-lose reason=price note=$'=1+1\e[31m<b>' -q 40 41 42 200 401 >/dev/null
	crm-disqualify reason=spam -q 43 44 201 402 >/dev/null
	crm-plan-add month=2026-11 metric=leads value=900 -q >/dev/null
	crm-plan-add month=2026-11 metric=leads value=300 manager=m1 -q >/dev/null
}

reports() {
	cat <<-'EOT'
		leads
		leads -T 2026-12-01
		log
		tasks
		funnel
		funnel -g source
		funnel -g campaign,manager
		funnel --ids new
		find =1+1 --limit 50
		find evil
		find script
		find --route 89160000001
		client 1
		client 1 2 3 60 150 400
		client 1 150 400 --contacts
		dups
		dups --level review
		sla
		sla --all
		sla --compliance -g source,manager
		sla -n --notify
		reasons
		reasons -g source
		reasons -g campaign,manager --ids spam
		lights
		kpi-daily
		client-add name==1+1 company=@SUM role=<b> -n
		consent -n 1 channel=email proof==1+1 text=<b>
		merge -n keep=1 2 note==1+1
		undo -n 4
		conf get manager
		conf get setting
		conf get source
		conf lint
		lead-add name==1+1 manager=@SUM -n
		lose -n 1 2 reason=<b>=1
	EOT
}

# Seen to fail when only the first character is looked at, and when only ASCII signs are signs.
@test "--excel: no cell is live, whatever command it comes from" {
	n=0
	while read -r report; do
		n=$((n + 1))
		# shellcheck disable=SC2086
		crm-$report --excel >$n.xls 2>/dev/null || true
		[ -s $n.xls ] || { echo "# nothing from $report" >&3; false; }
	done < <(reports)
	crm-lead-add --excel -q <leads.csv >verdicts.xls
	printf '"name","manager"\n"=1+1","=2+2"\n"%s","＝1"\n' $'\u00a0@A' | crm-lead-add --excel -q -r rejects.csv >rejected.xls 2>/dev/null || [ $? = 65 ]
	judge excel ./*.xls
	[[ $out == [0-9][0-9][0-9]*" cells" ]]
}

# Seen to fail when a cell with a lone CR is not quoted.
@test "plain csv changes nothing, and both ways lead back to the same texts" {
	crm-leads >out.csv
	judge same out.csv name
	crm-leads -f json | python3 -c '
import csv, html, json, re, sys, unicodedata
rows = [json.loads(line) for line in sys.stdin]
with open("leads.csv", newline="") as file:
    wanted = list(csv.DictReader(file))
plain = lambda text: re.sub("&(?:lt|gt|#60);", lambda entity: html.unescape(entity[0]), text)
with open("out.csv", newline="") as file:
    assert [row["name"] for row in rows] == [row["name"] for row in csv.DictReader(file)]
# an address that stands in a name is the client'"'"'s
named = [at for at, his in enumerate(wanted) if not re.search(r"\w@\w", his["name"])]
assert [rows[at]["name"] for at in named] == [plain(wanted[at]["name"]) for at in named]
def folded(text): return "".join(c for c in unicodedata.normalize("NFC", text.lower()).replace("ё", "е") if unicodedata.category(c)[0] not in "CZ")
# one source however it is spelled, called as it came first
for row, his in zip(rows, wanted):
    assert folded(row["source"]) == folded(plain(his["source"])), (row["source"], his["source"])'
	# every column of the row, in the journal: also those nobody knows
	crm-log kind=lead.created -f json | python3 -c '
import csv, html, json, re, sys
rows = {row["lead"]: json.loads(row["new"]) for row in map(json.loads, sys.stdin)}
with open("leads.csv", newline="") as file:
    wanted = list(csv.DictReader(file))
assert len(rows) == len(wanted), len(rows)
for number, row in enumerate(wanted, 1):
    kept = rows[number]
    plain = re.sub("&(?:lt|gt|#60);", lambda entity: html.unescape(entity[0]), row["comment"]) # what a web page wrote
    assert [kept.get(column) for column in ("comment", "=1+1", "<b>\x1b[31m")] == [plain] * 3, (row["comment"], kept)'
	crm-leads -o lead,name,source --excel >excel.csv
	crm-leads -o lead,name,source >plain.csv
	for file in plain.csv excel.csv; do
		crm-db -d again.db init -q >/dev/null
		crm-lead-add -d again.db -q <$file >/dev/null 2>&1
		crm-leads -d again.db >back.csv
		judge same back.csv name
		rm -f again.db*
	done
}

# Seen to fail when C1 is left out of the characters that are replaced.
@test "nothing drives the terminal: tables, texts, messages, explanations" {
	n=0
	while read -r report; do
		n=$((n + 1))
		# shellcheck disable=SC2086
		crm-$report -f table >$n.tty 2>$n.err.tty || true
	done < <(reports)
	for page in lights kpi-daily "client 1 2 3 60 150 400"; do
		# shellcheck disable=SC2086
		crm-$page -f text >"$page.tty"
	done
	crm-lead-add -x <leads.csv >/dev/null 2>explained.tty
	python3 "$here/hostile.py" wrong >bad.csv
	crm-lead-add -f table <bad.csv >bad.tty 2>&1 || [ $? = 65 ]
	[ "$(wc -l <bad.tty)" -gt 200 ]
	judge terminal ./*.tty intake.err
	[ "$(cat ./*.tty | wc -c)" -gt 50000 ]
}

# Seen to fail when --ids goes into a statement as text: an error of the engine is 70, or a changed table.
@test "no word of the command line becomes SQL, a path or a crash; what is refused says so safely" {
	tables() { sqlite3 "$CRM_DB" .dump | sha256sum; }
	safely() {
		local status=0
		"$@" </dev/null >/dev/null 2>>told || status=$?
		case $status in 0 | 64 | 65 | 66 | 77 | 78) ;; *) echo "# $status: $*" >&3 && false ;; esac
	}
	before=$(tables)
	: >told
	python3 "$here/hostile.py" words >words
	while IFS= read -r line; do
		word=$(printf '%b.' "${line//%/%%}")
		word=${word%.}
		for command in "leads -o" "leads -m" "leads -p" "leads -T" "leads --source" "leads --stage" "leads --idle" "funnel -g" "funnel --ids" \
			"funnel -m" "funnel -u" "kpi-daily --ids" "tasks --kind" "leads -f" "conf get" "log" \
			"find" "find --route" "find --limit" "client" "client -f" "dups --level" "dups -m" "sla --clock" "sla --state" "sla --due" \
			"sla --compliance -g" "sla --compliance --ids" "reasons -g" "reasons --ids" "person export" "undo -n" "merge -n keep=1"; do
			# shellcheck disable=SC2086
			safely crm-$command "$word"
		done
		safely crm-lose -n -q reason=price "$word"
		safely crm-lose -n -q 1 "reason=$word"
		safely crm-move -n -q 1 "stage=$word"
		safely crm-client-add -n -q "name=$word" "role=$word" "phone=$word"
		safely crm-consent -n -q 1 "channel=$word"
		safely crm-consent -n -q 1 channel=email "proof=$word" "text=$word"
		safely crm-touch-add -n -q 1 "kind=$word" "text=$word"
		safely crm-merge -n -q keep=1 2 "note=$word"
		safely crm-person -n -q --basis "$word" erase "$word"
		safely crm-lead-add -n -q "name=$word" "source=$word" "x=$word"
	done < <(awk -v step="$(fewer 4 16)" 'NR % step == 1 || /DROP|UNION|OR 1|script|%n|touch|passwd/' words)
	is "$(tables)" "$before"
	[ "$(wc -l <told)" -gt 100 ]
	judge terminal told
	[ ! -e owned ]
	whole
}

# Seen to fail when < is not escaped.
@test "pages: the same tags as those of a harmless department, and the texts are texts" {
	mkdir plain
	crm-db -d plain/crm.db init --pack realty -q >/dev/null
	# the same shape: where a text stood, a harmless one
	python3 - <<-'PY'
		import csv
		for name in ("leads", "staff"):
		    with open(name + ".csv", newline="") as file:
		        rows = list(csv.reader(file))
		    for number, row in enumerate(rows):
		        for at, cell in enumerate(row):
		            plain = number == 0 or (name == "leads" and at == 0) or (name == "staff" and at != 1) or not cell
		            row[at] = cell if plain else f"word {number}"
		    if name == "leads":
		        rows[0][5:7] = ["first own", "second own"]
		    with open("plain/" + name + ".csv", "w", newline="") as file:
		        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
	PY
	(
		cd plain
		CRM_DB=$PWD/crm.db
		furnish leads.csv staff.csv
		[ "$(wc -l <open.csv)" -ge "$(wc -l <../open.csv)" ]
	)
	for page in lights "lights -m m1" kpi-daily "kpi-daily -m m1" "kpi-daily -p 2026-11-20" "client 1" "client 150" "client 400"; do
		# shellcheck disable=SC2086
		crm-$page -f html -d plain/crm.db >plain.html
		# shellcheck disable=SC2086
		crm-$page -f html >hostile.html
		judge page plain.html hostile.html
	done
	crm-kpi-daily -f html >hostile.html
	judge page hostile.html hostile.html '<script>alert(1)</script>'
	without -io -e '<script' -e 'refresh' hostile.html
}

mailer() {
	mkdir taken
	cat >sendmail <<-'SH'
		#!/bin/sh
		printf '%s\n' "$*" >>args
		cat >taken/$(($(ls taken | wc -l) + 1))
	SH
	chmod 755 sendmail
	export CRM_SENDMAIL='./sendmail -t -i'
}

# Seen to fail when the subject goes into the letter as it came, and when the name of the sender does.
@test "letters to colleagues: no header from data, nobody but the staff, nothing of the data for the mailer" {
	mailer
	n=0
	while IFS= read -r line; do
		word=$(printf '%b.' "${line//%/%%}")
		word=${word%.}
		n=$((n + 1))
		printf 'To: evil@x.example\n\n%s\n.\nFrom me\n' "$word" |
			crm-mail-out -q --to @heads --subject "$word" --name "n/$n/$word" >/dev/null 2>>err.tty || [ $? = 64 ]
	done < <(python3 "$here/hostile.py" words | awk -v step="$(fewer 3 9)" 'NR % step == 0 || /Bcc|Cc:|To:|evil|\{\{|-X/')
	crm-kpi-daily -f html | crm-mail-out -q --to @all --subject 'KPI {date}' --name kpi/1 >/dev/null
	judge letters taken m{0,1,2,3,4,5}@dept.example
	is "$(sort -u args)" "-t -i"
	for to in evil@x.example 'm1@dept.example,evil@x.example' $'m1\nevil@x.example' '@all -X/tmp/x' 'm1 evil@x.example'; do
		exits 64 crm-mail-out --to "$to" --name z <<<x
		printf '%s\n' "$err" >>err.tty
	done
	judge terminal err.tty
}

@test "letters about deadlines: to the staff alone, a client's name makes no header and no line" {
	mailer
	CRM_NOW=2026-11-24T16:00:00+03:00 exits 0 crm-sla --notify -q
	[[ $out == *,breached,*alerted* ]]
	judge letters taken m{0,1,2,3,4,5}@dept.example
	is "$(sort -u args)" "-t -i"
	# forty lines of a part name leads; each line of a letter is ours
	python3 - <<-'PY'
		import email, email.policy, os, re
		assert os.listdir("taken")
		for name in os.listdir("taken"):
		    letter = email.message_from_binary_file(open("taken/" + name, "rb"), policy=email.policy.default)
		    assert re.fullmatch(r"[\w :,]+", letter["Subject"]), letter["Subject"]
		    wrong = [line for line in letter.get_content().splitlines() if re.match(r"(Bcc|To|Cc|From)\b", line)]
		    assert not wrong, wrong
	PY
}

@test "what is given to a person about himself is JSON that says the same" {
	for client in 1 60 150 300 400; do
		exits 0 crm-person export -U m0 $client -q
		python3 -c '
import csv, json, sys
with open("leads.csv", newline="") as file:
    name = list(csv.reader(file))[int(sys.argv[1])][1]
text = sys.stdin.buffer.read().decode("utf-8")
assert not any(c < " " and c != "\n" for c in text), "a control character"
def texts(value):
    if isinstance(value, dict):
        for one in value.values(): yield from texts(one)
    elif isinstance(value, list):
        for one in value: yield from texts(one)
    else:
        yield value
assert name in list(texts(json.loads(text))), name' $client <<<"$out"
	done
}

# Seen to fail when a text is looked through for {{fields}} after it was put in.
@test "letters to clients: their texts stay texts, their addresses are one address" {
	mailer
	python3 - <<-'PY' >clients.csv
		import csv, sys
		with open("leads.csv", newline="") as file:
		    texts = [row[1] for row in list(csv.reader(file))[1:]]
		texts = [t for t in texts if "{{" in t or "Bcc" in t or "evil" in t or "<" in t] + texts[::40]
		out = csv.writer(sys.stdout, quoting=csv.QUOTE_ALL)
		out.writerow(["ext_id", "name", "email", "consent", "project", "at"])
		for number, text in enumerate(texts):
		    out.writerow([f"C{number}", text, f"c{number}@c.example", "yes", text, "2026-09-01"])
		for number, address in enumerate(["a@b.example,evil@x.example", "a@b.example>\r\nBcc: evil@x.example", "a@b.example evil@x.example",
		                                  "-X/tmp/x@b.example\nTo: evil@x.example", "<evil@x.example>a@b.example,", "\"evil\"@x.example"]):
		    out.writerow([f"E{number}", f"Адрес {number}", address, "yes", "", "2026-09-01"])
	PY
	crm-lead-add -q <clients.csv >/dev/null 2>&1 || [ $? = 65 ]
	crm-leads -p 2026-09-01 -o lead | crm-lose -q reason=price at=2026-11-09 - >/dev/null
	crm-reanimate -q >/dev/null
	exits 0 crm-mail-out -q --queue
	sql 'SELECT DISTINCT address FROM outbox' >addresses
	[ "$(wc -l <addresses)" -gt 20 ]
	without -v '^[-a-z0-9/]*@[a-z]*\.example$' addresses
	without evil addresses
	mapfile -t addresses <addresses
	judge letters taken "${addresses[@]}"
	is "$(sort -u args)" "-t -i"
	python3 - <<-'PY'
		import email, email.policy, os
		letters = [email.message_from_binary_file(open("taken/" + n, "rb"), policy=email.policy.default) for n in os.listdir("taken")]
		bodies = [letter.get_content() + letter["Subject"] for letter in letters]
		for field in ("{{x}}", "{{name}}", "{{department}}", "{{lead}}", "{{manager|x}}", "{{"):
		    assert any(field in body for body in bodies), field
	PY
}

# Seen to fail when the limits of a match are PCRE2's own, and when \C is let in.
@test "rules without end are stopped, or refused with their line; the intake goes on" {
	for pattern in '(' '[' 'a{99999}' '(?C1)a' 'a\Cb' '(?<n>' '\p{Nonsense}' '(*LIMIT_MATCH=1' '*' '(?R' "$(printf '(%.0s' {1..300})"; do
		exits 65 crm-conf put rule -q <<<"rule,pos,column,pattern,verdict,reason
r,1,name,\"$pattern\",spam,spam"
		[[ $err == *"row 1 (line 2)"* ]]
	done
	rm -f crm.db*
	crm-db init -q --pack realty >/dev/null
	crm-conf put rule -q >/dev/null <<-'CSV'
		rule,pos,column,pattern,verdict,reason
		e1,1,name,^(a+)+$,spam,spam
		e2,2,name,^(a|aa)+$,spam,spam
		e3,3,name,(.*)*(.*)*(.*)*x$,spam,spam
		e4,4,name,^((a*)*)*b$,spam,spam
		e5,5,name,(?=(a+))a*b\1,spam,spam
		e6,6,name,^(?:(a)|(?R))*c,spam,spam
		e7,7,name,(a?){40}a{40}z,spam,spam
		e8,8,name,^(([a-z])+.)+[A-Z]([a-z])+$,spam,spam
	CSV
	awk 'BEGIN { print "name"; for (i = 1; i <= 1000; i++) { s = ""; for (k = 0; k < 30 + i % 40; k++) s = s "a"; print s "! " i } }' >rows.csv
	exits 0 timeout 300 crm-lead-add -q <rows.csv
	is "$(grep -c ,added, <<<"$out")" 1000
	[ "$(grep -c 'rule e[1-8] gave up' <<<"$out")" -gt 900 ]
	# each rule that could not decide is told once, with its rows, also to who wants no notes
	told=$(sed -n 's/^crm-lead-add: rule \(e[1-8]\) gave up on \([0-9]*\) rows*: its pattern runs away$/\1 \2/p' <<<"$err")
	is "$(wc -l <<<"$err")" "$(wc -l <<<"$told")"
	nothing "$(cut -d' ' -f1 <<<"$told" | sort | uniq -d)"
	is "$(cut -d' ' -f1 <<<"$told" | sort)" "$(cut -d, -f4 <<<"$out" | grep -o 'e[1-8]' | sort -u | cat - <(cut -d' ' -f1 <<<"$told") | sort -u)"
	[ "$(awk '{ n += $2 } END { print n }' <<<"$told")" -ge "$(grep -c 'gave up' <<<"$out")" ]
}
