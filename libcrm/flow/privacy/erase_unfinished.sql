-- Erasings whose traces may still be in the files: the last of them.
-- name: erasing_last
SELECT max(event) FROM erasing
