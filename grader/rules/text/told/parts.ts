/**
 * What the words beside right equations say is so for a part only: for some of the parameters or in some of the steps; or with one state
 * for all parameters, where each has its own.
 */
import { placeOf } from '../../place.ts';
import type { Formula } from '../plain/formula.ts';
import { denies, sentencesSaid, stems, symbolsIn, tellsState } from '../words/states.ts';
import type { Told } from '../words/states.ts';

const ONLY = stems(
  'only|solely|just|nur|lediglich|seulement|uniquement|solo|solamente|únicamente|apenas|somente|soltanto|только|лишь|тільки|tylko|alleen|endast|sadece|hanya',
  '只|仅|だけ|のみ|만 ',
);
/** Parameters that are not all of them. */
const SOME = stems(
  '(?:first|last|final|output|input|hidden|top|other) layers?|(?:weights?|biases?)(?= (?:are|is|get)|s? only|[^.]{0,12} (?:updat|adjust|chang|mov))|(?:erste|letzte|andere|übrige)[nrs]? schicht\\p{L}*|gewichte?(?!\\p{L})|(?:première|dernière|autres?) couche\\p{L}*|(?:primera|última|otras?) capa\\p{L}*|(?:primeira|última|outras?) camada\\p{L}*|(?:перв|последн)\\p{L}* сло\\p{L}*|смещени\\p{L}*',
  '(?:第一|最后一?|输出|隐藏)层|偏置|出力層|最終層',
);
/** What is done to them. */
const DONE_TO = stems(
  'updat\\p{L}*|appl(?:y|ies|ied)|done|made|performed|used|moved?|adjusted|trained|aktualisier\\p{L}*|angew\\p{L}*|angepasst|(?:mis|mise)e?s? à jour|appliqu\\p{L}*|actualiz\\p{L}*|aplica\\p{L}*|atualiz\\p{L}*|applica\\p{L}*|aggiorna\\p{L}*|обновля\\p{L}*|применя\\p{L}*|оновлю\\p{L}*',
  '更新|应用|適用',
);
/** "Biases are not updated", "the biases stay fixed". */
const LEFT_AS_IT_IS =
  /(?<!\p{L})(?:biases|bias terms?|weights|(?:(?:all )?other|first|last|hidden|output) layers?)(?: \p{L}+){0,2} (?:(?:are|is) (?:not|never) (?:updated|changed|moved|trained)|(?:stays?|remains?|(?:are|is) (?:kept|held)) (?:fixed|frozen|constant|unchanged|as (?:they|it) (?:are|is|was|were)))|(?:biases|gewichte|(?:andere|übrige)n? schichten) (?:bleiben|werden nicht|werden nie)|les biais ne sont pas|los sesgos no se|os vieses não|偏置不更新/iu;

/** "Every second step", and no more. */
const NOT_EACH =
  /(?<!\p{L})(?:every|each) (?:second|third|fourth|fifth|other|tenth|\d+(?:th|nd|rd)?|\$?[kKnN]\$?(?:-?th)?) (?:steps?|iterations?|updates?|batch(?:es)?|epochs?)|(?:jede[nrs]? (?:zweite|dritte|vierte|fünfte|zehnte|\d+\.)[nrs]?|alle \d+) (?:schritte?n?|iteration(?:en)?)|(?:toutes les|tous les|une fois sur) (?:deux|trois|\d+)|cada (?:dos|tres|duas|três|\d+) (?:pasos|passos|itera\p{L}+)|кажд\p{L}+ (?:втор|треть)\p{L}* шаг|每(?:两|三|\d+)步/iu;
const IS_LEFT_OUT = stems(
  'skip(?:ped|s)?(?!\\p{L})|left out|omitted|not (?:made|done|applied|performed|taken)|ausgelassen|übersprungen|weggelassen|saut\\p{L}*|omis\\p{L}*|se salta|omit\\p{L}*|pulad\\p{L}*|пропуска\\p{L}*',
  '跳过|スキップ',
);
/** The step itself. */
const STEP = stems(
  '(?:update|step)s?(?: of \\S{1,12})?(?= (?:is|are|will be|gets?)(?!\\p{L}))|(?:aktualisierung|schritt)(?!\\p{L})|mise à jour|actualización|atualização|aggiornamento|обновлени\\p{L}*',
  '更新',
);
const ODD_OR_EVEN = stems(
  '(?:for|in|at|on|during) (?:odd|even) (?:steps?|iterations?|\\$?[tk])|(?:in|bei) (?:un)?geraden? (?:schritten|\\$?t)|(?:pour|aux) (?:\\$?t\\$? )?(?:im)?pairs?|(?:en los )?pasos (?:im)?pares|passos (?:ím)?pares',
  '(?:奇|偶)数步',
);

