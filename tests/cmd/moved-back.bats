#!/usr/bin/env bats
# A lead stands where its latest move by its own date put it: what it has been furthest, where it is open, where it ended.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	printf 'name,phone,manager,source,at\nА,89160000001,kim,site,2026-11-02 10:00\nБ,89160000002,kim,site,2026-11-02 10:00\nВ,89160000003,ivanov,expo,2026-11-02 10:00\n' |
		crm-lead-add -q >leads.csv
}

back() {
	printf 'lead,stage,at\n1,booking,2026-11-05\n1,qualified,2026-11-09\n2,booking,2026-11-05\n2,qualified,2026-11-09\n3,meeting,2026-11-06\n3,new,2026-11-07\n' |
		crm-move -q >moved.csv
	crm-lose -q 2 reason=price at=2026-11-12 >lost.csv
}

# cells [OPTION...]: of the funnel, the same by every road, and the sum that always holds
cells() {
	is "$(crm-funnel --slow "$@")" "$(crm-funnel "$@")"
	crm-funnel "$@" -f json | python3 -c '
import json, sys
rows = [json.loads(line) for line in sys.stdin]
won = sum(r["dropped"] + r["open"] for r in rows)
print("open and dropped", won, "of", rows[0]["reached"])'
	crm-funnel "$@" -o stage,reached,open,dropped -f tsv | tail -n +2 | tr '\t' ' ' | paste -s -d '/'
}

# stands LEAD: where, since when, and what it has reached
stands() {
	crm-leads "$1" -o state,stage,stage_since -f tsv | tail -n 1 | tr '\t' ' '
	sql "SELECT group_concat(stage.stage || ' ' || date(at, 'unixepoch', '+3 hours') || CASE skipped WHEN 1 THEN ' skipped' ELSE '' END, ', ')
		FROM (SELECT * FROM reach ORDER BY stage) AS reach JOIN stage ON stage.id = reach.stage WHERE lead = $1"
}

replays() { is "$(crm-db check -o check,result -f csv | tail -n 1)" replay,ok; }

@test "reached keeps the furthest, open and dropped are where they stand and ended" {
	back
	is "$(cells)" 'open and dropped 3 of 3
new 3 1 0/qualified 3 1 1/meeting 3 0 0/booking 2 0 0/contract 0 0 0'
	is "$(crm-funnel --mode snapshot -o stage,open -f tsv | paste -s -d ' ')" "$(printf 'stage\topen new\t1 qualified\t1 meeting\t0 booking\t0 contract\t0')"
	is "$(crm-leads --stage qualified -o lead)" "$(printf 'lead\n1')"
	is "$(crm-reasons -g stage -o reason,group,n)" "$(printf 'reason,group,n\nprice,qualified,1')"
	replays
}

@test "the list behind each cell is as long as its figure" {
	back
	crm-win -q 3 amount=5 >won.csv
	for by in '' '-g manager' '-g source'; do
		crm-funnel $by -o group,stage,reached,open,dropped -f csv | tail -n +2 | while IFS=, read -r group stage reached open dropped; do
			for cell in "$stage $reached" "$stage.open $open" "$stage.dropped $dropped"; do
				key=${group:+$group/}${cell% *}
				is "$key $(crm-funnel $by --ids "$key" -o lead | tail -n +2 | wc -l)" "$key ${cell#* }"
			done
		done
	done
	is "$(crm-funnel --ids qualified.open -o lead)" "$(printf 'lead\n1')"
	is "$(crm-funnel --ids qualified.dropped -o lead)" "$(printf 'lead\n2')"
	is "$(crm-funnel --ids booking.open -o lead)" lead
}

@test "moved back and on again, returned lower, won after all" {
	back
	crm-return -q 2 stage=new at=2026-11-14 >x.csv
	crm-move -q --force 1 stage=booking at=2026-11-15 >x.csv
	crm-win -q 3 amount=70 at=2026-11-16 >x.csv
	is "$(cells)" 'open and dropped 2 of 3
new 3 1 0/qualified 3 0 0/meeting 3 0 0/booking 3 1 0/contract 1 0 0'
	is "$(crm-funnel -o amount | tail -n 1)" 70.00
	replays
}

@test "within so many days: where they stood at the end of them" {
	back
	is "$(crm-funnel --within 4d -o stage,reached,open,dropped -f tsv | tail -n +2 | tr '\t' ' ' | paste -s -d /)" \
		'new 3 0 0/qualified 3 0 0/meeting 3 1 0/booking 2 2 0/contract 0 0 0'
	is "$(crm-funnel --within 6d -o stage,reached,open,dropped -f tsv | tail -n +2 | tr '\t' ' ' | paste -s -d /)" \
		'new 3 1 0/qualified 3 0 0/meeting 3 0 0/booking 2 2 0/contract 0 0 0'
	is "$(crm-funnel --within 12d -o stage,reached,open,dropped -f tsv | tail -n +2 | tr '\t' ' ' | paste -s -d /)" \
		'new 3 1 0/qualified 3 1 1/meeting 3 0 0/booking 2 0 0/contract 0 0 0'
}

