/** What names in code mean: which are gradients, modules, containers, counters; and how a name is spelled in a rule. */
import { isParameterLike } from '../../formulas/gradients.ts';
import {
  ACCENT_MARKS,
  agedName,
  GREEK_LETTERS,
  isDigits,
  isRateName,
  isRateSetting,
  isSetting,
  means,
} from '../../lexicon.ts';
import { isStateName } from '../../model/roles.ts';
import type { Node } from '../../syntax/nodes.ts';

/** `weightGrads`, `gradWeights` and `dWeights`, as JavaScript and Java write what others write with underscores. */
const JOINED =
  /^(?:([a-z]+)(Grad(?:ient)?s?)|(d|grads?|gradients?)((?:Weight|Bias|Param)\w*|(?<=grads?|gradients?)[A-Z]\w*))$/;

/** `β1` is beta_1, `m̂` m_hat, PHP's `$v` v. */
export function plainName(written: string): string {
  if (/^[a-z_]*$/.test(written)) return written;
  const joined = JOINED.exec(written)?.slice(1).filter(Boolean);
  if (joined) return joined.join('_').toLowerCase();
  const name = /^\w+$/.test(written) ? written : inLatin(written.replace(/^\$/, ''));
  return name.replace(/^([A-Za-z]+)(\d+)$/, '$1_$2');
}

const inLatin = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, (mark) => (mark in ACCENT_MARKS ? `_${ACCENT_MARKS[mark]}` : ''))
    .replace(/[\p{Script=Greek}µ]/gu, (letter) => GREEK_LETTERS[letter] ?? letter);

/** A field that has a local name beside it is kept apart from that. */
export const fieldKey = (name: string): string => `self.${name}`;
export const withoutOwner = (key: string): string => key.replace(/^self\./, '');

/** Before a point they say nothing about the value behind it. */
export const isModule = (name: string): boolean => means('module', name);

export const isOwner = (name: string): boolean => means('owner', name) || isModule(name);

/** What holds the numbers that an optimizer is set up with, and no state. */
export const isSettings = (name: string): boolean => /^(?:betas|defaults|args|config|hyper\w*)$/.test(name);

/** Of an entry of these the key is the name: `config['m']`. */
export const isContainer = (name: string): boolean => means('owner', name) || means('container', name);

/** A gradient by its name, also where the program changes it, as in `g = g + wd * w`. */
const OWN_GRADIENT =
  /^(g|gt|g_t|gij|grads?|gradients?|gradient[ei][ns]?|gradient[yi]|gradyan(?:lar)?|grd?|deriv(?:ative)?s?|ableitung|steigung|pente|derivee|derivada|derivata|pendiente|pochodna|turev|turunan|afgeleide|d[A-SU-Za-su-z]|dtheta|d_[A-Za-z]|D_[a-z])(_\d+)?$/;
const GRADIENT =
  /^(?:(?:g|grads?|gradients?|gradient[ei][ns]?|(?:delta_)?nabla|dloss|dcost)(?:_\w+)?|\w+_(?:grads?|gradients?)|d(?:[Ll]|J|E|C|f|loss|cost)_?d_?\w+|d_?(?:weights?|params?|vars?|bias(?:es)?|[A-Z][a-z]?\d*|w\d+|b\d+)|g[WwBbXxYy]\d?)$/;

export const isOwnGradient = (key: string): boolean => OWN_GRADIENT.test(withoutOwner(key));
export const isGradientKey = (key: string): boolean => isOwnGradient(key) || GRADIENT.test(withoutOwner(key));

const LABEL =
  /^(?:d(?:[Ll]|J|E|C|f|loss|cost)_?d_?|(?:g|grads?|gradients?|(?:delta_)?nabla)_)(\w+)$|^(\w+)_(?:grads?|gradients?)$|^(?:d_?|D_)(\w+)$|^g([WwBbXxYy]\d?)$/;

