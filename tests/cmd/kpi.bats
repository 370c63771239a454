#!/usr/bin/env bats
# crm-kpi-daily. Its figures are computed a second time here, from the tables of leads and what they reached, by sqlite3 alone.
load helper

# 40 leads of October and 45 of November over two managers and nobody, some of whom went far.
prepare_file() {
	staff
	awk 'BEGIN {
		print "ext_id,name,phone,at,manager"
		split("ivanov petrova", who, " ")
		for (i = 1; i <= 85; i++) {
			day = i <= 40 ? sprintf("2026-10-%02d", i % 28 + 1) : sprintf("2026-11-%02d", i <= 70 ? i % 10 + 1 : i - 62)
			printf "L%d,Лид %d,+7916%07d,%s 10:00,%s\n", i, i, i, day, i % 9 ? who[i % 2 + 1] : ""
		}
	}' | crm-lead-add -q >/dev/null
	awk 'BEGIN { print "ext_id,at"; for (i = 1; i <= 70; i += 3) printf "L%d,%s 12:00\n", i, i <= 40 ? "2026-10-29" : "2026-11-" (i % 2 ? "13" : "23") }' |
		crm-qualify -q >/dev/null
	awk 'BEGIN { print "ext_id,stage,at"; for (i = 1; i <= 70; i += 6) printf "L%d,meeting,%s\n", i, i <= 40 ? "2026-10-30" : "2026-11-20" }' |
		crm-move -q >/dev/null
	crm-win -q >/dev/null <<-CSV
		ext_id,at,amount
		L7,2026-11-03 11:00,4500000.50
		L43,2026-11-23 17:59:59,5000000
	CSV
	printf 'ext_id,reason,at\nL60,spam,2026-11-20\nL61,not_target,2026-11-20\n' | crm-disqualify -q >/dev/null
	crm-plan-add -q >/dev/null <<-CSV
		month,metric,value,manager
		2026-11,leads,20,ivanov
		2026-11,leads,40,petrova
		2026-11,qualified,10,ivanov
		2026-11,meetings,2,petrova
		2026-11,amount,20000000,
	CSV
}

# second MANAGER-CODE FIRST-DAY LAST-DAY: the six figures of those days, from the leads themselves
second() {
	from=$(date -d "$2 00:00 +0300" +%s) to=$(($(date -d "$3 00:00 +0300" +%s) + 86400))
	mine="(SELECT id FROM manager WHERE manager = '$1')"
	# Here a lead has had one owner, and the first one is its last.
	sql "SELECT 'leads', count(*) FROM lead WHERE manager = $mine AND created_at >= $from AND created_at < $to
		AND NOT (state = 3 AND reason IN (SELECT id FROM reason WHERE reason IN ('spam', 'duplicate')))"
	for pair in qualified:qualified meetings:meeting bookings:booking contracts:contract; do
		sql "SELECT '${pair%:*}', count(*) FROM reach JOIN stage ON stage.id = reach.stage
			WHERE stage.stage = '${pair#*:}' AND reach.manager = $mine AND at >= $from AND at < $to"
	done
	sql "SELECT 'amount', printf('%.2f', coalesce(sum(amount), 0) / 100.0) FROM lead JOIN reach USING (lead, stage)
		WHERE state = 1 AND reach.manager = $mine AND at >= $from AND at < $to"
}

@test "facts of the day and of the month, beside the leads themselves" {
	for who in ivanov petrova; do
		is "$(crm-kpi-daily -o manager,metric,month_fact | grep "^$who," | cut -d, -f2,3)" "$(second $who 2026-11-01 2026-11-23 | tr '|' ,)"
		is "$(crm-kpi-daily -o manager,metric,fact | grep "^$who," | cut -d, -f2,3)" "$(second $who 2026-11-23 2026-11-23 | tr '|' ,)"
		is "$(crm-kpi-daily -p 2026-11-20 -o manager,metric,fact | grep "^$who," | cut -d, -f2,3)" "$(second $who 2026-11-20 2026-11-20 | tr '|' ,)"
	done
	[ "$(crm-kpi-daily -o metric,month_fact | sed -n 2p)" = leads,44 ]
}

