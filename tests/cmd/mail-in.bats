#!/usr/bin/env bats
# Letters become leads, or touches on leads, and nothing else. The letters are written here, byte by byte.
load helper

prepare_file() { staff; }

# letter 'Header: value' … -- 'line of the body' …: a letter on standard output. Without a Date it is of now.
letter() {
	while [ "$1" != -- ]; do
		printf '%s\n' "$1"
		shift
	done
	shift
	printf '\n'
	[ $# = 0 ] || printf '%s\n' "$@"
}
take() { crm-mail-in --leads "$@"; }
# a Message-ID of its own for each different text
id() { printf 'Message-ID: <%s@x>' "$(cksum <<<"$*" | cut -d' ' -f1)"; }
# the latest event of that kind, one of its values
said() { sql "SELECT json_extract(new, '\$.$2') FROM event WHERE kind = $1 ORDER BY event DESC LIMIT 1"; }
created() { said 1 "$1"; }
touched() { said 9 "$1"; }
verdicts() { tail -n +2 | cut -d, -f2,3; }

person() { letter 'From: Иван Петров <Ivan@Mail.Example>' "Message-ID: <$1@mail.example>" 'Date: Mon, 23 Nov 2026 12:00:00 +0300' "Subject: ${2:-Квартира}" "${@:4}" -- "${3:-Сколько стоит?}"; }

@test "an inquiry becomes a lead: who, when, what about, and its own number" {
	out=$(person a1 | take 2>err)
	is "$out" 'row,lead,verdict,reason,client,manager,match,msgid
1,1,added,,1,,,a1@mail.example'
	is "$(cat err)" "crm-mail-in: read 1 = added 1 (batch 3)"
	is "$(sql "SELECT new FROM event WHERE kind = 1")" \
		'{"at":"2026-11-23T12:00:00+03:00","name":"Иван Петров","email":"ivan@mail.example","source":"mail","comment":"Квартира\n\nСколько стоит?","ext_id":"a1@mail.example","msgid":"a1@mail.example"}'
	is "$(sql "SELECT email, client FROM email")" "ivan@mail.example|1"
	is "$(sql "SELECT msgid, lead FROM letter")" "a1@mail.example|1"
	is "$(crm-db check | grep -c ',ok,')" 3
}

@test "the same letter again is known, whatever came between" {
	person a1 | take -q >/dev/null
	is "$(person a1 | take 2>err)" 'row,lead,verdict,reason,client,manager,match,msgid
1,1,known,,,,,a1@mail.example'
	is "$(person a1 'Re: anders' | take source=other | verdicts)" "1,known"
	# one without an id is known by its bytes
	letter 'From: a@b.example' 'Subject: hi' -- 'text' >l
	is "$(take <l | verdicts)" "2,added"
	is "$(take <l | verdicts)" "2,known"
	is "$(sed s/text/other/ l | take | verdicts)" "2,touch"
	is "$(printf 'From a@b.example Mon Nov 23 10:00:00 2026\n%s\n\n' "$(cat l)" | take | verdicts)" "2,known"
	is "$(sql "SELECT count(*) FROM lead")" 2
}

@test "an answer in the thread is a touch on its lead, if its client writes" {
	person a1 | take -q >/dev/null
	letter 'From: Иван <ivan@mail.example>' 'Message-ID: <b1@mail.example>' 'Date: Mon, 23 Nov 2026 13:00:00 +0300' \
		'In-Reply-To: <a1@mail.example>' 'Subject: Re: Квартира' -- 'Ещё вопрос.' '' 'Иван <ivan@mail.example> пишет:' '> Сколько стоит?' >b1
	out=$(take <b1)
	is "$out" 'row,lead,verdict,reason,client,manager,match,msgid
1,1,touch,,1,,thread,b1@mail.example'
	is "$(sql "SELECT new FROM event WHERE kind = 9")" \
		'{"kind":"letter","direction":"in","text":"Ещё вопрос.","subject":"Re: Квартира","from":"ivan@mail.example","msgid":"b1@mail.example"}'
	is "$(sql "SELECT count(*), max(last_touch) FROM lead")" "1|$(date -d 2026-11-23T13:00:00+03:00 +%s)"
	# and an answer to the answer, by the last of References
	letter 'From: ivan@mail.example' 'Message-ID: <c1@y.example>' 'References: <nobody@nowhere.example> <b1@mail.example>' -- 'и я' >c1
	is "$(take <c1 | verdicts)" "1,touch"
	is "$(take <b1 | verdicts)" "1,known"
	is "$(sql "SELECT count(*) FROM client")" 1
}

# Seen to fail when any known number joins: whoever reads a client's letter somewhere could write into his lead, and take a lost one back.
@test "who names a letter of a client's and is not he writes for himself, with a remark" {
	person a1 | take -q >/dev/null
	crm-lose -q 1 reason=price >/dev/null
	letter 'From: Мария <maria@mail.example>' 'Message-ID: <b1@mail.example>' 'In-Reply-To: <a1@mail.example>' -- 'Я жена.' >b1
	is "$(take <b1 | tail -1)" '1,2,added,answers a letter of lead 1 from another address,2,,,b1@mail.example'
	# her letter is hers, and nobody else's
	is "$(letter 'From: maria@mail.example' 'Message-ID: <b2@mail.example>' 'References: <a1@mail.example> <b1@mail.example>' -- 'и ещё' | take | tail -1)" \
		'1,2,touch,,2,,thread,b2@mail.example'
	is "$(letter 'From: x@y.example' 'Message-ID: <b3@y.example>' 'References: <b2@mail.example> <none@x>' -- 'и я' | take | verdicts)" '3,added'
	is "$(crm-leads 1 -o state | tail -1)" lost
	# a stop of somebody else's is none of his
	letter 'From: x@y.example' 'Message-ID: <b4@y.example>' 'In-Reply-To: <a1@mail.example>' 'Subject: stop' -- | take -q -o lead,verdict,client | finds -x '3,withdrawn,3\|,withdrawn,3'
	is "$(sql 'SELECT count(*) FROM consent WHERE client = 1')" 0
}

@test "an answer to a letter of ours is a touch on the lead it was about" {
	crm-lead-add -q name=Иван email=ivan@mail.example >/dev/null
	sqlite3 "$CRM_DB" "INSERT INTO outbox (outbox, name, msgid, address, stranger, lead, subject, type, body, state, queued_at) VALUES
		(1, 'r/1', 'ours.1@dept.example', 'ivan@mail.example', 1, 1, 's', 'text', 'b', 2, 0), (2, 'k/1', 'ours.2@dept.example', 'orlova@dept.example', 0, NULL, 's', 'text', 'b', 2, 0)"
	is "$(letter 'From: other@mail.example' 'Message-ID: <a@b>' 'In-Reply-To: <ours.1@dept.example>' -- 'да' | take | verdicts)" "1,touch"
	# to a report of ours: that tells nothing
	is "$(letter 'From: new@mail.example' 'Message-ID: <b@b>' 'In-Reply-To: <ours.2@dept.example>' -- 'да' | take | verdicts)" "2,added"
	# itself
	is "$(letter 'From: other@mail.example' 'Message-ID: <ours.1@dept.example>' -- 'b' | take)" 'row,lead,verdict,reason,client,manager,match,msgid
1,,ignored,a letter of our own came back,,,,ours.1@dept.example'
}

@test "a lead's number in the subject counts only for its own client" {
	crm-lead-add -q name=Иван email=ivan@mail.example >/dev/null
	crm-lead-add -q name=Ольга email=olga@mail.example >/dev/null
	crm-lose -q 1 reason=price >/dev/null
	from() { letter "From: $1" "Message-ID: <$2@x>" "Subject: $3" -- 'текст' | take | verdicts; }
	is "$(from olga@mail.example n1 'вопрос [#1]')" "2,touch"
	is "$(from stranger@mail.example n2 'вопрос №2')" "3,added"
	is "$(from ivan@mail.example n3 'вопрос №7 и [#1]')" "1,returned"
	is "$(crm-leads -o lead,state)" 'lead,state
1,open
2,open
3,open'
	for subject in '#2' '№2' '№ 2' '[#2]'; do
		n=$((n + 1))
		is "$(from olga@mail.example "m$n" "о $subject!")" "2,touch"
	done
	is "$(touched subject)" "о [#2]!"
}

@test "a known sender: his open lead, else the rules of the intake" {
	crm-lead-add -q name=Иван email=ivan@mail.example manager=kim at=2026-11-01 >/dev/null
	is "$(person a1 | take | tail -1)" "1,1,touch,,1,kim,email,a1@mail.example"
	crm-lose -q 1 reason=price >/dev/null
	is "$(person a2 | take | tail -1)" "1,1,returned,,1,kim,email,a2@mail.example"
	is "$(crm-leads -o lead,state,manager,reason)" 'lead,state,manager,reason
1,open,kim,
2,disqualified,kim,duplicate'
	# the second letter stands for the lead it came back to
	is "$(sql "SELECT lead FROM letter WHERE msgid = 'a2@mail.example'")" 1
	# another address, but the phone of his open lead
	is "$(letter 'From: other@mail.example' 'Message-ID: <o1@x>' -- 'text' | take | verdicts)" 3,added
	crm-lead-add -q name=Ася phone=89161234567 >/dev/null
	is "$(letter 'From: work@mail.example' 'Message-ID: <o2@x>' -- 'это я' '' '-- ' 'Ася' '+7 916 123-45-67' | take | tail -1)" "1,4,duplicate,,4,,phone,o2@x"
	is "$(letter 'From: work@mail.example' 'Message-ID: <o3@x>' 'References: <o2@x>' -- 'и ещё' | take | tail -1)" "1,4,touch,,4,,thread,o3@x"
	crm-win -q 1 amount=100 >/dev/null
	is "$(person a3 | take | verdicts)" "6,existing"
	crm-db check | finds 'replay,ok,0 differences'
}

@test "a thread takes a lost lead back; a won or disqualified one is only touched" {
	for i in 1 2 3; do letter "From: p$i@mail.example" "Message-ID: <t$i@x>" -- "text $i" | take -q >/dev/null; done
	crm-lose -q 1 reason=no_answer at=2026-11-23T19:00:00+03:00 >/dev/null
	crm-win -q 2 >/dev/null
	crm-disqualify -q 3 reason=not_target >/dev/null
	for i in 1 2 3; do letter "From: p$i@mail.example" "Message-ID: <u$i@x>" "In-Reply-To: <t$i@x>" -- "more $i" | take -q; done | grep '^1,' >got
	is "$(cat got)" '1,1,returned,,1,,thread,u1@x
1,2,touch,,2,,thread,u2@x
1,3,touch,,3,,thread,u3@x'
	is "$(crm-leads -o lead,state | sort)" '1,open
2,won
3,disqualified
lead,state'
	crm-db check | finds 'replay,ok,0 differences'
}

# Seen to fail without sed: an envelope line makes an mbox of the letter, and a stranger may then write the rest of it.
@test "as the manual has it in a filter, the text of a letter is no letter" {
	filter=$(sed -n 's/^| \(sed .*\) | crm-mail-in .*/\1/p' "$root/share/man/crm-mail-in.1")
	{
		printf 'From ivan@mail.example Mon Nov 23 10:00:00 2026\n'
		person a1 $'Hello\n\nFrom x@y.example Mon Nov 23 10:06:00 2026\nFrom: Olga <olga@mail.example>\nMessage-ID: <forged@mail.example>\n\nI withdraw'
	} >letter.eml
	is "$(sh -c "$filter" <letter.eml | take 2>/dev/null | cut -d, -f1-3,8)" 'row,lead,verdict,msgid
1,1,added,a1@mail.example'
	is "$(sql 'SELECT count(*) FROM lead')" 1
	is "$(grep -c "| $filter | crm-mail-in" "$root/share/man/crm-mail-in.1")" 3
}

@test "two letters of one new sender in one mbox: one lead and a touch" {
	{
		printf 'From ivan@mail.example Mon Nov 23 10:00:00 2026\n'
		person a1
		printf '\nFrom ivan@mail.example Mon Nov 23 10:05:00 2026\n'
		person a2 'Ещё' $'От руки:\n>From the very beginning\nFrom here on it is clear\n\nFrom me to you'
		printf '\nFrom x@y.example Mon Nov 23 10:06:00 2026\n'
		letter 'From: Пётр <petr@mail.example>' 'Message-ID: <a3@x>' -- 'Здравствуйте'
	} >mbox
	is "$(take <mbox 2>err | cut -d, -f1-3,8)" 'row,lead,verdict,msgid
1,1,added,a1@mail.example
2,1,touch,a2@mail.example
3,2,added,a3@x'
	is "$(cat err)" "crm-mail-in: read 3 = added 2 + touch 1 (batch 3)"
	# the mark an mbox puts before "From " is off again
	is "$(touched text)" $'От руки:\nFrom the very beginning\nFrom here on it is clear\n\nFrom me to you'
}

@test "encodings: koi8-r in base64, windows-1251 in 8 bit and quoted-printable, raw headers, lies" {
	text='Здравствуйте, хочу квартиру с ёлкой'
	cp() { iconv -f UTF-8 -t "$1"; }
	word() { printf '=?%s?B?%s?=' "$1" "$(printf %s "$2" | cp "$1" | base64 -w0)"; }
	check() { # NAME: the letter in file l
		is "$(take <l | verdicts)" "$((++i)),added"
		is "$(created comment)" "Вопрос о доме"$'\n\n'"$text"
		is "$(created name)" "Пётр Ёлкин"
	}
	i=0
	letter "From: $(word koi8-r 'Пётр Ёлкин') <k1@x.example>" "Subject: $(word koi8-r 'Вопрос о доме')" 'MIME-Version: 1.0' \
		'Content-Type: text/plain; charset=koi8-r' 'Content-Transfer-Encoding: base64' -- "$(printf %s "$text" | cp koi8-r | base64)" >l
	check
	{
		letter "From: $(word windows-1251 'Пётр Ёлкин') <k2@x.example>" "Subject: $(word windows-1251 'Вопрос о доме')" \
			'Content-Type: text/plain; charset=windows-1251' 'Content-Transfer-Encoding: 8bit' --
		printf '%s\n' "$text" | cp windows-1251
	} >l
	check
	{
		letter "From: =?windows-1251?Q?=CF=B8=F2=F0_=A8=EB=EA=E8=ED?= <k3@x.example>" \
			'Subject: =?windows-1251?Q?=C2=EE=EF=F0=EE=F1?= =?windows-1251?Q?_=EE_=E4=EE=EC=E5?=' \
			'Content-Type: text/plain; charset="windows-1251"' 'Content-Transfer-Encoding: quoted-printable' --
		printf %s "$text" | cp windows-1251 | python3 -c 'import quopri,sys; sys.stdout.write(quopri.encodestring(sys.stdin.buffer.read()).decode())'
	} >l
	check
	for raw in windows-1251 koi8-r utf-8; do # nothing declared anywhere
		letter "From: \"Пётр Ёлкин\" <$raw@x.example>" 'Subject: Вопрос о доме' -- "$text" | cp "$raw" >l
		check
	done
	# says utf-8, is windows-1251; and the other way round
	{
		letter "From: =?utf-8?B?$(printf 'Пётр Ёлкин' | cp windows-1251 | base64)?= <k4@x.example>" "Subject: $(word utf-8 'Вопрос о доме')" \
			'Content-Type: text/plain; charset=utf-8' 'Content-Transfer-Encoding: 8bit' --
		printf '%s\n' "$text" | cp windows-1251
	} >l
	check
	letter "From: $(word utf-8 'Пётр Ёлкин') <k5@x.example>" "Subject: =?koi8-r?B?$(printf 'Вопрос о доме' | base64)?=" \
		'Content-Type: text/plain; charset=windows-1251' -- "$text" >l
	check
	# a letter cut in two between two words
	letter "From: =?utf-8?Q?=D0=9F=D1=91=D1?= =?utf-8?Q?=82=D1=80_=D0=81=D0=BB=D0=BA=D0=B8=D0=BD?= <k6@x.example>" \
		"Subject: $(word utf-8 'Вопрос о доме')" 'Content-Type: text/plain; charset=x-unheard-of' -- "$text" >l
	check
	is "$(sql "SELECT sum(instr(new, char(65533)) > 0) FROM event WHERE kind = 1")" 0
}

@test "html alone is read as a person would; script, style and markup are left out" {
	letter 'From: h@x.example' 'Subject: s' 'Content-Type: text/html; charset=utf-8' -- '<html><head><title>T</title><style>p{color:red}</style>' \
		'<script>alert("<p>")</script></head><body><!-- a > b --><p>Добрый&nbsp;день,<br>нужна&#32;дача &lt;100 м&sup2;&gt; &amp; гараж</p>' \
		'<table><tr><td>Этаж</td><td>5</td></tr></table><div>1 &#x2014; 2</div><blockquote>старое</blockquote></body></html>' | take -q >/dev/null
	is "$(created comment)" $'s\n\nДобрый день,\nнужна дача <100 м&sup2;> & гараж\n\nЭтаж\t5\n\n1 — 2'
}

@test "multipart: plain before html, texts one after another, attachments only by name" {
	letter 'From: m@x.example' 'Subject: план' 'MIME-Version: 1.0' 'Content-Type: multipart/mixed; boundary=O' -- \
		--O 'Content-Type: multipart/alternative; boundary=I' '' \
		--I 'Content-Type: text/html' '' '<b>html</b>' \
		--I 'Content-Type: text/plain' '' 'plain' --I-- \
		--O 'Content-Type: application/pdf; name="=?utf-8?B?0L/Qu9Cw0L0ucGRm?="' 'Content-Disposition: attachment' 'Content-Transfer-Encoding: base64' '' 'c2VjcmV0LWJ5dGVz' \
		--O 'Content-Type: text/plain' '' 'after' \
		--O "Content-Type: text/plain" "Content-Disposition: attachment; filename*=utf-8''%D1%81%D0%BC%D0%B5%D1%82%D0%B0.txt" '' 'attached words' \
		--O 'Content-Type: message/rfc822' '' 'Subject: inner' '' 'inner words' --O-- | take -q >/dev/null
	is "$(created comment)" $'план\n\nplain\n\nafter'
	is "$(created files)" "план.pdf, смета.txt, inner"
	without -a -e c2VjcmV0 -e secret-bytes -e 'attached words' -e 'inner words' "$CRM_DB"
}

@test "what he quotes and his signature are cut off; the phone in it is his" {
	body() { letter 'From: q@x.example' "$(id "$@")" 'Subject: s' -- "$@" | take -q >/dev/null; }
	body 'Да, подходит.' '' '-- ' 'Иван Петров' 'тел. +7 (916) 123-45-67' '' '> old' 'tel. +7 495 000-00-00'
	is "$(created comment)" $'s\n\nДа, подходит.'
	is "$(sql "SELECT phone FROM phone")" 79161234567
	body 'Первое' '' 'пн, 23 нояб. 2026 г. в 10:00, Отдел <sales@dept.example>:' '> спрашиваем' 'Второе' '>> ещё'
	is "$(touched text)" $'Первое\n\nВторое'
	body 'Ответ' '' 'On Mon, 23 Nov 2026 at 10:00, Sales' '<sales@dept.example> wrote:' '' '> q'
	is "$(touched text)" "Ответ"
	body 'Ответ 2' '________________________________' 'От: Отдел <sales@dept.example>' 'Отправлено: 23 ноября 2026 г. 10:00' 'Кому: q@x.example' 'Тема: s' '' 'Старое'
	is "$(touched text)" "Ответ 2"
	body 'Ответ 3' '-----Исходное сообщение-----' 'Старое'
	is "$(touched text)" "Ответ 3"
	# nothing of his own: then what he passes on
	body '-------- Пересылаемое сообщение --------' 'Чужой текст'
	is "$(touched text)" $'-------- Пересылаемое сообщение --------\nЧужой текст'
	body '> только' '> цитата'
	is "$(touched text)" $'> только\n> цитата'
}

@test "a phone is taken only where it clearly is one" {
	phone() { # what the text gives
		letter "From: $(cksum <<<"$*" | cut -d' ' -f1)@x.example" -- "$@" | take -q >/dev/null
		created phone
	}
	is "$(phone 'Мой телефон: 8 (916) 111-11-11, звоните')" "8 (916) 111-11-11"
	is "$(phone 'Здравствуйте' '' 'С уважением, Иван' '+7 916 222-22-22')" "+7 916 222-22-22"
	is "$(phone 'Phone number: +49 30 1234567')" "+49 30 1234567"
	nothing "$(phone 'договор 89161234567 от 2020 года' 'ИНН 7707083893' 'хотел 8 комнат')"
	nothing "$(phone 'счёт 40702810500000000001' 7707083893)"
	nothing "$(phone 'тел.: 123')"
}

@test "a site's form: the person stands in the text" {
	letter 'From: Сайт <robot@site.example>' 'Message-ID: <f1@site>' 'Subject: Заявка с сайта' -- \
		'Имя: Иван Петров' 'Телефон: 8 (916) 123-45-67' 'Email: ivan@mail.example' 'Жилой комплекс: Берёзки' 'Бюджет: не знаю' 'Страница: https://site.example/x' | take >out
	is "$(tail -1 out)" "1,1,added,amount: not an amount of money: «не знаю»,1,,,f1@site"
	is "$(created name)|$(created phone)|$(created email)|$(created amount)|$(created sent_by)" \
		"Иван Петров|8 (916) 123-45-67|ivan@mail.example|не знаю|robot@site.example"
	# another person of the same robot is another client, whoever the header says
	letter 'From: Сайт <robot@site.example>' 'Message-ID: <f2@site>' -- 'Ваше имя:' 'Ольга' 'Тел:' '+7 905 000-11-22' 'Бюджет: 5 000 000 ₽' | take >out
	is "$(tail -1 out)" "1,2,added,,2,,,f2@site"
	is "$(created name)|$(sql "SELECT amount FROM lead WHERE lead = 2")|$(created email)" "Ольга|500000000|"
	# html of a form, in a table
	letter 'From: robot@site.example' 'Message-ID: <f3@site>' 'Content-Type: text/html; charset=utf-8' -- \
		'<table><tr><td>ФИО</td><td>Анна Ким</td></tr><tr><td>E-mail</td><td><a href="mailto:anna@mail.example">anna@mail.example</a></td></tr></table>' | take >out
	is "$(created name)|$(created email)" "Анна Ким|anna@mail.example"
	# the same one asks again by the form: his open lead
	letter 'From: robot@site.example' 'Message-ID: <f4@site>' -- 'Имя: Анна' 'Email: Anna@mail.example' 'Вопрос: где вы?' | take >out
	is "$(tail -1 out)" "1,3,touch,,3,,email,f4@site"
	is "$(touched text)" $'Имя: Анна\nEmail: Anna@mail.example\nВопрос: где вы?'
	is "$(touched from)" anna@mail.example
	# a name in pieces is one name
	letter 'From: robot@site.example' 'Message-ID: <f6@site>' -- 'Имя: Олег' 'Фамилия: Ким' 'Телефон: 8 916 000-66-66' | take -q >/dev/null
	is "$(created name)" "Олег Ким"
	# labels of a signature are no form
	letter 'From: Пётр <petr@mail.example>' 'Message-ID: <f5@x>' -- 'Добрый день!' 'Ищу квартиру.' 'Жду ответа.' 'С уважением,' 'Тел: +7 903 111-22-33' 'E-mail: info@office.example' | take -q >/dev/null
	is "$(created name)|$(created phone)|$(created email)" "Пётр|+7 903 111-22-33|petr@mail.example"
}

@test "setting mail.robots: such a sender is never the client, and its forms count though automatic" {
	form() { letter "From: Tilda <noreply@forms.example>" "Message-ID: <$1@t>" 'Auto-Submitted: auto-generated' "${@:3}" -- 'Имя: Иван' "$2"; }
	# without a way to reach him it is no form that counts, unless the setting names it
	is "$(form r1 'Телефон: нет' | take | tail -1)" "1,,ignored,automatic: Auto-Submitted: auto-generated,,,,r1@t"
	is "$(form r1 'Телефон: нет' | grep -v Auto- | take | tail -1)" '1,,ignored,from a program: noreply@forms.example,,,,r1@t'
	crm-conf put setting -q key=mail.robots value='x@y.example, noreply@forms.example @bots.example' >/dev/null
	is "$(form r1 'Телефон: 89161234567' | take | verdicts)" "1,added"
	# its answers go to the person; without a form and without that there is nobody
	is "$(letter 'From: noreply@forms.example' 'Reply-To: Олег <oleg@mail.example>' 'Message-ID: <r2@t>' -- 'Перезвоните' | take | verdicts)" "2,added"
	is "$(created email)|$(created name)" "oleg@mail.example|"
	is "$(letter 'From: any@bots.example' 'Message-ID: <r3@t>' -- 'Перезвоните' | take 2>/dev/null | verdicts)" ",rejected"
}

# Seen to fail when only forms of named senders count: an inquiry was lost for each site that nobody had thought of.
@test "a form's letter is an inquiry, whatever sends it and through whatever" {
	form() { letter "From: $1" "$(id "$*")" 'To: sales@dept.example' "${@:4}" -- "Имя: $2" "$3"; }
	is "$(form 'Tilda <noreply@forms.example>' Иван 'Телефон: 89160000001' | take | verdicts)" 1,added
	is "$(created name)|$(created phone)|$(created email)|$(created sent_by)" 'Иван|89160000001||noreply@forms.example'
	is "$(form wordpress@site.example Олег 'E-mail: oleg@mail.example' 'Reply-To: info@site.example' | take | verdicts)" 2,added
	is "$(form no-reply@gate.example Яна 'Телефон: 8 916 000-00-03' 'List-Unsubscribe: <mailto:u@gate.example>' 'Feedback-ID: 1:2' | take | verdicts)" 3,added
	is "$(form bounce@gate.example Вера 'Телефон: 8 916 000-00-04' 'Precedence: bulk' 'Auto-Submitted: auto-generated' | take | verdicts)" 4,added
	crm-conf put setting -q key=mail.from value=sales@dept.example >/dev/null
	is "$(form sales@dept.example Нина 'Телефон: 8 916 000-00-05' | take | verdicts)" 5,added
	is "$(form ivanov@dept.example Ольга 'Телефон: 8 916 000-00-06' | take | verdicts)" 6,added
	is "$(sql 'SELECT count(*) FROM client')" 6
	# the builder puts labels above values
	is "$(letter 'From: WordPress <wordpress@site.example>' 'Message-ID: <wp@x>' 'Content-Type: text/html; charset=utf-8' -- \
		'<table><tr><td><strong>Имя</strong></td></tr><tr><td>Рита</td></tr><tr><td><strong>Телефон</strong></td></tr><tr><td>+7 916 000-00-08</td></tr></table>' | take | verdicts)" 7,added
	is "$(created name)|$(created phone)" 'Рита|+7 916 000-00-08'
	# our own address in it is nobody's; a colleague's signature is no form
	is "$(form sales@dept.example Пётр 'E-mail: sales@dept.example' | take | verdicts)" ,ignored
	is "$(letter 'From: ivanov@dept.example' 'Message-ID: <s@x>' -- 'Возьмите' 'Тел: 8 916 000-00-07' 'E-mail: ivanov@dept.example' | take | verdicts)" ,ignored
}

# what becomes of a letter From ADDRESS with these headers, and a line of text
fate() { letter "From: $1" "$(id "$*")" "${@:3}" -- "$2" | take -q | tail -1 | cut -d, -f2-4; }

@test "programs in any spelling write no inquiries; people whose names are like theirs do" {
	for who in noreply-dmarc-support@google.example drive-shares-noreply@google.example notifications-noreply@x.example do_not_reply@x.example \
		notifications@x.example bounces+1-a=b.example@x.example wordpress@site.example root@host.example a@noreply.x.example; do
		is "$(fate "$who" 'текст')" ",ignored,from a program: $who"
	done
	is "$(fate dmarc-report@corp.example x 'Subject: Report domain: dept.example Submitter: x')" ',ignored,automatic: Subject: Report domain: dept.example Submitter: x'
	is "$(fate reports@corp.example x 'Subject: Report Domain: dept.example Submitter: x')" ',ignored,automatic: Subject: Report Domain: dept.example Submitter: x'
	is "$(fate host@x.example x 'Subject: Cron <root@host> backup')" ',ignored,automatic: Subject: Cron <root@host> backup'
	is "$(sql 'SELECT count(*) FROM event WHERE kind IN (1, 9)')" 0
	for who in noreplyanov@mail.example marino.reply@mail.example anna.bot@mail.example; do is "$(fate $who текст | cut -d, -f2)" added; done
	# somebody else's box behind a program, not the program's own house
	is "$(fate no-reply@gate.example 'Хочу дом' 'Reply-To: Анна <anna@mail.example>' | cut -d, -f2)" added
	is "$(created name)|$(created email)|$(created sent_by)" 'Анна|anna@mail.example|no-reply@gate.example'
	is "$(fate no-reply@bank.example 'Выписка' 'Reply-To: help@bank.example')" ',ignored,from a program: no-reply@bank.example'
	is "$(fate no-reply@a.example 'Выписка' 'Reply-To: noreply@b.example')" ',ignored,from a program: no-reply@a.example'
}

@test "a program's letter that gives a number to call is kept, as spam, where somebody may look" {
	is "$(fate no-reply@portal.example 'Новый звонок с объявления. Телефон: 8 916 000-00-11')" '1,spam,from a program that gives a number to call: no-reply@portal.example'
	is "$(crm-leads -o lead,state,reason,phone | tail -1)" 1,disqualified,spam,+79160000011
	# of somebody we know it is the business of his lead
	crm-lead-add -q name=Иван phone=89160000012 >/dev/null
	is "$(fate no-reply@portal.example 'Новый звонок. Телефон: 8 916 000-00-12' | cut -d, -f1,2)" 2,duplicate
	is "$(fate no-reply@bank.example 'Телефон: 8 800 000-00-13' | cut -d, -f2)" ignored
	is "$(fate no-reply@shop.example 'Телефон: 8 495 000-00-14. Отписаться: ссылка' | cut -d, -f2)" ignored
	is "$(fate no-reply@shop.example 'Телефон: 8 495 000-00-15' 'List-Id: <x>' | cut -d, -f2)" ignored
	is "$(fate no-reply@shop.example 'Как вам наш сервис?' | cut -d, -f2)" ignored
	crm-db check | finds 'replay,ok,0 differences'
}

@test "mailings are no inquiries, whatever shows that they are" {
	for header in 'List-Unsubscribe: <https://x.example/u/1>' 'List-Unsubscribe-Post: List-Unsubscribe=One-Click' 'Feedback-ID: 1:2:3' 'List-Id: <news.x.example>' \
		'Precedence: bulk' 'X-Mailer: UniSender' 'X-Mailer: Mailchimp Mailer' 'X-Mailer: SendPulse' 'X-Campaign: 12' 'X-SG-EID: abc' 'X-CSA-Complaints: a@b.example'; do
		is "$(fate hello@shop.example 'Скидки 50 %' "$header")" ",ignored,automatic: $header"
	done
	is "$(sql 'SELECT count(*) FROM event WHERE kind IN (1, 9)')" 0
	is "$(fate hello@shop.example 'Скидки' 'X-Mailer: Microsoft Outlook 16.0' | cut -d, -f2)" added
}

@test "what came through a house of mailings is one by its text, and a form or a person otherwise" {
	for header in 'X-SES-Outgoing: 2026.11.23-54.240.1.1' 'X-PM-Message-Id: 1-2' 'X-SMTPAPI: {}' 'X-UNISENDER-GO: 1' 'X-MJ-Mid: 5' \
		'Return-Path: <0100-a@eu-west-1.amazonses.com>' 'Received: from o1.sendgrid.net (o1.sendgrid.net [167.89.1.1]) by mx'; do
		is "$(fate hello@shop.example 'Скидки 50 %. Отписаться: https://shop.example/u' "$header")" ",ignored,automatic: $header"
		is "$(fate "ivan@${header%%:*}.example" 'Хочу двушку, сколько стоит?' "$header" | cut -d, -f2)" added
	done
	is "$(fate noreply@site.example $'Новая заявка\nИмя: Анна\nТелефон: 8 916 000-00-01\nОтписаться от уведомлений: https://site.example/u' 'X-SES-Outgoing: 1' | cut -d, -f2)" added
}

# Seen to fail when such a header alone decides: whoever writes through a gateway was not heard.
@test "a person who writes through what sends mailings is heard" {
	mark='List-Unsubscribe: <mailto:u@gate.example>'
	is "$(fate ivan@firm.example 'Хочу дом. Тел. 8 916 000-00-01' "$mark" | cut -d, -f2)" added
	is "$(fate olga@firm.example 'Сколько стоит двушка?' "$mark" 'Feedback-ID: 1' | cut -d, -f2)" added
	is "$(fate petr@firm.example 'Есть ли дома до 10 млн? Ответьте, пожалуйста.' 'Auto-Submitted: auto-generated' | cut -d, -f2)" added
	is "$(fate zoe@firm.example '<p>Подскажите, пожалуйста, цену. Зоя</p>' "$mark" 'Content-Type: text/html; charset=utf-8' | cut -d, -f2)" added
	# a shop has these too
	is "$(fate f@shop.example '<p>Скидки! Тел. +7 495 000-00-01</p>' "$mark" 'Content-Type: text/html; charset=utf-8' | cut -d, -f2)" ignored
	is "$(fate g@shop.example 'Хотите скидку 50 %?' "$mark" | cut -d, -f2)" ignored
	is "$(fate a@shop.example 'Дом мечты? Звоните: тел. 8 800 000-00-01. Отписаться: ответьте' "$mark" | cut -d, -f2)" ignored
	is "$(fate b@shop.example 'Дом мечты? https://shop.example/x' "$mark" | cut -d, -f2)" ignored
	is "$(fate c@shop.example 'Тел. 8 800 000-00-01' "$mark" | cut -d, -f2)" ignored
	is "$(fate d@shop.example '<p>Дом мечты?</p>' "$mark" 'Content-Type: text/html' | cut -d, -f2)" ignored
	is "$(fate e@shop.example 'Сколько?' "$mark" 'List-Id: <l.shop.example>' | cut -d, -f2)" ignored
	# a client's letter is his; what his firm sends to many is not
	is "$(fate ivan@firm.example 'Понял, спасибо.' "$mark")" 1,touch,
	is "$(fate ivan@firm.example 'Наши новости. Отписаться: ссылка' "$mark" | cut -d, -f2)" ignored
	# an answer to a letter of ours is one, whatever it went through
	sqlite3 "$CRM_DB" "INSERT INTO outbox (outbox, name, msgid, address, stranger, lead, subject, type, body, state, queued_at) VALUES (1, 'r/1', 'ours.1@dept.example', 'ivan@firm.example', 1, 1, 's', 'text', 'b', 2, 0)"
	is "$(fate other@firm.example 'да' "$mark" 'In-Reply-To: <ours.1@dept.example>')" 1,touch,
}

@test "absence notes are known by their subject in many languages, and reopen nothing" {
	crm-lead-add -q name=Пётр email=petr@mail.example at=2026-11-02 >/dev/null
	crm-lose -q 1 reason=price at=2026-11-03 >/dev/null
	for subject in 'Автоответ: отпуск' 'Автоматический ответ: Квартира' 'В отпуске до 30 ноября' 'Отсутствую с 20 по 30' 'Out of Office' 'Automatic reply: Flat' \
		'Abwesenheitsnotiz' 'Réponse automatique : x' 'Respuesta automática: x' 'Risposta automatica: x' 'Automatyczna odpowiedź: x' 'Автоматична відповідь: x' \
		'Otomatik Yanıt: x' 'Автоматты жауап: x' '自动回复: x'; do
		is "$(fate petr@mail.example 'Отвечу позже.' "Subject: =?utf-8?B?$(printf %s "$subject" | base64 -w0)?=")" ",ignored,automatic: Subject: $subject"
	done
	is "$(crm-leads 1 -o state | tail -1)" lost
	is "$(sql 'SELECT count(*) FROM event WHERE kind = 9')" 0
	# a question about a holiday is one
	is "$(fate petr@mail.example 'Сколько стоит неделя?' 'Subject: Отпуск')" 1,returned,
}

@test "reports of the post in other words, and bounces that look like letters" {
	crm-lead-add -q name=Иван email=ivan@mail.example >/dev/null
	sqlite3 "$CRM_DB" "INSERT INTO outbox (outbox, name, msgid, address, stranger, lead, subject, type, body, state, queued_at) VALUES (1, 'r/1', 'ours.1@dept.example', 'ivan@mail.example', 1, 1, 's', 'text', 'b', 2, 0)"
	for subject in 'Недоставленное сообщение' 'Не удалось доставить: Предложение' 'Undeliverable: Offer' 'failure notice' 'Mail delivery failed: returning message to sender'; do
		is "$(fate "Mail Delivery System <MAILER-DAEMON@mx.example>" 'Нет такого' "Subject: $subject")" ',ignored,a bounce'
	done
	letter 'From: Mail Delivery System <Mailer-Daemon@mx.example>' 'Message-ID: <d1@mx>' 'Subject: Mail delivery failed' 'X-Failed-Recipients: ivan@mail.example' -- \
		'no such user' '' '------ This is a copy of the message, including all the headers. ------' '' 'Message-ID: <ours.1@dept.example>' 'Subject: s' | take -q | tail -1 >out
	is "$(cat out)" 1,1,touch,,1,,,d1@mx
	is "$(touched result)|$(touched text)" 'bounced|ivan@mail.example'
	# a client who complains is no report
	is "$(fate ivan@mail.example 'Где документы?' 'Subject: Не доставлено: документы')" 1,touch,
}

# colleague FILE SUBJECT LINE...: what Иванов passes on to the box
colleague() { letter 'From: Иван Иванов <ivanov@dept.example>' 'To: sales@dept.example' "$(id "$*")" "Subject: $1" -- "${@:2}" | take -q | tail -1 | cut -d, -f2-4; }

@test "a colleague passes a client's letter on: the client comes in, and who brought him is kept" {
	is "$(colleague 'Fwd: Квартира' 'Возьмите' '' '---------- Forwarded message ---------' 'От: Сергей <sergey@mail.example>' 'Date: вчера' 'Subject: Дом' 'To: ivanov@dept.example' '' \
		'Хочу дом. Мой телефон 8 916 000-00-01')" 1,added,
	is "$(sql "SELECT new FROM event WHERE kind = 1")" '{"at":"2026-11-23T18:00:00+03:00","name":"Сергей","phone":"8 916 000-00-01","email":"sergey@mail.example","source":"mail","comment":"Дом\n\nХочу дом. Мой телефон 8 916 000-00-01","ext_id":"'"$(sql 'SELECT msgid FROM letter')"'","msgid":"'"$(sql 'SELECT msgid FROM letter')"'","brought_by":"ivanov","note":"Возьмите","_phone":"79160000001"}'
	is "$(colleague 'ПС: Дом' '-------- Пересылаемое сообщение --------' '23.11.2026, 09:50, "Анна" <anna@mail.example>:' '' 'Дом')" 2,added,
	is "$(colleague 'Пересл.: Дом' 'Begin forwarded message:' '' '> From: Lee <lee@mail.example>' '> Subject: House' '> ' '> House')" 3,added,
	is "$(colleague 'Дом' 'Олег, возьми' '' 'От: Вера [mailto:vera@mail.example]' 'Отправлено: вчера' 'Кому: Иванов' 'Тема: Дом' '' 'Дом')" 4,added,
	is "$(created name)|$(created email)|$(created comment)|$(created brought_by)" $'Вера|vera@mail.example|Дом\n\nДом|ivanov'
	# the same client again, by another: a touch on his lead
	letter 'From: petrova@dept.example' 'Message-ID: <p1@x>' 'Subject: Fw: x' -- 'From: sergey@mail.example' 'Sent: today' 'To: petrova@dept.example' '' 'ещё' | take -q | tail -1 >out
	is "$(cat out)" 1,1,touch,,1,,email,p1@x
	is "$(touched from)|$(touched direction)|$(touched brought_by)" 'sergey@mail.example|in|petrova'
	# passed on twice
	is "$(colleague 'Fwd: Fwd: x' '---------- Forwarded message ---------' 'From: Kim <kim@dept.example>' 'Subject: Fwd: x' '' 'fyi' \
		'---------- Forwarded message ---------' 'From: Zoe <zoe@mail.example>' 'Subject: x' '' 'hi')" 5,added,
	is "$(created name)|$(created comment)" $'Zoe|x\n\nhi'
	# a form's letter, and a letter as an attachment
	is "$(colleague 'Fwd: Заявка' '---------- Forwarded message ---------' 'From: Tilda <noreply@forms.example>' 'Subject: Заявка' '' 'Имя: Яна' 'Телефон: 89160000007')" 6,added,
	letter 'From: ivanov@dept.example' 'Message-ID: <at@x>' 'Subject: Fwd: письмо' 'Content-Type: multipart/mixed; boundary=B' -- \
		--B 'Content-Type: text/plain; charset=utf-8' '' 'см. вложение' --B 'Content-Type: message/rfc822' '' 'From: Pavel <pavel@mail.example>' 'Subject: inner' '' 'inner words' --B-- | take -q -o lead,verdict | tail -1 >out
	is "$(cat out)" 7,added
	is "$(created name)|$(created comment)|$(created note)" $'Pavel|inner\n\ninner words|см. вложение'
	# as html, as three programs write it
	html() { letter 'From: ivanov@dept.example' "$(id "$*")" 'Subject: Fwd: x' 'Content-Type: text/html; charset=utf-8' -- "$1" | take -q -o lead,verdict | tail -1; created name; created comment; created note; }
	is "$(html '<div>fyi<br><div class="gmail_quote">---------- Forwarded message ---------<br>От: <strong>Глеб</strong> <span>&lt;<a href="mailto:gleb@mail.example">gleb@mail.example</a>&gt;</span><br>Date: пн<br>Subject: Дом<br></div><br><div>Хочу дом</div></div>')" $'8,added\nГлеб\nДом\n\nХочу дом\nfyi'
	is "$(html '<p>fyi</p><p><b>От:</b> Ася &lt;asya@mail.example&gt; <br><b>Отправлено:</b> вчера<br><b>Кому:</b> Иванов<br><b>Тема:</b> Дом</p><p>Хочу дом</p>')" $'9,added\nАся\nДом\n\nХочу дом\nfyi'
	is "$(html '<blockquote type="cite"><div>Begin forwarded message:</div><div><b>From: </b>Lee &lt;lee2@mail.example&gt;</div><div><b>Subject: </b><b>House</b></div><br><div>A house</div></blockquote>')" $'10,added\nLee\nHouse\n\nA house'
	# what he passes on of ours, or of nobody, is nothing; a program's letter neither
	is "$(colleague 'Fwd: x' '---------- Forwarded message ---------' 'From: orlova@dept.example' 'Subject: x' '' 'x')" ',ignored,from a colleague: ivanov'
	is "$(colleague 'Fwd: x' '---------- Forwarded message ---------' 'From: noreply@bank.example' 'Subject: x' '' 'x')" ',ignored,from a colleague: ivanov'
	is "$(colleague 'Планёрка' 'в 10:00')" ',ignored,from a colleague: ivanov'
	# a client who passes on something is himself
	is "$(fate client@mail.example $'см.\n\n---------- Forwarded message ---------\nFrom: x@y.example\nSubject: x\n\ntext' 'Subject: Fwd: x')" 11,added,
	is "$(created email)" client@mail.example
}

@test "our own box is never a client: Reply-To, X-Original-From and groups of our own speak for who wrote" {
	crm-conf put setting -q key=mail.from value=sales@dept.example >/dev/null
	is "$(fate '"Igor via Sales" <sales@dept.example>' hi 'Reply-To: Igor <igor@mail.example>' 'X-Original-From: Igor <igor@mail.example>')" 1,added,
	is "$(created name)|$(created email)|$(created sent_by)" 'Igor|igor@mail.example|sales@dept.example'
	is "$(fate "\"'Olga' via Sales\" <sales@dept.example>" hi 'Reply-To: olga@mail.example' 'List-Id: <sales.dept.example>' 'Precedence: list' 'List-Unsubscribe: <x>')" 2,added,
	is "$(created name)" Olga
	is "$(fate 'Petr <petr@mail.example>' hi 'List-Post: <mailto:sales@dept.example>' 'List-Id: <sales.dept.example>' 'Precedence: list')" 3,added,
	is "$(fate info@dept.example hi 'Reply-To: vera@mail.example')" 4,added,
	is "$(fate ivanov@dept.example hi 'Reply-To: nina@mail.example')" 5,added,
	is "$(fate kvartiry@dept.example hi 'X-Original-From: Kira <kira@mail.example>' 'List-Id: <kvartiry.groups.example>')" 6,added,
	is "$(created name)|$(created email)" 'Kira|kira@mail.example'
	is "$(fate kvartiry@dept.example hi 'X-Original-Sender: mira@mail.example' 'List-Id: <kvartiry.dept.example>' 'Precedence: list')" 7,added,
	is "$(created email)" mira@mail.example
	is "$(fate '"Лев через Отдел" <sales@dept.example>' 'Мой телефон 8 916 000-00-09')" 8,added,
	is "$(created name)|$(created phone)|$(created email)" 'Лев|8 916 000-00-09|'
	is "$(fate info@unheard.example hi 'To: info@unheard.example' | cut -d, -f2)" ignored
	# a box that writes to itself for somebody, whoever's it is
	is "$(fate form@other.example hi 'To: form@other.example' 'Reply-To: zoya@mail.example')" 9,added,
	is "$(created email)" zoya@mail.example
	for own in sales@dept.example info@dept.example ivanov@dept.example; do is "$(fate $own hi | cut -d, -f2)" ignored; done
	is "$(fate sales@dept.example hi 'Reply-To: info@dept.example')" ',ignored,from our own address sales@dept.example'
	# boxes and domains that nobody could guess
	is "$(fate box@else.example hi | cut -d, -f2)" added
	crm-conf put setting -q key=mail.own value='box@else.example, @third.example' >/dev/null
	is "$(fate box@else.example again)" ',ignored,from our own address box@else.example'
	is "$(fate any@third.example hi 'Reply-To: roma@mail.example' | cut -d, -f2)" added
	# somebody else's list is one
	is "$(fate x@mail.example hi 'List-Id: <sales.other.example>' | cut -d, -f2)" ignored
	# a colleague with a box at a house for everybody makes it no house of ours
	crm-conf put manager -q manager=free name=Ф email=free@mail.ru role=manager >/dev/null
	is "$(fate info@mail.ru hi | cut -d, -f2)" added
}

