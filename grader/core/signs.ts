/** What a program's text shows that its steps do not: a sign that means something else, chance, what outlives a call. Pure. */

/** Comments and texts, in which a sign means nothing. */
const UNREAD = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|#[^\n]*|(['"`])(?:\\[\s\S]|(?!\1)[^\\])*\1/g;

const readable = (source: string): string => source.replace(UNREAD, ' ');

/** Whether a program has the sign `^` between two values: in Python and JavaScript it is an exclusive or. `x!` is TypeScript's. */
export const takesCaretForPower = (source: string): boolean =>
  /[\w)\]]!?\s*\^=?\s*[\w(+-]/.test(readable(source));

/** What draws numbers; a seed does not. */
const DRAWS =
  /\b(?:(?:np|numpy)\.random\.(?!seed\b)\w+|Math\.random|random\.(?!seed\b)\w+|default_rng|rand(?:n|int)?)(?=\s*\()/;
/** What is made once for all draws. */
const GENERATOR = /^[A-Za-z_]\w*\s*=.*\b(?:default_rng|RandomState|Random)\s*\(/;

/** What stands at the margin is done once, when the file is loaded: but for a rule in one line. */
const isOutside = (line: string): boolean =>
  /^\S/.test(line) && !/\blambda\b|=>|\bfunction\b|\bdef\b/.test(line);

/** Where a rule draws numbers by chance, as it writes that; null where it does not. */
export function drawsByChance(source: string): string | null {
  const lines = readable(source).split('\n');
  const inside = lines.filter((line) => !isOutside(line) || GENERATOR.test(line));
  return DRAWS.exec(inside.join('\n'))?.[0] ?? null;
}

const ROUNDS =
  /(?:\b(?:np|numpy|Math)\.(?:round|around|rint|floor|ceil|trunc|fround|float16|float32|half|single|u?int\d*)|\bround(?=\s*\()|\.(?:round|toFixed|toPrecision)(?=\s*\()|\.astype\(\s*int\b|\bdtype\s*=\s*int\b|\b(?:Float16|Float32|Int8|Int16|Int32)Array)\b/;
const CUTS =
  /\b(?:np\.clip|numpy\.clip|Math\.min(?=\(\s*Math\.max)|Math\.max(?=\(\s*Math\.min)|min(?=\(\s*max\()|max(?=\(\s*min\())|\.clip(?=\s*\()/;

/** A type by its name in quotes, as `astype("float32")` has it; what stands behind `#` or `//` is a comment. */
const SHORT_TYPE = /^[^#\n]*?(?<!\/\/.*)(['"]float(?:16|32)['"])/m;

/** Where a rule rounds, cuts to whole numbers, or keeps fewer digits, as it writes that; null where it does not. */
export const losesDigits = (source: string): string | null =>
  SHORT_TYPE.exec(source)?.[1] ?? inRules(source, ROUNDS);

/** Where a rule keeps numbers within bounds, as it writes that; null where it does not. */
export const cutsOff = (source: string): string | null => inRules(source, CUTS);

/** What is printed comes back from nowhere. */
const PRINTS = /^\s*(?:print|console\.\w+)\s*\(/;

function inRules(source: string, sign: RegExp): string | null {
  const inside = readable(source)
    .split('\n')
    .filter((line) => !isOutside(line) && !PRINTS.test(line));
  return sign.exec(inside.join('\n'))?.[0].trim().replace(/^\./, '') ?? null;
}

const GLOBAL = /^\s+global\s+([A-Za-z_]\w*)/m;
/** `let v = …` of JavaScript, `CACHE = {}` of Python, at the margin. */
const AT_THE_MARGIN =
  /^(?:export\s+)?(?:(?:let|var)\s+([A-Za-z_$][\w$]*)|(?:const\s+)?([A-Za-z_$][\w$]*)(?:\s*:[^=\n]*)?\s*=\s*(?:\{|\[|dict\(|list\(|defaultdict\(|new\s+(?:Weak)?Map\b))/gm;

/** The name of what a rule keeps where every call finds it, whichever parameter it is for; null where there is none. */
export function outlivesCalls(source: string): string | null {
  const text = readable(source);
  const declared = GLOBAL.exec(text)?.[1];
  if (declared !== undefined) return declared;
  const inside = text
    .split('\n')
    .filter((line) => !isOutside(line))
    .join('\n');
  for (const [, variable, container] of text.matchAll(AT_THE_MARGIN)) {
    const name = (variable ?? container!).replaceAll('$', '\\$');
    const filled = String.raw`\b${name}(?:\[[^\]\n]*\]|\.\w+)+\s*(?:[-+*/|&?]{0,2}=(?!=)|\+\+|--)|\b${name}\.(?:append|setdefault|update|push|set)\s*\(`;
    const assigned = String.raw`\b${name}\s*(?:[-+*/|&?]{0,2}=(?![=>])|\+\+|--)|(?:\+\+|--)${name}\b`;
    const own = new RegExp(
      String.raw`\b(?:let|const|var|for)\s+${name}\b|\b(?:def|function)\b[^()\n]*\([^)\n]*\b${name}\b|\([^()\n]*\b${name}\b[^()\n]*\)\s*=>`,
    );
    if (own.test(inside)) continue;
    if (new RegExp(variable === undefined ? filled : `${filled}|${assigned}`).test(inside))
      return variable ?? container!;
  }
  return null;
}
