/** Sums over the examples that words write, "(1/B) · sum over the batch of ∇l(w; x_i, y_i)", and sums that are no part of a rule. */
import { blank } from '../../lexicon.ts';

const OVER =
  '(?:the |a |all )?(?:current |whole |m |n |B )?(?:mini-?batch(?: B)?|batch(?: B)?|examples?|samples?|data(?: ?points)?|data ?set|training (?:set|examples|data)|i(?: in (?:the )?(?:mini-?)?(?:batch|B))?)(?: i)?';

/** Before a gradient. */
const SUM = new RegExp(
  String.raw`(?<=[=←(·*/+−-]\s*)(?<operator>sum|mean|average) over ${OVER} of (?:the )?(?=[∇∂]|grads?\b|gradients?\b|d[A-Z]\b)`,
  'gi',
);

/** The line with the sign of a sum for such words, and as many characters; a mean is its gradient. */
export const withSums = (line: string): string =>
  line.replace(SUM, (whole: string, operator: string) =>
    // Without a gap before what is summed, which would end the equation.
    /sum/i.test(operator) ? `${'Σ_{i'.padEnd(whole.length - 2)}} ` : ''.padEnd(whole.length),
  );

/** `Σγ_k = ∞, Σγ_k² < ∞`: of how the rates have to fall. */
const SERIES =
  /(?<![=←+*/·−-]\s*)(?:[Σ∑]|\bsum\b)\s*(?:_?\w\s+)?\S{1,14}\s*[=<]\s*[+]?(?:∞|inf(?:ty|inity)?\b)/gu;

export const withoutSeries = (line: string): string => line.replace(SERIES, blank);
