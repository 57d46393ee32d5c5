/** What the reader calls programs that seeds put together, beside what they do when they run. */
import { FAMILIES, LANGUAGES, isFalse, verdictsOn } from '../grader/rules/programs/ran/verdicts.ts';
import type { Verdict } from '../grader/rules/programs/ran/verdicts.ts';
import type { Bench } from './figures.ts';

const MAX_LISTED = 5;

/** Seeds that no test has. */
const FROM = 1000;

/** @param runs so many seeds a family and language, of which some give the same program */
export async function benchPrograms({ runs }: { runs: number }): Promise<Bench> {
  const figures: Bench['figures'] = [];
  const lists: Record<string, string[]> = {};
  for (const family of Object.keys(FAMILIES) as (keyof typeof FAMILIES)[])
    for (const language of Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]) {
      const found = await verdictsOn(family, language, { from: FROM, count: runs });
      const of = `${found.length} programs in ${language}, ${family}`;
      const id = `${language}.${family.replaceAll(' ', '-')}`;
      const count = (is: (verdict: Verdict) => boolean): number => found.filter(is).length;
      figures.push(
        {
          id: `${id}.falselyRight`,
          title: `${of}: called right, but wrong`,
          value: count((each) => isFalse(each) && each.called === 'right'),
          unit: 'rules',
          goal: '0',
        },
        {
          id: `${id}.falselyWrong`,
          title: '  called wrong, but right',
          value: count((each) => isFalse(each) && each.called === 'wrong'),
          unit: 'rules',
          goal: '0',
        },
        {
          id: `${id}.unread`,
          title: `  not read, of ${count(({ does }) => does === 'right')} that are right`,
          value: count(({ does, called }) => does === 'right' && called === 'unread'),
          unit: 'rules',
          goal: '',
        },
      );
      const wrong = found.filter(isFalse).slice(0, MAX_LISTED);
      if (wrong.length > 0) lists[of] = wrong.map(({ code, called }) => `called ${called}:\n${code}`);
    }
  return { name: 'programs', setting: { node: process.version, seeds: runs }, figures, lists };
}
