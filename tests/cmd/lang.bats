#!/usr/bin/env bats
# Russian and English: messages and headings change, column names and data never do.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-lead-add name='Пётр Волков' phone='8 916 000-00-01' source=site manager=kim -q >/dev/null
	crm-task-add 1 kind=call due=+1d -q >/dev/null
}

@test "--lang ru: headings of tables, messages, help" {
	exits 0 crm-leads --lang ru -f table -o lead,name,stage,manager,last_touch
	is "$out" "лид  имя          стадия  менеджер  последнее касание
  1  Пётр Волков  Новый   Ким Олег"
	exits 65 crm-lose --lang ru 1 reason=prise -q -o verdict,reason
	is "$out" "verdict,reason
rejected,\"нет причины проигрыша «prise»; может быть, price? причины: price competitor no_answer timing mortgage_denied location changed_mind stale\""
	is "$err" "crm-lose: запись 1, столбец reason: нет причины проигрыша «prise»; может быть, price? причины: price competitor no_answer timing mortgage_denied location changed_mind stale"
	exits 64 crm-lose --lang ru --dry-rum
	is "$err" "crm-lose: нет ключа --dry-rum; может быть, --dry-run?"
	exits 0 crm-win --lang ru --help
	[[ $out == "вызов: crm-win "*"столбцы на входе: lead+ "*"ключи:"* ]]
	exits 0 crm-win --help --lang ru
	[[ $out == "вызов: crm-win "* ]]
	exits 64 crm-lose --dry-rum --lang=ru
	is "$err" "crm-lose: нет ключа --dry-rum; может быть, --dry-run?"
	exits 0 crm-leads 1 --lang ru -f table -o lead -- 1
	is "$out" "$(printf 'лид\n  1')"
	exits 0 crm --lang ru
	[[ $out == "Приём"*"crm-lead-add    Принять обращения"* ]]
}

@test "the sum line is in the language of messages; the verdicts of csv and what is kept with the batch are data" {
	exits 0 crm-touch-add --lang ru 1 kind=call
	is "$err" "crm-touch-add: прочитано 1 = сделано 1 (пакет 5)"
	is "$(cut -d, -f3 <<<"$out")" "$(printf 'verdict\ndone')"
	is "$(sql 'SELECT counts FROM batch WHERE batch = 5')" 'read 1 = done 1'
	CRM_LANG=ru exits 65 crm-lead-add source=site - <<<$'name,phone\nАнна,89160000002\nПётр Волков,89160000001\n,'
	is "$(tail -n 1 <<<"$err")" "crm-lead-add: прочитано 3 = добавлено 1 + дубль 1 + отклонено 1 (пакет 6)"
	CRM_LANG=ru exits 0 crm-move -n 1 stage=qualified
	is "$err" "crm-move: прочитано 1 = сделано 1 (проба: ничего не записано)"
	CRM_LANG=ru exits 0 crm-touch-add --lang en 1 kind=call
	is "$err" "crm-touch-add: read 1 = known 1 (batch 7)"
	crm-db check >/dev/null
}

@test "usage of every command is Russian, but what is typed" {
	crm --list | cut -f 1 | while read -r name; do
		"$name" --lang ru --help >help
		without '\[options\]\|column=\|columns in\|columns out\|options:\|usage\|manual:' help
		finds '^вызов: ' <help
	done
}

@test "a table shows names for codes and short local times, leaves out what is empty, and csv is what it was" {
	crm-move 1 stage=meeting at='2025-12-01 10:00' -q >/dev/null
	crm-touch-add 1 kind=call at='2026-11-23 09:05' -q >/dev/null
	exits 0 crm-leads --lang ru -f table
	is "$out" "лид  № клиента  имя          телефон       состояние  стадия   менеджер  источник  пришёл       на стадии с       последнее касание  следующее дело
  1          1  Пётр Волков  +79160000001  в работе   Встреча  Ким Олег  Сайт      23.11 18:00  01.12.2025 10:00  23.11 09:05        24.11 18:00"
	is "$(crm-leads -f table -o state,stage,manager,source,reason)" "state  stage    manager   source  reason
open   Встреча  Ким Олег  Сайт"
	is "$(crm-leads --lang ru -f csv -o state,stage,manager,source,stage_since | tail -n 1)" open,meeting,kim,site,2025-12-01T10:00:00+03:00
	is "$(crm-leads --lang ru -f tsv -o state,stage,manager,source | tail -n 1)" $'open\tmeeting\tkim\tsite'
	is "$(crm-leads --lang ru -f json -o state,stage,manager,source)" '{"state":"open","stage":"meeting","manager":"kim","source":"site"}'
	is "$(crm-lights --lang ru -f table -o manager,light,reasons)" "менеджер  свет    причины
Ким Олег  жёлтый  портрет: проект, оплата, семья; контакты: почта"
	is "$(crm-funnel -p 2026-11 -g manager,source --lang ru -f table -o mode,group,stage | sed -n 2p)" 'когорта  Ким Олег/Сайт  Новый'
	is "$(crm-sla --all --clock first_response --lang ru -f table -o clock,manager,state)" "часы          менеджер  состояние
первый ответ  Ким Олег  в срок"
	# Settings are typed by their codes.
	is "$(crm-conf get stage --lang ru -f table | sed -n 2p | cut -c 1-5)" 'new  '
}

