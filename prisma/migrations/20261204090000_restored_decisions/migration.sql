-- Who undoes a decision is not whose grade stands again: the decision that is restored says that.
ALTER TABLE "grade_decisions" ADD COLUMN     "restores" INTEGER;
CREATE INDEX "grade_decisions_restores_idx" ON "grade_decisions"("restores");
ALTER TABLE "grade_decisions" ADD CONSTRAINT "grade_decisions_restores_fkey" FOREIGN KEY ("restores") REFERENCES "grade_decisions"("revision") ON DELETE RESTRICT ON UPDATE CASCADE;
