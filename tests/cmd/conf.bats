#!/usr/bin/env bats
load helper

header() { crm-conf get "$1" | head -n 1; }

@test "tables are listed with their rows" {
	exits 0 crm-conf
	is "$(head -n 3 <<<"$out")" "table,rows
stage,5
reason,14"
	[ "$(wc -l <<<"$out")" = 16 ]
}

@test "get begins with the columns of the contract" {
	is "$(header manager)" manager,name,email,role,unit,phone,extension,weight,capacity,zone,hired,left,wip
	is "$(header unit)" unit,name,parent,head
	is "$(header stage)" stage,name,pos,kind,target_days,rot_days,required
	is "$(header reason)" reason,name,kind,reanimate
	is "$(header source)" source,name,channel
	is "$(header calendar)" day,kind,intervals
	is "$(header absence)" manager,from,to,kind
	is "$(header route)" route,pos,segment,members,method
	is "$(header rule)" rule,pos,column,pattern,verdict,reason,example
	is "$(header list)" list,value,note
	is "$(header criterion)" criterion,stage,column,pattern,message
	is "$(header programme)" programme,reasons,cooldown_days,max_entries,holdout_pct
	is "$(header step)" programme,step,delay_days,channel,template,segment
	is "$(header setting)" key,value
}

@test "get | put changes nothing" {
	staff
	crm-conf put absence manager=kim from=2026-11-23 to=2026-11-30 kind=отпуск -q
	crm-conf put list -q <<-CSV
		list,value,note
		blocked,+7 (916) 123-45-67,шутник
		shareholder,"ООО ""Ёлка"", Омск",
	CSV
	crm-plan-add month=2026-11 metric=amount value='1 234 567,89' manager=kim -q
	before=$(sql 'SELECT count(*) FROM event')
	crm-conf | tail -n +2 | cut -d, -f1 >tables
	[ "$(wc -l <tables)" -gt 10 ]
	for table in $(cat tables); do
		crm-conf get "$table" >rows.csv
		exits 0 crm-conf put "$table" - <rows.csv
		[[ $out != *,done,* ]]
		rows=$(($(sql "SELECT count(*) FROM \"$table\"")))
		[ "$rows" = 0 ] || [[ $err == "crm-conf: read $rows = known $rows"* ]]
	done
	is "$(sql 'SELECT count(*) FROM event')" "$before"
}

@test "put answers row by row, and the sum holds" {
	exits 65 crm-conf put manager - <<-CSV
		manager,name,role
		ivanov,Иванов,manager
		petrova,Петрова,chef
		ivanov,Иванов,manager
	CSV
	is "$out" "row,table,verdict,reason
1,manager,done,
2,manager,rejected,\"must be one of manager head admin, not «chef»\"
3,manager,known,"
	[[ $err == *"crm-conf: stdin: row 2 (line 3), column role: must be one of manager head admin, not «chef»"* ]]
	[[ $err == *"crm-conf: read 3 = done 1 + known 1 + rejected 1 (batch 2)" ]]
}

@test "what is not said stays, a dash empties" {
	crm-conf put manager manager=kim name=Ким unit=south left=2026-12-01 -q
	crm-conf put manager manager=kim capacity=30 left=- -q
	is "$(crm-conf get manager)" "manager,name,email,role,unit,phone,extension,weight,capacity,zone,hired,left,wip
kim,Ким,,manager,south,,,,30,,,,"
}

@test "the nearest right word is named" {
	exits 65 crm-conf put criterion criterion=sum stage=metting column=amount
	[[ $err == *"column stage: no stage «metting»: did you mean meeting?"* ]]
	exits 64 crm-conf get stgae
	is "$err" "crm-conf: no settings table «stgae»: did you mean stage?"
	is "$(crm-conf get stages)" "$(crm-conf get stage)"
	is "$(crm-conf get Стадии)" "$(crm-conf get stage)"
	exits 64 crm-conf put stage stage=x post=5
	is "$err" "crm-conf: no column post here: did you mean pos?"
	exits 64 crm-conf sting
	exits 64 crm-conf get
}

