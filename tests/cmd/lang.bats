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
  1  Пётр Волков  new     kim"
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

@test "every message has its Russian words" {
	cd "$root"
	# Messages are UTF-8, and so must be what the tools think in.
	export LC_ALL=C.UTF-8
	msgfmt --check -o /dev/null share/po/ru.po
	xgettext --from-code=UTF-8 -L C -k_ -kN_ -kngettext:1,2 -o "$BATS_TEST_TMPDIR/crm.pot" $(find libcrm cmd -name "*.[ch]")
	msgmerge -q -N -o "$BATS_TEST_TMPDIR/merged.po" share/po/ru.po "$BATS_TEST_TMPDIR/crm.pot"
	[ "$(grep -c ^msgid "$BATS_TEST_TMPDIR/merged.po")" -gt 500 ]
	msgattrib --untranslated --no-obsolete --no-wrap -o "$BATS_TEST_TMPDIR/missing" "$BATS_TEST_TMPDIR/merged.po"
	[ ! -e "$BATS_TEST_TMPDIR/missing" ] || exits 1 grep '^#:\|^msgid' "$BATS_TEST_TMPDIR/missing"
}
