#!/usr/bin/env bats
# crm-assign: the client's owner, routes, methods, and who of equals.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

manager() { crm-conf put manager -q manager="$1" "${@:2}" >/dev/null; }
method() { crm-conf put setting -q key=assign.method value="$1" >/dev/null; }
leads() { seq -f 'L,+7916%07g' "$1" | sed '1i name,phone' | crm-lead-add -q >/dev/null; }
who() { crm-assign -q "$@" -o lead,manager | sed '1d; s/.*,//; s/^$/-/' | tr '\n' ' '; }
at() { export CRM_NOW=$1T${2:-18:00:00}+03:00; }

# lots DAY MANAGER...: the managers in the order of that day's lot, reckoned here once more
lots() {
	python3 - "$@" <<-'PY'
		import sys, datetime
		M = (1 << 64) - 1
		def lot(day, code):
		    h = 0xcbf29ce484222325 ^ (day * 0x9e3779b97f4a7c15 & M)
		    for c in code.encode(): h = (h ^ c) * 0x100000001b3 & M
		    h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9 & M
		    h = (h ^ h >> 27) * 0x94d049bb133111eb & M
		    return h ^ h >> 31
		day = (datetime.date.fromisoformat(sys.argv[1]) - datetime.date(1970, 1, 1)).days
		print(*sorted(sys.argv[2:], key=lambda code: lot(day, code)))
	PY
}

@test "weighted 1 2 3 is smooth: c b a c b c, and again" {
	method weighted
	for i in 1:a 2:b 3:c; do manager "${i#*:}" weight="${i%:*}"; done
	leads 12
	is "$(who 1 2 3 4 5 6)" "c b a c b c "
	nothing "$(sql 'SELECT * FROM credit')" # nobody is owed anything
	at 2026-11-24
	is "$(who 7 8)" "c b "
	# of two leads a is owed 2 sixths, b 4 and got 6, c 6 and got 6
	lead=5342931457063200
	is "$(sql 'SELECT manager, value FROM credit ORDER BY manager')" "1|$((lead / 3))
2|$((lead * 2 / 3 - lead))"
	exits 0 crm-assign -q -n -x 9
	is "$err" 'lead 9: a: is owed 0.50 of a lead, gets it
lead 9: b: could, but is owed 0.00
lead 9: c: could, but has waited less'
	is "$(who 9 10 11 12)" "a c b c "
	is "$(crm-log -q 12 -f csv -o new | tail -n 1)" \
		'"{""manager"":""c"",""method"":""weighted"",""among"":""1 a\n2 b\n3 c""}"'
	crm-db check >/dev/null
}

@test "least: the fewest open, each as heavy as its stage; of equals who waited longest" {
	method least
	for m in a b c; do manager $m; done
	crm-conf put setting key=assign.stage.meeting value=3 -q >/dev/null
	leads 9
	at 2026-11-23 09:00:00
	crm-assign -q 1 manager=a >/dev/null
	crm-move -q 1 stage=meeting >/dev/null
	at 2026-11-23 10:00:00
	crm-assign -q 2 3 manager=b >/dev/null
	at 2026-11-23 11:00:00
	exits 0 crm-assign -q -n -x 4
	is "$err" 'lead 4: a: could, but has 3 open
lead 4: b: could, but has 2 open
lead 4: c: has the least open: 0, gets it'
	# c 1, c 2, b 3 (waits since 10), c 3, a 4 (waits since 9)
	is "$(who 4 5 6 7 8)" "c c b c a "
	crm-lose -q 4 5 7 reason=price >/dev/null
	is "$(who 9)" "c "
}

