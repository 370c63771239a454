-- Clocks of kind $1 and stage $2 that began in [$3, $4), with what of the lead they are grouped by and shown with.
-- name: clocks
SELECT c.started, c.lead, c.nth, c.stopped, c.ended, c.manager, c.since, c.former, l.client, l.manager, l.source, l.project, l.campaign, l.stage
FROM clock AS c CROSS JOIN lead AS l WHERE c.kind = $1 AND c.stage = $2 AND c.started >= $3 AND c.started < $4 AND l.lead = c.lead

-- name: clocks_narrow
SELECT started, lead, nth, stopped, ended, manager, since, former FROM clock WHERE kind = $1 AND stage = $2 AND started >= $3 AND started < $4

-- sla_wanted has those that are open.
-- name: running_leads
SELECT l.lead, l.stage, l.created_at, l.stage_since FROM sla_wanted AS w CROSS JOIN lead AS l WHERE l.lead = w.key

-- name: missed_waiting
SELECT lead FROM clock WHERE kind = @CLOCK_CALLBACK@ AND stage = 0 AND started >= $1 AND started < $2 AND stopped IS NULL

-- Of those in sla_wanted: when it reached stage $1, the first after the coming; when it was answered; since when its owner has it.
-- name: running_rows
SELECT l.lead, l.client, l.manager, l.source, l.project, l.campaign, l.stage, l.created_at, l.stage_since, r.at, c.stopped, o.since, o.former
FROM sla_wanted AS w CROSS JOIN lead AS l LEFT JOIN reach AS r ON r.lead = l.lead AND r.stage = $1
LEFT JOIN clock AS c ON c.kind = @CLOCK_FIRST_RESPONSE@ AND c.stage = 0 AND c.started = l.created_at AND c.lead = l.lead AND c.nth = 0
LEFT JOIN owning AS o ON o.lead = l.lead
WHERE l.lead = w.key

-- Of whom the rows do not tell all: who was returned, and who waits to be called back.
-- name: not_told_by_rows
SELECT lead FROM event WHERE kind = @EV_LEAD_RETURNED@ AND lead IS NOT NULL
UNION ALL
SELECT lead FROM clock WHERE kind = @CLOCK_CALLBACK@ AND stopped IS NULL
