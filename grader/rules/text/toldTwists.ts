/**
 * Words beside equations that take a part of them back: a correction of the text by itself, a root or a correction of the bias that is
 * left out, a gradient that is squared or is the sign of one, a state that is another sum, the order of the updates.
 */
import { placeOf } from '../place.ts';
import type { Formula } from './formula.ts';
import { optimizersIn } from './prose.ts';
import type { Told } from './toldStates.ts';

const words = (...alternatives: string[]): RegExp => new RegExp(alternatives.join('|'), 'iu');

/** What would be, what others do and what is wrong says nothing of the rule. */
const HYPOTHETICAL =
  /^\W*with(?!\p{L})|(?<!\p{L})(?:would|could|might|otherwise|unlike|compared?|mistakes?|wrong|forget\p{L}*|if|wäre\p{L}*|würde\p{L}*|sonst|wenn|serai\p{L}*|sinon|sería\p{L}*|seria\p{L}*|si|бы|если)(?!\p{L})|会|否则|如果|若|なら/iu;

const TAKEN_BACK = words(
  String.raw`^\W*(?:edit|erratum|oops|sorry)(?!\p{L})`,
  String.raw`(?<!\p{L})is a typo(?!\p{L})`,
  String.raw`(?<!\p{L})should (?:not )?be (?:an? )?(?:plus|minus|under|swapped|removed)(?!\p{L})`,
  String.raw`^\W*but (?:remove|swap)(?!\p{L})`,
  String.raw`(?<!\p{L})i meant? (?:plus|minus)(?!\p{L})`,
  String.raw`muss ein (?:plus|minus)`,
);

const ROOTLESS = words(
  String.raw`(?<!\p{L})(?:no|without (?:the |a )?|not under (?:the |a )?) ?(?:square )?root(?!\p{L})`,
  String.raw`(?<!\p{L})root (?:is|was) (?:left out|omitted|dropped)`,
  String.raw`(?<!\p{L})(?:keine|ohne(?: die)?) wurzel|wurzel(?: wird| ist)? weggelassen|nicht unter der wurzel|wird die wurzel weggelassen`,
  String.raw`pas de racine|sans (?:la )?racine|sin (?:la )?ra[ií]z|sem (?:a )?raiz|没有平方根|不开(?:平)?方`,
);

const UNCORRECTED = words(
  String.raw`bias[- ]corrections? (?:is|are) (?:left out|omitted|dropped|switched off|not (?:used|applied|done)|(?:applied|done) only)`,
  String.raw`(?<!\p{L})(?:without|no) (?:the |any )?bias[- ]?correction`,
  String.raw`(?<!\p{L})only \S{1,12} is corrected`,
  String.raw`(?<!\p{L})(?:keine|ohne) (?:bias-?)?korrektur|n['’]applique pas la correction|sans (?:la )?correction d[eu] biais`,
  String.raw`no se (?:usa|aplica) la correcci[óo]n|sin (?:la )?correcci[óo]n de(?:l)? sesgo|(?:不使用|不进行|没有)偏差`,
);

/** "where $g_t$ is the sign of the gradient" */
const OTHER_GRADIENT = words(
  String.raw`(?:square|sign|norm|magnitude|absolute value) of the gradient`,
  String.raw`gradient (?:of the (?:previous|last) step|divided by its norm|squared)`,
  String.raw`gradient of the loss, squared`,
  String.raw`(?:carré|signe|norme) du gradient|gradient du pas précédent`,
  String.raw`(?:quadrat|vorzeichen|betrag) des gradienten|gradient des (?:letzten|vorigen) schritts`,
  String.raw`(?:cuadrado|signo|norma) del gradiente|梯度的(?:平方|符号|范数)`,
);

/** Of the sum of AdaGrad. */
const NO_SUM = words(
  String.raw`(?:moving|running|exponential\p{L}*|decaying) (?:average|mean)|(?:last|previous) \S+ steps|up to step \$?t ?- ?1`,
  String.raw`media de los|moyenne des|mittel(?:wert)? der|最近`,
);

/** Of an average that forgets. */
const NO_AVERAGE = words(
  String.raw`(?<!\p{L})sum of (?:all|the)|(?:mean|average|maximum) of (?:all|the) squared? gradients? (?:so far|of the last)|(?:mean|average) of all`,
  String.raw`maximum of the|square of the (?:averaged?|mean) gradient|over all coordinates|squared (?:gradient )?norm|squared gradient of the previous`,
  String.raw`summe aller|somme de tous|suma de todos|的和`,
);
const FORGETS = /exponential|weighted|decay|moving|running|gleitend|mobile|móvil|滑动|指数/iu;

const PARAMETERS = String.raw`(?:parameters?|weights?|\$?(?:\\theta|θ|\\?w)(?:_\{?\w+\}?)?\$?)`;
const ORDER = words(
  String.raw`(?<!\p{L})${PARAMETERS} (?:is|are) updated (?:first|before)(?!\p{L})`,
  String.raw`(?<!\p{L})first,? (?:the )?${PARAMETERS} (?:is|are) updated,? then`,
  String.raw`(?<!\p{L})uses? the old \$?\p{L}|(?<!\p{L})after having set(?!\p{L})|with the old velocity`,
  String.raw`zuerst ${PARAMETERS}|d['’]abord (?:à jour )?${PARAMETERS}|primero se actualiza ${PARAMETERS}|先更新\s*${PARAMETERS}`,
);

