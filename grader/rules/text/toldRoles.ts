/**
 * What the words say that a symbol of a right rule stands for, where the rule takes it for something else: “where g is the value of the
 * loss function”, “with θ the gradient”. What each can be called is a row in many languages.
 */
import { placeOf } from '../place.ts';
import type { Place } from '../place.ts';
import { mentionsGradient } from './gradientWords.ts';
import { HYPOTHETICAL, symbolsIn } from './toldStates.ts';

type Role = 'loss' | 'curvature' | 'data' | 'weights' | 'rate' | 'gradient';

/** The noun that a phrase is about. Words that may stand before it are in {@link BEFORE}. */
const NOUNS: Readonly<Record<Role, string>> = {
  loss: String.raw`(?:loss|cost|objective|error)(?:[ -](?:function|value))*(?: itself)?|(?:verlust|kosten|fehler|ziel)(?:funktion|wert)?(?:s|es)?|(?:fonction (?:de |d['’])?)?(?:perte|coût|objectif)|(?:función (?:de )?)?(?:pérdida|costo?e?|objetivo)|(?:função (?:de )?)?(?:perda|custo|objetivo)|(?:funzione (?:di )?)?(?:perdita|costo|obiettivo)|(?:функци\p{L}+ )?(?:потер[ья]|ошибк\p{L}+|стоимости)|(?:当前)?(?:损失|代价|目标)(?:函数)?(?:的?值|本身)?|(?:損失|コスト|目的|誤差)(?:関数)?(?:の値)?`,
  curvature: String.raw`hessian(?: matrix)?|second derivatives?|curvature|zweite[nr]? ableitung|hesse-?matrix|krümmung|(?:matrice )?hessienne|dérivée seconde|courbure|segunda derivada|(?:matriz )?hessiana|seconda derivata|curvatura|втор\p{L}+ производн\p{L}+|гессиан\p{L}*|кривизн\p{L}+|二阶导数|海森(?:矩阵)?|曲率|二階微分|ヘッセ行列|ヘシアン`,
  data: String.raw`(?:inputs?|labels?|targets?|predictions?|outputs?|activations?|(?:training |data )?(?:samples?|examples?|points?|data))(?: data| vectors?| values?)?|eingaben?|eingabedaten|ausgaben?|vorhersagen?|trainingsdaten|datenpunkte?|entrées?|sorties?|prédictions?|étiquettes?|données|entradas?|salidas?|saídas?|predicci[oó]n(?:es)?|predição|etiquetas?|datos|dados|ingressi|uscite?|predizion[ei]|etichett[ae]|dati|вход\p{L}*|выход\p{L}*|предсказани\p{L}+|метк\p{L}+|данны[ех]|输入|输出|标签|样本|预测(?:值)?|入力|出力|ラベル|予測(?:値)?|データ`,
  weights: String.raw`(?:model |network )?(?:parameters?|weights?)(?: vector| values?)?|(?:modell)?parameter|gewichte?|paramètres?|poids|parámetros?|pesos?|parâmetros?|parametr[io]|pes[io]|параметр\p{L}*|вес\p{L}{0,2}|参数|权重|パラメータ|重み`,
  rate: String.raw`learning[ -]rate|step[ -]size|lernrate|schrittweite|(?:taux|pas) d['’]apprentissage|tasa de aprendizaje|taxa de aprendizado?(?:gem)?|tasso di apprendimento|(?:скорост\p{L} обучения|шаг обучения)|学习率|学習率`,
  gradient: String.raw`gradients?(?: vector)?|gradient(?:en|s)?|gradiente?s?|градиент\p{L}*|梯度|勾配`,
};

/** Articles, and words that say which one it is and change nothing of what it is. */
const BEFORE = String.raw`(?:(?:the|an?|our|its|current|present|actual|average|mean|total|mini-?batch|batch|training|scalar|numerical|values? of|size of|vector of|de[rsmn]|die|das|eine?r?|aktuelle[rns]?|wert(?: de[rs])?|mittlere[rn]?|le|la|les|une?|l['’]|valeur (?:de (?:la |l['’])?|du |d['’])|actuelle?|el|los|las|una?|valor (?:de (?:la |l )?|del |da |do )|actual|o|os|as|uma?|atual|il|lo|gli|i|valore (?:della |del |dell['’])|attuale|текущ\p{L}+|значени\p{L}+|средн\p{L}+|当前的?|小批量的?|现在の|現在の|ミニバッチの)\s*)*`;

