# Sums of money as other systems and people write them, and those in another currency.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() { staff; }

# sums: what crm-leads has of each, in order; "-" for none
sums() { crm-leads -q -o name,amount | tail -n +2 | sort -V | awk -F, '{ printf "%s%s", sep, $2 == "" ? "-" : $2; sep = " " }'; }
# rows HEADING SUM...: people A1, A2 … with a sum each
rows() {
	local i=0 sum
	echo "name;phone;$1"
	shift
	for sum; do echo "A$((++i));8916000$((1000 + i));$sum"; done
}
# verdicts and remarks
said() { tail -n +2 <<<"$out" | cut -d, -f3- | sed 's/,[^,]*,[^,]*,[^,]*$//' | tr -d '"'; }

@test "spellings that a person reads at once" {
	rows amount '512,77' '21.500,00' '1 250 000,50 ₽' '1,250,000.50' "1'250'000" '12,5 млн' '7.5 млн руб' '3 тыс' '1,2 млрд' \
		5e6 'RUB|1250000' '1250000|RUB' '1250000.0000' '5 руб. 50 коп.' '300 т.р.' 0 >sums.csv
	exits 0 crm-lead-add <sums.csv
	is "$(said | sort -u)" added,
	is "$(sums)" "512.77 21500.00 1250000.50 1250000.50 1250000.00 12500000.00 7500000.00 3000.00 1200000000.00 5000000.00 1250000.00 1250000.00 1250000.00 5.50 300000.00 0.00"
	exits 0 crm-lead-add <sums.csv
	is "$(said | sort -u)" known,
	exits 0 crm-db check
}

@test "an amount that is none is a remark, and the text is kept; so is one that is less than nothing" {
	exits 0 crm-lead-add < <(rows amount - — нет n/a '1250000 - 1500000' 'от 5 до 7 млн' 'по договорённости' '(1 200,00)' -500 '99999999999999999999' '5 000 000 000 000 000')
	is "$(said)" 'added,amount: not an amount of money: «-»
added,amount: not an amount of money: «—»
added,amount: not an amount of money: «нет»
added,amount: not an amount of money: «n/a»
added,amount: not an amount of money: «1250000 - 1500000»
added,amount: not an amount of money: «от 5 до 7 млн»
added,amount: not an amount of money: «по договорённости»
added,amount: less than nothing: «(1 200,00)»
added,amount: less than nothing: «-500»
added,amount: not an amount of money: «99999999999999999999»
added,amount: not an amount of money: «5 000 000 000 000 000»'
	is "$(sums)" "- - - - - - - - - - -"
	is "$(sql "SELECT json_extract(new, '\$.amount') FROM event WHERE kind = 1 AND lead = 6")" 'от 5 до 7 млн'
}

@test "three digits behind one sign: the column decides, else they are thousands" {
	cp crm.db fresh.db
	exits 0 env CRM_DB=fresh.db crm-lead-add -q < <(rows amount 3,100 14.000 1.000)
	is "$(CRM_DB=fresh.db sums)" "3100.00 14000.00 1000.00"
	exits 0 crm-lead-add -x < <(rows Сумма '512,77' 3,100)
	[[ $err == "column Сумма: «,» parts decimals off"* ]]
	is "$(sums)" "512.77 3.10"
}

@test "a column proves it: groups, decimals, both, a leading nought" {
	while IFS='|' read -r wanted list; do
		IFS=' ' read -r -a sum <<<"$list"
		cp crm.db fresh.db
		exits 0 env CRM_DB=fresh.db crm-lead-add -q < <(rows amount "${sum[@]}")
		is "$(CRM_DB=fresh.db sums)" "$wanted"
		rm fresh.db*
	done <<-'LIST'
		0.23 14.00|0.225 14.000
		1250.00 3.10|1250.0000 3.100
		1250000.00 3100.00|1,250,000 3,100
		21500.00 3.10|21.500,00 3,100
		12.50 14000.00|12,5 14.000
		512.77 1250000.50 3100.00|512,77 1,250,000.50 3,100
	LIST
}

@test "what is rounded is told" {
	exits 0 crm-lead-add < <(rows amount 1234,567 1234,5600)
	is "$(said)" 'added,amount: «1234,567» is taken as 1234.57
added,'
}

