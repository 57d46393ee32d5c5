ALTER TABLE "grade_decisions" ADD COLUMN "import_id" UUID;
CREATE INDEX "grade_decisions_import_id_idx" ON "grade_decisions"("import_id");
