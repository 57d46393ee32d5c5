/**
 * What the words beside right equations say anew of their symbols: an erratum, another meaning from here on, one number where there is
 * one for every parameter, a zero in every step.
 */
import { placeOf } from '../../place.ts';
import { linesUnder, tellsTurn } from '../words/headings.ts';
import { AND, baseOf, denies, isAgain, putsBack, STARTS, stems, symbolsIn, TURN } from '../words/states.ts';
import type { Told } from '../words/states.ts';

/** Opens what the equations are to say instead. */
const ERRATA =
  /^\W*(?:errata|erratum|errata corrige|corrigend(?:um|a)|опечатк[аи]|勘误|勘誤|正誤表|정오표)[\s*_]{0,3}[:：]/iu;

/** A formula, and another one in its place. */
const READ_INSTEAD =
  /(?:instead of|in place of) \$[^$]+\$,? (?:please )?read|statt \$[^$]+\$,? lies|au lieu de \$[^$]+\$,? (?:lire|lisez)|en lugar de \$[^$]+\$,? léase|em vez de \$[^$]+\$,? leia-se|al posto di \$[^$]+\$,? si legga|вместо \$[^$]+\$,? (?:следует )?читать/iu;

/** A new meaning of a symbol … */
const FROM_NOW = stems(
  "from (?:here|now) on(?!\\p{L})|henceforth|ab (?:hier|jetzt|nun)(?!\\p{L})|fortan|désormais|à partir (?:d['’]ici|de maintenant)|de aquí en adelante|a partir de ahora|d['’]ora in poi|da qui in (?:poi|avanti)|a partir d(?:e agora|aqui)|daqui em diante|отныне|відтепер|od teraz|od tej chwili|hädanefter|från och med nu|vanaf (?:nu|hier)|bundan sonra|mulai sekarang|từ (?:đây|giờ)|odteď|mostantól",
  '从现在起|今後|ここから|이제부터',
);
/** … which stands between it and another one. */
const STANDS_FOR =
  /^[^$`]{0,12}(?:stands? for|is short for|means|denotes|steht für|bedeutet|bezeichnet|désigne|signifie|denota|significa|indica|обозначает|означает|позначає|oznacza|betyder|betekent|表示)/iu;

const ONE_NUMBER = stems(
  '(?:a|one) single (?:number|value|scalar)|eine einzige zahl|ein einziger skalar|un seul nombre|un (?:único|solo) número|un (?:unico|solo) numero|um único número|одн(?:им|о|е) (?:общ\\p{L}+ |спільн\\p{L}+ )?числ(?:ом|о)|jedna jedyna liczba|tek bir sayı',
  '唯一的一个数',
);
const FOR_ALL = stems(
  'for all(?!\\p{L})|shared|for the whole|für alle|teilen|gemeinsam|pour (?:tous|toutes)|partag\\p{L}*|para tod[oa]s|compart\\p{L}*|per tutti|condivis\\p{L}*|для всех|общ\\p{L}*|для всіх|спільн\\p{L}*|dla wszystkich|wspóln\\p{L}*|tüm',
  '共用|共有|所有',
);

/** One rate for all is as it should be. */
const RATE = stems(
  'learning|rates?(?!\\p{L})|step size|lernrate\\p{L}*|schrittweite|taux|tasa|taxa|tasso|скорост\\p{L}*|швидк\\p{L}*|крок навч\\p{L}*',
  '学习率|学習率|학습률',
);

/** "Before the next batch", directly before what is put back. */
const BEFORE_NEXT =
  /(?:before|vor|avant|antes|prima|перед|przed|före|voor|sebelum|trước)(?!\p{L}).{0,24}(?:next|nächste\p{L}*|suivant\p{L}*|siguiente|próxim\p{L}*|prossim\p{L}*|следующ\p{L}*|наступн\p{L}*|następn\p{L}*|nästa|volgende|berikutnya|tiếp theo)/iu;
const ZEROED = /(?<![\p{L}\p{M}_^])(\p{L})(?:_\{?[tk]\}?)?\s*(?:=|←|:=|\\leftarrow|\\gets)\s*0[\s$.*]*$/u;

/** @param prose the words of an answer with its symbols, without its equations and programs */
export function toldAnew(prose: string, states: readonly string[]): Told | null {
  const bases = new Set(states.map(baseOf));
  for (const sentence of prose.split(/(?<=[.!?])\s+|[。！？]|\n/)) {
    if (!/\p{L}/u.test(sentence)) continue;
    const isErratum = ERRATA.test(sentence) && symbolsIn(sentence).length > 0;
    if (
      isErratum ||
      READ_INSTEAD.test(sentence) ||
      isRenamed(sentence, bases) ||
      isOneForAll(sentence, bases)
    )
      return { at: placeOf(sentence), kind: 'change' };
  }
  return null;
}

/** "From here on $g_t$ stands for the smoothed gradient $m_t$." */
function isRenamed(sentence: string, states: ReadonlySet<string>): boolean {
  if (!FROM_NOW.test(sentence)) return false;
  const symbols = symbolsIn(sentence);
  return symbols.some(({ name, at }, i) => {
    const next = symbols[i + 1];
    const between = sentence.slice(at, next?.at).replace(/^\$[^$]*\$|^`[^`]*`|^\S+/, '');
    const isOther = next !== undefined && next.name !== name && states.has(next.name);
    return isOther && STANDS_FOR.test(between) && !AND.test(between);
  });
}

