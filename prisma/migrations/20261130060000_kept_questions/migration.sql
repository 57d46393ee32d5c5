-- Of a kept score the questions that it is made of: of two students of one submission one may have a grade that the other has not.
ALTER TABLE "kept_scores" ADD COLUMN "questions" JSONB NOT NULL DEFAULT '[]';
INSERT INTO "score_changes" ("assignment_id") SELECT "id" FROM "assignments";
