-- Moves count by their own dates, and a lead is counted where it stands as well as where it has been furthest. The table is filled from the journal, as
-- everything derived is.
-- name: step_0004
DELETE FROM cohort_day;