/** What joins a symbol to what is said of it: a verb, a colon, the topic's particle, or an article right behind it. */
const JOINS = String.raw`\s*[)\]]?\s*(?:(?:is|are|denotes?|means?|represents?|stands for|refers to|ist|sind|bezeichnet|bedeutet|steht für|est|sont|désigne|représente|es|son|denota|representa|é|são|è|sono|indica|rappresenta|это|есть|обозначает|означает|—|–|-|:|=|：)\s*|(?:表示|代表|是|为|指的是|は|とは)(?:的是)?\s*|(?=(?:the|an?|de[rsmn]|die|das|l[ae]|les|el|los|las|il|lo)\s))`;

/** Behind the noun: the end of what is said, or of what and where it is. */
const ENDS = String.raw`(?=\s*(?:$|[.,;:)(\n。，、；]|(?:of|on|over|at|for|in|from|and|as|when|which|that|with|ist|sind|auf|über|an|im|in|für|und|der|des|von|de|du|des|sur|en|et|à|pour|del|della|dei|su|e|y|o|em|na|no|da|do|на|в|и|для)(?!\p{L})|で|である|です))`;

const SAYS = (Object.entries(NOUNS) as [Role, string][]).map(
  ([role, noun]) => [role, new RegExp(`^${JOINS}${BEFORE}(?:${noun})${ENDS}`, 'iu')] as const,
);

/** Do they say what it is? Then it is looked up as what. */
const IS_SAID = new RegExp(`^${JOINS}`, 'iu');

/** What the words directly behind a symbol say that it is. */
const roleOf = (behind: string): Role | null =>
  IS_SAID.test(behind) ? (SAYS.find(([, said]) => said.test(behind))?.[0] ?? null) : null;

/** “The gradient with respect to the input”: of something that no step moves. */
const BY_OTHER = new RegExp(
  String.raw`(?:with respect to|w\.?r\.?t\.?|bezüglich|nach|par rapport (?:à|aux?)|(?:con )?respect?o (?:a|al|à|ao)|rispetto a(?:l|lla|i|gli)?|по|关于|相对于|对)\s*${BEFORE}(?:${NOUNS.data}|${NOUNS.rate})(?!\p{L})`,
  'iu',
);

/** What a symbol is in the rule, and what it may not be called. */
const CONTRADICTS: Readonly<Record<'gradient' | 'parameter', readonly Role[]>> = {
  gradient: ['loss', 'curvature', 'data', 'weights', 'rate'],
  parameter: ['loss', 'curvature', 'rate', 'gradient'],
};

const IS_GRADIENT = /^(?:g|d[wWb]|grad)$/;

/** Characters behind a symbol that may say what it is. */
const REACH = 200;

/** Up to the end of a sentence. */
const CLAUSE = /^[^.;\n。；]*/;

/**
 * Words that call a symbol something else than the rule takes it for; null where there are none.
 * @param prose the words of an answer with its symbols, without its equations and programs
 * @param parameters names of what the rule moves
 */
export function calledOtherwise(prose: string, parameters: readonly string[]): Place | null {
  for (const { name, at, end } of symbolsIn(prose)) {
    const role = IS_GRADIENT.test(name) ? 'gradient' : parameters.includes(name) ? 'parameter' : null;
    if (role === null) continue;
    const behind = prose.slice(end, end + REACH);
    const clause = CLAUSE.exec(behind)![0];
    const called = roleOf(behind);
    const isOther = called !== null && CONTRADICTS[role].includes(called);
    const isByOther = role === 'gradient' && mentionsGradient(clause) && BY_OTHER.test(clause);
    if ((isOther || isByOther) && !HYPOTHETICAL.test(clause)) return placeOf(prose.slice(at, end) + clause);
  }
  return null;
}
