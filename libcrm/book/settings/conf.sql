-- The tables of settings: get (all rows in order), one (by key), put, del, and what stands on a row:
-- uses ($1 is the key; how many of what, over which records it must not go).

-- name: manager_get
SELECT manager, name, email, role, unit, phone, extension, weight, capacity, zone, hired, left_on, wip FROM manager ORDER BY id
-- name: manager_one
SELECT manager, name, email, role, unit, phone, extension, weight, capacity, zone, hired, left_on, wip FROM manager WHERE manager = $1
-- name: manager_put
INSERT INTO manager (id, manager, name, email, role, unit, phone, extension, weight, capacity, zone, hired, left_on, wip)
SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 FROM manager WHERE true
ON CONFLICT (manager) DO UPDATE SET name = excluded.name, email = excluded.email, role = excluded.role, unit = excluded.unit,
phone = excluded.phone, extension = excluded.extension, weight = excluded.weight, capacity = excluded.capacity,
zone = excluded.zone, hired = excluded.hired, left_on = excluded.left_on,
wip = excluded.wip
-- name: manager_del
DELETE FROM manager WHERE manager = $1
-- name: manager_uses
SELECT 'leads', count(*) FROM lead, manager m WHERE m.manager = $1 AND lead.manager = m.id
UNION ALL SELECT 'leads in the past', count(*) FROM reach, manager m WHERE m.manager = $1 AND reach.manager = m.id
UNION ALL SELECT 'tasks', count(*) FROM task, manager m WHERE m.manager = $1 AND task.manager = m.id
UNION ALL SELECT 'days of results', count(*) FROM lead_sum s, manager m WHERE m.manager = $1 AND s.sum = @SUM_ENTRIES_OF_MANAGER@ AND s.who = m.id AND s.n <> 0 AND s.state <> @ENTRY_SKIPPED@
UNION ALL SELECT 'turns', count(*) FROM received, manager m WHERE m.manager = $1 AND received.manager = m.id
UNION ALL SELECT 'turns', count(*) FROM credit, manager m WHERE m.manager = $1 AND credit.manager = m.id
UNION ALL SELECT 'letters', count(*) FROM alert, manager m WHERE m.manager = $1 AND alert.manager = m.id

-- name: unit_get
SELECT unit, name, parent, head FROM unit ORDER BY unit
-- name: unit_one
SELECT unit, name, parent, head FROM unit WHERE unit = $1
-- name: unit_put
INSERT INTO unit (unit, name, parent, head) VALUES ($1, $2, $3, $4)
ON CONFLICT (unit) DO UPDATE SET name = excluded.name, parent = excluded.parent, head = excluded.head
-- name: unit_del
DELETE FROM unit WHERE unit = $1

-- name: stage_get
SELECT stage, name, pos, kind, target_days, rot_days, required FROM stage ORDER BY pos, id
-- name: stage_one
SELECT stage, name, pos, kind, target_days, rot_days, required FROM stage WHERE stage = $1
-- name: stage_put
INSERT INTO stage (id, stage, name, pos, kind, target_days, rot_days, required)
SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7 FROM stage WHERE true
ON CONFLICT (stage) DO UPDATE SET name = excluded.name, pos = excluded.pos, kind = excluded.kind,
target_days = excluded.target_days, rot_days = excluded.rot_days, required = excluded.required
-- name: stage_del
DELETE FROM stage WHERE stage = $1
-- name: stage_uses
SELECT 'leads', count(*) FROM lead, stage s WHERE s.stage = $1 AND lead.stage = s.id
UNION ALL SELECT 'leads in the past', count(*) FROM reach, stage s WHERE s.stage = $1 AND reach.stage = s.id AND reach.skipped = 0

-- name: reason_get
SELECT reason, name, kind, reanimate FROM reason ORDER BY id
-- name: reason_one
SELECT reason, name, kind, reanimate FROM reason WHERE reason = $1
-- name: reason_put
INSERT INTO reason (id, reason, name, kind, reanimate)
SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4 FROM reason WHERE true
ON CONFLICT (reason) DO UPDATE SET name = excluded.name, kind = excluded.kind, reanimate = excluded.reanimate
-- name: reason_del
DELETE FROM reason WHERE reason = $1
-- name: reason_uses
SELECT 'leads', count(*) FROM lead, reason r WHERE r.reason = $1 AND lead.reason = r.id

-- name: source_get
SELECT source, name, channel FROM source ORDER BY source
-- name: source_one
SELECT source, name, channel FROM source WHERE source = $1
-- name: source_put
INSERT INTO source (source, name, channel) VALUES ($1, $2, $3)
ON CONFLICT (source) DO UPDATE SET name = excluded.name, channel = excluded.channel
-- name: source_del
DELETE FROM source WHERE source = $1

-- name: calendar_get
SELECT day, kind, intervals FROM calendar ORDER BY day
-- name: calendar_one
SELECT day, kind, intervals FROM calendar WHERE day = $1
-- name: calendar_put
INSERT INTO calendar (day, kind, intervals) VALUES ($1, $2, $3)
ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, intervals = excluded.intervals
-- name: calendar_del
DELETE FROM calendar WHERE day = $1

