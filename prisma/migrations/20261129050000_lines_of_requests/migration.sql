-- A request may point at lines of a program.
ALTER TABLE "regrade_requests"
  ADD COLUMN "end_line" INTEGER,
  ADD CONSTRAINT "regrade_requests_lines" CHECK ("end_line" IS NULL OR ("line" IS NOT NULL AND "line" <= "end_line"));
