-- Orders to banks. A row's body is the state that src/recovery decided; the columns beside it are what is searched, joined and
-- guarded by, and are written with it. What an order's standing becomes by the hour alone is told by two instants.

CREATE TABLE orders (
  id            uuid PRIMARY KEY,
  number        text NOT NULL UNIQUE,
  kind          text NOT NULL CHECK (kind IN ('query', 'stop-payment', 'protective-hold', 'freeze', 'renewal', 'release', 'return')),
  -- Null while the report that it rests on has no case yet.
  case_id       uuid REFERENCES cases (id),
  report_id     uuid REFERENCES reports (id),
  unit_code     text NOT NULL REFERENCES units (code),
  bank          text NOT NULL,
  account_key   text NOT NULL,
  -- The measure that is renewed or released.
  target_id     uuid REFERENCES orders (id),
  -- As it stood when it was written.
  standing      text NOT NULL,
  -- The next open deadline.
  due_at_ms     bigint,
  -- Of a measure: from when on it is expiring, and the first instant without it.
  expiring_from_ms bigint,
  hold_until_ms bigint,
  -- What the bank or the national platform calls it.
  task_number   text NOT NULL DEFAULT '',
  body          jsonb NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  drafted_at_ms bigint NOT NULL,
  CHECK (case_id IS NOT NULL OR report_id IS NOT NULL),
  CHECK (target_id IS NOT NULL OR kind NOT IN ('renewal', 'release')),
  CHECK (body ->> 'kind' = kind AND body ->> 'id' = id::text AND body #>> '{account,key}' = account_key
    AND body #>> '{account,bank}' = bank AND body ->> 'unitCode' = unit_code),
  -- No order rests on a score behind which nobody can look.
  CONSTRAINT orders_score_has_sources CHECK (
    body #>> '{basis,score}' IS NULL OR coalesce(jsonb_array_length(body #> '{basis,sources}'), 0) > 0)
);
CREATE INDEX orders_of_case ON orders (case_id, drafted_at_ms DESC, id);
CREATE INDEX orders_of_report ON orders (report_id);
CREATE INDEX orders_of_unit ON orders (unit_code, drafted_at_ms DESC, id);
CREATE INDEX orders_of_bank ON orders (bank, drafted_at_ms DESC, id);
CREATE INDEX orders_of_account ON orders (account_key);
CREATE INDEX orders_due ON orders (due_at_ms, id) WHERE due_at_ms IS NOT NULL;
CREATE INDEX orders_of_task ON orders (task_number) WHERE task_number <> '';

CALL sluice_guard('orders', 'order', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', 'bank', null, null));

-- A report's orders follow it into its case, also those that its linker may not see.
CREATE FUNCTION orders_follow_report() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE orders SET case_id = NEW.case_id WHERE report_id = NEW.id AND NEW.case_id IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER reports_take_orders AFTER UPDATE OF case_id ON reports
  FOR EACH ROW WHEN (NEW.case_id IS DISTINCT FROM OLD.case_id) EXECUTE FUNCTION orders_follow_report();