@test "an unknown column of a file is refused, a reason of rejects is not" {
	exits 65 crm-conf put source - <<<$'source,colour\nx,red'
	[[ $out == *'1,source,rejected,"settings source have no column «colour», but source name channel"'* ]]
	exits 0 crm-conf put source - <<<$'source,name,reason\nx,Икс,was wrong'
	is "$(sql "SELECT name FROM source WHERE source = 'x'")" Икс
}

@test "lists keep what intake compares" {
	crm-conf put list -q <<-CSV
		list,value
		blocked,8 (916) 123-45-67
		blocked,Spam@Mail.Example
		shareholder,ООО Ёлка
	CSV
	is "$(sql 'SELECT norm FROM list ORDER BY norm')" "79161234567
spam@mail.example
ооо елка"
	exits 65 crm-conf put list list=blocked
	[[ $err == *"column value: missing: value"* ]]
}

@test "a misspelt setting is refused, and the nearest one named" {
	exits 65 crm-conf put setting key=sla.first_respons value=30m
	[[ $err == *"no setting «sla.first_respons»: did you mean sla.first_response?"* ]]
	exits 65 crm-conf put setting key=colour value=red
	[[ $err == *"no setting «colour»: they are in crm-conf(1)"* ]]
	exits 65 crm-conf put setting <<-CSV
		key,value
		kpi.green_pct,many
		reanimate.late_days,soon
		reanimate.lookback_days,-1
		light.grace_hours,four
		mail.from,nobody
		mail.from,sales@dept.example
		department,Отдел продаж «Парк»
		mail.robots,@site.example
	CSV
	is "$(cut -d, -f1,3 <<<"$out")" "row,verdict
1,rejected
2,rejected
3,rejected
4,rejected
5,rejected
6,done
7,done
8,done"
}

@test "every setting that can be put is on a page" {
	grep -rhoE --include='*.c' '^    \{"[a-z_.]*[a-z]", \{"value"' "$root/libcrm" | cut -d'"' -f2 >names
	[ "$(wc -l <names)" -gt 20 ]
	for name in $(cat names); do
		grep -qhF -- "$name" "$root"/share/man/crm-{conf,sla,sla-notify,lead-form}.1 || { echo "# $name" >&3; return 1; }
	done
}

@test "lint: the shipped pack has no errors, a bad rule is one" {
	exits 0 crm-conf lint
	is "$out" "table,row,level,message
manager,,warning,nobody of role manager: leads cannot be handed out
manager,,warning,nobody of role head: the evening report goes to nobody"
	staff
	crm-conf put unit -q <<<$'unit\nnorth\nsouth'
	exits 0 crm-conf lint
	is "$out" table,row,level,message
	crm-conf put rule rule=bad column=comment pattern='прода[юе]м' verdict=spam example='купим' -q
	exits 78 crm-conf lint
	is "$out" "table,row,level,message
rule,bad,error,the pattern does not fit its own example «купим»"
	is "$err" "crm-conf: 1 error in the settings"
}

# put and lint say the same of a row: TABLE KEY LEVEL MESSAGE, and then what to put
told() {
	local table=$1 key=$2 level=$3 message=$4
	shift 4
	exits 0 crm-conf put -q -f tsv "$table" "$@"
	is "$out" "row	table	verdict	reason
1	$table	done	$message"
	exits "$([ "$level" = error ] && echo 78 || echo 0)" crm-conf lint -q -f tsv
	is "$(grep "^$table	$key	" <<<"$out")" "$table	$key	$level	$message"
}

