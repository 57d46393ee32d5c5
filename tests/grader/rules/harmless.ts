/** Why a mutant of a right rule may be called right: it is no other rule. */
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';
import { readRule } from '../../../grader/rules/parse.ts';
import type { ParsedRule } from '../../../grader/rules/parse.ts';
import type { RuleResult } from '../../../grader/rules/result.ts';
import { RELATION_IN } from './mutants.ts';
import type { Mutant, RightRule } from './mutants.ts';

export type Harmless =
  | 'right by another convention'
  | 'a start at zero'
  | 'no equation'
  | 'the type of a variable'
  | 'an index on the left-hand side'
  | 'the name of a constant'
  | 'the index of a constant'
  | 'the name of the objective or of its examples'
  | 'a factor of the objective'
  | 'multiplied by what the answer sets to zero'
  | 'the number of the first step'
  | 'a gradient counted by the step that it is taken at'
  | 'the derivative by a point that moves as the parameters do'
  | 'another name of the same value'
  | 'an example in numbers'
  | 'what goes to 1 in a limit'
  | 'the name of an argument that is kept around'
  | 'how the learning rate changes'
  | 'a sign that changes nothing'
  | 'how often a loop runs'
  | 'which examples a step takes, and the error that they make'
  | 'the name of a key'
  | 'the set that a projection goes to'
  | 'a label or a remark in words'
  | 'outside of the rule';

const says = ({ optimizer, conventions, faults }: RuleResult): string =>
  [optimizer, ...[...conventions].sort(), ...faults].join();

