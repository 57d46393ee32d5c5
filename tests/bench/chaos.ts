/** Nothing is lost, doubled or left undone while parts die, and how long it takes until people can go on. */
import { availableParallelism } from 'node:os';
import { FAULTS, playChaos } from '../support/chaos.ts';
import { percentile, type Bench, type Figure } from './figures.ts';

const STUDENTS = 8;
/** Of `--seconds`: a round of all faults takes about a minute. */
const ROUND_SECONDS = 60;

export async function benchChaos({ seed, seconds }: { seed: number; seconds: number }): Promise<Bench> {
  const rounds = Math.max(1, Math.round(seconds / ROUND_SECONDS));
  const chaos = await playChaos({ seed, students: STUDENTS, rounds });
  for (const what of ['lost', 'doubled', 'stuck', 'silent', 'unsaid', 'left'] as const)
    for (const line of chaos[what]) console.error(`${what}: ${line}`);
  if (chaos.skipped.length > 0)
    console.error(`Without root there is no disk to be filled: no ${chaos.skipped.join(', ')}.`);
  const count = (id: string, title: string, value: number, goal = '0'): Figure => ({
    id,
    title,
    value,
    unit: 'cases',
    goal,
  });
  const byItself = chaos.recoveries.filter(({ fault }) => fault !== 'supervisor killed').map(({ ms }) => ms);
  return {
    name: 'chaos',
    setting: {
      node: process.version,
      processors: availableParallelism(),
      seed,
      students: STUDENTS,
      rounds,
    },
    figures: [
      count('faults', 'faults', chaos.faults, ''),
      count('acknowledged', 'drafts and submissions acknowledged', chaos.acknowledged, ''),
      count('lost', '  of these not stored', chaos.lost.length),
      count('doubled', '  of these stored or graded twice', chaos.doubled.length),
      count('stuck', '  submissions without a right report at the end', chaos.stuck.length),
      count('silent', 'answers of 500 and above that say nothing', chaos.silent.length),
      count('unsaid', 'full disks of which health said nothing', chaos.unsaid.length),
      count('left', 'processes left at the end', chaos.left.length),
      {
        id: 'recovery.p95',
        title: 'from a fault until a draft is saved, p95, without a hand',
        value: percentile(byItself, 0.95),
        unit: 'ms',
        goal: '< 5000',
      },
      ...chaos.said.map(({ fault, ms }, index): Figure => ({
        id: `said.${index + 1}`,
        title: `  ${fault}: from when it is felt until health says so`,
        value: ms,
        unit: 'ms',
        goal: '< 1000',
      })),
      ...FAULTS.filter((fault) => !chaos.skipped.includes(fault)).map((fault): Figure => ({
        id: `recovery.${fault.replaceAll(' ', '.')}`,
        title: `  ${fault}, longest`,
        value: Math.max(...chaos.recoveries.filter((each) => each.fault === fault).map(({ ms }) => ms)),
        unit: 'ms',
        goal: '',
      })),
    ],
  };
}