@test "the total comes first, and is the managers and nobody together" {
	crm-kpi-daily -o manager,metric,month_fact >all.csv
	is "$(sed -n 2,7p all.csv | cut -d, -f1,2)" ',leads
,qualified
,meetings
,bookings
,contracts
,amount'
	nobody=$(sql "SELECT count(*) FROM lead WHERE manager IS NULL AND created_at >= $(date -d '2026-11-01 00:00 +0300' +%s)")
	[ "$nobody" -gt 0 ]
	is "$(awk -F, '$2 == "leads" && $1 != "" { n += $3 } END { print n }' all.csv)" 44
	is "$(tail -6 all.csv | cut -d, -f1,2 | head -1)" '-,leads'
	is "$(grep '^-,leads,' all.csv)" "-,leads,$nobody"
	crm-kpi-daily -f text --lang en | finds "^Leads of this month without an owner: $nobody\.$"
}

@test "the days of a month add up to the month" {
	for day in $(seq -w 1 23); do
		crm-kpi-daily -p "2026-11-$day" -o manager,metric,fact | sed 1d
	done | awk -F, '{ sum[$1 "," $2] += $3 } END { for (i in sum) printf "%s,%.2f\n", i, sum[i] }' | LC_ALL=C sort >days
	crm-kpi-daily -o manager,metric,month_fact | sed 1d | awk -F, '{ printf "%s,%s,%.2f\n", $1, $2, $3 }' | LC_ALL=C sort >month
	# Who had nothing until then is not in the report of an early day.
	is "$(cat days)" "$(cat month)"
}

@test "the last second of a day is of that day, the next one is not" {
	printf 'ext_id,at,amount\nL49,2026-11-19 23:59:59,7\nL55,2026-11-20 00:00,9\n' | crm-win -q >won.csv
	of_day() { crm-kpi-daily -p "$1" -o metric,fact | sed -n 's/^amount,//p' | head -n 1; }
	is "$(of_day 2026-11-19) $(of_day 2026-11-20)" '7.00 9.00'
}

@test "plan, expected, gap and lag" {
	# November 2026 has 20 working days in Russia, where the 4th is a holiday; the 23rd is the 15th of them.
	is "$(crm-kpi-daily -m ivanov -o metric,plan,expected,gap,gap_pct,lag_days | sed -n 2p)" "$(
		crm-kpi-daily -m ivanov -o metric,month_fact | awk -F, '$1 == "leads" { n = $2; e = 20 * 15 / 20
			printf "leads,20,%d,%d,%.2f,%.1f\n", e, n - e, (n - e) / e * 100, e - n; exit }'
	)"
	is "$(crm-kpi-daily -o metric,plan,expected,gap,gap_pct,lag_days,light | grep '^amount' | head -1)" \
		amount,20000000.00,15000000.00,-5499999.50,-36.67,5.5,red
	is "$(crm-kpi-daily -o metric,plan | sed -n '2,4p')" 'leads,60
qualified,10
meetings,2'
}

@test "days off are no working days" {
	printf 'day,kind\n2026-11-05,off\n2026-11-06,off\n2026-11-29,work\n' | crm-conf put calendar -q >/dev/null
	is "$(crm-kpi-daily -o metric,expected | grep '^amount' | head -1)" amount,13684210.53
}

@test "rates with their intervals, none without" {
	crm-kpi-daily -m petrova -o metric,month_fact,rate,rate_lo,rate_hi >rates
	is "$(sed -n 2p rates | cut -d, -f3-)" ',,'
	python3 - <<-'PY'
		import csv, math
		rows = [r for r in csv.DictReader(open("rates"))][:6]
		for before, row in zip(rows, rows[1:5]):
		    k, n, z = int(row["month_fact"]), int(before["month_fact"]), 1.959963984540054
		    if n == 0:
		        assert row["rate"] == row["rate_lo"] == "", row
		        continue
		    assert row["rate"] == "%.4f" % (k / n), row
		    if k > n:
		        assert row["rate_lo"] == row["rate_hi"] == "", row
		        continue
		    p = k / n
		    c, h = (p + z*z/2/n) / (1 + z*z/n), z * math.sqrt(p*(1-p)/n + z*z/4/n/n) / (1 + z*z/n)
		    assert abs(float(row["rate_lo"]) - c + h) < 1e-4 and abs(float(row["rate_hi"]) - c - h) < 1e-4, row
		assert rows[5]["rate"] == ""
	PY
}

