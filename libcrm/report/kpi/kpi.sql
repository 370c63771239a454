-- Of the days from $1 to $2, included. Added up by the reader: in groups of SQL each row would be put in order first.
-- name: kpi_sums
SELECT day, who, stage, state, n, amount FROM lead_sum
WHERE sum = @SUM_ENTRIES_OF_MANAGER@ AND day >= $1 AND day <= $2 AND state <> @ENTRY_SKIPPED@

-- name: kpi_first
SELECT min(day) FROM lead_sum WHERE sum = @SUM_ENTRIES_OF_MANAGER@