@test "another currency is never added to our own: beside the sum, on either side, in words" {
	exits 0 crm-lead-add < <(rows amount '1 000 €' 'USD 1000' '$1.5M' '500 у.е.' '1000 тенге' '5 000 Br' '1000 SEK' '1000 руб.' '1000 RUR' '0 €')
	is "$(said)" 'added,amount: 1000.00 EUR is not in RUB: kept apart
added,amount: 1000.00 USD is not in RUB: kept apart
added,amount: 1500000.00 USD is not in RUB: kept apart
added,amount: 500.00 у.е. is not in RUB: kept apart
added,amount: 1000.00 KZT is not in RUB: kept apart
added,amount: 5000.00 BYN is not in RUB: kept apart
added,amount: 1000.00 SEK is not in RUB: kept apart
added,
added,
added,'
	is "$(sums)" "- - - - - - - 1000.00 1000.00 0.00"
	is "$(crm-client -o lead,amount,foreign 1 8)" 'lead,amount,foreign
1,,1000.00 EUR
8,1000.00,'
	crm-client -f text 3 | finds '1500000.00 USD'
	exits 0 crm-db check
}

@test "another currency in a column of its own, under any heading" {
	local i=0 heading
	for heading in Валюта 'Валюта сделки' Currency 'Deal currency' 'Currency ISO Code' CurrencyIsoCode currency_code 'Deal - Currency'; do
		i=$((i + 1))
		printf 'name,phone,amount,%s\nБ,891600010%02d,1000,USD\nВ,891600020%02d,1000,RUB\nГ,891600030%02d,1000,\nД,891600040%02d,1000 ₽,EUR\nЕ,891600050%02d,1000,Российский рубль\nЖ,891600060%02d,1000,Доллар США\nЗ,891600070%02d,1000,бонусы\n' \
			"$heading" $i $i $i $i $i $i $i >currency.csv
		exits 0 crm-lead-add <currency.csv
		is "$(said)" 'added,amount: 1000.00 USD is not in RUB: kept apart
added,
added,
added,
added,
added,amount: 1000.00 USD is not in RUB: kept apart
added,amount: 1000.00 бонусы is not in RUB: kept apart'
		is "$(sql "SELECT json_extract(new, '\$.\"$heading\"') FROM event WHERE kind = 1 ORDER BY event DESC LIMIT 1")" бонусы
	done
	is "$(sql 'SELECT count(*), sum(amount) FROM lead')" "56|3200000"
	exits 0 crm-lead-add -o verdict,reason -q name=И phone=89160009999 amount=5 currency=usd
	is "$out" "verdict,reason
added,amount: 5.00 USD is not in RUB: kept apart"
}

@test "another currency, or thousands, in the heading of the sum" {
	printf 'ID,Бюджет $,Полное имя контакта,Рабочий телефон\n1,1000,А,89160000001\n2,1000 руб,Б,89160000002\n' >amo.csv
	exits 0 crm-lead-add <amo.csv
	is "$(said)" 'added,amount: 1000.00 USD is not in RUB: kept apart
added,'
	printf 'from,to\n"Сумма, тыс. руб.",amount\n' >map.csv
	printf 'name;phone;Сумма, тыс. руб.\nВ;89160000003;1 250,5\nГ;89160000004;2 млн\n' >thousands.csv
	exits 0 crm-lead-add -q --map map.csv <thousands.csv
	is "$(crm-leads -q -o name,amount | sort)" 'name,amount
А,
Б,1000.00
В,1250500.00
Г,2000000.00'
}

@test "the heading counts in thousands, millions or kopecks, however it says so; what does not look like it is told" {
	while IFS='|' read -r heading sum wanted; do
		cp crm.db fresh.db
		exits 0 env CRM_DB=fresh.db crm-lead-add < <(rows "$heading" "$sum")
		is "$heading $(CRM_DB=fresh.db sums) $(said)" "$heading $wanted"
		rm fresh.db*
	done <<-'LIST'
		Стоимость, т.р.|1 250,5|1250500.00 added,
		Сумма (т. руб.)|300|300000.00 added,
		Бюджет в тысячах рублей|300|300000.00 added,
		Сумма сделки, млн|12,5|12500000.00 added,
		Amount ($000)|300|- added,amount: 300000.00 USD is not in RUB: kept apart
		Сумма в копейках|125050|1250.50 added,
		Сумма, т|300|300000.00 added,amount: «300» is taken as 300000.00
		Сумма, т.р.|2 млн|2000000.00 added,
		Сумма, т.р.|1 250 000 руб.|- added,amount: «1 250 000 руб.»: the heading counts otherwise than the sum looks
		Сумма, тыс. руб.|12500000|- added,amount: «12500000»: the heading counts otherwise than the sum looks
		Сумма, млн|1250000|- added,amount: «1250000»: the heading counts otherwise than the sum looks
		Сумма к оплате|300|- added,
	LIST
}

