-- The recovery ledger, returns to victims and what the wrongly frozen complain of. A row's body is the state that src/recovery
-- decided, as JSON; the columns beside it are what is searched, joined and guarded by, and are written with it.

-- A loss as the ledger places it: its amount, where a trace found it, what was paid out to it. Only the program posts.
CREATE TABLE recovery_losses (
  loss_id  uuid PRIMARY KEY REFERENCES losses (id),
  -- Accounts with which it has to do: where a part of it was found, and out of which it was paid.
  accounts text[] NOT NULL,
  body     jsonb NOT NULL,
  -- The trace that placed it; empty: none yet, and all of it was lost sight of at the payee.
  trace_id text NOT NULL DEFAULT '',
  CHECK (body ->> 'lossId' = loss_id::text)
);
CREATE INDEX recovery_losses_of_account ON recovery_losses USING gin (accounts);

-- What our measures hold on an account, and what they will hold from which instant on if nothing more happens: measures
-- end by themselves, and are posted at the instant they end even when somebody looks much later.
CREATE TABLE recovery_accounts (
  account_key text PRIMARY KEY,
  held_minor  bigint NOT NULL CHECK (held_minor >= 0),
  ahead       jsonb NOT NULL,
  next_at_ms  bigint
);
CREATE INDEX recovery_accounts_due ON recovery_accounts (next_at_ms) WHERE next_at_ms IS NOT NULL;

CREATE TABLE recovery_transactions (
  id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at_ms bigint NOT NULL,
  -- The event: an order's id, a trace's, a return's.
  cause text NOT NULL
);
CREATE INDEX recovery_transactions_by_time ON recovery_transactions (at_ms);

CREATE TABLE recovery_postings (
  transaction_id bigint NOT NULL REFERENCES recovery_transactions (id),
  loss_id        uuid NOT NULL REFERENCES recovery_losses (loss_id),
  -- `lost` is the other side of every loss.
  bucket         text NOT NULL CHECK (bucket IN ('lost', 'returned', 'held', 'at-rest', 'exited', 'lost-sight', 'written-off')),
  place          text NOT NULL,
  amount_minor   bigint NOT NULL CHECK (amount_minor <> 0 AND abs(amount_minor) <= 9007199254740991),
  currency       text NOT NULL DEFAULT 'CNY' CHECK (currency ~ '^[A-Z]{3}$'),
  PRIMARY KEY (transaction_id, loss_id, bucket, place, currency)
);
CREATE INDEX recovery_postings_of_loss ON recovery_postings (loss_id);

-- At the commit: a transaction sums to 0 for each loss and currency, is whole (nothing is added to one that was committed
-- before), and leaves no place of the loss with less than nothing.
CREATE FUNCTION recovery_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF (SELECT sum(amount_minor) FROM recovery_postings
      WHERE transaction_id = NEW.transaction_id AND loss_id = NEW.loss_id AND currency = NEW.currency) <> 0 THEN
    RAISE EXCEPTION 'recovery transaction % does not balance', NEW.transaction_id USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM recovery_transactions
      WHERE id = NEW.transaction_id AND xmin::text = (pg_current_xact_id()::text::numeric % 4294967296)::text) THEN
    RAISE EXCEPTION 'recovery transaction % is closed', NEW.transaction_id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.bucket <> 'lost' AND (SELECT sum(amount_minor) FROM recovery_postings WHERE loss_id = NEW.loss_id
      AND bucket = NEW.bucket AND place = NEW.place AND currency = NEW.currency) < 0 THEN
    RAISE EXCEPTION 'loss % would have less than nothing %', NEW.loss_id, NEW.bucket USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER recovery_postings_balance AFTER INSERT ON recovery_postings
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION recovery_balances();

