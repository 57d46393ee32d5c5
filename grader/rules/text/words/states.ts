/**
 * What the words beside right equations say against them: that a state starts at another number than zero, that it is put back
 * again and again, or that something more is done to a step. A verb says so, with what stands beside it. Stems of verbs are known in
 * many languages.
 */
import { placeOf } from '../../place.ts';
import type { Place } from '../../place.ts';
import type { Words } from './repetition.ts';

/** What is said, and where. */
export interface Told {
  at: Place;
  /**
   * A state's `start` at another number than 0, its `reset` with every step, batch or epoch, a further `change` of a step, or a
   * `count` that is 0 in the first one, begins again or counts epochs, an `order` in which equations hold otherwise,
   * or a state that is `fixed`, so that no step changes it.
   */
  kind: 'start' | 'reset' | 'change' | 'count' | 'order' | 'fixed';
}

/** Any of these stems at the beginning of a word; in scripts without blanks anywhere. */
export const stems = (latin: string, signs: string): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\p{M}])(?:${latin})|${signs}`, 'iu');

export const STARTS = stems(
  'initiali[sz]\\p{L}*|initial\\p{L}*|starts?(?!\\p{L})|started|starting|set(?= to)|begins?(?!\\p{L})|beginn?t|startet|initialisi\\p{L}*|inizia(?:li)?\\p{L}*|inici\\p{L}*|parte|partono|empiez\\p{L}*|começ\\p{L}*|commenc\\p{L}*|zaczyna\\p{L}*|začín\\p{L}*|začátk\\p{L}*|startar|kezd\\p{L}*|alusta\\p{L}*|alkaa|başla\\p{L}*|dimulai|(?:di)?inisialisasi\\p{L}*|khởi tạo|bắt đầu|инициал\\p{L}*|начина\\p{L}*|ініціал\\p{L}*|почина\\p{L}*|anfang\\p{L}*|anfäng\\p{L}*|startwert\\p{L}*|fängt|au départ|au début|on part|al principio|arranca|all.inizio|początk\\p{L}*|inicjaliz\\p{L}*|начальн\\p{L}*|вначале|в начале|початков\\p{L}*|спочатку|awal\\p{L}*|ban đầu|börja\\p{L}*|initiera\\p{L}*|startvärde\\p{L}*|geïnitialiseerd|αρχικοπ\\p{L}*|ξεκιν\\p{L}*|incep\\p{L}*|înce\\p{L}*',
  '初期化|初期値|初始化|初始值|初始為|开始|開始|초기화|시작|초깃값|초기값|始ま|初始|最初は',
);

/** "v = 1 at first": without a verb. */
const AT_FIRST = stems(
  'at first(?!\\p{L})|(?:in|at) the (?:very )?(?:beginning|outset)|before (?:the (?:very )?first (?:step|update|iteration)|[tkn] ?= ?1(?!\\d))|zu beginn|vor dem ersten|avant l[ea] premi|prima del primo|antes d[eo]l? primei?r|перед перв\\p{L}*|перед перш\\p{L}*|ilk başta',
  '一开始',
);

/** A number that stands alone, and is not zero. */
const NUMBER =
  /(?<![\p{L}\d.,^_{}\\]|[-+−/^]\s?)(?:\d+(?:[.,]\d+)?|ones)(?![\d\p{Script=Latin}]|[.,]\d|\s*(?:[-+−*/^=]|\\))/giu;
export const isZero = (number: string): boolean => /^0+(?:[.,]0+)?$/.test(number);
/** Characters of words that say when, before what they say it of. */
const MAX_OPENING = 45;
/** How far apart a verb and its number may stand. */
const NEAR = 24;

export const EACH = stems(
  'each|every|per|new|jede\\p{L}*|pro|neue\\p{L}*|chaque|cada|todas?|ogni|каждо\\p{L}*|кажды\\p{L}*|каждую|кожно\\p{L}*|кожної|кожен|setiap|tiap|mỗi|każd\\p{L}*|varje|elke?|iedere?|her|fiecare\\p{L}*|minden|joka|κάθε|každ\\p{L}*|nouvel\\p{L}*|nuev\\p{L}*|nov[ao]|nuov\\p{L}*|hvert?',
  '每|毎|各|ごと|각|매|마다|हर|प्रत्येक|כל|هر|كل',
);
export const TURN = stems(
  'time(?!\\p{L})|actualizaci\\p{L}*|atualizaç\\p{L}*|aggiornament\\p{L}*|mises? à jour|aktualisierung\\p{L}*|aktualizac\\p{L}*|обновлени\\p{L}*|оновленн\\p{L}*|güncelleme\\p{L}*|uppdatering\\p{L}*|epo[ckq]\\p{L}*|épo\\p{L}*|steps?|schritt\\p{L}*|it[eé]r\\p{L}*|updates?|(?:mini[- ]?)?batch\\p{L}*|mini[- ]?lo\\p{L}*|lotes?|pas(?:os?|so|ul)?(?!\\p{L})|passos?|étape|эпох\\p{L}*|епох\\p{L}*|итерац\\p{L}*|ітерац\\p{L}*|шаг\\p{L}*|кро\\p{L}*|пакет\\p{L}*|батч\\p{L}*|krok\\p{L}*|steg\\p{L}*|stap(?:pen)?(?!\\p{L})|adım\\p{L}*|langkah|bước|vòng|lépés\\p{L}*|askel\\p{L}*|βήμα\\p{L}*|εποχ\\p{L}*',
  '步|轮|批|周期|回合|ステップ|エポック|バッチ|イテレーション|반복|스텝|단계|에폭|에포크|배치|युग|שלב',
);
const EACH_TIME = stems(
  '(?:each|every) time|jedes ?mal|(?:à )?chaque fois|cada vez|toda vez|ogni volta|каждый раз|кожного разу|щоразу|setiap kali|mỗi lần|her sefer\\p{L}*|za każdym razem|varje gång|hver gang|elke keer|joka kerta|minden alkalommal|pokaždé|de fiecare dată|κάθε φορά',
  '毎回|每次|毎度|매번|每一次|のたび|たびに',
);
/** "At the end of an epoch", without a word for each. */
const AT_EPOCH = stems(
  '(?:at|after|when|once|with) (?:the )?(?:end|start|beginning)? ?(?:of )?(?:an?|the|one) epoch|(?:am|zu|nach|vor|mit) (?:ende|anfang|beginn)?[^.]{0,12}epoche|(?:à la fin|au début|après|avant) (?:d|de l|l)[^.]{0,8}époque|(?:al|tras|después|antes)[^.]{0,22}época|(?:alla|all|dopo|prima)[^.]{0,18}epoca|(?:ao|no|após|antes)[^.]{0,18}época|(?:в|после|перед)[^.]{0,10} эпох\\p{L}*|(?:в|наприкінці|після)[^.]{0,10} епох\\p{L}*|(?:na|po|przed)[^.]{0,10} epok\\p{L}*',
  'エポックの(?:最初|最後|終わり|始め)|epoch結束|轮(?:结束|开始)|에폭(?:이|의) (?:끝|시작)',
);
/** What puts a state back, with the zero beside it or without. */
export const ZERO = stems(
  '0(?![.,]?\\d)|zeros?(?!\\p{L})|null(?!\\p{L})|zéro|cero|nul(?!\\p{L})|nol(?!\\p{L})|noll(?!\\p{L})|zer[ao](?!\\p{L})|ноль|нуль|нул[яюеёь]\\p{L}*|sıfır\\p{L}*|nulla\\p{L}*|nolla\\p{L}*',
  '零|ゼロ|영으로|शून्य|μηδέν|không',
);
export const PUTS = stems(
  '(?:re)?sets?(?!\\p{L})|filled|neu(?!\\p{L})|de nouveau|знову|eşitlen\\p{L}*|lagi(?!\\p{L})|restart\\p{L}*|recom[eie]\\p{L}*|recommenc\\p{L}*|reempez\\p{L}*|ricominci\\p{L}*|fängt|заново|od nowa|put|goes back|back|returns?|again|starts?(?!\\p{L})|gesetzt|setz\\p{L}*|zurück\\p{L}*|beginn\\p{L}*|remis\\p{L}*|remet\\p{L}*|repart\\p{L}*|vuelv\\p{L}*|pone\\p{L}*|volta\\p{L}*|coloca\\p{L}*|torna\\p{L}*|mess[aeio](?!\\p{L})|mett\\p{L}{1,4}(?!\\p{L})|rimess[aeio]|rimett\\p{L}*|ramen\\p{L}*|devuelv\\p{L}*|devuelt\\p{L}*|puest[ao]s?|post[ao]s?(?!\\p{L})|repost\\p{L}*|wraca\\p{L}*|nastav\\p{L}*|getiril\\p{L}*|riparte|riport\\p{L}*|kembali|diatur|đặt|trở|ustaw\\p{L}*|sätts|teruggezet|gezet|становит\\p{L}*|ставит\\p{L}*|присва\\p{L}*|возвращ\\p{L}*|стає|поверта\\p{L}*',
  '设|置|归|戻|する|설정|돌',
);
export const EMPTIES = stems(
  'reset\\p{L}*|re-?initiali[sz]\\p{L}*|zeroed|clear(?:ed|s)?(?!\\p{L})|wiped|empt(?:y|ies|ied)(?!\\p{L})|flushed|forgotten|discarded|deleted|from scratch|genullt|gelöscht|effac\\p{L}*|dikembalikan ke nol|dinolkan|xoá về|gewist|nollas|geleert|zurückgesetzt|neu initialisiert|réinitialis\\p{L}*|vidé\\p{L}*|(?<=\\bon )vide|vac[ií]a\\p{L}*|svuot\\p{L}*|esvazi\\p{L}*|reinici\\p{L}*|reinizial\\p{L}*|zera(?:r|d\\p{L}*|m|ndo)(?!\\p{L})|nullen|poner a cero|azzera\\p{L}*|обнул\\p{L}*|сбр[ао]с\\p{L}*|скида\\p{L}*|онул\\p{L}*|sıfırlan\\p{L}*|zerowan\\p{L}*|zeruje\\p{L}*|wyzerow\\p{L}*|vynul\\p{L}*|nuluj\\p{L}*|nollställ\\p{L}*|nullstil\\p{L}*|nollataan|nulláz\\p{L}*|resetat\\p{L}*|direset|μηδενίζ\\p{L}*',
  '重置|清零|归零|清空|リセット|초기화|비운|비우',
);
/** Then it is said that it is not so, or of something else. */
const DENIES = stems(
  '(?:not|never|no(?= (?:re|longer|se|lo|la)\\p{L}*)|nor|neither|without|instead|rather|unlike|if|were|would|once(?! (?:per|in|every|each|an?)(?!\\p{L}))|nicht|nie|kein\\p{L}*|ohne|statt|einmal(?! (?:pro|je|in jede\\p{L}*)(?!\\p{L}))|jamais|sans|non|mai|senza|não|nunca|sem|sin|не|без|ни|никогда|ніколи|bez|nie|nigdy|inte|aldrig|niet|nooit|geen|nu|fără|nem|ei|δεν|değil|yok|tanpa|tidak|jangan|không phải|chỉ|ikke|aldri)(?!\\p{L})',
  "n['’]t|不|没|無|未|而非|ない|ません|ず|않|없|말고|नहीं|לא|لا",
);
/** What would be, what others do and what is wrong says nothing of the rule. */
export const HYPOTHETICAL =
  /^\W*with(?!\p{L})|(?<!\p{L})(?:would|could|might|otherwise|unlike|compared?|mistakes?|wrong|forget\p{L}*|if|wäre\p{L}*|würde\p{L}*|sonst|wenn|serai\p{L}*|sinon|sería\p{L}*|seria\p{L}*|si|бы|если)(?!\p{L})|会|否则|如果|若|なら/iu;
export const denies = (words: string): boolean => DENIES.test(words);
const OTHERS = stems(
  'grad\\p{L}*|град\\p{L}*|learning|rates?(?!\\p{L})|lernrate\\p{L}*|taux|tasa|taxa|tasso|скорост\\p{L}* обучения|loss|error|bias\\p{L}*|toward\\p{L}*|dW|db|counter|shuffl\\p{L}*|misch\\p{L}*|data|daten|\\.grad',
  '梯度|勾配|기울기|그래디언트|学习率|学習率|학습률',
);
const STATES = stems(
  'sums?(?!\\p{L})|summe|somm[ae]|som[ae](?!\\p{L})|suma(?!\\p{L})|сумм\\p{L}*|toplam\\p{L}*|jumlah|tổng|velocit\\p{L}*|memory|history|running mean|mémoire|memoria|snelheid|hastighet\\p{L}*|швидк\\p{L}*|momentum|accumul\\p{L}*|acumul\\p{L}*|akkumul\\p{L}*|akumul\\p{L}*|moment[eosi]?(?!\\p{L})|cache|averages?|buffer\\p{L}*|states?(?!\\p{L})|zustand\\p{L}*|mittelwert\\p{L}*|geschwindigkeit\\p{L}*|vitesse|velocidad\\p{L}*|velocidade|velocità|скорост\\p{L}*|накопител\\p{L}*|аккумул\\p{L}*|момент\\p{L}*|prędkoś\\p{L}*|hız\\p{L}*|kecepatan|vận tốc|viteza',
  '速度|动量|累加|累积|모멘텀|속도|누적|モーメント|累積|(?:滑动|移动|移動|指数)平均|이동 ?평균',
);

/** Do they speak of a sum, an average or another state? */
export const tellsState = (words: string): boolean => STATES.test(words);

/** What is done once more to what the equations make. */
const ONCE_MORE =
  /\b(?:multiplied|divided|scaled|doubled|halved|squared|clipped)\s+(?:once more|again|additionally|a second time|twice)\b|\b(?:then|finally|additionally|also|again|once more)\s+(?:multiply|divide|scale|double|halve|square|clip)\s+(?:it|the (?:whole |final )?(?:step|update|result|fraction|quotient|velocity|moments?))\b/i;
/** A second time, beside what is done so. */
const SECOND_TIME = stems(
  'once more|one more time|another time|a second time|twice|noch ein(?:mal| weiteres mal)|ein zweites mal|zweimal|doppelt|encore une fois|une (?:seconde|deuxième) fois|deux fois|una segunda vez|dos veces|una vez más|mais uma vez|uma segunda vez|duas vezes|ancora una volta|una seconda volta|due volte|nog een keer|een tweede keer|twee keer|jeszcze raz|po raz drugi|dwa razy|dwukrotnie|en gång till|två gånger|ещё раз|еще раз|дважды|второй раз|ще раз|двічі|bir kez daha|iki kez|ikinci kez|sekali lagi|dua kali|một lần nữa|hai lần|ещё одна|ακόμη μια φορά|δύο φορές|ještě jednou|dvakrát|még egyszer|kétszer',
  '再一次|再次|两次|第二次|もう一度|もう一回|二回|2回|한 번 더|두 번|다시 한번',
);
const DONE = stems(
  'done|made|applied|appl(?:y|ies)|added|subtracted|performed|executed|carried out|repeated|moved?|multipli\\p{L}*|divid\\p{L}*|scaled|squared|ausgeführt|angewend\\p{L}*|angewandt|durchgeführt|gemacht|addiert|abgezogen|subtrahiert|geteilt|wiederholt|appliqu\\p{L}*|effectu\\p{L}*|ajout\\p{L}*|répét\\p{L}*|aplica\\p{L}*|realiza\\p{L}*|repite\\p{L}*|repete\\p{L}*|suma\\p{L}*|soma\\p{L}*|applica\\p{L}*|esegu\\p{L}*|ripet\\p{L}*|toegepast|uitgevoerd|herhaald|wykon\\p{L}*|stosuj\\p{L}*|powtarza\\p{L}*|utförs|tillämpas|upprepas|применя\\p{L}*|выполня\\p{L}*|повторя\\p{L}*|дела\\p{L}*|застосову\\p{L}*|викону\\p{L}*|uygulan\\p{L}*|yapıl\\p{L}*|dilakukan|diterapkan|thực hiện|áp dụng|lặp lại|εφαρμόζ\\p{L}*|εκτελ\\p{L}*|prov[áe]d\\p{L}*|použi\\p{L}*|alkalmaz\\p{L}*|végre\\p{L}*',
  '执行|应用|更新|进行|加|実行|適用|更新|行う|행|적용|더한|실행',
);
/** What is done so is a step, or a part of one. */
const STEP = stems(
  'steps?(?!\\p{L})|moves?(?!\\p{L})|updates?(?!\\p{L})|schritt\\p{L}*|aktualisierung|update|pas(?:so|o)?(?!\\p{L})|mise à jour|actualización|atualização|aggiornamento|stap|krok\\p{L}*|aktualizac\\p{L}*|steg\\p{L}*|шаг\\p{L}*|обновлени\\p{L}*|крок\\p{L}*|оновлен\\p{L}*|adım\\p{L}*|güncelleme|langkah|pembaruan|bước|cập nhật|βήμα\\p{L}*|ενημέρωσ\\p{L}*|lépés\\p{L}*',
  '步|更新|ステップ|스텝|업데이트|갱신',
);

/** A step that is not done in every turn. */
const SKIPS = stems(
  '(?:is|are|gets?|we) (?:only )?(?:run|executed|updated|refreshed|done|computed|recomputed|applied|update|refresh)[^.;]{0,30}(?:once (?:per|an?|every|each) epoch|only (?:once|every|in every|for the first)|every (?:second|other|third|fourth|fifth|tenth|\\d+(?:nd|rd|th))|for the first (?:mini-?batch|batch|step|iteration) of)|(?:skipped|left out) (?:for|in) (?:the|all) (?:others?|rest)|nur (?:einmal pro|in jede[mr] (?:zweite|dritte|zehnte)\\p{L}*|jede[nrs]? (?:zweite|dritte|zehnte)\\p{L}*)|seulement (?:une fois par|tou[ts]e?s les)|une fois par époque|solo una vez por|una vez por época|cada (?:dos|tres|diez) (?:pasos|iteraciones)|solo una volta per|una volta per epoca|apenas uma vez por|uma vez por época|только (?:один )?раз (?:за|в|на)|раз (?:за|в) эпоху|каждый (?:второй|третий|десятый)|лише раз (?:за|на)|raz na epokę|co (?:drugi|trzeci|dziesiąty)|en gång per epok|varannan|alleen één keer per|sekali per epoch|yalnızca bir kez',
  '每(?:隔|两|三|十)|每个周期一次|一轮一次|エポックに一度|一回だけ|에폭마다 한 번',
);
/** What is written over the states and goes on from there. */
const OVERWRITES = stems(
  'overwrit\\p{L}*|written over|stored back|written back|copied back|put back into|fed back|überschr\\p{L}*|zurückgeschrieben|réécri\\p{L}*|écras\\p{L}*|sobre(?:e)?scri\\p{L}*|sovrascri\\p{L}*|перезапис\\p{L}*|записыва\\p{L}* (?:обратно|поверх)|nadpis\\p{L}*|överskriv\\p{L}*|overschr\\p{L}*|ditulis (?:di atas|kembali)|menimpa|üzerine yaz\\p{L}*|ghi đè|felülír\\p{L}*|přepí\\p{L}*',
  '上書き|書き戻|覆盖|写回|덮어',
);
/** Right-hand sides of one moment. */
const AT_ONCE = stems(
  'simultaneous\\p{L}*|at the same time|in parallel|gleichzeitig\\p{L}*|simultan\\p{L}*|samtidig\\p{L}*|en même temps|al mismo tiempo|a la vez|ao mesmo tempo|allo stesso tempo|contemporane\\p{L}*|одновременн\\p{L}*|одночасн\\p{L}*|jednocześnie|současně|tegelijk\\p{L}*|aynı anda|bersamaan|đồng thời|egyszerre|samanaikai\\p{L}*|ταυτόχρονα',
  '同时|同時|동시',
);
/** Equations and their sides. */
const EQUATIONS = stems(
  'lines?(?!\\p{L})|rows?(?!\\p{L})|equations?|right-hand|zeilen?|gleichung\\p{L}*|rechte\\p{L}* seite|lignes?|équations?|líneas?|ecuacion\\p{L}*|linhas?|equaç\\p{L}*|righe|riga|equazion\\p{L}*|строк\\p{L}*|уравнен\\p{L}*|рядк\\p{L}*|рівнян\\p{L}*|wiersz\\p{L}*|równa\\p{L}*|rad(?:er)?na|ekvation\\p{L}*|högerled\\p{L}*|regels?|vergelijking\\p{L}*|satır\\p{L}*|denklem\\p{L}*|baris|persamaan|dòng|phương trình|sor(?:ok)?|egyenlet\\p{L}*|řád\\p{L}*|rovnic\\p{L}*|εξισώσ\\p{L}*|γραμμ\\p{L}*',
  '式|行|等式|方程|줄|식을',
);

/** What is listed behind such a heading is not to be done. */
const SLIPS = stems(
  '(?:common|typical|usual|frequent|possible|popular|classic) (?:\\p{L}+ )?(?:slips?|mistakes?|errors?|pitfalls?)|(?:häufige|typische|übliche)\\p{L}* fehler|erreurs? (?:fréquentes?|courantes?|classiques?|typiques?)|errore?s? (?:comun\\p{L}*|frecuentes?|frequent\\p{L}*|típicos?|tipic\\p{L}*)|erros? (?:comu\\p{L}*|frequentes?|típicos?)|(?:частые|частая|типичн\\p{L}*|распростран\\p{L}*) ошибк\\p{L}*|(?:типов|поширен)\\p{L}* помилк\\p{L}*|(?:częst|typow)\\p{L}* błęd\\p{L}*',
  '常见错误|常見錯誤|よくある間違い|흔한 실수',
);

/** Is it the heading of what is done by mistake? */
export const isSlip = (lead: string): boolean => SLIPS.test(lead) && !denies(lead);

/** A name that stands alone between dollars, in backticks or as a letter. */
const SYMBOL =
  /\$\s*(?:\\(?:hat|bar|tilde|mathbf|vec|bm|boldsymbol)\s*\{?)?\\?(?<tex>\p{L}+)[^$=]{0,16}\$|`(?:self\.)?(?<code>\p{L}\w*)[^`=]{0,12}`|(?<![\p{L}\p{M}\d'’])(?<bare>(?![aeioyàáâéèêíìóòúùAEIOY])[\p{Script=Latin}\p{Script=Greek}])\p{M}*(?:_\w+|[₀-₉₊₋ᵢⱼₖₙₜ]+)?(?![\p{L}\p{M}\d'’])/gu;

export const symbolsIn = (text: string): { name: string; at: number; end: number }[] =>
  [...text.matchAll(SYMBOL)].map(({ 0: found, index, groups }) => ({
    name: groups?.['tex'] ?? groups?.['code'] ?? groups?.['bare'] ?? '',
    at: index,
    end: index + found.length,
  }));

/** `v` of v_t, `E` of E[g^2] and `m` of m_hat. */
export const baseOf = (state: string): string => /^\p{L}+/u.exec(state)?.[0] ?? state;

/** "Draw a batch, let g be the gradient … Draw the next one, let g be the gradient": two gradients in one step. */
const LETS = /\blet\s+[$`]?\\?(?<name>\p{L}+)(?:_\w+)?[$`]?\s+be\s+the\s+(?:[\w-]+\s+){0,3}gradient\b/giu;

function hasTwoGradients(prose: string): boolean {
  const names = [...prose.matchAll(LETS)].map(({ groups }) => groups!['name']);
  return new Set(names).size < names.length;
}

/** Where equations are, blanks are left, which say nothing. */
export const hasWords = (text: string): boolean => /\p{L}/u.test(text);

/** The sentences of an answer's words, and the items of its lists. */
export const sentencesSaid = (prose: string): string[] =>
  prose
    .split(/(?<=[.!?;])\s+|[。！？；]|\n\n|\n(?=\s*[-*|#])/u)
    .map((part) => part.trim())
    .filter(hasWords);

/** A clause of a line, and in the line what stands before it; `lead` is what its sentence says up to a colon. */
interface Clause {
  clause: string;
  head: string;
  lead: string;
}

export function* clausesOf(prose: string): Generator<Clause> {
  for (const line of prose.split(/\n/).filter(hasWords))
    for (const sentence of line.split(/(?<=[.!?])\s+|[。！？]/)) {
      let head = line.slice(0, line.indexOf(sentence));
      let [opening, lead] = ['', ''];
      const parts = sentence.split(/(;\s|:\s|(?<!\d),\s|，|、|；|：|\s[–—-]\s)/);
      for (const [i, clause] of parts.entries()) {
        if (i % 2 === 1) {
          if (/[:：]/.test(clause)) lead = sentence.slice(0, sentence.indexOf(clause));
          continue;
        }
        // "At the start of each epoch, …"
        yield { clause: opening + clause, head, lead };
        const when = clause.split(/[(（]/).at(-1)!;
        const hasNext = i + 1 < parts.length;
        const isOpening = hasNext && opening === '' && when.length <= MAX_OPENING && isAgain(when);
        opening = isOpening && symbolsIn(when).length === 0 ? `${when}, ` : '';
        head += clause;
      }
    }
}

/**
 * @param written the words of an answer with its symbols, without its equations and programs
 * @param states  names of what the rule keeps from step to step
 */
export function toldOfStates(written: string, states: readonly string[]): Told | null {
  const bases = new Set(states.map(baseOf));
  const prose = written.replace(/[０-９＝]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  if (hasTwoGradients(prose)) return { at: placeOf(prose.match(LETS)?.[1] ?? ''), kind: 'change' };
  for (const { clause, head, lead } of clausesOf(prose)) {
    if (isSlip(lead)) continue;
    const said =
      startIn(withBareNames(clause), head, bases) ??
      resetIn(clause, head, bases) ??
      changeIn(clause) ??
      orderIn(clause, bases);
    if (said) return { ...said, at: placeOf(clause) };
  }
  return null;
}

/** The symbol of a list's item: `- v: the mean of squares. All of it starts at 1`. */
const subjectOf = (head: string): string | null =>
  /^\s*(?:[-*+•]|\d+[.)]|\|)\s*\W{0,4}/u.test(head) ? (symbolsIn(head)[0]?.name ?? null) : null;

/** "`E` starts at 1" for E[g^2], a name whose 2 is no start. */
const withBareNames = (clause: string): string =>
  clause.replace(/(?<![\p{L}\d_$`])(\p{L})\[[^\]\n]*\]/gu, '`$1`');

/** "v starts at zero and gamma = 0.9": directly before a number, whose it is. */
const GETS = /(\p{L}[\p{L}\d_]+)\s*(?:=|←|:=)\s*$/u;

function startIn(clause: string, head: string, states: ReadonlySet<string>): Pick<Told, 'kind'> | null {
  const all = [...clause.matchAll(NUMBER)];
  const verb = all.length > 0 ? (STARTS.exec(clause) ?? AT_FIRST.exec(clause)) : null;
  if (!verb || OTHERS.test(clause.replace(verb[0], ''))) return null;
  const end = verb.index + verb[0].length;
  const distance = ({ index, 0: number }: RegExpMatchArray): number =>
    index! >= end ? index! - end : verb.index - (index! + number.length);
  const names = symbolsIn(clause);
  const isOfState = (number: RegExpMatchArray): boolean => {
    if (distance(number) < 0 || distance(number) > NEAR) return false;
    // "from step 1"
    const before = clause.slice(Math.max(0, number.index! - 14), number.index);
    if (TURN.test(before) || TURN.test(clause.slice(number.index, number.index! + 14))) return false;
    const [first] = names;
    // "Add 1 before each call; v starts at zero": the number of what is said before.
    const isOfFirst =
      !first || !/[,;，；、]/.test(clause.slice(number.index, Math.max(number.index!, first.at)));
    const subject = names.findLast(({ at }) => at < number.index!) ?? (isOfFirst ? first : undefined);
    const name = GETS.exec(clause.slice(0, number.index))?.[1] ?? subject?.name ?? subjectOf(head);
    // The count starts at 1, also where a program keeps it among its states.
    return name !== null && name !== 't' && states.has(name);
  };
  const numbers = all.filter(isOfState);
  // "does not start at 0", "must not start at 1"
  const isDenied = denies(clause.slice(Math.max(0, verb.index - 14), verb.index));
  const isOther = numbers.some(([number]) => isZero(number) === isDenied);
  return isOther && !(isDenied && isAgain(clause)) ? { kind: 'start' } : null;
}

/** In every step, or with every epoch. */
/** Do the words say that it is so before the first step, and not anew in each? */
export const isAtFirst = (words: string): boolean => {
  const told = words.replace(/\bset(?= to\b)/gi, '');
  return (STARTS.test(told) || AT_FIRST.test(told)) && !isAgain(words);
};

export const isAgain = (clause: string): boolean =>
  (EACH.test(clause) && TURN.test(clause)) || EACH_TIME.test(clause) || AT_EPOCH.test(clause);

const ALL_EACH = new RegExp(EACH, 'giu');

/** "each" of "each step", and not that of "each weight". */
const eachTurn = (clause: string): RegExpExecArray | undefined =>
  [...clause.matchAll(ALL_EACH)].find(({ 0: each, index }) =>
    TURN.test(
      clause.slice(Math.max(0, /ごと|마다/.test(each) ? index - 12 : index), index + each.length + 16),
    ),
  );

/** "At every step v is initialised to 0" and "initialise v to 0 each time", but for "v (initialised to 0) is updated in every step". */
function startsAnew(clause: string): boolean {
  const [starts, zero] = [STARTS.exec(clause), ZERO.exec(clause)];
  const each = EACH_TIME.exec(clause) ?? eachTurn(clause);
  if (!starts || !zero || !each) return false;
  const told = [starts, zero].map(({ 0: found, index }) => [index, index + found.length] as const);
  const [from, to] = [Math.min(...told.map(([at]) => at)), Math.max(...told.map(([, end]) => end))];
  const between = each.index < from ? clause.slice(each.index, from) : clause.slice(to, each.index);
  // "a cada passo" and "ad ogni passo" join nothing.
  const isJoined = AND.test(between.replace(/(?<!\p{L})ad?\s*$/u, ''));
  const isApart = /[(),，、（）]/.test(between);
  return !isApart && (each.index < from || (between.length <= NEAR && !isJoined));
}

/** What the words say of a name that no equation gives more than a number. */
export function toldOfName(prose: string, names: readonly string[]): Told | null {
  const bases = new Set(names.map(baseOf));
  for (const line of prose.split('\n')) {
    const words = line.replace(/\$[^$]*\$|`[^`]*`/g, ' ').match(/\p{L}{2,}/gu) ?? [];
    if (words.length >= 4 && symbolsIn(line).some(({ name }) => bases.has(name)) && !STARTS.test(line))
      return { at: placeOf(line), kind: 'change' };
  }
  return null;
}

/** Joins what is said of a start to what is done then. */
export const AND = stems(
  '(?:and|und|et|y|e|i|og|och|en|ve|и|і|та|dan|và|a)(?!\\p{L})',
  '且|并|然后|그리고|そして',
);

/** Is a state emptied or put to zero, whenever that is? */
export function putsBack(clause: string, states: ReadonlySet<string>): boolean {
  if (!EMPTIES.test(clause) && !(ZERO.test(clause) && PUTS.test(clause))) return false;
  const isNamed = symbolsIn(clause).some(({ name }) => states.has(name));
  return isNamed || (STATES.test(clause) && !OTHERS.test(clause));
}

/** "It starts at zero and is updated at each step." */
function startsOnce(clause: string): boolean {
  const [starts, each] = [STARTS.exec(clause), EACH.exec(clause)];
  return !!starts && !!each && starts.index < each.index && AND.test(clause.slice(starts.index, each.index));
}

/** "is then set to zero again": whenever that is, it was not only at the start. */
const BACK_AT_ZERO =
  /(?<!\p{L})(?:wieder (?:auf|zu) (?:null|0)|(?:back|again) to (?:zero|0)|to (?:zero|0) again|(?:à|de) nouveau à (?:zéro|0)|(?:otra vez|de nuevo) a (?:cero|0)|(?:de novo|novamente) (?:a|em|para) (?:zero|0)|di nuovo a (?:zero|0)|(?:снова|опять|вновь|знову) (?:в |до )?(?:нул\p{L}*|0|обнул\p{L}*)|znovu na (?:nulu|0)|(?:znów|ponownie|znowu) (?:na )?(?:zer\p{L}*|0)|(?:noll|nul|0) igen|(?:tekrar|yeniden) (?:sıfır\p{L}*|0)|kembali (?:ke |jadi )?(?:nol|0)|weer op (?:nul|0))(?!\p{L})|重新[^。]{0,4}(?:0|零)|再び ?0|다시 ?0/iu;

/** "so that the rate does not die" denies nothing of what is done. */
const PURPOSE =
  /(?<!\p{L})(?:so that|in order|damit|um (?=.* zu )|pour (?:que|ne)|afin|para (?:que|no|não)|affinché|per (?:non|evitare)|чтобы|щоб|aby|żeby|för att|zodat|agar|supaya|để)(?!\p{L}).*$/isu;

function resetIn(clause: string, head: string, states: ReadonlySet<string>): Pick<Told, 'kind'> | null {
  const [isEmptied, isZeroed] = [EMPTIES.test(clause), ZERO.test(clause)];
  const isBack = BACK_AT_ZERO.test(clause);
  if (!(isEmptied || isZeroed) || !(isBack || isAgain(clause))) return null;
  const isAnew = isEmptied || isBack || startsAnew(clause);
  if (!isAnew && (!PUTS.test(clause) || startsOnce(clause))) return null;
  const subject = symbolsIn(clause).some(({ name }) => states.has(name));
  if (DENIES.test(clause.replace(PURPOSE, '')) || (!subject && OTHERS.test(clause))) return null;
  // "At every step we set it to zero."
  const isIt = isZeroed && /\bit\b/i.test(clause);
  return subject || isIt || STATES.test(clause) || STATES.test(head) || states.has(subjectOf(head) ?? '')
    ? { kind: 'reset' }
    : null;
}

function orderIn(clause: string, states: ReadonlySet<string>): Pick<Told, 'kind'> | null {
  const [isOver, isSkipped, isAtOnce] = [OVERWRITES, SKIPS, AT_ONCE].map((words) => words.test(clause));
  if (!(isOver || isSkipped || isAtOnce) || denies(clause)) return null;
  const isOfEquations = EQUATIONS.test(clause) || /\(\w\)/.test(clause);
  const isOfState = symbolsIn(clause).some(({ name }) => states.has(name));
  const isSaid =
    (isOver && isOfState) ||
    (isSkipped && (isOfEquations || isOfState)) ||
    (isAtOnce && isOfEquations && states.size > 0);
  return isSaid ? { kind: 'order' } : null;
}

function changeIn(clause: string): Pick<Told, 'kind'> | null {
  const isAgain = SECOND_TIME.test(clause) && DONE.test(clause) && STEP.test(clause);
  const isSaid = isAgain || ONCE_MORE.test(clause);
  return isSaid && !denies(clause.replace(ONCE_MORE, '').replace(SECOND_TIME, ''))
    ? { kind: 'change' }
    : null;
}

/** What an example begins with. */
export const EXAMPLE_WORDS =
  '(?:(?:numerical |worked |small )?example|(?:zahlen|rechen)?beispiel|exemple|ejemplo|exemplo|esempio|пример|приклад|przykład|örnek|contoh|voorbeeld|exempel|ví dụ|例|예)';
/** "Example: …", "with v = 4 the step is …", and not "with v = 4 at first". */
const CASE = new RegExp(
  String.raw`^[\s*+•>-]*(?:\d+[.)]\s*)?(?:(?:${EXAMPLE_WORDS}|numbers?|e\.g\.|say|suppose|let.s say|with|for|if|when|where|mit|für|bei|wenn|avec|pour|si|con|para|com|se|per|при|если|для|пусть|якщо|нехай|dla|przy|gdy|jeśli|dengan|untuk|jika|misal\p{L}*|với|nếu|khi|met|bij|voor|als|med|vid|för|om)(?!\p{L})|例|예|当|若|如果|对于|もし)`,
  'iu',
);
const IS_CASE_BEHIND = /^\s*(?:なら|のとき|の場合|では|时|時|일 때|이면|ise(?!\p{L})|için)/iu;

const lineBefore = ({ before }: Words): string => before.slice(before.lastIndexOf('\n') + 1);

/** Does the line speak of how something starts? */
export const tellsStart = (words: Words): boolean =>
  STARTS.test(lineBefore(words)) || STARTS.test(/^[^.!?。\n]*/.exec(words.behind)?.[0] ?? '');

/** Is a number, told beside an equation, that of a case alone? */
export const opensCase = (words: Words): boolean =>
  !tellsStart(words) && (CASE.test(lineBefore(words)) || IS_CASE_BEHIND.test(words.behind));
