/**
 * Steps that an answer works out with numbers, a line each: `step 1: f' = 2, v = 0 - 0.2 = -0.2, w = 0.8`. They say what comes of a rule,
 * and are none; their gradient is a number, which no rule has.
 */
import { blank } from '../../lexicon.ts';

/** "Step 1:", "t = 2:", "k=1 →", "2)"; what stands at 0 may be where states start. */
const HEAD =
  /^[ \t>*+•-]*(?:\**(?:(?:\p{L}[\p{L}\p{M}]+[ \t]*){1,2}|[tknij][ \t]*=[ \t]*)?#?0*[1-9]\d{0,2}\**[ \t]*(?:[:.)→|]|[-–—][ \t])|\d{1,2}\.[ \t]+(?:Schritt|krok|adım)[ \t]*:)/u;

const NAME = String.raw`(?:[∇∂]?\p{L}(?!\p{Ll}{8})[\p{L}\p{M}\d_'’′₀-₉]*(?:\([\p{L}\d₀-₉_]{1,4}\))?)`;
const NUMBER = String.raw`[-−+]?\d+(?:[.,]\d+)?(?:e[-−]?\d+)?`;
/** Of numbers alone: `0.5*(-0.2) - 0.1*1.6`. */
const VALUE = String.raw`(?:[\d.,√()²³]|[-−+*/·×^ \t]|sqrt|e-?\d)*\d[)²]*`;
const EQUATION = new RegExp(String.raw`^${NAME}[ \t]*(?:[=≈][ \t]*${VALUE}[ \t]*)+$`, 'u');
const CHAIN = new RegExp(String.raw`[=≈][^=≈]*[=≈][ \t]*${NUMBER}`, 'u');
/** `g = 2`, `f' = 1.6`, `∇f = 2`, `grad = 3`. */
const GRADIENT =
  /^(?:∇|g(?:rad(?:ient[a-z]*)?)?(?![\p{L}])|[fLJ]['’′]|d[A-Za-z]{1,2}(?![\p{L}]))[^=≈]*[=≈][ \t]*[-−+]?(?:\d*[1-9]|\d+[.,]\d*[1-9])/u;

function isWorked(line: string): boolean {
  const head = HEAD.exec(line);
  if (!head) return false;
  const parts = line
    .slice(head[0].length)
    .replace(/[.;][ \t]*$/, '')
    .split(/[,;][ \t]+|[ \t]*(?:→|=>|⇒|->)[ \t]*|[ \t]+(?:and|und|et|y|e|i|en|и)[ \t]+|:[ \t]+/u)
    .map((part) => part.replaceAll('$', '').trim())
    .filter((part) => part !== '');
  return (
    parts.length >= 2 &&
    parts.every((part) => EQUATION.test(part)) &&
    (parts.some((part) => GRADIENT.test(part)) || parts.some((part) => CHAIN.test(part)))
  );
}

/** @returns the text with blanks for such lines, and the lines */
export function withoutWorkedLines(text: string): { text: string; worked: string[] } {
  if (!/\d[ \t]*\**[ \t]*[:.)→|–—-]/.test(text)) return { text, worked: [] };
  const worked: string[] = [];
  const rest = text.split('\n').map((line) => {
    if (!isWorked(line)) return line;
    worked.push(line.trim());
    return blank(line);
  });
  return worked.length > 0 ? { text: rest.join('\n'), worked } : { text, worked };
}
