/**
 * Lines of words among the steps of a listing: "sample a minibatch", "compute the gradient g", "normalise w". What they do to what the
 * rule computes with is written in no equation, so each is known to do nothing to it, or the listing is not understood.
 */
import { placeOf, Unreadable } from '../../place.ts';
import type { Place } from '../../place.ts';
import { isRateName, means, meansWithLabels } from '../../lexicon.ts';
import { tellsGradient } from '../words/gradients.ts';
import type { Line } from './lines.ts';
import { keyOfName } from '../plain/names.ts';
import { tokensOf } from '../plain/tokens.ts';
import { isInSome, tellsNotEach } from '../told/parts.ts';
import { baseOf, stems } from '../words/states.ts';

/** What gives a value, shows it or takes an example, and changes none that is there. */
const HARMLESS = stems(
  'comput\\p{L}*|calculat\\p{L}*|evaluat\\p{L}*|get|obtain|estimat\\p{L}*|determine|find|sampl\\p{L}*|draw|pick|choose|select|load|receive|observe|print|plot|log|record|save|store|show|display|yield|report|monitor|return|output|check|updat\\p{L}*|apply|perform|accumulat\\p{L}*|correct\\p{L}*|bias|append|push|stop|break|terminate|exit|abbrechen|beende|arrêter|parar|fermare|стоп|остановить|initiali[sz]\\p{L}*|berechne\\p{L}*|bestimme\\p{L}*|ziehe|wähle|aktualisier\\p{L}*|speicher\\p{L}*|gib|calcul\\p{L}*|évalu\\p{L}*|tirer|choisir|échantillon\\p{L}*|met\\p{L}* à jour|affich\\p{L}*|renvoy\\p{L}*|retourn\\p{L}*|calcol\\p{L}*|aggiorn\\p{L}*|scegli\\p{L}*|estra\\p{L}*|eleg\\p{L}*|tomar|muestre\\p{L}*|actuali[sz]\\p{L}*|atuali[sz]\\p{L}*|sorte\\p{L}*|escolh\\p{L}*|devolv\\p{L}*|retorn\\p{L}*|bereken\\p{L}*|kies|oblicz\\p{L}*|wylosuj|wybierz|zwróć|spočít\\p{L}*|vyber|beräkn\\p{L}*|dra(?!\\p{L})|hesapla\\p{L}*|güncelle\\p{L}*|seç\\p{L}*|hitung|ambil|perbarui|tính|cập nhật|lấy|вычисл\\p{L}*|посчита\\p{L}*|выбра\\p{L}*|взять|обнов\\p{L}*|вернуть|обчисл\\p{L}*|вибра\\p{L}*|онови\\p{L}*|υπολόγ\\p{L}*',
  '计算|計算|更新|停止|采样|抽取|选择|返回|输出|求(?!.*平方)|サンプル|返す|계산|업데이트|갱신|반환|추출',
);

/** What no rule does to what it has. */
const ALIEN = stems(
  'clip(?:s|ped|ping)?(?!\\p{L})|(?:re)?normali[sz]\\p{L}*|project(?:s|ed|ing)?(?!\\p{L})|round(?:s|ed)?(?!\\p{L})|truncat\\p{L}*|threshold(?:s|ed)?(?!\\p{L})|negat(?:e|es|ed)(?!\\p{L})|invert\\p{L}*|flip(?:s|ped)?(?!\\p{L})|swap(?:s|ped)?(?!\\p{L})|exchange[sd]?|doubled?|halved?|halves|add noise|perturb\\p{L}*|quanti[sz]e\\p{L}*|regulari[sz]e\\p{L}*|undo|revert\\p{L}*|discard\\p{L}*|forget|begrenz\\p{L}*|normier\\p{L}*|projizier\\p{L}*|runde(?!\\p{L})|gerundet|negier\\p{L}*|vertausch\\p{L}*|verdopp\\p{L}*|halbier\\p{L}*|verwirf|projet\\p{L}*|arrondi\\p{L}*|échang\\p{L}*|doubler|tronqu\\p{L}*|inverser|oubli\\p{L}*|proyect\\p{L}*|redonde\\p{L}*|intercambi\\p{L}*|duplic\\p{L}*|recort\\p{L}*|arredond\\p{L}*|troc[ae]r?(?!\\p{L})|dobr(?:ar|e)(?!\\p{L})|proiett\\p{L}*|arrotond\\p{L}*|scambi\\p{L}*|raddopp\\p{L}*|dimezz\\p{L}*|нормир\\p{L}*|нормализ\\p{L}*|спроец\\p{L}*|округл\\p{L}*|обрез\\p{L}*|удво\\p{L}*|поменять',
  '归一化|歸一化|裁剪|截断|投影|取反|交换|加倍|减半|正規化|クリップ|射影|정규화|클리핑|투영',
);
/** What its equations do, so that an item that tells them may say so. */
const CALCULATES = stems(
  're-?scale[sd]?|scale[sd]?(?!\\p{L})|multipl\\p{L}*|divided?(?= \\S+ by)|add(?= \\S+ to)|subtract\\p{L}*|decay(?:s|ed)?(?= (?!rate|factor|constant))|weight decay|restart\\p{L}*|skalier\\p{L}*|dividier\\p{L}*|divis(?:er|ez)|умнож\\p{L}*|раздел\\p{L}*(?= \\S+ на)',
  '缩放',
);

