/**
 * Words beside equations that take a part of them back: a correction of the text by itself, a root or a correction of the bias that is
 * left out, a gradient that is squared or is the sign of one, a state that is another sum, the order of the updates.
 */
import { placeOf } from '../../place.ts';
import { mentionsGradient } from '../words/gradients.ts';
import type { Formula } from '../plain/formula.ts';
import { leavesOutCorrection, leavesOutRoot } from '../words/leftOut.ts';
import { optimizersIn } from '../words/prose.ts';
import { baseOf, denies, HYPOTHETICAL, sentencesSaid } from '../words/states.ts';
import type { Told } from '../words/states.ts';

const words = (...alternatives: string[]): RegExp => new RegExp(alternatives.join('|'), 'iu');

const TAKEN_BACK = words(
  String.raw`^\W*(?:edit|erratum|oops|sorry)(?!\p{L})`,
  String.raw`(?<!\p{L})is a typo(?!\p{L})`,
  String.raw`(?<!\p{L})should (?:not )?be (?:an? )?(?:plus|minus|under|swapped|removed)(?!\p{L})`,
  String.raw`^\W*but (?:remove|swap)(?!\p{L})`,
  String.raw`(?<!\p{L})i meant? (?:plus|minus)(?!\p{L})`,
  String.raw`muss ein (?:plus|minus)`,
);

const ROOTLESS = words(
  String.raw`(?<!\p{L})(?:no|without (?:the |a )?|not under (?:the |a )?) ?(?:square )?root(?!\p{L})`,
  String.raw`(?<!\p{L})(?:root|\\sqrt\S{0,12}) (?:is|was) (?:left out|omitted|dropped)`,
  String.raw`(?<!\p{L})(?:keine|ohne(?: die)?) wurzel|wurzel(?: wird| ist)? weggelassen|nicht unter der wurzel|wird die wurzel weggelassen`,
  String.raw`pas de racine|sans (?:la )?racine|sin (?:la )?ra[ií]z|sem (?:a )?raiz|没有平方根|不开(?:平)?方`,
);

const UNCORRECTED = words(
  String.raw`bias[- ]corrections? (?:is|are) (?:left out|omitted|dropped|switched off|not (?:used|applied|done)|(?:applied|done) only)`,
  String.raw`(?<!\p{L})(?:without|no) (?:the |any )?bias[- ]?correction`,
  String.raw`(?<!\p{L})only \S{1,12} is corrected`,
  String.raw`(?<!\p{L})(?:keine|ohne) (?:bias-?)?korrektur|n['’]applique pas la correction|sans (?:la )?correction d[eu] biais`,
  String.raw`no se (?:usa|aplica) la correcci[óo]n|sin (?:la )?correcci[óo]n de(?:l)? sesgo|(?:不使用|不进行|没有)偏差`,
);

/** "where $g_t$ is the second derivative" */
const NO_GRADIENT = words(
  String.raw`(?<!\p{L})(?:hessian|second derivative|curvature|zweite ableitung|hesse-?matrix|krümmung|hessienne|dérivée seconde|segunda derivada|hessiana)(?!\p{L})`,
  String.raw`вторая производная|гессиан|二阶导数|海森`,
);
/** The point before a step is where its gradient is taken. */
const POINT_BEFORE =
  /(?:previous|last|current|old) (?:parameters?|point|iterate|weights?|position)|(?:letzten|vorigen|aktuellen) (?:parameter\p{L}*|punkt\p{L}*|gewichte\p{L}*)|(?:paramètres?|point|poids) précédent\p{L}*|(?:parámetros?|punto|pesos?) anterior\p{L}*/giu;