@test "how accountants and contracts write a sum; what is not quite a sum says what is taken" {
	exits 0 crm-lead-add < <(rows amount '1 250 000=' '1 250 000-00' '1250000-50' '5 000 000 ₽.' '1 250 000=00' \
		'1 250 000 (один миллион двести пятьдесят тысяч) рублей 00 копеек' '~5 млн' '5 000 000 руб. с НДС' 12-50)
	is "$(said)" 'added,
added,
added,
added,
added,
added,
added,amount: «~5 млн» is taken as 5000000.00
added,amount: «5 000 000 руб. с НДС» is taken as 5000000.00
added,amount: not an amount of money: «12-50»'
	is "$(sums)" "1250000.00 1250000.00 1250000.50 5000000.00 1250000.00 1250000.00 5000000.00 5000000.00 -"
}

@test "the department has another currency: what is ours is ours" {
	crm-conf put setting key=currency value=BYN -q >/dev/null
	exits 0 crm-lead-add < <(rows amount '100 руб.' '100 BYN' '100 RUB' 100)
	is "$(said)" 'added,
added,
added,amount: 100.00 RUB is not in BYN: kept apart
added,'
	crm-conf put setting key=currency value=₸ -q >/dev/null
	exits 0 crm-lead-add -q -o reason name=Б phone=89161110001 amount='5 000 тенге'
	is "$(sql 'SELECT amount FROM lead ORDER BY lead DESC LIMIT 1')" 500000
}

@test "a remark is cut between letters" {
	exits 0 crm-lead-add -o reason name=А phone=89160000001 amount='12 000 000 (двенадцать миллионов) рублей и ни копейки больше'
	iconv -f utf-8 -t utf-16 <<<"$out" >/dev/null
	[[ $out == *"12 000 000 (двенадцать миллионов) ру"*"»" ]]
	exits 65 crm-lead-add -o reason name=А phone=89160000001 amount='-12 000 000' at='когда-нибудь, когда рак на горе свистнет, не раньше'
	iconv -f utf-8 -t utf-16 <<<"$out" >/dev/null
}

@test "whoever types a sum is told what is wrong with it" {
	crm-lead-add -q name=А phone=89160000001 manager=kim >/dev/null
	local sum
	for sum in -500 '(500)' '500 $' 500€ '5 - 7 млн' много; do
		exits 65 crm-win -q -o verdict 1 amount="$sum"
		is "$out" "verdict
rejected"
	done
	exits 65 crm-win -q -o reason 1 amount='500 $'
	is "$out" "reason
\"in USD, not in RUB: «500 \$»\""
	exits 65 crm-lead-add -q -o verdict,reason name=Б phone=89160000002 amount=-7
	is "$out" "verdict,reason
rejected,less than nothing: «-7»"
	exits 0 crm-lead-add -q -o verdict,reason name=Б phone=89160000002 amount=много
	is "$out" "verdict,reason
added,amount: not an amount of money: «много»"
	exits 0 crm-win -q -o verdict 1 amount='7,5 млн ₽'
	is "$(sql 'SELECT amount FROM lead WHERE lead = 1')" 750000000
	printf 'lead,amount,Валюта\n2,100,USD\n' >win.csv
	exits 65 crm-win -o reason <win.csv
	is "$out" "reason
\"in USD, not in RUB: «100»\""
}

@test "a heading of sums with a currency or a multiple behind it, and one that only begins so" {
	while IFS='|' read -r heading wanted; do
		exits 0 crm-lead-add -q -o lead,reason <<<"name;$heading"$'\n'"Анна $heading;1 250,5"
		is "$heading|$(crm-leads -o lead,amount | sort -n | tail -1 | cut -d, -f2)$(tail -1 <<<"$out" | grep -o '[0-9.]* [A-Z]* is not')" "$heading|$wanted"
	done <<-'LIST'
		Бюджет, тыс. руб.|1250500.00
		Бюджет (тыс. руб)|1250500.00
		Сумма, ₽|1250.50
		Сумма (RUB)|1250.50
		СУММА РУБ.|1250.50
		Сумма сделки, млн руб.|1250500000.00
		Price, RUB|1250.50
		Amount (USD)|1250.50 USD is not
		Deal Amount, $|1250.50 USD is not
		Budget EUR|1250.50 EUR is not
		Сумма скидки, руб.|
		Сумма без НДС, руб.|
		Стоимость, т.р.|1250500.00
	LIST
}
