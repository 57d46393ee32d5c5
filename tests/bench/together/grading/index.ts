/** The play of grading: after the writing, on its stage and with its submissions. */
import type { SubmissionView } from '../../../../contract/submissions.ts';
import type { Findings } from '../check.ts';
import type { Planted } from '../planted.ts';
import { generator } from '../play.ts';
import type { Stage } from '../stage.ts';
import { checkAudit, checkPlan, checkRuns, checkStudentsAlone, checkViews, gradeTheRest } from './check.ts';
import { checkDecisions } from './decided.ts';
import type { GradingLog } from './log.ts';
import { beginGrading, playGrading } from './play.ts';
import { plant } from './plant.ts';

/** Between them students act alone, and nobody's score may change; then a version is published as it was planned. */
const ROUNDS = 3;

export async function gradeTogether(
  stage: Stage,
  {
    seed,
    seconds,
    planted,
    received,
    findings,
  }: {
    seed: number;
    seconds: number;
    planted: Planted | null;
    received: readonly SubmissionView[];
    findings: Findings;
  },
): Promise<GradingLog> {
  const random = generator(seed + 1);
  await stage.startWorker();
  const { log, people } = await beginGrading(stage, random, received);
  await plant(stage, planted);
  const play = { random, log, people };
  for (let round = 0; round < ROUNDS; round += 1) {
    await playGrading(stage, { ...play, seconds: seconds / ROUNDS });
    await gradeTheRest(play);
    await checkStudentsAlone(stage, play);
    await checkPlan(stage, play);
  }
  await gradeTheRest(play);
  await checkRuns(stage, log, findings);
  await checkDecisions(stage, log, findings);
  await checkAudit(stage, log, findings);
  await checkViews(people, log, findings);
  findings.wrong.push(...log.wrong, ...log.doubts.flatMap((doubt) => doubt() ?? []));
  return log;
}
