/**
 * What the words say that a symbol of a right rule stands for, where the rule takes it for something else: “where g is the value of the
 * loss function”, “with θ the gradient”. What each can be called is a row in many languages.
 */
import { GREEK_LETTERS } from '../../lexicon.ts';
import { placeOf } from '../../place.ts';
import type { Place } from '../../place.ts';
import { mentionsGradient, tellsLater } from '../words/gradients.ts';
import { baseOf, denies, HYPOTHETICAL, symbolsIn } from '../words/states.ts';

type Called = 'loss' | 'curvature' | 'data' | 'weights' | 'rate' | 'decay' | 'gradient';

/** What a symbol is in a rule. */
export type RoleInRule = 'gradient' | 'parameter' | 'rate' | 'decay' | 'epsilon';

/** The noun that a phrase is about. Words that may stand before it are in {@link BEFORE}. */
const NOUNS: Readonly<Record<Called, string>> = {
  loss: String.raw`(?:loss|cost|objective|error)(?:[ -](?:function|value))*(?: itself)?|(?:verlust|kosten|fehler|ziel)(?:funktion|wert)?(?:s|es)?|(?:fonction (?:de |d['’])?)?(?:perte|coût|objectif)|(?:función (?:de )?)?(?:pérdida|costo?e?|objetivo)|(?:função (?:de )?)?(?:perda|custo|objetivo)|(?:funzione (?:di )?)?(?:perdita|costo|obiettivo)|(?:функци\p{L}+ )?(?:потер[ья]|ошибк\p{L}+|стоимости)|(?:当前)?(?:损失|代价|目标)(?:函数)?(?:的?值|本身)?|(?:損失|コスト|目的|誤差)(?:関数)?(?:の値)?|(?:손실|비용|오차|loss)(?: ?함수)?(?:의)?(?: ?값)?|(?:hàm )?(?:mất mát|chi phí)|(?:funkcj\p{L}+ )?(?:straty|kosztu)`,
  curvature: String.raw`hessian(?: matrix)?|second derivatives?|curvature|zweite[nr]? ableitung|hesse-?matrix|krümmung|(?:matrice )?hessienne|dérivée seconde|courbure|segunda derivada|(?:matriz )?hessiana|seconda derivata|curvatura|втор\p{L}+ производн\p{L}+|гессиан\p{L}*|кривизн\p{L}+|二阶导数|海森(?:矩阵)?|曲率|二階微分|ヘッセ行列|ヘシアン`,
  data: String.raw`(?:inputs?|labels?|targets?|predictions?|outputs?|activations?|(?:training |data )?(?:samples?|examples?|points?|data))(?: data| vectors?| values?)?|eingaben?|eingabedaten|ausgaben?|vorhersagen?|trainingsdaten|datenpunkte?|entrées?|sorties?|prédictions?|étiquettes?|données|entradas?|salidas?|saídas?|predicci[oó]n(?:es)?|predição|etiquetas?|datos|dados|ingressi|uscite?|predizion[ei]|etichett[ae]|dati|вход\p{L}*|выход\p{L}*|предсказани\p{L}+|метк\p{L}+|данны[ех]|输入|输出|标签|样本|预测(?:值)?|入力|出力|ラベル|予測(?:値)?|データ`,
  weights: String.raw`(?:model |network )?(?:parameters?|weights?)(?: vector| values?)?|(?:modell)?parameter|gewichte?|paramètres?|poids|parámetros?|pesos?|parâmetros?|parametr[io]|pes[io]|параметр\p{L}*|вес\p{L}{0,2}|参数|权重|パラメータ|重み`,
  rate: String.raw`learning[ -]rate|step[ -]size|lernrate|schrittweite|(?:taux|pas) d['’]apprentissage|tasa de aprendizaje|taxa de aprendizado?(?:gem)?|tasso di apprendimento|(?:скорост\p{L} обучения|шаг обучения)|学习率|学習率|학습률|(?:tốc độ|hệ số|tỉ lệ) học|(?:współczynnik|tempo|szybkość) uczenia|öğrenme oranı|leersnelheid`,
  decay: String.raw`(?:momentum|friction|forgetting|decay|smoothing)(?:[ -](?:coefficient|factor|parameter|rate|constant|weight))|momentum-?(?:koeffizient|faktor|parameter|rate|term)|(?:abkling|zerfalls|vergessens|dämpfungs)-?(?:rate|faktor)|(?:coefficient|facteur|paramètre|taux) (?:de |d['’])(?:momentum|inertie|oubli|décroissance|moment)|(?:coeficiente|factor|fator|parámetro|tasa|taxa|coefficiente|fattore) (?:de |di |do )(?:momento|momentum|inercia|inércia|olvido|esquecimento|decaimiento|decaimento|decadimento|inerzia)|(?:коэффициент|фактор) (?:момента|инерции|импульса|затухания|забывания)|动量(?:系数|因子|参数)|衰减(?:率|系数|因子)|モーメンタム(?:係数)|減衰(?:率|係数)|모멘텀 계수|감쇠율|hệ số (?:động lượng|quán tính)|współczynnik (?:momentum|pędu|zapominania)`,
  gradient: String.raw`gradients?(?: vector)?|gradient(?:en|s)?|gradiente?s?|градиент\p{L}*|梯度|勾配`,
};

