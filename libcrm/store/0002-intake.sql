-- Who is it, whose is it, by when: identity, hand-out, deadlines, consent.
-- name: step_0002

-- What is said of a client and of no lead.
CREATE INDEX event_client ON event (client) WHERE lead IS NULL AND client IS NOT NULL;

-- Settings: to whom leads go. segment: column=value;column=value. members: managers and units.
ALTER TABLE manager ADD COLUMN wip @INT@;
CREATE TABLE route (
	route TEXT PRIMARY KEY, pos @INT@ NOT NULL, segment TEXT NOT NULL, members TEXT NOT NULL,
	method TEXT NOT NULL CHECK (method IN ('rr', 'weighted', 'least', 'capacity'))
) @STRICT@;

-- Derived: on how many records this phone, address, tax number stands. From a limit on it is shared, and names nobody by itself. event: the record by which it
-- became the client's; client 0: that one went, others have it.
ALTER TABLE phone ADD COLUMN leads @INT@ NOT NULL DEFAULT 1;
ALTER TABLE phone ADD COLUMN event @INT@ NOT NULL DEFAULT 0;
ALTER TABLE email ADD COLUMN leads @INT@ NOT NULL DEFAULT 1;
ALTER TABLE email ADD COLUMN event @INT@ NOT NULL DEFAULT 0;
CREATE TABLE inn (inn @ID@, client @INT@ NOT NULL, leads @INT@ NOT NULL, event @INT@ NOT NULL) @STRICT@;
-- Derived: who has this name at a shared phone, address or tax number. key: a hash of both. event: the record that said so first.
CREATE TABLE shared (key @ID@, client @INT@ NOT NULL, event @INT@ NOT NULL) @STRICT@;

-- Derived: what a client is to us (shareholder, blocked …), and whose records stand for his. root: the end of the chain of targets.
-- phone, email, inn, shared name the client a record came to; lead, task and, for the sum of all his records, client and role name the root.
CREATE TABLE role (client @ID@, role TEXT NOT NULL) @STRICT@;
CREATE TABLE merged (client @ID@, target @INT@ NOT NULL, root @INT@ NOT NULL) @STRICT@;
CREATE INDEX merged_root ON merged (root);
-- Derived: pairs that somebody has called two people. a < b. event: the first to say so.
CREATE TABLE refused (a @INT@ NOT NULL, b @INT@ NOT NULL, event @INT@ NOT NULL, PRIMARY KEY (a, b)) @KEYED@;

-- Derived: may we write, call? state: 0 withdrawn, 1 given. event: the one that says so, the latest of that channel.
CREATE TABLE consent (
	client @INT@ NOT NULL, channel TEXT NOT NULL, state @INT@ NOT NULL, at @INT@ NOT NULL, event @INT@ NOT NULL, proof TEXT,
	PRIMARY KEY (client, channel)
) @KEYED@;

-- Derived: how many leads a manager was handed at a moment. A plain sum: what is taken back leaves no trace.
CREATE TABLE received (manager @INT@ NOT NULL, at @INT@ NOT NULL, leads @INT@ NOT NULL, PRIMARY KEY (manager, at)) @KEYED@;
-- Derived: what a route owes a manager, in parts of a lead (book/records/credit.h). route '': where no route fits.
CREATE TABLE credit (route TEXT NOT NULL, manager @INT@ NOT NULL, value @INT@ NOT NULL, PRIMARY KEY (route, manager)) @KEYED@;

-- Derived: of which state of which deadline a head was told. task: 0 for those of the lead itself, lead: 0 for a task by itself, manager: 0
-- for what nobody owned. A new owner is news.
CREATE TABLE alert (
	lead @INT@ NOT NULL, clock TEXT NOT NULL, task @INT@ NOT NULL, started @INT@ NOT NULL, state TEXT NOT NULL, manager @INT@ NOT NULL,
	at @INT@ NOT NULL,
	PRIMARY KEY (lead, clock, task, started, state, manager)
) @KEYED@;

-- Derived: to which lead a letter belongs.
CREATE TABLE letter (msgid TEXT PRIMARY KEY, lead @INT@ NOT NULL, event @INT@ NOT NULL) @KEYED@;

-- The form's own ledger, neither derived nor in the journal: how often an address knocked in a stretch of time.
CREATE TABLE knock (address TEXT NOT NULL, slot @INT@ NOT NULL, times @INT@ NOT NULL, PRIMARY KEY (address, slot)) @KEYED@;

-- Derived: keyed hashes of phones and addresses of people who had themselves erased.
CREATE TABLE suppressed (key TEXT PRIMARY KEY, at @INT@ NOT NULL) @KEYED@;
-- With what they are keyed: made here once, neither derived nor in the journal.
CREATE TABLE secret (name TEXT PRIMARY KEY, value TEXT NOT NULL) @KEYED@;
-- The events that are being emptied right now. Outside of the transaction that does it, only events of erasings whose traces are in the files still.
CREATE TABLE erasing (event @ID@) @STRICT@;
