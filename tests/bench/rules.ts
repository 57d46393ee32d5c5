/** The reader of written rules over its corpus: how long a check takes, and how many it reads as the corpus says. */
import { readCorpus, scoreCorpus, wasWrittenBefore } from '../grader/rules/corpusScore.ts';
import { readHeldOut, scoreHeldOut } from '../grader/rules/heldOut.ts';
import { percentile, type Bench } from './figures.ts';

const ROUNDS = 3;

export function benchRules(): Bench {
  const corpus = readCorpus();
  const scores = Array.from({ length: ROUNDS }, () => scoreCorpus(corpus, () => performance.now()));
  const [cold, ...warm] = scores.map(({ durations }) => durations);
  const times = warm.flat();
  const { ordinary, odd, falselyRight } = scores[0]!;
  const before = scoreCorpus(corpus.filter(wasWrittenBefore), () => performance.now());
  const heldOut = scoreHeldOut(readHeldOut());
  const count = (of: (line: (typeof heldOut)[number]) => number): number =>
    heldOut.reduce((sum, line) => sum + of(line), 0);
  return {
    name: 'rules',
    setting: { node: process.version, rules: corpus.length },
    figures: [
      { id: 'check.p50', title: 'one check, p50', value: percentile(times, 0.5), unit: 'ms', goal: '' },
      { id: 'check.p95', title: 'one check, p95', value: percentile(times, 0.95), unit: 'ms', goal: '' },
      { id: 'check.max', title: 'one check, the longest', value: Math.max(...times), unit: 'ms', goal: '' },
      {
        id: 'cold.p50',
        title: 'one check in the first round, p50',
        value: percentile(cold!, 0.5),
        unit: 'ms',
        goal: '',
      },
      {
        id: 'ordinary',
        title: `read rightly of ${ordinary.total} in ordinary notation`,
        value: ordinary.right,
        unit: 'rules',
        goal: '',
      },
      {
        id: 'odd',
        title: `read rightly of ${odd.total} in odd notation`,
        value: odd.right,
        unit: 'rules',
        goal: '',
      },
      {
        id: 'before.ordinary',
        title: `  of ${before.ordinary.total} of them that were written before the reader`,
        value: before.ordinary.right,
        unit: 'rules',
        goal: '≥ 95 %',
      },
      {
        id: 'before.odd',
        title: `  of ${before.odd.total} in odd notation that were`,
        value: before.odd.right,
        unit: 'rules',
        goal: '≥ 85 %',
      },
      {
        id: 'falselyRight',
        title: 'faulty, but called right',
        value: falselyRight.length,
        unit: 'rules',
        goal: '0',
      },
      {
        id: 'heldOut.right',
        title: `called right of ${count(({ right }) => right)} right ones that people wrote`,
        value: count(({ calledRight }) => calledRight),
        unit: 'rules',
        goal: '≥ 95 %',
      },
      {
        id: 'heldOut.calledWrong',
        title: '  called wrong',
        value: count(({ calledWrong }) => calledWrong.length),
        unit: 'rules',
        goal: '0',
      },
      {
        id: 'heldOut.falselyRight',
        title: `  called right of their ${count(({ faulty }) => faulty)} faulty twins`,
        value: count(({ falselyRight }) => falselyRight.length),
        unit: 'rules',
        goal: '0',
      },
    ],
  };
}
