#!/usr/bin/env bats
# crm-find: whom do these digits, this address, these words mean?
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-lead-add -q >/dev/null <<-'CSV'
		ext_id,name,phone,email,source,company,comment,manager,at
		A1,Иванов Иван,8 (916) 123-45-67,ivan.petrov@mail.example,site,,Спрашивал про скидки и ипотеку,ivanov,2026-11-01
		A2,Пётр Ёлкин,+7 495 111-22-33 доб. 15,,site,ООО «Ромашка»,Ждёт звонка,kim,2026-11-02
		A3,Иванова Мария,89031234567,maria@romashka.example,call,,"Кавычки: "" OR NEAR(x) *",ivanov,2026-11-03
		A4,Иванов Пётр,+375 29 123-45-67,,call,,Moved to another apartment,,2026-11-04
		A5,Щукин Юлий,+7 911 000 00 05,yu@box.example,site,,,petrova,2026-11-05
		A6,,+7 911 000 00 06,,site,,Ипотека и рассрочка,,2026-11-06
	CSV
}

# hits WORDS...: lead, score of each row
hits() { crm-find -o kind,lead,score "$@" | tail -n +2 | tr '\n' ' '; }

@test "a phone in any spelling, the whole of it" {
	for phone in 89161234567 '8 (916) 123-45-67' +79161234567 '+7 916 123 45 67' tel:+7-916-123-45-67; do
		is "$(hits "$phone")" 'client,1,100 '
	done
	is "$(hits 8 916 123 45 67)" 'client,1,100 '
	is "$(hits '8 495 111 22 33 доб. 15')" 'client,2,100 '
	is "$(hits +375291234567)" 'client,4,100 '
	is "$(crm-find -o lead,phone,match 89161234567 | tail -1)" '1,+79161234567,+79161234567'
}

@test "the last digits of a phone, four to ten" {
	is "$(hits 4567)" 'client,4,90 client,3,90 client,1,90 '
	is "$(hits 234567)" 'client,4,90 client,3,90 client,1,90 '
	is "$(hits 123-45-67)" 'client,4,90 client,3,90 client,1,90 '
	is "$(hits 12 34 567)" 'client,4,90 client,3,90 client,1,90 '
	is "$(hits 61234567)" 'client,1,90 '
	is "$(hits 4567 мария)" 'client,3,90 '
	nothing "$(hits 567)"
	is "$(hits '45 67')" 'client,4,90 client,3,90 client,1,90 '
	is "$(hits 123 4567)" 'client,4,90 client,3,90 client,1,90 '
}

@test "words beside a number count, also in one operand with it" {
	is "$(hits 'иванов 8 916 123 45 67')" 'client,1,100 '
	nothing "$(hits 'белова 8 916 123 45 67')"
	is "$(hits '89161234567 ivan.petrov@mail.example')" 'client,1,100 '
	nothing "$(hits '89161234567 maria@romashka.example')"
	is "$(hits 'тел. 8 916 123 45 67')" 'client,1,100 '
	crm-touch-add -q 6 kind=note text='договор 2017 2018' >/dev/null
	is "$(hits '2017 2018')" 'note,6,60 '
}

@test "an address, its beginning, a word of it" {
	is "$(hits ivan.petrov@mail.example)" 'client,1,100 '
	is "$(hits IVAN.PETROV@MAIL.EXAMPLE)" 'client,1,100 '
	is "$(hits ivan.pet@)" 'client,1,60 '
	is "$(hits ivan.petrov@ma)" 'client,1,85 '
	is "$(hits @romashka)" 'client,3,60 '
	is "$(hits romashka.example)" 'client,3,30 '
	is "$(crm-find -o match @romashka | tail -1)" 'maria@romashka.example'
}

@test "words in their forms, Russian and English; ё is е" {
	is "$(hits скидка)" 'lead,1,60 '
	is "$(hits Скидок)" 'lead,1,60 '
	is "$(hits ипотекой)" 'lead,6,60 lead,1,60 '
	is "$(hits звонок)" 'lead,2,60 '
	is "$(hits apartments)" 'lead,4,60 '
	is "$(hits ёлкин)" 'client,2,80 '
	is "$(hits Елкин)" 'client,2,80 '
	is "$(hits ромашки)" 'lead,2,60 '
}