@test "a table fits the terminal, and is never cut elsewhere" {
	command -v script >/dev/null || skip 'no script(1)'
	crm-lead-add -q name='Константинопольский Константин Константинович' phone=89160000002 source=site manager=ivanov >/dev/null
	local width
	for width in 40 60 80 100 132; do
		COLUMNS=$width script -qec 'crm-leads -f table' /dev/null </dev/null | tr -d '\r' >shown
		[ -s shown ]
		is "$width: $(awk -v w=$width 'length > w' <(LC_ALL=C.UTF-8 sed 's/[^ -~]/x/g' shown))" "$width: "
	done
	COLUMNS=80 script -qec 'crm-leads -f table -o lead,name,phone,stage,manager,source,created_at' /dev/null </dev/null | finds 'Константин.*…'
	COLUMNS=40 crm-leads -f table | finds 'Константинопольский Константин Константинович'
}

@test "nothing Latin is left in a table, but what is typed" {
	crm-task-add 1 kind=call due=2026-11-20 -q >/dev/null
	crm-conf put setting -q key=mail.from value=sales@dept.example >/dev/null
	local n=0 command
	while read -r command; do
		n=$((n + 1))
		eval "crm-$command -q --lang ru -f table" >shown 2>complaint || { sed "s/^/# /" complaint >&3; false; }
		[ -s shown ]
		# addresses, commands to be typed
		sed 's/crm-.*//; s/[a-z.]*@[a-z.]*//g; s/SQLite.*//; s,[A-Z][a-z]*/[A-Z][a-z]*,,; s/ p90,//' shown >left
		if grep -q "[A-Za-z]" left; then sed "s/^/# $command: /" left >&3; false; fi
	done <<-COMMANDS
		leads
		tasks
		funnel
		funnel -g manager,source
		funnel -g stage --mode period -p 2026-11
		funnel --ids new -p 2026-11
		reasons -p 2026-11
		lights
		lights --ids red
		sla
		sla --compliance -g manager
		client 1
		client --contacts 1
		find волков
		dups
		db check
		db stats
		move -n 1 stage=meeting
		qualify -n 1
		assign -n 1 manager=ivanov
		touch-add -n 1 kind=call
		task-add -n 1 kind=call due=+1d
		lose -n 1 reason=price
		disqualify -n 1 reason=spam
		win -n 1 amount=1
		consent -n 1 channel=email proof=1
		lead-add -n name=Иван phone=89160000009
		lead-add -n name=Пётр phone=89160000001
		client-add -n name=Иван phone=89160000009
		plan-add -n month=2026-12 metric=leads value=2
		sla-notify -n
	COMMANDS
	[ $n -gt 25 ]
}

@test "the state of a lead in a reason is said in the language of messages" {
	local won lost
	won=$(crm-lead-add -q name=Выигранный phone=89167770001 -o lead | tail -n 1)
	lost=$(crm-lead-add -q name=Проигранный phone=89167770002 -o lead | tail -n 1)
	crm-win -q "$won" >/dev/null
	crm-lose -q "$lost" reason=price >/dev/null
	is "$(crm-assign -q -o reason "$won" "$lost" manager=ivanov)" 'reason
won
lost: price'
	is "$(crm-assign -q -o reason --lang ru "$won" "$lost" manager=ivanov)" 'reason
выигран
проигран: Дорого'
	exits 65 crm-move --lang ru -q -o reason "$lost" stage=meeting
	is "$out" 'reason
лид '"$lost"' уже закрыт: проигран: Дорого (crm-return вернёт его в работу)'
}

@test "column names of csv, tsv and json never change" {
	for command in $(group Reports) leads tasks 'sla --compliance' 'sla-notify -n' log conf 'conf get manager' 'db stats' 'reanimate -n'; do
		for lang in ru en; do
			# shellcheck disable=SC2086
			for format in csv tsv json; do crm-$command --lang $lang -q -f $format >"$lang.$format"; done
			head -n 1 "$lang.csv" >"$lang.names"
			head -n 1 "$lang.tsv" >>"$lang.names"
			head -n 1 "$lang.json" | grep -o '"[a-z_]*":' >>"$lang.names" || true
		done
		[ -s en.names ]
		is "$command: $(cat ru.names)" "$command: $(cat en.names)"
	done
}

