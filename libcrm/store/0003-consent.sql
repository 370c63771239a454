-- What inquiries say of consent is read anew: only a clear yes gives it. The table is filled from the journal, as everything derived is.
-- name: step_0003
DELETE FROM consent;
