-- Stays of sum $1 that ended on day $2 or later, or run.
-- name: stages_sums
SELECT day, who, stage, state, n FROM lead_sum WHERE sum = $1 AND day >= $2
-- Those that run, of one manager ($1) or of each.
-- name: stages_running
SELECT manager, stage, stage_since, created_at FROM lead WHERE state = @LEAD_OPEN@
-- name: stages_running_of
SELECT manager, stage, stage_since, created_at FROM lead WHERE state = @LEAD_OPEN@ AND manager = $1

-- name: stages_open
SELECT lead FROM lead WHERE state = @LEAD_OPEN@
-- What may end a stay is of kind $2.
-- name: stages_ended
SELECT lead FROM event WHERE kind <> @EV_LEAD_CREATED@ AND kind = $2 AND occurred_at >= $1 AND lead IS NOT NULL
