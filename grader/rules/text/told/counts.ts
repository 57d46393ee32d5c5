/** What the words of an answer say of the count of its steps: that it is 0 in the first one, begins again or counts epochs. */
import { placeOf } from '../../place.ts';
import {
  clausesOf,
  denies,
  EACH,
  EMPTIES,
  isAgain,
  PUTS,
  stems,
  symbolsIn,
  TURN,
  isSlip,
} from '../words/states.ts';
import type { Told } from '../words/states.ts';

const COUNT = stems(
  '(?:step[ _]?)?count(?:er)?(?!\\p{L})|zähler|compteur|contador|contatore|счётчик|счетчик|лічильник|licznik|teller(?!\\p{L})|sayaç',
  '计数器|カウンタ|카운터',
);
/** What counts the steps, at zero. */
const COUNT_AT_ZERO =
  /(?<![\p{L}\p{M}\d_^{])(?:[tkn]|(?:step[ _]?)?count(?:er)?|zähler|compteur|contador|contatore|счётчик|счетчик|лічильник|licznik|计数器|カウンタ)(?!\p{L})[^.。\n=]{0,40}?(?:=|←|:=|[\s\p{Script=Han}])\s*(?:0(?![.,]?\d)|zero(?!\p{L})|null(?!\p{L})|零)/giu;
const IN_THE_FIRST =
  /^[^.。\n,;]{0,12}(?:(?:during|in|at|for|on) the (?:very )?first (?:step|update|iteration|(?:mini-?)?batch)|im ersten schritt|(?:au|pendant le|lors du) premier pas|en el primer paso|no primeiro passo|nel primo passo|на первом шаге|第一步)/iu;
export const BEFORE = stems(
  'before|at the (?:start|beginning)|vor|zuvor|zu beginn|avant|au début|antes|al (?:inicio|comienzo|principio)|no (?:início|começo)|prima|all.inizio|перед|до|в начале|на початку|przed|na początku|önce|başında|sebelum|di awal|trước|voor|aan het begin|före|innan|i början',
  '前|最初に|初め|はじめ|전에|처음',
);
export const AFTER = stems(
  'after|at the end of|nach|am ende|après|à la fin d|después de|al final d|dopo|alla fine d|depois de|após|ao final d|после|в конце|після|наприкінці|setelah|sau|efter|po każd\\p{L}*|na elke|na iedere|μετά',
  '之后|以后|后|後|후|sonra',
);
const RAISED = stems(
  'add(?:s|ed)?(?!\\p{L})|increas\\p{L}*|increment\\p{L}*|raise\\p{L}*|grows?(?!\\p{L})|goes up|erhöh\\p{L}*|hochgezählt|incrémen\\p{L}*|augment\\p{L}*|aument\\p{L}*|increment\\p{L}*|увелич\\p{L}*|збільш\\p{L}*|artır\\p{L}*|ditambah|bertambah|tăng|zwiększ\\p{L}*|ökas?(?!\\p{L})|verhoog\\p{L}*|αυξάν\\p{L}*',
  '加|增|増|증가',
);
/** How far behind the count's start its growth may be told. */
const NEAR_COUNT = 160;

/** What counts something else than steps: "t is the number of the epoch". */
const PASSES = stems(
  'epo[ckq]\\p{L}*|épo[cqk]\\p{L}*|pass(?:es)? (?:over|through)|durchl[aä]uf\\p{L}*|passages? sur|pasadas?|эпох\\p{L}*|епох\\p{L}*|εποχ\\p{L}*',
  '轮|エポック|에폭|에포크|周期',
);
const STEPS = stems(
  'steps?(?!\\p{L})|schritt\\p{L}*|it[eé]r\\p{L}*|updates?(?!\\p{L})|(?:mini[- ]?)?batch\\p{L}*|mini[- ]?lo\\p{L}*|lotes?|pas(?:os?|so|ul)?(?!\\p{L})|étape|итерац\\p{L}*|ітерац\\p{L}*|шаг\\p{L}*|крок\\p{L}*|пакет\\p{L}*|батч\\p{L}*|krok\\p{L}*|steg\\p{L}*|stap|adım\\p{L}*|langkah|bước|lépés\\p{L}*|askel\\p{L}*|βήμα\\p{L}*|mal(?!\\p{L})|times?(?!\\p{L})',
  '步|批|ステップ|バッチ|스텝|단계|배치|更新',
);

/**
 * A count that is 0 in the first step, told so or raised only after each one; or put back again and again.
 * @param said the words of an answer with all of its formulas
 * @param prose the words with its symbols alone
 * @param isUsed the rule computes with it
 */
export function toldOfCount(said: string, prose: string, isUsed: boolean): Told | null {
  for (const { clause, head, lead } of clausesOf(prose)) {
    // "A common mistake: counting t by epochs"
    if (isSlip(lead)) continue;
    const isOther = countsEpochs(clause, head) || isFixed(clause) || isZeroAtFirst(clause);
    if (isCountReset(clause) || (isUsed && isOther)) return { at: placeOf(clause), kind: 'count' };
  }
  if (!isUsed) return null;
  const text = said.replace(/[$`\\*]/g, '');
  for (const { 0: found, index } of text.matchAll(COUNT_AT_ZERO)) {
    const behind = text.slice(index + found.length, index + found.length + NEAR_COUNT);
    const isRaisedAfter = behind
      .split(/[.;。；\n]/)
      .some((each) => [AFTER, EACH, TURN, RAISED].every((words) => words.test(each)) && !denies(each));
    if (IN_THE_FIRST.test(behind) || isRaisedAfter) return { at: placeOf(found), kind: 'count' };
  }
  return null;
}

/** "t: the number of the epoch" */
function countsEpochs(clause: string, head: string): boolean {
  if (!PASSES.test(clause) || STEPS.test(clause) || denies(clause)) return false;
  const isNamed = /(?<![\p{L}\d])[tkn][$`*]*\s*[–—:-]\s*$/u.test(head);
  return isNamed || symbolsIn(clause).some(({ name }) => /^[tkn]$/.test(name));
}

/** "t stays 1 all the time" */
const FIXED =
  /(?<![\p{L}\d])t[$`*]*\s+(?:stays|remains|is(?: held| kept)?) (?:constant|fixed|the same)(?!\p{L})|(?<![\p{L}\d])t[$`*]*\s+(?:stays|remains|is (?:always|fixed|kept)|bleibt|ist immer|reste|est toujours|es siempre|é sempre|è sempre|всегда|остаётся)\s+(?:at |bei |à |en |em |равн\p{L}+ )?\d|(?<![\p{L}\d])t[$`*]*\s+(?:is|wird)\s+(?:never|nie)\s+(?:increased|raised|changed|erhöht)/iu;
const isFixed = (clause: string): boolean => FIXED.test(clause);

const FIRST_STEP = stems(
  'first (?:step|update|iteration)|erste[nr]? schritt|premier pas|primer paso|primeiro passo|primo passo|перв\\p{L}+ шаг\\p{L}*|перш\\p{L}+ кро\\p{L}*|pierwsz\\p{L}+ krok\\p{L}*|ilk adım\\p{L}*|langkah pertama|bước đầu tiên|eerste stap|första steget',
  '第一步|最初のステップ|첫 (?:번째 )?스텝',
);
/** "In the first step t is 0", and not "before the first step". */
const isZeroAtFirst = (clause: string): boolean =>
  FIRST_STEP.test(clause) &&
  !BEFORE.test(clause) &&
  !denies(clause) &&
  symbolsIn(clause).some(
    ({ name, at }) => name === 't' && /^\W{0,2}t[$`*]*[\s\p{L}=]{0,22}0(?![.,]?\d)/u.test(clause.slice(at)),
  );

/** "The counter t goes back to 0 at the end of an epoch." */
function isCountReset(clause: string): boolean {
  const isPut =
    EMPTIES.test(clause) ||
    (/(?<![\p{L}\d.])[01](?![.,]?\d)/u.test(clause) && !RAISED.test(clause) && PUTS.test(clause));
  if (!isPut || !isAgain(clause) || denies(clause)) return false;
  return COUNT.test(clause) || symbolsIn(clause).some(({ name }) => /^[tkn]$/.test(name));
}
