/** What words and letters mean wherever they stand: two times of one quantity, Greek letters, names of rates. */

/** As many blanks, in the same lines. */
export const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** A stretch of a text made blank. */
export const blankAt = (text: string, start: number, { length }: string): string =>
  text.slice(0, start) + blank(text.slice(start, start + length)) + text.slice(start + length);

/** A list of words, with blanks between them, as a set. */
export const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** A table of meanings with their words, to be looked up by the word. */
export const byWord = <Meaning extends string>(
  table: Partial<Record<Meaning, string>>,
): ReadonlyMap<string, Meaning> =>
  new Map(
    (Object.entries(table) as [Meaning, string][]).flatMap(([meaning, list]) =>
      list.split(' ').map((word) => [word, meaning] as const),
    ),
  );

/** Of a value: after the step or before it. */
export type Age = 'new' | 'old';

/** By what students write, `constructor` and `toString` too. */
export const table = <T>(rows: Readonly<Record<string, T>>): Record<string, T> =>
  Object.assign(Object.create(null) as Record<string, T>, rows);

/** In scripts, in the languages that answers are written in. */
const AGES = byWord<Age>({
  new: 'new next updated upd neu neue neuer neues neuen nächste nouveau nouveaux nouvelle nouvelles nouv nuevo nueva nuevos nuevas novo nova novos novas nuovo nuova nuovi nuove nieuw nieuwe nowy nowa nowe nový nová nové ny nya nytt új uusi yeni sig siguiente suiv suivant suivante prox próx próximo próxima następny mới baru νέο חדש جدید нов новый новое новая новые новых новой 新 새',
  old: 'old prev previous last current curr cur alt alte altes alten ancien anciens ancienne anciennes anc viejo vieja viejos viejas antiguo antigua antiguos antiguas anterior anteriores actual antigo antiga antigos antigas velho velha velhos velhas vecchio vecchia vecchi vecchie precedente précédent précédente oud oude stary stara stare starý stará staré gammal gamla gammel gamle régi vanha eski cũ lama παλιό ישן قدیم стар старый старое старая старые старых старой 旧 舊 前 이전',
});

/** Is it the value after the step or the one before it? Null where the word says neither. */
export function ageOf(word: string): Age | null {
  return AGES.get(word.toLowerCase().replace(/\.$|[ _-]?step$/, '')) ?? null;
}

/** Words that join one equation to the next, in the languages that answers are written in. */
const JOINING = words(
  'and then und dann sowie wobei mit et puis avec où y e luego con donde onde com poi dove en dan met i oraz gdzie och sedan med og der ve ile и затем где с та де',
);

export const isJoining = (word: string): boolean => JOINING.has(word.toLowerCase());

/** What names stand for by custom. A name may be in several lists; which of them holds is seen from the equations. */
const ROLES = {
  parameter:
    'w W x X b p theta Theta phi omega param params weight weights bias biases biais sesgo viés vies pesos peso poids pesi gewichte gewicht gewichten waga wagi váha váhy vaha vahy vikt vikter vekt vekter bobot ağırlık ağırlıklar agirlik agirliklar вес веса смещение parameter paramètre parametre parámetro parametro',
  /** All parameters in one. */
  parameters:
    'p param params parameter parameters parametri parametro parametros parametres parametre parametry parametrar var variable trainable_variables trainable_weights',
  /** What a program moves beside these. */
  position: 'pos position val model',
  gradient:
    'g gij grad grads gradient gradients Gradient Gradienten nabla gradienti gradiente gradientes gradienten gradienty gradien gradiënt gradyan gradyanlar grd deriv derivative derivatives Ableitung Steigung pente dérivée derivada derivata pendiente pochodna türev turev turunan afgeleide',
  /** Words for it, which are no letters. */
  gradients:
    'grad grads gradient gradients Gradient Gradienten gradienti gradiente gradientes gradienten gradienty gradien gradiënt gradyan gradyanlar',
  differential: 'dx dw dW dp dtheta dJdw',
  objective: 'L J E f F C Q l loss Loss cost error',
  /** Letters of what a model makes of its parameters: h(x; w), σ(w x + b). */
  prediction: 'g h y G H N sigma phi varphi Phi psi Psi',
  state:
    'm v r s u V S M h velocity velocities cache momentum_buffer momentum_buffers accumulator accumulators buf z n',
  rate: 'alpha eta epsilon gamma lambda lr rho mu',
  decay: 'beta rho mu nu gamma',
  /** Which is never a learning rate. */
  momentum: 'rho mu',
  epsilon: 'epsilon eps',
  noise: 'xi zeta noise',
  /** What counts the steps of a program. */
  step: 't k n i it iter iters iteration iterations step steps timestep time_step step_count num_steps n_steps num_updates epoch global_step n_iterations num_iterations n_iter num_iter current_step',
  /** Averages that go by the name of an operator: E[g²]. */
  average: 'E RMS rms MS Var mean avg Avg EMA',
  module: 'np numpy collections torch math Math tf jnp jax cp xp nn F K T tt nd mx ops lax autograd',
  /** The object itself. */
  self: 'self cls this super',
  owner: 'self cls this super group o opt optim optimizer args cfg config options state hp ctx',
  container:
    'params parameters cache optim_state opt_state m_dict v_dict s_dict mdict vdict sdict param_group param_groups model hyper hyperparams hyperparameters',
  /** Attributes, methods and functions that leave the value as it is. */
  identity:
    'cast data value values item clone copy deepcopy structuredClone detach requires_grad_ conj real numpy float double Float Double int Int Number T cpu tolist array asarray tensor as_tensor Variable Float32Array Float64Array float32 float64 slice reshape ravel flatten squeeze',
  zeros: 'zeros zeros_like zerosLike new_zeros zero zero_like numeric',
  ones: 'ones ones_like onesLike full_like one one_like',
  /** Keywords of a call that say nothing about its value. */
  silent: 'dtype device axis dim keepdims memory_format name requires_grad',
} as const;

