/** `npm run bench -- together --groups G --seed N --seconds S [--planted BUG]`: several people and time. */
import { figure, type Bench } from '../figures.ts';
import { check, type Findings } from './check.ts';
import type { Planted } from './planted.ts';
import { gradeTogether } from './grading/index.ts';
import { play } from './play.ts';
import { GROUP_MAX, withStage } from './stage.ts';

export interface TogetherOptions {
  groups: number;
  seed: number;
  /** Of writing. */
  seconds: number;
  /** Of grading; as long as the writing when absent. */
  grading?: number;
  planted: Planted | null;
}

export interface Together {
  operations: number;
  perMinute: number;
  words: number;
  submissions: number;
  decisions: number;
  findings: Findings;
}

export function playTogether({
  groups,
  seed,
  seconds,
  grading = seconds,
  planted,
}: TogetherOptions): Promise<Together> {
  return withStage(groups * GROUP_MAX, async (stage) => {
    const { log, actors } = await play(stage, { seed, seconds, planted });
    try {
      const findings = await check(stage, log, actors);
      await Promise.all(actors.map((actor) => actor.close()));
      const received = log.receipts.map(({ submission }) => submission);
      const graded = await gradeTogether(stage, { seed, seconds: grading, planted, received, findings });
      findings.wrong.push(...stage.faults);
      return {
        operations: log.operations + graded.operations,
        decisions: graded.entries.length,
        perMinute: ((log.operations + graded.operations) / (seconds + grading)) * 60,
        words: log.words.length,
        submissions: graded.submissions.size,
        findings,
      };
    } finally {
      await Promise.all(actors.map((actor) => actor.close()));
    }
  });
}

export async function benchTogether(options: TogetherOptions): Promise<Bench> {
  const { operations, perMinute, words, submissions, decisions, findings } = await playTogether(options);
  for (const finding of [...findings.lost, ...findings.wrong].slice(0, 20)) console.error(finding);
  return {
    name: 'together',
    setting: { ...options, planted: options.planted ?? 'none', node: process.version },
    figures: [
      figure('operations', 'operations', operations, 'runs'),
      figure('perMinute', 'operations a minute', perMinute, 'runs', '1000'),
      figure('words', 'words that the page called saved', words, 'texts'),
      figure('submissions', 'submissions acknowledged', submissions, 'texts'),
      figure('decisions', 'decisions about answers acknowledged', decisions, 'texts'),
      figure('lost', 'acknowledged and not there', findings.lost.length, 'texts', '0'),
      figure('wrong', 'laws broken otherwise', findings.wrong.length, 'texts', '0'),
    ],
  };
}