@test "several words are all wanted, wherever they stand in a lead" {
	is "$(hits иванов ипотека)" 'lead,1,60 '
	is "$(hits 'ипотека иванов')" 'lead,1,60 '
	is "$(hits ипотека рассрочка)" 'lead,6,60 '
	nothing "$(hits иванов рассрочка)"
	is "$(hits 89161234567 ипотека)" 'client,1,100 '
	nothing "$(hits 89161234567 рассрочка)"
	is "$(hits 89161234567 ivan.petrov@mail.example)" 'client,1,100 '
	nothing "$(hits 89161234567 maria@romashka.example)"
}

@test "a name: the whole of it first, names are not stemmed, then what begins so" {
	is "$(hits иванов)" 'client,4,80 client,1,80 client,3,50 '
	is "$(hits иванов иван)" 'client,1,85 client,4,50 client,3,50 '
	is "$(hits пётр)" 'client,4,80 client,2,80 '
	is "$(hits иван)" 'client,1,80 client,4,50 client,3,50 '
}

@test "the other keyboard layout, other letters, a typing error" {
	is "$(hits bdfyjd)" 'client,4,40 client,1,40 '
	is "$(hits ivanov)" 'client,4,40 client,1,40 '
	is "$(hits shchukin)" 'client,5,40 '
	is "$(hits Yuliy)" 'client,5,40 '
	is "$(hits иванво)" 'client,4,20 client,1,20 '
	is "$(hits ивонов)" 'client,4,20 client,1,20 '
	is "$(hits щукнин)" 'client,5,20 '
	is "$(hits щкин)" 'client,5,20 '
	nothing "$(hits ифанво)"
	is "$(hits 'bgjntrf')" 'lead,6,30 lead,1,30 '
	nothing "$(hits ljrbq)"
}

@test "an open lead goes before others, the newest first" {
	crm-lose -q 4 reason=price >/dev/null
	is "$(hits иванов)" 'client,1,80 client,4,80 client,3,50 '
	is "$(hits 4567)" 'client,3,90 client,1,90 client,4,90 '
}

@test "notes, tasks and what is said at a step are found, and by their own numbers" {
	touch=$(crm-touch-add -q 5 kind=call text='Хочет парковку у дома' -o touch | tail -1)
	task=$(crm-task-add -q lead=5 kind=call due=2026-11-25 text='Уточнить про кладовку' -o task | tail -1)
	crm-lose -q 5 reason=price note='Нашёл дешевле у конкурентов' >/dev/null
	note=$(sql "SELECT event FROM event WHERE json_extract(new, '\$.reason') = 'price' ORDER BY event DESC LIMIT 1")
	is "$(crm-find -o kind,id,lead,state,match парковок | tail -n +2)" "note,$touch,5,lost,Хочет парковку у дома"
	crm-touch-add -q 5 kind=call text="$(printf 'очень много слов %.0s' {1..20}) и наконец веранда $(printf 'и ещё слова %.0s' {1..20})" >/dev/null
	is "$(crm-find -o match веранда | tail -1)" '…наконец веранда и ещё слова и ещё слова и ещё слова и ещё слова и ещё слова и ещ…'
	is "$(crm-find -o kind,id,lead,match кладовка | tail -n +2)" "task,$task,5,Уточнить про кладовку"
	is "$(crm-find -o kind,id,lead,match конкуренты | tail -n +2)" "note,$note,5,Нашёл дешевле у конкурентов"
}

@test "a client found by name is one row, with the lead that matters most" {
	crm-lead-add -q name='Иванов Иван' phone=89161234567 comment='Ещё раз' at=2026-11-20 >/dev/null
	crm-lead-add -q name='Щукин Ю.' phone='+7 911 000 00 05' project='Речной' at=2026-11-21 >/dev/null
	is "$(hits 89110000005)" "client,5,100 "
	is "$(crm-find -o id,lead,client,name,phone,email,manager,stage,state щукин | tail -n +2)" \
		'5,5,5,Щукин Юлий,+79110000005,yu@box.example,petrova,new,open'
}

