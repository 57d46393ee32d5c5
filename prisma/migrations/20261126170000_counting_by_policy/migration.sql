-- Which submission counts follows from an assignment's policy, and "the best" from scores, which are no matter of the
-- database: server/features/submissions/counting.ts says it alone.
DROP VIEW "counting_submissions";