@test "a win within the days that was annulled after them was a win" {
	crm-win -q 1 amount=9 at=2026-11-05 >x.csv
	crm-lose -q 1 reason=price at=2026-11-20 >x.csv
	is "$(crm-funnel --within 5d -o stage,reached,dropped,amount | tail -n 1)" contract,1,0,9.00
	is "$(crm-funnel --within 20d -o stage,reached,dropped,amount -p 2026-11 | tail -n 1)" contract,1,1,0.00
}

@test "newest first it ends as oldest first" {
	printf 'lead,stage,at\n1,contract,2026-11-20\n1,booking,2026-11-15\n1,qualified,2026-11-09\n1,meeting,2026-11-05 10:00\n1,qualified,2026-11-04 10:00\n' >new.csv
	{ head -n 1 new.csv; tail -n +2 new.csv | tac | sed 's/^1/2/'; } >old.csv
	exits 0 crm-move -q --force <new.csv
	is "$(printf '%s\n' "$out" | sed -n 2,3p)" '1,1,done,,new,contract
2,1,done,recorded late: it stands at contract since 2026-11-20T00:00:00+03:00,contract,contract'
	exits 0 crm-move -q --force <old.csv
	is "$(stands 1)" 'won contract 2026-11-20T00:00:00+03:00
qualified 2026-11-04, meeting 2026-11-05, booking 2026-11-15, contract 2026-11-20'
	is "$(stands 2)" "$(stands 1)"
	is "$(crm-move -q <new.csv -o verdict | sort | uniq -c | tr -s ' ')" " 5 known
 1 verdict"
	replays
}

@test "any order ends the same" {
	printf '%s\n' booking,2026-11-05 qualified,2026-11-09 meeting,2026-11-07 new,2026-11-08 >moves.txt
	for order in 1234 4321 2143 3412 1324 4231; do
		crm-lead-add -q name="Г $order" phone="8916100$order" at='2026-11-02 10:00' >x.csv
		lead=$(tail -n 1 x.csv | cut -d, -f2)
		{
			echo lead,stage,at
			for i in $(echo $order | fold -w 1); do sed -n "$i s/^/$lead,/p" moves.txt; done
		} | crm-move -q --force >x.csv
		is "$(stands "$lead")" 'open qualified 2026-11-09T00:00:00+03:00
qualified 2026-11-05 skipped, meeting 2026-11-05 skipped, booking 2026-11-05'
	done
	replays
}

@test "of a lost lead too: it ended where it last stood by then" {
	crm-lose -q 1 reason=price at='2026-11-12 12:00' >x.csv
	is "$(crm-move -q --force 1 stage=booking at=2026-11-10 -o verdict,to)" "$(printf 'verdict,to\ndone,booking')"
	is "$(crm-move -q --force 1 stage=meeting at=2026-11-05 -o verdict,to)" "$(printf 'verdict,to\ndone,booking')"
	is "$(crm-leads 1 -o state,stage)" "$(printf 'state,stage\nlost,booking')"
	is "$(crm-reasons -g stage -o group,n)" "$(printf 'group,n\nbooking,1')"
	exits 65 crm-move -q 1 stage=meeting at=2026-11-13 -o reason
	is "$out" 'reason
lead 1 is lost: price (crm-return takes it back to work)'
	exits 65 crm-move -q 1 stage=meeting -o verdict
	replays
}

@test "a day without a time comes after what that day holds" {
	crm-qualify -q --force 1 at='2026-11-05 15:00' >x.csv
	is "$(crm-move -q --force 1 stage=meeting at=2026-11-05 -o verdict,to)" "$(printf 'verdict,to\ndone,meeting')"
	is "$(stands 1)" 'open meeting 2026-11-05T15:00:00+03:00
qualified 2026-11-05, meeting 2026-11-05'
	is "$(crm-move -q 1 stage=meeting at=2026-11-05 -o verdict)" "$(printf 'verdict\nknown')"
	is "$(crm-move -q --force 1 stage=booking at='2026-11-05 14:00' -o verdict,to)" "$(printf 'verdict,to\ndone,meeting')"
	crm-win -q 1 at='2026-11-06 10:00' >x.csv
	is "$(crm-move -q 1 stage=contract at=2026-11-06 -o verdict)" "$(printf 'verdict\nknown')"
	replays
}

@test "the latest move taken back: the one before it by its own date stands" {
	back
	crm-undo -q "$(crm-log -o batch,kind -f tsv | sed -n 's/\tlead.lost//p')" >x.csv
	printf 'lead,stage,at\n2,meeting,2026-11-07\n' | crm-move -q >x.csv
	is "$(crm-leads 2 -o stage)" "$(printf 'stage\nqualified')"
	crm-undo -q "$(crm-log -o batch -f csv | tail -n 1)" >x.csv
	crm-undo -q --with-later "$(crm-log kind=lead.moved -o batch -f csv | sed -n 2p)" >x.csv
	is "$(crm-leads 2 -o stage)" "$(printf 'stage\nnew')"
	replays
}
