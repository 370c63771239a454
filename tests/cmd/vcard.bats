# crm-vcard-in: business cards of made-up people
load helper
prepare_file() { staff; }

field() { sql "SELECT json_extract(new, '\$.\"$2\"') FROM event WHERE kind = 1 AND lead = $1"; }

cards() {
	sed 's/$/\r/' <<-'VCF'
		BEGIN:VCARD
		VERSION:3.0
		N:Ромашкин;Пётр;Ильич;;
		FN:Пётр Ромашкин
		ORG:ООО «Поле»;Отдел продаж
		TITLE:Директор
		TEL;TYPE=WORK,VOICE:+7 495 000-00-01
		TEL;TYPE=CELL:+7 (916) 000-00-01
		TEL;TYPE=FAX:+7 495 000-00-09
		item1.EMAIL;TYPE=INTERNET:petr@pole.example
		item1.X-ABLabel:Рабочий
		ADR;TYPE=WORK:;;ул. Полевая\, 1;Москва;;101000;Россия
		NOTE:Встретились на выставке\nпросил позв
		 онить
		UID:card-1
		REV:2026-11-01T10:00:00Z
		PHOTO;ENCODING=b;TYPE=JPEG:AAAABBBBCCCC
		 DDDDEEEE
		END:VCARD
		BEGIN:VCARD
		VERSION:2.1
		N;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=C2=E0=F1=E8=EB=FC=EA=EE=E2=E0;=C0=ED=ED=E0;=
		=CF=E5=F2=F0=EE=E2=ED=E0
		TEL;CELL:CALL-ME-NOW
		EMAIL;INTERNET;PREF:anna@vas.example
		END:VCARD
		BEGIN:VCARD
		VERSION:4.0
		FN:Без конца
		TEL:+79160000003
		BEGIN:VCARD
		VERSION:4.0
		FN:Lee Ash
		TEL;VALUE=uri;TYPE="cell,voice":tel:+1-212-555-0145
		END:VCARD
	VCF
}

@test "cards of three versions in one stream; one that is cut off is a rejected row, the rest go in" {
	cards >cards.vcf
	exits 65 crm-vcard-in source=expo - <cards.vcf
	is "$out" "$(printf '%s\n' row,lead,verdict,reason,client,manager,match 1,1,added,,1,, \
		'2,2,added,phone: not a phone number: «CALL-ME-NOW»,2,,' '3,,rejected,the card is cut off: no END:VCARD,,,' 4,3,added,,3,,)"
	is "$err" "$(printf 'crm-vcard-in: %s\n' 'cards.vcf: row 3 (line 27): the card is cut off: no END:VCARD' 'read 4 = added 3 + rejected 1 (batch 3)')"
	is "$(sql "SELECT new FROM event WHERE lead = 1")" '{"name":"Пётр Ромашкин","phone":"+7 (916) 000-00-01","email":"petr@pole.example","company":"ООО «Поле»","source":"expo","comment":"Встретились на выставке\nпросил позвонить","ext_id":"card-1","department":"Отдел продаж","title":"Директор","address":"ул. Полевая, 1, Москва, 101000, Россия","phone 2":"+7 495 000-00-01","fax":"+7 495 000-00-09","_phone":"79160000001"}'
	is "$(sql "SELECT new FROM event WHERE lead = 2")" '{"name":"Василькова Анна Петровна","phone":"CALL-ME-NOW","email":"anna@vas.example","source":"expo"}'
	is "$(field 3 name)|$(field 3 _phone)" "Lee Ash|12125550145"
	exits 65 crm-vcard-in source=expo - <cards.vcf
	is "$(tail -1 <<<"$err")" "crm-vcard-in: read 4 = known 3 + rejected 1 (batch 4)"
	exits 0 crm-db check
}

@test "a card with another REV is known, a person known by the phone gets the touch" {
	cards | sed -n '1,19p' >one.vcf
	exits 0 crm-lead-add name=P phone=89160000001
	sed 's/^UID.*\r/X-A:1\r/; s/^TEL.*VOICE.*\r$/X-B:2\r/' one.vcf >met.vcf
	exits 0 crm-vcard-in - <met.vcf
	is "$(cut -d, -f2,3,7 <<<"$out" | tail -1)" "1,duplicate,phone"
	sed 's/^REV:.*/REV:2027\r/' met.vcf >later.vcf
	exits 0 crm-vcard-in - <later.vcf
	is "$(cut -d, -f3 <<<"$out" | tail -1)" known
}

@test "-n, --atomic and -r work as everywhere" {
	cards >cards.vcf
	exits 65 crm-vcard-in -n -q - <cards.vcf
	is "$(cut -d, -f3 <<<"$out" | tail -n +2 | paste -sd,)" added,added,rejected,added
	exits 65 crm-vcard-in --atomic -q - <cards.vcf
	is "$(cut -d, -f3 <<<"$out" | tail -n +2 | sort -u)" rejected
	is "$(sql 'SELECT count(*) FROM lead')" 0
	exits 65 crm-vcard-in -q -r wrong.csv - <cards.vcf
	is "$(cut -d, -f1-3,33 wrong.csv)" "$(printf 'at,name,phone,reason\n,,,the card is cut off: no END:VCARD')"
	exits 0 crm-vcard-in -q manager=kim name=Некто <<<$'BEGIN:VCARD\nVERSION:3.0\nTEL:+79160000077\nEND:VCARD'
}

