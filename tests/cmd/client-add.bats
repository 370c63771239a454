# crm-client-add: people who are no inquiry, and what becomes of theirs.
# shellcheck disable=SC2154 # out and err are set by exits
load helper
prepare_file() { staff; }

rows() { tail -n +2; }

@test "operands are one row; the same again is known, more of him is done" {
	exits 0 crm-client-add name='Иванов Иван' phone='8 916 123-45-67 доб. 5' role=Дольщик company='ООО «Ромашка»' Этаж=5
	is "$out" "$(printf 'row,client,verdict,reason,match\n1,1,added,,')"
	is "$err" "crm-client-add: read 1 = added 1 (batch 3)"
	is "$(sql 'SELECT new FROM event WHERE kind = 17')" \
		'{"name":"Иванов Иван","phone":"8 916 123-45-67 доб. 5","role":"shareholder","company":"ООО «Ромашка»","Этаж":"5","_phone":"79161234567","_ext":"5"}'
	is "$(sql 'SELECT client, name FROM client')|$(sql 'SELECT client, role FROM role')|$(sql 'SELECT phone, client, leads FROM phone')" \
		"1|Иванов Иван|1|shareholder|79161234567|1|1"
	exits 0 crm-client-add name='Иванов Иван' phone='+7 (916) 1234567' role=дольщик
	is "$(rows <<<"$out")" "1,1,known,,phone"
	exits 0 crm-client-add phone='+7 (916) 1234567' email=ivan@mail.example
	is "$(rows <<<"$out")" "1,1,done,,phone"
	exits 0 crm-client-add email=IVAN@mail.example name='Иванов И. И.'
	is "$(rows <<<"$out")" "1,1,done,,email"
	is "$(sql 'SELECT client, name FROM client')" "1|Иванов И. И."
	exits 0 crm-client-add client=1 role=-
	is "$(rows <<<"$out")" "1,1,done,,"
	is "$(sql 'SELECT count(*) FROM role')" 0
	exits 0 crm-client-add client=1 role=-
	is "$(rows <<<"$out")" "1,1,known,,"
	exits 0 crm-db check -q
}

@test "his number in another system, and the very same row, are his too; feeding a file twice adds nothing" {
	printf 'name,ext_id,source\nАнна,7,bitrix\nАнна,7,amo\nОлег,,\n' >people.csv
	exits 0 crm-client-add <people.csv
	is "$(rows <<<"$out" | cut -d, -f2,3 | tr '\n' ' ')" "1,added 2,added 3,added "
	exits 0 crm-client-add <people.csv
	is "$err" "crm-client-add: read 3 = known 3 (batch 4)"
	exits 0 crm-client-add -x ext_id=7 source=amo phone=89160000001
	is "$(rows <<<"$out")" "1,2,done,,"
	is "$(head -1 <<<"$err")" "row 1: done: the row says who it is"
	exits 0 crm-client-add ext_id=7 source=bitrix phone=89160000001 note=x
	is "$(rows <<<"$out")" "1,1,done,phone is that of client 2,"
	is "$(sql 'SELECT client, leads FROM phone')" "2|2"
	crm-undo 3 -q >/dev/null || true
	exits 0 crm-db check -q
}

@test "his role decides what his inquiry is, in the order of the lists: spam, shareholder, client; a partner's is a lead" {
	crm-client-add -q >/dev/null <<-'CSV'
		name,phone,role
		A,89160000001,blocked
		B,89160000002,shareholder
		C,89160000003,client
		D,89160000004,partner
		E,89160000005,
	CSV
	crm-conf put list list=blocked value=89160000002 -q >/dev/null
	crm-conf put list list=shareholder value=89160000003 -q >/dev/null
	crm-conf put list list=shareholder value=89160000001 -q >/dev/null
	printf '%s\n' phone 8916000000{1..5} >leads.csv
	exits 0 crm-lead-add <leads.csv
	is "$(rows <<<"$out" | cut -d, -f3,5 | tr '\n' ' ')" "spam,1 spam,2 shareholder,3 repeat,4 repeat,5 "
	crm-client-add client=4 role=client -q >/dev/null
	exits 0 crm-lead-add phone=89160000004 comment=снова -x
	is "$(rows <<<"$out" | cut -d, -f3)|$(head -1 <<<"$err")" "existing|row 1: existing: what crm-client-add said of him, the same phone"
	crm-conf put setting key=intake.won_client value=repeat -q >/dev/null
	exits 0 crm-lead-add phone=89160000004 comment=опять
	is "$(rows <<<"$out" | cut -d, -f3)" duplicate
	exits 0 crm-db check -q
}

@test "a tax number is a third way to know somebody; wrong check digits are a remark" {
	exits 0 crm-client-add name='Ромашка' inn='ИНН 7707083893'
	exits 0 crm-lead-add < <(printf 'имя;ИНН\nИз Ромашки;7707083893\n')
	is "$(rows <<<"$out")" "1,2,repeat,,1,,inn"
	exits 0 crm-lead-add name='Другой' inn=7707083894
	is "$(rows <<<"$out")" "1,3,added,inn: not a tax number: «7707083894»,3,,"
	is "$(sql 'SELECT inn, client, leads FROM inn')" "7707083893|1|2"
}

@test "what is no person is rejected, and says why" {
	exits 65 crm-client-add <<-'CSV'
		name,client,role
		A,9,client
		A,x,client
		A,,два слова
		,,client
	CSV
	is "$(rows <<<"$out")" "$(printf '%s\n' '1,,rejected,no client 9,' '2,,rejected,not a client number: «x»,' \
		'3,,rejected,"one word is expected, such as shareholder or blocked, not «два слова»",' '4,,rejected,needs at least one of: client name phone email inn ext_id,')"
	is "$(sql 'SELECT count(*) FROM client')" 0
}

@test "crm-undo takes a row back, unless somebody said more of him since" {
	crm-client-add name=A phone=89160000001 role=client -q >/dev/null
	crm-client-add phone=89160000001 role=blocked -q >/dev/null
	last=$(sql 'SELECT max(event) FROM event')
	exits 65 crm-undo 3
	is "$(rows <<<"$out" | cut -d, -f3,4)" "rejected,client 1 changed since: event $last (client.put) of batch 4; --with-later takes that back too"
	exits 0 crm-undo 4 -q
	is "$(sql 'SELECT role FROM role')|$(sql 'SELECT leads FROM phone')" "client|1"
	before=$(crm-db check --hash -o check,detail | grep hash)
	exits 0 crm-undo 3 -q
	is "$(sql 'SELECT count(*) FROM client')$(sql 'SELECT count(*) FROM phone')$(sql 'SELECT count(*) FROM role')" 000
	exits 0 crm-undo 6 -q
	is "$(crm-db check --hash -o check,detail | grep hash)" "$before"
	# his number is not given again
	exits 0 crm-client-add name=B -q
	is "$(rows <<<"$out" | cut -d, -f2)" 2
	exits 0 crm-db check -q
}
