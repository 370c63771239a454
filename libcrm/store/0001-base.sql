-- The first schema. @INT@ @ID@ @STRICT@ @KEYED@ are spelled by each engine.
-- Times are UTC seconds, days are days since 1970-01-01, money is minor units.
-- What is under "derived" can be thrown away and made again from event and the settings.
-- name: step_0001

-- The journal: the only truth. reverses: the event this one takes back.
CREATE TABLE batch (
	batch @ID@,
	command TEXT NOT NULL,
	line TEXT NOT NULL,
	actor TEXT NOT NULL,
	login TEXT NOT NULL,
	host TEXT NOT NULL,
	started_at @INT@ NOT NULL,
	finished_at @INT@,
	counts TEXT,
	first_event @INT@,
	last_event @INT@
) @STRICT@;

CREATE TABLE event (
	event @ID@,
	batch @INT@ NOT NULL,
	kind @INT@ NOT NULL,
	lead @INT@,
	client @INT@,
	ref @INT@,
	occurred_at @INT@ NOT NULL,
	recorded_at @INT@ NOT NULL,
	reverses @INT@,
	old TEXT,
	new TEXT
) @STRICT@;
-- The event that created a lead is named by lead.event, so that an import does not pay for this index.
CREATE INDEX event_lead ON event (lead) WHERE kind <> 1 AND lead IS NOT NULL;
CREATE INDEX event_ref ON event (ref) WHERE ref IS NOT NULL;
CREATE INDEX event_reverses ON event (reverses) WHERE reverses IS NOT NULL;

-- Settings (each change is an event too).
CREATE TABLE manager (
	id @ID@,
	manager TEXT NOT NULL UNIQUE,
	name TEXT, email TEXT,
	role TEXT NOT NULL CHECK (role IN ('manager', 'head', 'admin')),
	unit TEXT, phone TEXT, extension TEXT,
	weight @INT@, capacity @INT@,
	zone TEXT,
	hired @INT@, left_on @INT@
) @STRICT@;
CREATE TABLE unit (unit TEXT PRIMARY KEY, name TEXT, parent TEXT, head TEXT) @STRICT@;
CREATE TABLE stage (
	id @ID@,
	stage TEXT NOT NULL UNIQUE,
	name TEXT,
	pos @INT@ NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('new', 'open', 'won')),
	target_days @INT@, rot_days @INT@,
	required TEXT
) @STRICT@;
CREATE TABLE reason (
	id @ID@,
	reason TEXT NOT NULL UNIQUE,
	name TEXT,
	kind TEXT NOT NULL CHECK (kind IN ('lose', 'disqualify')),
	reanimate @INT@ NOT NULL
) @STRICT@;
CREATE TABLE source (source TEXT PRIMARY KEY, name TEXT, channel TEXT) @STRICT@;
CREATE TABLE calendar (
	day @ID@,
	kind TEXT NOT NULL CHECK (kind IN ('work', 'short', 'off')),
	intervals TEXT
) @STRICT@;
CREATE TABLE absence (
	manager TEXT NOT NULL, from_day @INT@ NOT NULL, to_day @INT@ NOT NULL, kind TEXT,
	PRIMARY KEY (manager, from_day), CHECK (to_day >= from_day)
) @STRICT@;
CREATE TABLE rule (
	rule TEXT PRIMARY KEY, pos @INT@ NOT NULL, field TEXT NOT NULL, pattern TEXT NOT NULL,
	verdict TEXT NOT NULL, reason TEXT, example TEXT
) @STRICT@;
CREATE TABLE list (list TEXT NOT NULL, value TEXT NOT NULL, note TEXT, norm TEXT NOT NULL, PRIMARY KEY (list, value)) @STRICT@;
CREATE INDEX list_norm ON list (norm);
CREATE TABLE criterion (criterion TEXT PRIMARY KEY, stage TEXT NOT NULL, field TEXT NOT NULL, pattern TEXT, message TEXT) @STRICT@;
CREATE TABLE programme (
	programme TEXT PRIMARY KEY, reasons TEXT NOT NULL, cooldown_days @INT@ NOT NULL, max_entries @INT@ NOT NULL, holdout_pct @INT@ NOT NULL
) @STRICT@;
CREATE TABLE step (
	programme TEXT NOT NULL, step @INT@ NOT NULL, delay_days @INT@ NOT NULL, channel TEXT NOT NULL, template TEXT NOT NULL,
	segment TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (programme, step, segment)
) @STRICT@;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) @STRICT@;
CREATE TABLE plan (
	plan @ID@,
	month @INT@ NOT NULL, metric TEXT NOT NULL, manager TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '', value @INT@ NOT NULL,
	UNIQUE (month, metric, manager, unit)
) @STRICT@;

-- Derived: words in rows are small integers. kind: 1 source, 2 campaign, 3 project.
CREATE TABLE dict (kind @INT@ NOT NULL, id @INT@ NOT NULL, word TEXT NOT NULL, PRIMARY KEY (kind, id), UNIQUE (kind, word)) @KEYED@;