/** Articles, and words that say which one it is and change nothing of what it is. */
const BEFORE = String.raw`(?:(?:the|an?|our|its|current|present|actual|average|mean|total|mini-?batch|batch|training|scalar|numerical|values? of|size of|vector of|de[rsmn]|die|das|eine?r?|aktuelle[rns]?|wert(?: de[rs])?|mittlere[rn]?|le|la|les|une?|l['’]|valeur (?:de (?:la |l['’])?|du |d['’])|actuelle?|el|los|las|una?|valor (?:de (?:la |l )?|del |da |do )|actual|o|os|as|uma?|atual|il|lo|gli|i|valore (?:della |del |dell['’])|attuale|текущ\p{L}+|значени\p{L}+|средн\p{L}+|t번째|현재|미니배치(?:의|에서의)?|배치의|当前的?|小批量的?|现在の|現在の|ミニバッチの|[^，。；：、\n]{0,30}(?:的|の))\s*)*`;

/** What joins a symbol to what is said of it: a verb, a colon, the topic's particle, or an article right behind it. */
const JOINS = String.raw`\s*[)\]]?\s*(?:(?:is|are|denotes?|means?|represents?|stands for|refers to|ist|sind|bezeichnet|bedeutet|steht für|est|sont|désigne|représente|es|son|denota|representa|é|são|è|sono|indica|rappresenta|это|есть|обозначает|означает|—|–|-|:|=|：|…|\.\.\.|\|)\s*|(?:表示|代表|是|为|指的是|は|とは|는|은|là)(?:的是)?\s*|(?=(?:the|an?|de[rsmn]|die|das|l[ae]|les|el|los|las|il|lo)\s))`;

/** Behind the noun: the end of what is said, or of what and where it is. */
const ENDS = String.raw`(?=\s*(?:$|[.,;:)(\n。，、；]|(?:of|on|over|at|for|in|from|and|as|when|which|that|with|ist|sind|auf|über|an|im|in|für|und|der|des|von|de|du|des|sur|en|et|à|pour|del|della|dei|su|e|y|o|em|na|no|da|do|на|в|и|для)(?!\p{L})|で|である|です))`;

const SAYS = (Object.entries(NOUNS) as [Called, string][]).map(
  ([role, noun]) => [role, new RegExp(`^${JOINS}${BEFORE}(?:${noun})${ENDS}`, 'iu')] as const,
);

/** Do they say what it is? Then it is looked up as what. */
const IS_SAID = new RegExp(`^${JOINS}`, 'iu');

/** What the words directly behind a symbol say that it is. */
const roleOf = (behind: string): Called | null =>
  IS_SAID.test(behind) ? (SAYS.find(([, said]) => said.test(behind))?.[0] ?? null) : null;