/** W of dW, grad_W, W_grad, dL_dW, whatever it is; null where the name does not say. */
export const namedByGradient = (key: string): string | null =>
  LABEL.exec(key)
    ?.slice(1)
    .find((part) => part !== undefined) ?? null;

/** The one of several names whose gradient it is by its own name: slope of dslope and dSlope. */
export function ownOfGradient(key: string, names: Iterable<string>): string | null {
  const of = plainName(namedByGradient(key) ?? '');
  const all = [...names];
  const isIt = (name: string): boolean => plainName(withoutOwner(name)) === of;
  const isLower = (name: string): boolean =>
    plainName(withoutOwner(name)) === of.charAt(0).toLowerCase() + of.slice(1);
  return all.find(isIt) ?? all.find(isLower) ?? null;
}

/** W of these, where it is like a parameter. */
export function labelOfGradient(key: string): string | null {
  const label = namedByGradient(key);
  return label !== null && isParameterLike(label.replace(/^(\w)_?\d+$/, '$1')) ? label : null;
}

/** b of `grad_b(w, b, x, y)` */
export const parameterOfCall = (name: string): string | null =>
  /^(?:grad(?:ient)?_?|d(?:[LJECf]|loss|cost|error)_?d_?)([wb]\d?)$/i.exec(
    plainName(name).replace(/_(\d)$/, '$1'),
  )?.[1] ?? null;

/** x_ahead of dx_ahead, the gradient there, where that is something that the program makes. */
export const pointOfGradient = (key: string): string | null => /^d_?([a-z]\w*_\w+)$/i.exec(key)?.[1] ?? null;

/** `lr`, `eta` and `learning_rate`. */
export const isRateKey = (key: string): boolean =>
  isRateName(withoutOwner(key)) || isRateSetting(withoutOwner(key));

export const isTimeName = (key: string): boolean => means('step', withoutOwner(key));

export function isParameterWord(key: string): boolean {
  const [name = '', label = '0', ...more] = withoutOwner(key).split('_');
  const isNamed = means('parameter', name) || means('parameters', name) || means('position', name);
  return (isNamed && isDigits(label) && more.length === 0) || means('parameters', key);
}

/** `m` of m_new, new_m and m_t. */
export function newOf(key: string): string | null {
  const aged = agedName(key);
  if (aged) return aged.age === 'new' ? aged.name : null;
  return key.endsWith('_t') ? key.slice(0, -2) : null;
}

/** `m` of m_old, prev_m. */
export function oldOf(key: string): string | null {
  const aged = agedName(key);
  return aged?.age === 'old' ? aged.name : null;
}

/** What is added to the parameters, and no parameter itself. */
export const isChangeKey = (key: string): boolean =>
  /^(?:updates?|steps?|deltas?|directions?|changes?)$/i.test(withoutOwner(key));

export const isStateKey = (key: string): boolean => isStateName(withoutOwner(key));
export const isParameterKey = (key: string): boolean => isParameterLike(withoutOwner(key));

/** What a function is called of, where that is no value: `np.sqrt`, `self.step`, and `w.xp.sqrt`, whose arrays know their module. */
export function ownerOf(node: Node): string | null {
  if (node.kind === 'name') return isOwner(node.name) ? node.name : null;
  return node.kind === 'member' && /^(?:xp|np)$/.test(node.name) ? node.name : null;
}

/** A gradient, a parameter or a state: what a rule is about. */
export const isQuantity = (key: string): boolean =>
  isGradientKey(key) || isParameterKey(key) || isStateKey(key);

/** Does a number that an optimizer is set up with get its value by what is written, and by no name of another one? */
export function isSetUpBy(key: string, written: string): boolean {
  const own = withoutOwner(key);
  const told = [...written.matchAll(/['"](\w+)['"]/g)].map(([, name]) => plainName(name!));
  const isOther = (name: string): boolean =>
    isSetting(name) && name !== own && !(isRateSetting(name) && isRateSetting(own));
  return isSetting(own) && !told.some(isOther);
}
