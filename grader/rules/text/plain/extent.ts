/** How far a formula goes in its sentence: which words and brackets behind a term belong to it. */
import { isJoining, means, words } from '../../lexicon.ts';
import { isFormulaName } from './names.ts';
import { IS_FOREIGN, isRelation } from './tokens.ts';
import type { Token } from './tokens.ts';

export interface PlainOptions {
  /** The text is a code block of pseudo-code. */
  isListing: boolean;
  /** Words that stand on the left of an equation somewhere. */
  targets: ReadonlySet<string>;
  /** Phrases that do. */
  heads: ReadonlySet<string>;
  /** Objects that stand before a point alone: `model` of `model.m`. */
  owners: ReadonlySet<string>;
  /** Fields that several of them have. */
  sharedFields: ReadonlySet<string>;
  /** `vt-1` is v_{t−1}. */
  hasGluedTimes: boolean;
  /** `new_w` is w_new. */
  marksNew: boolean;
}

/** Modules and objects before a point that say nothing about the value behind it. */
export const isOwner = (name: string, { owners }: PlainOptions): boolean =>
  means('module', name) || means('owner', name) || owners.has(name);

/** Names that stand before a point again and again, and nowhere without one but in the head of a function. */
export function ownersIn(text: string): ReadonlySet<string> {
  const owned = [...text.matchAll(/(?<![\p{L}\d_.])(\p{L}\w+)\.(?=\p{L})/gu)].map(([, name]) => name!);
  const body = text.replace(/^[ \t]*(?:function|def|fn|func)\b.*$/gm, '');
  const alone = new Set(body.match(/(?<![\p{L}\d_.])\p{L}\w+(?![\w.]|\.?\p{L})/gu));
  return new Set(owned.filter((name, i) => owned.indexOf(name) !== i && !alone.has(name)));
}

/** Fields that several objects have: `m` of `old.m` and `new.m` are two. */
export function sharedFieldsIn(text: string): ReadonlySet<string> {
  const owners = new Map<string, Set<string>>();
  for (const [, owner = '', field = ''] of text.matchAll(
    /(?<![\p{L}\d_.])(\p{L}\w*)\.(\p{L}\w*)(?![\w(])/gu,
  )) {
    if (means('module', owner) || means('identity', field) || field === 'grad') continue;
    owners.set(field, (owners.get(field) ?? new Set()).add(owner));
  }
  return new Set([...owners].flatMap(([field, { size }]) => (size > 1 ? [field] : [])));
}

/** `new_w = w - …`, of names that get no value of their own and no second new one. */
export function marksNewOnes(text: string): boolean {
  const names = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name!);
  const made = names(/(?<![\w.])(?:new|next)_(\w+)[ \t]*(?:=(?!=)|←|:=|<-)/g);
  const own = new Set(names(/(?<![\w.])(\w+)[ \t]*(?:=(?!=)|←|:=|<-|[-+*/]=)/g));
  return (
    made.length > 0 &&
    new Set(made).size === made.length &&
    !made.some((name) => own.has(name) || own.has(`${name}_t`))
  );
}

const isSymbol = (token: Token | undefined): boolean => token?.kind === 'symbol';

/** Behind three blanks or more a sentence's equation is over: "dW²      (dW² elemento a elemento)". */
export const isApart = (tokens: readonly Token[], at: number, { isListing }: PlainOptions): boolean =>
  !isListing && at > 0 && tokens[at]!.start - tokens[at - 1]!.end >= 3;

