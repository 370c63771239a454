#!/usr/bin/env bats
# --excel: what a Russian spreadsheet shows right, and what comes back from it
load helper
prepare_file() {
	staff
	crm-lead-add -q >/dev/null <<-'CSV'
		name,phone,amount,manager,at,comment
		Анна,89160000001,1250000.5,kim,2026-11-02 10:00,=1+1
		Bob,+12125550101,,kim,2026-11-02 10:00:07,
		Hans,+491701234567,7,,2026-11-03,
		Вася,+375291234567,,,2026-11-04 00:05,
	CSV
}
plain() { tr -d '\r' | sed '1s/^\xef\xbb\xbf//'; }

@test "headings in the language, days and times, phones that nobody takes for a number or a formula" {
	is "$(crm-leads --excel --lang ru -o lead,client,name,phone,amount,manager,created_at | plain)" \
		'лид;№ клиента;имя;телефон;сумма;менеджер;пришёл
1;1;Анна;(+7) 916 000-00-01;1250000,50;kim;02.11.2026 10:00
2;2;Bob;(+1) 212 555-01-01;;kim;02.11.2026 10:00:07
3;3;Hans;(+49) 170 123-45-67;7,00;;03.11.2026 00:00
4;4;Вася;(+375) 29 1234567;;;04.11.2026 00:05'
	is "$(crm-leads --excel --lang en -o lead,created_at | plain | head -2)" 'lead;created_at
1;02.11.2026 10:00'
	is "$(crm-kpi-daily --excel --lang ru -o day,metric | plain | sed -n 1,2p)" 'день;показатель
23.11.2026;leads'
	is "$(crm-funnel --excel --lang en -p 2026-11 -o from,to,stage | plain | sed -n 2p)" '01.11.2026;01.12.2026;new'
	# other formats are for programs
	is "$(crm-leads -f csv --lang ru -o lead,phone | sed -n 1,2p)" 'lead,phone
1,+79160000001'
}

@test "the spreadsheet's file comes back as the same leads" {
	crm-db -d back.db init -q --pack realty >/dev/null
	crm-conf get manager | crm-conf -d back.db put -q manager >/dev/null
	for lang in ru en; do
		crm-leads --excel --lang $lang >$lang.csv
		exits 0 crm-lead-add -d back.db <$lang.csv
		is "$(crm-leads -d back.db -o name,phone,amount,manager,created_at | tail -n 4)" "$(crm-leads -o name,phone,amount,manager,created_at | tail -n +2)"
	done
}

@test "rejects of a run for a spreadsheet are a file of the same kind, and go in again" {
	exits 65 crm-lead-add --excel -r rejects.csv <<-'CSV'
		Имя,Телефон,Менеджер
		=Ева,+79160000011,никто
		007,89160000012,никто
		Пётр,89160000013,kim
	CSV
	is "$(head -c 3 rejects.csv | od -An -tx1)" ' ef bb bf'
	is "$(plain <rejects.csv | cut -d';' -f1-3)" "Имя;Телефон;Менеджер
'=Ева;(+7) 916 000-00-11;никто
'007;89160000012;никто"
	sed -i 's/никто/kim/' rejects.csv
	exits 0 crm-lead-add <rejects.csv
	is "$(crm-leads -o name,phone | tail -2)" '=Ева,+79160000011
007,+79160000012'
}