@test "the columns and the header without rows" {
	is "$(crm-find такого-здесь-нет)" 'kind,id,lead,client,name,phone,email,manager,stage,state,score,match'
	exits 0 crm-find такого-здесь-нет
	is "$(crm-find Елкин | tail -1)" 'client,2,2,2,Пётр Ёлкин,+74951112233,,kim,new,open,80,Пётр Ёлкин'
}

@test "filters and the limit" {
	is "$(hits -m ivanov 4567)" 'client,3,90 client,1,90 '
	nothing "$(hits -u south 4567)"
	is "$(hits -u south звонок)" 'lead,2,60 '
	is "$(hits --limit 1 4567)" 'client,4,90 '
	exits 64 crm-find --limit 0 x
	exits 64 crm-find --limit 1x x
	exits 64 crm-find
	exits 64 crm-find -p today x
	exits 64 crm-find -T 2026-11-01 x
	exits 64 crm-find $(seq 1000 1099 | sed 's/^/a/')
}

@test "nothing that is typed becomes an operator" {
	for word in '"' '*' 'a"b' '""' 'NEAR(a b)' 'a OR b' 'NOT' 'AND' '^a' 'a:b' '{a}' '(' ')' '-5' '+' "'" ';' '%' '_' '\' 'a*' '=иванов' '~x' '@' \
		'text:иванов' $'\xff\xfe' $'a\tb' "'; DROP TABLE doc; --" '💥' '﻿'; do
		exits 0 crm-find -- "$word"
		is "$(head -1 <<<"$out")" 'kind,id,lead,client,name,phone,email,manager,stage,state,score,match'
	done
	is "$(hits 'OR')" 'lead,3,60 '
	is "$(hits 'NEAR(x)')" 'lead,3,60 '
	is "$(hits '"иванов"')" "$(hits иванов)"
	is "$(hits '=иванов')" "$(hits иванов)"
	nothing "$(hits "$(printf 'ж%.0s' {1..5000})")"
}

@test "-x says by which way" {
	exits 0 crm-find -x --lang en -o lead bdfyjd
	is "$err" 'client 4, score 40: «bdfyjd» is «иванов»: in other letters or with the other keyboard layout
client 1, score 40: «bdfyjd» is «иванов»: in other letters or with the other keyboard layout'
	exits 0 crm-find -x --lang en -o lead 61234567
	is "$err" 'client 1, score 90: «61234567» is +79161234567'
}

@test "the index stands beside the database, and follows it" {
	is "$(hits скидка)" 'lead,1,60 '
	is "$(stat -c %a "$CRM_DB-find")" 600
	crm-lead-add -q name='Новый Человек' phone=+79990001122 comment='тоже скидка' >/dev/null
	is "$(hits скидка)" 'lead,7,60 lead,1,60 '
	batch=$(sql 'SELECT max(batch) FROM batch')
	crm-undo -q "$batch" >/dev/null
	is "$(hits скидка)" 'lead,1,60 '
	nothing "$(hits +79990001122)"
	nothing "$(hits человек)"
	crm-undo -q "$(sql 'SELECT max(batch) FROM batch')" >/dev/null
	is "$(hits скидка)" 'lead,7,60 lead,1,60 '
}

@test "a touch that is taken back is not found" {
	crm-touch-add -q 5 kind=call text='Про лоджию' >/dev/null
	is "$(hits лоджия)" 'note,5,60 '
	crm-undo -q "$(sql 'SELECT max(batch) FROM batch')" >/dev/null
	nothing "$(hits лоджия)"
}

@test "whoever was put by himself is found too" {
	crm-client-add -q name='Фролов Фёдор' phone='+7 999 111 22 44' comment='встретил на выставке' >/dev/null
	id=$(sql 'SELECT max(client) FROM client')
	is "$(crm-find -o kind,id,lead,client,name,phone фролов | tail -n +2)" "client,$id,,$id,Фролов Фёдор,+79991112244"
	is "$(hits 2244)" 'client,,90 '
	is "$(hits выставка)" 'lead,,60 '
	nothing "$(hits -m kim фролов)"
}

