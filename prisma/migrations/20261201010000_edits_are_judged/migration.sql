-- What a draft's log costs to be put together is known before an edit is stored: see docs/adr/0061.
-- Of a document from before, nothing is known: no item takes less than a byte.
ALTER TABLE "documents"
  ADD COLUMN "items" INTEGER,
  ADD COLUMN "writers" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "tried_seq" INTEGER NOT NULL DEFAULT 0;
