#!/usr/bin/env bats
# Made-up data goes the way of real data.

load helper

@test "made-up leads: a header and as many rows as asked for" {
	crm-demo --leads 0 >none.csv
	is "$(cat none.csv)" at,name,phone,email,source,campaign,project,payment,family,comment,company
	crm-demo --leads 3 --seed 5 -o name,phone,email -f tsv >three.tsv
	is "$(wc -l <three.tsv)" 4
	is "$(head -n 1 three.tsv)" "$(printf 'name\tphone\temail')"
}

@test "the same seed gives the same bytes, another seed gives others" {
	crm-demo --leads 500 >a.csv
	crm-demo --leads 500 --seed 1 >b.csv
	crm-demo --leads 500 --seed 2 >c.csv
	same a.csv b.csv
	exits 1 cmp -s a.csv c.csv
}

@test "fifty leads go in, and the sum holds" {
	crm-demo --leads 50 >leads.csv
	exits 0 crm-lead-add <leads.csv
	printf '%s\n' "$err" | finds -x 'crm-lead-add: read 50 = added [0-9]* + duplicate [0-9]* + spam [0-9]* (batch 2)'
	is "$(printf '%s\n' "$err" | sed 's/.*=//; s/(.*//' | tr -cs '0-9' '\n' | awk '{ n += $1 } END { print n }')" 50
	is "$(printf '%s\n' "$out" | wc -l)" 51
	exits 0 crm-lead-add <leads.csv
	is "$err" 'crm-lead-add: read 50 = known 50 (batch 3)'
}

@test "who repeats himself in another spelling is recognised, spam is caught" {
	crm-demo --leads 5000 >leads.csv
	exits 0 crm-lead-add <leads.csv
	# The same by the rows alone: last ten digits, addresses in small letters, comments with a number in brackets.
	python3 - leads.csv >expected <<-'PY'
		import collections, csv, re, sys
		phones, emails, working, count = {}, {}, set(), collections.Counter()
		for number, row in enumerate(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8"))):
		    digits, email = re.sub(r"\D", "", row["phone"])[-10:], row["email"].lower()
		    phone = digits if len(digits) == 10 else ""
		    known = phones.get(phone) if phone in phones else emails.get(email)
		    client = number if known is None else known
		    if phone: phones.setdefault(phone, client)
		    if email: emails.setdefault(email, client)
		    spam = re.search(r"\(\d+\)$", row["comment"])
		    count["spam" if spam else "duplicate" if client in working else "added" if known is None else "repeat"] += 1
		    if not spam: working.add(client)
		for verdict in sorted(count): print(verdict, count[verdict])
	PY
	is "$(printf '%s\n' "$out" | awk -F, 'NR > 1 { n[$3]++ } END { for (v in n) print v, n[v] }' | sort)" "$(cat expected)"
	[ "$(sed -n 's/^duplicate //p' expected)" -gt 330 ]
}

@test "the department in share/demo is what crm-demo makes" {
	crm-demo --department fresh -f csv >list.csv
	is "$(head -n 3 list.csv)" "$(printf 'file,rows\nunit.csv,3\nmanager.csv,7')"
	rm -f shipped && ln -s "$root/share/demo" shipped
	diff -r fresh shipped/
	is "$(stat -c %a fresh fresh/leads.csv | tr '\n' ' ')" '700 600 '
	[ "$(cat fresh/* | wc -c)" -lt 300000 ]
}

@test "nobody real: addresses end in .example, numbers begin with +7 9xx 000" {
	crm-demo --department fresh >/dev/null
	grep -Eo '[A-Za-z0-9._-]+@[A-Za-z0-9.-]+' fresh/*.csv >addresses
	without -viE '\.example$' addresses
	grep -Eho '(\+7|8|7)?[ (-]{0,2}9[0-9]{2}[) -]{0,2}[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}' fresh/leads.csv fresh/list.csv fresh/manager.csv |
		tr -dc '0-9\n' >numbers
	without -vE '9[0-9]{2}000[0-9]{4}$' numbers
}

@test "wrong calls say what is wrong" {
	exits 64 crm-demo
	is "$err" 'crm-demo: give --leads N or --department DIR'
	exits 64 crm-demo --leads ten
	is "$err" 'crm-demo: --leads is a number from 0 to 1000000000, not «ten»'
	exits 64 crm-demo --leads 5 --department x
	exits 64 crm-demo --leads 5 more
	exits 64 crm-demo --department x --seed 2
	[ ! -e x ]
	: >file
	exits 73 crm-demo --department file
	exits 74 sh -c 'crm-demo --leads 100000 >/dev/full'
	exits 0 sh -c 'crm-demo --leads 100000 | head -n 1 >/dev/null'
}

@test "a file of the department that is a link is not followed" {
	mkdir fresh
	echo precious >precious
	ln -s ../precious fresh/leads.csv
	exits 73 crm-demo --department fresh
	is "$(cat precious)" precious
}
