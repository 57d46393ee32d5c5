/** Steps in lines of text, of which a loop repeats some: a gradient that is made above it alone is the same in all of its turns. */
import { placeOf } from '../../place.ts';
import type { Place } from '../../place.ts';

/** A line that opens a loop over steps, in many languages, with the number of an item before it. */
const OPENS =
  /^[ \t>*-]*(?:\d{1,2}[.):][ \t]*)?(?:for|foreach|while|repeat|loop|until|für|solange|wiederhole\p{L}*|pour|tant que|répéte[rz]?|para|mientras|repetir|enquanto|per|ripeti|для|пока|повтор\p{L}*|lặp|dla|dopóki|powtarzaj|循环|重复|重復|对|繰り返\p{L}*|반복\p{L}*)(?!\p{L}|\s*\()[^\n]*$/imu;
/** It goes through steps, and not through the parameters. */
const OF_STEPS =
  /(?<!\p{L})(?:[tkn]|steps?|iter\p{L}*|updates?|epoch\p{L}*|épo\p{L}*|époc\p{L}*|эпох\p{L}*|(?:mini-?)?batch\p{L}*|lots?|conver\p{L}*|konverg\p{L}*|until|bis|jusqu\p{L}*|hasta|até|finché|пока|сход\p{L}*|schritt\p{L}*|pas|pasos?|passos?|passi|шаг\p{L}*|kro[kc]\p{L}*|hội tụ|bước)(?!\p{L})|収束|收敛|步|ステップ/iu;
const GRADIENT_MADE =
  /(?<![\p{L}\d_])(?:g|grad|gradient|d[wW])(?:_?[tk]|[ₜₖ])?\s*(?:=|←|:=|<-|\\gets|\\leftarrow)(?!=|\s*(?:@|lambda|function))/u;
const GRADIENT_USED = /(?<![\p{L}\d_\\])(?:g|grad|gradient|d[wW])(?:_?[tk]|[ₜₖ])?(?![\p{L}\d_(])/u;
const IS_OPERATOR = /∇|\\nabla|\\partial|∂|grad\w*\s*\(/;

/**
 * @param said the words of an answer with all of its formulas, without its programs
 * @returns the line that makes the gradient; null where the loop makes it, or none is
 */
export function gradientAboveLoop(said: string): Place | null {
  const opening = OPENS.exec(said);
  if (!opening || !OF_STEPS.test(opening[0])) return null;
  const [above, below] = [said.slice(0, opening.index), said.slice(opening.index)];
  const made = above.split('\n').find((line) => GRADIENT_MADE.test(line));
  const isMadeBelow = GRADIENT_MADE.test(below) || IS_OPERATOR.test(below);
  return made !== undefined && !isMadeBelow && GRADIENT_USED.test(below) ? placeOf(made) : null;
}