/** Names of the objective and its data, which a gradient is taken of: which letter they have is all the same. */
const OF_OBJECTIVE = /^(?:[JLEfFCQlxyiBmNnhzX]|\\(?:ell|mathcal|xi|zeta|phi|tau))$/;
/** What stands before the index of an objective, before the objective of a gradient, and within the bounds of a mean. */
const OBJECTIVE_WITH_INDEX = /(?:[fJL]|\\ell)_\{?(?:i_\{?)?$/;
/** The number of an example, x^{(i)}. */
const EXAMPLE = /(?:[xyzl]|\\ell)\}?(?:\^\{?\(|_\{?)$/;
/** ∂𝓛 and ∂_w of an objective. */
const PARTIAL_OF = /\\partial(?:_\\?\w+)?\s*\{?\s*(?:\\mathcal\s*\{?)?\s*$/;
const GRADIENT_OF = /\\nabla(?:_\\?\w+|_\{[^{}]*\})?\s*$/;
const MEAN = /\\sum_\{?[^{}]*(?:=1\}\^\{?[nmNMB]\b|\\in)/;

/** Null for a mutant that is not called right, a reason for one that may be, and `missed` for one that must not. */
export function outcomeOf(mutant: Mutant, right: RightRule): Harmless | 'missed' | null {
  const { expect } = right;
  const found = judgeRule(mutant.rule, { expect });
  if (!isRight(found, { expect })) return null;
  const own = judgeRule(right.rule, { expect });
  if (says(found) !== says(own)) return 'right by another convention';
  const parsed = readRule(right.rule);
  if (!parsed.understood) return 'missed';
  const reason = REASONS.find(([, holds]) => holds(mutant, parsed, right.rule))?.[0];
  if (reason) return reason;
  return says(judgeRule(mutant.without, { expect })) === says(own) ? 'outside of the rule' : 'missed';
}

type Holds = (mutant: Mutant, parsed: ParsedRule, rule: string) => boolean;

/** `self.v = None` and `self.v = {k: np.zeros_like(p) for k, p in params.items()}` */
const isOfZeros = (row: string): boolean => /\bNone$|\bzeros(?:_like)?\(/.test(row) && !/\*/.test(row);

/** v_t → v_ */
const losesIndex = ({ before, token, to }: Mutant): boolean =>
  /^\s*$/.test(before) && to === token.replace(/(?<=_)t$/, '') && to !== token;

/** `1/m Σ L` */
const isFactor = ({ change, token, before, after, row }: Mutant): boolean =>
  change === 'number' &&
  token === '1' &&
  /\\frac\{?$/.test(before) &&
  /^\}?\{?[a-zA-Z|]\}?.*\\sum/s.test(after) &&
  /\\nabla|\\partial/.test(row);

/** Σ_{i=0} of an answer that has nothing at 0: the first step has the number 1. */
function isFirstStep({ place, token, to, row }: Mutant, _: ParsedRule, rule: string): boolean {
  if (place !== 'bound of a sum' || /_\{?0|\(0\)/.test(rule)) return false;
  // Counted back, it is the end that says where the first step is.
  return (token === '0' && to === '1') || (/_\{t-i\}/.test(row) && to === `${token}-1`);
}

/** g_{t−1} in the step from w_{t−1}, where no other gradient has an index. */
function isCountedAsPoint({ change, to, before }: Mutant, { parameter }: ParsedRule, rule: string): boolean {
  if (change !== 'index' || !/^\{?t-1\}?$/.test(to) || !/g\}?_\{?$/.test(before)) return false;
  // What follows if a number is 0 is another rule.
  const equations = rule
    .split(/\bIf\b/)[0]!
    .split('$')
    .filter((part) => RELATION_IN.test(part));
  const gradients = equations.flatMap((part) => part.match(/g\}?_\{?t/g) ?? []);
  const isOnce = gradients.length === 1 || /\beither\b/i.test(rule);
  return isOnce && new RegExp(String.raw`${parameter}\}?_\{t-1\}`).test(rule);
}

const bare = (tex: string): string => tex.replace(/\\(?:mathbf|boldsymbol)|[{}\s&]/g, '');

/** `g_t ← b_t`: from there on one is the other. */
function isSetEqual({ token, to, before, after, row }: Mutant, _: ParsedRule, rule: string): boolean {
  const next = /^\s*\{?(\\?[A-Za-z]+(?:_\w)?)/.exec(after)?.[1] ?? '';
  const [one, other] = token === '\\tilde' ? [`\\tilde${next}`, next] : [`${token}_t`, `${to}_t`];
  if (bare(rule).includes(`${one}\\leftarrow${other}`)) return true;
  // "1. Gradient: g_t = …", and the gradient with a hat, which is the only one.
  if (rule.includes(`${to}: ${token} =`) || (token === '\\hat' && to === '{}' && /^\s*g\s*$/.test(after)))
    return true;
  // The same once more by its sum, which the step reads.
  if (/^\s*$/.test(before) && rule.includes(`Unrolled: ${token} =`)) return true;
  // `lambda m, g: … m …` of the m that is handed on.
  if (/\blambda $/.test(before) && new RegExp(String.raw`: .*\b${token}\b.*, ${token}, `).test(after))
    return true;
  // A parameter of Java that the field has got.
  if (to === `this.${token}` && rule.includes(`${to} = ${token};`)) return true;
  // `V = αV − …`, where v is the old V.
  return to === token.toUpperCase() && row.trim().startsWith(`${to} =`);
}

const RATE = String.raw`\\(?:eta|alpha|gamma|mu)`;

/** η_t, of which the answer says how it changes: the rule is the same with any learning rate, and with any that falls as η/√t does. */
function isOfSchedule({ token, before, after, row }: Mutant, _: ParsedRule, rule: string): boolean {
  if (/\\frac\{\\eta(?:_0)?\}\{\\sqrt\{t\}\}/.test(row) && /\}\{(?:\\sqrt\{)?$/.test(before)) return true;
  // The share of the way from one rate to the other, and what is said of all rates together.
  if (/^\s*\\alpha = k\/\\tau\s*$/.test(row) && /\\epsilon_k =/.test(rule)) return true;
  if (/Σ γ_k = ∞/.test(row) && /− $|\bwhere |= ∞/.test(before)) return true;
  const isRate = new RegExp(`^${RATE}$`).test(token) || new RegExp(`${RATE}_\\{?$`).test(before);
  const isMarked = token === '\\tilde' && new RegExp(String.raw`^\s*\{?${RATE}`).test(after);
  const told = isMarked ? String.raw`\\tilde\{?${RATE}\}?\s*\\leftarrow` : String.raw`${RATE}_[tk]\s*=`;
  return (isRate || isMarked) && new RegExp(told).test(rule);
}

const isPlus = ({ to, after, place }: Mutant): boolean =>
  to === '+' && ((place === 'superscript' && /^\s*\d/.test(after)) || /^\s*\\beta_\d\^\\infty/.test(after));

function isOnlySquared({ change, row, before }: Mutant, rule: string): boolean {
  const target = /^\s*(\w+) =/.exec(row)?.[1];
  if (change !== 'sign' || target === undefined || /[(]/.test(before)) return false;
  const others =
    rule.replace(row, '').match(new RegExp(String.raw`\b${target}\b(?! = np)[^\n]{0,3}`, 'g')) ?? [];
  return others.length > 0 && others.every((use) => /\*\*2|\^2/.test(use));
}

/** `for (let k = 1; k < steps; k++)`, `i < n` for any n, the first of a count that nothing reads, and the number L of layers. */
function isEndOfLoop({ row, before, after, change }: Mutant, _: ParsedRule, rule: string): boolean {
  if (!/^\s*for\b/.test(row)) return /^\s*L = len\(/.test(row);
  const counted = /(\w+) :?= $/.exec(before)?.[1];
  const isRead = new RegExp(String.raw`\b${counted}\b`).test(rule.replace(row, ''));
  const isEnd = /name/.test(change) && after.startsWith(';');
  return /\bsteps\b/.test(row) || isEnd || (change === 'number' && counted !== undefined && !isRead);
}

/** `part = idx[s:s+bs]`, `r = X @ w + b - y`: the gradient is that of any objective, on any examples. */
const isOfExamples = ({ row }: Mutant): boolean =>
  /^\s*(?:e|r|R|part|idx|gi|order)\s+= [^;]*(?:\b[XYxy]\b|\bidx\b|\border\b|\blen\()/.test(row) ||
  /^\s*dW = dW \+ e x/.test(row);

/** `k = p + str(l)`, under which all that belongs to one parameter is kept, and `state["m"]`. */
const isOfKey = ({ row, before }: Mutant): boolean => /^\s*k = .*\bstr\(/.test(row) || /\["$/.test(before);

/** `v` of `def update(params, grads, v, s, t, eps=1e-8)`, which is then that of the file, and ε by its name. */
const isArgument = ({ row, before, after, token }: Mutant): boolean =>
  (/^\s*def \w+\([^)]*$/.test(before) && /^[,)]/.test(after) && /^[sv]$/.test(token)) ||
  (/^\s*beta1=/.test(row) && /^=1e-8\)/.test(after));

/** `std::vector<float>& acc`, `size_t i` */
const isOfType = ({ before, after }: Mutant): boolean =>
  (/^\s*$/.test(before) && /^ [a-z]\w* =/.test(after)) ||
  /^(?:::\w|<\w|>?& ?\w+[,)]| \w+(?:,| = [\w.-]+\)| = 0;))/.test(after);

/** "First moment: m = …", "where η is the learning rate", and what stands behind the code of a line. */
function isInWords({ before, after, token }: Mutant): boolean {
  const isLabel = /:\s/.test(after.split(RELATION_IN)[0]!) && !RELATION_IN.test(before);
  const isRemark = /\\text\{ where \}\s*$/.test(before) && /^\s*\\text\{ is/.test(after);
  const ticks = before.split('`').length - 1;
  // "(for all j, at the same time)", "gradient của J tại theta", "t = number of updates so far, m and v zero".
  const isBetween =
    /\((?:\p{L}+ ){2,}$/u.test(before) ||
    (/^\p{L}{2,}$/u.test(token) && /[^\x20-\x7e]/.test(token) && /\p{L} $/u.test(before)) ||
    /^ = number of |^[^=,]* zero at /.test(after);
  return (
    isLabel ||
    isRemark ||
    isBetween ||
    token === 'the' ||
    (ticks > 0 && ticks % 2 === 0 && !/^[^`]*=/.test(after))
  );
}

/** A constant may have any name, as long as it is one constant. */
function isConstant(mutant: Mutant, { constants }: ParsedRule, text: string): boolean {
  // "$\alpha>0$" and "$\beta\in[0,1)$" say that it is one.
  const isSaidToBe =
    mutant.token.startsWith('\\') && ['>0', '\\in'].some((is) => text.includes(`$${mutant.token}${is}`));
  if (isSaidToBe && mutant.change === 'unknown name') return true;
  const isNamed = constants.some(({ name }) => isNameOf(name, lettersOf(mutant.token)));
  if (isNamed && /^(unknown name|number)$/.test(mutant.change)) return true;
  // η = 0.001 of something else, where η may have any value.
  const given = /^\s*=\s*([\d.]+\d)/.exec(mutant.after)?.[1];
  if (given !== undefined && constants.some(({ value }) => value === null || value === Number(given)))
    return true;
  const other = readRule(mutant.rule);
  if (!other.understood || other.constants.length !== constants.length) return false;
  if (isNamed && other.constants.some(({ name }) => isNameOf(name, lettersOf(mutant.to)))) return true;
  const lost = constants.filter(({ name }) => !other.constants.some((each) => each.name === name));
  return lost.length === 1;
}

const isNameOf = (name: string, letter: string): boolean =>
  name === letter || name.split('_').includes(letter);

/** Any index will do as long as it is one constant, and g_w is the gradient with respect to w. */
function isIndexOfConstant({ before, to }: Mutant, { constants, parameter }: ParsedRule): boolean {
  if (/g_\{?(?:[^{}]*,)?\s*$/.test(before) && to.replace('\\', '') === parameter) return true;
  const base = /(\\[a-z]+|[a-z])_\{?$/.exec(before)?.[1];
  return base !== undefined && constants.some(({ name }) => isNameOf(name, lettersOf(base)));
}

const lettersOf = (tex: string): string => tex.replace(/^\\(var)?/, '');

function isOfObjective({ place, token, to, before, after, row }: Mutant): boolean {
  const isInGradient = place === 'argument of a gradient' || place === 'what a gradient is of';
  if ((isInGradient || GRADIENT_OF.test(before) || PARTIAL_OF.test(before)) && OF_OBJECTIVE.test(token))
    return true;
  // The loss on the sample S.
  if (/MSE\($/.test(before) && to === 'S') return true;
  if (OBJECTIVE_WITH_INDEX.test(before) || /^\s*loss = /.test(row)) return true;
  const isOfGradient = /\\nabla|\\partial/.test(row);
  if (EXAMPLE.test(before)) return isOfGradient;
  // Which example is summed over is all the same: the mean of one is that one.
  if (/\\sum_\{?$/.test(before) && isOfGradient && /L|\\ell/.test(after)) return true;
  return place === 'bound of a sum' && MEAN.test(row) && isOfGradient;
}

/** κ = 0: whatever stands in a term with κ, or makes what stands in such terms alone. */
function isSwitchedOff({ before, after, row }: Mutant, { constants }: ParsedRule, rule: string): boolean {
  const zeros = constants.filter(({ isZero }) => isZero).map(({ name }) => name);
  const isZero = (term: string): boolean =>
    zeros.some((name) =>
      new RegExp(String.raw`(?<![A-Za-z])${name}(?![A-Za-z])`).test(term.replace(/[{}]/g, '')),
    );
  // The signs of an index, and of a factor in brackets, part no terms.
  const whole = (text: string): string => text.replace(/([_^]\{?\w+|\([\w§]+)[-+]([\w§]+)/g, '$1.$2');
  const terms = whole(`${before}§${after}`).split(/[-+=]/);
  if (isZero(terms.find((term) => term.includes('§')) ?? '')) return true;
  const target = /^\W*\s*([a-zA-Z])_t\s*=/.exec(row)?.[1];
  if (target === undefined) return false;
  const rest = whole(rule.replace(row, ''));
  const uses = rest
    .split(/[-+=]/)
    .filter((term) => new RegExp(String.raw`(?<![A-Za-z\\])${target}_`).test(term));
  return uses.length > 0 && uses.every(isZero);
}

/** The first one that holds counts. */
const REASONS: [Harmless, Holds][] = [
  // Zero is where everything starts that has no other start.
  ['a start at zero', ({ row }) => /(?:=|\\(?:left|get)\w+)\s*0\W*$/.test(row) || isOfZeros(row)],
  ['no equation', ({ row }) => !RELATION_IN.test(row)],
  ['the type of a variable', isOfType],
  ['an index on the left-hand side', (mutant) => mutant.isLeft || losesIndex(mutant)],
  ['the name of a constant', isConstant],
  ['the index of a constant', isIndexOfConstant],
  ['the name of the objective or of its examples', isOfObjective],
  ['a factor of the objective', isFactor],
  ['multiplied by what the answer sets to zero', isSwitchedOff],
  ['the number of the first step', isFirstStep],
  ['a gradient counted by the step that it is taken at', isCountedAsPoint],
  [
    'the derivative by a point that moves as the parameters do',
    ({ token, before, after }) => token === '\\tilde' && /\\nabla_\{$/.test(before) && /\\tilde/.test(after),
  ],
  ['another name of the same value', isSetEqual],
  ['how the learning rate changes', isOfSchedule],
  ['an example in numbers', ({ place }, _, rule) => place === 'start value' && /\bBeispiel: mit/.test(rule)],
  [
    'what goes to 1 in a limit',
    ({ before, row }) => /\\lim_\{p\\to\\infty\}/.test(row) && /\(1(?:-\\beta_2\^)?$/.test(before),
  ],
  ['the name of an argument that is kept around', isArgument],
  // g^{+2}, 1 + β^∞, and the mean that is only squared.
  ['a sign that changes nothing', (mutant, _, rule) => isPlus(mutant) || isOnlySquared(mutant, rule)],
  ['how often a loop runs', isEndOfLoop],
  ['a label or a remark in words', isInWords],
  ['which examples a step takes, and the error that they make', isOfExamples],
  ['the name of a key', isOfKey],
  ['the set that a projection goes to', ({ before }) => /\\Pi_\{(?:[^{}]|\{[^{}]*\})*$/.test(before)],
];