const MORE = words(
  String.raw`(?<!\p{L})(?:is|are|gets?) (?:halved|doubled|rounded|normali[sz]ed to|averaged with)(?!\p{L})`,
  String.raw`incremented twice|forget it every|applied once more`,
  String.raw`(?:whenever|only (?:if|where|when))\s+(?:the gradient|\$?g)(?!\p{L})`,
);

/** Where no average, and no velocity, starts. */
const STARTS_AT_ONE =
  /(?<!\p{L})(?:averages?|moments?|velocit\p{L}*|accumulators?|buffers?|states?|both)(?!\p{L})[^.]{0,30}(?:initiali[sz]ed|starts?|begins?)[^.]{0,8}(?<![\p{L}\d])(?:ones?|1)(?![\p{L}\d]|\.\d)/iu;

/** Of SGD and its kin, which go the other way. */
const UPHILL =
  /(?<!\p{L})(?:mov|step|go)\p{L}*[^.]{0,50}(?:same direction as the gradient|where the loss (?:increases|grows))/iu;

/** Of Nesterov's momentum. */
const AT_PRESENT = /gradient is (?:evaluated|taken|computed) at the (?:current|present)/iu;

const HAS_ROOT = /^(?:adagrad|rmsprop|adadelta|adam|adamw|nadam|amsgrad)$/;
const IS_CORRECTED = /^(?:adam|adamw|nadam)$/;

/** A letter with its scripts, and an average in brackets. */
const IS_SYMBOL = /^(?:E\[[^=]*\]|RMS\[[^=]*\]|\\?[A-Za-z]+)(?:[_^](?:\{[^{}=]*\}|\\?\w))*$/;
const IS_GRADIENT = /^\\?(?:g|d[wW]|grad)(?:_(?:\{[^{}=]*\}|\w))?$/;
const SAYS = /^\W*(?:is|are|denotes?|means|ist|est|es|é|das|die|der|是|为)(?![\p{Script=Latin}])/iu;

/** What the words behind a symbol say that it is, against what the rule of the optimizer makes it. */
function meantOtherwise({ source, behind }: Formula, optimizer: string): boolean {
  const clause = /^[^.;\n]*/.exec(behind)?.[0] ?? '';
  if (!IS_SYMBOL.test(source.trim()) || !SAYS.test(clause) || HYPOTHETICAL.test(clause)) return false;
  if (IS_GRADIENT.test(source.trim())) return OTHER_GRADIENT.test(clause);
  if (optimizer === 'adagrad') return NO_SUM.test(clause);
  const isAverage = /^(?:rmsprop|adadelta|adam|adamw)$/.test(optimizer);
  return isAverage && NO_AVERAGE.test(clause) && !FORGETS.test(clause);
}

/** "Step 2: …" above "Step 1: …" */
function countsDown(said: string): string | null {
  let last = 0;
  for (const { 0: found, 1: number } of said.matchAll(
    /^[ \t]*(?:step|schritt|étape|paso)\s+(\d+)\s*[:.)]/gimu,
  )) {
    if (Number(number) < last) return found.trim();
    last = Number(number);
  }
  return null;
}

/**
 * @param prose the words of the answer, with the symbols in them
 * @param source the whole answer
 * @param optimizer what the equations are
 */
export function toldTwist(
  prose: string,
  source: string,
  formulas: readonly Formula[],
  optimizer: string,
): Told | null {
  const down = countsDown(source);
  if (down !== null) return { at: placeOf(down), kind: 'order' };
  const meant = formulas.find((formula) => !formula.display && meantOtherwise(formula, optimizer));
  if (meant) return { at: placeOf(`${meant.source}${meant.behind.slice(0, 40)}`), kind: 'change' };
  const isOrdered = optimizer !== 'nesterov' && optimizer !== 'sgd';
  for (const part of prose.split(/(?<=[.!?;])\s+|[。！？；]|\n\n|\n(?=\s*[-*|#])/u)) {
    const sentence = part.trim();
    if (sentence === '' || HYPOTHETICAL.test(sentence)) continue;
    if (optimizersIn(sentence).some((name) => name !== optimizer)) continue;
    const isChange =
      TAKEN_BACK.test(sentence) ||
      MORE.test(sentence) ||
      STARTS_AT_ONE.test(sentence) ||
      UPHILL.test(sentence) ||
      (optimizer === 'nesterov' && AT_PRESENT.test(sentence)) ||
      (HAS_ROOT.test(optimizer) && ROOTLESS.test(sentence)) ||
      (IS_CORRECTED.test(optimizer) && UNCORRECTED.test(sentence));
    if (isChange) return { at: placeOf(sentence), kind: 'change' };
    if (isOrdered && ORDER.test(sentence)) return { at: placeOf(sentence), kind: 'order' };
  }
  return null;
}
