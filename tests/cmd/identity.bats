# Who is who: a second implementation, and what must hold whatever happened.
load helper
prepare() { staff; }

@test "random inquiries, people, merges, splits, refusals and undos: the tables are what a second implementation makes of the journal" {
	exits 0 python3 "$BATS_TEST_DIRNAME/identity.py" 1 150
	mv crm.db first.db
	crm-db init --pack realty -q >/dev/null
	staff
	exits 0 python3 "$BATS_TEST_DIRNAME/identity.py" 2 150
	exits 0 crm-db check -q
}
