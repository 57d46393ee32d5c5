/** What words beside right equations say of their gradient: that it is taken elsewhere, or of an objective that already decays. */
import type { Formula } from './formula.ts';
import { mentionsGradient } from './gradientWords.ts';
import { placeOf } from '../place.ts';
import type { Place } from '../place.ts';
import { isRemark, lastSentence, optimizersIn } from './prose.ts';
import { denies } from './toldStates.ts';

/** The words of the sentence that a formula stands in. */
const around = ({ before, behind }: Formula): string =>
  `${lastSentence(before)} ${/^[^.!?。\n]*/.exec(behind)?.[0] ?? ''}`;

/** Is it a remark, or said of another optimizer? */
const isBeside = (formula: Formula, asked: string): boolean =>
  isRemark(lastSentence(formula.before), formula.behind) ||
  denies(around(formula)) ||
  optimizersIn(around(formula)).some((name) => name !== asked);

const RELATION = /[=←<>]|\\(?:leftarrow|gets|leq?|geq?|in)\b/;

/**
 * "where $g_t$ is the gradient at $\theta_t + \mu v_t$", beside a rule whose gradient is taken at θ_t.
 * @param parameter as TeX writes it: `\theta`, `w`
 */
export function pointElsewhere(formulas: readonly Formula[], parameter: string, found: string): Place | null {
  for (const formula of formulas) {
    const { source } = formula;
    const isSum =
      !RELATION.test(source) && source.includes(parameter) && /[^{_^\s][\s]*[-+](?![^{]*\})/.test(source);
    if (isSum && mentionsGradient(around(formula)) && !isBeside(formula, found)) return placeOf(source);
  }
  return null;
}

/** The point, the place: of what the gradient is taken at. */
const POINTS =
  /(?<!\p{L})(?:points?|place|position|where|ahead|punkt\p{L}*|stelle|ort(?!\p{L})|dort|lieu|endroit|punto|ponto|lugar|точк\p{L}*|точц\p{L}*|punkci\p{L}*|bod[ěu]|plaats|nokta\p{L}*|titik|điểm|pont(?:on|ban)|pist\p{L}*|σημεί\p{L}*)(?!\p{L})|点|處|处|地点|지점|점에서/iu;

/** "g is not the slope where we are, but the gradient at the point where …": told by no formula. */
export function pointInWords(prose: string): Place | null {
  const sentence = prose
    .split(/(?<=[.!?])\s+|[。！？]|\n\n/)
    .find((each) => mentionsGradient(each) && POINTS.test(each) && !/nesterov/i.test(each));
  return sentence === undefined ? null : placeOf(sentence);
}

/** That a bias is corrected is what is assumed of a hat. */
const CORRECTS =
  /bias|correct|korrig|korrekt|verzerr|biais|corrig|correg|corre[çz]|sesg|vi[eé]s(?!\p{L})|смещ|коррек|исправ|виправ|偏|修正|補正|校正|보정|편향|düzelt|yanlılık/iu;

/** "$\hat v$ simply stands for v": said of a symbol for which something was assumed. */
export function helperInWords(prose: string, assumptions: readonly string[]): Place | null {
  for (const assumption of assumptions) {
    const [, mark, letter] =
      /“\\?(hat|tilde|bar) (\w+)” is (?:taken like|not defined)/.exec(assumption) ?? [];
    if (mark === undefined) continue;
    const symbol = new RegExp(String.raw`\\${mark}\s*\{?\s*\\?${letter}`);
    const other = prose
      .split(/(?<=[.!?])\s+|[。！？]|\n\n/)
      .find((each) => symbol.test(each) && (!CORRECTS.test(each) || denies(each)));
    if (other !== undefined) return placeOf(symbol.exec(other)![0]);
  }
  return null;
}

/** "$f_t(\theta) = \ell(\theta) + \frac\lambda2\|\theta\|^2$" beside weights that decay by themselves. */
const PENALTY =
  /^\s*\\?(?:mathcal\s*)?\{?(?:[A-Za-z]|ell)\}?[^=]*=.*\+.*(?:\\\||\\l?Vert)\s*\{?\\?[A-Za-z]+.*(?:\\\||\\r?Vert)/s;

/** `f_{\text{total}}(\theta) = …`, a letter with a word for its label. */
const TOTAL = /^\s*([A-Za-z])\s*_\s*\{?\s*(?:\\(?:text|mathrm)\s*\{)?\s*[A-Za-z]{2,}/;

export function penaltyIn(formulas: readonly Formula[], found: string): Place | null {
  /** g = ∇f, beside f_total, which is what has the penalty. */
  const isGradientOf = (name: string): boolean =>
    formulas.some(({ source }) =>
      new RegExp(
        String.raw`^\s*g(?![A-Za-z])[^=]*(?:=|\\leftarrow)\s*\\nabla(?:_(?:\{[^{}]*\}|\\?\w+))?\s*${name}`,
      ).test(source),
    );
  const isMeant = (formula: Formula): boolean => {
    const letter = TOTAL.exec(formula.source)?.[1];
    if (letter !== undefined && isGradientOf(`${letter}\\s*_`)) return true;
    return !(letter !== undefined && isGradientOf(`${letter}(?!\\s*_)`)) && !isBeside(formula, found);
  };
  const formula = formulas.find((each) => PENALTY.test(each.source) && isMeant(each));
  return formula ? placeOf(formula.source) : null;
}
