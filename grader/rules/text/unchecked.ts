/**
 * Sentences beside a right rule that say what is kept, what comes in the next step or how often something is done, and that nothing here
 * has an opinion of: they are shown, so that somebody may read them.
 */
import { mentionsGradient } from './gradientWords.ts';
import { sentencesSaid, stems, symbolsIn, tellsState } from './toldStates.ts';

/** What is done to what is kept from one step to the next. */
const KEEPS = stems(
  'stor(?:e[ds]?|ing)|sav(?:e[ds]?|ing)|overwrit\\p{L}*|discard\\p{L}*|thrown? (?:away|out)|(?:written|put|taken) (?:back|out)|left there|survives?|(?:handed|passed) on|gespeichert|zurückgeschrieben|verworfen|überschr\\p{L}*|weitergegeben|sauvegard\\p{L}*|stock\\p{L}*|remet\\p{L}*|annul\\p{L}*|guard\\p{L}*|descart\\p{L}*|almacen\\p{L}*|armazen\\p{L}*|salva\\p{L}*|memorizz\\p{L}*|scart\\p{L}*|сохран\\p{L}*|записыв\\p{L}*|отбрас\\p{L}*|zapis\\p{L}*|zapamięt\\p{L}*|sparas|ukládá\\p{L}*|opslaan|opgeslagen|saklan\\p{L}*|disimpan|lưu',
  '保存|存储|丢弃|破棄|捨て|残し|저장|버린',
);
const NEXT = stems(
  'next (?:step|iteration|update|mini-?batch|batch|layer)|following (?:step|iteration)|(?:nächste|folgende)\\p{L}* (?:schritt|iteration|batch)|(?:pas|itération|étape|lot) suivant\\p{L}*|(?:siguiente|próxim[oa]) (?:paso|iteración|lote|passo|iteração)|(?:passo|iterazione) (?:successiv|seguent)\\p{L}*|следующ\\p{L}+ (?:шаг|итерац)\\p{L}*|nästa (?:steg|iteration)|(?:následující\\p{L}*|dalším) krok\\p{L}*|następn\\p{L}+ krok\\p{L}*|sonraki adım\\p{L}*|langkah berikut\\p{L}*|volgende stap|bước (?:sau|tiếp)',
  '次の(?:ステップ|反復)|下一步|下一次|다음 (?:스텝|단계)',
);
const OFTEN = stems(
  'every \\d+|each epoch|per epoch|throughout|whenever|jede[nrms]? epoche|pro epoche|chaque époque|cada época|ogni epoca|кажд\\p{L}+ эпох\\p{L}*|každ\\p{L}+ epo\\p{L}*|varje epok|elke epoch|her epoch|setiap epoch|mỗi epoch',
  '每隔|每个?(?:epoch|周期)|各エポック|에폭마다',
);

/** As many are shown, and as much of each. */
const MAX_SHOWN = 2;
const MAX_LENGTH = 160;

const isOfRule = (sentence: string): boolean =>
  symbolsIn(sentence).length > 0 || tellsState(sentence) || mentionsGradient(sentence);

/** @param prose the words of an answer with its symbols, without its equations and programs */
export const uncheckedIn = (prose: string): string[] =>
  sentencesSaid(prose)
    .filter((said) => isOfRule(said) && [KEEPS, NEXT, OFTEN].some((words) => words.test(said)))
    .slice(0, MAX_SHOWN)
    .map((said) => {
      const words = said.replace(/\s+/g, ' ').replace(/[.;]$/, '');
      return `These words were not checked: “${words.slice(0, MAX_LENGTH)}${words.length > MAX_LENGTH ? '…' : ''}”`;
    });
