-- What the control of a department asks for.
-- name: step_0006
-- What of a kind happened, and when: few ask for a time whatever the kind, and they ask for each kind.
DROP INDEX event_at;
CREATE INDEX event_kind ON event (kind, occurred_at) WHERE kind <> 1;