@test "both roads give the same report" {
	crm-kpi-daily >fast
	crm-kpi-daily -T 2026-11-23 >slow
	same fast slow
	crm-kpi-daily --known-at 2026-11-24 -p 2026-11-23 >slow
	same fast slow
	crm-kpi-daily -p 2026-11-13 -u north >fast
	crm-kpi-daily -p 2026-11-13 -u north --known-at 2026-11-24 >slow
	same fast slow
}

@test "as of an evening: what came later is not in it" {
	crm-kpi-daily -T 2026-11-20 -o day,metric,month_fact | sed -n 2,7p >evening
	is "$(head -1 evening | cut -d, -f1)" 2026-11-20
	crm-kpi-daily -p 2026-11-20 -o day,metric,month_fact | sed -n 2,7p >now
	same evening now
	# The spam of the 20th still was a lead on the 19th.
	is "$(crm-kpi-daily -T 2026-11-19 -o month_fact | sed -n 2p)" "$(($(crm-kpi-daily -p 2026-11-19 -o month_fact | sed -n 2p) + 1))"
	[ "$(crm-kpi-daily --known-at 2026-11-22 -o day,month_fact | sed -n 2p)" = 2026-11-22,0 ]
}

@test "reasons name a plan that is missing, and actions are commands" {
	is "$(crm-kpi-daily -o manager,metric,light,reason,action | grep '^ivanov,meetings')" \
		'ivanov,meetings,,no plan,crm-plan-add month=2026-11 metric=meetings value=10 manager=ivanov'
	crm-kpi-daily -o light,action >lights.csv
	is "$(awk -F, '$1 == "red" || $1 == "yellow" { n++; silent += $2 == "" } END { print (n > 0), silent }' lights.csv)" '1 0'
	# Each of them runs.
	crm-kpi-daily -o action | sed '1d; s/^"//; s/"$//' | sort -u | sed '/^$/d' >actions
	[ -s actions ]
	while IFS= read -r action; do
		eval "$action" >/dev/null 2>&1
	done <actions
}

@test "--fail-on" {
	exits 1 crm-kpi-daily --fail-on red
	[ "$(printf '%s\n' "$out" | wc -l)" -gt 6 ]
	exits 1 crm-kpi-daily --fail-on yellow -f text
	exits 64 crm-kpi-daily --fail-on blue
	is "$err" 'crm-kpi-daily: --fail-on is red or yellow, not «blue»'
	exits 0 crm-kpi-daily -m kim --fail-on yellow
}

@test "formats" {
	crm-kpi-daily -f json | python3 -c '
import json, sys
rows = [json.loads(line) for line in sys.stdin]
assert rows[0]["manager"] in ("", None) and rows[0]["metric"] == "leads" and rows[0]["plan"] == 60, rows[0]
assert rows[5]["plan"] == 20000000 and rows[5]["rate"] is None, rows[5]
'
	crm-kpi-daily -f table | sed -n 1p | finds 'metric'
	[ "$(crm-kpi-daily -f text --lang en | head -1 | cut -c1-9)" = 'Bad day: ' ]
	crm-kpi-daily -f text | python3 -c '
import sys
for i, line in enumerate(sys.stdin):
    # The verdict and the commands stay one line each.
    assert len(line.rstrip("\n")) <= (72 if i else 80) or line.startswith("     crm-"), line
assert i > 5, "a page of no lines"
'
	crm-kpi-daily -f html >one.html
	crm-kpi-daily -f html >two.html
	same one.html two.html
	exits 64 crm-kpi-daily -g manager
	exits 64 crm-kpi-daily 2026-11-23
}

@test "a hostile name stays text" {
	printf 'manager,name,role\n%s,%s,manager\n' "kim" '"<img src=x onerror=alert(1)>&""'\''"' | crm-conf put manager -q >/dev/null
	crm-lead-add -q name=A phone=+79990000001 manager=kim >/dev/null
	crm-kpi-daily -f html >page.html
	grep -qF '&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;' page.html
	exits 1 grep -q '<img' page.html
	exits 1 grep -qi '<script' page.html
	python3 - <<-'PY'
		import html.parser
		allowed = set("html head meta title style body h1 h2 p ul ol li code div table tr th td svg rect span footer".split())
		class Page(html.parser.HTMLParser):
		    def __init__(self):
		        super().__init__(); self.open = []
		    def handle_starttag(self, tag, attrs):
		        assert tag in allowed, tag
		        assert not any(name.startswith("on") or name in ("src", "href", "style") for name, _ in attrs), attrs
		        if tag != "meta": self.open.append(tag)
		    def handle_startendtag(self, tag, attrs):
		        assert tag == "rect", tag
		    def handle_endtag(self, tag):
		        assert self.open.pop() == tag, tag
		page = Page(); page.feed(open("page.html", encoding="utf-8").read()); page.close()
		assert not page.open, page.open
	PY
}

