-- Of two who share an answer, the score of one may have been kept for both, where an earlier grade was the one's alone: everything
-- kept is computed anew.
INSERT INTO "score_changes" ("assignment_id") SELECT "id" FROM "assignments";