/** “The gradient with respect to the input”: of something that no step moves. */
const BY_OTHER = new RegExp(
  String.raw`(?:with respect to|w\.?r\.?t\.?|bezüglich|nach|par rapport (?:à|aux?)|(?:con )?respect?o (?:a|al|à|ao)|rispetto a(?:l|lla|i|gli)?|по|关于|相对于|对)\s*${BEFORE}(?:${NOUNS.data}|${NOUNS.rate})(?!\p{L})`,
  'iu',
);

/** What may not be said of a symbol that is this in the rule. */
const CONTRADICTS: Readonly<Record<RoleInRule, readonly Called[]>> = {
  gradient: ['loss', 'curvature', 'data', 'weights', 'rate'],
  parameter: ['loss', 'curvature', 'rate', 'gradient'],
  rate: ['decay', 'loss', 'gradient', 'weights'],
  decay: ['rate', 'loss', 'gradient', 'weights'],
  epsilon: ['rate', 'decay', 'loss', 'gradient', 'weights'],
};

const IS_GRADIENT = /^(?:g|d[wWb]|grad|nabla)$/;

/** “learning rate $\\gamma$”, “Lernrate γ” */
const IS_BEFORE = (['rate', 'decay'] as const).map(
  (called) => [called, new RegExp(String.raw`(?<!\p{L})(?:${NOUNS[called]})[^\S\n]*$`, 'iu')] as const,
);

/** In “α, β are the learning rate and the momentum” it is not β of which the first is said, nor in “η/√v”. */
const IS_LISTED =
  /(?:(?:[\d$₀-₉*_}\x60]|(?<!\p{L})\p{L})(?:\s*[,、/]|\s+(?:and|und|et|y|e|и)|\s*和)|\S[^\S\n]*[-+*/·^]|\p{L}[([])\s*$/iu;

/** “ε has to be very large” */
const IS_LARGE =
  /^[^.;\n。；]{0,40}?(?<!\p{L})(?:(?:very |rather |quite )?(?:large|huge|big)|(?:sehr )?gro(?:ß|ss)(?:e[rns]?)?|(?:très )?grande?|(?:muy |muito |molto )?grande|больш\p{L}+|大きな|大きい|很大|较大)(?!\p{L})/iu;

/** Characters around a symbol that may say what it is. */
const REACH = 200;

/** Up to the end of a sentence. */
const CLAUSE = /^[^.;\n。；]*/;

/**
 * Words that call a symbol something else than the rule takes it for; null where there are none.
 * @param prose the words of an answer with its symbols, without its equations and programs
 * @param roles what the symbols are in the rule, by their letters
 * @param states names of what it keeps
 * @param isAhead the rule takes its gradient where the step is going
 */
export function calledOtherwise(
  prose: string,
  roles: ReadonlyMap<string, RoleInRule>,
  states: readonly string[],
  isAhead: boolean,
): Place | null {
  const kept = new Set(states.map(baseOf));
  for (const { name, at, end } of symbolsIn(prose)) {
    const isGradient = IS_GRADIENT.test(name) && !kept.has(name);
    const role = isGradient ? 'gradient' : roles.get(letterOf(name));
    if (role === undefined) continue;
    const [before, behind] = [prose.slice(Math.max(0, at - REACH), at), prose.slice(end, end + REACH)];
    const clause = CLAUSE.exec(behind)![0];
    const called = [roleOf(behind), IS_BEFORE.find(([, said]) => said.test(before))?.[0]];
    const isOther =
      called.some((each) => each && CONTRADICTS[role].includes(each)) && !IS_LISTED.test(before);
    const isLater = role === 'gradient' && !isAhead && roleOf(behind) === 'gradient' && tellsLater(clause);
    const isByOther = role === 'gradient' && mentionsGradient(clause) && BY_OTHER.test(clause);
    const isLarge = role === 'epsilon' && IS_LARGE.test(behind) && !denies(clause);
    if ((isOther || isLater || isByOther || isLarge) && !HYPOTHETICAL.test(clause))
      return placeOf(prose.slice(at, end) + clause);
  }
  return null;
}

/** `β` and `beta` are one letter. */
export const letterOf = (name: string): string => GREEK_LETTERS[name] ?? name.replace(/^var(?=\p{L})/u, '');
