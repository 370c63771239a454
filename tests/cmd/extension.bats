#!/usr/bin/env bats
# One phone and two extensions are two people unless the name agrees; a row that speaks of two clients says so.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() { staff; }

# who: client and match of each row; why: with the reason
who() { tail -n +2 "$1" | cut -d, -f5,7 | paste -s -d ' '; }
replays() { is "$(crm-db check -o check,result -f csv | tail -n 1)" replay,ok; }

office() {
	printf 'name,phone\nИванов Пётр,"+7 495 123-45-67 доб. 101"\nСидорова Анна,"+7 495 123-45-67 доб. 102"\n' | crm-lead-add -q >office.csv
}

@test "two extensions of one phone in one file are two people, and both are shown" {
	office
	is "$(cat office.csv)" 'row,lead,verdict,reason,client,manager,match
1,1,added,,1,,
2,2,added,phone not used: it is known with another extension,2,,'
	is "$(crm-dups -o keep,drop,level,score,reasons)" 'keep,drop,level,score,reasons
1,2,review,0.500,"phone +74951234567, extensions 101 and 102"'
	nothing "$(crm-dups --level certain | tail -n +2)"
	replays
}

@test "each is known again by his own extension, however it is written" {
	office
	printf 'name,phone,comment\nПётр,8 (495) 123-45-67 #101,a\n,+74951234567 ext. 102,b\nАнна,"84951234567,доб.102",c\n' | crm-lead-add -q >again.csv
	is "$(who again.csv)" '1,phone 2,phone 2,phone'
	replays
}

@test "another extension under the same name is the same person" {
	office
	printf 'name,phone\nСидорова Анна,+7 495 123-45-67 доб. 103\nАнна Сидорова,+7 495 123-45-67 доб. 104\nПётр Иванов,+7 495 123-45-67 доб. 105\n' | crm-lead-add -q >again.csv
	is "$(who again.csv)" '2,phone name 2,phone name 1,phone name'
	printf 'name,phone,comment\nКто-то,+7 495 123-45-67 доб. 104,a\n' | crm-lead-add -q >again.csv
	is "$(who again.csv)" 2,phone
	replays
}

@test "row by row it is as in one file; without an extension nothing is told apart" {
	crm-lead-add -q name='Иванов Пётр' phone='+7 495 123-45-67 доб. 101' >a.csv
	crm-lead-add -q name='Сидорова Анна' phone='+7 495 123-45-67 доб. 102' >b.csv
	crm-lead-add -q name='Кто-то' phone='+7 495 123-45-67' >c.csv
	is "$(who a.csv) $(who b.csv) $(who c.csv)" '1, 2, 1,phone'
	crm-lead-add -q name='Первый' phone='+7 495 765-43-21' >a.csv
	crm-lead-add -q name='Второй' phone='+7 495 765-43-21 доб. 7' >b.csv
	is "$(who a.csv) $(who b.csv)" '4, 4,phone'
	replays
}

@test "an address of his own tells who it is even so" {
	office
	crm-lead-add -q name='А. Сидорова' phone=+79160000001 email=anna@mail.example >a.csv
	crm-lead-add -q name='Анна' phone='+7 495 123-45-67 доб. 109' email=anna@mail.example >b.csv
	is "$(who b.csv)" 3,email
	replays
}

@test "taken back, the extension is nobody's again" {
	office
	before=$(crm-db check --hash -f tsv | tail -n 1)
	crm-lead-add -q name='Третий' phone='+7 495 123-45-67 доб. 103' >c.csv
	crm-lead-add -q name='Четвёртый' phone='+7 495 123-45-67 доб. 103' comment=x >d.csv
	is "$(who c.csv) $(who d.csv)" '3, 3,phone'
	crm-undo -q --with-later "$(crm-log kind=lead.created -o batch -f csv | tail -n 2 | head -n 1)" >undone.csv
	is "$(crm-db check --hash -f tsv | tail -n 1)" "$before"
	crm-lead-add -q name='Пятый' phone='+7 495 123-45-67 доб. 103' >e.csv
	is "$(who e.csv)" 5,
	replays
}

@test "a client by phone and another by e-mail: both are named on the row, and shown" {
	crm-lead-add -q name=Ольга phone=89160000001 email=o@mail.example >a.csv
	crm-lead-add -q name=Павел phone=89160000002 email=p@mail.example >b.csv
	is "$(crm-lead-add -q name=Ольга phone=89160000001 email=p@mail.example -o client,match,reason)" 'client,match,reason
1,phone:1 email:2,by its e-mail it is client 2: crm-dups shows both'
	is "$(crm-dups -o keep,drop | tail -n +2)" 1,2
	is "$(crm-lead-add -q --lang ru name=Павел phone=89160000002 email=o@mail.example -o match,reason)" 'match,reason
phone:2 email:1,по e-mail это клиент 1: crm-dups покажет обоих'
	# Merged they are one, and nothing is told.
	crm-merge -q keep=1 drop=2 >merged.csv
	is "$(crm-lead-add -q name=Ольга phone=89160000001 email=p@mail.example comment=x -o match,reason)" 'match,reason
phone email,'
	replays
}

@test "two clients in one file, by tax number too" {
	printf 'name,phone,inn,email\nА,89160000001,7707083893,\nБ,89160000002,,b@mail.example\nВ,89160000001,,b@mail.example\nГ,89160000002,7707083893,\n' |
		crm-lead-add -q >rows.csv
	is "$(tail -n +4 rows.csv | cut -d, -f4,5,7)" 'by its e-mail it is client 2: crm-dups shows both,1,phone:1 email:2
by its tax number it is client 1: crm-dups shows both,2,phone:2 inn:1'
	replays
}

@test "a household that shares a phone with no extension is as before" {
	printf 'name,phone\nМуж,+7 495 123-45-67\nЖена,+7 495 123-45-67\n' | crm-lead-add -q >rows.csv
	is "$(who rows.csv)" '1, 1,phone'
	replays
}
