/** What words beside right equations say of their gradient: that it is taken elsewhere, or of an objective that already decays. */
import type { Formula } from '../plain/formula.ts';
import { mentionsGradient } from '../words/gradients.ts';
import { placeOf } from '../../place.ts';
import type { Place } from '../../place.ts';
import { isRemark, lastSentence, optimizersIn } from '../words/prose.ts';
import { denies, tellsState } from '../words/states.ts';

/** The words of the sentence that a formula stands in. */
const around = ({ before, behind }: Formula): string =>
  `${lastSentence(before)} ${/^[^.!?。\n]*/.exec(behind)?.[0] ?? ''}`;

/** Of another form of the same rule. */
const EQUIVALENT =
  /same as|equivalent|original variables|change of variables|gleichbedeutend|dasselbe wie|équivaut|équivalent|equivale|то же|等价|等同|同じ/iu;

/** Is it a remark, of another form or said of another optimizer? */
const isBeside = (formula: Formula, asked: string): boolean =>
  isRemark(lastSentence(formula.before), formula.behind) ||
  (asked === 'nesterov' && EQUIVALENT.test(around(formula))) ||
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

/** w_tmp of `w_tmp = w + mu * v`: names of two parts, which no word of a sentence is. */
const madeIn = (source: string): Set<string> =>
  new Set([...source.matchAll(/([A-Za-z]+_[A-Za-z]\w*)[ \t]*(?:=(?!=)|:=|←)/g)].map(([, name]) => name!));

/** "g is not the slope where we are, but the gradient at the point where …", "the gradient at w_tmp": told by no formula. */
export function pointInWords(prose: string, source: string): Place | null {
  const made = madeIn(source);
  const names = (each: string): readonly string[] => each.match(/[A-Za-z]+_[A-Za-z]\w*/g) ?? [];
  const sentence =
    sentencesOf(prose).find(
      (each) => mentionsGradient(each) && POINTS.test(each) && !/nesterov/i.test(each),
    ) ??
    prose.split('\n').find((line) => mentionsGradient(line) && names(line).some((name) => made.has(name)));
  return sentence === undefined ? null : placeOf(sentence);
}

/** That a bias is corrected is what is assumed of a hat. */
const CORRECTS =
  /bias|correct|korrig|korrekt|verzerr|biais|corrig|correg|corre[çz]|sesg|vi[eé]s(?!\p{L})|смещ|коррек|исправ|виправ|偏|修正|補正|校正|보정|편향|düzelt|yanlılık/iu;

/** That squares are meant, by words or by signs. */
const SQUARES =
  /squar|qua?dr|kvadr|kwadr|cuadr|kuadr|carr[ée]|karesi|kareleri|bình phương|квадрат|平方|二乗|2乗|제곱|outer product|²|\^\s*\{?\s*(?:2|T|\\top|\\intercal)|\*\*\s*2|⊙|\\odot/iu;

/** `g_1 + … + g_t`, and a sum in a language that has no blanks. */
const SUMMED = /\+\s*(?:\\[lc]?dots|…|\.\.\.|⋯)|的(?:总|總)?和|の(?:総|累積)?和|合計|합(?:계|이|을|의)/u;

const sentencesOf = (prose: string): string[] => prose.split(/(?<=[.!?])\s+|[。！？]|\n\n/);

const bareName = (tex: string): string => tex.replace(/[\\{}\s]/g, '');

const DIVIDES = /(?<!\p{L})(?:divid|dividier|geteilt|teile|divis|divid)/iu;
const REVERSED =
  /(?<!\p{L})(?:second|zweite\p{L}*|latter)(?!\p{L})[^]*(?<!\p{L})(?:first|erste\p{L}*|former)(?!\p{L})/iu;

/** 0.9 of `m_t = 0.9 m_{t-1} + …` */
function decayIn(source: string, letter: string): string | null {
  const own = String.raw`\\?${letter}_\{?t`;
  const gives = String.raw`\}?\s*(?:=|\\leftarrow)\s*`;
  const found = new RegExp(String.raw`${own}${gives}([^+=$]*?)(?:\\[,;! ]|\\cdot|[\s*])*${own}-1`).exec(
    source,
  );
  return found && bareName(found[1]!);
}

/**
 * "Divide the first one by $1-0.9^t$ and the second one by $1-0.999^t$; call the results $\\hat m_t$ and $\\hat v_t$": each state by the
 * power of its own decay, in their order.
 */
function tellsCorrection(sentence: string, source: string): boolean {
  if (!DIVIDES.test(sentence) || REVERSED.test(sentence) || denies(sentence)) return false;
  const powers = [
    ...sentence.matchAll(
      /(?<=(?<!\p{L})(?:by|durch|par|por|per)\s)\$\s*1\s*-\s*([^$^]+)\^\s*\{?t\}?\s*\$/giu,
    ),
  ].map(([, of]) => bareName(of!));
  const hats = [...sentence.matchAll(/\\hat\s*\{?\s*\\?([A-Za-z]+)/g)].map(([, of]) => of!);
  const isOther = /\$/.test(sentence.replace(/\$\s*(?:1\s*-\s*[^$^]+\^\s*\{?t\}?|\\hat[^$]*)\s*\$/g, ''));
  return (
    !isOther &&
    hats.length > 0 &&
    hats.length === powers.length &&
    hats.every((letter, i) => decayIn(source, letter) === powers[i])
  );
}

/**
 * What the answer says of a symbol for which something was assumed, where it says something else: "$\hat v$ simply stands for v",
 * "where $G_t$ is the sum of all past gradients".
 */
export function helperInWords(prose: string, source: string, assumptions: readonly string[]): Place | null {
  for (const assumption of assumptions) {
    const [, mark, letter] =
      /“\\?(hat|tilde|bar) (\w+)” is (?:taken like|not defined)/.exec(assumption) ?? [];
    if (mark !== undefined) {
      const symbol = new RegExp(String.raw`\\${mark}\s*\{?\s*\\?${letter}`);
      const other = sentencesOf(prose).find(
        (each) =>
          symbol.test(each) && (!CORRECTS.test(each) || denies(each)) && !tellsCorrection(each, source),
      );
      if (other !== undefined) return placeOf(symbol.exec(other)![0]);
    }
    // An average that is taken for granted, and of which something is denied.
    const [, average] = /^(E\[.+\]) is not defined/.exec(assumption) ?? [];
    const denied =
      average && sentencesOf(prose).find((each) => denies(each) && bareName(each).includes(average));
    if (denied) return placeOf(denied);
    const [, sum] =
      /“([A-Za-z])[^”]*” is not defined; it is taken as the sum of the squared/.exec(assumption) ?? [];
    if (sum === undefined) continue;
    const named = new RegExp(String.raw`(?<![A-Za-z\\])${sum}(?![A-Za-z])`);
    const said = sentencesOf(prose).filter((each) => named.test(each));
    const other = said.find((each) => SUMMED.test(each) || (mentionsGradient(each) && tellsState(each)));
    if (other !== undefined && !said.some((each) => SQUARES.test(each))) return placeOf(other);
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