const SHARED = stems(
  'shared? by all|shared? (?:between|among|across)|shares?(?= (?:the same|one|a single))|for all (?:parameters|weights) together|teilen sich|gemeinsam für alle|partag\\p{L}* par tous|compart\\p{L}* por tod\\p{L}*|общ\\p{L}+ для всех',
  '共用|共享|共有',
);
const PARAMETERS = stems(
  'parameters?|weights?|coordinates?|entries|components?|gewichte?|paramet\\p{L}*|paramètres|poids|pesos?|parámetros|parâmetros|параметр\\p{L}*|вес\\p{L}*',
  '参数|パラメータ|权重',
);
/** One rate for all is as it should be. */
const RATES =
  /learning|rate|lernrate|schrittweite|taux|tasa|taxa|скорост\p{L}* обуч|学习率|hyper|\\(?:eta|alpha|epsilon|beta)/iu;

/** What others do, what would be, and what is asked. */
const NOT_SAID =
  /(?<!\p{L})(?:if|would|could|might|unlike|instead of|rather than|wenn|würde|si|serait|sería|seria|если|бы)(?!\p{L})|\?\s*$|如果|若/iu;

/** `t = 2, 4, 6, \dots`: not all steps. */
function countsSome(source: string): boolean {
  const counted = /^\s*[tk]\s*=\s*(\d+)\s*,\s*(?:\\[,;]\s*)?(\d+)\s*,/.exec(source);
  return counted !== null && Number(counted[2]) - Number(counted[1]) !== 1;
}

/**
 * @param prose the words of the answer, with the symbols in them
 * @param states of the rule
 */
export function toldOfParts(
  prose: string,
  formulas: readonly Formula[],
  states: readonly string[],
): Told | null {
  const some = formulas.find(({ source }) => countsSome(source));
  if (some) return { at: placeOf(some.source), kind: 'order' };
  for (const sentence of sentencesSaid(prose)) {
    // "if the gradient is large", too
    if (isLeftOut(sentence)) return { at: placeOf(sentence), kind: 'order' };
    if (NOT_SAID.test(sentence)) continue;
    if (isOfSome(sentence) || isInSome(sentence)) return { at: placeOf(sentence), kind: 'order' };
    if (isOneForAll(sentence, states)) return { at: placeOf(sentence), kind: 'change' };
  }
  return null;
}

const isOfSome = (sentence: string): boolean =>
  LEFT_AS_IT_IS.test(sentence) ||
  (ONLY.test(sentence) && SOME.test(sentence) && DONE_TO.test(sentence) && !denies(sentence)) ||
  /(?<!\p{L})for the (?:weights|biases|(?:first|last|output) layer) only(?!\p{L})|(?<!\p{L})nur für die gewichte/iu.test(
    sentence,
  );

/** "Every second step" */
export const tellsNotEach = (words: string): boolean => NOT_EACH.test(words);

/** "For odd steps", "only in every second step". */
export const isInSome = (sentence: string): boolean =>
  ODD_OR_EVEN.test(sentence) || (NOT_EACH.test(sentence) && ONLY.test(sentence));

const WOULD = /(?<!\p{L})(?:would|could|might|may|can|würde|könnte|kann|serait|peut|puede|pode)(?!\p{L})/iu;

/** "The step is skipped", and not a part of it in another rule. */
const isLeftOut = (sentence: string): boolean =>
  !WOULD.test(sentence) &&
  !/\?\s*$/.test(sentence) &&
  // "If the correction is left out, the first steps are too small."
  sentence.split(/[,;:，；：]/).some((clause) => STEP.test(clause) && IS_LEFT_OUT.test(clause));

function isOneForAll(sentence: string, states: readonly string[]): boolean {
  if (!SHARED.test(sentence) || !PARAMETERS.test(sentence) || RATES.test(sentence)) return false;
  const bases = new Set(states.map((state) => /^\p{L}+/u.exec(state)?.[0]));
  return tellsState(sentence) || symbolsIn(sentence).some(({ name }) => bases.has(name));
}
