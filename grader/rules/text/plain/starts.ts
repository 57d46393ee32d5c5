/**
 * Starts that words give: a zero of any shape, "v ← Nullvektor", "m = vector of zeros with the shape of w", is a number; any other word
 * that is no symbol of the rule is refused.
 */
import { means } from '../../lexicon.ts';
import { Unreadable } from '../../place.ts';
import type { PlainEquation } from './reader.ts';
import { isFormulaName } from './names.ts';
import { anyOf } from '../words/prose.ts';

const ZERO = [
  'zeros?|zeroes|all[- ]zeros?|(?:all[- ])?(?:zero|null|0)[- ]?(?:vectors?|matri(?:x|ces)|tensors?|arrays?)|(?:vectors?|arrays?|matrix|tensors?|list) (?:of|full of|filled with|with) (?:all )?zeros',
  'Null(?:en)?|(?:Null|0)-?Vektor(?:en)?|Nullmatrix|Nulltensor|Vektor (?:aus|von|voller) Nullen',
  'zéros?|(?:le )?vecteurs? (?:nuls?|zéro)|vecteur de zéros|matrice nulle',
  'ceros?|(?:el )?vector(?:es)? (?:nulos?|cero|de ceros)|matriz (?:nula|de ceros)',
  'vetor(?:es)? (?:nulos?|zero|de zeros)|matriz nula|zero',
  'zeri|(?:il )?vettor[ei] (?:null[oi]|zero|di zeri)|matrice nulla',
  'nul|nullen|nulvector(?:en)?|nulmatrix|nol|vektor nol|nolla|nollvektorn?|nollor|nullvektor(?:en)?|nulvektor(?:en)?|nollavektori',
  'zero|wektor(?:y)? zerow[ye]|nul[oa]|nulov[ýé]m? vektor(?:y|em)?|vector nul|sıfır(?:lar)?|sıfır vektörü?|nullvektorok|nullvektorra',
  'vector không|vectơ không|véc-?tơ (?:không|0)|μηδέν|μηδενικό διάνυσμα',
  'нол[ья]|нул[ьяи]|нулев(?:ой|ым|ые) вектор(?:ом|а|ы)?|нулями|нульов(?:ий|им|і) вектор(?:ом|и)?|вектор(?:ом)? из нулей|нулевая матрица',
].join('|');
const SIGNS =
  '(?:全)?零(?:向量|矩阵|矩陣|张量)?|0向量|(?:全部)?ゼロ(?:ベクトル)?|零ベクトル|영벡터|0벡터|영|וקטור האפס';

/** What is said behind it of its shape. */
const SHAPE =
  '(?:,? (?:of|with|in|like|as|der|von|mit|wie|de|avec|comme|con|como|com|di|come|met|van|z|o|med|av|размера?|размерности|с|как|той|того|same|the same|dengan)(?!\\p{L})[^\\n,;.:=←\\d]*(?:size|shape|dimensions?|length|gr[öo](?:ß|ss)e|länge|form|dimensione?s?|taille|forme|tamañ[oa]|forma|tamanho|dimens[ãa]o|dimensión|lunghezza|размер\\p{L}*|форм\\p{L}*|wymiar\\p{L}*|rozmiar\\p{L}*|storlek|ukuran|like|as|wie|comme|como|come|как)(?!\\p{L})[^\\n,;.:=←\\d]*)?';

/** Behind a sign that gives a value, up to the end of its clause. */
const ZERO_VALUE = new RegExp(
  `(=|←|:=|<-)([ \\t]*)((?:(?:the|a|an|der|ein|le|un|el|il|o|um) )?${anyOf(ZERO, SIGNS)}${SHAPE})(?=[ \\t]*(?:$|[,;.)（，；。\\x60#]|[ \\t]\\(|(?:and|und|et|y|e|и|та|oraz|och|en|ve|dan)(?!\\p{L})))`,
  'giu',
);
/** What gets the value is a name, at the beginning of its clause or behind words. */
const NAMED = /(?:^|[,;:.，；：*`\d|]|\p{L}[ \t])[ \t]*\p{L}[\p{L}\p{M}\w[\]]{0,12}[ \t]*$/u;
const REACH = 24;

/** In brackets constants have their numbers. */
const isInBrackets = (before: string): boolean => /\([^)]*$/.test(before);

/** Of a program it is nothing at all. */
const isNothing = (words: string): boolean => words === 'null' || words === 'nul';

/** The line with 0 for such words, and as many characters. */
export const withZeros = (line: string): string =>
  line.replace(ZERO_VALUE, (whole: string, sign: string, gap: string, words: string, at: number): string => {
    const before = line.slice(0, at);
    if (isNothing(words) || isInBrackets(before) || !NAMED.test(before.slice(-REACH))) return whole;
    return `${sign}${gap}0`.padEnd(whole.length);
  });

const IS_ZERO = new RegExp(`^${anyOf(ZERO, SIGNS)}$`, 'iu');

/** The same in TeX, as `\\text{zero vector}`. */
export const withZerosInTex = (source: string): string =>
  source.replace(
    /\\(?:text(?:bf|it|rm)?|mathrm|mathbf|mbox|operatorname)\s*\{([^{}]{2,24})\}/g,
    (whole, words: string) =>
      IS_ZERO.test(words.trim()) && !isNothing(words.trim()) ? '0'.padEnd(whole.length) : whole,
  );

/** Do the words behind a formula that gives a value begin with a zero? */
export const opensWithZero = (words: string): boolean =>
  withZeros(`v = ${words.trimStart().split('\n')[0]}`).startsWith('v = 0 ');

/** No letter, no number and no name of anything in a rule. */
export const isUnknownWord = (name: string): boolean =>
  /^\p{L}{4,}$/u.test(name) && !isFormulaName(name) && !means('gradients', name);

/** Values of which none is zero. */
export const STARTS_ELSEWHERE =
  /(?<!\p{L})(?:ones|random\p{L}*|small|einsen|zufäll\p{L}*|uns|unos|aleat\p{L}*|casual\p{L}*|случайн\p{L}*|единиц\p{L}*|losow\p{L}*)(?!\p{L})|随机|全1|ランダム/iu;

/** A start that words give, and no number or symbol: "v ← Startwert". */
export function startInWords({ value, key }: PlainEquation): Unreadable | null {
  const [only, ...more] = value;
  if (only?.kind !== 'word' || more.length > 0 || !isUnknownWord(only.name)) return null;
  if (means('parameter', key) || means('gradient', key)) return null;
  return new Unreadable(only.at, 'a start that is told in words', 'Write a number, such as 0.');
}