@test "a merged client is found by all that was his, as the one he is" {
	is "$(hits 89161234567)" 'client,1,100 '
	crm-merge -q drop=4 keep=1 >/dev/null
	is "$(crm-find -o id,client,name +375291234567 | tail -n +2)" '1,1,Иванов Иван'
	is "$(crm-find -o id,lead иванов | tail -n +2)" "1,4
3,3"
	crm-merge -q --split drop=4 >/dev/null
	is "$(crm-find -o id,client,name +375291234567 | tail -n +2)" '4,4,Иванов Пётр'
	is "$(hits иванов)" 'client,4,80 client,1,80 client,3,50 '
}

@test "what was noted when clients were merged, parted or told apart is found" {
	crm-merge -q drop=4 keep=1 note='Подтвердил консьерж' >/dev/null
	crm-merge -q --refuse keep=1 3 note='Однофамильцы' >/dev/null
	is "$(crm-find -o kind,client,match консьержи | tail -n +2)" 'note,1,Подтвердил консьерж'
	is "$(crm-find -o kind,client,match однофамильцам | tail -n +2)" 'note,1,Однофамильцы'
	crm-merge -q --split drop=4 note='Всё же дядя' >/dev/null
	is "$(crm-find -o kind,client,match дядя | tail -n +2)" 'note,4,Всё же дядя'
	batch=$(sql 'SELECT max(batch) FROM batch')
	crm-undo -q "$batch" >/dev/null
	nothing "$(crm-find -o kind,client,match дядя | tail -n +2)"
	# an index made before these notes were read is made anew
	sqlite3 "$CRM_DB-find" 'DELETE FROM doc; PRAGMA user_version = 1'
	is "$(crm-find -o kind,client,match консьержи | tail -n +2)" 'note,1,Подтвердил консьерж'
}

@test "a restored backup, another history: the index is made anew" {
	crm-db backup copy.db >/dev/null
	crm-lead-add -q name='Первый Один' phone=+79990000001 >/dev/null
	is "$(hits первый)" 'client,7,80 '
	crm-db restore --force copy.db >/dev/null
	nothing "$(hits первый)"
	crm-lead-add -q name='Второй Два' phone=+79990000002 >/dev/null
	nothing "$(hits первый)"
	is "$(hits второй)" 'client,7,80 '
	crm-db backup other.db >/dev/null
	crm-db restore --force copy.db >/dev/null
	crm-lead-add -q name='Третий Три' phone=+79990000003 >/dev/null
	nothing "$(hits второй)"
	is "$(hits третий)" 'client,7,80 '
}

@test "to delete the index is safe; a foreign file of its name is left alone" {
	is "$(hits скидка)" 'lead,1,60 '
	rm "$CRM_DB-find"
	is "$(hits скидка)" 'lead,1,60 '
	echo hello >"$CRM_DB-find"
	exits 74 crm-find скидка
	grep -q 'remove it' <<<"$err"
	is "$(cat "$CRM_DB-find")" hello
	rm "$CRM_DB-find"
	sqlite3 "$CRM_DB-find" 'CREATE TABLE mine (a)'
	exits 78 crm-find скидка
	is "$(sqlite3 "$CRM_DB-find" .tables)" mine
	rm "$CRM_DB-find"
	ln -s /dev/null "$CRM_DB-find"
	exits 78 crm-find скидка
}

@test "--refresh brings it up to date, and prints the header" {
	exits 0 crm-find --refresh
	is "$out" 'kind,id,lead,client,name,phone,email,manager,stage,state,score,match'
	is "$(sqlite3 "$CRM_DB-find" 'SELECT event FROM state')" "$(sql 'SELECT max(event) FROM event')"
	exits 64 crm-find --refresh x
}

