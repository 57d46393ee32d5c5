/** Answers that hold the rules of several optimizers, each under its name: which of them is the one to judge. */
import { equationsOf, targetName } from '../equations/candidates.ts';
import type { Candidate, Setting } from '../equations/candidates.ts';
import { NOWHERE, Unreadable } from '../place.ts';
import { DEEPEST } from '../text/words/labels.ts';
import { openNames } from './helpers.ts';
import { findParameter } from './roles.ts';

/** Forms of an optimizer that go by its name. */
const FORMS = ['ema', 'overview', 'constant', 'centered'];

/** Is a name in the answer that of the optimizer asked for? Momentum has one name in both of its forms. */
export function isAskedName(name: string | null, asked: string | undefined): boolean {
  return name !== null && (name === asked || FORMS.some((form) => asked === `${name}-${form}`));
}

const labelOf = ({ raw }: Candidate, level: number): string | null =>
  raw.under.findLast((label) => label.level <= level)?.optimizer ?? null;

/**
 * The equations that stand under the name of the optimizer asked for or under none, and what they leave open of the others.
 * @throws Unreadable where it is not said which of the rules is meant
 */
export function askedBlock(
  candidates: readonly Candidate[],
  { notation, isGradient, asked }: Setting,
  notices: string[],
): Candidate[] {
  const moves = (list: readonly Candidate[]): boolean => findParameter(equationsOf(list), notation) !== null;
  if (candidates.every(({ raw }) => raw.under.length === 0)) return [...candidates];
  for (let level = 1; level <= DEEPEST; level++) {
    const names = new Set(candidates.map((c) => labelOf(c, level)));
    const rules = [...names].filter((name) => moves(candidates.filter((c) => labelOf(c, level) === name)));
    const [only] = rules;
    if (rules.length === 1 && only !== null && !isAskedName(only ?? null, asked)) {
      const named = candidates.filter((c) => isAskedName(labelOf(c, level), asked));
      if (named.length > 0 && !isUsed(named, candidates))
        throw undecided(candidates, [only ?? ''], level, asked);
    }
    if (rules.length < 2) continue;
    const others = rules.filter((name) => name !== null && !isAskedName(name, asked)) as string[];
    const isNamed = [...names].some((name) => isAskedName(name, asked));
    if (!isNamed && others.length < 2 && asked === undefined) continue;
    const isOwn = (c: Candidate): boolean => {
      const name = labelOf(c, level);
      return name === null || isAskedName(name, asked);
    };
    const own = candidates.filter(isOwn);
    if (!moves(own) || (asked === undefined && others.length > 1))
      throw undecided(candidates, others, level, asked);
    const left = [...names].filter((name) => name !== null && !isAskedName(name, asked));
    if (left.length === 0) return own;
    notices.push(`What stands under other names (${left.join(', ')}) is left out.`);
    return withOpenNames(own, candidates, level, isGradient);
  }
  return [...candidates];
}

/** Do the equations elsewhere use what these define? */
function isUsed(named: readonly Candidate[], candidates: readonly Candidate[]): boolean {
  const open = openNames(equationsOf(candidates.filter((c) => !named.includes(c))));
  return named.some((c) => open.has(targetName(c)));
}

/** Adds from other blocks what defines a name that these equations use and none of them gives a value. */
function withOpenNames(
  own: readonly Candidate[],
  candidates: readonly Candidate[],
  level: number,
  isGradient: (name: string) => boolean,
): Candidate[] {
  const taken = new Set(own);
  for (;;) {
    const open = openNames(equationsOf([...taken]));
    const more = candidates.filter(
      (c) => !taken.has(c) && open.has(targetName(c)) && !isGradient(targetName(c)),
    );
    if (more.length === 0) return candidates.filter((c) => taken.has(c));
    for (const c of more) {
      const other = more.find((one) => targetName(one) === targetName(c)) as Candidate;
      if (labelOf(other, level) !== labelOf(c, level)) {
        const at = c.equation?.at ?? { source: '', offset: 0, token: targetName(c) };
        throw new Unreadable(
          at,
          `“${at.token}” is given twice, under different names`,
          'Give it under the name of the rule that uses it.',
        );
      }
      taken.add(c);
    }
  }
}

function undecided(
  candidates: readonly Candidate[],
  names: readonly string[],
  level: number,
  asked: string | undefined,
): Unreadable {
  const first = candidates.find((c) => labelOf(c, level) === names.at(-1));
  const at = first?.equation?.at ?? NOWHERE;
  return asked === undefined
    ? new Unreadable(
        at,
        `the answer holds the rules of several optimizers (${names.join(', ')}), each under its name`,
        'Keep the one that is meant.',
      )
    : new Unreadable(
        at,
        `the answer holds a rule only under another name than that of ${asked} (${names.join(', ')})`,
        'Write the whole rule that is asked for under its own name.',
      );
}
