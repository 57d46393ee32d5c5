/** R, and Java, C# and C++, rewritten as JavaScript with as many characters, so that places hold. */

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
const blanks = (text: string, pattern: RegExp): string => text.replace(pattern, blank);

/** What a call holds, up to the bracket that closes it; null where none does. */
function insideOf(text: string, open: number): string | null {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if ('([{'.includes(text[at]!)) depth++;
    else if (')]}'.includes(text[at]!) && --depth === 0) return text.slice(open + 1, at);
  }
  return null;
}

/** `list(w = w, m = m)` and `c(w, m)` as `[w, m]`. */
function withLists(text: string): string {
  let read = text;
  for (const { 0: call, index } of text.matchAll(/(?<![\w.])(?:list|c)\(/g)) {
    const open = index + call.length - 1;
    const inside = insideOf(read, open);
    if (inside === null) return text;
    const items = blanks(inside, /(?<=(?:^|,)\s*)\w+\s*=(?!=)/g);
    const list = `${'['.padStart(call.length)}${items}]`;
    read = read.slice(0, index) + list + read.slice(index + list.length);
  }
  return read;
}

const R_WORDS: Readonly<Record<string, string>> = { TRUE: 'true', FALSE: 'false', NULL: 'null' };

function fromR(code: string): string {
  const text = blanks(code, /#.*$/gm)
    .replace(/(?<=[A-Za-z]\w*)\.(?=[A-Za-z])/g, '_')
    .replace(/<<?-/g, (arrow) => '='.padEnd(arrow.length))
    .replace(/%\*%/g, ' * ')
    .replace(/\$/g, '.')
    // X[i, ] and X[, j]
    .replace(/,\s*(?=\])|(?<=\[)\s*,/g, blank)
    .replace(/\b(?:TRUE|FALSE|NULL)\b/g, (word) => R_WORDS[word]!)
    .replace(/(?<=\bin\s+[\w.()]+):(?=\w)/g, ',')
    .replace(
      /\b(?:rep|rep_len|matrix|array)\(\s*(\d+(?:\.\d+)?)\s*,[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)/g,
      (call, number: string) => number.padEnd(call.length),
    )
    .replace(/\bfunction\s*(\([^(){}]*(?:\([^()]*\)[^(){}]*)*\))/g, (whole, parameters: string) =>
      `${parameters}=>`.padStart(whole.length),
    );
  // A bracket on the next line begins a statement of its own.
  const ended = text.replace(/(?<=[\w)\]}][ \t]*)\n(?=\s*[([])/g, ';');
  const isPaired = ended.split('[[').length === ended.split(']]').length;
  return withLists(isPaired ? ended.replace(/\[\[/g, ' [').replace(/\]\]/g, '] ') : ended);
}

/** A type of Java, C# or C++ before the name that it is of. */
const TYPE = String.raw`(?:(?:const|final|static|unsigned|readonly)\s+)*(?:std::)?[A-Za-z_]\w*(?:::\w+)*(?:<[^<>;(){}]*(?:<[^<>;(){}]*>[^<>;(){}]*)?>)?(?:\s*\[\s*\])*(?:\s*[&*]+\s*|\s*\.\.\.\s*|\s+)`;
const NO_TYPE = String.raw`(?!(?:return|new|else|throw|delete|case|goto|in|of|let|class|function|if|for|while|do)\b)`;

const CLASS = /\b(?:class|struct)\s+\w+[^;(){}]*\{/;

const CONTROL = String.raw`(?!(?:if|for|while|switch|catch|function)\b)`;

const untyped = (parameters: string): string =>
  parameters
    .replace(new RegExp(String.raw`(?<=^\s*|,\s*)${TYPE}(?=\w+\s*(?:,|=|\[|$))`, 'g'), blank)
    .replace(/\[\s*\]/g, blank);

const withoutComments = (code: string): string => blanks(code, /\/\/.*|\/\*[^]*?\*\//g);

function fromC(code: string): string {
  const hasClass = CLASS.test(code);
  const defined = (type: string, name: string, parameters: string): string => {
    const whole = type.length + name.length + parameters.length + 2;
    if (hasClass) return `${blank(type)}${name}(${untyped(parameters)})`;
    return `${name}=(${untyped(parameters).replace(/\s+/g, ' ').trim()})=>`.padEnd(whole);
  };
  return (
    withoutComments(code)
      .replace(/^[ \t]*(?:#|using |package |import |@\w+|\[\w+\][ \t]*$).*$/gm, blank)
      .replace(/\binterface\s+\w+\s*\{[^{}]*\}/g, blank)
      // private double eps = 1e-8;
      .replace(/\b(?:public|private|protected|internal)\b[^;=(){}]*?(?=\w+\s*=(?!=))/g, blank)
      .replace(
        /\b(?:public|private|protected|internal|override|virtual|inline|abstract|sealed|synchronized)\b:?/g,
        blank,
      )
      .replace(/\bstruct(?=\s+\w+\s*\{)/g, 'class ')
      .replace(/\bstatic(?=\s+class)/g, blank)
      .replace(/(?<=\bclass\s+\w+)\s*(?::|extends|implements)[^{;]*/g, blank)
      .replace(/->/g, '. ')
      .replace(/\bstd::/g, blank)
      .replace(/(?<=\d)[fFdDL](?![\w.])/g, ' ')
      .replace(/\((?:const )?(?:double|float|int|long|size_t)\)/g, blank)
      .replace(
        /\bnew\s+(?:double|float|int|long|Double|Float)\s*\[([^[\]]*)\]/g,
        (made, size: string) => `${'zeros('.padStart(made.length - size.length - 1)}${size})`,
      )
      // double eps;
      .replace(new RegExp(String.raw`(?<=[;{}]\s*)${NO_TYPE}${TYPE}\w+(?:\s*,\s*\w+)*\s*;`, 'g'), blank)
      // for (Batch b : batches)
      .replace(new RegExp(String.raw`(?<=\bfor\s*\()${TYPE}(\w+)\s*:(?=\s)`, 'g'), (each, name: string) =>
        `${name} of`.padStart(each.length),
      )
      // double g = …
      .replace(new RegExp(String.raw`(?<=(?:^|[;{}(])\s*)${NO_TYPE}${TYPE}(?=\w+\s*=(?!=))`, 'gm'), (type) =>
        type.trimEnd().length < 3 ? type : `let${blank(type.slice(3))}`,
      )
      // void step(double[] w, const Vec& g) {
      .replace(
        new RegExp(
          String.raw`(?<=(?:^|[;{}])\s*)${NO_TYPE}((?:${TYPE})?)${CONTROL}(\w+\s*)\(([^(){};]*)\)(?=\s*(?:const\s*|throws\s+\w+\s*)?\{)`,
          'gm',
        ),
        (_, type: string, name: string, parameters: string) => defined(type, name, parameters),
      )
      .replace(/(?<=\))\s*const(?=\s*\{)/g, blank)
  );
}

/** Names of the fields that a class says it has. */
export function fieldsIn(code: string): ReadonlySet<string> {
  if (!CLASS.test(code)) return new Set();
  const text = withoutComments(code);
  const marked =
    /\b(?:private|protected|public|internal)\b(?!\s*:)[^;=(){}]*?\b(\w+(?:\s*,\s*\w+)*)\s*(?:=[^;]*)?;/g;
  const bare = new RegExp(String.raw`(?<=[;{}:]\s*)${NO_TYPE}${TYPE}(\w+(?:\s*,\s*\w+)*)\s*;`, 'g');
  const found = [marked, bare].flatMap((pattern) => [...text.matchAll(pattern)]);
  return new Set(found.flatMap(([, names = '']) => names.split(/\s*,\s*/)));
}

const DIALECTS: readonly [RegExp, (code: string) => string][] = [
  [/^r$/i, fromR],
  [/^(?:c|cpp|c\+\+|cc|java|cs|csharp|c#)$/i, fromC],
];

/** The same as JavaScript; null of all other languages. */
export function inScript(code: string, language: string): string | null {
  const read = DIALECTS.find(([name]) => name.test(language))?.[1](code);
  return read !== undefined && read.length === code.length ? read : null;
}

export const isR = (language: string): boolean => /^r$/i.test(language);
