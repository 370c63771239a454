#!/usr/bin/env bats
# Every figure of the reports beside the same figure made from the journal by the definitions.

load helper

# The sample department, as scripts/demo-run loads it.
department() {
	local data=$root/share/demo name
	for name in unit manager list; do crm-conf put "$name" -q <"$data/$name.csv" >/dev/null; done
	crm-plan-add -q <"$data/plan.csv" >/dev/null
	crm-lead-add -q <"$data/leads.csv" >/dev/null
	for name in assign qualify move; do "crm-$name" -q <"$data/$name.csv" >/dev/null; done
	crm-touch-add -q <"$data/touch.csv" >/dev/null
	crm-task-add -q -f csv <"$data/task.csv" >tasks.csv
	awk -F, -v OFS=, 'NR == FNR { task[$1] = $2; next } { $1 = FNR == 1 ? "task" : task[$1]; print }' tasks.csv "$data/task-done.csv" |
		crm-task-done -q >/dev/null
	for name in win lose disqualify; do "crm-$name" -q <"$data/$name.csv" >/dev/null; done
}

@test "the sample department" {
	department
	is "$(crm-leads -o lead -f csv | wc -l)" 545
	agrees independent.py
	# A forecast without a range is not told, and a plan in sight is not told to be missed.
	is "$(crm-kpi-daily -m danilova -o metric,light,reason -f tsv | grep '^contracts' | tail -n 1)" \
		"$(printf 'contracts\tred\t15.0 days behind: 0 of 1.5 expected')"
	is "$(crm-kpi-daily -m gromov -o metric,light,reason -f tsv | grep '^bookings' | tail -n 1)" \
		"$(printf 'bookings\tyellow\ton schedule, but without a margin: the month ends with 4 to 7, the plan is 5')"
}

@test "the sample department: letters of two weeks ahead" {
	department
	agrees letters.py 14
	[ "$(crm-log kind=programme.sent -o event -f csv | wc -l)" -gt 200 ]
}

@test "a life at random, typed in late and taken back" {
	for name in unit manager; do crm-conf put "$name" -q <"$root/share/demo/$name.csv" >/dev/null; done
	crm-plan-add -q <"$root/share/demo/plan.csv" >/dev/null
	python3 "$BATS_TEST_DIRNAME/stir.py" 7 15 30
	[ "$(crm-log kind=undone -o event -f csv | wc -l)" -gt 10 ]
	[ "$(crm-log kind=lead.returned -o event -f csv | wc -l)" -gt 20 ]
	agrees independent.py
	is "$(crm-db check -o check,result -f csv | tail -n 1)" replay,ok
}