export type Role = keyof typeof ROLES;

const WORDS = new Map(Object.entries(ROLES).map(([role, list]) => [role, words(list)] as const));

/** May a name stand for that? */
export function means(role: Role, name: string): boolean {
  return WORDS.get(role)!.has(name);
}

/** The same of a name with labels behind it, `eta_t`. */
export function meansWithLabels(role: Role, name: string): boolean {
  for (let end = name.length; end > 0; end = name.lastIndexOf('_', end - 1))
    if (means(role, name.slice(0, end))) return true;
  return false;
}

/** Of two names in small letters: w of weights, and bias of b. */
export const isInitialOf = (one: string, other: string): boolean =>
  /^(weights?|bias(es)?)$/.test(one.length > 1 ? one : other) && one[0] === other[0];

export const isRateName = (name: string): boolean => meansWithLabels('rate', name);

/** A rate, as libraries call it: how it falls is no part of a rule, whereas a decay that changes makes another one. */
export const isRateSetting = (name: string): boolean =>
  /^(?:lr|learning_?rate|step_?size|alpha|eta)$/i.test(name);

/** What is asked for the rate of a step: `schedule(t)`, `lr_fn(step)`. */
export const isRateCall = (name: string): boolean =>
  isRateSetting(name) ||
  /^(?:(?:lr|learning_?rate|step_?size)_?)?schedule(?:r|_?fn)?$|^(?:get_?)?(?:lr|learning_?rate)(?:_?fn|_?at|_?fun)?$/i.test(
    name,
  );

/** What libraries call the numbers of their optimizers. */
export const isSetting = (name: string): boolean =>
  /^(?:lr|learning_?rate|step_?size|momentum|(?:weight_?)?decay(?:_?rate)?|betas?|beta_?\d|eps(?:ilon)?|rho|alpha|eta|gamma|mu|nesterov|amsgrad|dampening|initial_accumulator_value)$/i.test(
    name,
  );

/** Functions by the words of the languages that answers are written in. */
const FUNCTION_WORDS = byWord({
  sqrt: 'root racine rac raiz raíz wurzel radice radq wortel pierwiastek akar karekök kök odmocnina kvadratrot roten gyök корень корінь кор 根号 根號 平方根 제곱근 sqrtf',
  max: 'maior mayor maximo máximo massimo fmaxf pmax',
  abs: 'betrag mutlak absolu valeur_absolue fabsf',
});

/** The usual name of a function. */
export const functionName = (name: string): string => FUNCTION_WORDS.get(name.toLowerCase()) ?? name;

/** A number of at least one digit. */
export const isDigits = (text: string): boolean => /^\d+$/.test(text);

/** `compute_gradient`, `dL`, `lossGrad`: functions that give the gradient at their arguments. */
const GRADIENT_CALL =
  /^(compute|calc|calculate|get|eval|evaluate|berechne|bereken|calculer|calcular|calcula|calcola|oblicz|vypocti|spocti|hesapla|hitung|tinh|вычислить|посчитать|обчислити|计算|計算)?_?(mean|avg|average|mini_?batch|batch|full|stochastic)?_?(grads?|gradients?|gradiente|gradienten|gradientes|gradienti|gradien|gradyan|градиент|градієнт|梯度|勾配|derivatives?|nabla|dloss|dL|dJ|df|dE|d_loss)(_?(of|at|f|j|l|[wb]\d?|x|J|L|W|loss|fn|fun|func|function|cost|theta|params?|step|i|j|one|single|sample|example|batch|mini_?batch|jit|jitted|compiled))*$|^(loss|cost|f|J|L)_?(grads?|gradients?|prime)$|^(\w+_)?back(ward(_?prop\w*)?|_?prop\w*)(_pass)?$|^(retro|rétro|rückwärts)_?propag\w*$|^∇\w*$/i;

