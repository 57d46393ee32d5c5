/** Which way a program goes at a condition: always the same one, or another one at the first step. */
import type { Node } from '../syntax/nodes.ts';
import { asksIfEmpty } from './firstTime.ts';
import { isTimeName } from './names.ts';

/** What is done always, or at the first step alone, or at all others. */
export type Way = 'then' | 'otherwise' | 'start' | 'later';

const START =
  /\bis None\b|\bnot in\b|===?\s*(None|null|undefined)|^\(?(not\b|!)(?!=)|\b(t|step|i|k|iter|iteration|epoch)\s*={1,3}\s*[01]\b/;
const NOT_START = /\bis not None\b|!==?\s*(None|null|['"]?undefined)|\bin\b/;
/** `momentum`, `weight_decay > 0`, `lam != 0` */
const IS_USED = /^\(?\s*[\w.[\]'"]+\s*((!==?|>)\s*0(\.0*)?\s*)?\)?$/;
const IS_COMPARED = /[!>]/;

const isNegated = (text: string): boolean => /^\(?\s*(not\b|!)/.test(text);

/** nesterov of `not self.nesterov`; null where nothing is denied. */
export const negatedName = (text: string): string | null =>
  isNegated(text) ? (/[\w.]+\s*\)?$/.exec(text)?.[0].replace(/^.*\.|\W/g, '') ?? '') : null;

/**
 * @param text how the test is written
 * @param known what the name that is tested holds, where that is a truth value
 * @param isMade whether what is tested is a gradient, or a step makes it: it has another value in every step
 */
export function wayOf(test: Node, text: string, known: boolean | null, isMade: boolean): Way | null {
  if (test.kind === 'binary' && test.right.kind === 'nothing' && /^[!=]=$/.test(test.operator))
    return test.operator === '==' ? 'start' : 'later';
  if (test.kind === 'truth') return test.value ? 'then' : 'otherwise';
  if (known !== null) return known !== isNegated(text) ? 'then' : 'otherwise';
  if (NOT_START.test(text) && !/\bnot in\b/.test(text)) return 'later';
  if (START.test(text) || asksIfEmpty(test)) return 'start';
  if (!IS_USED.test(text) || isTimeName(text.replace(/\W.*$/, ''))) return null;
  if (!isMade) return 'then';
  return IS_COMPARED.test(text) ? null : 'later';
}
