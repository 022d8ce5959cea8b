-- What joins the records with the engine, which reads its registers. The records are the truth.

-- What the engine has still to be told. A register is written after the commit, from what the records say then; the row
-- stays until that is done, so that a crash between the two loses nothing. Only the program reads it.
CREATE TABLE engine_news (
  id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- `losses`: the bound losses of a case changed; `answers`: an order was sent or answered.
  topic   text NOT NULL CHECK (topic IN ('losses', 'answers')),
  -- The case, or the order.
  subject uuid NOT NULL
);
ALTER TABLE engine_news ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION tell_of_loss() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.transfer_id IS NOT NULL AND OLD.case_id IS NOT NULL THEN
    INSERT INTO engine_news (topic, subject) VALUES ('losses', OLD.case_id);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.transfer_id IS NOT NULL AND NEW.case_id IS NOT NULL THEN
    INSERT INTO engine_news (topic, subject) VALUES ('losses', NEW.case_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER losses_are_told AFTER INSERT OR UPDATE OR DELETE ON losses FOR EACH ROW EXECUTE FUNCTION tell_of_loss();

-- A victim's name goes with each of the report's claims.
CREATE FUNCTION tell_of_victim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO engine_news (topic, subject) VALUES ('losses', NEW.case_id);
  RETURN NULL;
END $$;
CREATE TRIGGER victims_are_told AFTER UPDATE ON reports FOR EACH ROW
  WHEN (NEW.case_id IS NOT NULL AND OLD.victim_name IS DISTINCT FROM NEW.victim_name) EXECUTE FUNCTION tell_of_victim();

CREATE FUNCTION tell_of_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO engine_news (topic, subject) VALUES ('answers', NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER orders_are_told AFTER UPDATE ON orders FOR EACH ROW
  WHEN (OLD.body -> 'answer' IS DISTINCT FROM NEW.body -> 'answer' OR OLD.body -> 'sent' IS DISTINCT FROM NEW.body -> 'sent')
  EXECUTE FUNCTION tell_of_order();

-- The engine's proposal by which a return was planned, whole and as text, so that it can be run again to the same digest.
CREATE TABLE return_proposals (
  return_id uuid PRIMARY KEY REFERENCES returns (id),
  case_id   uuid NOT NULL REFERENCES cases (id),
  unit_code text NOT NULL REFERENCES units (code),
  digest    text NOT NULL,
  proposal  text NOT NULL
);
CALL sluice_guard('return_proposals', 'return', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', null, null, null));