@test "a colleague answers with a copy to the box: his touch, outgoing, and nothing comes back to work" {
	person a1 | take -q >/dev/null
	crm-assign -q 1 manager=kim >/dev/null
	answer() { letter "From: $1" "To: $2" 'Cc: sales@dept.example' "$(id "$*")" 'Subject: Re: Квартира' "${@:4}" -- "$3" 'Иван <ivan@mail.example> пишет:' '> Сколько?' | take -q | tail -1 | cut -d, -f2-4,7; }
	is "$(answer ivanov@dept.example ivan@mail.example 'Добрый день.' 'In-Reply-To: <a1@mail.example>')" 1,touch,,thread
	is "$(touched direction)|$(touched manager)|$(touched from)|$(touched text)" 'out|ivanov|ivanov@dept.example|Добрый день.'
	is "$(answer petrova@dept.example 'Иван <Ivan@mail.example>' 'И ещё.')" 1,touch,,email
	is "$(touched direction)|$(touched manager)" 'out|petrova'
	# from the box itself: the owner's
	crm-conf put setting -q key=mail.from value=sales@dept.example >/dev/null
	is "$(answer sales@dept.example ivan@mail.example 'Отдел.')" 1,touch,,email
	is "$(touched direction)|$(touched manager)" 'out|kim'
	# Outlook puts the client's head below: it is an answer all the same
	letter 'From: kim@dept.example' 'To: ivan@mail.example' 'Cc: sales@dept.example' 'Message-ID: <ol@x>' 'Subject: RE: Квартира' -- 'Есть.' '' 'От: Иван <ivan@mail.example>' 'Отправлено: вчера' 'Кому: sales' | take -q -o lead,verdict,match | tail -1 >out
	is "$(cat out)" 1,touch,email
	# what the client answers to that is his thread, whatever box he writes from
	is "$(letter 'From: second@box.example' 'Message-ID: <an@x>' 'In-Reply-To: <ol@x>' -- 'Спасибо' | take -q | tail -1)" 1,1,touch,,1,kim,thread,an@x
	crm-lose -q 1 reason=price at=2026-11-23T18:00:00+03:00 >/dev/null
	is "$(answer ivanov@dept.example ivan@mail.example 'Жаль.')" 1,touch,,email
	is "$(crm-leads 1 -o state | tail -1)" lost
	# to nobody we know, and among ourselves
	is "$(answer ivanov@dept.example stranger@mail.example 'Привет')" ',ignored,from a colleague: ivanov,'
	is "$(answer ivanov@dept.example orlova@dept.example 'Привет' 'In-Reply-To: <a1@mail.example>')" ',ignored,from a colleague: ivanov,'
	crm-db check | finds 'replay,ok,0 differences'
}

