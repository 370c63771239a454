-- A period is asked for by its leads and its events, not by looking at every one there is. Who came is found by the lead: the journal's index leaves the
-- inquiries out, for a lead remembers its first event.
-- name: step_0005
CREATE INDEX lead_created ON lead (created_at);
CREATE INDEX event_at ON event (occurred_at) WHERE kind <> 1;
-- Derived: narrow sums over leads for reports, in one table: what a row adds up (sum), of which manager or source (who) and of which day says enum
-- lead_sum of book/projection/rollup.h, of which state enum sum_entry and sum_cohort.
CREATE TABLE lead_sum (
	sum @INT@ NOT NULL, day @INT@ NOT NULL, who @INT@ NOT NULL, stage @INT@ NOT NULL, state @INT@ NOT NULL, n @INT@ NOT NULL, amount @INT@ NOT NULL,
	PRIMARY KEY (sum, day, who, stage, state)
) @KEYED@;
DROP TABLE kpi_day;
DROP TABLE src_day;
DROP TABLE cohort_day;
-- What was passed over is in the sums, and nobody asks what was reached when but of a lead.
DROP INDEX reach_skipped;
DROP INDEX reach_at;
-- Who was decided in a period, whatever came of it.
CREATE INDEX lead_decided ON lead (decided_at, state) WHERE state <> 0;
DROP INDEX lead_lost;
-- Deadlines are asked for by when they fall. former_due: the last of those from which the task was put off; NULL: it never was.
ALTER TABLE task ADD COLUMN former_due @INT@;
CREATE INDEX task_due ON task (due);
CREATE INDEX task_former_due ON task (former_due) WHERE former_due IS NOT NULL;
-- A client's own tasks, those of none of his leads.
CREATE INDEX task_of_client ON task (client) WHERE lead IS NULL;
-- Few leads were ever returned.
CREATE INDEX event_returned ON event (lead) WHERE kind = 8;