@test "an empty department has a page too, and nothing is written" {
	crm-db init -d empty.db --pack realty -q >/dev/null
	before=$(sha256sum empty.db)
	crm-kpi-daily -d empty.db -f text --lang en >page
	is "$(head -1 page)" 'No verdict: this month has neither plans nor events yet'
	grep -q '^     crm-plan-add month=2026-11 metric=leads value=10$' page
	crm-kpi-daily -d empty.db -f html | finds '<h1 class="">'
	is "$(crm-kpi-daily -d empty.db -o metric,month_fact,plan,light)" 'metric,month_fact,plan,light
leads,0,,
qualified,0,,
meetings,0,,
bookings,0,,
contracts,0,,
amount,0.00,,'
	is "$(sha256sum empty.db)" "$before"
}

# --- who is asked for alone, and who has left

people() { crm-kpi-daily "$@" -o manager | tail -n +2 | uniq | paste -sd ' '; }

@test "one manager is the whole, and is there once" {
	staff
	for name in kim KIM 'Ким Олег' kim@dept.example; do is "$(people -m "$name")" kim; done
	is "$(people -m kim -m kim)" kim
	is "$(people -m kim --known-at 2026-11-23)" kim
	crm-plan-add -q month=2026-11 metric=leads value=20 manager=kim >/dev/null
	is "$(crm-kpi-daily -m kim -o manager,metric,plan,expected | sed -n 2p)" 'kim,leads,20,15'
	is "$(crm-kpi-daily -m kim -m ivanov -o manager,metric,plan | grep leads)" ',leads,40
ivanov,leads,20
kim,leads,20'
	exits 0 crm-kpi-daily -m kim -f text --lang en
	is "$(grep -c '^ leads' <<<"$out")" 1
	is "$(grep -cx 'Ким Олег' <<<"$out")" 1
	echo "$out" >page
	without -q Total page
	exits 0 crm-kpi-daily -m kim -f html --lang en
	is "$(grep -o '>leads<' <<<"$out" | wc -l)" "$(grep -o '>meetings<' <<<"$out" | wc -l)"
	exits 1 crm-kpi-daily -m kim --fail-on red
}

@test "the plan of a leaver counts the days he was here, and nobody advises him" {
	staff
	printf 'month,metric,value,manager\n2026-11,leads,20,kim\n2026-11,contracts,4,kim\n2026-11,leads,60,\n' | crm-plan-add -q >/dev/null
	leads() { crm-kpi-daily "$@" -o manager,metric,plan,expected,light,reason,action | sed -n 's/^kim,leads,//p'; }
	# twenty working days, fifteen of them over
	is "$(leads | cut -d, -f1-3)" 20,15,red
	while read -r left wanted; do
		crm-conf put -q manager manager=kim left="$left" >/dev/null
		is "$left $(leads | cut -d, -f1-3)" "$left $wanted"
		is "$left $(leads -m kim | cut -d, -f1-3)" "$left $wanted"
	done <<-EOT
		2026-12-01 20,15,red
		2026-11-30 19,15,red
		2026-11-24 15,15,red
		2026-11-23 14,14,red
		2026-11-11 6,6,red
		2026-11-02 ,,
		2026-10-01 ,,
	EOT
	is "$(leads)" ',,,left on 2026-10-01,'
	crm-conf put -q manager manager=kim left=2026-11-11 >/dev/null
	is "$(leads)" '6,6,red,left on 2026-11-11: 6.0 days behind: 0 of 6 expected,'
	nothing "$(crm-kpi-daily -m kim -o action | tail -n +2 | tr -d '\n"')"
	# the department's own plan is what it was, and its letter sends nobody to him
	is "$(crm-kpi-daily -o manager,metric,plan | grep '^,leads')" ',leads,60'
	exits 0 crm-kpi-daily -f text --lang en
	sed -n '/What to do/,/light/p' <<<"$out" >advice
	without -qi 'kim\|Ким' advice
	# as of a day when he was here he is as he was
	is "$(leads -p 2026-11-10 | cut -d, -f1-3)" 6,6,red
}