@test "--route: whose is this call" {
	printf 'manager,extension\nivanov,101\nkim,102\n' | crm-conf put manager -q >/dev/null
	is "$(crm-find --route '8 (916) 123-45-67')" 'client,name,manager,extension,phone
1,Иванов Иван,ivanov,101,+79161234567'
	is "$(crm-find --route +74951112233 -o manager,extension | tail -1)" kim,102
	is "$(crm-find --route +79990009988)" client,name,manager,extension,phone
	is "$(crm-find --route +375291234567 | tail -1)" '4,Иванов Пётр,,,+375291234567'
	crm-merge -q drop=4 keep=1 >/dev/null
	is "$(crm-find --route +375291234567 | tail -1)" '1,Иванов Иван,ivanov,101,+375291234567'
	[ ! -e "$CRM_DB-find" ]
	# an exchange asks for whoever calls: a hidden number, one of its own
	for caller in '' anonymous 12; do
		exits 0 crm-find --route "$caller"
		is "$out$err" "client,name,manager,extension,phonecrm-find: not a phone number: «$caller»"
		is "$(crm-find -q --route "$caller" 2>&1)" client,name,manager,extension,phone
	done
	exits 64 crm-find --route +74951112233 x
}

@test "the beginning of a phone, in any spelling of the country" {
	for begun in 8916 8916123 '8 916 12' '8(916)123-4' +7916123 '+7 916 12' 7916123 916123 '8 916 123 45 6'; do
		is "$(hits "$begun")" 'client,1,85 '
	done
	is "$(hits '+375 29')" 'client,4,85 '
	is "$(hits 8911)" 'client,6,85 client,5,85 '
	is "$(crm-find -o lead,phone,match 8916123 | tail -1)" '1,+79161234567,+79161234567'
	# the end of one stands before
	is "$(hits 4567)" 'client,4,90 client,3,90 client,1,90 '
	nothing "$(hits +8916123)"
	nothing "$(hits 8999)"
	crm-conf put setting key=country value=BY -q >/dev/null
	is "$(hits 8029123)" 'client,4,85 '
	is "$(hits 29123)" 'client,4,85 '
}

@test "a first name by its short forms, both ways and in Latin letters" {
	for name in Наталья Александр Александра Natalia Алексей Мария Евгения Дмитрий Екатерина Вячеслав; do
		crm-lead-add -q name="$name Короленко" phone=8917000$((1000 + i++)) >/dev/null
	done
	named() { crm-find -o name "$@" | tail -n +2 | cut -d' ' -f1 | LC_ALL=C sort | tr '\n' ' '; }
	is "$(named Наташа)" "Natalia Наталья "
	is "$(named натали короленко)" "Natalia Наталья "
	is "$(named Natasha)" "Natalia Наталья "
	is "$(named Саша)" "Александр Александра "
	is "$(named sasha короленко)" "Александр Александра "
	is "$(named Лёша)" "Алексей "
	is "$(named ЛЕША)" "Алексей "
	is "$(named Катюша)" "Екатерина "
	is "$(named Женя Короленко)" "Евгения "
	is "$(named Слава)" "Вячеслав "
	crm-lead-add -q name='Маша Котова' phone=89170009999 >/dev/null
	is "$(named Мария Котова)" "Маша "
	is "$(crm-find -o score,match Маша | tail -n +2)" "80,Маша Котова
40,Мария Короленко
40,Иванова Мария"
	# of a first name, and not of any word
	nothing "$(named Саша Щукин)"
	is "$(crm-client катя -o name | tail -1)" "Екатерина Короленко"
}

@test "the table of short forms is the department's: more of them, none, a broken one" {
	cp -r "$root/share" share
	export CRM_SHARE=$PWD/share
	crm-lead-add -q name='Акулина Серая' phone=89170000001 >/dev/null
	nothing "$(hits Куля)"
	echo 'Акулина,Куля' >>share/names/diminutives.csv
	is "$(hits Куля)" 'client,7,40 '
	printf 'name,short\n"Акулина\n' >share/names/diminutives.csv
	exits 78 crm-find Акулина
	[[ $err == *"diminutives.csv"* ]]
	rm share/names/diminutives.csv
	is "$(hits Акулина)" 'client,7,80 '
}
