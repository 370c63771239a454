-- Every derived table and every table of settings, whole and in the order of its key. compare.c says what the columns are.

-- name: all_manager
SELECT manager, id, name, email, role, unit, phone, extension, weight, capacity, zone, hired, left_on, wip FROM manager ORDER BY manager
-- name: all_unit
SELECT unit, name, parent, head FROM unit ORDER BY unit
-- name: all_stage
SELECT stage, id, name, pos, kind, target_days, rot_days, required FROM stage ORDER BY stage
-- name: all_reason
SELECT reason, id, name, kind, reanimate FROM reason ORDER BY reason
-- name: all_source
SELECT source, name, channel FROM source ORDER BY source
-- name: all_calendar
SELECT day, kind, intervals FROM calendar ORDER BY day
-- name: all_absence
SELECT manager, from_day, to_day, kind FROM absence ORDER BY manager, from_day
-- name: all_rule
SELECT rule, pos, field, pattern, verdict, reason, example FROM rule ORDER BY rule
-- name: all_list
SELECT list, value, note, norm FROM list ORDER BY list, value
-- name: all_criterion
SELECT criterion, stage, field, pattern, message FROM criterion ORDER BY criterion
-- name: all_programme
SELECT programme, reasons, cooldown_days, max_entries, holdout_pct FROM programme ORDER BY programme
-- name: all_step
SELECT programme, step, segment, delay_days, channel, template FROM step ORDER BY programme, step, segment
-- name: all_setting
SELECT name, value FROM setting ORDER BY name
-- name: all_plan
SELECT month, metric, manager, unit, plan, value FROM plan ORDER BY month, metric, manager, unit
-- name: all_dict
SELECT kind, id, word FROM dict ORDER BY kind, id
-- name: all_client
SELECT client, name, filled FROM client ORDER BY client
-- name: all_phone
SELECT phone, client, leads, event FROM phone ORDER BY phone
-- name: all_email
SELECT email, client, leads, event FROM email ORDER BY email
-- name: all_inn
SELECT inn, client, leads, event FROM inn ORDER BY inn
-- name: all_lead
SELECT lead, client, event, state, stage, manager, source, campaign, project, amount, created_at, stage_since,
decided_at, last_touch, reason, origin FROM lead ORDER BY lead
-- name: all_reach
SELECT lead, stage, at, manager, skipped FROM reach ORDER BY lead, stage
-- name: all_clock
SELECT kind, stage, started, lead, nth, stopped, ended, manager, since, former FROM clock ORDER BY kind, stage, started, lead, nth
-- name: all_owning
SELECT lead, since, former FROM owning ORDER BY lead
-- name: all_seen
SELECT hash, lead, event FROM seen ORDER BY hash
-- name: all_task
SELECT task, lead, client, manager, kind, due, minutes, text, done_at, result, former_due FROM task ORDER BY task
-- name: all_manager_sum
SELECT sum, day, who, stage, state, n, amount FROM lead_sum
WHERE sum IN (@SUM_ENTRIES_OF_MANAGER@, @SUM_COHORT_OF_MANAGER@, @SUM_EVER_OF_MANAGER@, @SUM_STAYS_OF_MANAGER@) ORDER BY sum, day, who, stage, state
-- name: all_source_sum
SELECT sum, day, who, stage, state, n, amount FROM lead_sum
WHERE sum NOT IN (@SUM_ENTRIES_OF_MANAGER@, @SUM_COHORT_OF_MANAGER@, @SUM_EVER_OF_MANAGER@, @SUM_STAYS_OF_MANAGER@) ORDER BY sum, day, who, stage, state
-- name: all_cursor
SELECT name, value FROM cursor ORDER BY name
-- name: all_enrolment
SELECT enrolment, lead, programme, entry, enrolled_at, state, ended_at FROM enrolment ORDER BY enrolment
-- name: all_sent
SELECT enrolment, step, at FROM sent ORDER BY enrolment, step
-- name: all_route
SELECT route, pos, segment, members, method FROM route ORDER BY route
-- name: all_shared
SELECT key, client, event FROM shared ORDER BY key
-- name: all_role
SELECT client, role FROM role ORDER BY client
-- name: all_merged
SELECT client, target, root FROM merged ORDER BY client
-- name: all_refused
SELECT a, b, event FROM refused ORDER BY a, b
-- name: all_consent
SELECT client, channel, state, at, event, proof FROM consent ORDER BY client, channel
-- name: all_received
SELECT manager, at, leads FROM received ORDER BY manager, at
-- name: all_credit
SELECT route, manager, value FROM credit ORDER BY route, manager
-- name: all_alert
SELECT lead, clock, task, started, state, manager, at FROM alert ORDER BY lead, clock, task, started, state, manager
-- name: all_letter
SELECT msgid, lead, event FROM letter ORDER BY msgid
-- name: all_suppressed
SELECT key, at FROM suppressed ORDER BY key
