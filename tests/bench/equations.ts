/** What the reader calls equations that seeds write, beside where they go when they are worked out. */
import { isFalse, verdictOn } from '../grader/rules/equations/verdicts.ts';
import type { Bench } from './figures.ts';

const MAX_LISTED = 5;

/** Seeds that no test has. */
const FROM = 1000;

/** @param runs so many seeds, of which some cannot be written */
export function benchEquations({ runs }: { runs: number }): Bench {
  const found = Array.from({ length: runs }, (_, i) => verdictOn(FROM + i)).filter((each) => each !== null);
  const count = (is: (each: (typeof found)[number]) => boolean): number => found.filter(is).length;
  const falsely = found.filter(isFalse);
  const right = count(({ does }) => does === 'right');
  const lists = falsely.slice(0, MAX_LISTED).map(({ answer, called }) => `called ${called}:\n${answer}`);
  return {
    name: 'equations',
    setting: { node: process.version, seeds: runs },
    figures: [
      {
        id: 'falselyRight',
        title: `of ${found.length} rules: called right, but wrong`,
        value: falsely.filter(({ called }) => called === 'right').length,
        unit: 'rules',
        goal: '0',
      },
      {
        id: 'falselyWrong',
        title: '  called wrong, but right',
        value: falsely.filter(({ called }) => called === 'wrong').length,
        unit: 'rules',
        goal: '0',
      },
      {
        id: 'unread',
        title: `  not read, of ${right} that are right`,
        value: count(({ does, called }) => does === 'right' && called === 'unread'),
        unit: 'rules',
        goal: '',
      },
    ],
    ...(lists.length > 0 ? { lists: { 'called falsely': lists } } : {}),
  };
}
