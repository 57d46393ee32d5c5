-- Whether a text was tested before: see docs/adr/0074.
CREATE INDEX "submission_files_text_idx" ON "submission_files" USING HASH ("text");
