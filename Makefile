# crm: `make` builds, `make check` tests, `make demo` shows. Everything is written below build/.
.DEFAULT_GOAL := all
B       ?= build
ifeq ($(origin CC),default)
CC      := gcc
endif
PREFIX  ?= /usr/local
VERSION := 0.1.0
PKG     := pkg-config

WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wvla -Wwrite-strings
CFLAGS  ?= -O2 -g
ALLC     = -std=c11 -D_GNU_SOURCE $(WARN) $(WERROR) $(CFLAGS) $(SAN) -Ilibcrm -I$(B)/gen -include libcrm/base/core/banned.h -DCRM_VERSION='"$(VERSION)"' -MMD -MP
LDALL    = $(SAN) $(LDFLAGS) -Wl,--as-needed -Wl,-z,relro

CMDS    := $(patsubst cmd/%.c,%,$(wildcard cmd/*.c))
LIB_C   := $(wildcard libcrm/*/*.c libcrm/*/*/*.c)
LIB_O   := $(LIB_C:%.c=$(B)/%.o)
SQL     := $(wildcard libcrm/*/*.sql libcrm/*/*/*.sql)
SQL_H   := $(SQL:libcrm/%.sql=$(B)/gen/%.sql.h)
UNITS   := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*_test.c))
MO      := $(patsubst share/po/%.po,$(B)/share/locale/%/LC_MESSAGES/crm.mo,$(wildcard share/po/*.po))

all: $(CMDS:%=$(B)/bin/%) $(B)/share/crm $(MO)

# Statements: `-- name: lead_one` in lead.sql becomes sql_lead_one in lead.sql.h. Any of them may use the enums and the
# lists of columns of SQL_NAMES.
SQL_NAMES := libcrm/store/journal.h $(addprefix libcrm/book/records/,lead.h enrolment.h) libcrm/post/mail_out/outbox.h \
    libcrm/book/context/dictionaries.h libcrm/book/projection/rollup.h libcrm/book/history/lead_clocks.h libcrm/store/journal.sql libcrm/book/records/lead.sql
$(B)/gen/%.sql.h: libcrm/%.sql scripts/sql2h.awk $(SQL_NAMES)
	@mkdir -p $(@D)
	awk -f scripts/sql2h.awk $(SQL_NAMES) $< > $@.tmp && mv $@.tmp $@

$(B)/%.o: %.c | $(SQL_H)
	@mkdir -p $(@D)
	$(CC) $(ALLC) $(CFLAGS_$*) -c -o $@ $<

# The list of commands is what they say of themselves.
$(B)/gen/commands.h: $(patsubst %,$(B)/bin/%,$(filter-out crm,$(CMDS)))
	@mkdir -p $(@D)
	for c in $^; do $$c --describe || exit 1; done >$@.txt
	LC_ALL=C sort -n -k1,1 -k2,2 $@.txt | sed 's/["\\]/\\&/g; s/^\([0-9]*\)\t[0-9]*\t\(.*\)\t\(.*\)/{\1, "\2", "\3"},/' > $@.tmp && mv $@.tmp $@
$(B)/cmd/crm.o: $(B)/gen/commands.h

$(B)/libcrm.a: $(LIB_O)
	rm -f $@ && ar rcs $@ $^

# Heavy libraries only where they are needed. These are inside, where there is an archive of them: to look up their symbols at each start costs
# more than half of what a single row does. STATIC=0: beside, and then Debian's security updates of them need no rebuild.
INSIDE := sqlite3 csv pcre2-8 utf8proc nettle
ARCHIVE = $(if $(filter 0,$(STATIC)),,$(filter /%,$(shell $(CC) -print-file-name=lib$(1).a)))
LIBS := $(foreach l,$(INSIDE),$(or $(call ARCHIVE,$(l)),-l$(l))) -lm
# Loaded by libcrm/post/mime when there is a letter.
CFLAGS_GMIME      = $(shell $(PKG) --cflags gmime-3.0)
$(foreach f,libcrm/post/mail_out/mime.c libcrm/post/mime/mime_library.c $(wildcard libcrm/post/mail_read/message*.c),$(eval CFLAGS_$(f:.c=) = $$(CFLAGS_GMIME)))
# The leak checker stumbles over a library that comes later than it.
LIBS_LETTERS      = -Wl,--no-as-needed $(shell $(PKG) --libs gmime-3.0)
ifneq ($(SAN),)
$(foreach c,crm-mail-out crm-mail-in crm-sla-notify,$(eval LIBS_$(c) = $$(LIBS_LETTERS)))
endif
LIBS_crm-find     = -lstemmer
LIBS_crm-client   = -lstemmer
LIBS_crm-lead-form = -ljansson
LIBS_crm-unsubscribe = $(LIBS_crm-lead-form)
LIBS_form_test    = -ljansson
LIBS_stem_test    = -lstemmer

$(B)/bin/%: $(B)/cmd/%.o $(B)/libcrm.a
	@mkdir -p $(@D)
	$(CC) $(LDALL) -o $@ $< $(B)/libcrm.a $(LIBS) $(LIBS_$*)

$(B)/unit/%: $(B)/tests/unit/%.o $(B)/libcrm.a
	@mkdir -p $(@D)
	$(CC) $(LDALL) -o $@ $< $(B)/libcrm.a $(LIBS) $(LIBS_$*) -lcmocka

# Commands find share/ beside their bin/.
$(B)/share/crm:
	@mkdir -p $(B)/share
	ln -sfn '$(CURDIR)/share' $@

$(B)/share/locale/%/LC_MESSAGES/crm.mo: share/po/%.po
	@mkdir -p $(@D)
	msgfmt --check-format -o $@ $<

.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)

# --- tests -----------------------------------------------------------------
# T=funnel runs only what has that in its path, F='cohort of' of that only the tests of bats whose name matches; what fails names both.
# What takes longest comes first, so that at the end nobody waits for one.
SLOW   = $(wildcard $(patsubst %,tests/*/%.bats,erase hostile mail-in form power undo syscalls index nightly day kill input))
FILES  = $(SLOW) $(filter-out $(SLOW),$(sort $(wildcard tests/cmd/*.bats tests/fault/*.bats))) $(UNITS:%=$(B)/unit/%)
TESTS  = $(strip $(if $(T),$(foreach file,$(FILES),$(if $(findstring $(T),$(file)),$(file))),$(FILES)))

check: export TEST_FILTER = $(F)
check: all $(filter $(B)/unit/%,$(TESTS)) layers
	@[ -n '$(TESTS)' ] || { echo "no test has «$(T)» in its path" >&2; exit 64; }
	python=$$(python3 -c 'import sys; print(sys.executable)') && PATH="$${python%/*}:$$PATH" CRM_BUILD='$(abspath $(B))' \
	    prove -j $(JOBS) --exec scripts/one-test $(TESTS)
JOBS ?= $(shell nproc)

# The same suite under AddressSanitizer and UndefinedBehaviorSanitizer. A report counts, whether the test looked at the command or not.
asan:
	@rm -rf $(B)/asan/reports && mkdir -p $(B)/asan/reports
	ASAN_OPTIONS="detect_leaks=1:log_exe_name=1:log_path='$(abspath $(B))/asan/reports/report'" UBSAN_OPTIONS=print_stacktrace=1 $(MAKE) B=$(B)/asan \
	    CFLAGS='-O1 -g1' SAN='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' check; \
	    status=$$?; ! grep -r . $(B)/asan/reports && exit $$status

# Two threads under ThreadSanitizer: the tests of inputs long enough for a second one. A report counts, as above. Where the system strews a
# program's memory widely it finds no room for its own: then without.
STILL = $(shell setarch -R true 2>/dev/null && echo setarch -R)
tsan:
	@rm -rf $(B)/tsan/reports && mkdir -p $(B)/tsan/reports
	CRM_THREADS=2 TSAN_OPTIONS="log_exe_name=1:log_path='$(abspath $(B))/tsan/reports/report'" $(STILL) $(MAKE) B=$(B)/tsan \
	    CFLAGS='-O1 -g1' SAN=-fsanitize=thread T=lead-add- check; \
	    status=$$?; ! grep -r . $(B)/tsan/reports && exit $$status

# Real files, when the data is there: CRM_DATA=folder.
real: all
	@for t in tests/real/*; do [ -x $$t ] || continue; CRM_BUILD='$(abspath $(B))' $$t || exit 1; done

# By the symbols of the objects, too.
layers: $(B)/libcrm.a $(CMDS:%=$(B)/cmd/%.o)
	B='$(B)' scripts/layers

lint: layers
	scripts/lint

fuzz:
	@mkdir -p $(B)/fuzz
	for name in $(FUZZ); do \
	    mkdir -p $(B)/fuzz/$$name.found; \
	    clang -g -O1 -std=c11 -D_GNU_SOURCE -fsanitize=fuzzer,address,undefined -Ilibcrm -include libcrm/base/core/banned.h $(CFLAGS_GMIME) \
	        -o $(B)/fuzz/$$name tests/fuzz/$${name}_fuzz.c $(FUZZ_C) -lcsv -lpcre2-8 -lutf8proc -lnettle -lstemmer -ljansson -lm || exit 1; \
	    dict=tests/fuzz/$$name.dict; [ -e $$dict ] && dict=-dict=$$dict || dict=; \
	    seeds=tests/fuzz/$${name}s; [ -d $$seeds ] || seeds=; \
	    $(B)/fuzz/$$name -max_total_time=$(FUZZ_SECONDS) -max_len=4096 $$dict $(B)/fuzz/$$name.found $$seeds || exit 1; \
	done
FUZZ   := reader form vcard letter
FUZZ_C := $(wildcard libcrm/base/*/*.c libcrm/rows/*.c libcrm/rows/*/*.c libcrm/post/vcard/*.c libcrm/post/program/*.c) \
    $(wildcard libcrm/post/mail_read/*.c libcrm/post/mime/*.c) libcrm/post/mail_in/form_labels.c
FUZZ_SECONDS ?= 60

# Beside sqlite3, and DuckDB and Miller where they are installed, on bases with a past. BENCH=1M for another number of leads; bench-check fails above
# tests/bench/limits; bench-put, on a machine at rest, writes the limits of that size anew.
BENCH  ?= 300k
bench bench-check bench-put: all
	tests/bench/run $(B) table $(BENCH) $(patsubst bench-%,--%,$(filter bench-%,$@))

# Instructions, which are the same on every run, against tests/bench/counts; count-put writes the file anew.
count count-put: all
	CC='$(CC)' CFLAGS='$(CFLAGS) $(SAN) $(LDFLAGS) $(STATIC:%=STATIC=%)' tests/bench/run $(B) count $(if $(filter count-put,$@),--put)

demo: all
	scripts/demo-run $(B)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/crm $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 755 $(CMDS:%=$(B)/bin/%) $(DESTDIR)$(PREFIX)/bin
	cp -R share/packs share/columns share/names share/calendar share/templates share/cron share/demo share/form $(DESTDIR)$(PREFIX)/share/crm
	install -m 755 scripts/nightly-kpi scripts/nightly-reanimate scripts/sla-watch $(DESTDIR)$(PREFIX)/share/crm
	install -m 644 share/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 share/man/*.7 $(DESTDIR)$(PREFIX)/share/man/man7
	install -D -m 644 share/completions/crm.sh $(DESTDIR)$(PREFIX)/share/bash-completion/completions/crm
	for name in $(filter-out crm,$(CMDS)); do ln -sf crm $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$name; done
	install -D -m 644 share/completions/crm.sh $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_crm
	for mo in $(MO); do lang=$${mo%/LC_MESSAGES/*}; install -D -m 644 $$mo $(DESTDIR)$(PREFIX)/share/locale/$${lang##*/}/LC_MESSAGES/crm.mo; done

clean:
	rm -rf $(B)

.PHONY: all check asan tsan real layers lint fuzz bench bench-check bench-put count count-put demo install clean