-- Derived: people. A client has the number of its first lead.
CREATE TABLE client (client @ID@, name TEXT, filled @INT@ NOT NULL) @STRICT@;
CREATE TABLE phone (phone @ID@, client @INT@ NOT NULL) @STRICT@;
CREATE TABLE email (email TEXT PRIMARY KEY, client @INT@ NOT NULL) @KEYED@;

-- Derived: leads. state: 0 open, 1 won, 2 lost, 3 disqualified. origin: the lead this one repeats.
CREATE TABLE lead (
	lead @ID@,
	client @INT@ NOT NULL,
	event @INT@ NOT NULL,
	state @INT@ NOT NULL,
	stage @INT@ NOT NULL,
	manager @INT@,
	source @INT@, campaign @INT@, project @INT@,
	amount @INT@,
	created_at @INT@ NOT NULL,
	stage_since @INT@ NOT NULL,
	decided_at @INT@,
	last_touch @INT@,
	reason @INT@,
	origin @INT@
) @STRICT@;
CREATE INDEX lead_client ON lead (client) WHERE lead <> client;
CREATE INDEX lead_open ON lead (manager, stage) WHERE state = 0;
CREATE INDEX lead_lost ON lead (decided_at) WHERE state = 2;

-- Derived: the first entry of a lead into a stage or beyond. Entering the first stage is lead.created_at.
CREATE TABLE reach (
	lead @INT@ NOT NULL, stage @INT@ NOT NULL, at @INT@ NOT NULL, manager @INT@, skipped @INT@ NOT NULL,
	PRIMARY KEY (lead, stage)
) @KEYED@;
CREATE INDEX reach_at ON reach (at);
CREATE INDEX reach_skipped ON reach (at) WHERE skipped = 1;

-- Derived: has this very row been taken in before?
CREATE TABLE seen (hash @ID@, lead @INT@ NOT NULL, event @INT@ NOT NULL) @STRICT@;

CREATE TABLE task (
	task @ID@,
	lead @INT@, client @INT@, manager @INT@,
	kind TEXT NOT NULL, due @INT@ NOT NULL, minutes @INT@, text TEXT,
	done_at @INT@, result TEXT
) @STRICT@;
CREATE INDEX task_open ON task (due) WHERE done_at IS NULL;
CREATE INDEX task_lead ON task (lead) WHERE lead IS NOT NULL;
CREATE INDEX task_free ON task (due) WHERE lead IS NULL;

-- Derived: narrow sums by day for reports. kpi_day and src_day count first entries into a stage; cohort_day counts leads by the day they came.
CREATE TABLE kpi_day (
	day @INT@ NOT NULL, manager @INT@ NOT NULL, stage @INT@ NOT NULL, n @INT@ NOT NULL, amount @INT@ NOT NULL,
	PRIMARY KEY (day, manager, stage)
) @KEYED@;
CREATE TABLE src_day (
	day @INT@ NOT NULL, source @INT@ NOT NULL, stage @INT@ NOT NULL, n @INT@ NOT NULL, amount @INT@ NOT NULL,
	PRIMARY KEY (day, source, stage)
) @KEYED@;
CREATE TABLE cohort_day (
	day @INT@ NOT NULL, source @INT@ NOT NULL, stage @INT@ NOT NULL, state @INT@ NOT NULL, n @INT@ NOT NULL, amount @INT@ NOT NULL,
	PRIMARY KEY (day, source, stage, state)
) @KEYED@;

-- Derived: whose turn it is.
CREATE TABLE cursor (name TEXT PRIMARY KEY, value @INT@ NOT NULL) @STRICT@;

-- Derived: reanimation. state: 0 running, 1 stopped, 2 finished, 3 held out.
CREATE TABLE enrolment (
	enrolment @ID@,
	lead @INT@ NOT NULL, programme TEXT NOT NULL, entry @INT@ NOT NULL,
	enrolled_at @INT@ NOT NULL, state @INT@ NOT NULL, ended_at @INT@,
	UNIQUE (lead, programme, entry)
) @STRICT@;
CREATE TABLE sent (enrolment @INT@ NOT NULL, step @INT@ NOT NULL, at @INT@ NOT NULL, PRIMARY KEY (enrolment, step)) @KEYED@;

-- Letters. state: 0 queued, 1 sending, 2 sent, 3 held. Not derived, not in the journal: the post's own ledger.
CREATE TABLE outbox (
	outbox @ID@,
	name TEXT NOT NULL UNIQUE,
	msgid TEXT NOT NULL UNIQUE,
	address TEXT NOT NULL,
	stranger @INT@ NOT NULL,
	lead @INT@,
	subject TEXT NOT NULL,
	type TEXT NOT NULL CHECK (type IN ('text', 'html')),
	body TEXT NOT NULL,
	state @INT@ NOT NULL,
	queued_at @INT@ NOT NULL,
	tried_at @INT@,
	error TEXT
) @STRICT@;
CREATE INDEX outbox_open ON outbox (state) WHERE state < 2;
