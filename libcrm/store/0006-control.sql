-- What the control of a department asks for.
-- name: step_0006
SELECT 1;