@test "a text that nobody here can open is told, and the letter goes in" {
	mkdir tmp
	closed() { letter "From: $(cksum <<<"$*" | cut -d' ' -f1)@mail.example" 'Subject: Запрос' 'Content-Type: multipart/mixed; boundary=q' -- --q "$@" --q-- | TMPDIR=$PWD/tmp PATH=$PWD/none:$PATH take -q -f json -o verdict,reason | tail -1; }
	told() { echo '{"verdict":"added","reason":"the text is in '"$1"' and could not be read"}'; }
	mkdir none && printf '#!/bin/sh\nexit 1\n' >none/tnef && chmod +x none/tnef
	is "$(closed 'Content-Type: application/ms-tnef; name="winmail.dat"' 'Content-Transfer-Encoding: base64' '' 'eJ8+Ig==')" "$(told winmail.dat)"
	is "$(closed 'Content-Type: application/octet-stream; name="WINMAIL.DAT"' '' x)" "$(told WINMAIL.DAT)"
	is "$(closed 'Content-Type: application/vnd.ms-tnef' '' x)" "$(told application/vnd.ms-tnef)"
	is "$(closed 'Content-Type: application/pkcs7-mime; name=smime.p7m' '' x)" "$(told smime.p7m)"
	is "$(closed 'Content-Type: application/ms-tnef; name=winmail.dat' '' x --q 'Content-Type: text/plain' '' '   ')" "$(told winmail.dat)"
	# beside a text it is an attachment like others
	is "$(closed 'Content-Type: text/plain' '' text --q 'Content-Type: application/ms-tnef; name=winmail.dat' '' x)" '{"verdict":"added","reason":null}'
	is "$(closed 'Content-Type: application/pdf; name=a.pdf' '' x)" '{"verdict":"added","reason":null}'
}