@test "an empty input and one without cards are refused; a card of nobody is rejected" {
	exits 65 crm-vcard-in - </dev/null
	is "$(head -1 <<<"$err")" "crm-vcard-in: stdin: the input is empty, not one card: did the program before die?; nothing was taken in"
	exits 65 crm-vcard-in - <<<$'name,phone\nA,1'
	[[ $err == *"no BEGIN:VCARD in the input"* ]]
	exits 65 crm-vcard-in -o verdict,reason - <<<$'BEGIN:VCARD\nVERSION:3.0\nTITLE:Boss\nEND:VCARD'
	is "$out" $'verdict,reason\nrejected,needs at least one of: name phone email ext_id'
}

@test "a file in UTF-16, and one in windows-1251 that does not say so" {
	printf 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Семён Ёлкин\r\nNOTE:Обычный текст по-русски\r\nEND:VCARD\r\n' >utf8.vcf
	iconv -f UTF-8 -t UTF-16 utf8.vcf >utf16.vcf
	iconv -f UTF-8 -t CP1251 utf8.vcf >cp1251.vcf
	exits 0 crm-vcard-in - <utf8.vcf
	exits 0 crm-vcard-in - <utf16.vcf
	is "$(tail -n 1 <<<"$out" | cut -d, -f3)" known
	exits 0 crm-vcard-in - <cp1251.vcf
	is "$(tail -n 1 <<<"$out" | cut -d, -f3)" known
	[[ $err == *"not UTF-8, read as windows-1251"* ]]
}

@test "a thousand cards with pictures of 100 KB: bounded memory, and python counts the same" {
	python3 - <<'PY'
import base64, random
random.seed(7)
with open("many.vcf", "w", newline="") as out, open("expected", "w") as expected:
    for i in range(1000):
        phone = f"+7916{i:07d}"
        out.write(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Имя {i}\r\nTEL;TYPE=CELL:{phone}\r\nPHOTO;ENCODING=b:")
        photo = base64.b64encode(bytes(random.randrange(256) for _ in range(20))).decode() * 2500
        out.write("\r\n ".join(photo[k:k + 75] for k in range(0, len(photo), 75)) if i % 2 else photo)
        out.write("\r\nEND:VCARD\r\n")
        expected.write(f"Имя {i}|{phone[1:]}\n")
PY
	limit=60000
	if sanitized; then limit=unlimited; fi
	exits 0 bash -c "ulimit -v $limit; crm-vcard-in -q - <many.vcf >out.csv"
	is "$(grep -c ,added, out.csv)" 1000
	same expected <(sql "SELECT name, phone FROM client JOIN phone USING (client) ORDER BY client")
}

@test "a group is no person: ignored and told; persons before and behind it go in" {
	crm-vcard-in source=apple - >out 2>err <<-'VCF'
		BEGIN:VCARD
		VERSION:3.0
		FN:Анна
		TEL:+79160000001
		END:VCARD
		BEGIN:VCARD
		VERSION:3.0
		X-ADDRESSBOOKSERVER-KIND:group
		FN:Покупатели
		UID:g-1
		X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:c-1
		END:VCARD
		BEGIN:VCARD
		VERSION:4.0
		KIND:group
		FN:Friends
		TEL:+79160000009
		END:VCARD
		BEGIN:VCARD
		VERSION:4.0
		KIND:org
		FN:ООО Поле
		TEL;VALUE=uri:tel:+7-495-000-00-03;ext=12
		END:VCARD
	VCF
	is "$(cut -d, -f1-3 out)" "$(printf '%s\n' row,lead,verdict 1,1,added 2,,ignored 3,,ignored 4,2,added)"
	is "$(cat err)" 'crm-vcard-in: read 4 = added 2 + ignored 2 (batch 3)'
	is "$(crm-leads -o name,phone)" $'name,phone\nАнна,+79160000001\nООО Поле,+74950000003'
	crm-db check >/dev/null
}

# Seen to fail when a property of this name is kept as the number of a letter.
@test "a card takes over no thread, no stage and no manager" {
	printf '%s\r\n' BEGIN:VCARD FN:Thief TEL:89160000009 MSGID:a@mail.example X-MSGID:b@mail.example _MSGID:c@mail.example X-_MSGID:d@mail.example \
		STAGE:booking MANAGER:kim CONSENT:yes AT:2020-01-01 AMOUNT:5 INN:7707083893 SOURCE:evil _STATE:won END:VCARD >card.vcf
	crm-vcard-in -q <card.vcf >/dev/null
	is "$(sql 'SELECT count(*) FROM letter')$(sql 'SELECT count(*) FROM consent')" 00
	is "$(field 1 'card msgid')" a@mail.example
	is "$(crm-leads -o lead,state,stage,manager,amount,created_at)" 'lead,state,stage,manager,amount,created_at
1,open,new,,,2026-11-23T18:00:00+03:00'
	exits 0 crm-db check
}
