#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/value/keyed.h"

/* RFC 4231, cases 2 and 6. */
static void test_vectors(void **state)
{
	char hex[65], key[132] = "";
	(void)state;
	keyed_hash("Jefe", "what do ya want for nothing?", 28, hex, sizeof hex);
	assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, 131);
	keyed_hash(key, "Test Using Larger Than Block-Size Key - Hash Key First", 54, hex, sizeof hex);
	assert_string_equal(hex, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	keyed_hash("Jefe", "what do ya want for nothing?", 28, hex, 17);
	assert_string_equal(hex, "5bdcc146bf60754e");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_vectors)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
