# Who is who: a second implementation, and what must hold whatever happened.
load helper
prepare_file() { staff; }

@test "random inquiries, people, merges, splits, refusals and undos: the tables are what a second implementation makes of the journal" {
	exits 0 python3 "$BATS_TEST_DIRNAME/identity.py" 1 "$(fewer 150 60)"
	mv crm.db first.db
	crm-db init --pack realty -q >/dev/null
	staff
	exits 0 python3 "$BATS_TEST_DIRNAME/identity.py" 2 "$(fewer 150 60)"
	exits 0 crm-db check -q
}

verdicts() { cut -d, -f"${1:-1-4}" | tail -n +2; }

@test "a phone of twenty records names nobody by itself: only with the name of who has it, or of who came by it before" {
	for k in $(seq 20); do echo "Гость $k,8 916 000-00-01,$k"; done | sed '1i name,phone,comment' >hotel.csv
	exits 0 crm-lead-add -q <hotel.csv
	is "$(verdicts 5 <<<"$out" | sort -u)" 1
	is "$(sql 'SELECT phone, client, leads FROM phone')" "79160000001|1|20"
	exits 0 crm-lead-add -q <<-'CSV'
		name,phone,email,comment
		Котов Олег Ильич,8 916 000-00-01,,a
		олег котов,8 916 000-00-01,,b
		Гость 1,8 916 000-00-01,,c
		Котова Олег,8 916 000-00-01,,d
		,8 916 000-00-01,,e
		Котов Олег,8 916 000-00-02,kot@mail.example,f
		Кто-то,8 916 000-00-01,kot@mail.example,g
	CSV
	is "$(verdicts 3-7 <<<"$out")" "$(printf '%s\n' 'added,phone not used: 20 records share it,21,,' 'duplicate,,21,,phone name' 'duplicate,,1,,phone name' \
		'added,phone not used: 23 records share it,24,,' 'added,phone not used: 24 records share it,25,,' 'added,,26,,' \
		'duplicate,phone not used: 25 records share it,26,,email')"
	# the same whether the names came in one file or row by row
	exits 0 crm-lead-add -q -x name='Кто то' phone=+79160000001
	is "$(verdicts 3,5,7 <<<"$out")|$(head -1 <<<"$err")" "duplicate,26,phone name|row 1: duplicate: the same name at a shared phone or address"
	exits 0 crm-client-add -q name='Новый Человек' phone=+79160000001
	is "$(verdicts 2-4 <<<"$out")" "29,added,phone not used: 27 records share it"
	crm-conf put setting key=intake.shared_limit value=0 -q >/dev/null
	exits 0 crm-lead-add -q name='Ещё один' phone=+79160000001
	is "$(verdicts 5,7 <<<"$out")" "1,phone"
	exits 0 crm-db check -q
}

@test "addresses of one box, if the department wants to know: the event keeps both, and the setting may change at any time" {
	exits 0 crm-lead-add -q name=A email=ivan.petrov@ya.ru
	crm-conf put setting key=intake.email_aliases value=1 -q >/dev/null
	exits 0 crm-lead-add -q <<-'CSV'
		name,email,at
		A,ivan.petrov@ya.ru,2026-11-01
		B,Ivan-Petrov+flats@yandex.com,2026-11-02
		C,i.v.a.n@gmail.com,2026-11-03
		D,ivan+x@googlemail.com,2026-11-04
		E,first.last+tag@mail.example,2026-11-05
		F,first.last@mail.example,2026-11-06
		G,firstlast@mail.example,2026-11-07
	CSV
	is "$(verdicts 5 <<<"$out" | tr '\n' ' ')" "1 1 4 4 6 6 8 "
	is "$(sql "SELECT new FROM event WHERE lead = 3 AND kind = 1" | grep -o '"email".*' | cut -d, -f1,2)" \
		'"email":"Ivan-Petrov+flats@yandex.com","_email":"ivan-petrov@yandex.ru"'
	crm-conf put setting key=intake.email_aliases value=0 -q >/dev/null
	exits 0 crm-lead-add -q <<-'CSV'
		name,email,at
		A,IVAN.petrov@ya.ru,2026-11-11
		B,ivan-petrov+flats@yandex.com,2026-11-12
		B,ivan.petrov@yandex.ru,2026-11-13
	CSV
	is "$(verdicts 5 <<<"$out" | tr '\n' ' ')" "1 1 11 "
	exits 0 crm-db check -q
}

@test "an extension is kept apart from the number; a manager who has left gets nothing" {
	exits 0 crm-lead-add -q name=A phone='+7 (495) 123-45-67, доб. 12'
	is "$(sql 'SELECT new FROM event WHERE lead = 1')" '{"name":"A","phone":"+7 (495) 123-45-67, доб. 12","_phone":"74951234567","_ext":"12"}'
	crm-conf put manager manager=kim left=2026-11-20 -q >/dev/null
	exits 0 crm-lead-add -q name=B phone=89160000002 manager=kim
	is "$(verdicts 2-6 <<<"$out")" "2,added,kim left on 2026-11-20: nobody has it,2,"
}

@test "a repeat that names another manager takes nobody's client, in one file as row by row" {
	printf '%s\n' at,name,phone,manager 2026-11-01,A,89160000001,kim 2026-11-02,A,89160000001,ivanov 2026-11-03,A,89160000001, >rows.csv
	exits 0 crm-lead-add -q <rows.csv
	is "$(verdicts 6 <<<"$out" | tr '\n' ' ')" "kim ivanov kim "
	hash=$(crm-db check --hash)
	rm -f crm.db*
	crm-db init --pack realty -q >/dev/null
	staff
	for k in 2 3 4; do sed -n "1p;${k}p" rows.csv | crm-lead-add -q >/dev/null; done
	is "$(crm-db check --hash)" "$hash"
}
