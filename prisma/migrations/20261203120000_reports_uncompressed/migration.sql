-- Numbers of pictures, in which every digit counts, come to half of their size at most, and that takes PostgreSQL as long as all
-- else that it does for a report. A picture is kept once since, which saves as much room.
ALTER TABLE "grading_runs" ALTER COLUMN "report" SET STORAGE EXTERNAL;
