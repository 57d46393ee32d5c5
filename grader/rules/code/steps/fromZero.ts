/** Whether a program says or shows that its steps are counted from 0. */
import { isTimeName } from '../seen/names.ts';

/** Where it counts on before it is used, or where others begin. */
const ELSEWHERE =
  /\b(?:increment\w*|increas\w*|rais\w*|outside|never|not|many|others?|elsewhere|here)\b|n['’]t\b|\+ ?1/i;

/** t of t1, t_new and new_t. */
const ofNext = (name: string): string => name.replace(/^(?:new|next)_|_?(?:new|next|now|1)$/g, '');

/** "i counts from 0", or it is told by `t = i + 1`, or shown by `step + 1` in every power; null where it counts from 1. */
export function countedFromZero(text: string): 'told' | 'shown' | null {
  const raised = [...text.matchAll(/^[ \t]*(?:const |let |var )?(\w+) *= *(\w+) *\+ *1\b/gm)];
  for (const [line, told = ''] of text.matchAll(
    /^.*\b(\w+) (?:counts?|starts?|begins?) (?:from|at|with) (?:0|zero)\b.*$/gim,
  ))
    if (isTimeName(told) && !ELSEWHERE.test(line)) return 'told';
  // Keras raises it behind every step.
  if (/\bself\.iterations\b.*\+ *1\b/.test(text) && !/\bself\.iterations *\+?=/.test(text)) return 'told';
  if (raised.some(([, own = '', from = '']) => own !== from && isTimeName(ofNext(own)) && isTimeName(from)))
    return 'told';
  const powers = [
    ...text.matchAll(/(?:(?:\*\*|\^)\s*(?:([({])\s*)?|(pow\([^(),]*,)\s*)([\w.]+)(\s*\+\s*1)?/g),
  ].filter(([, , , step = '']) => /(t|k|i|n|step\w*|iter\w*|epoch)$/.test(step));
  // Of −β^t + 1 the 1 is none of the power.
  const isNext = ([, bracket, call, , one]: RegExpExecArray): boolean =>
    one !== undefined && (bracket ?? call) !== undefined;
  return powers.length > 0 && powers.every(isNext) ? 'shown' : null;
}
