/** The gradient, told in words: "g ← mean gradient over the mini-batch", "g ← rata-rata gradien loss", "g ← 损失的梯度". */

const GRADIENT =
  /gradi[eë]?n|gradyan|slope|derivat|derivad|ableitung|dérivée|pochodn|turun(?:an)?\b|град[иі][еє]нт|производн|похідн|梯度|导数|導數|勾配|기울기|그래디언트|그레이디언트|ग्रेडिएंट|تدرج|گرادیان|κλίσ|גרדיאנט/iu;

/** Averages over the steps, and earlier values. */
const OF_STEPS =
  /accum|acum|akkum|akum|kumul|cumul|moving|running|rolling|exponen|decay|smooth|moment|veloc|gleitend|mobil|móvil|móve|berjalan|bergerak|hareketli|biriken|накоп|скольз|累|移动|移動|滑动|滑動|누적|이동|past|prev|last|\bold|former|earlier|histor|initial|vorher|vorig|bisher|\balte[nrms]?\b|précéd|ancien|preced|anterior|viej|antig|vecchi|poprzed|\bstar[aey]|sebelum|lama\b|önceki|eski|trước|cũ|предыд|прошл|стар|之前|上一|前一|历史|過去|前の|이전/iu;

/** Squares, norms, sums and other operations. */
const CHANGED =
  /squar|qua?dr|kvadr|kwadr|cuadr|kuadr|karesi|bình phương|квадрат|平方|二乗|2乗|제곱|norm|abs|magnitud|betrag|\bsum|som[am]|sommé|сумм|합|clip|negat|oppos|minus|plus|times|divid|multipl|\broot|\bwurzel|noise|rausch|bruit|ruido|шум|噪|노이즈/iu;

/** Signs that calculate; a hyphen within a word does not. */
const CALCULATES = /[+*/·×÷√^²=←∑∇]|(?<=\s)[-−](?=\s)|\d/u;

const STAYS =
  /(?<!\p{L})(?:constant|konstan|gleich ?bleib|costant|постоянн|стал(?:ий|ого|ому|им)|stał|sabit)|恒定|不变|不變|常数|常數|一定|일정/iu;

/** Do they say of something that it stays the same? */
export const staysTheSame = (words: string): boolean => STAYS.test(words);

const VANISHES =
  /(?:is|are|becomes?|stays?|turns?|goes?|remains?|ist|sind|wird|bleibt|est|sont|es|son|é|são|равен|равны) (?:exactly |always |immer |siempre |всегда )?(?:0|zero|null|nul|nuls|cero|nulo|nullo|нулю)(?![.,]?\d)|zero gradients?|始终为 ?0|为零|vanish|verschwind|s.annul/iu;

/** Do they say that something is 0? */
export const vanishes = (words: string): boolean => VANISHES.test(words);

const AT_LIMIT =
  /in the limit|steady[ -]state|terminal velocity|(?:im|den) Grenzwert|à la limite|(?:en|no) (?:el )?lími?te|в пределе|極限|极限|극한/iu;

/** Do they speak of where it goes while nothing changes? */
export const tellsLimit = (words: string): boolean => AT_LIMIT.test(words);

/** Do the words speak of other steps than the present one? */
export const tellsOtherSteps = (words: string): boolean => OF_STEPS.test(words);

/** “At the new weights”: at what the step has yet to make. */
const LATER =
  /(?<!\p{L})(?:at|on|for|in|of|an|bei|mit|in|en|em|aux?|sur|nel|nei|alla|ai|на|в|при|bij|op|w|v|vid|di|ở|tại)\s+(?:(?:the|de[nrm]|de|het|les|la|le|los|las|el|o|os|as|i|gli|il|lo)\s+)?(?:(?:new|updated|next|neuen?|aktualisierten?|nächsten|nouve\p{L}+|nuev\p{L}+|nov[oa]s?|nuov\p{L}+|нов\p{L}+|nieuwe|now\p{L}+|nov\p{L}+|nya)\s+(?:weights?|parameters?|point|position|values?|gewicht\p{L}*|punkt\p{L}*|stelle|poids|paramètres?|peso?s?|parámetros?|punto|ponto|pesi|parametri|вес\p{L}*|точк\p{L}*|параметр\p{L}*|gewichten|wag\p{L}*|punkcie|vikter\p{L}*)|(?:poids|paramètres|pesos|parámetros|parâmetros|pesi|parametri|punto|ponto)\s+(?:nouve\p{L}+|nuev\p{L}+|nov[oa]s?|nuov\p{L}+|actualizad\p{L}+|atualizad\p{L}+|aggiornat\p{L}+|mis à jour))|新しい(?:重み|パラメータ|点)|(?:新|更新后)的(?:权重|参数|点)|새로운? (?:가중치|파라미터)/iu;

/** Do they speak of the point that the step leads to? */
export const tellsLater = (words: string): boolean => LATER.test(words);

/** Do the words say that it is the gradient, and nothing that is made from it? */
export const tellsGradient = (words: string): boolean =>
  GRADIENT.test(words) &&
  !OF_STEPS.test(words) &&
  !CHANGED.test(words) &&
  !CALCULATES.test(words) &&
  !LATER.test(words);

export const mentionsGradient = (words: string): boolean => GRADIENT.test(words);

/** Do they speak of a gradient that is squared, summed, clipped? */
export const tellsChange = (words: string): boolean => GRADIENT.test(words) && CHANGED.test(words);

const WORD_FOR_WORD =
  /^(?:计算|损失函数|损失|目标函数|代价函数|当前|小批量|关于|相对于|在|对|于|处|点|的|損失関数|損失|における|での|の|손실|함수|에서의|의|функции|потерь|потери|в точке|по|theta|[θwxLJf()\s])*(?:梯度|勾配|기울기|그래디언트|градиент)(?:[θwxLJf()\s]|функции|потерь|потери|в точке|по|на (?:примере|объекте|(?:мини-?)?батче)(?: [ijn]$)?|theta)*$/iu;

/**
 * "The gradient of the loss at θ", word for word: a square, or the step before, is none of these words, so nothing else is taken
 * for the gradient.
 */
export const isGradientWordForWord = (words: string): boolean => WORD_FOR_WORD.test(words);

/** A capital that is no loss, directly behind the word, among words alone. */
const NAMED = /^[\p{L}\s'’-]*?(?<=\p{L})\s+(?<name>[ABDGHK])(?=$|[\s.:;])[\p{L}\s'’.:;-]*$/u;

/** The name that a line gives the gradient: "Compute the gradient G on the batch"; null where it gives none. */
export function gradientNamedIn(line: string): string | null {
  const name = NAMED.exec(line.trim())?.groups?.['name'];
  if (name === undefined || !tellsGradient(line.trim())) return null;
  const before = line.slice(0, line.search(new RegExp(`\\s${name}(?![\\p{L}])`, 'u')));
  return GRADIENT.test(before.split(/\s+/).at(-1) ?? '') ? name : null;
}
