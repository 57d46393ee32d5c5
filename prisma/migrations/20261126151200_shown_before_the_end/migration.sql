-- What students see of a run is known before the tests that are withheld from them have run.
ALTER TABLE "grading_runs" ADD COLUMN "shown_at" TIMESTAMPTZ(3);

-- A report exists when the run is done, or for students when they have been shown it; points by question only when done.
ALTER TABLE "grading_runs" DROP CONSTRAINT "grading_runs_report_when_done";
ALTER TABLE "grading_runs" ADD CONSTRAINT "grading_runs_report_when_shown" CHECK (("state" = 'done' OR "shown_at" IS NOT NULL) = ("report" IS NOT NULL));
ALTER TABLE "grading_runs" ADD CONSTRAINT "grading_runs_scores_when_done" CHECK (("state" = 'done') = ("scores" IS NOT NULL));