-- A return of frozen money to victims.
CREATE TABLE returns (
  id          uuid PRIMARY KEY,
  freeze_id   uuid NOT NULL REFERENCES orders (id),
  account_key text NOT NULL,
  case_id     uuid NOT NULL REFERENCES cases (id),
  unit_code   text NOT NULL REFERENCES units (code),
  standing    text NOT NULL,
  -- Of a public notice: from when on the return may be paid.
  payable_from_ms bigint,
  planned_at_ms bigint NOT NULL,
  -- The losses that it gives something back to.
  loss_ids    uuid[] NOT NULL,
  body        jsonb NOT NULL,
  version     integer NOT NULL DEFAULT 1,
  CHECK (body ->> 'id' = id::text AND body ->> 'freezeId' = freeze_id::text AND body ->> 'accountKey' = account_key)
);
CREATE INDEX returns_of_freeze ON returns (freeze_id);
CREATE INDEX returns_of_loss ON returns USING gin (loss_ids);
CREATE INDEX returns_of_case ON returns (case_id, planned_at_ms DESC, id);
CREATE INDEX returns_on_notice ON returns (payable_from_ms, id) WHERE payable_from_ms IS NOT NULL;

-- A holder's claim to have acquired in good faith.
CREATE TABLE good_faith_claims (
  id          uuid PRIMARY KEY,
  account_key text NOT NULL,
  case_id     uuid NOT NULL REFERENCES cases (id),
  unit_code   text NOT NULL REFERENCES units (code),
  filed_at_ms bigint NOT NULL,
  body        jsonb NOT NULL,
  version     integer NOT NULL DEFAULT 1,
  CHECK (body ->> 'id' = id::text AND body ->> 'accountKey' = account_key)
);
CREATE INDEX good_faith_claims_of_account ON good_faith_claims (account_key);

CREATE TABLE grievances (
  id          uuid PRIMARY KEY,
  order_id    uuid NOT NULL REFERENCES orders (id),
  case_id     uuid REFERENCES cases (id),
  unit_code   text NOT NULL REFERENCES units (code),
  received_at_ms bigint NOT NULL,
  -- Until when it has to be answered; null: it is.
  due_at_ms   bigint,
  body        jsonb NOT NULL,
  version     integer NOT NULL DEFAULT 1,
  CHECK (body ->> 'id' = id::text AND body ->> 'orderId' = order_id::text)
);
CREATE INDEX grievances_due ON grievances (due_at_ms, id) WHERE due_at_ms IS NOT NULL;
CREATE INDEX grievances_of_order ON grievances (order_id);

-- What scores learn from about an account, by decisions of people. The latest row counts.
CREATE TABLE account_labels (
  n           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_key text NOT NULL,
  label       text NOT NULL CHECK (label IN ('innocent')),
  at_ms       bigint NOT NULL,
  grievance_id uuid NOT NULL REFERENCES grievances (id),
  unit_code   text NOT NULL REFERENCES units (code)
);
CREATE INDEX account_labels_of_account ON account_labels (account_key, n DESC);

DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['recovery_transactions', 'recovery_postings', 'account_labels'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept || '_stand', kept);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', kept || '_stay', kept);
  END LOOP;
END $$;

CALL sluice_guard('returns', 'return', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', null, null, null));
CALL sluice_guard('good_faith_claims', 'return', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', null, null, null));
CALL sluice_guard('grievances', 'grievance', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', null, null, null));
-- Nobody writes these by hand: they follow from what was decided.
ALTER TABLE recovery_postings ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON recovery_postings TO sluice_actor;
CREATE POLICY reading ON recovery_postings FOR SELECT TO sluice_actor USING (loss_id IN (SELECT id FROM losses));
ALTER TABLE recovery_transactions ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON recovery_transactions TO sluice_actor;
CREATE POLICY reading ON recovery_transactions FOR SELECT TO sluice_actor
  USING (id IN (SELECT transaction_id FROM recovery_postings));
ALTER TABLE account_labels ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON account_labels TO sluice_actor;
CREATE POLICY reading ON account_labels FOR SELECT TO sluice_actor USING (sluice_covers(unit_code));