# heading [NAME=VALUE...]: of a table, in a bare environment
heading() { env -i "$@" "$CRM_BUILD/bin/crm-leads" -d "$CRM_DB" -f table -o stage,manager | head -n 1 | sed 's/  */ /g'; }

@test "cron has no locale: Russian all the same" {
	is "$(heading CRM_LANG=ru)" "стадия менеджер"
	is "$(heading LC_ALL=C CRM_LANG=ru)" "стадия менеджер"
	is "$(heading LC_ALL=POSIX CRM_LANG=ru TZ=Asia/Tokyo)" "стадия менеджер"
	is "$(env -i "$CRM_BUILD/bin/crm-leads" -d "$CRM_DB" --lang ru -f table -o stage | head -n 1)" "стадия"
}

@test "a locale that is named and was never made on this machine" {
	is "$(heading LANG=ru_RU.UTF-8)" "стадия менеджер"
	is "$(heading LC_ALL=ru_RU.KOI8-R)" "стадия менеджер"
	is "$(heading LANG=de_DE.UTF-8)" "stage manager"
}

@test "whose word counts: --lang, CRM_LANG, LC_ALL, LC_MESSAGES, LANG; else English" {
	is "$(heading)" "stage manager"
	is "$(heading LANG=en_US.UTF-8 LC_MESSAGES=ru_RU.UTF-8)" "стадия менеджер"
	is "$(heading LC_MESSAGES=ru_RU.UTF-8 LC_ALL=C)" "stage manager"
	is "$(heading LC_ALL=ru_RU.UTF-8 CRM_LANG=en)" "stage manager"
	is "$(heading LANGUAGE=ru)" "stage manager"
	is "$(CRM_LANG=ru crm-leads --lang en -f table -o stage | head -n 1)" "stage"
	exits 64 crm-leads --lang de
}

@test "letters are in the language of the department, unless told otherwise" {
	[[ $(crm-lights -f text) == "Контроль руководителя"* ]]
	[[ $(crm-lights -f text --lang en) == "Traffic light of clients"* ]]
	crm-conf put setting key=lang value=en -q >/dev/null
	[[ $(crm-lights -f text) == "Traffic light of clients"* ]]
}

@test "headings of settings are Russian, and can be typed back" {
	crm-conf | tail -n +2 | cut -d, -f1 | while read -r table; do
		crm-conf get "$table" --lang ru -q -f table | sed -n 1p | exits 1 grep '[A-Za-z]'
		crm-conf get "$table" --excel --lang ru -q >excel.csv
		crm-conf get "$table" >before
		exits 0 crm-conf put "$table" -q -f tsv - <excel.csv
		is "$table: $(crm-conf get "$table")" "$table: $(cat before)"
	done
}

@test "what a table shows for a code can be typed for it" {
	fits() { is "$2: $(crm-leads "$1" "$(crm-leads -f table --lang ru -o "$2" | tail -n 1)" -o lead)" "$2: $(printf 'lead\n1')"; }
	fits --state state
	fits --stage stage
	fits --manager manager
	fits --source source
	crm-lose 1 reason=price -q >/dev/null
	fits --state state
	fits --reason reason
	# kinds, clocks, states of clocks, metrics
	for word in звонок встреча письмо сообщение смс визит заметка; do exits 0 crm-touch-add -n 1 kind="$word"; done
	for word in 'первый ответ' квалификация перезвон стадия задача; do exits 0 crm-sla --clock "$word"; done
	for word in ждёт 'скоро срок' нарушен 'в срок' 'с опозданием'; do exits 0 crm-sla --state "$word"; done
	for word in лиды квалификации встречи брони договоры сумма; do exits 0 crm-plan-add -n month=2026-12 metric="$word" value=2; done
	for word in когорта период срез; do exits 0 crm-funnel --mode "$word" -p 2026-11; done
	for word in точно вероятно проверить; do exits 0 crm-dups --level "$word"; done
}

@test "every message has its Russian words" {
	cd "$root"
	# Messages are UTF-8, and so must be what the tools think in.
	export LC_ALL=C.UTF-8
	msgfmt --check -o /dev/null share/po/ru.po
	xgettext --from-code=UTF-8 -L C -k_ -kN_ -kCOL -kngettext:1,2 -o "$BATS_TEST_TMPDIR/crm.pot" $(find libcrm cmd -name "*.[ch]")
	msgmerge -q -N -o "$BATS_TEST_TMPDIR/merged.po" share/po/ru.po "$BATS_TEST_TMPDIR/crm.pot"
	[ "$(grep -c ^msgid "$BATS_TEST_TMPDIR/merged.po")" -gt 500 ]
	msgattrib --untranslated --no-obsolete --no-wrap -o "$BATS_TEST_TMPDIR/missing" "$BATS_TEST_TMPDIR/merged.po"
	[ ! -e "$BATS_TEST_TMPDIR/missing" ] || exits 1 grep '^#:\|^msgid' "$BATS_TEST_TMPDIR/missing"
}
