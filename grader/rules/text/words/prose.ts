/** What the words around and between the equations of an answer say about them. */
import { FORMULA } from './repetition.ts';

/** Any of these words; in scripts without blanks between words the part of one. */
export const anyOf = (words: string, signs: string): string =>
  String.raw`(?:(?<![\p{L}\p{M}])(?:${words})(?![\p{L}\p{M}])|${signs})`;

/** After these an explanation of symbols begins. */
const EXPLAINS = new RegExp(
  `${anyOf(
    'where|with|here|wherein|given by|in which|denotes?|wobei|mit|hier(?:bei)?|dabei|où|avec|ici|donde|con|aquí|dove|qui|onde|com|aqui|waar(?:bij)?|met|hier|gdzie|z|kde|där|med|hvor|burada|где|здесь|с|де',
    '其中|这里|這裡|ここで|ただし|여기서|단,',
  )}[^.。]*$`,
  'iu',
);

/** What comes next in time explains nothing: "and then, with the new gradient, …", "2. …". */
const CONTINUES = new RegExp(
  `${anyOf(
    'then|next|afterwards|finally|dann|danach|anschließend|schließlich|puis|ensuite|enfin|luego|después|finalmente|por último|poi|infine|depois|por fim|daarna|ten slotte|potem|następnie|potom|sedan|sonra|затем|потом|далее|наконец',
    '然后|然後|接着|最后|その後|次に|最後に|그다음|마지막',
  )}|(^|\\n)\\s*([2-9]|\\d\\d)[.)]\\s`,
  'iu',
);

/** What comes earlier in time than what stands above it: "before that, r is updated by", "where r is first updated as". */
const DONE_BEFORE = new RegExp(
  [
    String.raw`\b(before (that|this|it|which|doing (so|that|this))|beforehand)\b[^.!?\n]*$`,
    String.raw`\b(is|are|gets?|being|was|has been|we|one) (first|previously|beforehand) [^.!?\n]*$`,
    `${anyOf(
      'zuvor|vorher|davor|avant (?:cela|ça)|auparavant|juste avant|antes de (?:eso|esto|ello)|previamente|antes disso|prima (?:di (?:ciò|questo))|перед этим|до этого|предварительно|перед цим|до цього|wcześniej|przedtem|daarvoor|dessförinnan|innan dess|bundan önce|ondan önce|öncesinde|sebelum itu|sebelumnya|trước đó',
      '在此之前|此前|在这之前|その前に|それより前に|그 전에|이에 앞서',
    )}[^.!?\\n。]*$`,
    String.raw`\b(where|wherein|with) ${FORMULA} (itself |in turn )?((is|gets|being|has been|was) )?(updated|computed|calculated|accumulated|obtained)\b[^.!?\n]*$`,
  ].join('|'),
  'iu',
);
/** Characters beside a formula in which words about it stand. */
const NEAR = 300;

const DONE_AFTER = /\b(after|later|then|next|finally|afterwards|last|only)\b/i;

/** Before values that hold at the start. */
const INITIAL = /\b(initial|start|begin|set|let|require)[^.]*$/i;