const LOSS = String.raw`(?:mse|nll|ce|rmse|bce|xent|cross_?entropy|squared_?error|logistic|linear|model|net|risk|obj\w*)`;
/** `grad_mse` and `mse_grad`, and not `grad_clip`. */
const GRADIENT_OF_LOSS = new RegExp(`^(?:grad|gradient)s?_${LOSS}$|^${LOSS}_(?:grad|gradient)s?$`, 'i');

/** `dJ_dw`, of a function. */
const GRADIENT_BY = /^d(?:[LJECf]|loss|cost|error)_?d_?(?:w|b|theta|W|x|m|c)_?\d*$/;

/** `loss_and_grads`: functions that give both. */
export const givesLossAndGradient = (name: string): boolean =>
  /^(?:\w+_)?(?:loss|cost|value|obj(?:ective)?|error|risk|f)_?(?:and|n|with)_?(?:the_)?(?:d[wx]|grads?|gradients?|derivatives?)$/i.test(
    name,
  );

export const isGradientCall = (name: string): boolean =>
  (GRADIENT_CALL.test(name) || GRADIENT_BY.test(name) || GRADIENT_OF_LOSS.test(name)) &&
  !/^d(?!f$)[a-z]$/.test(name);

/** Is it a function for gradients, whether it gives the loss with them or not? */
export const givesGradients = (name: string): boolean => isGradientCall(name) || givesLossAndGradient(name);

/** `objective`, `error`, `mse_loss`, `compute_cost`: functions that say how good the parameters are. */
export const isObjectiveCall = (name: string): boolean =>
  /^(?:objective\w*|(?:\w+_)?(?:loss|cost|error|mse|rmse|cross_?entropy)(?:_?(?:fn|fun|func|function))?)$/i.test(
    name,
  );

/** Calls that change nothing of the rule. */
const HARMLESS =
  /^(zero_?grad|backward|append|push|extend|f?print\w*|disp|display|log\w*|format|train|eval|plot|show|title|legend|seed|manual_seed|info|write|close|forward|super|__init__|no_grad|assert\w*|callback|set_description|update_state|item|step|fit|shuffle|dispose|tidy|detach_|requires_grad_|isnan|any|range|len|list)$/i;

export const isHarmlessCall = (name: string): boolean => HARMLESS.test(name);

/** Marks above a letter, and their names. */
export const ACCENT_MARKS: Record<string, string> = table({
  '\u0302': 'hat',
  '\u0303': 'tilde',
  '\u0304': 'bar',
  '\u0305': 'bar',
});

/** `m` of m_new, prev_m and last_m, and which of the two it is. */
export function agedName(name: string): { name: string; age: Age } | null {
  const [first = '', ...rest] = name.split('_');
  const last = rest.at(-1);
  if (first === '' || !last) return null;
  const [before, behind] = [ageOf(first), ageOf(last)];
  if (before) return { name: rest.join('_'), age: before };
  return behind && { name: [first, ...rest.slice(0, -1)].join('_'), age: behind };
}

/** As they follow each other in Unicode's Greek block, from α on. */
const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau upsilon phi chi psi omega';

export const GREEK_NAMES: ReadonlySet<string> = words(GREEK);

/** Greek letters of Unicode, and signs that stand for them, by their command. */
export const GREEK_LETTERS: Record<string, string> = table({
  ...Object.fromEntries(
    GREEK.split(' ').map((name, i) => [String.fromCodePoint('α'.codePointAt(0)! + i), name]),
  ),
  ϵ: 'epsilon',
  ϑ: 'theta',
  µ: 'mu',
  ϕ: 'phi',
  Δ: 'Delta',
  '∆': 'Delta',
  Θ: 'Theta',
});

/** What a function of the gradient may be given beside the parameters. */
const GIVEN =
  /batch|data|sample|example|loss|cost|objective|model|net|params?|weights?|func|fn|input|label|target|closure|idx|index|iter|step|epoch|state|self|grad|^[xy]/i;

export const mayBeGiven = (name: string): boolean => GIVEN.test(name);
