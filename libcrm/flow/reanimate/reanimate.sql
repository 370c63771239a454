-- Who was lost in that time, and is in no programme for it yet.
-- name: reanimate_lost
SELECT lead FROM lead WHERE state <> @LEAD_OPEN@ AND state = @LEAD_LOST@ AND decided_at >= $1 AND decided_at < $2
AND NOT EXISTS (SELECT 1 FROM enrolment WHERE enrolment.lead = lead.lead AND enrolment.enrolled_at = lead.decided_at)
ORDER BY decided_at, lead

-- name: reanimate_running
SELECT enrolment FROM enrolment WHERE state = @ENROLMENT_RUNNING@ ORDER BY enrolment

-- name: reanimate_one
SELECT enrolment, lead, programme, entry, enrolled_at FROM enrolment WHERE enrolment = $1

-- name: reanimate_entry
SELECT enrolled_at, state FROM enrolment JOIN sent ON sent.enrolment = enrolment.enrolment
WHERE lead = $1 AND programme = $2 AND entry = $3 AND step = $4

-- name: reanimate_next_entry
SELECT coalesce(max(entry), 0) + 1 FROM enrolment WHERE lead = $1 AND programme = $2

-- An open or won lead of a client: the open one first. A client has the number of its first lead.
-- name: reanimate_interest
SELECT lead, state FROM lead WHERE lead = $1 AND client = $1 AND state IN (@LEAD_OPEN@, @LEAD_WON@)
UNION ALL
SELECT lead, state FROM lead WHERE client = $1 AND lead <> client AND state IN (@LEAD_OPEN@, @LEAD_WON@)
ORDER BY 2, 1 LIMIT 1

-- name: reanimate_touches
SELECT event.event, event.new FROM lead JOIN event ON event.lead = lead.lead
WHERE lead.lead = $1 AND lead.client = $1 AND event.kind <> @EV_LEAD_CREATED@ AND event.kind = cast($3 AS bigint) AND event.occurred_at > $2
UNION ALL
SELECT event.event, event.new FROM lead JOIN event ON event.lead = lead.lead
WHERE lead.client = $1 AND lead.lead <> lead.client AND event.kind <> @EV_LEAD_CREATED@ AND event.kind = cast($3 AS bigint) AND event.occurred_at > $2

-- name: reanimate_enrolments
SELECT enrolment.enrolled_at FROM lead JOIN enrolment ON enrolment.lead = lead.lead WHERE lead.lead = $1 AND lead.client = $1
UNION ALL
SELECT enrolment.enrolled_at FROM lead JOIN enrolment ON enrolment.lead = lead.lead WHERE lead.client = $1 AND lead.lead <> lead.client
