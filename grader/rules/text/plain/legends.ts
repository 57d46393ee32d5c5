/** Equations that compute nothing: they say in words what a symbol is called. */
import { isSetting, means } from '../../lexicon.ts';
import type { PlainOptions } from './extent.ts';
import { isFormulaName } from './names.ts';
import { IS_FOREIGN, isGiving } from './tokens.ts';
import type { Token } from './tokens.ts';
import { optimizersIn } from '../words/prose.ts';
import { STARTS_ELSEWHERE } from './starts.ts';
import { tellsState } from '../words/states.ts';

/** Up to the end of the clause that begins at a token. */
export function clauseAt(tokens: readonly Token[], from: number, ends = /^[.,;:()`]$/): readonly Token[] {
  const length = tokens.slice(from).findIndex(({ text }) => ends.test(text));
  return tokens.slice(from, length < 0 ? undefined : from + length);
}

/** "Adam = momentum-like averages + bias correction": of an optimizer's name, by words alone. */
export function isMotto(tokens: readonly Token[], start: number, relation: number): boolean {
  const [named = 'momentum'] = optimizersIn(tokens[start]!.text);
  // A momentum may be computed, too.
  if (relation !== start + 1 || named === 'momentum') return false;
  const said = clauseAt(tokens, relation + 1, /^[.;:]$/);
  const isWord = ({ kind, text }: Token): boolean =>
    IS_FOREIGN.test(text) || (kind === 'name' && !isFormulaName(text));
  return said.some(isWord) && said.every((token) => isWord(token) || /^[-+,()–—]$/.test(token.text));
}

/** Of a start, or of the same again: these words give a value. */
const GIVES = /^(?:zeros?|ones?|nulls?|new|old|same|unchanged|copy|previous|last)$/i;

/**
 * "m = smoothed gradient", "mh/vh = bias-corrected", "b1^t = power": what a symbol is called, by words alone, of which the first is no
 * name of the answer. It computes nothing.
 * @param target where the symbol begins; of a gradient such words say which one it is
 */
export function isLegend(
  tokens: readonly Token[],
  target: number,
  relation: number,
  { targets }: PlainOptions,
): boolean {
  const symbol = tokens.slice(target, relation);
  if (isGiving(tokens[relation]!.text) || symbol.some(({ text }) => means('gradient', text))) return false;
  const said = clauseAt(tokens, relation + 1, /^[.,;:()`|]$/);
  if (STARTS_ELSEWHERE.test(said.map(({ text }) => text).join(' '))) return false;
  const [first, second] = said;
  const isPower = symbol.some(({ kind, text }) => kind === 'sup' || text === '^');
  const isState = symbol.length === 1 && !!first && tellsState(first.text);
  if (!first || (!second && !isPower && !isState)) return false;
  const isWord = ({ kind, text }: Token): boolean =>
    kind === 'name' && !/[\d_]/.test(text) && !GIVES.test(text);
  const isHyphen = ({ text }: Token, i: number): boolean =>
    /^[-−]$/.test(text) && said[i - 1]?.end === said[i]!.start && said[i]!.end === said[i + 1]?.start;
  const isOfFormula = isFormulaName(first.text) || isSetting(first.text) || targets.has(first.text);
  return (
    first.text.length > 3 && !isOfFormula && said.every((token, i) => isWord(token) || isHyphen(token, i))
  );
}
