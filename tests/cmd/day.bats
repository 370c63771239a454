# A department's day: 2,000 inquiries through seven doors in five encodings; whoever asks is accounted for, handed out, answered or told of, and all of it can be
# taken back. day.py makes the day up and says by itself what must come of each inquiry.
load helper

clock() { export CRM_NOW=2026-11-23T$1:00+03:00; }

prepare() {
	staff
	part=$(fewer 1 5) # of the day
	python3 "$BATS_TEST_DIRNAME/day.py" . "$part"
	crm-conf put absence -q manager=kim from=2026-11-20 to=2026-11-27 kind=vacation >/dev/null
	crm-conf put manager -q >/dev/null <<-CSV
		manager,wip
		ivanov,$((640 / part))
		petrova,$((640 / part))
	CSV
	for column in comment 'какая_квартира?'; do
		crm-conf put rule -q rule="junk-${#column}" column="$column" pattern='казино|займ без отказа' verdict=spam >/dev/null
	done
	crm-conf put setting -q key=form.rate value=0 >/dev/null
	crm-conf put -q setting key=mail.from value=sales@dept.example >/dev/null
	crm-conf put list -q <list.csv >/dev/null
	crm-client-add -q <role.csv >/dev/null
	crm-lead-add -q <past.csv >/dev/null
	crm-win -q <won.csv >/dev/null
	crm-lose -q <lost.csv >/dev/null
	printf '#!/bin/sh\ncat >>%s/letters.sent\n' "$BATS_TEST_TMPDIR" >mailer
	chmod +x mailer
	export CRM_SENDMAIL=$BATS_TEST_TMPDIR/mailer
}

# post N: one form as the web server hands it over; its verdict from the log
post() {
	local body=$1 said
	said=$(printf %s "$body" | REQUEST_METHOD=POST CONTENT_TYPE=application/x-www-form-urlencoded CONTENT_LENGTH=${#body} REMOTE_ADDR=192.0.2.7 \
		GATEWAY_INTERFACE=CGI/1.1 crm-lead-form 2>&1 >/dev/null)
	sed -n 's/^crm-lead-form: read 1 = \([a-z]*\) 1.*/\1/p' <<<"$said"
}

# deliver NUMBER SOURCE: row,verdict of each inquiry
deliver() {
	case $2 in
	form) while IFS= read -r body; do post "$body"; done <"$1.$2" | awk '{ print NR "," $0 }' ;;
	letters) crm-mail-in --leads -q -o row,verdict <"$1.$2" | tail -n +2 ;;
	cards) crm-vcard-in -q -o row,verdict source=expo - <"$1.$2" | tail -n +2 ;;
	*) crm-lead-add -q -o row,verdict source="$2" - <"$1.$2" 2>/dev/null | tail -n +2 ;;
	esac | sed "s/^/$1,/"
}

# Half an hour after a delivery: what nobody has is handed out; most are called and some qualified, one in nine is forgotten.
work() {
	crm-leads --unassigned -q -o lead | crm-assign -q -o lead,verdict,manager - >handed
	awk -F, 'NR == 1 { print "lead" } $2 == "done" && $1 % 9 { print $1 }' handed | crm-touch-add -q kind=call direction=out result=answered - >/dev/null
	awk -F, 'NR == 1 { print "lead" } $2 == "done" && $1 % 3 == 0 { print $1 }' handed | crm-qualify -q --force - >/dev/null
	crm-sla --notify -q >/dev/null
}

@test "a day: every inquiry has one verdict, every qualified lead an owner in time or an alert, and all of it can be taken back" {
	clock 09:05
	exits 0 crm-db check
	morning=$(crm-db check --hash)
	last=$(sql 'SELECT max(batch) FROM batch')
	while IFS=, read -r number hour source rows; do
		clock "$hour"
		deliver "$number" "$source" >>got.csv
		clock "${hour%?}5"
		work
	done < <(tail -n +2 plan.csv)

	# One verdict each, and the one that day.py says.
	is "$(wc -l <got.csv)" $((2000 / part))
	is "$(cat got.csv)" "$(tail -n +2 expected.csv)"

	# Who is away gets nothing; who is full gets no more, and the heads were told of those who wait.
	is "$(crm-leads -m kim -o lead)" lead
	[ "$(crm-leads --unassigned -q -o lead | wc -l)" -gt $((100 / part)) ]
	grep -q '^To:.*orlova@dept.example' letters.sent
	clock 17:40
	printf 'manager,wip\npetrova,2000\n' | crm-conf put manager -q >/dev/null
	work
	is "$(crm-leads --unassigned -q -o lead)" lead

	# Every qualified lead has an owner, and was answered in time or a head was told.
	clock 18:00
	crm-sla --all --clock first_response -p 2026-11-23 -q -o lead,state >clocks.csv
	sql 'SELECT DISTINCT lead FROM alert' >alerts
	crm-leads --stage qualified -q -o lead,manager | tail -n +2 >qualified.csv
	[ "$(wc -l <qualified.csv)" -gt $((300 / part)) ]
	nothing "$(awk -F, '$2 == ""' qualified.csv)"
	[ "$(wc -l <clocks.csv)" -gt $((1000 / part)) ]
	nothing "$(awk -F, 'FILENAME == "clocks.csv" { if ($2 != "met") late[$1]; seen[$1] } FILENAME == "alerts" { told[$1] }
		FILENAME == "qualified.csv" && ($1 in late) && !($1 in told) { print $1 }' clocks.csv alerts qualified.csv)"
	exits 0 crm-db check

	# The day is taken back, from its end to its beginning.
	for batch in $(sql "SELECT batch FROM batch WHERE batch > $last AND first_event IS NOT NULL ORDER BY batch DESC"); do
		crm-undo "$batch" -q >undone || { grep -m3 rejected undone >&3; false; }
	done
	exits 0 crm-db check
	is "$(crm-db check --hash)" "$morning"
}