@test "capacity: the most left of the day; who has no limit comes first" {
	method capacity
	manager a capacity=60
	manager b capacity=40
	leads 7
	# 20 working days: 3 and 2 a day. a leaves 2, then b who never had one, then a
	is "$(who 1 2 3)" "a b a "
	exits 0 crm-assign -q -n -x 4
	first=$(lots 2026-11-23 a b | cut -c1)
	grep -qx "lead 4: $first: has most left of today: 1, gets it" <<<"$err"
	grep -qx 'lead 4: [ab]: could, but the lot of the day is against him' <<<"$err"
	is "$(who 4 5 6)" "$(lots 2026-11-23 a b) - "
	manager c
	exits 0 crm-assign -q -x 6 -o manager
	is "$out" 'manager
c'
	is "$err" 'lead 6: a: got 3 of 3 leads of today
lead 6: b: got 2 of 2 leads of today
lead 6: c: has no limit, gets it'
}

@test "equals go by the lot of the day, never by the list" {
	method weighted
	for m in a b c d; do manager $m; done
	leads 40
	n=0 firsts=
	for day in 01 02 03 05 06 07 08 09 10 11; do
		at 2026-11-$day
		got=$(who $((n + 1)) $((n + 2)) $((n + 3)) $((n + 4)))
		is "$got" "$(lots 2026-11-$day a b c d) "
		firsts+="${got%% *}"$'\n'
		n=$((n + 4))
	done
	[ "$(sort -u <<<"$firsts" | grep -c .)" -ge 3 ]
}

@test "the turn of rr goes on from run to run, whoever comes and goes" {
	for m in a b c; do manager $m; done
	leads 12
	is "$(who 1 2)" "a b "
	# d comes: a -1/3, b -1/3, c 2/3, d 0, and of lead 3 a quarter each
	manager d
	is "$(who 3)" "c "
	# a, b, c -1/12, d 1/4
	is "$(who 4)" "d "
	# a, b, c 1/6, d -1/2; the turn has come to place 4 of 4 and begins anew
	is "$(who 5)" "a "
	# b and c are owed 5/12, d -1/4; a is away, is owed nothing more and pays nothing. The turn begins at d: d, b, c
	printf 'manager,from,to\na,2026-11-24,2026-11-30\n' | crm-conf put absence -q >/dev/null
	before=$(sql 'SELECT value FROM credit WHERE manager = 1')
	at 2026-11-24
	is "$(who 6 7)" "b c "
	is "$(sql 'SELECT value FROM credit WHERE manager = 1')" "$before"
	is "$(sql 'SELECT name, value FROM cursor')" 'assign|7'
}

@test "the client's owner gets it, if he is here" {
	for m in a b c; do manager $m; done
	manager h role=head
	crm-lead-add -q name=X phone=89160000001 manager=c >/dev/null
	crm-win -q 1 >/dev/null
	crm-conf put setting key=intake.won_client value=repeat -q >/dev/null
	# intake itself keeps owners: take them away, as a lead that came before its client was known
	again() { crm-lead-add -q name=X phone=89160000001 ext_id="$1" source=s -o lead | tail -n 1; }
	lead=$(again 1)
	crm-disqualify -q "$lead" reason=not_target >/dev/null
	printf 'manager,role,left\nc,manager,2026-11-20\n' | crm-conf put manager -q >/dev/null
	crm-return -q "$lead" >/dev/null
	is "$(crm-leads "$lead" -o state,manager)" 'state,manager
open,'
	exits 0 crm-assign -n -q -x "$lead" -o manager,method
	is "$out" 'manager,method
a,rr'
	is "$(head -n 1 <<<"$err")" "lead $lead: c: has the client, but left on 2026-11-20"
	manager c left=-
	printf 'manager,from,to\nc,2026-11-23,2026-11-24\n' | crm-conf put absence -q >/dev/null
	exits 0 crm-assign -n -q -x "$lead" -o manager
	is "$(head -n 1 <<<"$err")" "lead $lead: c: has the client, but absent until 2026-11-24"
	at 2026-11-25
	manager c role=head
	is "$(crm-assign -n -q "$lead" -o manager)" 'manager
a'
	manager c role=manager wip=0
	crm-conf put setting key=assign.sticky value=0 -q >/dev/null
	is "$(crm-assign -n -q "$lead" -o manager,method)" 'manager,method
a,rr'
	crm-conf put setting key=assign.sticky value=1 -q >/dev/null
	exits 0 crm-assign -q -x "$lead" -o manager,method
	is "$out" 'manager,method
c,sticky'
	is "$err" "lead $lead: c: has the client, gets it"
	is "$(sql 'SELECT count(*) FROM credit')$(sql 'SELECT count(*) FROM cursor')" 00
	crm-db check >/dev/null
}

