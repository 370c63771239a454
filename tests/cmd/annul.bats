#!/usr/bin/env bats
# A won lead is no dead end: its amount is corrected, it is lost, disqualified or returned, whatever came since.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

# A contract of October, and what was said of it since.
prepare_file() {
	staff
	{
		crm-lead-add name=А phone=89160000001 manager=kim source=site at=2026-10-05
		crm-move --force 1 stage=meeting at=2026-10-06
		crm-win 1 amount=10000000 at=2026-10-20
		crm-touch-add 1 kind=call direction=in text='расторгает договор'
		crm-task-add 1 kind=call due=+1d
	} >won.txt 2>&1
}

# figures DAY [OPTION...]: contracts and money of that day and its month, of the department
figures() {
	crm-kpi-daily -p "$@" -f csv -o manager,metric,fact,month_fact | sed -n -E 's/^,(contracts|amount),//p' | paste -s -d ' '
}

# All roads to the figures of a period's last stage say the same: the sums by day, and the journal.
contracts() {
	local by
	for by in '' '-g manager' '-g source' '-g unit'; do
		is "$(crm-funnel --mode period -p "$1" $by)" "$(crm-funnel --slow --mode period -p "$1" $by)"
	done
	crm-funnel --mode period -p "$1" -o stage,reached,dropped,amount -f tsv | sed -n 's/^contract\t//p'
}

@test "lost: the win stays in its month, the annulment counts on its own day" {
	is "$(crm-lose -q 1 reason=changed_mind)" 'row,lead,verdict,reason,stage
1,1,done,"annuls the win of 2026-10-20, 10000000.00; ends its open tasks: 145",contract'
	is "$(figures 2026-10-31)" '0,1 0.00,10000000.00'
	is "$(figures 2026-11-22)" '0,0 0.00,0.00'
	is "$(figures 2026-11-23)" '-1,-1 -10000000.00,-10000000.00'
	is "$(figures 2026-11-23 -T 2026-11-23)" '-1,-1 -10000000.00,-10000000.00'
	is "$(contracts 2026-10)" "$(printf '1\t0\t10000000.00')"
	is "$(contracts 2026-11)" "$(printf '0\t1\t-10000000.00')"
	is "$(crm-funnel -o stage,reached,open,dropped,amount | tail -n 1)" contract,1,0,1,0.00
	is "$(crm-reasons -p 2026-11 -g stage -o reason,group,n)" 'reason,group,n
changed_mind,contract,1'
	is "$(crm-leads -o lead,state,stage,reason)" 'lead,state,stage,reason
1,lost,contract,changed_mind'
	is "$(crm-lose -q 1 reason=changed_mind -o verdict)" "$(printf 'verdict\nknown')"
	is "$(crm-db check -o check,result -f csv | tail -n 1)" replay,ok
}

@test "the leads of an annulment can be named, in the month it was" {
	crm-lose -q 1 reason=price >won.txt
	is "$(crm-funnel --mode period -p 2026-11 --ids contract.dropped -o lead,state)" "$(printf 'lead,state\n1,lost')"
	is "$(crm-funnel --mode period -p 2026-10 --ids contract -o lead)" "$(printf 'lead\n1')"
	is "$(crm-funnel --ids contract.dropped -o lead)" "$(printf 'lead\n1')"
	is "$(crm-funnel --mode period -p 2026-10 --ids contract.dropped -o lead)" lead
}

@test "returned: where it stood before, open, and won again for another amount" {
	is "$(crm-return -q 1)" 'row,lead,verdict,reason,from,stage,manager
1,1,done,"annuls the win of 2026-10-20, 10000000.00",won,meeting,kim'
	is "$(crm-leads -o state,stage,manager)" 'state,stage,manager
open,meeting,kim'
	is "$(figures 2026-11-23)" '-1,-1 -10000000.00,-10000000.00'
	is "$(crm-win -q 1 amount=12000000)" 'row,lead,verdict,reason,stage
1,1,done,ends its open tasks: 145,contract'
	is "$(figures 2026-11-23)" '0,0 2000000.00,2000000.00'
	is "$(contracts 2026-11)" "$(printf '1\t1\t2000000.00')"
	is "$(figures 2026-10-31)" '0,1 0.00,10000000.00'
	is "$(crm-funnel -o amount | tail -n 1)" 12000000.00
}

@test "the amount is corrected in the win itself, and nothing else is" {
	crm-leads -o state,stage,stage_since,manager,reason >before.csv
	is "$(crm-win -q 1 amount='9 000 000')" 'row,lead,verdict,reason,stage
1,1,done,"won already, on 2026-10-20: the amount is corrected, it was 10000000.00",contract'
	is "$(crm-win -q 1 amount=9000000 -o verdict)" "$(printf 'verdict\nknown')"
	is "$(crm-win -q 1 -o verdict)" "$(printf 'verdict\nknown')"
	is "$(crm-leads -o state,stage,stage_since,manager,reason)" "$(cat before.csv)"
	is "$(figures 2026-10-31)" '0,1 0.00,9000000.00'
	is "$(figures 2026-11-23)" '0,0 0.00,0.00'
	is "$(contracts 2026-10)" "$(printf '1\t0\t9000000.00')"
	is "$(crm-log kind=lead.corrected -o old,new)" 'old,new
"{""amount"":""1000000000""}","{""amount"":""900000000""}"'
	# What was known before is still to be had, and the correction can be taken back.
	is "$(crm-leads --known-at 2026-11-22 -o lead | wc -l)" 1
	crm-undo -q "$(crm-log -o batch,kind -f tsv | sed -n 's/\tlead.corrected//p')" >undone.csv
	is "$(crm-leads -o amount)" "$(printf 'amount\n10000000.00')"
}