/** Does a token begin a factor that has no operator before it, and not a word of the sentence? */
export function isFactorAt(tokens: readonly Token[], at: number, options: PlainOptions): boolean {
  const token = tokens[at];
  if (!token || isApart(tokens, at, options)) return false;
  if (token.kind === 'name') return isFormula(tokens, at, options);
  if (token.text === '(') return !isAside(tokens, at, options);
  return token.kind === 'number' || (isSymbol(token) && /^[[√∇∂∑‖]$/.test(token.text));
}

function isFormula(tokens: readonly Token[], at: number, options: PlainOptions): boolean {
  const [{ text }, next] = [tokens[at]!, tokens[at + 1]];
  if (isFormulaName(text) || options.targets.has(text)) return true;
  // η dL/dw
  if (/^d[LJECF]$/.test(text) && next?.isTight && /^[/(]$/.test(next.text)) return true;
  // Σ_i loss(f(x_i), y_i)
  if (means('objective', text) && next?.text === '(' && next.isTight) return true;
  // a_t, where "a" alone is a word.
  const isScripted =
    next?.kind === 'sub' || next?.text === '_' || (isOwner(text, options) && next?.text === '.');
  return isScripted && next.isTight;
}

/** Does an equation begin there? */
function begins(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.kind !== 'name') return false;
  const next = tokens.slice(at + 1, at + 4).find(({ kind }) => kind !== 'sub' && kind !== 'sup');
  return isSymbol(next) && (isRelation(next!.text) || next!.text === '≈');
}

/** "… e w = …" and "… e poi w = …": words of one letter, which look like factors. */
export function joinsAt(tokens: readonly Token[], at: number): boolean {
  const isJoin = (i: number): boolean => tokens[i]?.kind === 'name' && isJoining(tokens[i]!.text);
  return isJoin(at) && (begins(tokens, at + 1) || (isJoin(at + 1) && begins(tokens, at + 2)));
}

/** Does the sentence go on behind a number that stands alone: "0,01 e ε = 1e-8", "0,9 e um bom valor", "0,9 (ou 0,95)"? */
export function goesOnAt(tokens: readonly Token[], at: number, options: PlainOptions): boolean {
  const [first, second] = [tokens[at], tokens[at + 1]];
  const isWord = second?.kind === 'name' && second.text.length > 1 && !isFormula(tokens, at + 1, options);
  if (first?.kind === 'name' && isJoining(first.text) && isWord) return true;
  if (begins(tokens, at) || (first?.kind === 'name' && begins(tokens, at + 1))) return true;
  return first?.text === '(' && isAside(tokens, at, options, true);
}

const ARTICLE = /^(?:is|are|ist|est|es|è|the|an?|der|die|das|le|la|el|il|o|den|de|het)$/i;

/**
 * Words in brackets, such as "(element-wise)", or the number of an equation.
 * @param isOfNumber behind a number, of which they may name another one: "(or 0.95)"
 */
function isAside(tokens: readonly Token[], open: number, options: PlainOptions, isOfNumber = false): boolean {
  const length = tokens.slice(open + 1, open + 14).findIndex(({ text }) => text === ')');
  const close = length < 0 ? Math.min(open + 14, tokens.length) : open + 1 + length;
  const inside = tokens.slice(open + 1, close);
  if (inside.every(({ kind }) => kind === 'number'))
    return !tokens[open]!.isTight && close + 1 >= tokens.length;
  if (inside.some(({ text }) => IS_FOREIGN.test(text))) return true;
  // w(t+1)
  if (tokens[open]!.isTight) return false;
  const isWord = inside.map(
    ({ kind, text }, i) => kind === 'name' && text.length > 1 && !isFormula(tokens, open + 1 + i, options),
  );
  if (isWord.some((is, i) => is && isWord[i + 1])) return true;
  // (the gradient step), (g is gradient) and (g: gradient)
  if (isWord.includes(true)) {
    const words = inside.every(({ kind }) => kind === 'name');
    if (words && inside.some(({ text }, i) => ARTICLE.test(text) && (i === 0 || i === 1))) return true;
  }
  // (t = 1, 2, …)
  if (
    /^[tkn] (?:≥ [01]|>= [01]|= (?:0 , 1|1 , 2))(?: ,| \.|$)/.test(inside.map(({ text }) => text).join(' '))
  )
    return inside.length > 3;
  const sign = inside.findIndex(({ text }) => /^[:=]$/.test(text));
  const [only, ...more] = inside.slice(sign + 1).filter(({ text }) => !ARTICLE.test(text));
  if (sign > 0 && only && more.length === 0 && means('gradient', only.text) && only.text.length > 1)
    return true;
  // (elementwise, G_0 = 0): it starts as everything does.
  if (/=\s*0\s*$/.test(inside.map(({ text }) => text).join(' '))) return true;
  if (isOfNumber && !isWord.includes(true)) return false;
  return inside.every(
    ({ kind, text }, i) => isWord[i] || /^[-,.:]$/.test(text) || (isOfNumber && kind === 'number'),
  );
}

/** Words that may follow an equation in a sentence; behind others it may go on. */
export const BEHIND = words(
  'and then where with for so here which that this the to we it its as in at is are was using because since see from but i e g our do end let set update compute finally next or on',
);

/** Words that stand on the left of an equation. */
export function targetsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const match of text.matchAll(
    /([A-Za-z]\w*)[ \t]*(?:\([a-z], ?t[^()]*\)[ \t]*)?(?:=(?!=)|←|:=|<-|[-+*/−]=)/g,
  )) {
    if (match[1] && !BEHIND.has(match[1].toLowerCase())) found.add(match[1]);
  }
  return found;
}
