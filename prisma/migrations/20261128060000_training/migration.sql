-- Runs that train: how far they are, whether they were stopped, and which of them wait for one another.
ALTER TABLE "grading_runs"
  ADD COLUMN "trains" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "progress" JSONB,
  ADD COLUMN "stopped_at" TIMESTAMPTZ(3);

UPDATE "grading_runs" SET "trains" = true
WHERE "version_id" IN (
  SELECT "id" FROM "assignment_versions" WHERE "definition" @? '$.questions[*] ? (@.kind == "experiment")'
);