@test "an amount where there was none, and a correction dated by its row" {
	crm-lead-add -q name=Б phone=89160000002 manager=kim at=2026-11-01 >b.csv
	crm-win -q 2 at=2026-11-10 >b.csv
	is "$(crm-win -q 2 amount=5 at=2026-11-12)" 'row,lead,verdict,reason,stage
1,2,done,"won already, on 2026-11-10: the amount is corrected, it was none",contract'
	is "$(crm-win -q 2 amount=5 at=2026-11-12 -o verdict)" "$(printf 'verdict\nknown')"
	is "$(figures 2026-11-10)" '1,1 5.00,5.00'
	is "$(crm-leads 2 -T 2026-11-11 -o amount)" "$(printf 'amount\n""')"
}

@test "disqualified: annulled too; a duplicate was never a lead" {
	is "$(crm-disqualify -q 1 reason=not_target -o verdict,reason)" 'verdict,reason
done,"annuls the win of 2026-10-20, 10000000.00; ends its open tasks: 145"'
	is "$(figures 2026-11-23)" '-1,-1 -10000000.00,-10000000.00'
	crm-return -q 1 >won.txt
	crm-disqualify -q 1 reason=duplicate >won.txt
	is "$(figures 2026-11-23)" '0,0 0.00,0.00'
	is "$(figures 2026-10-31)" '0,0 0.00,0.00'
}

@test "the annulment counts against whom the win counted for" {
	crm-assign -q 1 manager=petrova >won.txt
	crm-lose -q 1 reason=price >won.txt
	is "$(crm-kpi-daily -f csv -o manager,metric,month_fact | grep -E '(kim|petrova),(contracts|amount)')" 'kim,contracts,-1
kim,amount,-10000000.00'
	is "$(crm-funnel --mode period -p 2026-11 -g manager -o group,stage,dropped | grep contract)" kim,contract,1
}

@test "twice won and twice annulled" {
	for amount in 1 2; do
		crm-return -q 1 at="2026-11-0$amount 10:00" >won.txt
		crm-win -q 1 amount=$amount at="2026-11-0$amount 12:00" >won.txt
	done
	is "$(figures 2026-11-01)" '0,0 -9999999.00,-9999999.00'
	is "$(figures 2026-11-02)" '0,0 1.00,-9999998.00'
	crm-lose -q 1 reason=price >won.txt
	is "$(figures 2026-11-23)" '-1,-1 -2.00,-10000000.00'
	is "$(contracts 2026-11)" "$(printf '2\t3\t-10000000.00')"
	is "$(crm-funnel --mode period -p 2026-11 --ids contract.dropped -o lead | wc -l)" 4
	is "$(crm-db check -o check,result -f csv | tail -n 1)" replay,ok
}

@test "won as it came in: it goes back to the stage before" {
	crm-lead-add -q name=В phone=89160000003 manager=kim stage=contract amount=3000 at=2026-10-01 >c.csv
	is "$(crm-return -q 2 -o from,stage)" "$(printf 'from,stage\nwon,booking')"
	is "$(figures 2026-10-31)" '0,2 0.00,10003000.00'
	is "$(figures 2026-11-23)" '-1,-1 -3000.00,-3000.00'
}

@test "who asks again after an annulment stands where he stood before the win" {
	crm-lose -q 1 reason=changed_mind >won.txt
	is "$(crm-lead-add -q name=А phone=89160000001 source=site -o verdict)" "$(printf 'verdict\nreturned')"
	is "$(crm-leads 1 -o state,stage)" "$(printf 'state,stage\nopen,meeting')"
	is "$(crm-return -q 1 -o verdict)" "$(printf 'verdict\nknown')"
}

@test "an annulment dated before the win is taken, with a word" {
	is "$(crm-lose -q 1 reason=price at=2026-10-10 -o verdict,reason)" 'verdict,reason
done,"annuls the win of 2026-10-20, 10000000.00; 2026-10-10T00:00:00+03:00 is before it was won; ends its open tasks: 145"'
	is "$(contracts 2026-10)" "$(printf '1\t1\t0.00')"
}

@test "an annulment taken back leaves everything as it was" {
	crm-db check --hash -o detail -f csv | tail -n 1 >before.txt
	crm-lose -q 1 reason=price >won.txt
	crm-undo -q "$(crm-log -o batch -f csv | tail -n 1)" >undone.csv
	is "$(crm-db check --hash -o detail -f csv | tail -n 1)" "$(cat before.txt)"
	is "$(figures 2026-11-23)" '0,0 0.00,0.00'
}
