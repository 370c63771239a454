-- What the control of a department asks for.
-- name: step_0006
-- What of a kind happened, and when: few ask for a time whatever the kind, and they ask for each kind.
DROP INDEX event_at;
CREATE INDEX event_kind ON event (kind, occurred_at) WHERE kind <> 1;
-- Derived: the clocks of leads that have stopped, and missed calls that wait (ended 0, no stopped), whatever time they are given: enum clock_kind and
-- clock_end of book/history/lead_clocks.h. stage: of a stay, else 0. manager: whose the lead was when it stopped, and had
-- been since then, or ever; former: whose it had been before, -1: of more than one.
CREATE TABLE clock (
	kind @INT@ NOT NULL, stage @INT@ NOT NULL, started @INT@ NOT NULL, lead @INT@ NOT NULL, nth @INT@ NOT NULL,
	stopped @INT@, ended @INT@ NOT NULL, manager @INT@, since @INT@, former @INT@,
	PRIMARY KEY (kind, stage, started, lead, nth)
) @KEYED@;
CREATE INDEX clock_missed ON clock (lead) WHERE kind = 2;
-- Derived: of leads that changed hands, since when he has them who has them now; former as in clock.
CREATE TABLE owning (lead @ID@, since @INT@ NOT NULL, former @INT@) @STRICT@;
