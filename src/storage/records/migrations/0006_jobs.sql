-- Jobs and changes, for whoever waits for them.

-- The data folder whose server may take a job: the uploaded files, the registers and the ledger that it needs are there. One
-- process holds a folder, so what this place's jobs were doing when it starts anew was done by a process that is gone.
ALTER TABLE jobs ADD COLUMN place text NOT NULL DEFAULT '';

-- What was added or changed, in the order in which it was committed, for those who watch. Read only below the oldest
-- transaction that still runs: a smaller number may yet come from one that commits late.
CREATE TABLE changes (
  n      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid    bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
  kind   text NOT NULL,
  row_id uuid NOT NULL,
  at_ms  bigint NOT NULL DEFAULT (extract(epoch FROM clock_timestamp()) * 1000)::bigint
);
CREATE INDEX changes_in_order ON changes (xid, n);
CREATE INDEX changes_by_time ON changes (at_ms);
-- Nobody reads it as a person: the server does, and then asks as each watcher which of these rows they may see.
ALTER TABLE changes ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
  $$ BEGIN INSERT INTO changes (kind, row_id) VALUES (TG_ARGV[0], NEW.id); RETURN NULL; END $$;

DO $$
DECLARE watched record;
BEGIN
  FOR watched IN SELECT * FROM (VALUES ('cases', 'case'), ('reports', 'report'), ('losses', 'loss'), ('series', 'series'),
    ('case_notes', 'document'), ('tasks', 'task'), ('hand_overs', 'hand-over'), ('orders', 'order'), ('returns', 'return'),
    ('grievances', 'grievance')) AS v (name, kind) LOOP
    EXECUTE format('CREATE TRIGGER noted AFTER INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION note_change(%L)',
      watched.name, watched.kind);
  END LOOP;
END $$;
-- How far a job is, is not a change: it is told while somebody watches.
CREATE TRIGGER noted AFTER INSERT OR UPDATE OF state ON jobs FOR EACH ROW EXECUTE FUNCTION note_change('job');