/** Of examples, which no rule is made of. */
const DATA = stems(
  '(?:mini-?)?batch\\p{L}*|examples?|samples?|data(?:set)?(?!\\p{L})|training set|inputs?|images?|features?|labels?|targets?|test set|validation|history|list|trajectory|trace|daten\\p{L}*|beispiel\\p{L}*|exemples?|données|datos|ejemplos?|lotes?|dados|exemplos?|dati|esempi\\p{L}*|данн\\p{L}*|пример\\p{L}*|mini-?lot\\p{L}*',
  '样本|数据|批|データ|サンプル|ミニバッチ|데이터|미니배치',
);
const RATES = stems(
  'learning rate|step[ -]size|lernrate|schrittweite|taux|tasa|taxa de|tasso|скорост\\p{L}* обуч',
  '学习率|学習率|학습률',
);
/** `if t > 1`, which has its own reader, is none of them. */
const CONDITION =
  /^(?!if \w *(?:>|>=|≥) *\d+$)(?:only\s+)?(?:if|when|unless|wenn|falls|nur|si|cuando|se|quando|если|якщо|如果|若)(?!\p{L})/iu;

/** `-sum(g)` and `theta`, with which a function of R ends. */
const isValue = (words: string): boolean =>
  /^[-+]?[\w.]+\s*\(.*\)\s*;?$/.test(words) || meansWithLabels('parameter', keyOfName(words));

/** "where m is the velocity", "v: the running average" */
const EXPLAINS =
  /^(?:where|with|here|note|wobei|hier|où|avec|donde|con|dove|onde|com|где)(?!\p{L})|^\S{1,12} *(?:[:–—]|(?:is|are|denotes?|means|ist|sind|est|sont|es|son|è|é) (?:the|an?|der|die|das|ein|eine|le|la|l['’]|un|une|el|una|il|o|uma?)(?!\p{L}))/iu;

const isOfRate = (words: string): boolean =>
  RATES.test(words) || tokensOf(words, false).some(({ text }) => isRateName(keyOfName(text)));

/** Does it name what the rule makes, moves or takes? */
const names = (line: string, made: ReadonlySet<string>): boolean =>
  tokensOf(line, false).some(({ kind, text }) => {
    const key = baseOf(keyOfName(text));
    return (
      kind === 'name' && !isRateName(key) && (made.has(key) || (means('gradient', key) && text.length === 1))
    );
  });

/**
 * Why a line of words within the steps of a listing is not passed over; null where it changes nothing that the rule has.
 *
 * @param made the names that the listing gives values
 */
export function changeInWords(
  { bare, text }: Pick<Line, 'bare' | 'text'>,
  made: ReadonlySet<string>,
): Unreadable | null {
  const words = bare.trim();
  if (!/\p{L}/u.test(words) || isValue(words) || DATA.test(words)) return null;
  const isRate = isOfRate(words);
  const isChange = (ALIEN.test(words) || CALCULATES.test(words)) && !isRate;
  // "Velocity:" stands above what it names.
  const isGiven = HARMLESS.test(words) || EXPLAINS.test(words) || isRate;
  const isKnown = isGiven || tellsGradient(words) || /[:：]$/.test(words) || !names(words, made);
  const isNowAndThen = CONDITION.test(words) || isInSome(words) || (tellsNotEach(words) && !isGiven);
  if (!isChange && isKnown && !isNowAndThen) return null;
  return new Unreadable(placeOf(text), REASON, 'Write it as an equation, or leave it out.', true);
}

const REASON = 'a line of words, and it is not known what it changes';

/** Before the words of a line: the number of an item, a mark, a command of `algorithmic`. */
export const LEAD = String.raw`(?:[\s>*•#|–—-]|\d{1,3}[.):]?(?=\s)|\\(?:STATE|State|textbf|mathbf|text|bf|quad)(?![A-Za-z])|[{}])*`;
const OPENING = new RegExp(
  String.raw`^(?<lead>${LEAD})(?:(?:and|then|finally|now|next|also|we|dann|und|puis|luego)[ ,]+)*(?<order>.*)$`,
  'iu',
);
const RELATION = /[=←]|:=|<-|\\(?:leftarrow|gets)(?![A-Za-z])/;

/**
 * The same of what is listed as the steps of a rule: every line of an `algorithmic`, and an item that begins with what no rule does.
 *
 * @param said the words of an answer with all of its formulas, without its programs
 */
export function changeInItems(said: string, made: ReadonlySet<string>): Place | null {
  for (const line of said.split('\n')) {
    const { lead = '', order = '' } = OPENING.exec(line)?.groups ?? {};
    if (RELATION.test(line) || order === '') continue;
    const words = order.replace(/[$`*]|\\(?=[A-Za-z])/g, '').trim();
    const isItem = /\d|[*•-]/.test(lead) && ALIEN.exec(words)?.index === 0 && names(words, made);
    const isChange = /\\STATE/i.test(lead)
      ? changeInWords({ bare: words, text: line }, made) !== null
      : isItem;
    if (isChange && !DATA.test(words) && !isOfRate(words)) return placeOf(line);
  }
  return null;
}
