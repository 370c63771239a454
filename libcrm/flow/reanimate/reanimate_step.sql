-- name: reanimate_sent
SELECT step FROM sent WHERE enrolment = $1

-- name: reanimate_row
SELECT new FROM event WHERE event = $1 AND kind = @EV_LEAD_CREATED@

-- name: reanimate_blocked
SELECT count(*) FROM list WHERE norm = $1 AND list = 'blocked'
