/**
 * Equations of words: "peso nuovo = peso vecchio − tasso di apprendimento × gradiente". What stands between signs that calculate is one
 * name, where the answer gives it a value or it is known what it means; any other words stay words, which are not understood.
 */
import { ageOf, byWord, means, words } from '../../lexicon.ts';
import type { Age } from '../../lexicon.ts';
import { tellsGradient } from '../words/gradients.ts';
import { isFormulaName } from './names.ts';
import { anyOf } from '../words/prose.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

const WORD = String.raw`\p{L}[\p{L}\p{M}'’]*(?:-\p{L}[\p{L}\p{M}]*)*`;
const RUN = new RegExp(
  String.raw`(?<![\p{L}\p{M}\d_\\$\x60.])${WORD}(?: ${WORD})*(?![\p{L}\p{M}\d_.(]\S)`,
  'gu',
);
const RELATION = /:=|<-|←|(?<![<>=!])=(?!=)/;
const ENDS_BEFORE = /(?:^|[-−–+*×·⋅÷/([√=←:|])\s*$/;
const ENDS_BEHIND = /^\s*(?:$|[-−–+*×·⋅÷/)\]=←²³^|(]|:=|<-|[,;.](?:\s|$))/;
const CALCULATES = /[-−–+*×·⋅÷/]/;

const ARTICLES = words(
  'the a an its their this that of der die das den dem des ein eine le la les l un une el los las lo il i gli o os as um uma de het een',
);
/** Words that open a sentence and belong to no name: "so buf <- mu*buf + g". */
const OPENS = words(
  'so thus hence then now here therefore finally also alors donc ainsi puis ensuite enfin d’abord dann also somit nun hier zuerst schließlich folglich luego así entonces ahora aquí então assim agora aqui quindi dunque allora poi ora qui prima dus dan nu hier więc zatem teraz итак тогда значит затем теперь',
);
const RATES = byWord({
  lr: 'learning_rate learning_speed step_size step_length lernrate schrittweite taux_d_apprentissage taux pas_d_apprentissage tasa_de_aprendizaje taxa_de_aprendizado taxa_de_aprendizagem tasso_di_apprendimento leersnelheid leertempo wspolczynnik_uczenia krok_uczenia rychlost_uceni inlarningshastighet laeringsrate ogrenme_orani ogrenme_hizi laju_pembelajaran toc_do_hoc скорость_обучения шаг_обучения темп_обучения',
  epsilon:
    'tiny_number small_number tiny_constant small_constant kleine_zahl kleine_konstante petite_constante petit_nombre pequena_constante constante_pequena numero_pequeno piccola_costante piccolo_numero kleine_constante kleine_getal mala_stala малая_константа маленькое_число',
  t: 'step_number number_of_steps number_of_the_step step_count schrittnummer nummer_des_schritts numero_de_paso numero_del_paso numero_du_pas numero_del_passo numero_do_passo',
});
/** Words beside “gradient” that change nothing of it. */
const OF_GRADIENT = words(
  'loss cost objective error function respect to with wrt regard for by at on from over current present new mini minibatch batch average mean stochastic estimated weights weight bias parameter parameters' +
    ' verlust verlusts verlustes verlustfunktion kostenfunktion kosten fehler fehlers fehlerfunktion nach bezuglich aktueller aktuelle aktuellen mittlerer stochastischer gewicht gewichte gewichten zielfunktion auf fur' +
    ' perte cout fonction erreur par rapport aux au a du des d sur courant courante moyen poids biais parametres parametre' +
    ' perdida coste costo funcion del con respecto al en actual medio promedio peso pesos sesgo parametros' +
    ' perdita funzione costo della rispetto corrente medio pesi parametri dell sulla sul errore' +
    ' perda custo funcao em relacao ao aos da do atual' +
    ' verlies verliesfunctie naar huidige gewichten straty funkcji wzgledem wag ztraty funkce podle vah' +
    ' функции потерь ошибки по весам весу веса параметрам параметру на батче мини-батче этого текущий средний стохастический',
);
/** A setting that the answer need not give a value. */
const SETTING =
  /(?:^|_)(?:rate|factor|coefficient|decay|konstante|faktor|koeffizient|facteur|coefficiente?|coeficient\w*|fattore|fator|factor|constante|konstant)(?:_|$)/;

/** Of several gradients: the square of their mean is another one than the mean of their squares, and words for it may mean either. */
const MEAN =
  /(?<!\p{L})(?:mean|average|averaged|mittler\p{L}+|gemittelt\p{L}*|durchschnitt\p{L}*|moyen\p{L}*|medio|média|media|médio|promedio|средн\p{L}+|średni\p{L}*|gemiddelde?)(?!\p{L})/iu;

const ROOT =
  /^(?:(?:the )?(?:square )?root of|sqrt of|(?:quadrat)?wurzel(?: aus| von)?|racine(?: carrée)?(?: des?| du)?|ra[íi]z(?: cuadrada| quadrada)?(?: del?| d[ao])?|radice(?: quadrata)?(?: di| del(?:la)?)?|pierwiastek(?: kwadratowy)?(?: z)?|(?:квадратный )?корень(?: квадратный)?(?: из)?) /iu;
const SQUARE = new RegExp(
  anyOf(
    'squared|(?:the )?square of|im Quadrat|zum Quadrat|quadriert(?:er|e|es)?|Quadrat de[rs]|au carré|(?:le )?carré d[eu]s?|al cuadrado|(?:el )?cuadrado del?|al quadrato|(?:il )?quadrato del(?:la)?|ao quadrado|(?:o )?quadrado d[oa]|gekwadrateerde?|do kwadratu|kwadrat|в квадрате|квадрат',
    '(?!)',
  ),
  'iu',
);
const POWER =
  /^(?:to the power(?: of)?|to the|hoch|puissance|(?:à la|elevado a(?: la)?|elevato a(?:lla)?) (?:puissance|potencia|potenza)?|elevado a|elevato a|в степени) /iu;

/** In small letters and without marks. */
const plainWords = (phrase: string): string[] =>
  phrase
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .split(/[ '’-]/)
    .filter((part) => part !== '');

/** A phrase without articles, as one name, and of which step it is. */
function named(phrase: string): { name: string; age: Age | null } {
  const parts = phrase.split(' ');
  while (parts.length > 1 && ARTICLES.has(parts[0]!.toLowerCase())) parts.shift();
  const at = parts.length > 1 ? [0, parts.length - 1].find((i) => ageOf(parts[i]!) !== null) : undefined;
  const rest = parts.filter((_, i) => i !== at).flatMap(plainWords);
  return { name: rest.join('_'), age: at === undefined ? null : ageOf(parts[at]!) };
}

/** `val mHat` declares a name. */
const DECLARES = /^(?:let|val|var|const|auto|mut|double|float|int|def|local|my|final|return) /;

/** Words alone, or "new r"; in "direction d" words stand before a symbol. */
function isOfWords(run: string): boolean {
  const parts = run.split(' ');
  const isLetter = (part: string): boolean => part.length === 1 && !/^[aàeéoyzксвиуо]$/i.test(part);
  const isAged = parts.length === 2 && parts.some((part) => ageOf(part) !== null);
  return !DECLARES.test(run) && (isAged || !parts.some(isLetter));
}

/** The phrase directly before a relation: all words of a label's line, or from "new" on where a sentence goes before. */
function headIn(run: string, before: string): string | null {
  const parts = run.split(' ');
  if (parts.length > 1 && OPENS.has(parts[0]!.toLowerCase())) return headIn(parts.slice(1).join(' '), '');
  const aged = parts.findLastIndex((part) => ageOf(part) !== null);
  const isOpen = /(?:^|[:*•.)-])\s*$/.test(before);
  if (aged < 0 || parts.length === 1) return isOpen && isOfWords(run) ? run : null;
  const head = parts.slice(aged === parts.length - 1 ? aged - 1 : aged).join(' ');
  return isOfWords(head) ? head : null;
}

const GIVES = new RegExp(String.raw`^\s*(?:${RELATION.source})`);

/** The phrases that stand on the left of an equation, which give a name a value. */
export function headsIn(text: string): ReadonlySet<string> {
  const heads = new Set<string>();
  for (const line of text.split('\n')) {
    if (!RELATION.test(line)) continue;
    for (const { 0: run, index } of line.matchAll(RUN)) {
      const isGiven = GIVES.test(line.slice(index + run.length));
      const head = isGiven ? headIn(run, line.slice(0, index)) : null;
      if (head !== null) heads.add(named(head).name);
    }
  }
  return heads;
}

type Sign = Pick<Token, 'kind' | 'text'>;

const name = (text: string): Sign => ({ kind: 'name', text });
const sign = (text: string): Sign => ({ kind: 'symbol', text });
const SQUARED: readonly Sign[] = [sign('^'), { kind: 'number', text: '2' }];

/** What a phrase stands for; null where that is not known. */
function meaningOf(phrase: string, heads: ReadonlySet<string>): readonly Sign[] | null {
  const power = POWER.exec(phrase)?.[0];
  if (power !== undefined) {
    const rest = phrase.slice(power.length);
    const exponent = /^\p{L}$/u.test(rest) ? [name(rest)] : meaningOf(rest, heads);
    return exponent && [sign('^'), sign('('), ...exponent, sign(')')];
  }
  const root = ROOT.exec(phrase)?.[0];
  if (root !== undefined) {
    const below = meaningOf(phrase.slice(root.length), heads);
    return below && [sign('√'), sign('('), ...below, sign(')')];
  }
  const whole = named(phrase);
  const head = headOf(whole.name, heads);
  if (head !== null) return [name(whole.age ? `${head}_${whole.age}` : head)];
  const known = RATES.get(whole.name);
  if (known !== undefined) return [name(known)];
  if (isGradient(phrase)) return [name(gradientOf(phrase, heads))];
  const rest = phrase.replace(SQUARE, ' ').replace(/ +/g, ' ').trim();
  if (rest !== phrase && rest !== '') {
    if (MEAN.test(rest) && isGradient(rest)) return null;
    const base = meaningOf(rest, heads);
    return base && [...base, ...SQUARED];
  }
  return SETTING.test(whole.name) && whole.age === null ? [name(whole.name)] : null;
}

/** The head itself, or the only one of which the words differ in their endings: “накопителя”, “gleitendem Mittel”. */
function headOf(phrase: string, heads: ReadonlySet<string>): string | null {
  if (heads.has(phrase)) return phrase;
  const parts = phrase.split('_');
  const isLike = (one: string, other: string): boolean => {
    const stem = Math.min(one.length, other.length) - 2;
    return one === other || (stem >= 4 && one.slice(0, stem) === other.slice(0, stem));
  };
  const alike = [...heads].filter((head) => {
    const own = head.split('_');
    return own.length === parts.length && own.every((part, i) => isLike(part, parts[i]!));
  });
  return alike.length === 1 ? alike[0]! : null;
}

/** "Half of the gradient" and "sign of the gradient" are none: every word has to be known. */
function isGradient(phrase: string): boolean {
  const isSilent = (word: string): boolean =>
    plainWords(word).every((part) => ARTICLES.has(part) || OF_GRADIENT.has(part));
  const [only = '', ...others] = phrase.split(' ').filter((word) => !isSilent(word));
  return others.length === 0 && tellsGradient(only) && tellsGradient(phrase);
}

/** The gradient, with the parameter that the phrase names, where the answer moves several. */
function gradientOf(phrase: string, heads: ReadonlySet<string>): string {
  const moved = [...heads].filter((head) => means('parameter', head));
  const said = new Set(plainWords(phrase));
  const of = moved.length > 1 ? moved.find((head) => said.has(head)) : undefined;
  return of === undefined ? 'grad' : `grad_${of}`;
}

/** Words of which some are none of a formula: "learning rate", and not "lr grad". */
function isPhrase(run: string): boolean {
  const parts = run.split(' ');
  const isCyrillic = /\p{Script=Cyrillic}/u.test(run);
  // "to the power t"
  if (POWER.test(run)) return true;
  return (
    isOfWords(run) &&
    (parts.length > 1 || isCyrillic) &&
    parts.some((part) => part.length > 2 && !isFormulaName(part))
  );
}

/**
 * Tokens of a line, of which phrases are one name.
 *
 * @param heads phrases that the answer gives a value
 */
export function tokensWithPhrases(line: string, hasGluedTimes: boolean, heads: ReadonlySet<string>): Token[] {
  const relation = RELATION.exec(line);
  const right = relation ? line.slice(relation.index + relation[0].length) : '';
  // "η = learning rate" says what a symbol is called.
  if (!relation || !CALCULATES.test(right)) return tokensOf(line, hasGluedTimes);
  const tokens: Token[] = [];
  let from = 0;
  const upTo = (end: number): void => {
    const blank = ' '.repeat(from);
    // As many characters, so that every place is one of the line.
    tokens.push(...tokensOf(blank + line.slice(from, end), hasGluedTimes));
  };
  for (const { 0: run, index } of line.matchAll(RUN)) {
    const [before, behind] = [line.slice(0, index), line.slice(index + run.length)];
    const phrase = GIVES.test(behind) ? (headIn(run, before) ?? '') : run;
    const start = index + run.length - phrase.length;
    const isBounded =
      phrase !== run || ((ENDS_BEFORE.test(before) || POWER.test(`${run} `)) && ENDS_BEHIND.test(behind));
    const meaning = isBounded && isPhrase(phrase) ? meaningOf(phrase, heads) : null;
    if (!meaning) continue;
    upTo(start);
    const end = start + phrase.length;
    tokens.push(...meaning.map((each) => ({ ...each, start, end, isTight: false })));
    from = end;
  }
  upTo(line.length);
  return tokens;
}