@test "lint and put name what cannot be meant together" {
	staff
	crm-conf put unit -q <<<$'unit\nnorth\nsouth' >/dev/null
	told setting kpi.green_pct error 'kpi.red_pct is 30, and kpi.green_pct is 20: what is green begins below what is red' key=kpi.green_pct value=20
	crm-conf put setting -q key=kpi.green_pct value=60 >/dev/null
	told setting kpi.green_pct error 'kpi.red_pct is 61, and kpi.green_pct is 60: what is green begins below what is red' key=kpi.red_pct value=61
	crm-conf put setting -q key=kpi.red_pct value=60 >/dev/null
	told setting reanimate.to error 'reanimate.from is 9, and reanimate.to is 8: there is no hour in which letters may go' key=reanimate.to value=8
	told setting reanimate.to error 'reanimate.from is 8, and reanimate.to is 8: there is no hour in which letters may go' key=reanimate.from value=8
	crm-conf put setting -q key=reanimate.to value=9 >/dev/null
	told manager kim error 'is hired on 2027-01-01, after having left on 2026-01-01' manager=kim hired=2027-01-01 left=2026-01-01
	crm-conf put manager -q manager=kim hired=2026-01-01 left=2026-01-01 >/dev/null
	exits 0 crm-conf lint
	is "$out" table,row,level,message
}

@test "one box for two is an error, unless one of them has left" {
	staff
	crm-conf put unit -q <<<$'unit\nnorth\nsouth' >/dev/null
	told manager new error 'has the e-mail of kim: two people, one box' manager=new email=KIM@dept.example
	crm-conf put manager -q manager=kim left=2026-11-01 >/dev/null
	exits 0 crm-conf lint
	crm-conf put manager -q manager=kim left=- >/dev/null
	exits 78 crm-conf lint
	crm-conf put manager -q manager=new email=new@dept.example >/dev/null
	exits 0 crm-conf lint
}

@test "codes that differ only in case are named" {
	staff
	crm-conf put unit -q <<<$'unit\nnorth\nsouth' >/dev/null
	exits 0 crm-conf put -q -f tsv unit unit=North
	is "$(tail -1 <<<"$out")" '1	unit	done	is north but for the case of its letters: are they two?'
	crm-conf put -q source source=сайт2 >/dev/null
	exits 0 crm-conf put -q -f tsv source source=Сайт2
	is "$(tail -1 <<<"$out")" '1	source	done	is сайт2 but for the case of its letters: are they two?'
	exits 0 crm-conf lint -q -f tsv
	is "$out" 'table	row	level	message
source	сайт2	warning	is Сайт2 but for the case of its letters: are they two?
unit	north	warning	is North but for the case of its letters: are they two?'
}

@test "a name that two have is named, unless one of them has left" {
	staff
	crm-conf put unit -q <<<$'unit,name\nnorth,Север\nsouth,Юг' >/dev/null
	told manager kim2 warning 'has the name of kim: whoever types it is asked which of the two' manager=kim2 name='КИМ Олег' email=k2@dept.example
	told stage qualified warning 'has the name of new: whoever types it is asked which of the two' stage=qualified name=новый
	told reason dear warning 'has the name of price: whoever types it is asked which of the two' reason=dear name=дорого kind=lose
	told source web warning 'has the name of site: whoever types it is asked which of the two' source=web name=САЙТ
	told unit west warning 'has the name of north: whoever types it is asked which of the two' unit=west name=север
	exits 0 crm-conf lint
	is "$(grep -c 'has the name of' <<<"$out")" 5
	crm-conf put manager -q manager=kim left=2026-11-01 >/dev/null
	exits 0 crm-conf lint
	is "$(grep 'has the name of' <<<"$out" | cut -d, -f1 | paste -s -d ' ')" 'stage reason source unit'
	crm-conf put source -q source=web name=Лендинг >/dev/null
	exits 0 crm-conf lint
	is "$(grep -c 'has the name of' <<<"$out")" 3
}

@test "a rule that fits whatever comes is an error" {
	staff
	crm-conf put unit -q <<<$'unit\nnorth\nsouth' >/dev/null
	local pattern
	for pattern in '.*' '.' '' '^' '\w|\W' '\S'; do
		told rule all error 'fits whatever stands in comment: every such inquiry would be spam' \
			rule=all column=comment pattern="${pattern:-()}" verdict=spam example=x
	done
	crm-conf put rule -q -f tsv rule=all pattern='[а-я]{3}' >out
	is "$(tail -1 out)" '1	rule	done	'
}

