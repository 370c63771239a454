#!/usr/bin/env bats
# crm-undo against random lives (R-14). CRM_HISTORIES=100 before a release.
load ../cmd/helper
load fault

prepare_file() {
	staff
	cp "$CRM_DB" fresh.db
}

@test "whatever was taken back, in whatever order, the tables are what the journal says" {
	for seed in $(seq 1 "${CRM_HISTORIES:-$(fewer 3 1)}"); do
		rm -f "$CRM_DB"*
		cp fresh.db "$CRM_DB"
		python3 "$here/lives.py" "$seed" 90 >told 2>&1 || { sed 's/^/# /' told >&3; return 1; }
		sed 's/^/# /' told >&3
	done
}
