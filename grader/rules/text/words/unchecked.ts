/**
 * Sentences beside a right rule that say what is done to it, when, or to how much of it, and that nothing here has an opinion of: they
 * are shown, so that somebody may read them.
 */
import { means } from '../../lexicon.ts';
import { mentionsGradient } from './gradients.ts';
import { sentencesSaid, stems, symbolsIn, tellsState } from './states.ts';

/** What is done to what is kept from one step to the next. */
const KEEPS = stems(
  'stor(?:e[ds]?|ing)|sav(?:e[ds]?|ing)|overwrit\\p{L}*|discard\\p{L}*|thrown? (?:away|out)|(?:written|put|taken) (?:back|out)|left (?:there|out)|survives?|(?:handed|passed) on|gespeichert|zurückgeschrieben|weggelassen|verworfen|überschr\\p{L}*|weitergegeben|sauvegard\\p{L}*|stock\\p{L}*|remet\\p{L}*|annul\\p{L}*|guard\\p{L}*|descart\\p{L}*|almacen\\p{L}*|armazen\\p{L}*|salva\\p{L}*|memorizz\\p{L}*|scart\\p{L}*|сохран\\p{L}*|записыв\\p{L}*|отбрас\\p{L}*|zapis\\p{L}*|zapamięt\\p{L}*|sparas|ukládá\\p{L}*|vynech\\p{L}*|opslaan|opgeslagen|saklan\\p{L}*|disimpan|lưu',
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
/** "only in the first epoch", "computed just once" */
const ONLY = stems(
  '(?:only|just|nur|seulement|uniquement|sólo|solo|solamente|únicamente|somente|apenas|soltanto|только|лише|тільки|jen|pouze|tylko|bara|endast|kun|sadece|yalnızca|hanya|chỉ|slechts|alleen)(?!\\p{L})[^.;]{0,40}(?<!\\p{L})(?:first|last|once|one|epoch|erste|letzte|einmal|eine|einzig|prem|dern|fois|prime|[úu]ltim|vez|uma|perv|перв|послед|раз|одн|эпох|епох|jedn|prvn|posled|raz|pierwsz|ostat|gång|först|sist|bir|ilk|son|pertama|terakhir|sekali|đầu|cuối|lần|keer|eerste|laatste|één)',
  '[只仅][^。]{0,12}(?:第一|最后|一次|一个|首)|最初の[^。]{0,8}だけ|一度だけ|(?:첫|한 번)[^.]{0,8}만',
);
/** Of all parameters, layers or steps together. */
const SHARED = stems(
  '(?:one|single|same|shared|common) (?:v|m|number|scalar|value|velocity|state|average)(?!\\p{L})|for the (?:whole|entire) (?:network|model)|(?:all|the) (?:layers|parameters|weights) (?:share|together|at once)|eine einzige|ein einziger|gemeinsam\\p{L}*|une seule|un seul|un único|una sola|une même|одн\\p{L}* числ\\p{L}*|одне число|общ(?:ий|ая|ее)|спільн\\p{L}*|jedno číslo|společn\\p{L}*|jedna liczba|wspóln\\p{L}*|ett enda|gemensam\\p{L}*|tek bir|ortak|satu angka|sekaligus|một số duy nhất|dùng chung|één getal|gedeeld',
  '同一个|一个数|共用|共有|一つの数|하나의 (?:값|수)|공유',
);
const EARLIER = stems(
  '(?:previous|last|prior) (?:mini-?batch|batch|iteration|gradient)|(?:vorige|vorherige)\\p{L}* (?:mini|batch|grad|iter|schritt)|(?:lot|gradient|pas) précédent|(?:lote|gradiente|paso|passo) (?:anterior|precedente)|предыдущ\\p{L}+ (?:батч|мини|град|шаг|итер)|попередн\\p{L}+ (?:батч|міні|град|крок)|předchozí\\p{L}* (?:krok|grad|dávk)|poprzedni\\p{L}* (?:krok|grad|batch)|föregående (?:steg|grad|batch)|önceki (?:adım|grad|mini)|(?:langkah|gradien) sebelumnya|bước trước|vorige (?:stap|grad|batch)',
  '上一(?:步|次|个|批)|前の(?:ステップ|バッチ)|이전 (?:스텝|배치)',
);
/** What the rule has, is done otherwise or was done before. */
const INDEED = stems(
  'already|in (?:fact|reality)(?!\\p{L})|actually|in (?:the|my|our) (?:implementation|code)(?!\\p{L})|bereits|tatsächlich|in wirklichkeit|déjà|en (?:fait|réalité)(?!\\p{L})|en realidad|na (?:verdade|realidade)|in realtà|già(?!\\p{L})|уже|фактич\\p{L}*|на самом деле|насправді|вже|ve skutečnosti|již|už(?!\\p{L})|już|w rzeczywistości|egentligen|redan|aslında|zaten|sebenarnya|sudah|thực ra|eigenlijk|reeds',
  'असल में|实际上|已经|実際(?:に|は)|すでに|既に|사실|이미',
);
/** What is calculated once more, by words. */
const CALCULATES = stems(
  'divided by|multiplied by|added to|subtracted from|(?:is|are|gets?) (?:scaled|weighted)|geteilt|addiert|multipliziert|divisé\\p{L}*|multipli\\p{L}*|divid\\p{L}*|делим|делит\\p{L}*|умнож\\p{L}*|ділят\\p{L}*|множ\\p{L}*|mnoż\\p{L}*|dziel\\p{L}*|děl[ií]\\p{L}*|násob\\p{L}*|delas|bölün\\p{L}*|çarpıl\\p{L}*|dibagi|dikali\\p{L}*|chia|nhân|gedeeld|vermenigvuldigd|\\d+ ?%',
  '除以|乘以|割る|割った|掛ける|나눈|곱한',
);
/** What ε is for, in any language: that is no operation. */
const BY_ZERO = stems(
  '(?:di[vw]i\\p{L}*|geteilt|teil\\p{L}*|делен\\p{L}*|делит\\p{L}*|ділен\\p{L}*|ділит\\p{L}*|dziel\\p{L}*|děl\\p{L}*|dělen\\p{L}*|chia|dibagi|pembagian|böl\\p{L}*|gedeeld|delen|delas|division)[^.;,]{0,16}(?:(?<!\\d)0(?![.,]?\\d)|zero|null|zéro|cero|nol|noll|nul|ноль|нуль|нул\\p{L}*|sıfır\\p{L}*|không)|sıfıra böl\\p{L}*',
  '(?:除以|除)\\s*(?:0|零)|(?:0|ゼロ|零)\\s*(?:で割|除算|による除算)|0으로 나누',
);
const TELLS = [KEEPS, NEXT, OFTEN, ONLY, SHARED, EARLIER, INDEED, CALCULATES];

export const tellsWhatIsDone = (words: string): boolean => TELLS.some((each) => each.test(words));

/** As many are shown, and as much of each. */
const MAX_SHOWN = 2;
const MAX_LENGTH = 160;

const tellsParameter = (words: string): boolean =>
  (words.match(/\p{L}{4,}/gu) ?? []).some((word) => means('parameter', word.toLowerCase()));

const isOfRule = (sentence: string): boolean =>
  !/[=←]/.test(sentence) &&
  (symbolsIn(sentence).length > 0 ||
    tellsState(sentence) ||
    mentionsGradient(sentence) ||
    tellsParameter(sentence));

/** @param prose the words of an answer with its symbols, without its equations and programs */
export const uncheckedIn = (prose: string): string[] =>
  sentencesSaid(prose)
    .filter((said) => isOfRule(said) && tellsWhatIsDone(said.replace(BY_ZERO, ' ')))
    .slice(0, MAX_SHOWN)
    .map((said) => {
      const words = said.replace(/\s+/g, ' ').replace(/[.;]$/, '');
      return `These words were not checked: “${words.slice(0, MAX_LENGTH)}${words.length > MAX_LENGTH ? '…' : ''}”`;
    });
