-- name: absences
SELECT m.id, a.from_day, a.to_day FROM absence a JOIN manager m ON m.manager = a.manager
