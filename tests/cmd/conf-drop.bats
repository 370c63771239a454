#!/usr/bin/env bats
# crm-conf drop: rows of the settings are taken away, unless something stands on them.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-lead-add -q name=A phone=89160000001 stage=meeting manager=kim source=site >/dev/null
	crm-lead-add -q name=B phone=89160000002 manager=ivanov source=Выставка >/dev/null
	crm-lose -q 2 reason=price >/dev/null
}

rows() { crm-conf get "$1" -q | cut -d, -f1 | sed 1d | tr '\n' ' '; }

@test "a row goes, its undo brings it back, and the journal agrees at each step" {
	crm-conf put stage -q stage=extra name='Лишняя' pos=45 kind=open rot_days=3 >/dev/null
	exits 0 crm-conf drop stage extra
	is "$out" 'row,table,verdict,reason
1,stage,done,'
	is "$(rows stage)" 'new qualified meeting booking contract '
	is "$(crm-log -q kind=conf.put -f json -o new | tail -1)" '{"new":null}'
	exits 0 crm-db check
	crm-undo -q "$(sql 'SELECT max(batch) FROM batch')" >/dev/null
	is "$(crm-conf get stage | grep extra)" 'extra,Лишняя,45,open,,3,'
	exits 0 crm-db check
	crm-conf drop -q stage ЛИШНЯЯ >/dev/null
	before=$(crm-db check --hash -q)
	crm-db rebuild -q >/dev/null
	is "$(crm-db check --hash -q)" "$before"
	is "$(rows stage)" 'new qualified meeting booking contract '
}

@test "each is refused with what stands on it, and stays" {
	crm-conf put criterion -q criterion=c1 stage=qualified column=phone >/dev/null
	crm-conf put unit -q unit=north head=orlova >/dev/null
	crm-conf put route -q route=r1 members='Ким, north' segment='source=Реклама' >/dev/null
	crm-conf put absence -q manager=petrova from=2026-12-01 to=2026-12-02 >/dev/null
	crm-task-add -q kind=call due=+1d manager=petrova >/dev/null
	crm-plan-add -q month=2026-11 metric=leads value=5 unit=north >/dev/null
	while IFS='|' read -r table key why; do
		exits 65 crm-conf drop "$table" "$key" -q -o verdict,reason -f json
		is "$out" "{\"verdict\":\"rejected\",\"reason\":\"$why\"}"
		finds "^$key " <<<"$(rows "$table" | tr ' ' '\n' | sed 's/$/ /')"
	done <<-'ROWS'
		stage|meeting|stage «meeting» is in use: leads 1, leads in the past 1, setting metric.meetings
		stage|qualified|stage «qualified» is in use: criterion c1, setting metric.qualified
		stage|contract|the only stage of kind won stays
		reason|price|reason «price» is in use: leads 1, programme return
		reason|stale|reason «stale» is in use: programme return
		reason|spam|crm-lead-add gives this reason itself: it stays
		manager|kim|manager «kim» is in use: leads 1, leads in the past 2, days of results 3, route r1
		manager|petrova|manager «petrova» is in use: tasks 1, absence petrova
		manager|orlova|manager «orlova» is in use: unit north
		unit|north|unit «north» is in use: manager ivanov, manager petrova, manager orlova, route r1, plan 2026-11
		source|site|source «site» is in use: leads 1
		source|expo|source «expo» is in use: leads 1
		source|ads|source «ads» is in use: route r1
		programme|return|programme «return» is in use: step return, step return, step return, step return
	ROWS
	crm-conf put stage -q stage=won2 pos=60 kind=won >/dev/null
	crm-conf put setting -q key=metric.contracts value=won2 >/dev/null
	exits 0 crm-conf drop stage contract -q
}

@test "the only stage stays" {
	crm-db init -q -d one.db >/dev/null
	crm-conf drop -d one.db -q setting metric.leads metric.qualified metric.meetings metric.bookings metric.contracts >/dev/null
	crm-conf drop -d one.db -q stage new qualified meeting booking >/dev/null
	exits 65 crm-conf drop -d one.db stage contract -q -o reason
	is "$out" 'reason
the only stage stays'
}

@test "several keys, bad ones among them; names, keys of two columns, keys on standard input" {
	exits 65 crm-conf drop reason 'Не наш клиент' prise wrong_number nothing_like -q -o verdict,reason
	is "$out" 'verdict,reason
done,
rejected,no reason «prise»: did you mean price?
done,
known,no reason «nothing_like»; reasons: existing spam shareholder duplicate price competitor no_answer timing mortgage_denied location changed_mind stale'
	printf 'list,value\nblocked,+79161112233\nblocked,bad@example.org\n' | crm-conf put list -q >/dev/null
	is "$(crm-conf drop list -q list=blocked value=bad@example.org -o verdict; crm-conf drop list -q list=blocked value=bad@example.org -o verdict)" 'verdict
done
verdict
known'
	crm-conf get list -q | crm-conf drop list - -q >/dev/null
	is "$(crm-conf get list)" 'list,value,note'
	printf 'source\ncall\nreferral\n' | crm-conf drop source -q -o verdict | sort -u | is "$(cat)" 'done
verdict'
	exits 64 crm-conf drop absence ivanov
	exits 65 crm-conf drop absence manager=ivanov
	exits 64 crm-conf drop
	exits 64 crm-conf drop stagecoach new
}

@test "a dry run and --atomic leave everything; a dropped setting has its default again" {
	exits 0 crm-conf drop -n source call -q
	finds 'call ' <<<"$(rows source)"
	exits 65 crm-conf drop --atomic -q source call site
	finds 'call ' <<<"$(rows source)"
	crm-conf put setting -q key=sla.callback value=5m >/dev/null
	crm-conf drop setting -q sla.callback >/dev/null
	crm-conf get setting >settings
	without sla.callback settings
	exits 0 crm-db check
}

@test "a manager put by mistake goes, and who comes after him has no share in anything" {
	crm-conf put manager -q manager=kimm name='Ким Олег' role=manager unit=east >/dev/null
	crm-conf drop manager -q kimm >/dev/null
	crm-conf put manager -q manager=lee role=manager >/dev/null
	is "$(crm-leads -q -m lee -o lead)" lead
	exits 64 crm-leads -q -u east
	exits 0 crm-db check
}
