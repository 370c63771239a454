#!/usr/bin/env bats
# crm-reasons: why leads end; scenarios of one's own.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-lead-add -q >/dev/null <<-CSV
		name,phone,source,manager,at,comment
		A,+79160000001,site,ivanov,2026-10-01,
		B,+79160000002,site,ivanov,2026-10-02,
		C,+79160000003,ads,petrova,2026-10-03,
		D,+79160000004,ads,petrova,2026-10-04,
		E,+79160000005,site,kim,2026-10-05,
		F,+79160000006,ads,kim,2026-10-06,
		A,+79160000001,ads,,2026-10-07,
		G,+79160000007,ads,,2026-10-08,Лучшее онлайн-казино
	CSV
	crm-lose 1 reason=price at=2026-10-20 -q >/dev/null
	crm-lose 2 reason=no_answer at=2026-11-02 -q >/dev/null
	crm-disqualify 3 reason=wrong_number at=2026-11-03 -q >/dev/null
	crm-disqualify 4 reason=wrong_number at=2026-11-04 -q >/dev/null
	crm-win 5 at=2026-11-05 -q >/dev/null
}

@test "each reason with its count and its share of the decided" {
	exits 0 crm-reasons
	is "$out" 'kind,reason,name,group,n,share,lo,hi
disqualify,wrong_number,Неверный номер,,2,0.2857,0.0822,0.6411
disqualify,duplicate,Дубль,,1,0.1429,0.0257,0.5131
disqualify,spam,Спам,,1,0.1429,0.0257,0.5131
lose,no_answer,Не отвечает,,1,0.1429,0.0257,0.5131
lose,price,Дорого,,1,0.1429,0.0257,0.5131'
	exits 0 crm-reasons -p 2026-11 -g manager -o group,reason,n,share
	is "$out" 'group,reason,n,share
ivanov,no_answer,1,1.0000
petrova,wrong_number,2,1.0000'
	exits 0 crm-reasons -g source,month -m ivanov -m kim -o group,reason,n,share
	is "$out" 'group,reason,n,share
ads/2026-10,duplicate,1,1.0000
site/2026-10,price,1,1.0000
site/2026-11,no_answer,1,0.5000'
	exits 0 crm-reasons -u south
	is "$out" kind,reason,name,group,n,share,lo,hi
}

@test "--ids: the very leads" {
	exits 0 crm-reasons --ids wrong_number
	is "$out" 'lead,client,manager,state,reason,source,decided_at
3,3,petrova,disqualified,wrong_number,ads,2026-11-03T00:00:00+03:00
4,4,petrova,disqualified,wrong_number,ads,2026-11-04T00:00:00+03:00'
	is "$(crm-reasons -g source --ids ads/duplicate -o lead)" 'lead
7'
	is "$(crm-reasons -g source --ids site/duplicate -o lead)" lead
	is "$(crm-reasons --ids wrong_number -p 2026-11-04 -o lead | crm-return -q - -o lead,verdict)" 'lead,verdict
4,done'
	exits 64 crm-reasons --ids wrong_numer
	[[ $err == *'did you mean wrong_number?'* ]]
	exits 64 crm-reasons extra
}

@test "as it stood, and as it was known" {
	is "$(crm-reasons -T 2026-11-02 -o reason,n)" 'reason,n
duplicate,1
spam,1
no_answer,1
price,1'
	CRM_NOW=2026-11-24T12:00:00+03:00 crm-undo 6 -q >/dev/null
	CRM_NOW=2026-11-24T12:00:00+03:00 crm-return 1 -q >/dev/null
	is "$(crm-reasons -o reason,n | grep -e wrong -e price)" wrong_number,1
	is "$(crm-reasons --known-at 2026-11-23T23:00 -o reason,n | grep -e wrong -e price)" 'wrong_number,2
price,1'
	is "$(crm-reasons -T 2026-12-01 -g manager)" "$(crm-reasons -g manager)"
}

@test "a scenario of one's own is used at once, and counted by manager and source" {
	crm-conf put reason reason=tenant name='Ищет аренду' kind=disqualify -q >/dev/null
	crm-conf put reason reason=moved name='Уехал' kind=lose reanimate=1 -q >/dev/null
	crm-lead-add -q >/dev/null <<-CSV
		name,phone,source,manager
		H,+79160000011,expo,kim
		I,+79160000012,expo,kim
		J,+79160000013,site,kim
	CSV
	is "$(crm-disqualify -q 9 10 reason=tenant -o verdict)" 'verdict
done
done'
	is "$(crm-lose -q 11 reason=moved -o verdict)" 'verdict
done'
	exits 65 crm-disqualify -q 6 reason=moved
	exits 65 crm-lose -q 6 reason=tenant
	is "$(crm-reasons -g manager,source -m kim -p 2026-11-23 -o kind,reason,name,group,n)" 'kind,reason,name,group,n
disqualify,tenant,Ищет аренду,kim/expo,2
lose,moved,Уехал,kim/site,1'
	is "$(crm-leads --reason tenant -o lead)" 'lead
9
10'
}

@test "nothing is written, and nothing decided is no error" {
	before=$(sqlite3 "$CRM_DB" .dump | sha256sum)
	chmod 400 "$CRM_DB"
	exits 0 crm-reasons -g source
	chmod 600 "$CRM_DB"
	is "$(sqlite3 "$CRM_DB" .dump | sha256sum)" "$before"
	crm-db -d empty.db init --pack realty -q >/dev/null
	exits 0 crm-reasons -d empty.db
	is "$out" kind,reason,name,group,n,share,lo,hi
}
