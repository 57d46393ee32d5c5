/** Names as they are written in plain text and code, in TeX: `beta1`, `v_hat`, `vdw`, `theta_new`, `learning_rate`. */
import { GREEK_LETTERS } from '../lexicon.ts';

const GREEK: Record<string, string> = {
  eps: 'epsilon',
  lam: 'lambda',
  lambd: 'lambda',
  lmbda: 'lambda',
  lamda: 'lambda',
  ...Object.fromEntries(
    'alpha beta gamma delta epsilon eta theta kappa lambda mu nu xi pi rho sigma tau phi psi omega zeta Delta Theta'
      .split(' ')
      .map((name) => [name, name]),
  ),
};

const ACCENTS: Record<string, string> = {
  '\u0302': 'hat',
  '\u0303': 'tilde',
  '\u0304': 'bar',
  '\u0305': 'bar',
};
const ACCENT_WORD = /^(hat|tilde|bar)$/i;
const CORRECTED = /^(corrected|corr|unbiased|bc|c)$/i;

/** dw, dW1, dtheta: what a parameter moves by, or the gradient there. */
const DIFFERENTIAL = /^d(?:[wWbBxXθ]|theta|W)$/;
const DIFFERENTIAL_QUOTIENT = /^d(?:[A-Z]|loss|cost)_?d_?(w|W|x|theta|b)$/;
const GRADIENT_OF = /^(?:grad|gradient)_?(theta|params?|weights?)$/;

interface Name {
  base: string;
  accent: string | null;
  subs: string[];
  sup: string | null;
}

/** Does the name say by itself that it belongs to a formula, so that it is no word of a sentence? */
export function isFormulaName(name: string): boolean {
  const plain = name.normalize('NFD');
  return (
    /[\d_\p{M}]/u.test(plain) ||
    (plain.length === 1 && !/^[aI]$/.test(plain)) ||
    plain in GREEK ||
    plain in GREEK_LETTERS ||
    DIFFERENTIAL.test(plain) ||
    /^[mvgsSVMG](hat|Hat|dw|dW|db|t)$|^(lr|grads?|gradients?|sqrt|max|maximum|RMS|abs|sign)$/.test(plain)
  );
}

function parse(written: string): Name {
  let accent: string | null = null;
  const plain = written.normalize('NFD').replace(/\p{M}/gu, (mark) => {
    accent ??= ACCENTS[mark] ?? null;
    return '';
  });
  const quotient = DIFFERENTIAL_QUOTIENT.exec(plain)?.[1] ?? GRADIENT_OF.exec(plain)?.[1];
  if (quotient !== undefined) return { base: `d${quotient}`, accent, subs: [], sup: null };
  let sup: string | null = null;
  const labels = plain.split('_').filter((part) => {
    if (ACCENT_WORD.test(part)) accent = part.toLowerCase();
    return part !== '' && !ACCENT_WORD.test(part);
  });
  let base = labels.shift() ?? '';
  const glued = /^([mvgsMVSG])(hat|Hat|tilde|Tilde|bar|Bar)$/.exec(base);
  if (glued?.[1] && glued[2]) [base, accent] = [glued[1], glued[2].toLowerCase()];
  const subs: string[] = [];
  const numbered = /^(\p{L}+)(\d+)$/u.exec(base);
  if (numbered?.[1] && numbered[2]) {
    base = numbered[1];
    subs.push(numbered[2]);
  }
  const moment = /^([mvsMVS])(d(?:[wWbBx]|theta))$/.exec(base);
  if (moment?.[1] && moment[2]) {
    base = moment[1];
    subs.push(moment[2]);
  }
  const isShort = base.length === 1 || base in GREEK || DIFFERENTIAL.test(base);
  const rest: string[] = [];
  for (const label of labels) {
    if (CORRECTED.test(label) && isShort) sup = 'corrected';
    else if (isShort || /^(t|new|old|prev|next)$/.test(label)) subs.push(label);
    else rest.push(label);
  }
  return { base: [base, ...rest].join('_'), accent, subs, sup };
}

const NAMES_OF_FUNCTIONS = /^(sum|max|min|sqrt|abs|sign|diag|E|exp|log)$/;

function baseTex(base: string): string {
  const greek = GREEK[base] ?? GREEK_LETTERS[base];
  if (greek !== undefined) return `\\${greek}`;
  if (base.length === 1) return base;
  const word = NAMES_OF_FUNCTIONS.test(base) ? `${base}_` : base;
  return `\\operatorname{${word.replace(/_/g, '\\_')}}`;
}

function labelTex(label: string): string {
  return GREEK[label] === undefined ? label : `\\${GREEK[label]}`;
}

/**
 * The name in TeX.
 * @param subs further subscripts, in TeX, such as `t-1`
 */
export function nameTex(written: string, subs: readonly string[] = []): string {
  const name = parse(written);
  const base = baseTex(name.base);
  const accented = name.accent === null ? base : `\\${name.accent}{${base}}`;
  const all = [...name.subs.map(labelTex), ...subs];
  const sub = all.length > 0 ? `_{${all.join(',')}}` : '';
  return accented + sub + (name.sup === null ? '' : `^{\\mathrm{${name.sup}}}`);
}

/** Is the name, in TeX, one that parameters usually have? Their start does not matter. */
export function isParameterWord(tex: string): boolean {
  return /^(w|W|x|X|b|p|\\theta|\\Theta|\\phi|\\omega|\\operatorname\{(params?|parameters?|weights?|theta)\})(_\{[^{}]*\})?$/.test(
    tex,
  );
}
