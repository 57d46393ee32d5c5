/** Names as they are written in plain text and code: `beta1`, `v_hat`, `vdw`, `theta_new`, `learning_rate`. */
import { ACCENT_MARKS, GREEK_LETTERS, isDigits, means, words, table } from '../../lexicon.ts';
import type { Place } from '../../place.ts';
import { withCopiedSums } from './copiedSums.ts';
import type { Piece } from './piece.ts';

const GREEK: Record<string, string> = table({
  eps: 'epsilon',
  lam: 'lambda',
  lambd: 'lambda',
  lmbda: 'lambda',
  lamda: 'lambda',
  nabla: 'nabla',
  ...Object.fromEntries(
    'alpha beta gamma delta epsilon eta theta kappa lambda mu nu xi pi rho sigma tau phi psi omega zeta Delta Theta'
      .split(' ')
      .map((name) => [name, name]),
  ),
});

/** What is copied from the algorithm of the paper on Adam: the power of `1 − β_1^t` before its index, or on a line of its own. */
const COPIED_POWER = /(?<=1 ?[−–-] ?)β(?:t([12])|t\n([12]))(?=\))/gu;
/** A mark before the letter that it is above: ˆg. */
const COPIED_MARK = /([ˆ˜])(\p{L})(?!\p{M})/gu;
/** ϵ = 10^{−8} */
const COPIED_SIZE = /(?<=[=≈] ?)10−(?=\d{1,2}(?!\d|\.\d))/g;
const COPIED_SQUARE = /(?<![A-Za-z\d])g2(\n?)t(?![A-Za-z\d])/g;

/**
 * `ℓ`, `ℒ` and the letters that a word processor sets formulas in, `𝑤` and `𝜂`, as the letters that they are; β_1^t and g_t² as a page
 * gives them. As many characters.
 */
export const withOrdinaryLetters = (text: string): string =>
  withCopiedSums(text)
    .replace(/[\u2102-\u2134\u{1d400}-\u{1d7ff}☉]/gu, (letter) =>
      letter === '☉' ? '⊙' : /[\p{L}\p{N}\p{Sm}]/u.test(letter) ? letter.normalize('NFKC') : letter,
    )
    .replace(COPIED_MARK, (_, mark: string, under: string) => `${under}${mark === 'ˆ' ? '\u0302' : '\u0303'}`)
    .replace(COPIED_POWER, (_, beside?: string, below?: string) => (beside ? `β${beside}ᵗ` : `β${below}^t`))
    .replace(COPIED_SIZE, '1e-')
    .replace(COPIED_SQUARE, (_, line: string) => (line === '' ? 'gt²' : 'gt^2'));

/** grad_loss and grad_f, of a function. */
const isGradientOfLoss = (name: string): boolean => /^(?:grad|gradient)_(?:loss|cost|[fFLJEC])$/.test(name);

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
  const [, bare = '', mark = ''] = /^(.*)(\p{M})$/u.exec(plain) ?? [];
  return (
    /[\d_]/.test(plain) ||
    // m̂, and no à, carré or seçilir: words of most languages have accents.
    (mark in ACCENT_MARKS && isFormulaName(bare)) ||
    (plain.length === 1 && !/^[aI]$/.test(plain)) ||
    plain in GREEK ||
    plain in GREEK_LETTERS ||
    DIFFERENTIAL.test(plain) ||
    /^[mvgsSVMG](hat|Hat|dw|dW|db|t)$|^(lr|grads?|gradients?|sqrt|max|maximum|RMS|abs|sign)$/.test(plain)
  );
}

function parse(written: string): Name {
  let accent: string | null = null;
  // Of labels the marks are letters: w_mới.
  const [, head = '', labelled = ''] = /^([^_]*)(.*)$/su.exec(written) ?? [];
  const marked = head.normalize('NFD');
  // That of bêta is one of its language.
  const bare = marked.replace(/\p{M}/gu, (mark, at: number) => {
    if (at < 2 || at === marked.length - 1) accent ??= ACCENT_MARKS[mark] ?? null;
    return '';
  });
  const plain = bare + labelled.normalize('NFC');
  const greek = /^d_?(\p{Script=Greek})(?=_|$)/u.exec(plain);
  if (greek) return parse(`d${GREEK_LETTERS[greek[1]!] ?? greek[1]!}${plain.slice(greek[0].length)}`);
  const quotient = DIFFERENTIAL_QUOTIENT.exec(plain)?.[1] ?? GRADIENT_OF.exec(plain)?.[1];
  if (quotient !== undefined) return { base: `d${quotient}`, accent, subs: [], sup: null };
  // mhat, beta1 and vdW are m_hat, beta_1 and v_dW.
  const spelled = plain.replace(
    /^(?:[mvgs](?=(?:hat|tilde|bar)(?:_|$))|\p{L}+(?=\d+(?:_|$))|[mvs](?=d(?:[wbx]|theta)(?:_|$)))/iu,
    '$&_',
  );
  const labels = spelled.split('_').filter((part) => {
    if (ACCENT_WORD.test(part)) accent = part.toLowerCase();
    return part !== '' && !ACCENT_WORD.test(part);
  });
  // The current gradient is the gradient.
  if (/^cur(?:r|rent)?$/i.test(labels[0] ?? '') && means('gradient', labels[1] ?? '')) labels.shift();
  const base = labels.shift() ?? '';
  const subs: string[] = [];
  let sup: string | null = null;
  const isShort =
    base.length === 1 || base in GREEK || DIFFERENTIAL.test(base) || /^(grad|nabla)$/.test(base);
  const rest: string[] = [];
  for (const label of labels) {
    if (CORRECTED.test(label) && isShort) sup = 'corrected';
    else if (isShort || /^(t|0|new|old|prev|next)$/.test(label)) subs.push(label);
    else rest.push(label);
  }
  return { base: [base, ...rest].join('_'), accent, subs, sup };
}

