-- name: settings
SELECT name, value FROM setting

-- name: calendar_days
SELECT day, kind, intervals FROM calendar ORDER BY day