@test "an open lead of the client counts before a closed one, and a merged client's too" {
	for m in a b; do manager $m; done
	leads 3
	crm-assign -q 1 manager=a >/dev/null
	crm-assign -q 2 manager=b >/dev/null
	sqlite3 "$CRM_DB" 'INSERT INTO merged (client, target, root) VALUES (3, 1, 1)'
	is "$(crm-assign -n -q 3 -o manager,method)" 'manager,method
a,sticky'
	sqlite3 "$CRM_DB" 'INSERT INTO merged (client, target, root) VALUES (2, 1, 1)'
	is "$(crm-assign -n -q 3 -o manager,method)" 'manager,method
b,sticky'
	crm-lose -q 2 reason=price >/dev/null
	is "$(crm-assign -n -q 3 -o manager,method)" 'manager,method
a,sticky'
}

units() {
	crm-conf put unit -q >/dev/null <<-CSV
		unit,name,parent
		south,Юг,
		coast,Берег,south
		Отдел Б,,
	CSV
	manager a unit=north
	manager b unit=south
	manager c unit=coast
	manager 'Ким О.' unit='Отдел Б'
}

@test "the first route that fits decides: segments, managers, units and what is below them" {
	units
	crm-conf put route -q >/dev/null <<-CSV
		route,pos,segment,members,method
		expo,20,source=expo;project=Парк,a,rr
		south,30,source=site,south,least
		b,10,регион=Крым,Отдел Б; a,weighted
	CSV
	crm-lead-add -q >/dev/null <<-CSV
		name,phone,source,project,Регион
		A,+79160000001,Expo,парк,
		B,+79160000002,expo,Лес,
		C,+79160000003,site,Парк,
		D,+79160000004,site,,КРЫМ
		E,+79160000005,site,,
	CSV
	exits 0 crm-assign -q -x 1 -o manager,method
	is "$out" 'manager,method
a,rr'
	is "$err" 'lead 1: route b is not for it: регион=Крым
lead 1: route expo takes it: rr
lead 1: a: his turn, gets it
lead 1: b: is not of the route
lead 1: c: is not of the route
lead 1: Ким О.: is not of the route'
	exits 0 crm-assign -n -q -x 2 -o method
	is "$(sed -n 4p <<<"$err")" 'lead 2: no route takes it: rr'
	is "$(who 3 5 | tr ' ' '\n' | sort | tr -d '\n')" "bc"
	is "$(crm-assign -q 4 -o method)" 'method
weighted'
	is "$(crm-log -q 4 -f csv -o new | tail -n 1 | grep -o 'among.*')" 'among"":""1 a\n1 Ким О.""}"'
	# nobody of a route: the next one is not tried
	manager a left=2026-11-01
	crm-lead-add -q name=F phone=+79160000006 source=expo project=Парк >/dev/null
	exits 0 crm-assign -q 6 -o verdict,reason
	is "$out" 'verdict,reason
pool,nobody to hand out to: a left on 2026-11-01'
	crm-db check >/dev/null
}