const NAMES_OF_FUNCTIONS = words('sum max min sqrt abs sign diag E exp log');

export const operator = (text: string, at: Place): Piece => ({ kind: 'operator', text, at });

/** A letter that touches no other one. */
export const letter = (name: string, at: Place): Piece => ({ kind: 'letter', name, start: -1, end: -2, at });

export const digit = (text: string, at: Place): Piece => ({ kind: 'digit', text, start: -1, end: -2, at });

export const word = (name: string, at: Place): Piece => ({ kind: 'word', name, at });

export const group = (body: Piece[], at: Place, open: '(' | '[' | '|' | '‖' = '('): Piece => ({
  kind: 'group',
  open,
  body,
  at,
});

function basePiece(base: string, at: Place, isCalled: boolean): Piece {
  const greek = GREEK[base] ?? GREEK_LETTERS[base];
  if (greek !== undefined || base.length === 1) return letter(greek ?? base, at);
  if (isCalled) return { kind: 'word', name: base, isCalled, at };
  return word(NAMES_OF_FUNCTIONS.has(base) ? `${base}_` : base, at);
}

function labelPiece(label: string, at: Place): Piece {
  const name = GREEK[label] ?? label;
  if (isDigits(label)) return digit(label, at);
  return name.length === 1 || label in GREEK ? letter(name, at) : word(name, at);
}

/** What tells one name from another, without scripts that depend on time. */
export function keyOfName(written: string): string {
  const { base, accent, subs, sup } = parse(written);
  const labels = [...subs.map((sub) => GREEK[sub] ?? sub), ...(sup === null ? [] : [sup])];
  const name = GREEK[base] ?? GREEK_LETTERS[base] ?? base;
  return [...(accent === null ? [] : [accent]), name].join(' ') + labels.map((label) => `_${label}`).join('');
}

/** @param isCalled a bracket stands directly behind it */
export function namePiece(written: string, at: Place, isCalled = false): Piece {
  // The loss of grad_loss(w) is what it is the gradient of, and no label.
  const name = parse(isCalled && isGradientOfLoss(written) ? 'grad' : written);
  const base = basePiece(name.base, at, isCalled);
  const pieces: Piece[] = [
    name.accent === null ? base : { kind: 'accent', accent: name.accent, body: [base], at },
  ];
  for (const label of name.subs) script(pieces, 'sub', [labelPiece(label, at)]);
  if (name.sup !== null) script(pieces, 'sup', [word(name.sup, at)]);
  return pieces[0]!;
}

/** What small characters say, such as `t-1` of `ₜ₋₁`. */
export function smallPieces(text: string, at: Place): Piece[] {
  const levels: Piece[][] = [[]];
  for (const [part] of text.matchAll(/\d+|./gu)) {
    const inside = levels.at(-1)!;
    if (part === '(') levels.push([]);
    else if (part === ')' && levels.length > 1) levels.at(-2)!.push(group(levels.pop()!, at));
    else if (isDigits(part)) inside.push(digit(part, at));
    else inside.push(/[a-z]/i.test(part) ? letter(part, at) : operator(part, at));
  }
  return levels.flat();
}

/** Puts a script on the last piece, behind those that stand there: `v_{w,t}`. */
export function script(pieces: Piece[], kind: 'sub' | 'sup', body: readonly Piece[]): void {
  if (body.length === 0) return;
  const last = pieces.pop()!;
  const { base, ...own } = last.kind === 'scripts' ? last : { base: last, sub: null, sup: null };
  const isLabel = (sup: Piece | undefined): boolean => sup === undefined || sup.kind === 'word';
  const isPrime = (sup: Piece): boolean => sup.kind === 'letter' && sup.name === 'prime';
  const goesOn = kind === 'sub' ? isLabel(own.sup?.at(-1)) : own.sup?.every(isPrime);
  if (own[kind] === null) pieces.push({ ...own, kind: 'scripts', base, at: last.at, [kind]: [...body] });
  else if (!goesOn)
    pieces.push({ kind: 'scripts', base: last, sub: null, sup: null, at: last.at, [kind]: [...body] });
  else {
    const comma = kind === 'sub' ? [operator(',', last.at)] : [];
    pieces.push({ ...own, kind: 'scripts', base, at: last.at, [kind]: [...own[kind], ...comma, ...body] });
  }
}
