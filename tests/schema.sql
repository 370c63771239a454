CREATE TABLE batch (
batch INTEGER PRIMARY KEY,
command TEXT NOT NULL,
line TEXT NOT NULL,
actor TEXT NOT NULL,
login TEXT NOT NULL,
host TEXT NOT NULL,
started_at INTEGER NOT NULL,
finished_at INTEGER,
counts TEXT,
first_event INTEGER,
last_event INTEGER
) STRICT;
CREATE TABLE event (
event INTEGER PRIMARY KEY,
batch INTEGER NOT NULL,
kind INTEGER NOT NULL,
lead INTEGER,
client INTEGER,
ref INTEGER,
occurred_at INTEGER NOT NULL,
recorded_at INTEGER NOT NULL,
reverses INTEGER,
old TEXT,
new TEXT
) STRICT;
CREATE INDEX event_lead ON event (lead) WHERE kind <> 1 AND lead IS NOT NULL;
CREATE INDEX event_ref ON event (ref) WHERE ref IS NOT NULL;
CREATE INDEX event_reverses ON event (reverses) WHERE reverses IS NOT NULL;
CREATE TABLE manager (
id INTEGER PRIMARY KEY,
manager TEXT NOT NULL UNIQUE,
name TEXT, email TEXT,
role TEXT NOT NULL CHECK (role IN ('manager', 'head', 'admin')),
unit TEXT, phone TEXT, extension TEXT,
weight INTEGER, capacity INTEGER,
zone TEXT,
hired INTEGER, left_on INTEGER
, wip INTEGER) STRICT;
CREATE TABLE unit (unit TEXT PRIMARY KEY, name TEXT, parent TEXT, head TEXT) STRICT;
CREATE TABLE stage (
id INTEGER PRIMARY KEY,
stage TEXT NOT NULL UNIQUE,
name TEXT,
pos INTEGER NOT NULL,
kind TEXT NOT NULL CHECK (kind IN ('new', 'open', 'won')),
target_days INTEGER, rot_days INTEGER,
required TEXT
) STRICT;
CREATE TABLE reason (
id INTEGER PRIMARY KEY,
reason TEXT NOT NULL UNIQUE,
name TEXT,
kind TEXT NOT NULL CHECK (kind IN ('lose', 'disqualify')),
reanimate INTEGER NOT NULL
) STRICT;
CREATE TABLE source (source TEXT PRIMARY KEY, name TEXT, channel TEXT) STRICT;
CREATE TABLE calendar (
day INTEGER PRIMARY KEY,
kind TEXT NOT NULL CHECK (kind IN ('work', 'short', 'off')),
intervals TEXT
) STRICT;
CREATE TABLE absence (
manager TEXT NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL, kind TEXT,
PRIMARY KEY (manager, from_day), CHECK (to_day >= from_day)
) STRICT;
CREATE TABLE rule (
rule TEXT PRIMARY KEY, pos INTEGER NOT NULL, field TEXT NOT NULL, pattern TEXT NOT NULL,
verdict TEXT NOT NULL, reason TEXT, example TEXT
) STRICT;
CREATE TABLE list (list TEXT NOT NULL, value TEXT NOT NULL, note TEXT, norm TEXT NOT NULL, PRIMARY KEY (list, value)) STRICT;
CREATE INDEX list_norm ON list (norm);
CREATE TABLE criterion (criterion TEXT PRIMARY KEY, stage TEXT NOT NULL, field TEXT NOT NULL, pattern TEXT, message TEXT) STRICT;
CREATE TABLE programme (
programme TEXT PRIMARY KEY, reasons TEXT NOT NULL, cooldown_days INTEGER NOT NULL, max_entries INTEGER NOT NULL, holdout_pct INTEGER NOT NULL
) STRICT;
CREATE TABLE step (
programme TEXT NOT NULL, step INTEGER NOT NULL, delay_days INTEGER NOT NULL, channel TEXT NOT NULL, template TEXT NOT NULL,
segment TEXT NOT NULL DEFAULT '',
PRIMARY KEY (programme, step, segment)
) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE plan (
plan INTEGER PRIMARY KEY,
month INTEGER NOT NULL, metric TEXT NOT NULL, manager TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '', value INTEGER NOT NULL,
UNIQUE (month, metric, manager, unit)
) STRICT;
CREATE TABLE dict (kind INTEGER NOT NULL, id INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (kind, id), UNIQUE (kind, word)) WITHOUT ROWID, STRICT;
CREATE TABLE client (client INTEGER PRIMARY KEY, name TEXT, filled INTEGER NOT NULL) STRICT;
CREATE TABLE phone (phone INTEGER PRIMARY KEY, client INTEGER NOT NULL, leads INTEGER NOT NULL DEFAULT 1, event INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE email (email TEXT PRIMARY KEY, client INTEGER NOT NULL, leads INTEGER NOT NULL DEFAULT 1, event INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID, STRICT;
CREATE TABLE lead (
lead INTEGER PRIMARY KEY,
client INTEGER NOT NULL,
event INTEGER NOT NULL,
state INTEGER NOT NULL,
stage INTEGER NOT NULL,
manager INTEGER,
source INTEGER, campaign INTEGER, project INTEGER,
amount INTEGER,
created_at INTEGER NOT NULL,
stage_since INTEGER NOT NULL,
decided_at INTEGER,
last_touch INTEGER,
reason INTEGER,
origin INTEGER
) STRICT;
CREATE INDEX lead_client ON lead (client) WHERE lead <> client;
CREATE INDEX lead_open ON lead (manager, stage) WHERE state = 0;
CREATE TABLE reach (
lead INTEGER NOT NULL, stage INTEGER NOT NULL, at INTEGER NOT NULL, manager INTEGER, skipped INTEGER NOT NULL,
PRIMARY KEY (lead, stage)
) WITHOUT ROWID, STRICT;
CREATE TABLE seen (hash INTEGER PRIMARY KEY, lead INTEGER NOT NULL, event INTEGER NOT NULL) STRICT;
CREATE TABLE task (
task INTEGER PRIMARY KEY,
lead INTEGER, client INTEGER, manager INTEGER,
kind TEXT NOT NULL, due INTEGER NOT NULL, minutes INTEGER, text TEXT,
done_at INTEGER, result TEXT
, former_due INTEGER) STRICT;
CREATE INDEX task_open ON task (due) WHERE done_at IS NULL;
CREATE INDEX task_lead ON task (lead) WHERE lead IS NOT NULL;
CREATE INDEX task_free ON task (due) WHERE lead IS NULL;
CREATE TABLE cursor (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE enrolment (
enrolment INTEGER PRIMARY KEY,
lead INTEGER NOT NULL, programme TEXT NOT NULL, entry INTEGER NOT NULL,
enrolled_at INTEGER NOT NULL, state INTEGER NOT NULL, ended_at INTEGER,
UNIQUE (lead, programme, entry)
) STRICT;
CREATE TABLE sent (enrolment INTEGER NOT NULL, step INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (enrolment, step)) WITHOUT ROWID, STRICT;
CREATE TABLE outbox (
outbox INTEGER PRIMARY KEY,
name TEXT NOT NULL UNIQUE,
msgid TEXT NOT NULL UNIQUE,
address TEXT NOT NULL,
stranger INTEGER NOT NULL,
lead INTEGER,
subject TEXT NOT NULL,
type TEXT NOT NULL CHECK (type IN ('text', 'html')),
body TEXT NOT NULL,
state INTEGER NOT NULL,
queued_at INTEGER NOT NULL,
tried_at INTEGER,
error TEXT
) STRICT;
CREATE INDEX outbox_open ON outbox (state) WHERE state < 2;
CREATE INDEX event_client ON event (client) WHERE lead IS NULL AND client IS NOT NULL;
CREATE TABLE route (
route TEXT PRIMARY KEY, pos INTEGER NOT NULL, segment TEXT NOT NULL, members TEXT NOT NULL,
method TEXT NOT NULL CHECK (method IN ('rr', 'weighted', 'least', 'capacity'))
) STRICT;
CREATE TABLE inn (inn INTEGER PRIMARY KEY, client INTEGER NOT NULL, leads INTEGER NOT NULL, event INTEGER NOT NULL) STRICT;
CREATE TABLE shared (key INTEGER PRIMARY KEY, client INTEGER NOT NULL, event INTEGER NOT NULL) STRICT;
CREATE TABLE role (client INTEGER PRIMARY KEY, role TEXT NOT NULL) STRICT;
CREATE TABLE merged (client INTEGER PRIMARY KEY, target INTEGER NOT NULL, root INTEGER NOT NULL) STRICT;
CREATE INDEX merged_root ON merged (root);
CREATE TABLE refused (a INTEGER NOT NULL, b INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID, STRICT;
CREATE TABLE consent (
client INTEGER NOT NULL, channel TEXT NOT NULL, state INTEGER NOT NULL, at INTEGER NOT NULL, event INTEGER NOT NULL, proof TEXT,
PRIMARY KEY (client, channel)
) WITHOUT ROWID, STRICT;
CREATE TABLE received (manager INTEGER NOT NULL, at INTEGER NOT NULL, leads INTEGER NOT NULL, PRIMARY KEY (manager, at)) WITHOUT ROWID, STRICT;
CREATE TABLE credit (route TEXT NOT NULL, manager INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (route, manager)) WITHOUT ROWID, STRICT;
CREATE TABLE alert (
lead INTEGER NOT NULL, clock TEXT NOT NULL, task INTEGER NOT NULL, started INTEGER NOT NULL, state TEXT NOT NULL, manager INTEGER NOT NULL,
at INTEGER NOT NULL,
PRIMARY KEY (lead, clock, task, started, state, manager)
) WITHOUT ROWID, STRICT;
CREATE TABLE letter (msgid TEXT PRIMARY KEY, lead INTEGER NOT NULL, event INTEGER NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE knock (address TEXT NOT NULL, slot INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (address, slot)) WITHOUT ROWID, STRICT;
CREATE TABLE suppressed (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE secret (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE erasing (event INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER event_stays BEFORE UPDATE ON event WHEN
old.event IS NOT new.event OR old.batch IS NOT new.batch OR old.kind IS NOT new.kind OR old.lead IS NOT new.lead OR
old.client IS NOT new.client OR old.ref IS NOT new.ref OR old.occurred_at IS NOT new.occurred_at OR
old.recorded_at IS NOT new.recorded_at OR old.reverses IS NOT new.reverses OR
NOT EXISTS (SELECT 1 FROM erasing WHERE erasing.event = old.event)
BEGIN
SELECT raise(ABORT, 'the journal is only ever added to');
END;
CREATE TRIGGER event_kept BEFORE DELETE ON event
BEGIN
SELECT raise(ABORT, 'the journal is only ever added to');
END;
CREATE TRIGGER batch_stays BEFORE UPDATE OF batch, command, actor, login, host, started_at ON batch
BEGIN
SELECT raise(ABORT, 'the journal is only ever added to');
END;
CREATE TRIGGER batch_line_stays BEFORE UPDATE OF line ON batch WHEN NOT EXISTS (SELECT 1 FROM erasing)
BEGIN
SELECT raise(ABORT, 'the journal is only ever added to');
END;
CREATE TRIGGER batch_kept BEFORE DELETE ON batch
BEGIN
SELECT raise(ABORT, 'the journal is only ever added to');
END;
CREATE INDEX lead_created ON lead (created_at);
CREATE TABLE lead_sum (
sum INTEGER NOT NULL, day INTEGER NOT NULL, who INTEGER NOT NULL, stage INTEGER NOT NULL, state INTEGER NOT NULL, n INTEGER NOT NULL, amount INTEGER NOT NULL,
PRIMARY KEY (sum, day, who, stage, state)
) WITHOUT ROWID, STRICT;
CREATE INDEX lead_decided ON lead (decided_at, state) WHERE state <> 0;
CREATE INDEX task_due ON task (due);
CREATE INDEX task_former_due ON task (former_due) WHERE former_due IS NOT NULL;
CREATE INDEX task_of_client ON task (client) WHERE lead IS NULL;
CREATE INDEX event_returned ON event (lead) WHERE kind = 8;
CREATE INDEX event_kind ON event (kind, occurred_at) WHERE kind <> 1;
CREATE TABLE clock (
kind INTEGER NOT NULL, stage INTEGER NOT NULL, started INTEGER NOT NULL, lead INTEGER NOT NULL, nth INTEGER NOT NULL,
stopped INTEGER, ended INTEGER NOT NULL, manager INTEGER, since INTEGER, former INTEGER,
PRIMARY KEY (kind, stage, started, lead, nth)
) WITHOUT ROWID, STRICT;
CREATE INDEX clock_missed ON clock (lead) WHERE kind = 2;
CREATE TABLE owning (lead INTEGER PRIMARY KEY, since INTEGER NOT NULL, former INTEGER) STRICT;