@test "lint says which rule is slow, and by which text" {
	staff
	crm-conf put unit -q <<<$'unit\nnorth\nsouth' >/dev/null
	local pattern
	for pattern in 'a+$' '\w+$' '(x+x+)+y' '\s+$' 'займ[а-я]*.{0,60}срочно' '(?:a|b)+$'; do
		crm-conf put rule -q -f tsv rule=slow column=comment pattern="$pattern" verdict=spam >out
		grep -q 'is slow: 8000 letters such as' out
		exits 0 crm-conf lint
		grep -q '^rule,slow,warning,"is slow: 8000 letters such as' <<<"$out"
	done
	for pattern in спам 'кредит|займ' 'https?://|t[.]me/' 'займ[а-я]{0,12}.{0,40}срочно'; do
		crm-conf put rule -q -f tsv rule=slow column=comment pattern="$pattern" verdict=spam >out
		without 'slow:' out
	done
	# So does a criterion.
	crm-conf put criterion -q criterion=c stage=qualified column=comment pattern='\w+$' -f tsv >out
	finds 'is slow: 8000 letters such as «aaaaaaaaaaaaaaaaaaaa…» would take it 6[0-9] million steps' <out
}

@test "lint judges the last month again and says what share each rule would have taken" {
	staff
	crm-conf put unit -q <<<$'unit\nnorth\nsouth' >/dev/null
	crm-lead-add -q >/dev/null <<-CSV
		name,at,comment
		Анна,2026-11-20,цена
		Борис,2026-11-20,цена
		Вера,2026-11-20,звонок
		Глеб,2026-11-20,реклама
		Давно,2026-09-20,реклама
	CSV
	crm-conf put rule -q >/dev/null <<-CSV
		rule,pos,column,pattern,verdict,example
		ads,1,comment,реклама,spam,реклама
		price,2,comment,цен|реклам,spam,цена
		none,3,comment,ничего,spam,ничего
	CSV
	exits 0 crm-conf lint
	is "$(sort <<<"$out")" 'rule,ads,note,would have taken 1 of the 4 inquiries of the last 30 days (25%)
rule,price,note,would have taken 2 of the 4 inquiries of the last 30 days (50%)
table,row,level,message'
	crm-conf put rule -q rule=price pattern='цен|звон|реклам' >/dev/null
	exits 0 crm-conf lint
	finds '^rule,price,warning,would have taken 3 of the 4 inquiries of the last 30 days (75%)$' <<<"$out"
	# Nothing is written by it, and who may only read may ask.
	is "$(sql 'SELECT count(*) FROM lead WHERE state = 0')" 5
	chmod 400 "$CRM_DB"
	exits 0 crm-conf lint
}

@test "a dry run writes nothing, an undo takes back" {
	exits 0 crm-conf put -n source source=fair name=Ярмарка
	is "$out" "row,table,verdict,reason
1,source,done,"
	is "$(sql "SELECT count(*) FROM source WHERE source = 'fair'")" 0
	crm-conf put source source=fair name=Ярмарка -q
	crm-conf put source source=fair name=Базар -q
	crm-undo 3 -q
	is "$(sql "SELECT name FROM source WHERE source = 'fair'")" Ярмарка
	crm-undo 2 -q
	is "$(sql "SELECT count(*) FROM source WHERE source = 'fair'")" 0
}

@test "who may only read can get" {
	chmod 400 "$CRM_DB"
	exits 0 crm-conf get stage
	[ "$(wc -l <<<"$out")" = 6 ]
}

@test "output must arrive" {
	for args in "" "get stage" lint; do
		# shellcheck disable=SC2086
		if crm-conf $args >/dev/full 2>err; then return 1; else got=$?; fi
		[ "$got" = 74 ]
	done
}