/** Directly before a formula that the answer does not stand by. */
const REJECTS_BEFORE = [
  /\b(instead of|rather than|in place of|as opposed to|unlike|in contrast to)(\s+(?!(we|one|you|it|they|uses?|used|is|are|do|does)\b)[^\s,.:;]+){0,4}\s*,?\s*$/i,
  // "An average instead of a sum: …" is followed by the average; "Instead of the sum: …" by the sum.
  /(^|[.!?\n])\s*(instead of|rather than|as opposed to|unlike|in contrast to)(\s+[^\s,.:;]+){0,4}\s*:\s*$/i,
  /(?<!\bnot )\b(wrong|incorrect|false|mistaken|a mistake)\b[^.!?\n]{0,60}$/i,
  /\b(not|never)(\s+(by|with|as|to|use|write|the|simply|just|be (?:replaced by|confused with|mistaken for)))*\s*:?\s*$/i,
  /\b(do|does|did|should|must)(n['’]t| not| never)\s+(?!only\b)\w+\s*$/i,
  // "Not what was asked (Adam + L2): …"
  /(?:^|[.!?\n])\W*not (?:what|the one that) (?:was|is) (?:asked|meant|wanted)\b[^.!?,\n]{0,40}:\W*$/i,
];

/** Directly behind such a formula. */
const REJECTS_BEHIND =
  /^\s*[,.;:]?\s*((but|and|which|that|this|it|however|would|is|are|be)[\s,]+){1,5}(wrong|incorrect|false|a mistake|not (right|correct))\b(?! to\b)|^\s*[,;]?\s*(that |which )?(is |are )?(not|never) (used|needed) here\b/i;

/** The same in other languages: "wäre **falsch**", "serait faux", "— это неверно". */
const WRONG_BEHIND =
  /^[ \t*]*(?:(?:das|dies|ce|cela|c['’]|esto|isso|questo|это|це) ?)?(?:(?:wäre|ist|serait|est|sería|es|sarebbe|è|seria|é|byłoby|jest|vore|är|zou|is|adalah|было бы|было б|було б|є)[ \t]+\**(?:falsch|faux|fausse|incorrect[eo]?|erróne[oa]|sbagliat[oa]|errad[oa]|błędne|fel|fout|salah|неверно|неправильно|невірно|ошибочно))(?=[\s*]*(?:[.,;!?)]|$))|^[ \t*]*(?:是错|是錯|は誤り|は間違|[는은] 틀)/iu;

/** What the group thought before it knew better … */
const THOUGHT =
  /\b(first|initially|originally|at first|we|i) (\w+ )?(thought|believed|assumed|tried|wrote|had|took|used|guessed)\b[^.!?\n]{0,60}$/i;
/** … and that it does not stand by it. */
const TURNS_OUT =
  /^[^.!?\n]{0,100}\b(this|that|it|which) (is|was|would be|turned out( to be)?) (\w+ )?(wrong|incorrect|false|mistaken|a mistake)\b/i;

/** Words that go on with a formula; “mean of the squared gradient” says what it is. */
const CALCULATES =
  /\b(times|multiplied by|divided by|plus|minus|squared(?! (?:gradients?|slopes?|derivatives?|partials|updates?|steps?|values?|entries|differences?)\b)|added to|subtracted)\b/i;

const CONDITION = /\b(if|unless|only when|when|otherwise|else|except)\b/i;

const CONDITION_IN_TEXT = /^\s*,?\s*(only (if|when)\b|unless\b)/i;

/** `if`, with the condition in the formula behind it; `If` begins a sentence of its own. */
const CONDITION_FOLLOWS = /^\s*,?\s*(only\s+)?(if|when)\s*$/;
const COMPARISON = /[<>=]|\\(leq?|geq?|gt|lt|neq?|bmod|equiv)\b/;

export function explains(prose: string): boolean {
  return EXPLAINS.test(prose) && !CONTINUES.test(prose);
}

/** @param words all of them since the last equation, with `FORMULA` for a symbol */
export function isDoneBefore(words: string): boolean {
  const near = words.slice(-NEAR);
  return DONE_BEFORE.test(near) && !DONE_AFTER.test(lastSentence(near));
}

export function isNextStep(prose: string): boolean {
  return CONTINUES.test(prose);
}

export function tellsStart(prose: string): boolean {
  return INITIAL.test(prose);
}

/** Does the answer say of the formula between these two stretches of prose that it is not the rule? */
export function isRejected(before: string, behind: string): boolean {
  const next = behind.slice(0, NEAR);
  if (THOUGHT.test(before) && TURNS_OUT.test(next)) return true;
  return (
    REJECTS_BEFORE.some((words) => words.test(before)) || REJECTS_BEHIND.test(next) || WRONG_BEHIND.test(next)
  );
}

/** Words inside a formula, behind an equation, without which the equation is not what is meant; null where it stands alone. */
export function qualifies(text: string): string | null {
  return (CALCULATES.exec(text) ?? CONDITION.exec(text))?.[0] ?? null;
}

/**
 * The same for prose behind a formula.
 * @param next the formula that follows
 */
export function qualifiesInText(prose: string, next: string): string | null {
  const start = prose.slice(0, 40);
  const calculates = CALCULATES.exec(start);
  if (calculates && /^\s*,?\s*$/.test(start.slice(0, calculates.index))) return calculates[0];
  const follows = CONDITION_FOLLOWS.test(prose) && COMPARISON.test(next) ? prose : null;
  return (follows ?? CONDITION_IN_TEXT.exec(start)?.[0])?.trim() ?? null;
}

/** Nothing, or "and". */
export function isBlank(prose: string): boolean {
  return /^[\s,;]*(and)?[\s,;]*$/i.test(prose);
}

/** "If we insert (3) into (4), we obtain": the rule itself in another form, and no case of it. */
const INSERTS =
  /\b(if|when|once) (?:(?:we|one|you|i) )?(?:\w+ )?(insert|substitut|plug|put|combin|expand|unroll|unfold|rearrang|eliminat|collect|simplif)\w*\b(?![^,]*\b(zero|0|1|one|value)\b)/i;

const ASIDE = new RegExp(
  `${String.raw`\b(if|instead|unlike|compared (to|with)|plain|ordinary|vanilla|without|would|reduces? to|becomes?|special case|whereas|while)\b`}|${anyOf(
    '(?:at|in) the (?:very )?first (?:step|iteration)|im ersten schritt|(?:au|lors du) premier pas|en el primer paso|no primeiro passo|al primo passo|in de eerste stap|w pierwszym kroku|i första steget|v prvním kroku|ilk adımda|на первом шаге',
    '第一步(?:时|中)?|最初のステップで|첫 스텝에서|(?:L2|正則化|正则化)\\s?(?:なら|则是|則是)',
  )}`,
  'iu',
);

/** "This is different from Newton's method, …" is followed by that method's rule, with a colon or "here" by one's own. */
const CONTRASTS =
  /\b(this|that|it|which) (is (\w+ )?different|differs?) from (?![^.:;]*\b(in that|because|since|as|here|we|our|now)\b)[^.:;]*$/i;

/** Optimizers by the names that they go by, in other languages too; `named` is the name itself. */
const OPTIMIZER = new RegExp(
  [
    String.raw`\b(?<nesterov>nesterov(?:['’]s)?(?: accelerated)?(?: momentum| gradient(?: descent)?)?|nag)\b`,
    String.raw`\b(?:(?<sgd>sgd|gradient descent)|(?<named>momentum|adagrad|rms-?prop|adadelta|adamw|adamax|amsgrad|nadam|adam))\b`,
    String.raw`(?<nesterov>нестеров\p{L}*|ネステロフ|네스테로프)`,
    String.raw`(?<inertia>(?:моментум|импульс|імпульс|hybnost|lendület|ορμή)\p{L}*|(?<!\p{L})pęd(?:em|u|zie)?(?!\p{L})|động lượng|动量|動量|モーメンタム|모멘텀)`,
    String.raw`(?<sgd>경사\s?하강법?|梯度下降|勾配降下|gradientenabstieg\p{L}*|gradientenverfahren|descente de gradient|descenso (?:del|de|por) gradiente|gradiente descend\p{L}*|descida d[eo] gradiente|discesa del gradiente|град(?:и|і)[єе]нтн\p{L}+ спуск\p{L}*|gradientní sestup\p{L}*|(?:stochastische[rn]? |stochastischer )abstieg|descente stochastique|descenso estocástico|descida estocástica|discesa stocastica|стохастическ\p{L}+ спуск\p{L}*|gradyan iniş\p{L}*|penurunan gradien|spad(?:ek|ku) (?:wzdłuż )?gradientu)`,
  ].join('|'),
  'giu',
);

/** The last sentence, as far as it goes. */
export function lastSentence(before: string): string {
  return behindLast(['. ', '.\n', '\n\n', '! '], before);
}

/** The same, where questions and the full stops of other scripts end one, too. */
export function sentenceTo(before: string): string {
  return behindLast(['. ', '.\n', '\n\n', '! ', '? ', '。'], before);
}

const behindLast = (ends: readonly string[], text: string): string =>
  text.slice(Math.max(...ends.map((end) => text.lastIndexOf(end))) + 1);

/** On the line above. */
const ELSE = /\n[ \t]*(?:else|otherwise)\s*:?\s*$/i;

/**
 * Does the sentence with a formula speak of a special case, or of what is done otherwise?
 * @param sentence its words before the formula
 */
export function isAsideBetween(sentence: string, behind: string): boolean {
  return (
    ASIDE.test(sentence.replace(INSERTS, ' ')) ||
    CONTRASTS.test(sentence.slice(-NEAR)) ||
    ELSE.test(sentence.slice(-NEAR)) ||
    /^[^.!]*\b(as in|instead(?! of)|would)\b/i.test(behind.slice(0, 60))
  );
}

/** "For example", after which a formula is one of several. */
const FOR_EXAMPLE = String.raw`(?:\be\. ?g\.|\bfor (example|instance)\b|\bz\. ?B\.|\bzum Beispiel\b|\bp\. ?(?:ej|ex)\.|\bpor (ejemplo|exemplo)\b|\bpar (ex\.|exemple)|\bad esempio\b|\bnp\.|\bna przykład\b|например|例如|例えば|比如|예를 들어|예컨대|örneğin|\bbijv\.|\bt\.?ex\.)`;
const EXAMPLE = new RegExp(String.raw`${FOR_EXAMPLE}[\s,:]*$`, 'i');
const OPENS_EXAMPLE = new RegExp(String.raw`^[\s*]*${FOR_EXAMPLE}`, 'i');

export const isExample = (before: string): boolean => EXAMPLE.test(before);

/** "For example, with the squared error of a linear model, we get": of the last sentence, up to a formula. */
export const opensExample = (said: string): boolean => OPENS_EXAMPLE.test(lastSentence(said.trimEnd()));

/** After these a formula says what is done elsewhere or only now and then; weaker words may stand in one's own rule too. */
const REMARK =
  /\b(if(?! (we|one|you) (denote|define|write|call|let|set)\b)|unless|would|becomes?|reduces? to|special case)\b|\bwhen\b[^,]*$/i;
/** What would be, in other languages. */
const WOULD =
  /(?<!\p{L})(?:wäre|würde|stünde|hieße|serait|aurait|sería|seria|sarebbe|был[оаи]? бы|стоял[оаи]? бы|бул[оаи]? б|була б|було б|byłoby|byłby|bylo by|skulle|zou|olurdu|volna|lenne|akan menjadi|sẽ là|θα ήταν|ar fi|olisi)(?!\p{L})|本来は|だったら/iu;
const CONTRAST = /\b(instead|unlike|whereas|rather than|as opposed to|in contrast)\b/i;
/** Adam with L₂ regularization, beside which AdamW is set. */
const REGULARIZED = /^\s*(with|under|in|using)\b[^.]{0,30}\bregulari[sz]ation\b/i;
/** "Unlike momentum, …, we first compute", "unlike SGD we take": the rule's own again. */
const OWN_CLAUSE =
  /^.*([,;:]|\b(unlike|instead of|rather than|as opposed to|in contrast to)( [^\s,]+){1,3})\s+(so |here |now )?(we|our|i)\b/is;

/**
 * Does the sentence only remark on what the formula says, so that the formula is no part of the rule?
 * @param sentence its words before the formula
 */
export function isRemark(sentence: string, behind: string): boolean {
  const said = sentence.replace(INSERTS, ' ');
  if (REMARK.test(said) || REGULARIZED.test(said) || WOULD.test(said)) return true;
  if (CONTRAST.test(said.replace(OWN_CLAUSE, ''))) return true;
  const end = /^[^.!\n]{0,60}/.exec(behind)?.[0] ?? '';
  return (
    /\b(instead(?! of)|would (give|lead|yield|make|turn))\b/i.test(end) ||
    (/\bas in\b/i.test(end) && end.search(OPTIMIZER) >= 0)
  );
}

/** The text with its optimizers' names blank. */
export function withoutOptimizers(text: string): string {
  return text.replace(OPTIMIZER, ' ');
}

const PRESENTS =
  /\b(this|that|here|the following|below) (is|gives( us)?|are) (the|our) (\w+[ -]){0,3}(rule|update|algorithm|method|optimi[sz]er)\b[^.!?]*$|\b(the|our) (correct|final|resulting|right|actual|true) (\w+[ -]){0,3}(is|are|reads?|becomes)\b[^.!?]*$/i;

/** Does the sentence before a formula hand it over as the answer? */
export function presents(sentence: string): boolean {
  return PRESENTS.test(sentence.slice(-NEAR));
}

/** The optimizers that a sentence names, in its order. */
export function optimizersIn(sentence: string): string[] {
  const found = [...sentence.matchAll(OPTIMIZER)].map(({ 0: text, groups }) => {
    const [name] = Object.entries(groups!).find(([, each]) => each !== undefined)!;
    return name === 'named' ? text.toLowerCase().replace('-', '') : name;
  });
  // 모멘텀 beside Nesterov is a part of it.
  const isNesterov = found.includes('nesterov');
  return found.flatMap((name) => (name !== 'inertia' ? name : isNesterov ? [] : 'momentum'));
}

/** The optimizer that the sentence before a formula names last. */
export function namedIn(before: string): string | null {
  // "RMSProp takes:", and the formula in a quotation or an item below.
  const words = before.replace(/(?<=[:\p{L}]\s*)\n(?:[\s>*+-]|\d+[.)]\s)*$/u, '');
  return optimizersIn(lastSentence(words)).at(-1) ?? null;
}