const MADE_OTHERWISE =
  /(?<!\p{L})(?:opposite sign|negative(?! log)|normali[sz]ed|clipped|squared?|sign|norm|magnitude|absolute value|accumulated|averaged? (?:of|over) (?:all|the (?:past|last|previous))|sum of (?:all|the)|of the (?:previous|last) step|from the (?:previous|last) step|divided by|times)(?!\p{L})|so far|up to (?:now|step)|\\?theta_\{?0|w_\{?0|initial (?:point|parameters?|weights?|position)|(?:quadrat|vorzeichen|betrag|norm|summe) (?:des|der|aller)|gradient des (?:letzten|vorigen) schritts|(?:carré|signe|norme|somme) d|gradient du pas précédent|(?:cuadrado|signo|norma|suma) del?|梯度的(?:平方|符号|范数|和)/iu;

/** "… and the square is taken of it" speaks of the square. */
const OF_SQUARE =
  /(?:,| and| und| et| y| e) (?:the|its|das|dessen|le|son|el|su|o|il) (?:squared?|quadrat|carré|cuadrado|quadrado|quadrato)(?!\p{L}).*$/iu;

/** What the words up to the next symbol say that a gradient is. */
function isNoGradient(clause: string): boolean {
  const own = clause
    .replace(POINT_BEFORE, '')
    .replace(/(?:,| and| und| et| y| e| и|和) \$.*$/u, '')
    .replace(OF_SQUARE, '');
  return NO_GRADIENT.test(own) || (mentionsGradient(own) && MADE_OTHERWISE.test(own));
}

/** `\beta_1^t`, of which the words say that it is no power. */
const IS_POWER = /^\\?(?:beta|rho|gamma|mu)(?:_(?:\{[^{}]*\}|\w))?\^\{?t\}?$/;
const NO_POWER =
  /(?<!\p{L})(?:not? an? (?:power|exponent)|(?:an?|the) index|(?:the )?value of|times|kein(?:e|en)? (?:potenz|exponent)|(?:ein|der) index|der wert von|mal|pas une puissance|la valeur de|no es una potencia|el valor de)(?!\p{L})|\\cdot|\\times|不是幂/iu;
const NOT_A_POWER =
  /(?:superscript|upper index|exponent|hochgestellte\p{L}*|exposant|superíndice|sobrescrito|expoente|apice|esponente)s? \$?\\?[tk]?\$?[^.]{0,60}(?:(?<!\p{L})an? (?:time )?index|(?:only|just|merely) the (?:time )?(?:index|step)|nur der (?:zeit)?index)|(?<!\p{L})(?:not? an?|no) (?:power|exponent)(?!\p{L})|(?<!\p{L})keine? (?:potenz|exponent)|n['’]est pas une puissance|no es una potencia|não é uma potência|non è una potenza|не степень|nie jest potęg|(?:üs|kuvvet) değil|(?:不是|并非|而非)(?:幂|乘方|次方|指数)|(?:べき乗|累乗)ではな/iu;
const OF_SUBSCRIPT =
  /subscript|lower index|unten|tiefgestellt|indice inférieur|subíndice|pedice|нижн|下付き/iu;

/** `g_t^2`, of which the words say that it is one number. */
const IS_SQUARE = /^\\?g(?:_(?:\{[^{}]*\}|\\?\w+))?\^\{?2\}?$/;
const ONE_NUMBER =
  /(?<!\p{L})(?:inner|dot|scalar) product|(?<!\p{L})(?:gradient |squared )?norm(?!\p{L})|(?<!\p{L})an? (?:scalar|single number)|squared norm|skalarprodukt|ein skalar|produit scalaire|un scalaire|producto escalar|内积|标量|tek bir sayı|skaler|одно число|скаляр|un escalar|um escalar|uno scalare|スカラー|스칼라/iu;

/** `g_t^2`, of which the words say that it is what AdaBelief takes. */
const DEVIATION =
  /(?<!\p{L})(?:variance|(?:squared? )?(?:deviation|difference)|abweichung\p{L}*|varianz|écart|variance|desviaci[oó]n|desvio|varianza|scarto|отклонени\p{L}+|дисперси\p{L}+|odchyleni\p{L}+|wariancj\p{L}+)(?!\p{L})|方差|偏差|分散|분산|편차/iu;

/** What is written is said not to be what is done. */
const NOTATION_ONLY = words(
  String.raw`(?<!\p{L})(?:is |are )?(?:only|just|merely|purely) (?:a |an |some )?(?:notation|symbol(?:ic)?|way of writing|shorthand name|cosmetic|decorat\p{L}+|for show)(?!\p{L})`,
  String.raw`(?<!\p{L})(?:nur|bloß|lediglich|rein) (?:eine? )?(?:schreibweise|notation|symbol\p{L}*|formal)(?!\p{L})`,
  String.raw`(?:n['’]est qu['’]|est (?:juste|seulement|purement) |seulement )une? (?:notation|symbole)|(?:sólo|solo|solamente|apenas|só|soltanto) (?:una? |uma? |un )?(?:notaci[oó]n|notação|s[ií]mb[oó]l(?:o|ic[oa])|notazione|simbol(?:o|ic[oa]))(?!\p{L})`,
  String.raw`(?:только|лишь|просто) (?:обозначени|символ)\p{L}*|(?:tylko|jedynie) (?:oznaczenie|symbol|zapis)(?!\p{L})|chỉ là (?:một )?ký hiệu|(?:只是|仅仅是|仅是)(?:一个|一种)?(?:记号|符号|写法)|(?:単なる|ただの)(?:記号|記法|表記)|(?:기호|표기)일 뿐`,
);
/** Of what is written, and no name of a constant or an index. */
const OF_WHAT_IS_DONE =
  /in (?:the )?(?:program|practice|code|fact|reality)|actual|really|tatsächlich|in wirklichkeit|en (?:réalité|fait|realidad)|na (?:verdade|prática)|in realtà|на самом деле|фактически|w rzeczywistości|thực (?:tế|ra)|实际|其实|実際|실제/iu;

/** What is made large, and whose gradient leads there, in an answer that goes down. */
const LIKELIHOOD =
  /log-?likelihood|logarithm of the likelihood|log-?vraisemblance|vraisemblance|verosimilitud|verossimilhança|verosimiglianza|правдоподоби\p{L}*|对数似然|対数尤度/iu;
/** Of its negative one goes down, and to minimize a loss is to maximize it. */
const NEGATED =
  /negativ|négativ|(?<!without (?:the |a )?|ohne )minus|отрицат|(?<!без )минус|負|负|-\s*\\?log|minimi|最小/iu;
const isMadeLarge = (sentence: string): boolean => LIKELIHOOD.test(sentence) && !NEGATED.test(sentence);

/** Gradients that PyTorch adds to those of the steps before. */
const NOT_CLEARED =
  /zero_grad\S* (?:is (?:not|never) called|wird nicht aufgerufen|n['’]est (?:pas|jamais) appelé\p{L}*|no se llama|não é chamad\p{L}*|не вызыва\p{L}+)|zero_grad[^.\p{L}]{0,4}[^.]{0,12}(?:부르지 않|호출하지 않|呼ばない|不调用)/iu;

/** Does a sentence say so, and does nothing in its clause deny that? */
function saysOf(what: RegExp, sentence: string): boolean {
  const found = what.exec(sentence);
  if (!found) return false;
  const clause = /[^:;,，：；]*$/.exec(sentence.slice(0, found.index))![0];
  return !denies(clause + found[0]);
}

/** Of the sum of AdaGrad, anywhere. */
const WINDOW = words(
  String.raw`(?<!\p{L})(?:sum|summe|somme|suma|soma|somma)(?!\p{L})[^.]{0,40}(?:last|latest|most recent|letzten|derni[eè]re?s|últim[oa]s|ultim[ie])(?!\p{L})`,
  String.raw`(?<!\p{L})(?:only|just|nur|seulement|sólo|solo|apenas|soltanto) [^.]{0,24}(?:last|latest|most recent|letzten|derni[eè]re?s|últim[oa]s|ultim[ie]) (?:\p{L}+|\d+) (?:steps|iterations|gradients|batches|schritte\p{L}*|gradient\p{L}*|pas|itérations|pasos|iteraciones|passos|iterações|passi|iterazioni)`,
  String.raw`сумм\p{L}*[^.]{0,40}последн\p{L}+|tổng[^.]{0,40}gần nhất|只(?:对|取|累加)?最近|最近[^。]{0,8}步|直近[^。]{0,8}(?:回|ステップ)(?:だけ|のみ)|최근[^.]{0,8}(?:번|스텝|단계)만`,
);

/** Of examples a mean has equal weights. */
const OF_EXAMPLES =
  /batch|(?:mini-?)?lots?(?!\p{L})|lotes?(?!\p{L})|exampl|sampl|beispiel|exempl|ejempl|esempi|пример|выборк|样本|批|バッチ|サンプル|배치/iu;

/** Of an average that forgets, anywhere. */
const EQUAL_WEIGHTS =
  /(?<!\p{L})(?:equal(?:ly)? weight\p{L}*|the same weight|weighted equally|arithmetic mean|gleich (?:stark )?gewichtet|gleiche[mns]? gewicht\p{L}*|arithmetische[rns]? mittel\p{L}*|même poids|moyenne arithmétique|mismo peso|media aritmética|mesmo peso|média aritmética|stesso peso|одинаков\p{L}+ вес\p{L}*|средн\p{L}+ арифметическ\p{L}+|średni\p{L}+ arytmetyczn\p{L}+|trọng số bằng nhau|trung bình cộng)(?!\p{L})|等权|权重相同|算术平均|算術平均|単純平均|같은 가중치|산술 ?평균/iu;

/** Of the sum of AdaGrad. */
const NO_SUM = words(
  String.raw`(?:moving|running|exponential\p{L}*|decaying) (?:average|mean)|(?:last|previous) \S+ steps|up to step \$?t ?- ?1`,
  String.raw`media de los|moyenne des|mittel(?:wert)? der|最近`,
);

/** Of an average that forgets. */
const NO_AVERAGE = words(
  String.raw`(?<!\p{L})sum of (?:all|the)|(?:mean|average|maximum) of (?:all|the) squared? gradients? (?:so far|of the last)|(?:mean|average) of all`,
  String.raw`maximum of the|square of the (?:averaged?|mean) gradient|over all coordinates|squared (?:gradient )?norm|squared gradient of the previous`,
  String.raw`summe aller|somme de tous|suma de todos|的和`,
);
const FORGETS = /exponential|weighted|decay|moving|running|gleitend|mobile|móvil|滑动|指数/iu;

const PARAMETERS = String.raw`(?:parameters?|weights?|\$?(?:\\theta|θ|\\?w)(?:_\{?\w+\}?)?\$?)`;
const ORDER = words(
  String.raw`(?<!\p{L})${PARAMETERS} (?:is|are) updated (?:first|before)(?!\p{L})`,
  String.raw`(?<!\p{L})first,? (?:the )?${PARAMETERS} (?:is|are) updated,? then`,
  String.raw`(?<!\p{L})uses? the old \$?\p{L}|(?<!\p{L})after having set(?!\p{L})|with the old velocity`,
  String.raw`zuerst ${PARAMETERS}|d['’]abord (?:à jour )?${PARAMETERS}|primero se actualiza ${PARAMETERS}|先更新\s*${PARAMETERS}`,
);

const MORE = words(
  String.raw`(?<!\p{L})(?:is|are|gets?) (?:halved|doubled|rounded|normali[sz]ed to|averaged with)(?!\p{L})`,
  String.raw`incremented twice|forget it every|applied once more`,
  String.raw`(?:whenever|only (?:if|where|when))\s+(?:the gradient|\$?g)(?!\p{L})`,
);

/** How a rate falls is no part of a rule. */
const OF_RATE = /learning rate|step size|lernrate|schrittweite|taux d|tasa de|taxa de|学习率/iu;

/** "θ is projected to the unit ball": what the equations do not say. */
const AFTERWARDS = words(
  String.raw`(?<!\p{L})${PARAMETERS} (?:is|are|gets?) (?:then |always |finally )?(?:projected|(?:re)?normali[sz]ed|clipped|rescaled|rounded|truncated)(?!\p{L})`,
  String.raw`wird ${PARAMETERS} (?:projiziert|normiert|gerundet)|${PARAMETERS} est (?:projeté|normalisé)`,
);

/** What is corrected for a step alone is kept for the next ones. */
const KEPT_CORRECTED =
  /(?:\\hat|corrected|korrigierte|corrigé)[^.]{0,60}(?:(?:stored|saved|kept|written)[^.]{0,12}(?:in place of|instead of|as \$?\w|back)|(?:replace|overwrite)s?[^.]{0,40}(?:next|following|nächste|suivant))/iu;

/** Where the gradient is taken, in words: once and for all. */
const GRADIENT_ONCE =
  /(?<!\p{L})gradients?[^.]{0,40}(?:computed|evaluated|calculated|taken) (?:only )?(?:once(?! (?:per|in|for|every|each|more))|at the (?:initial|first|starting) (?:point|parameters|weights|position)|before the first step)|gradient[^.]{0,40}(?:nur einmal|einmal vor dem ersten)|gradient[^.]{0,40}une seule fois/iu;

/** "m and v start at one", "with a random m". */
const STARTS_ELSEWHERE =
  /(?<!\p{L})(?:initiali[sz]ed|start(?:s|ed)?|begins?)(?: \p{L}+)? (?:with|at|as|to|from) (?:one(?! of)|random\p{L}*|the first gradient|\$?[mv](?:_\{?0\}?)? random)|(?<!\p{L})\$?[mvs]_\{?0\}?\$? (?:is |are |being )?(?:random|drawn)/iu;

/** Where no average, and no velocity, starts. */
const STARTS_AT_ONE =
  /(?<!\p{L})(?:averages?|moments?|velocit\p{L}*|accumulators?|buffers?|states?|both)(?!\p{L})[^.]{0,30}(?:initiali[sz]ed|starts?|begins?)[^.]{0,8}(?<![\p{L}\d])(?:ones?|1)(?![\p{L}\d]|\.\d)/iu;

/** Of SGD and its kin, which go the other way. */
const UPHILL =
  /(?<!\p{L})(?:mov|step|go)\p{L}*[^.]{0,50}(?:same direction as the gradient|where the loss (?:increases|grows))/iu;

/** Of Nesterov's momentum. */
const AT_PRESENT = words(
  String.raw`gradient is (?:evaluated|taken|computed|calculated) at the (?:current|present)`,
  String.raw`gradient wird (?:nur |einfach )?(?:am|an der|im|bei den) (?:aktuellen|jetzigen|gegenwärtigen)`,
  String.raw`gradient est (?:évalué|calculé|pris) (?:au point|à la position|aux paramètres) (?:courant|actuel)`,
  String.raw`gradiente (?:se (?:evalúa|calcula|toma)|é (?:avaliado|calculado)|(?:è|viene) (?:valutato|calcolato)) (?:en |n)(?:el|la|los|o|a|os|ella)? ?(?:punto|posición|parámetros|ponto|posição|posizione) (?:actual|atua|attual|corrent)`,
  String.raw`градиент (?:вычисляется|бер[её]тся|считается) в текущ`,
  String.raw`梯度(?:是|就)?在当前(?:位置|点|参数)|勾配は現在の(?:位置|パラメータ|点)で`,
);
/** Of all others. */
const AHEAD = /gradient[^.]{0,24} (?:evaluated|taken|computed) at the look-?ahead/iu;
const TAKES_AHEAD = /^(?:nesterov|nadam)/;

/** Above the equations: that they are wrong. */
const DISOWNED =
  /(?:this|that|it|the following|following) (?:rule |update |formula )?(?:is|are|was) (?:not (?!only|just)\p{L}+|wrong|incorrect|false)[^.:]*:\s*$|(?:do|should) not use this[^.:]*:\s*$|(?:das|folgendes) ist (?:nicht \p{L}+|falsch)[^.:]*:\s*$/iu;

const AVERAGES = /^(?:rmsprop|adadelta|adam|adamw|adamax|amsgrad|nadam)/;
const HAS_ROOT = /^(?:adagrad|rmsprop|adadelta|adam|adamw|nadam|amsgrad)$/;
const IS_CORRECTED = /^(?:adam|adamw|nadam)$/;

/** A letter with its scripts, and an average in brackets. */
const IS_SYMBOL = /^(?:E\[[^=]*\]|RMS\[[^=]*\]|\\?[A-Za-z]+)(?:[_^](?:\{[^{}=]*\}|\\?\w|\\\w+))*$/;
const IS_GRADIENT = /^\\?(?:g|d[wW]|grad)(?:_(?:\{[^{}=]*\}|\w))?$/;
const SAYS =
  /^\s*[:：|]|^[^\p{L}]*(?:is|are|denotes?|means|stands for|ist|bezeichnet|bedeutet|est|désigne|es|denota|é|è|das|die|der|это|означает|обозначает|oznacza|là|是|为|表示|は)(?![\p{Script=Latin}])/iu;

/** So much of what stands behind a second symbol may belong to the first. */
const NEAR = 12;

/** The optimizer that the equations are, and the names of what they keep. */
interface Rule {
  optimizer: string;
  states: readonly string[];
}

/** What the words behind a symbol say that it is, against what the rule of the optimizer makes it. */
function meantOtherwise(
  { source, behind }: Formula,
  next: Formula | undefined,
  { optimizer, states }: Rule,
): boolean {
  const own = /^[^.;\n]*/.exec(behind)![0];
  // "means $\beta_1 \cdot t$"
  const clause =
    own === behind && next?.display === false ? `${own}$${next.source}$${next.behind.slice(0, NEAR)}` : own;
  const symbol = source.trim();
  if (!IS_SYMBOL.test(symbol) || !SAYS.test(clause) || HYPOTHETICAL.test(clause)) return false;
  // g may be the average, where the gradient is f'.
  if (IS_GRADIENT.test(symbol))
    return !states.some((state) => baseOf(state) === baseOf(symbol)) && isNoGradient(clause);
  if (IS_POWER.test(symbol)) return NO_POWER.test(clause);
  if (IS_SQUARE.test(symbol)) return ONE_NUMBER.test(clause) || DEVIATION.test(clause);
  if (optimizer === 'adagrad') return NO_SUM.test(clause);
  const isAverage = /^(?:rmsprop|adadelta|adam|adamw)$/.test(optimizer);
  return isAverage && NO_AVERAGE.test(clause) && !FORGETS.test(clause);
}

/** "Step 2: …" above "Step 1: …" */
function countsDown(said: string): string | null {
  let last = 0;
  for (const { 0: found, 1: number } of said.matchAll(
    /^[ \t]*(?:step|schritt|étape|paso)\s+(\d+)\s*[:.)]/gimu,
  )) {
    if (Number(number) < last) return found.trim();
    last = Number(number);
  }
  return null;
}

/** "When the correction is left out, …" */
const CASE =
  /^\W*(?:when(?:ever)?|once|where|falls|cuando|quand|lorsqu[e']|quando|когда|коли|gdy)(?!\p{L})[^,]*,/iu;
/** Which stands under the root or beside it. */
const OF_EPSILON =
  /(?:ε|\\?epsilon|(?<!\p{L})eps)\S{0,4} (?:is|stands|ist|steht|est|está|è|é)(?!\p{L})[^,;.]*/giu;

/**
 * @param prose the words of the answer, with the symbols in them
 * @param source the whole answer
 * @param rule what the equations are
 */
export function toldTwist(
  prose: string,
  source: string,
  formulas: readonly Formula[],
  rule: Rule,
): Told | null {
  const { optimizer } = rule;
  const down = countsDown(source);
  if (down !== null) return { at: placeOf(down), kind: 'order' };
  const meant = formulas.find(
    (formula, i) => !formula.display && meantOtherwise(formula, formulas[i + 1], rule),
  );
  if (meant) return { at: placeOf(`${meant.source}${meant.behind.slice(0, 40)}`), kind: 'change' };
  const disowned = formulas.find(({ before }) => before.trim() !== '');
  if (disowned && DISOWNED.test(disowned.before.trim()))
    return { at: placeOf(disowned.before.trim()), kind: 'change' };
  const isOrdered = optimizer !== 'nesterov' && optimizer !== 'sgd';
  for (const sentence of sentencesSaid(prose)) {
    if (HYPOTHETICAL.test(sentence)) continue;
    const told = sentence.replace(CASE, '').replace(OF_EPSILON, '');
    const isChange =
      TAKEN_BACK.test(sentence) ||
      (MORE.test(sentence) && !OF_RATE.test(sentence)) ||
      ((AFTERWARDS.test(sentence) || KEPT_CORRECTED.test(sentence)) && !denies(sentence)) ||
      GRADIENT_ONCE.test(sentence) ||
      (NOT_A_POWER.test(sentence) && !OF_SUBSCRIPT.test(sentence)) ||
      STARTS_AT_ONE.test(sentence) ||
      (AVERAGES.test(optimizer) && STARTS_ELSEWHERE.test(sentence)) ||
      UPHILL.test(sentence) ||
      isMadeLarge(sentence) ||
      NOT_CLEARED.test(sentence) ||
      (NOTATION_ONLY.test(sentence) && OF_WHAT_IS_DONE.test(prose)) ||
      (optimizer === 'adagrad' && saysOf(WINDOW, sentence)) ||
      (AVERAGES.test(optimizer) && saysOf(EQUAL_WEIGHTS, sentence) && !OF_EXAMPLES.test(sentence)) ||
      (optimizer === 'nesterov' && AT_PRESENT.test(sentence)) ||
      (!TAKES_AHEAD.test(optimizer) && AHEAD.test(sentence)) ||
      (HAS_ROOT.test(optimizer) && (ROOTLESS.test(told) || leavesOutRoot(told))) ||
      (IS_CORRECTED.test(optimizer) && (UNCORRECTED.test(told) || leavesOutCorrection(told)));
    const kind = isChange ? 'change' : isOrdered && ORDER.test(sentence) ? 'order' : null;
    const isOwn = (name: string): boolean =>
      name === optimizer || (name === 'momentum' && optimizer === 'nesterov');
    if (kind && optimizersIn(sentence).every(isOwn)) return { at: placeOf(sentence), kind };
  }
  return null;
}