-- name: absence_get
SELECT manager, from_day, to_day, kind FROM absence ORDER BY manager, from_day
-- name: absence_one
SELECT manager, from_day, to_day, kind FROM absence WHERE manager = $1 AND from_day = $2
-- name: absence_put
INSERT INTO absence (manager, from_day, to_day, kind) VALUES ($1, $2, $3, $4)
ON CONFLICT (manager, from_day) DO UPDATE SET to_day = excluded.to_day, kind = excluded.kind
-- name: absence_del
DELETE FROM absence WHERE manager = $1 AND from_day = $2

-- name: route_get
SELECT route, pos, segment, members, method FROM route ORDER BY pos, route
-- name: route_one
SELECT route, pos, segment, members, method FROM route WHERE route = $1
-- name: route_put
INSERT INTO route (route, pos, segment, members, method) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (route) DO UPDATE SET pos = excluded.pos, segment = excluded.segment, members = excluded.members,
method = excluded.method
-- name: route_del
DELETE FROM route WHERE route = $1

-- name: rule_get
SELECT rule, pos, field, pattern, verdict, reason, example FROM rule ORDER BY pos, rule
-- name: rule_one
SELECT rule, pos, field, pattern, verdict, reason, example FROM rule WHERE rule = $1
-- name: rule_put
INSERT INTO rule (rule, pos, field, pattern, verdict, reason, example) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (rule) DO UPDATE SET pos = excluded.pos, field = excluded.field, pattern = excluded.pattern,
verdict = excluded.verdict, reason = excluded.reason, example = excluded.example
-- name: rule_del
DELETE FROM rule WHERE rule = $1

-- name: list_get
SELECT list, value, note, norm FROM list ORDER BY list, value
-- name: list_one
SELECT list, value, note, norm FROM list WHERE list = $1 AND value = $2
-- name: list_put
INSERT INTO list (list, value, note, norm) VALUES ($1, $2, $3, $4)
ON CONFLICT (list, value) DO UPDATE SET note = excluded.note, norm = excluded.norm
-- name: list_del
DELETE FROM list WHERE list = $1 AND value = $2

-- name: criterion_get
SELECT criterion, stage, field, pattern, message FROM criterion ORDER BY criterion
-- name: criterion_one
SELECT criterion, stage, field, pattern, message FROM criterion WHERE criterion = $1
-- name: criterion_put
INSERT INTO criterion (criterion, stage, field, pattern, message) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (criterion) DO UPDATE SET stage = excluded.stage, field = excluded.field, pattern = excluded.pattern,
message = excluded.message
-- name: criterion_del
DELETE FROM criterion WHERE criterion = $1

-- name: programme_get
SELECT programme, reasons, cooldown_days, max_entries, holdout_pct FROM programme ORDER BY programme
-- name: programme_one
SELECT programme, reasons, cooldown_days, max_entries, holdout_pct FROM programme WHERE programme = $1
-- name: programme_put
INSERT INTO programme (programme, reasons, cooldown_days, max_entries, holdout_pct) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (programme) DO UPDATE SET reasons = excluded.reasons, cooldown_days = excluded.cooldown_days,
max_entries = excluded.max_entries, holdout_pct = excluded.holdout_pct
-- name: programme_del
DELETE FROM programme WHERE programme = $1
-- name: programme_uses
SELECT 'leads', count(*) FROM enrolment WHERE programme = $1

-- name: step_get
SELECT programme, step, delay_days, channel, template, segment FROM step ORDER BY programme, step, segment
-- name: step_one
SELECT programme, step, delay_days, channel, template, segment FROM step WHERE programme = $1 AND step = $2 AND segment = $3
-- name: step_put
INSERT INTO step (programme, step, delay_days, channel, template, segment) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (programme, step, segment) DO UPDATE SET delay_days = excluded.delay_days, channel = excluded.channel,
template = excluded.template
-- name: step_del
DELETE FROM step WHERE programme = $1 AND step = $2 AND segment = $3

-- name: setting_get
SELECT name, value FROM setting ORDER BY name
-- name: setting_one
SELECT name, value FROM setting WHERE name = $1
-- name: setting_put
INSERT INTO setting (name, value) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
-- name: setting_del
DELETE FROM setting WHERE name = $1

-- name: plan_get
SELECT month, metric, value, manager, unit FROM plan ORDER BY month, metric, unit, manager
-- name: plan_one
SELECT month, metric, value, manager, unit FROM plan WHERE month = $1 AND metric = $2 AND manager = $3 AND unit = $4
-- name: plan_put
INSERT INTO plan (plan, month, metric, value, manager, unit)
SELECT coalesce(max(plan), 0) + 1, $1, $2, $3, $4, $5 FROM plan WHERE true
ON CONFLICT (month, metric, manager, unit) DO UPDATE SET value = excluded.value
-- name: plan_del
DELETE FROM plan WHERE month = $1 AND metric = $2 AND manager = $3 AND unit = $4
