/** `npm run bench -- <name>… [--json] [--runs <n>]`: prints figures; ratios are of one run on one machine. */
import { parseArgs } from 'node:util';
import { printBench, type Bench } from './figures.ts';

interface Options {
  runs: number;
}

/** Loaded only when asked for: what one bench needs must not count in the memory of another. */
const BENCHES: Record<string, (options: Options) => Promise<Bench>> = {
  grader: async (options) => (await import('./grader.ts')).benchGrader(options),
  rules: async () => (await import('./rules.ts')).benchRules(),
  grading: async () => (await import('./grading.ts')).benchGrading(),
  pauses: async () => (await import('./pauses.ts')).benchPauses(),
  deadline: async () => (await import('./deadline.ts')).benchDeadline(),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '2000' } },
});
const runs = Number(values.runs);
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHES, name));

if (positionals.length === 0 || unknown.length > 0 || !Number.isInteger(runs) || runs < 2) {
  console.error(`npm run bench -- <name>… [--json] [--runs <n>]; names: ${Object.keys(BENCHES).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of positionals) {
    const bench = await BENCHES[name]!({ runs });
    console.log(values.json ? JSON.stringify(bench, null, 2) : printBench(bench));
  }
}