@test "each route has its own turn and credit" {
	units
	crm-conf put route -q >/dev/null <<-CSV
		route,pos,segment,members,method
		site,10,source=site,a b,rr
		rest,20,,a b,rr
	CSV
	{ echo name,phone,source; for i in 1 2 3; do printf 'S,+7916000000%d,site\nE,+7916100000%d,expo\n' $i $i; done; } |
		crm-lead-add -q >/dev/null
	is "$(who 1 2 3 4 5)" "a a b b a "
	is "$(sql 'SELECT * FROM cursor ORDER BY name')" 'assign rest|2
assign site|3'
	is "$(sql 'SELECT route, manager, value FROM credit ORDER BY 1, 2')" 'site|1|-2671465728531600
site|2|2671465728531600'
}

@test "settings of routes: put, get, refused, lint" {
	units
	exits 65 crm-conf put route -q - <<-CSV
		route,pos,segment,members,method
		x,10,,a z,rr
		y,10,,a,fastest
		z,10,source,a,rr
		w,10,,;,rr
		v,10,,,rr
		u,,,"a,b | Отдел Б",
	CSV
	is "$(cut -d, -f3- <<<"$out")" 'verdict,reason
rejected,no manager and no unit «z»: see crm-conf get manager
rejected,"must be one of rr weighted least capacity, not «fastest»"
rejected,"a segment is column=value;column=value, not «source»"
rejected,«;» names nobody
rejected,missing: members
done,'
	is "$(crm-conf get route)" 'route,pos,segment,members,method
u,100,,"a,b | Отдел Б",rr'
	crm-conf get route | crm-conf put route -q -o verdict - | finds -x known
	crm-conf put route -q >/dev/null <<-CSV
		route,pos,segment,members,method
		t,10,source=site,a,rr
		s,20,Source=Site;project=Парк,b,rr
		r,20,project=Парк,b,rr
		q,200,source=expo,a,rr
	CSV
	manager b left=2026-11-01
	crm-conf lint | grep ^route >found || :
	is "$(grep -v ' left on ' found)" 'route,r,warning,"none of its members can get leads: left, of another role, or of weight 0"
route,s,warning,no lead comes to it: route t takes them all before
route,s,warning,"none of its members can get leads: left, of another role, or of weight 0"
route,q,warning,no lead comes to it: route u takes them all before'
	crm-conf put unit unit=east -q >/dev/null
	crm-conf put route route=t members=east -q >/dev/null
	crm-undo -q "$(sql 'SELECT max(batch) - 1 FROM batch')" >/dev/null
	exits 78 crm-conf lint -q
	grep -qx 'route,t,error,members: no manager and no unit «east»: see crm-conf get manager' <<<"$out"
	exits 65 crm-conf put setting -q key=assign.stage.metting value=2
	exits 65 crm-conf put setting -q key=assign.method value=fair
	exits 65 crm-conf put setting -q key=assign.sticky value=yes
}

@test "a value of a segment may be several, of which one is enough" {
	units
	crm-conf put source -q source=call name=Звонок >/dev/null
	crm-conf put route -q >/dev/null <<-CSV
		route,pos,segment,members,method
		many,10,"source=call, expo,;регион=Москва, центр",a,rr
		wide,20,"source=site,Expo,call",b,rr
		narrow,30,source=expo,a,rr
		same,40,"source=call,site",a,rr
		other,50,"source=site,tv",a,rr
	CSV
	crm-lead-add -q >/dev/null <<-CSV
		name,phone,source,Регион
		A,+79160000001,ЭКСПО,центр
		B,+79160000002,Звонок,Центр
		C,+79160000003,expo,"Москва, центр"
		D,+79160000004,site,
		E,+79160000005,ads,
		F,+79160000006,tv,
	CSV
	route() { crm-assign -n -q -x "$1" 2>&1 >/dev/null | sed -n 's/.*: route \(.*\) takes it.*/\1/p'; }
	is "$(for i in 2 3 4 5 6; do route $i; done | tr '\n' ' ')" 'many many wide other '
	crm-conf lint >found || :
	is "$(grep 'takes them all' found)" 'route,narrow,warning,no lead comes to it: route wide takes them all before
route,same,warning,no lead comes to it: route wide takes them all before'
}
