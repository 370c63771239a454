-- name: gate_criteria
SELECT criterion, field, pattern, message FROM criterion WHERE stage = $1 ORDER BY criterion

-- What was said about the lead since it came, the last word first: its own events, then inquiries
-- that repeat it.
-- name: gate_later
SELECT new, event FROM event
WHERE kind <> @EV_LEAD_CREATED@ AND lead = $1 AND kind IN (@EV_LEAD_QUALIFIED@, @EV_LEAD_MOVED@, @EV_LEAD_WON@, @EV_LEAD_RETURNED@)
ORDER BY event DESC

-- name: gate_repeats
SELECT e.new, e.event FROM lead d JOIN event e ON e.event = d.event
WHERE d.client = $1 AND d.lead <> d.client AND d.origin = $2
ORDER BY d.lead DESC
