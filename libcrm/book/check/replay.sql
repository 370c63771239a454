-- name: batches_all
SELECT batch, command, line, actor, login, host, started_at, finished_at, counts, first_event, last_event FROM batch ORDER BY batch

-- name: batch_copy
INSERT INTO batch (batch, command, line, actor, login, host, started_at, finished_at, counts, first_event, last_event)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: events_all
SELECT -- use: event_columns
FROM event ORDER BY event

-- name: empty_manager
DELETE FROM manager
-- name: empty_unit
DELETE FROM unit
-- name: empty_stage
DELETE FROM stage
-- name: empty_reason
DELETE FROM reason
-- name: empty_source
DELETE FROM source
-- name: empty_calendar
DELETE FROM calendar
-- name: empty_absence
DELETE FROM absence
-- name: empty_rule
DELETE FROM rule
-- name: empty_list
DELETE FROM list
-- name: empty_criterion
DELETE FROM criterion
-- name: empty_programme
DELETE FROM programme
-- name: empty_step
DELETE FROM step
-- name: empty_setting
DELETE FROM setting
-- name: empty_plan
DELETE FROM plan
-- name: empty_dict
DELETE FROM dict
-- name: empty_client
DELETE FROM client
-- name: empty_phone
DELETE FROM phone
-- name: empty_email
DELETE FROM email
-- name: empty_inn
DELETE FROM inn
-- name: empty_lead
DELETE FROM lead
-- name: empty_reach
DELETE FROM reach
-- name: empty_seen
DELETE FROM seen
-- name: empty_task
DELETE FROM task
-- name: empty_lead_sum
DELETE FROM lead_sum
-- name: empty_cursor
DELETE FROM cursor
-- name: empty_enrolment
DELETE FROM enrolment
-- name: empty_sent
DELETE FROM sent
-- name: empty_route
DELETE FROM route
-- name: empty_shared
DELETE FROM shared
-- name: empty_role
DELETE FROM role
-- name: empty_merged
DELETE FROM merged
-- name: empty_refused
DELETE FROM refused
-- name: empty_consent
DELETE FROM consent
-- name: empty_received
DELETE FROM received
-- name: empty_credit
DELETE FROM credit
-- name: empty_alert
DELETE FROM alert
-- name: empty_letter
DELETE FROM letter
-- name: empty_suppressed
DELETE FROM suppressed
