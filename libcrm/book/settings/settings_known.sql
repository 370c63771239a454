-- The last thing known by $1: what was recorded before it was known too, whatever the clock said.
-- name: settings_last_known
SELECT event FROM event WHERE recorded_at <= $1 ORDER BY event DESC LIMIT 1

-- Changes of settings after event $1, the last one first; an undo of something else has no table in its texts.
-- name: settings_changes
SELECT -- use: event_columns
FROM event WHERE event > $1 AND lead IS NULL AND client IS NULL AND ref IS NULL AND kind IN (@EV_CONF_PUT@, @EV_UNDONE@)
ORDER BY event DESC

-- Copies that stand before the tables for this handle alone, each with what its `put` needs to find a row.
-- name: known_manager
CREATE TEMPORARY TABLE manager AS SELECT * FROM manager
-- name: known_manager_key
CREATE UNIQUE INDEX known_manager ON manager (manager)
-- name: known_unit
CREATE TEMPORARY TABLE unit AS SELECT * FROM unit
-- name: known_unit_key
CREATE UNIQUE INDEX known_unit ON unit (unit)
-- name: known_stage
CREATE TEMPORARY TABLE stage AS SELECT * FROM stage
-- name: known_stage_key
CREATE UNIQUE INDEX known_stage ON stage (stage)
-- name: known_reason
CREATE TEMPORARY TABLE reason AS SELECT * FROM reason
-- name: known_reason_key
CREATE UNIQUE INDEX known_reason ON reason (reason)
-- name: known_source
CREATE TEMPORARY TABLE source AS SELECT * FROM source
-- name: known_source_key
CREATE UNIQUE INDEX known_source ON source (source)
-- name: known_calendar
CREATE TEMPORARY TABLE calendar AS SELECT * FROM calendar
-- name: known_calendar_key
CREATE UNIQUE INDEX known_calendar ON calendar (day)
-- name: known_absence
CREATE TEMPORARY TABLE absence AS SELECT * FROM absence
-- name: known_absence_key
CREATE UNIQUE INDEX known_absence ON absence (manager, from_day)
-- name: known_setting
CREATE TEMPORARY TABLE setting AS SELECT * FROM setting
-- name: known_setting_key
CREATE UNIQUE INDEX known_setting ON setting (name)
-- name: known_plan
CREATE TEMPORARY TABLE plan AS SELECT * FROM plan
-- name: known_plan_key
CREATE UNIQUE INDEX known_plan ON plan (month, metric, manager, unit)
