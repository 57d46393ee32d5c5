/** Single-token mutants of the right rules that are still called right, by what was changed and where it stands. */
import { isMissed, mutantsOf, rightRules } from '../grader/rules/mutants.ts';
import type { Bench } from './figures.ts';

const MAX_LISTED = 40;

/** @param runs how many are tried, spread evenly over all */
export function benchMutants({ runs }: { runs: number }): Bench {
  const rules = rightRules();
  const missed = new Map<string, string[]>();
  const all = rules.flatMap((rule) => [...mutantsOf(rule)].map((mutant) => ({ mutant, rule })));
  const stride = Math.max(1, all.length / runs);
  const tried = all.filter((_, i) => Math.floor(i / stride) !== Math.floor((i - 1) / stride));
  for (const { mutant, rule } of tried) {
    if (!isMissed(mutant, rule)) continue;
    const kind = `${mutant.change}, ${mutant.place}`;
    missed.set(kind, [...(missed.get(kind) ?? []), `${mutant.id}: ${mutant.said}`]);
  }
  const kinds = [...missed].sort(([, a], [, b]) => b.length - a.length);
  return {
    name: 'mutants',
    setting: { node: process.version, rules: rules.length, mutants: all.length, tried: tried.length },
    figures: [
      {
        id: 'missed',
        title: 'mutants that are called right',
        value: kinds.reduce((sum, [, list]) => sum + list.length, 0),
        unit: 'rules',
        goal: '0',
      },
      ...kinds.map(([kind, list]) => ({
        id: kind.replaceAll(', ', '.').replaceAll(' ', '-'),
        title: `  ${kind}`,
        value: list.length,
        unit: 'rules' as const,
        goal: '0',
      })),
    ],
    lists: Object.fromEntries(kinds.map(([kind, list]) => [kind, list.slice(0, MAX_LISTED)])),
  };
}
