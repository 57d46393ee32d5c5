/** Letters that the words name as the number of the step: "no passo $k$", "beim $n$-ten Schritt", "where $k$ counts the iterations". */
import { denies, stems } from './states.ts';

const SYMBOL = String.raw`[$\x60]\s*(?<name>[a-z]|\\tau)\s*(?:\\g?eq?(?:slant)?\s*[01]\s*|=\s*1\s*)?[$\x60]`;
const IS_SYMBOL = new RegExp(SYMBOL, 'iu');
const TURN = String.raw`(?:(?:time|training )?-?steps?|iterations?|updates?|schritte?s?|iteration(?:en|sschritt)?|iteratie|pas|étape|itération|paso|iteración|passo|iteração|iterazione|шаг[еау]?|итераци[ияю]|кро(?:ці|ку|к)|ітераці[ії]|krok(?:u|em)?|iteracj[iaę]|iterac[ie]|steg(?:et)?|stap|adım(?:da|ı)?|langkah|iterasi|bước|vòng lặp)`;
const NUMBER = String.raw`(?:number|no\.?|nr\.?|numéro|número|numero|nummer|номер|numer)`;
const COUNTER = String.raw`(?:counter|count|index|zähler|compteur|contador|contatore|счётчик|счетчик|лічильник|licznik|teller)`;
const BETWEEN = String.raw`[^$.;。\n]{0,24}?`;

const NAMES = [
  // "in step k", "step number k", "step counter k"
  String.raw`(?<![\p{L}])${TURN}(?:[ -](?:${NUMBER}|${COUNTER}))?[ (]+(?:is |ist |est |es |é |è )?${SYMBOL}`,
  String.raw`(?<![\p{L}])(?:${TURN}s?)${COUNTER} (?:is |ist )?${SYMBOL}`,
  // "the k-th step", "beim n-ten Schritt", "на k-м шаге"
  String.raw`${SYMBOL}\s?[-–]?\s?\p{L}{1,4} ${TURN}(?!\p{L})`,
  // "k counts the iterations", "k: Iterationszähler", "dabei ist k die Nummer des Schritts"
  String.raw`${SYMBOL}\s*(?:counts?|zählt|compte|cuenta|conta|считает|рахує|räknar)(?!\p{L})${BETWEEN}(?<!\p{L})${TURN}(?!\p{L})`,
  String.raw`${SYMBOL}${BETWEEN}(?<!\p{L})${TURN}s?[ -]?${COUNTER}(?!\p{L})`,
  String.raw`${SYMBOL}${BETWEEN}(?<!\p{L})(?:${NUMBER}|${COUNTER}) [^$.;\n]{0,12}?${TURN}(?!\p{L})`,
  String.raw`第\s*${SYMBOL}\s*(?:步|次|ステップ|回)`,
  String.raw`${SYMBOL}\s*번째 (?:스텝|단계|반복)`,
].map((pattern) => new RegExp(pattern, 'giu'));

/** It does not count them, or not from 1 on. */
const OTHERWISE = stems(
  'epo[ckq]\\p{L}*|épo[cqk]\\p{L}*|эпох\\p{L}*|епох\\p{L}*|constant\\p{L}*|konstant\\p{L}*|total|last|number of steps|anzahl der|(?<![\\d.,])0(?![.,]?\\d)|zero|null',
  '轮|总|零|エポック|에폭|周期',
);

/** How far around a name it is looked for. */
const AROUND = 40;

/** The letter that all such words name; null where they name none or several, or say that it counts otherwise. */
export function stepNamedIn(prose: string): string | null {
  if (!IS_SYMBOL.test(prose)) return null;
  const found = NAMES.flatMap((pattern) => [...prose.matchAll(pattern)]);
  const names = new Set(found.map(({ groups }) => groups!['name']!.replace('\\', '')));
  const isOther = found.some(({ 0: said, index }) => {
    const [sentence = ''] = prose.slice(index, index + said.length + AROUND).split(/(?<=[.;。]\s)|\n/);
    return OTHERWISE.test(sentence) || denies(said);
  });
  const [only = null, ...more] = names;
  return isOther || more.length > 0 ? null : only;
}
