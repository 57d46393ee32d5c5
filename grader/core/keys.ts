/** Under which name a program asks for a hyperparameter that the config has under another. Pure: the source is only read. */
import { HYPERPARAMETER_NAMES, type HyperparameterName } from '../terms.ts';

const ALIASES: Record<HyperparameterName, readonly string[]> = {
  learning_rate: ['lr', 'alpha', 'eta', 'rate', 'stepsize', 'learnrate'],
  momentum: ['mu', 'rho', 'beta', 'gamma', 'm', 'mom'],
  decay_rate: ['decay', 'rho', 'beta', 'alpha', 'gamma', 'rate'],
  beta1: ['b1', 'beta', 'betaone', 'mu'],
  beta2: ['b2', 'beta', 'betatwo', 'rho'],
  epsilon: ['eps', 'e', 'epsilion', 'delta'],
  weight_decay: ['wd', 'decay', 'lambda', 'l2'],
  clip: ['clipvalue', 'maxnorm', 'threshold', 'limit', 'c'],
};

/** What stands in quotes, which is how a config is asked; and in JavaScript what is asked of some name: `config.lr`, `cfg?.lr`. */
const ASKED = /['"`]([A-Za-z][\w -]*)['"`]|\b(\w+)\??\.([A-Za-z]\w*)(?!\w|\s*=[^=>]|\()/g;

/** The third parameter of a rule, and what is made of the config: `const cfg = config ?? {}`. What is taken apart at once says it all. */
const CONFIGS =
  /\(\s*\w+[^,(){}]*,\s*\w+[^,(){}]*,\s*(\w+|\{[^{}]*\})|(\w+|\{[^{}]*\})(?:\s*:[^=;\n]+)?\s*=[^=;\n]*\bconfig\b/g;

/** The names under which a program has its config, and the keys that it takes out of it by a pattern. */
function configsOf(source: string): { names: Set<string>; taken: string[] } {
  const found = [...source.matchAll(CONFIGS)].map((match) => match[1] ?? match[2]!);
  const patterns = found.filter((text) => text.startsWith('{'));
  return {
    names: new Set(['config', ...found]),
    taken: patterns.flatMap((text) => [...text.matchAll(/[{,]\s*([A-Za-z]\w*)/g)].map((match) => match[1]!)),
  };
}

/** A line that only sets a default, as starter files have them, asks for nothing. */
const SETS_DEFAULT = /^[ \t]*\w+\.setdefault\([^\n]*\)[ \t]*(?:#[^\n]*)?$/gm;

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The other name, or null where the program has the right one or none like it. */
export function otherKey(name: HyperparameterName, source: string): string | null {
  const { names, taken } = configsOf(source);
  const asked = [...source.replace(SETS_DEFAULT, '').matchAll(ASKED)].flatMap(([, quoted, of, key]) =>
    quoted !== undefined ? [quoted] : names.has(of!) ? [key!] : [],
  );
  asked.push(...taken);
  if (asked.includes(name)) return null;
  const known = new Set(ALIASES[name]);
  // `beta2` is near `beta1`, and asks for what it says.
  const others = new Set<string>(HYPERPARAMETER_NAMES);
  return (
    asked.find((other) => plain(other) === plain(name)) ??
    asked.find((other) => known.has(plain(other))) ??
    asked.find(
      (other) => !others.has(other) && distance(plain(other), plain(name)) <= 2 && other.length > 3,
    ) ??
    null
  );
}

/** Letters to insert, leave out or exchange until one word is the other. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
