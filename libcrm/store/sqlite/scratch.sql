-- Nobody asks a scratch base for the leads of a day: keeping what only reports look at is a third of writing a lead.
-- name: scratch_without_reports
DROP INDEX IF EXISTS lead_open;
DROP INDEX IF EXISTS lead_decided;
DROP INDEX IF EXISTS lead_created;
DROP INDEX IF EXISTS task_open;
DROP INDEX IF EXISTS task_free;
