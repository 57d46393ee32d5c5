/** Words that say of an operation of the rule that it is not done: "the root isn't taken", "la correction n'est pas appliquée". */
import { stems } from './states.ts';

const ROOT = stems(
  '(?:square )?roots?(?!\\p{L})|sqrt|(?:quadrat)?wurzel\\p{L}*|racine|ra[íi]z|radice|корен\\p{L}*|корін\\p{L}*|karekök|pierwiast\\p{L}*|odmocn\\p{L}*|wortel|căn bậc hai|akar(?!\\p{L})',
  '平方根|根号|根號|제곱근|루트|ルート',
);
const CORRECTION = stems(
  '(?:bias[- ]?)?correction|(?:bias-?)?korrektur|correcci[óo]n|correzione|correção|коррекци\\p{L}*|поправк\\p{L}*|korekc\\p{L}*|korekt\\p{L}*|correctie|düzeltme|koreksi|division by \\$?\\(?1 ?[-−] ?(?:\\\\beta|β)',
  '偏差修正|偏差校正|バイアス補正|편향 보정|보정',
);
const DONE =
  'taken|carried out|done|computed|calculated|applied|performed|used|executed|genommen|gezogen|ausgeführt|durchgeführt|berechnet|angewend\\p{L}*|angewandt|benutzt|verwendet|appliquée?|calculée?|prise?|effectuée?|utilisée?|aplicad[ao]|calculad[ao]|feit[ao]|usad[ao]|applicat[ao]|calcolat[ao]|fatt[ao]|usat[ao]';
const NOT_DONE = new RegExp(
  [
    String.raw`(?:(?:is|are|was)(?: not|n['’]t| never)|wird (?:\p{L}+ ){0,2}(?:nicht|nie)|n['’]est (?:pas|jamais)|não é|nunca é|non (?:viene|è)|mai) (?:\p{L}+ )?(?:${DONE})(?!\p{L}| (?:only|into|over|from|for))`,
    String.raw`(?:is|are|was|gets?) (?:simply |just |then )?(?:left out|omitted|dropped|skipped|ignored)(?!\p{L}| (?:here for|in the notation))`,
    String.raw`(?:^|[,\s])(?:we|i|you|one) (?:simply |just |then )?(?:leave out|omit|drop|skip|ignore|do(?: not|n['’]t) (?:take|apply|use|compute|do)|never (?:take|apply|use))(?!\p{L})`,
    String.raw`(?:weggelassen|ausgelassen|übersprungen)|(?:lassen|lasse) (?:wir |ich )?(?:\p{L}+ ){0,4}weg(?!\p{L})|(?:wende\p{L}*|ziehe\p{L}*) (?:wir |ich |man )?(?:\p{L}+ ){0,3}nicht`,
    String.raw`(?:on|nous|je) (?:n['’]|ne )(?:applique|calcule|prend|fait|utilise)\p{L}* (?:pas|jamais)|est (?:omise?|ignorée?|sautée?)|(?:no|nunca) se (?:aplica|calcula|hace|usa|toma|saca|extrae)|se (?:omite|salta|ignora)|(?:não|nunca) se (?:aplica|calcula|faz|usa|tira|extrai)|é omitid[ao]|non si (?:applica|calcola|fa|usa|prende|estrae)|viene (?:omess[ao]|tralasciat[ao]|saltat[ao])`,
    String.raw`не (?:извлека|применя|выполня|использу|дела|вычисля|бер[её]|застосову|добува|викону)\p{L}*|опуска\p{L}*|пропуска\p{L}*|nie (?:stosuj|licz|robi|używa|wyciąga)\p{L}*|pomija\p{L}*|(?:alınma|uygulanma|yapılma|hesaplanma)(?:z|yacak|mış|dı)|atlan\p{L}*|wordt (?:weggelaten|overgeslagen|niet (?:toegepast|getrokken|berekend))|tidak (?:diterapkan|dihitung|dipakai|diambil)|dihilangkan`,
    '(?:被)?省略|不(?:做|用|取|开|進行|进行|使用)|没有(?:做|用|使用)|行わない|取らない|使わない|しない|하지 않|생략',
  ].join('|'),
  'giu',
);
/** How far apart the two may stand. */
const NEAR = 70;

const says = (operation: RegExp, sentence: string): boolean =>
  [...sentence.matchAll(NOT_DONE)].some(({ 0: found, index }) => {
    const near = sentence.slice(Math.max(0, index - NEAR), index + found.length + NEAR);
    const before =
      near
        .slice(0, Math.min(index, NEAR))
        .split(/[.;:。；：]|,(?=\s)/u)
        .at(-1) ?? '';
    const behind = near.slice(Math.min(index, NEAR)).split(/[.,;:。；：，]/u)[0] ?? '';
    return operation.test(before + behind);
  });

export const leavesOutRoot = (sentence: string): boolean => says(ROOT, sentence);

export const leavesOutCorrection = (sentence: string): boolean => says(CORRECTION, sentence);