@test "automatic answers, bounces, lists, our own people: ignored, told, counted" {
	no() { # header … : the reason, by a sender who would be a lead
		letter 'From: someone@mail.example' "$(id "$@")" "$@" -- text | take | tail -1 | cut -d, -f2-4
	}
	is "$(no 'Auto-Submitted: auto-replied (vacation)')" ",ignored,automatic: Auto-Submitted: auto-replied (vacation)"
	is "$(no 'X-Autoreply: yes')" ",ignored,automatic: X-Autoreply: yes"
	is "$(no 'Precedence: Bulk')" ",ignored,automatic: Precedence: Bulk"
	is "$(no 'Precedence: junk')" ",ignored,automatic: Precedence: junk"
	is "$(no 'Precedence: list')" ",ignored,automatic: Precedence: list"
	is "$(no 'List-Id: <news.shop.example>')" ",ignored,automatic: List-Id: <news.shop.example>"
	is "$(no 'Return-Path: <>')" ",ignored,automatic: Return-Path: <>"
	is "$(no 'X-Auto-Response-Suppress: All' 'Subject: Automatic reply: Hi')" ",ignored,automatic: X-Auto-Response-Suppress: All"
	is "$(no 'Content-Type: multipart/report; report-type=disposition-notification; boundary=b')" ",ignored,a report about delivery or reading"
	from() { letter "From: $1" "$(id "$1")" -- text | take | tail -1 | cut -d, -f2-4; }
	for who in MAILER-DAEMON@mx.example postmaster@mx.example no-reply@shop.example noreply@shop.example no_reply+7@shop.example do-not-reply@shop.example; do
		is "$(from "$who")" ",ignored,from a program: ${who,,}"
	done
	is "$(from 'Анна <PETROVA@dept.example>')" ",ignored,from a colleague: petrova"
	crm-conf put setting -q key=mail.from value=sales@dept.example >/dev/null
	is "$(from sales@dept.example)" ",ignored,from our own address sales@dept.example"
	is "$(sql "SELECT count(*) FROM event WHERE kind IN (1, 9)")" 0
	# these are people
	is "$(no 'Auto-Submitted: no' | cut -d, -f2)" added
	is "$(no 'Precedence: first-class' 'X-Auto-Response-Suppress: All' | cut -d, -f2)" touch
	is "$(from noreplyanov@mail.example | cut -d, -f2)" added
	{ for i in 1 2 3; do printf 'From a@b.example Mon Nov 23 10:00:00 2026\n' && letter 'From: a@b.example' "Message-ID: <s$i@x>" "X-Autoreply: $i" -- x && echo; done; } | take 2>err >/dev/null
	is "$(cat err)" "$(grep -o 'crm-mail-in: read 3 = ignored 3 .batch [0-9]*.' err)"
}

