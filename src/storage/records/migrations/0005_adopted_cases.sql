-- A case that began in the register of losses has no owner until an officer takes it.
ALTER TABLE cases ALTER COLUMN owner_id DROP NOT NULL;