const isOneForAll = (sentence: string, states: ReadonlySet<string>): boolean =>
  ONE_NUMBER.test(sentence) &&
  FOR_ALL.test(sentence) &&
  !denies(sentence) &&
  !RATE.test(sentence) &&
  symbolsIn(sentence).some(({ name }) => states.has(name));

/**
 * `v = 0` at the end of a clause that speaks of every step before: "antes de cada minilote se vuelve a poner v = 0"; and any zero among
 * what is told as the parts of one step.
 * @param said the words of an answer with all of its formulas
 */
export function toldResets(said: string, states: readonly string[]): Told | null {
  const bases = new Set(states.map(baseOf));
  for (const { line, isOfTurn } of linesUnder(said)) {
    if (isOfTurn && isPutBack(line, bases)) return { at: placeOf(line), kind: 'reset' };
    const sentences = line.split(/(?<=[.!?])\s+|[。！？]/);
    const back = sentences.find(
      (sentence, i) =>
        i > 0 &&
        !ZEROED.test(sentence) &&
        !STARTS.test(sentence) &&
        isPutBack(sentence, bases) &&
        sentences.slice(0, i).some(tellsTurn),
    );
    if (back !== undefined) return { at: placeOf(back), kind: 'reset' };
  }
  for (const clause of said.split(/(?<=[.!?])\s+|[。！？]|\n|;\s|:\s|(?<!\d),\s/)) {
    const zero = ZEROED.exec(clause);
    if (!zero || !bases.has(zero[1]!)) continue;
    const before = clause.slice(0, zero.index);
    const isEach = isAgain(before) || (BEFORE_NEXT.test(before) && TURN.test(before));
    if (isEach && !denies(clause) && !STARTS.test(clause)) return { at: placeOf(clause), kind: 'reset' };
  }
  return null;
}

/** An item of such a list, or a sentence, that gives a state the value zero, and computes nothing. */
function isPutBack(line: string, states: ReadonlySet<string>): boolean {
  if (denies(line) || STARTS.test(line.replace(/(?<!\p{L})set(?= to)/iu, ''))) return false;
  const zero = ZEROED.exec(line);
  if (zero) return states.has(zero[1]!);
  return putsBack(line, states) && !/[=←]|\\(?:gets|leftarrow)/.test(line);
}