@test "a bounce of a letter of ours is a touch on its lead, and never a lead" {
	crm-lead-add -q name=Иван email=ivan@mail.example >/dev/null
	sqlite3 "$CRM_DB" "INSERT INTO outbox (outbox, name, msgid, address, stranger, lead, subject, type, body, state, queued_at) VALUES (1, 'r/1', 'ours.1@dept.example', 'ivan@mail.example', 1, 1, 's', 'text', 'b', 2, 0)"
	dsn() { # id, action, id of what is returned
		letter 'From: MAILER-DAEMON@mx.example' "Message-ID: <$1@mx>" 'Subject: Undelivered' 'Auto-Submitted: auto-replied' 'Return-Path: <>' \
			'Content-Type: multipart/report; report-type=delivery-status; boundary=R' -- --R 'Content-Type: text/plain' '' 'Sorry' \
			--R 'Content-Type: message/delivery-status' '' 'Reporting-MTA: dns; mx.example' '' "Action: $2" 'Status: 5.1.1' 'Diagnostic-Code: smtp; 550 no such user' \
			--R 'Content-Type: text/rfc822-headers' '' "Message-ID: <$3>" 'Subject: s' --R--
	}
	is "$(dsn d1 failed ours.1@dept.example | take | tail -1)" "1,1,touch,,1,,,d1@mx"
	is "$(sql "SELECT new FROM event WHERE kind = 9")" \
		'{"kind":"letter","direction":"in","result":"bounced","text":"smtp; 550 no such user","subject":"Undelivered","from":"mailer-daemon@mx.example","msgid":"d1@mx"}'
	is "$(dsn d1 failed ours.1@dept.example | take | verdicts)" "1,known"
	is "$(dsn d2 failed other@dept.example | take | tail -1)" "1,,ignored,a bounce,,,,d2@mx"
	is "$(dsn d3 delayed ours.1@dept.example | take | tail -1)" "1,,ignored,a report about delivery or reading,,,,d3@mx"
	is "$(dsn d4 failed ours.1@dept.example | sed 's/rfc822-headers/plain/' | take | verdicts)" ",ignored"
	is "$(sql "SELECT count(*) FROM lead")" 1
}

@test "nothing in a letter acts" {
	letter 'From: e@x.example' 'Message-ID: <e1@x>' 'X-CRM-Manager: kim' 'X-CRM-Stage: contract' 'manager: kim' 'stage: contract' 'Subject: $(touch pwned); DROP TABLE lead' -- \
		'Имя: Ева' 'Телефон: 89161234567' 'Ответственный: kim' 'manager: kim' 'Этап: contract' 'stage: contract' 'ext_id: 7' 'source: hacked' 'at: 2001-01-01' '=cmd|x' | take -q >/dev/null
	is "$(crm-leads -o lead,state,stage,manager,source,created_at)" 'lead,state,stage,manager,source,created_at
1,open,new,,mail,2026-11-23T18:00:00+03:00'
	is "$(created ext_id)" e1@x
	[ ! -e pwned ]
	# a source that hostile words are in
	crm-conf put list -q list=blocked value=bad@x.example >/dev/null
	is "$(letter 'From: bad@x.example' -- hi | take | verdicts)" "2,spam"
}

@test "operands fill what the letter leaves open" {
	is "$(person a1 | take source=sales-box project=Берёзки utm=7 | verdicts)" "1,added"
	is "$(created source)|$(created project)|$(created utm)|$(created email)" "sales-box|Берёзки|7|ivan@mail.example"
	person a2 | take source=other - | verdicts | finds -x 1,touch
}

@test "dates: of the letter, or of now when nobody can believe them" {
	at() { letter "From: $(cksum <<<"$1" | cut -d' ' -f1)@x.example" "Date: $1" -- x | take -f json | sed -n 's/.*"reason":"\([^"]*\)".*/\1/p'; }
	nothing "$(at 'Mon, 23 Nov 2026 10:00:00 +0000')"
	is "$(created at)" 2026-11-23T13:00:00+03:00
	is "$(at 'Thu, 1 Jan 1970 00:00:00 +0000')" 'taken as of now: its date is «Thu, 1 Jan 1970 00:00:00 +0000»'
	is "$(created at)" 2026-11-23T18:00:00+03:00
	is "$(at 'Fri, 1 Jan 2038 00:00:00 +0000')" 'taken as of now: its date is «Fri, 1 Jan 2038 00:00:00 +0000»'
	is "$(created at)" 2026-11-23T18:00:00+03:00
	is "$(at yesterday)" 'taken as of now: its date is «yesterday»'
}

# Seen to fail when GMime alone reads the zone: it takes what it does not know for none, and none for Greenwich.
@test "dates: zones as programs write them, and without one that of the department" {
	at() { letter "From: $(cksum <<<"$1" | cut -d' ' -f1)@x.example" "Date: $1" -- x | take -q -f json -o reason | sed 's/.*:null.*//'; }
	for ten in 'Mon, 23 Nov 2026 10:00:00 GMT+3' 'Mon, 23 Nov 2026 10:00:00 GMT+0300' 'Mon, 23 Nov 2026 10:00:00 UTC+03:00' \
		'Mon, 23 Nov 2026 10:00:00 GMT +3' 'Mon, 23 Nov 2026 10:00:00 MSK' 'Mon, 23 Nov 2026 10:00:00 +0300 (GMT+5)' \
		'Mon, 23 Nov 2026 02:00:00 GMT-5' 'Mon, 23 Nov 2026 12:00:00 YEKT' 'Mon, 23 Nov 2026 08:00:00 CET' 'Mon, 23 Nov 2026 07:00:00 Z' \
		'Mon, 23 Nov 2026 10:00:00' '23 Nov 26 10:00' 'Mon Nov 23 10:00:00 2026' 'Mon, 23 Nov 2026 10:00:00 XYZ' \
		'пн, 23 нояб. 2026 г. 10:00:00' 'Пн, 23 Ноя 2026 10:00:00 +0300' '23.11.2026 10:00' '2026-11-23T10:00:00+03:00' '2026-11-23 10:00:00' \
		'Mon, 23 Nov 2026 10:00:00 AM +0300'; do
		nothing "$(at "$ten")"
		is "$ten: $(created at)" "$ten: 2026-11-23T10:00:00+03:00"
	done
	nothing "$(at 'Mon, 23 Nov 2026 02:05:00 PM +0300')"
	is "$(created at)" 2026-11-23T14:05:00+03:00
	# a clock that goes before is no future; a future is none
	nothing "$(at 'Mon, 23 Nov 2026 18:05:00 +0300')"
	is "$(created at)" 2026-11-23T18:00:00+03:00
	for future in 'Mon, 23 Nov 2026 19:00:00 +0300' 'Tue, 24 Nov 2026 10:00:00 GMT+3' 'Mon, 23 Nov 2026 18:00:00 GMT-3' 'Mon, 23 Nov 2026 22:30:00'; do
		is "$(at "$future")" '{"reason":"taken as of now: its date is «'"$future"'»"}'
		is "$(created at)" 2026-11-23T18:00:00+03:00
	done
	is "$(at 'Mon, 31 Feb 2026 10:00:00 +0300')" '{"reason":"taken as of now: its date is «Mon, 31 Feb 2026 10:00:00 +0300»"}'
}

