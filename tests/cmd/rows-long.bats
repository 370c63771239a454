# Commands that take rows one by one: inputs of many transactions, whose size follows the pace. $CRM_CHUNK_ROWS keeps them small.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	awk 'BEGIN {
		print "name,phone,at,manager,amount"
		for (i = 1; i <= 90; i++)
			printf "Лид %d,+7916%07d,2026-11-%02d %02d:00,%s,%s\n", i, i, i % 20 + 1, i % 24, i % 3 ? "kim" : i % 2 ? "ivanov" : "", i % 4 ? "" : i * 1000
	}' >leads.csv
	crm-lead-add -q <leads.csv >/dev/null
	# Every lead, some twice, some with a day, and rows that are rejected: before anything is written, and after it.
	awk 'BEGIN {
		print "lead,at,manager,stage,reason,kind,due,amount"
		for (i = 1; i <= 120; i++)
			printf "%d,%s,%s,%s,%s,call,%s,%s\n", i % 97 + 1, i % 5 ? "" : "2026-11-21", i % 17 ? i % 2 ? "petrova" : "kim" : "nobody",
				i % 13 ? i % 3 ? "meeting" : "qualified" : "nowhere", i % 11 ? i % 2 ? "price" : "timing" : "because", i % 6 ? "+1d" : "never", i % 7 ? "" : i * 500
	}' >acts.csv
	cut -d, -f1,2 acts.csv >plain.csv
	cp crm.db clean.db
}

# What a department does with its leads, one command after the other; everything that is seen of it.
acts() {
	local rows=$1 file command
	rm -f crm.db* rejects
	cp clean.db crm.db
	export CRM_CHUNK_ROWS=$rows
	while read -r file command; do
		echo "$command"
		# shellcheck disable=SC2086
		$command -r rejects - <"$file" 2>err || echo $?
		sort err
		[ ! -e rejects ] || cat rejects
		rm -f rejects
	done <<-ACTS
		acts.csv crm-assign
		acts.csv crm-assign manager=kim
		acts.csv crm-touch-add
		acts.csv crm-task-add
		acts.csv crm-move
		acts.csv crm-qualify
		acts.csv crm-win
		acts.csv crm-lose
		acts.csv crm-return
		plain.csv crm-lose reason=price
		acts.csv crm-return manager=ivanov
		plain.csv crm-assign
		plain.csv crm-disqualify reason=spam
		plain.csv crm-return
		acts.csv crm-assign
		acts.csv crm-move stage=booking
		plain.csv crm-win
		acts.csv crm-move stage=meeting
	ACTS
	unset CRM_CHUNK_ROWS
	crm-db check
	crm-db check --hash
	sql 'SELECT batch, counts, first_event, last_event FROM batch; SELECT * FROM event ORDER BY event'
}

@test "however many rows a transaction has, the same is answered, rejected and stored" {
	acts 100000 >whole
	without -w -e differ -e differs whole
	for rows in 1 7 50; do
		acts $rows >parts
		same parts whole || { diff parts whole | head -5 | sed 's/^/# /' >&3; false; }
	done
}
