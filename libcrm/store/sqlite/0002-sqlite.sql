-- What the second step needs in SQLite's own words: the journal is only ever added to, and each base has a secret of its own.
-- Only an erasing of a person, which names the events first (table erasing), may empty them: nothing but old and new changes then.
-- name: step_0002_sqlite

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

INSERT INTO secret (name, value) VALUES ('person', lower(hex(randomblob(32))));
