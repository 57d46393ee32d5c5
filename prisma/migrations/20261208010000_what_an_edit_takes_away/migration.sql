-- How many characters an edit takes away, so that the history of a draft has what was before it. Of edits of before it is not known.
ALTER TABLE "document_updates" ADD COLUMN "taken" INTEGER NOT NULL DEFAULT 0;
