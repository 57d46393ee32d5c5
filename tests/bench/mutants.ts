/** Single-token mutants of the right rules that are still called right, by what was changed and where it stands. */
import { outcomeOf } from '../grader/rules/harmless.ts';
import { mutantsOf, rightRules } from '../grader/rules/mutants.ts';
import type { Mutant, RightRule } from '../grader/rules/mutants.ts';
import type { Bench } from './figures.ts';

const MAX_LISTED = 40;

/** One after the other, since all of them at once fill the memory. */
function* pairs(rules: readonly RightRule[]): Generator<{ mutant: Mutant; rule: RightRule }> {
  for (const rule of rules) for (const mutant of mutantsOf(rule)) yield { mutant, rule };
}

/** @param runs how many are tried, spread evenly over all */
export function benchMutants({ runs }: { runs: number }): Bench {
  const rules = rightRules();
  const missed = new Map<string, string[]>();
  const harmless = new Map<string, number>();
  let count = 0;
  for (const _ of pairs(rules)) count++;
  const stride = Math.max(1, count / runs);
  let tried = 0;
  let i = -1;
  for (const { mutant, rule } of pairs(rules)) {
    i++;
    if (Math.floor(i / stride) === Math.floor((i - 1) / stride)) continue;
    tried++;
    const outcome = outcomeOf(mutant, rule);
    if (outcome === null) continue;
    if (outcome !== 'missed') {
      harmless.set(outcome, (harmless.get(outcome) ?? 0) + 1);
      continue;
    }
    const kind = `${mutant.change}, ${mutant.place}`;
    missed.set(kind, [...(missed.get(kind) ?? []), `${mutant.id}: ${mutant.said}`]);
  }
  const kinds = [...missed].sort(([, a], [, b]) => b.length - a.length);
  return {
    name: 'mutants',
    setting: { node: process.version, rules: rules.length, mutants: count, tried },
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
      ...[...harmless]
        .sort(([, a], [, b]) => b - a)
        .map(([reason, count]) => ({
          id: `harmless.${reason.replaceAll(' ', '-')}`,
          title: `called right, and no other rule: ${reason}`,
          value: count,
          unit: 'rules' as const,
          goal: '',
        })),
    ],
    lists: Object.fromEntries(kinds.map(([kind, list]) => [kind, list.slice(0, MAX_LISTED)])),
  };
}
