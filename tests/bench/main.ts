/** `npm run bench -- <name>… [--json] [--runs <n>]`: prints figures; ratios are of one run on one machine. Fails where one that must be 0 is not. */
import { parseArgs } from 'node:util';
import { missedZeros, printBench, type Bench } from './figures.ts';
import { PLANTED, type Planted } from './together/planted.ts';

interface Options {
  runs: number;
  groups: number;
  seed: number;
  seconds: number;
  students: number;
  sets: number;
  submissions: number;
  spread: number;
  planted: Planted | null;
}

/** Loaded only when asked for: what one bench needs must not count in the memory of another. */
const BENCHES: Record<string, (options: Options) => Promise<Bench>> = {
  grader: async (options) => (await import('./grader.ts')).benchGrader(options),
  rules: async () => (await import('./rules.ts')).benchRules(),
  mutants: async (options) => (await import('./mutants.ts')).benchMutants(options),
  equations: async (options) => (await import('./equations.ts')).benchEquations(options),
  programs: async (options) => (await import('./programs.ts')).benchPrograms(options),
  grading: async () => (await import('./grading.ts')).benchGrading(),
  neighbours: async (options) => (await import('./neighbours.ts')).benchNeighbours(options),
  together: async (options) => (await import('./together/index.ts')).benchTogether(options),
  pauses: async () => (await import('./pauses.ts')).benchPauses(),
  chaos: async (options) => (await import('./chaos.ts')).benchChaos(options),
  compose: async () => (await import('./compose/index.ts')).benchCompose(),
  latex: async () => (await import('./latex.ts')).benchLatex(),
  live: async (options) => (await import('./live.ts')).benchLive(options),
  experiment: async () => (await import('./experiment.ts')).benchExperiment(),
  term: async (options) => (await import('./term.ts')).benchTerm(options),
  growth: async (options) => (await import('./growth.ts')).benchGrowth(options),
  next: async () => (await import('./nextAnswer.ts')).benchNextAnswer(),
  typing: async () => (await import('./typing.ts')).benchTyping(),
  storm: async (options) => (await import('./storm.ts')).benchStorm(options),
  deadline: async () => (await import('./deadline.ts')).benchDeadline(),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '2000' },
    groups: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '60' },
    students: { type: 'string', default: '200' },
    sets: { type: 'string', default: '12' },
    submissions: { type: 'string', default: '0' },
    spread: { type: 'string', default: '60' },
    planted: { type: 'string', default: 'none' },
  },
});
const [runs, groups, seed, seconds, students, sets, submissions, spread] = [
  values.runs,
  values.groups,
  values.seed,
  values.seconds,
  values.students,
  values.sets,
  values.submissions,
  values.spread,
].map(Number);
const planted = PLANTED.find((each) => each === values.planted) ?? null;
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHES, name));

if (planted === null && values.planted !== 'none') {
  console.error(
    `--planted ${values.planted} is no bug that can be planted; there are: ${PLANTED.join(', ')}`,
  );
  process.exitCode = 2;
} else if (positionals.length === 0 || unknown.length > 0 || !Number.isInteger(runs) || runs! < 2) {
  console.error(`npm run bench -- <name>… [--json] [--runs <n>]; names: ${Object.keys(BENCHES).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of positionals) {
    const bench = await BENCHES[name]!({
      runs: runs!,
      groups: groups!,
      seed: seed!,
      seconds: seconds!,
      students: students!,
      sets: sets!,
      submissions: submissions!,
      spread: spread!,
      planted,
    });
    console.log(values.json ? JSON.stringify(bench, null, 2) : printBench(bench));
    for (const { id, value } of missedZeros(bench)) {
      console.error(`${name}: ${id} is ${value} and must be 0`);
      process.exitCode = 1;
    }
  }
}
