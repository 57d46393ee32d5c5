/** What names in code mean: which are gradients, modules, containers, counters; and how a name is spelled in a rule. */
import { isParameterLike } from '../formulas/gradients.ts';
import { GREEK_LETTERS } from '../lexicon.ts';
import { isStateName } from '../model/roles.ts';

const ACCENTS: Record<string, string> = { '\u0302': '_hat', '\u0303': '_tilde', '\u0304': '_bar' };

/** `β1` is beta_1, `m̂` m_hat. */
export function plainName(written: string): string {
  return written
    .normalize('NFD')
    .replace(/\p{M}/gu, (mark) => ACCENTS[mark] ?? '')
    .replace(/[\p{Script=Greek}µ]/gu, (letter) => GREEK_LETTERS[letter] ?? letter)
    .replace(/^([A-Za-z]+)(\d+)$/, '$1_$2');
}

/** A field that has a local name beside it is kept apart from that. */
export const fieldKey = (name: string): string => `self.${name}`;
export const withoutOwner = (key: string): string => key.replace(/^self\./, '');

/** Before a point they say nothing about the value behind it. */
export const MODULE = /^(np|numpy|torch|math|Math|tf|jnp|jax|cp|nn|F|K|autograd)$/;
const OWNER = /^(self|cls|this|super|group|opt|optim|optimizer|args|cfg|config|options|state|hp|ctx)$/;

export const isOwner = (name: string): boolean => OWNER.test(name) || MODULE.test(name);

/** Of an entry of these the key is the name: `config['m']`. */
export const isContainer = (name: string): boolean =>
  OWNER.test(name) ||
  /^(params|parameters|cache|hyper\w*|optim_state|opt_state|[msv]_?dict|param_groups?|model)$/.test(name);

export const isGradients = (name: string): boolean => /^(grads?|gradients?)$/.test(name);

/** Attributes and methods that leave the value as it is. */
export const IDENTITY =
  /^(data|value|values|item|clone|copy|deepcopy|detach|numpy|float|double|T|cpu|tolist|array|asarray|tensor|as_tensor|Variable|Float32Array|Float64Array|float32|float64|slice)$/;

export const isZeros = (name: string): boolean => /^(zeros|zeros_like|zerosLike|new_zeros)$/.test(name);
export const isOnes = (name: string): boolean => /^(ones|ones_like|onesLike|full_like)$/.test(name);

const GRADIENT_CALL =
  /^(compute|calc|calculate|get|eval|evaluate)?_?(grads?|gradients?|nabla|dloss|dL|dJ|df|dE|d_loss)(_?(of|at|f|j|l|w|x|J|L|W|loss|fn|func|function|cost|theta|params?|step))*$|^(loss|cost|f|J|L)_?(grads?|gradients?|prime)$|^(compute|calculate|get)(Grads?|Gradients?)$|^∇\w*$/i;

export const isGradientCall = (name: string): boolean => GRADIENT_CALL.test(name) && !/^d[a-z]$/.test(name);

/** A gradient by its name, also where the program changes it, as in `g = g + wd * w`. */
const OWN_GRADIENT = /^(g|gt|g_t|grads?|gradients?|d[A-SU-Za-su-z]|dtheta|d_[A-Za-z])(_\d+)?$/;
const GRADIENT =
  /^(?:(?:g|grads?|gradients?|nabla|dloss|dcost)(?:_\w+)?|\w+_(?:grads?|gradients?)|d(?:L|J|E|C|f|loss|cost)_?d_?\w+|d_?(?:weights?|params?|bias(?:es)?|[A-Z][a-z]?\d*|w\d+|b\d+))$/;

export const isOwnGradient = (key: string): boolean => OWN_GRADIENT.test(withoutOwner(key));
export const isGradientKey = (key: string): boolean => isOwnGradient(key) || GRADIENT.test(withoutOwner(key));

/** W of dW, grad_W, W_grad, dL_dW; null where the name does not say. */
export function labelOfGradient(key: string): string | null {
  const label =
    /^d(?:L|J|E|C|f|loss|cost)_?d_?(\w+)$/.exec(key)?.[1] ??
    /^(?:g|grads?|gradients?|nabla)_(\w+)$/.exec(key)?.[1] ??
    /^(\w+)_(?:grads?|gradients?)$/.exec(key)?.[1] ??
    /^d_?(\w+)$/.exec(key)?.[1];
  return label !== undefined && isParameterLike(label.replace(/^(\w)_?\d+$/, '$1')) ? label : null;
}

const TIME =
  /^(t|k|n|i|it|iter|iters|iteration|iterations|step|steps|timestep|time_step|step_count|num_steps|n_steps|num_updates|epoch|global_step)$/;

export const isTimeName = (key: string): boolean => TIME.test(withoutOwner(key));

export const isParameterWord = (key: string): boolean =>
  /^(w|W|x|X|b|p|theta|Theta|phi|omega|params?|parameters?|weights?|bias(es)?|var|pos|position|val|model)(_\d+)?$/.test(
    withoutOwner(key),
  );

/** `m` of m_new, new_m and next_m. */
export function newOf(key: string): string | null {
  const match = /^(?:new|next|updated)_(.+)$|^(.+)_(?:new|next|updated|t)$/.exec(key);
  return match?.[1] ?? match?.[2] ?? null;
}

/** `m` of m_old, prev_m. */
export function oldOf(key: string): string | null {
  const match = /^(?:old|prev|previous|last)_(.+)$|^(.+)_(?:old|prev|previous|last)$/.exec(key);
  return match?.[1] ?? match?.[2] ?? null;
}

/** Calls that change nothing of the rule. */
export const HARMLESS =
  /^(zero_grad|zeroGrad|backward|append|push|extend|print\w*|log\w*|format|train|eval|plot|show|title|legend|seed|manual_seed|info|write|close|forward|super|__init__|no_grad|assert\w*|set_description|update_state|clear|setdefault|item|step|fit|dispose|tidy|isnan|any|range|len)$/;

export const isStateKey = (key: string): boolean => isStateName(withoutOwner(key));
export const isParameterKey = (key: string): boolean => isParameterLike(withoutOwner(key));