# tnef KIND: a winmail.dat as Outlook writes it, with the text as plain, html or compressed RTF, and an attachment
winmail() {
	python3 - "$1" <<-'PY' | base64
		import struct, sys, zlib
		def attr(level, name, data): return struct.pack("<BII", level, name, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
		def mapi(name, data): return attr(1, 0x69003, struct.pack("<IHHII", 1, 0x102, name, 1, len(data)) + data + b"\0" * (-len(data) % 4))
		def packed(rtf):
		    out = b"".join(b"\0" + rtf[i:i + 8] for i in range(0, len(rtf), 8))
		    return struct.pack("<IIII", len(out) + 12, len(rtf), 0x75465A4C, zlib.crc32(out, 0xFFFFFFFF) ^ 0xFFFFFFFF) + out
		body = {"plain": lambda: attr(1, 0x2800C, "Хочу двушку у метро".encode("cp1251") + b"\0"), "html": lambda: mapi(0x1013, "<p>Хочу <b>двушку</b></p>".encode()),
		    "rtf": lambda: mapi(0x1009, packed(rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Arial;}}\pard \'d5\'ee\'f7\'f3 \u1076?\u1086?\u1084?\par two}"))}[sys.argv[1]]()
		file = attr(2, 0x69002, b"\1\0" + b"\xff" * 12) + attr(2, 0x18010, b"plan.pdf\0") + attr(2, 0x6800F, b"secret-bytes")
		sys.stdout.buffer.write(struct.pack("<IH", 0x223E9F78, 1) + attr(1, 0x89006, struct.pack("<I", 0x10000)) + attr(1, 0x69007, struct.pack("<II", 1251, 0)) + body + file)
	PY
}

@test "a winmail.dat is read where tnef is installed, and nothing of it stays behind" {
	mkdir tmp
	send() { letter "From: $1@mail.example" "Message-ID: <$1@x>" 'Content-Type: multipart/mixed; boundary=q' -- --q 'Content-Type: application/ms-tnef; name=winmail.dat' 'Content-Transfer-Encoding: base64' '' "${@:2}" --q-- |
		TMPDIR=$PWD/tmp take -q -o verdict,reason | tail -1; }
	if command -v tnef >/dev/null; then
		is "$(send plain "$(winmail plain)")|$(created comment)|$(created files)" 'added,|Хочу двушку у метро|winmail.dat, plan.pdf'
		is "$(send html "$(winmail html)")|$(created comment)" 'added,|Хочу двушку'
		is "$(send rtf "$(winmail rtf)")|$(created comment)" $'added,|Хочу дом\ntwo'
		without -a -e secret-bytes "$CRM_DB"
	fi
	# whatever calls itself tnef: one that writes, one that dies, one that links elsewhere, one that is not there
	mkdir bin
	fake() { printf '#!/bin/sh\nwhile [ "$1" != -C ]; do shift; done\ncat >/dev/null; cd "$2"\n%s\n' "$1" >bin/tnef && chmod +x bin/tnef; }
	PATH=$PWD/bin:$PATH
	fake 'echo "<p>Я &amp; ты</p>" >crm-body.html; echo x >a.doc'
	is "$(send f1 eA==)|$(created comment)|$(created files)" 'added,|Я & ты|winmail.dat, a.doc'
	unread='added,the text is in winmail.dat and could not be read'
	fake 'echo text >crm-body.txt; exit 1'
	is "$(send f2 eA==)" "$unread"
	fake 'kill -9 $$'
	is "$(send f3 eA==)" "$unread"
	fake 'ln -s /etc/passwd crm-body.txt; mkdir deep; ln -s /etc/passwd etc'
	is "$(send f4 eA==)" "$unread"
	fake 'echo >crm-body.txt; head -c 40000000 /dev/zero >big'
	is "$(send f5 eA==)" "$unread"
	is "$(TMPDIR=/none send f6 eA==)" "$unread"
	is "$(find tmp | wc -l)" 1
	# nor of a run that was killed; what is young, or not ours to take away, stays
	mkdir tmp/crm-tnef.old tmp/crm-tnef.young && echo secret >tmp/crm-tnef.old/a && touch -d '2 hours ago' tmp/crm-tnef.old
	ln -s "$HOME" tmp/crm-tnef.link && echo x >tmp/crm-tnef.file && touch -h -d '2 hours ago' tmp/crm-tnef.link tmp/crm-tnef.file
	fake 'echo text >crm-body.txt'
	is "$(send f7 eA==)" added,
	is "$(ls tmp)" $'crm-tnef.file\ncrm-tnef.link\ncrm-tnef.young'
}

# Seen to fail when such an address is none: each letter came from nobody, and most were rejected.
@test "an address with an underscore in its domain: text with a remark, and the person is known by it" {
	remark() { echo "email: an underscore in the domain, kept as text: «$1»"; }
	printf 'name,email\nА,Ivan@My_Company.example\n,ivan@my_company.example\n,b@c_.example\n' | crm-lead-add -q -f json -o lead,verdict,reason,match >out
	is "$(cat out)" '{"lead":1,"verdict":"added","reason":"'"$(remark Ivan@My_Company.example)"'","match":null}
{"lead":1,"verdict":"duplicate","reason":"'"$(remark ivan@my_company.example)"'","match":"email"}
{"lead":3,"verdict":"added","reason":"'"$(remark b@c_.example)"'","match":null}'
	is "$(letter 'From: I <ivan@my_company.example>' 'Message-ID: <u1@x>' -- 'вопрос' | take -q | tail -1)" 1,1,touch,,1,,email,u1@x
	is "$(letter 'From: new@our_firm.example' 'Message-ID: <u2@x>' -- 'вопрос' | take -q | tail -1)" "1,4,added,$(remark new@our_firm.example | sed 's/.*/"&"/'),4,,,u2@x"
	is "$(letter 'From: new@our_firm.example' 'Message-ID: <u3@x>' 'Subject: [#4]' -- 'ещё' | take -q | tail -1)" 1,4,touch,,4,,number,u3@x
	is "$(crm-leads 4 -o email)" $'email\nnew@our_firm.example'
	crm-client-add -q email=z@y_x.example -o verdict | finds added
	# but nobody writes a letter there
	for bad in a@_ a@b_c a_b.example 'a@b_.' 'a@_b..example'; do exits 65 crm-lead-add -q email="$bad"; done
	crm-db rebuild >/dev/null
	crm-db check | finds 'replay,ok,0 differences'
}

@test "broken letters: a verdict each, and the good ones go in" {
	for l in 'garbage without any header' $'Subject: nobody\n\ntext' $'\xff\xfe\x00\x01' $'From: <<<>>>\n\nx' ': : :'; do
		exits 65 bash -c 'printf %s "$1" | crm-mail-in --leads' _ "$l"
		is "$(verdicts <<<"$out")" ",rejected"
		grep -q '^crm-mail-in: row 1: ' <<<"$err"
	done
	exits 65 bash -c 'crm-mail-in --leads </dev/null'
	is "$err" "crm-mail-in: stdin: standard input is empty: did the program before die?; nothing was taken in
crm-mail-in: read 0 = added 0"
	{ printf 'From a@b.example Mon Nov 23 10:00:00 2026\nnothing\n\nFrom a@b.example Mon Nov 23 10:00:00 2026\n' && person a1; } >mbox
	exits 65 bash -c 'crm-mail-in --leads -r wrong.csv <mbox'
	is "$(cut -d, -f2,3 <<<"$out")" $'lead,verdict\n,rejected\n1,added'
	is "$(wc -l <wrong.csv)" 2
	exits 65 bash -c 'crm-mail-in --leads --atomic <mbox'
	is "$(verdicts <<<"$out")" $',rejected\n,rejected'
}

@test "a letter of 100 MB is refused without memory, and the next is read" {
	sanitized && skip "ulimit -v and AddressSanitizer do not go together"
	{
		printf 'From a@b.example Mon Nov 23 10:00:00 2026\nFrom: big@x.example\n\n'
		head -c 100000000 /dev/zero | tr '\0' x
		printf '\n\nFrom a@b.example Mon Nov 23 10:00:00 2026\n'
		person a1
	} >mbox
	exits 65 bash -c 'ulimit -v 300000; crm-mail-in --leads <mbox'
	is "$(cut -d, -f2-4 <<<"$out")" $'lead,verdict,reason\n,rejected,a letter of more than 25 MiB\n1,added,'
	mkdir -p m/new m/cur m/tmp && mv mbox m/new/1.big
	exits 65 bash -c 'ulimit -v 300000; crm-mail-in --leads --maildir m'
	is "$(ls m/new m/cur)" $'m/cur:\n1.big:2,F\n\nm/new:'
}

@test "letters made to be hard work: within 20 s and 300 MB" {
	sanitized && skip "ulimit -v and AddressSanitizer do not go together"
	hard() { python3 -c "import sys; w = sys.stdout.write; w('From: a@b.example\\n'); $1"; }
	hard 'w("X-A: b\n" * 3000000 + "\nx\n")' >headers
	hard 'w("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 2500000)' >parts
	hard '[w(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n") for i in range(100000)]' >depth
	hard 'w("Content-Type: Message/rfc822\n\n" * 300000 + "From: " + "a@b.example, <" * 1000000)' >inside
	hard 'w("Subject: " + "=?a?b?" * 3000000 + "\n\n" + "<" * 3000000)' >words
	for l in headers parts depth inside words; do
		bash -c 'ulimit -v 300000; exec timeout 20 crm-mail-in --leads -q' <"$l" >out
		is "$l $(verdicts <out | cut -d, -f2)" "$l $([ "$l" = headers ] && echo added || echo touch)"
	done
}

@test "a Maildir: read in order, seen when the verdict is there, what is wrong flagged" {
	mkdir -p m/new m/cur m/tmp
	person a2 Вторая >m/new/200.b
	person a1 Первая >m/new/100.a
	printf 'nothing' >m/new/300.c
	person a4 >m/new/.hidden
	ln -s /etc/passwd m/new/400.link
	mkdir m/new/500.dir
	exits 65 crm-mail-in --leads --maildir m -n
	is "$(ls m/cur | wc -l)" 0
	exits 65 crm-mail-in --leads --maildir m --atomic
	is "$(ls m/cur | wc -l)|$(sql 'SELECT count(*) FROM lead')" "0|0"
	exits 65 crm-mail-in --leads --maildir m
	is "$(cut -d, -f1-3,8 <<<"$out")" 'row,lead,verdict,msgid
1,1,added,a1@mail.example
2,1,touch,a2@mail.example
3,,rejected,sha256.'"$(printf nothing | sha256sum | cut -c1-40)"'@no-message-id'
	is "$(head -1 <<<"$err")" "crm-mail-in: row 3: it is no letter"
	is "$(ls m/cur | sort)" $'100.a:2,S\n200.b:2,S\n300.c:2,F'
	is "$(ls -A m/new)" $'.hidden\n400.link\n500.dir'
	exits 0 crm-mail-in --leads --maildir m
	is "$out|$err" "row,lead,verdict,reason,client,manager,match,msgid|crm-mail-in: read 0 = added 0"
	# one that came back to new/ is known
	mv m/cur/100.a:2,S m/new/100.a
	crm-mail-in --leads --maildir m 2>/dev/null | verdicts | finds -x 1,known
	is "$(ls m/cur | sort)" $'100.a:2,S\n200.b:2,S\n300.c:2,F'
	exits 66 crm-mail-in --leads --maildir nowhere
	mkdir -p not/cur
	exits 66 crm-mail-in --leads --maildir not
	is "$err" "crm-mail-in: no Maildir, it has no new/: not: No such file or directory"
}

# Seen to fail when such a letter ends the run: each run ended at it, and nothing behind it ever came in.
@test "a Maildir with a letter that cannot be read: it is set aside and told, the rest go in" {
	sanitized && skip "strace and LeakSanitizer do not go together"
	for how in 'openat EACCES Permission denied' 'read EIO Input/output error'; do
		read -r call error wanted <<<"$how"
		mkdir -p m/new m/cur m/tmp
		for i in 1 2 3; do letter "From: $call$i@mail.example" "Message-ID: <$call$i@x>" -- "text $i" >"m/new/$i.x"; done
		exits 65 strace -qq -o trace -P new/2.x -P "$PWD/m/new/2.x" -e "trace=$call" -e "inject=$call:error=$error" crm-mail-in --leads --maildir m
		is "$(verdicts <<<"$out" | cut -d, -f2 | paste -sd ' ')" "added rejected added"
		grep -q "^crm-mail-in: row 2: cannot be read: $wanted\$" <<<"$err"
		finds 'read 3 = added 2 + rejected 1' <<<"$err"
		is "$(find m/new -type f | wc -l) $(ls m/cur | paste -sd ' ')" "0 1.x:2,S 2.x:2,F 3.x:2,S"
		# mended, and moved back
		mv m/cur/2.x:2,F m/new/2.x
		is "$(crm-mail-in -q --leads --maildir m | verdicts | cut -d, -f2)" added
		rm -r m
	done
	# what ails the machine is no fault of the letter: it stays
	mkdir -p m/new m/cur m/tmp
	person z1 >m/new/1.x
	exits 74 strace -qq -o trace -P new/1.x -e trace=openat -e inject=openat:error=EMFILE crm-mail-in --leads --maildir m
	finds 'cannot read 1.x: Too many open files' <<<"$err"
	is "$(ls m/new)" 1.x
}

@test "killed in the middle of a Maildir, run again: as if nothing had happened" {
	make_dir() {
		mkdir -p "$1/new" "$1/cur" "$1/tmp"
		for i in $(seq 1 2400); do
			printf 'From: p%d@mail.example\nMessage-ID: <k%d@x>\nDate: Mon, 23 Nov 2026 12:00:00 +0300\nSubject: n %d\n%s\n\ntext %d\n' $((i % 700)) "$i" "$i" \
				"$([ $((i % 50)) = 0 ] && printf 'X-Autoreply: 1\n')" "$i" >"$1/new/$(printf %05d "$i").x"
		done
	}
	make_dir calm
	cp -r calm m
	crm-mail-in --leads --maildir calm -q >/dev/null
	wanted=$(crm-db check --hash | grep hash)
	total=$(sql "SELECT count(*) FROM lead")
	is "$total" 686 # 700 senders without those who only answer automatically
	rm -f "$CRM_DB"*
	crm-db init --pack realty -q >/dev/null
	staff
	# later and later, until it is through before it is killed: whatever the speed of the machine
	partly=0 ms=10
	while [ "$(ls m/new | wc -l)" -gt 0 ]; do
		crm-mail-in --leads --maildir m -q >/dev/null &
		sleep "$(printf '%d.%03d' $((ms / 1000)) $((ms % 1000)))"
		kill -9 $! 2>/dev/null || true
		wait $! 2>/dev/null || true
		left=$(ls m/new | wc -l) in=$(sql "SELECT count(*) FROM letter")
		if [ "$in" -gt 0 ] && [ "$left" -gt 0 ]; then partly=$((partly + 1)); fi
		ms=$((ms * 5 / 4 + 1))
	done
	[ "$partly" -gt 0 ]
	crm-mail-in --leads --maildir m -q >/dev/null
	is "$(ls m/new | wc -l)" 0
	is "$(crm-db check --hash | grep hash)" "$wanted"
	crm-db check | finds 'replay,ok,0 differences'
}

@test "eight at once over the same letters: each goes in once" {
	for i in $(seq 1 60); do
		printf 'From a@b.example Mon Nov 23 10:00:00 2026\nFrom: p%d@mail.example\nMessage-ID: <e%d@x>\n\ntext %d\n\n' $((i % 20)) "$i" "$i"
	done >mbox
	mkdir -p m/new m/cur m/tmp
	for i in $(seq 61 90); do printf 'From: q%d@mail.example\nMessage-ID: <e%d@x>\n\ntext %d\n' "$i" "$i" "$i" >"m/new/$i.x"; done
	for i in 1 2 3 4 5 6 7 8; do
		crm-mail-in --leads <mbox >"out$i" 2>"err$i" &
		pids+=($!)
		crm-mail-in --leads --maildir m >"dir$i" 2>>"err$i" &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do wait "$pid"; done
	is "$(cat out? dir? | cut -d, -f3 | grep -c added)" 50
	is "$(cat out? dir? | cut -d, -f3 | grep -c touch)" 40
	is "$(sql "SELECT count(*), count(DISTINCT client) FROM lead")" "50|50"
	is "$(sql "SELECT count(*) FROM letter")" 90
	is "$(ls m/new | wc -l)|$(ls m/cur | wc -l)" "0|30"
	crm-db check | finds 'replay,ok,0 differences'
}

@test "undo takes letters back, and back again: thread and repetition follow" {
	morning=$(crm-db check --hash | grep hash)
	person a1 | take -q >/dev/null
	noon=$(crm-db check --hash | grep hash)
	person a2 Ещё текст 'In-Reply-To: <a1@mail.example>' | take -q >/dev/null
	batch=$(sql "SELECT max(batch) FROM batch")
	crm-undo -q "$batch" >/dev/null
	is "$(crm-db check --hash | grep hash)" "$noon"
	is "$(sql "SELECT msgid FROM letter")" a1@mail.example
	is "$(person a2 Ещё текст 'In-Reply-To: <a1@mail.example>' | take | verdicts)" 1,touch
	crm-undo -q "$(sql "SELECT max(batch) FROM batch")" >/dev/null
	crm-undo -q $((batch - 1)) >/dev/null
	is "$(crm-db check --hash | grep hash)" "$morning"
	is "$(sql "SELECT count(*) FROM letter")" 0
	# the undo undone: the letter is known again
	crm-undo -q "$(sql "SELECT max(batch) FROM batch")" >/dev/null
	is "$(person a1 | take | verdicts)" 1,known
	crm-db check | finds 'replay,ok,0 differences'
	crm-db rebuild >/dev/null
	is "$(sql "SELECT msgid, lead FROM letter")" "a1@mail.example|1"
}

@test "rows with a column msgid belong to letters too, however many come" {
	printf 'name,phone,msgid,stage\nИван,89161234567,r1@x,\nИван,89161234567,r2@x,\nОльга,89161234568,r3@x,qualified\n' | crm-lead-add -q >/dev/null
	is "$(sql "SELECT msgid, lead FROM letter ORDER BY 1")" $'r1@x|1\nr2@x|1\nr3@x|3'
	crm-db check | finds 'replay,ok,0 differences'
	crm-client-add -q client=3 email=z@x.example >/dev/null
	is "$(letter 'From: z@x.example' 'In-Reply-To: <r3@x>' -- да | take | tail -1 | cut -d, -f2,3,7)" 3,touch,thread
}

@test "how it is called" {
	exits 64 bash -c 'crm-mail-in < /dev/null'
	is "$err" "crm-mail-in: what shall become of the letters? --leads: leads, and touches on leads"
	exits 64 bash -c 'echo x | crm-mail-in --leads 17'
	exits 0 crm-mail-in --help
	exits 66 bash -c 'echo x | crm-mail-in --leads -d none.db'
	is "$(person a1 | take -x -n 2>&1 >/dev/null | head -1)" "row 1: added: nobody known by this phone or e-mail"
	person a1 | take -q >/dev/null
	is "$(person a2 | take -x -n 2>&1 >/dev/null | head -1)" "row 1: touch: lead 1 by email"
	is "$(sql "SELECT count(*) FROM event WHERE kind = 9")" 0
	exits 74 bash -c 'printf "From: a@b.example\n\nx\n" | crm-mail-in --leads >/dev/full'
}

# stopped SUBJECT LINE...: a lost lead's client answers our letter; verdict, state of the lead, state of his consent
stopped() {
	n=$(($(sql 'SELECT coalesce(max(lead), 0) FROM lead') + 1))
	crm-lead-add -q name="K$n" email="k$n@mail.example" consent=да manager=ivanov at=2026-11-02 >/dev/null
	crm-lose -q "$n" reason=price at=2026-11-03 >/dev/null
	crm-touch-add -q "$n" kind=letter direction=out at=2026-11-18 >/dev/null
	letter "From: K <k$n@mail.example>" "$(id "$n $*")" "Subject: $1" -- "${@:2}" | take -q -o verdict,match >out
	printf '%s %s %s\n' "$(tail -1 out)" "$(crm-leads "$n" -o state | tail -1)" \
		"$(sql "SELECT count(*) FROM event WHERE kind = 22 AND client = $n")"
}

@test "stop withdraws, in whatever words, and the lead stays as it was" {
	for words in стоп Стоп. 'СТОП!' stop 'Stop, please' unsubscribe 'Отпишите меня' 'отписаться' 'Не пишите мне больше' \
		'пожалуйста, не присылайте мне писем' 'Больше не присылайте, спасибо' 'Прошу исключить меня из рассылки' 'Хватит писать!' \
		'Please stop sending me these' 'Take me off your list' "Don't email me" 'Remove me' 'Отзываю согласие на рассылку' 'это спам'; do
		is "$words: $(stopped 'Re: offer' "$words")" "$words: withdrawn, lost 1"
	done
	# with our letter below, which asks for the word itself
	is "$(stopped 'Re: offer' 'Стоп' '' '18.11.2026, Отдел продаж пишет:' '> Если такие письма вам не нужны, ответьте одним словом «стоп».')" 'withdrawn, lost 1'
	is "$(stopped 'Re: offer' '> ответьте одним словом «стоп»' '' 'stop')" 'withdrawn, lost 1'
	# by the subject, as the button of a mail program does
	is "$(stopped stop)" 'withdrawn, lost 1'
	is "$(stopped 'Re: Стоп' '' '--' 'Отправлено с телефона')" 'withdrawn, lost 1'
	is "$(stopped 'Отпишите меня')" 'withdrawn, lost 1'
	crm-db check >/dev/null
}

@test "a letter that only has such a word in it is a letter" {
	is "$(stopped 'Re: offer' 'Давайте в среду, только не звоните до обеда: напишите.' | cut -d' ' -f2-)" 'open 0'
	is "$(stopped 'Re: offer' 'Вы предлагали остановку «Стоп-такси» рядом с домом. Сколько стоит двушка?' | cut -d' ' -f2-)" 'open 0'
	long=$(printf 'Мы долго думали о вашем предложении и решили, что оно нам подходит. %.0s' {1..8})
	is "$(stopped 'Re: offer' "$long Не пишите, лучше позвоните." | cut -d' ' -f2-)" 'open 0'
	is "$(stopped 'Re: offer' '' 'Отдел продаж пишет:' '> ответьте одним словом «стоп»' | cut -d' ' -f3)" 0
}

# wishes <LINES: the verdict and state of consent of each text, sent by a client of its own; \ is a line end
wishes() {
	local n=0 text
	printf 'name,email,consent\n' >people.csv
	: >wishes.mbox
	while IFS= read -r text; do
		n=$((n + 1))
		echo "К$n,wish$n@mail.example,да" >>people.csv
		printf 'From x Mon Nov 23 10:00:00 2026\nFrom: K <wish%d@mail.example>\nMessage-ID: <wish%d@x>\nSubject: Re: offer\nContent-Type: text/plain; charset=utf-8\n\n%s\n\n' \
			$n $n "$(tr '\\' '\n' <<<"$text")" >>wishes.mbox
	done
	crm-lead-add -q <people.csv >/dev/null
	take - -q -o verdict <wishes.mbox | tail -n +2 >verdicts
	is "$(grep -c . verdicts)" $n
}

@test "a wish to be left alone, in many words" {
	wishes <<-'LIST'
		stop pls
		Стоп\\Отправлено с iPhone
		Здравствуйте.\\Стоп\\С уважением,\Иван Петров
		Stop. Спасибо.
		Cтоп
		🛑
		стоп рассылка
		Remove me from your mailing list
		I no longer wish to hear from you
		I don’t want to receive your emails
		I object to the processing of my data for marketing purposes
		Do not contact me anymore
		Stop messaging me
		Не надо мне больше писать
		Прошу прекратить рассылку
		Перестаньте слать письма
		Исключите мой адрес из списка
		Снимите меня с рассылки
		Вычеркните меня
		Я не подписывался на вашу рассылку
		Не хочу больше получать от вас письма
		Прошу отозвать моё согласие
		ne pishite mne
		Добрый день. Отпишите меня от рассылки, пожалуйста.\С уважением, Иванов И.И.\+7 916 123-45-67
		Уберите меня
		Прошу уничтожить мои персональные данные
		Прошу прекратить обработку моих персональных данных
		Please erase all data you hold about me
		I want to be forgotten
		Прошу не направлять мне рекламные сообщения
		Не надо спамить
		Снимите меня с подписки
		Отключите рассылку
		Я отказываюсь получать вашу рекламу
		Согласия на рассылку не давал
		Ещё одно письмо — и жалоба в ФАС
		Мне не нужны ваши письма
		Оставьте меня в покое
		Я отписываюсь
		Cancel my subscription
		Stop these mails please
		Never email me again
		I did not sign up for this
		Please stop sending emails
		Не хочу видеть ваши письма
		Снять с рассылки
		Off the list please
		Please remove this email
	LIST
	is "$(sort verdicts | uniq -c | tr -s ' ')" ' 48 withdrawn'
	is "$(crm-tasks -q -o text | grep -c 'crm-person erase')" 4
	is "$(sql "SELECT count(*) FROM consent WHERE channel = 'all' AND state = 0")" 48
	is "$(sql "SELECT count(*) FROM lead WHERE state = 0")" "$(sql 'SELECT count(*) FROM lead')"
	# a demand in many words
	is "$(stopped 'Заявление' "$(printf 'Ваша компания хранит мои данные с прошлого года без моего ведома и разрешения. %.0s' 1 2 3 4 5)" 'В соответствии со статьёй 21 прошу прекратить обработку моих персональных данных.')" 'withdrawn, lost 1'
}

@test "more names of boxes, headers and subjects of programs" {
	local from header subject
	crm-lead-add -q name=Пётр email=petr@mail.example >/dev/null
	for from in auto-confirm@shop.example noreplay@x.example mailrobot@x.example account-update@x.example invitations@x.example; do
		letter "From: $from" "$(id "$from")" 'Subject: a' -- 'a' | take -q -o verdict | finds ignored
	done
	for header in 'List-Help: <mailto:h@x>' 'List-Owner: <mailto:h@x>' 'X-List-Unsubscribe: <http://x>' 'X-Precedence: bulk' 'X-Mailru-Msgtype: a' 'X-Mandrill-User: md_1'; do
		letter 'From: Shop <hello@shop.example>' "$header" "$(id "$header")" 'Subject: Скидки' -- 'Чтобы отписаться, нажмите здесь' | take -q -o verdict | finds ignored
	done
	for subject in '[Автоответ] квартира' 'Я на больничном' 'Больше не работаю в компании' 'Меня нет на рабочем месте' 'Currently out of the office' \
		OutOfOffice 'Сообщение об отсутствии' 'Ответ автоответчика' 'Мы получили ваше письмо' 'Thank you for contacting us' 'Прочитано: Квартира'; do
		letter 'From: petr@mail.example' "$(id "$subject")" "Subject: $subject" -- 'Отвечу позже.' | take -q -o verdict | finds ignored
	done
	# people whose names and subjects are like these
	for from in anna.reply@mail.example bounceva@mail.example robotov@mail.example; do
		letter "From: $from" "$(id "$from")" 'Subject: Квартира' -- 'Хочу двушку' | take -q -o verdict | finds added
	done
	letter 'From: petr@mail.example' 'Message-ID: <hol@x>' 'Subject: Отпуск переношу, когда показ?' -- 'Когда?' | take -q -o verdict | finds touch
}

@test "a mail program unsubscribes its owner, and says that it is a program" {
	printf 'name,email,consent\nA,a@mail.example,да\nB,b@mail.example,да\nC,c@mail.example,да\nD,d@mail.example,да\n' | crm-lead-add -q >/dev/null
	letter 'From: a@mail.example' 'Message-ID: <u1@x>' 'Subject: stop' 'Precedence: bulk' -- '' | take -q -o verdict,match | finds withdrawn,email
	letter 'From: b@mail.example' 'Message-ID: <u2@x>' 'Subject: Stop' 'Auto-Submitted: auto-generated' -- 'This message was automatically generated.' |
		take -q -o verdict,match | finds withdrawn,email
	letter 'From: z@unknown.example' 'Message-ID: <u3@x>' 'Subject: unsubscribe' 'Auto-Submitted: auto-replied' -- '' | take -q -o verdict | finds withdrawn
	# other letters of programs are read past as before
	letter 'From: c@mail.example' 'Message-ID: <u4@x>' 'Subject: Stop smoking today' 'Precedence: bulk' -- 'x' | take -q -o verdict | finds ignored
	letter 'From: c@mail.example' 'Message-ID: <u5@x>' 'Subject: Re: offer' 'Auto-Submitted: auto-replied' -- 'stop' | take -q -o verdict | finds ignored
	letter 'From: MAILER-DAEMON@mail.example' 'Message-ID: <u6@x>' 'Subject: stop' 'Auto-Submitted: auto-replied' -- '' | take -q -o verdict | finds ignored
	is "$(sql "SELECT count(*) FROM consent WHERE state = 0")" 3
}

@test "an address with an underscore in its domain stops, is found and is erased" {
	crm-lead-add -q name=C email=c_1@my_host.example consent=да >/dev/null
	letter 'From: C <C_1@my_host.example>' 'Message-ID: <h1@x>' 'Subject: Ещё вопрос' -- 'Когда можно приехать?' | take -q -o lead,verdict,match | finds 1,touch,email
	letter 'From: C <c_1@my_host.example>' 'Message-ID: <h2@x>' 'Subject: стоп' -- '' | take -q -o lead,verdict | finds 1,withdrawn
	is "$(sql "SELECT channel || state FROM consent WHERE client = 1")" all0
	letter 'From: n@new_host.example' 'Message-ID: <h3@x>' 'Subject: стоп' -- '' | take -q -o verdict | finds withdrawn
	crm-lead-add -q name=N email=n@new_host.example consent=да >/dev/null
	is "$(sql "SELECT max(state) FROM consent")" 0
	crm-person -q -U orlova --basis r erase c_1@my_host.example >/dev/null
	is "$(grep -c 'c_1@my_host' crm.db || true)" 0
}

@test "one way to reach him is refused, and the others stay; what the letter says besides is taken as any other" {
	wishes <<-'LIST'
		Не звоните, лучше пишите
		Не звоните мне, пишите в телеграм
		Звонить не нужно, только переписка
		Без звонков, пожалуйста. Пишите в WhatsApp
		don't call, e-mail me
		Please do not call, email is better
		только в телеграм
		Contact me on WhatsApp only
		Пишите только на почту
		не пишите на почту, звоните
		Не шлите на email, лучше в вотсап
		Не пишите, звоните
		Don't email me, call me
		Не пишите мне в ватсап
		Не шлите смс
		Stop texting me, email me
		Только звоните, писать не нужно
		Не пишите и не звоните
		Don't call or email me again
		Не пишите сюда, пишите на почту
		Не звоните днём, лучше пишите
		Пишите в телеграм, так удобнее
		Почему вы не звоните?
		Только сегодня увидел ваше письмо
	LIST
	is "$(cut -d, -f1 verdicts | uniq -c | tr -s ' ' | paste -sd' ')" ' 19 withdrawn  5 touch'
	is "$(sql "SELECT client || ':' || group_concat(channel, ' ') FROM (SELECT * FROM consent WHERE state = 0 ORDER BY client, channel) GROUP BY client")" '1:call
2:call
3:call
4:call
5:call
6:call
7:call email letter sms
8:call email letter sms
9:call letter messenger sms
10:email
11:email
12:email letter messenger sms
13:email letter messenger sms
14:messenger
15:sms
16:sms
17:email letter messenger sms
18:all
19:all'
	# an inquiry with such a wish in it is an inquiry
	is "$(letter 'From: Ян <yan@mail.example>' 'Message-ID: <half@x>' 'Subject: Двушка' -- 'Интересует двушка в корпусе 3, пришлите планировки.' 'Не звоните, пишите на почту.' | take -q -o verdict,reason | tail -1)" \
		'added,asks not to be reached by call: withdrawn'
	is "$(sql "SELECT channel || state FROM consent WHERE client = (SELECT max(client) FROM client)")" call0
	# in however few words
	for text in 'Сколько стоит двушка? Только не звоните, пишите на почту.' 'Интересует двушка. Не звоните, пишите' 'Price please. Do not call, e-mail me'; do
		n=$((${n:-0} + 1))
		is "$(letter "From: <few$n@mail.example>" "Message-ID: <few$n@x>" 'Subject: Q' -- "$text" | take -q -o verdict | tail -1)" added
		is "$(sql "SELECT channel, state FROM consent WHERE client = (SELECT client FROM email WHERE email = 'few$n@mail.example')")" 'call|0'
	done
	is "$(letter 'From: <few9@mail.example>' 'Message-ID: <few9@x>' 'Subject: Q' -- 'Анна, добрый день. Не звоните, пишите на почту' | take -q -o verdict | tail -1)" withdrawn
	is "$(letter 'From: Ия <iya@mail.example>' 'Message-ID: <half2@x>' 'Subject: Двушка' -- 'Интересует двушка в корпусе 3, не звоните, пишите на почту' | take -q -o verdict,reason | tail -1)" \
		'added,asks not to be reached by call: withdrawn'
	exits 0 crm-db check
}

@test "no more calls is said of calls" {
	wishes <<-'LIST'
		Не звоните мне
		Прошу больше мне не звонить
		Stop calling me
		Перестаньте звонить!
		Please don't call me
	LIST
	is "$(sort -u verdicts)" withdrawn
	is "$(sql "SELECT channel || state || count(*) FROM consent GROUP BY channel, state ORDER BY channel")" 'all15
call05'
}

@test "words of a stop in a letter about something else" {
	wishes <<-'LIST'
		Не остановимся на этом, продолжим поиск
		Удалите мою прошлую заявку, там ошибка в телефоне
		Не хочу получать ключи в декабре
		Согласия супруги пока не давал
		Отмените встречу на завтра, перенесём
		Please don't send the contract to my old address
		Вы не звоните уже неделю, жду звонка
		Cancel my booking of flat 5
		Не присылайте больше трёх вариантов за раз
		I don't want to receive the keys before May
		Can I opt out of the parking?
		Не звоните на старый номер, новый 8 916 000-00-00
		Пишите только если цена снизится
		I can stop by tomorrow at 5
		I will stop by your office on Friday
		Не пишите договор пока, я подумаю
		Не звоните днём, лучше вечером после 19
		Прошу не присылать курьера до 12
		Отпишусь завтра
		Отпишитесь, когда будет готово
		Отпишите, пожалуйста, сколько стоит двушка
		Из базы квартир подберите мне двушку
		Не беспокойтесь, всё в силе
		Письмо не отправляется, пришлите другой адрес
		Don't send it to my old address, use this one
		Мне никто не пишет и не звонит, жду ответа
		You did not send me the plan
		Remove flat 5 from the list, keep the rest
		Сотрудник запросил мои данные, зачем?
		Удалось найти данные по квартире?
		Прекрасная квартира, прошу писать на почту
		Хватит ли мне ипотеки на эту квартиру?
		Full stop. When can I view?
		Чтобы отписаться, нажмите здесь. Квартира ещё свободна?
		Is it free? To unsubscribe from this list click here
		If you no longer wish to receive these emails, unsubscribe. When can I view?
	LIST
	is "$(sort -u verdicts)" touch
	is "$(sql "SELECT count(*) FROM consent WHERE state = 0")" 0
}

@test "a stop in the thread of our letter, from another box, by somebody unknown" {
	crm-lead-add -q name=К email=k@mail.example consent=да manager=ivanov at=2026-11-02 >/dev/null
	letter 'From: ivanov@dept.example' 'To: k@mail.example' 'Message-ID: <q1@x>' 'Subject: q' -- 'ответ' | take -q >/dev/null
	crm-lose -q 1 reason=price >/dev/null
	letter 'From: K <other@box.example>' 'Message-ID: <q2@x>' 'In-Reply-To: <q1@x>' 'Subject: Re: q' -- 'не пишите мне' | take -q -o lead,verdict,client,match >out
	is "$(tail -1 out)" '1,withdrawn,1,thread'
	is "$(sql "SELECT e.email, c.channel, c.state FROM consent AS c LEFT JOIN email AS e ON e.client = c.client ORDER BY 1, 2")" 'k@mail.example|all|0
other@box.example|all|0'
	letter 'From: z@unknown.example' 'Message-ID: <q3@x>' 'Subject: unsubscribe' -- '' | take -q -o lead,verdict >out
	is "$(tail -1 out)" ',withdrawn'
	# whoever comes with that address later is not written to
	crm-lead-add -q name=З email=z@unknown.example consent=да >/dev/null
	is "$(sql "SELECT state FROM consent WHERE client = (SELECT client FROM email WHERE email = 'z@unknown.example')")" 0
	is "$(sql "SELECT json_extract(new, '\$.proof') FROM event WHERE kind = 22 ORDER BY event DESC LIMIT 1")" 'letter q3@x'
	# the same letter again
	letter 'From: z@unknown.example' 'Message-ID: <q3@x>' 'Subject: unsubscribe' -- '' | take -q -o verdict >out
	is "$(sql 'SELECT count(*) FROM event WHERE kind = 22')" 3
	is "$(crm-leads 1 -o state | tail -1)" lost
}

@test "who asks to be taken out of the base gets a task for the head as well" {
	is "$(stopped 'Re: offer' 'Уберите меня из базы')" 'withdrawn, lost 1'
	is "$(stopped 'Re: offer' 'Удалите мои данные, пожалуйста')" 'withdrawn, lost 1'
	is "$(stopped 'Re: offer' 'Please delete my data')" 'withdrawn, lost 1'
	is "$(crm-tasks --kind erase -o lead,client,manager,text | tail -n +2)" '1,1,orlova,asks to be erased: crm-person erase 1
2,2,orlova,asks to be erased: crm-person erase 2
3,3,orlova,asks to be erased: crm-person erase 3'
	crm-db check >/dev/null
}
