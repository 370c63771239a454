# Telephone numbers of twelve countries, as libphonenumber reads them.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

@test "thousands of numbers in seven spellings are normalised as libphonenumber does" {
	for python in python3 /usr/bin/python3; do
		$python -c 'import phonenumbers' 2>/dev/null && break
		python=
	done
	[ -n "$python" ] || { echo "# no module phonenumbers: Debian's python3-phonenumbers, see scripts/setup test" >&3; false; }
	exits 0 $python "$BATS_TEST_DIRNAME/phones.py" 1 100
	[[ $out == "numbers=8400 "* ]]
}
