/** Cuts plain text and code into lines that are one statement each, and says in which loops and conditions they stand. */
import { blank, isJoining } from '../../lexicon.ts';
import { tellsTurn } from '../words/headings.ts';
import { changeBehind } from '../words/saidBehind.ts';
import { withoutTuples } from './tuples.ts';
import { tellsWhatIsDone } from '../words/unchecked.ts';

export interface Line {
  /** As the student wrote it, without the space around it. */
  text: string;
  /** The same length, with comments and list markers blanked out. */
  bare: string;
  /** Offset of `text` in the whole. */
  start: number;
  blocks: readonly Block[];
}

export interface Block {
  kind: 'steps' | 'parts' | 'condition' | 'other';
  /** What counts the steps, and its first value; null where none is named. */
  counter: { name: string; first: number } | null;
  line: Pick<Line, 'text' | 'start'>;
  /** Such as `for t = 1 to T do`. */
  header: string;
}

interface Open {
  block: Block;
  indent: number;
  /** Closed by `end` or a brace rather than by the indentation. */
  isExplicit: boolean;
}

const LOOP_IN_TEXT = /^(for (each|every|all)\b|while\b|repeat\b|loop\b)/iu;
/** `i` of `for (size_t i = 0; …` and `i, x` of `for i, x := range w`: what a loop gives its values in turn. */
const LOOP_NAMES =
  /^(?:for|für|pour|para|per|для|dla|voor|för|pentru|untuk)(?!\p{L})\s*(?:\(\s*(?:[\w:<>]+[\s&*]+)*?)?([\p{L}_]\w*(?:\s*,\s*[\p{L}_]\w*)*)\s*\)?\s*(?:[=←∈]|:=|<-|(?<!\p{L})(?:in|of|en|em|dans|aus|из|в|din|dalam)(?!\p{L}))/iu;
/** "For each" and "repeat" in other languages. */
const LOOP_ABROAD =
  /^(?:para (?:cada|tod[ao]s?)|por cada|pour (?:chaque|tout)|für (?:jede[nrs]?|alle)|per (?:ogni|ciascun\p{L}*)|для (?:каждо\p{L}*|кожно\p{L}*|всех)|dla każd\p{L}*|pentru fiecare|för varje|for hvert?|voor elke?|untuk (?:setiap|tiap)|(?:cho|với) mỗi|lặp|minden|her|pro každ\p{L}*|για κάθε|对(?:于)?每|每个|各|毎|매)(?!\p{Script=Latin})/iu;
/** An epoch, a step, a batch. */
const STEPS_ABROAD =
  /(?<![\p{L}\p{M}])(?:[eé]po[cqk]\p{L}*|эпох\p{L}*|епох\p{L}*|εποχ\p{L}*|iterac\p{L}*|it[eé]ra\p{L}*|итерац\p{L}*|ітерац\p{L}*|schritt\p{L}*|pas[os]?|passo|шаг\p{L}*|крок\p{L}*|krok\p{L}*|steg|stap|adım\p{L}*|langkah|bước|vòng|lotes?|mini[-_ ]?lo[st]\p{L}*|пакет\p{L}*|батч\p{L}*|hội tụ|konverg\p{L}*|converg\p{L}*|сход\p{L}*)(?!\p{L})|步|轮|批|ステップ|エポック|バッチ|스텝|에폭|배치|收敛|収束|수렴/iu;
const LOOP = /^(async\s+)?(for|foreach|while|repeat|loop|do)\b/i;
const CONDITION = /^(if|elif|else|otherwise|unless|switch|case|try|except|finally)\b/i;
const END = /^(end(\s*\w*)?|endfor|endwhile|endif|done|until\b.*|\}.*)\s*;?$/i;
/** Of one after the other. */
const EACH =
  /(?<!\p{L})(?:each|every|all|jede|chaque|cada|ogni|кажд|кожн|każd|elke|fiecare|setiap|mỗi|varje|minden|joka|κάθε|her)|每|各|毎|매|모든/iu;
/** Conditions that say nothing of when a step is done. */
const ALWAYS = /__name__|^(try|finally)\b/;

/** What the header of a loop counts, and from where. */
export function counterOf(header: string): Block['counter'] {
  const python =
    /^for\s+(\w+)\s+in\s+(?:range|trange|tqdm\(range|(?:np|numpy|torch|jnp)\.arange)\s*\(\s*([^,()]*(?:\([^()]*\))?[^,()]*)(,?)/.exec(
      header,
    );
  if (python?.[1]) {
    const first = python[3] === ',' ? Number(python[2]) : 0;
    return Number.isInteger(first) ? { name: python[1], first } : null;
  }
  const enumerated = /^for\s+(\w+)\s*,.*\bin\s+enumerate\s*\((.*)\)\s*:?$/.exec(header);
  if (enumerated?.[1]) {
    const start = /,\s*(?:start\s*=\s*)?(\d+)\s*\)*$/.exec(enumerated[2] ?? '');
    return { name: enumerated[1], first: Number(start?.[1] ?? 0) };
  }
  const endless = /^for\s+(\w+)\s+in\s+(?:itertools\.)?count\s*\(\s*(?:start\s*=\s*)?(\d*)\s*\)/.exec(header);
  if (endless?.[1]) return { name: endless[1], first: Number(endless[2]) };
  const counted = /^for\s*\(?\s*(?:int|let|var|size_t)?\s*(\w+)\s*(?:=|←|:=|<-|∈|in)\s*\{?\[?(\d+)/i.exec(
    header,
  );
  return counted?.[1] ? { name: counted[1], first: Number(counted[2]) } : null;
}

const STEP_NAME =
  /^(t|k|n|i|j|e|ep|it|iter|iteration|step|steps|epoch|epochs|batch|batches|_|timestep|time|tau|s|idx|num)$/i;

/** Again and again, until something is so or as long as it is. */
const REPEATS =
  /^(?:solange|tant qu[e'’]|mientras|enquanto|mentre|finch[eé]|пока|поки|dopóki|póki|medan|så länge|terwijl|zolang|selama|trong khi|sürece|dokud|amíg|όσο|ciclo|schleife|boucle|bucle|laço|цикл|pętla|döngü|lặp lại|当|wiederhole\p{L}*|répéter?|répète\p{L}*|repet(?:ir|e|imos)|repit\p{L}*|ripeti|повторя\p{L}*|powtarzaj\p{L}*|upprepa|herhaal|ulangi|tekrarla|gentag|gjenta|toista|opakuj\p{L}*|ismétel\p{L}*|repetă|επανάλαβε|lặp|重复|繰り返す|반복)(?!\p{Script=Latin})/iu;

/** `range(0, len(X), 32)`, `i += batch`, `torch.randperm(n).split(32)`: data are gone through in strides, and parameters one by one. */
const STRIDES =
  /\b(?:rand)?perm(?:utation)?\s*\(|\.(?:split|chunk)\s*\(|\brange\s*\([^,]+,.+,\s*(?!-?1\s*\))[\w.]+\s*\)|;\s*\w+\s*\+=\s*(?!1\b)[\w.]+\s*\)?\s*\{?$/;

export const isStrided = (header: string): boolean => STRIDES.test(header);

/** A loop over the parameters, or over runs and settings, does not count the steps. */
function isOverSteps(header: string): boolean {
  if (
    opensTurn(header) ||
    /^(while|repeat|loop|do)\b/i.test(header) ||
    REPEATS.test(header) ||
    STEPS_ABROAD.test(header) ||
    isStrided(header)
  )
    return true;
  if (
    /\b(len\s*\(|length\b|numel\b|n_features\b|params?\b|parameters|weights|layers?\b|zip\s*\(|keys\b|items\b|param_groups|coordinates?|dimensions?|size\b|shape\b|indices\b|n_?params|seeds?|runs?\b|trials?)/i.test(
      header,
    ) &&
    !/\bsteps?\b|epochs?\b|iterations?\b/i.test(header)
  )
    return false;
  const name =
    /^for(?:each)?\s*\(?\s*(?:each|every|all|int|let|var)?\s*([\p{L}_]\w*)/iu.exec(header)?.[1] ??
    namesOfLoop(header)[0] ??
    '';
  return (
    STEP_NAME.test(name) ||
    /\b(step|epoch|iteration|batch|minibatch|mini-batch|\w*loader|data|dataset|update|example|sample)/i.test(
      header,
    )
  );
}

/** "for every coordinate i:" */
const EACH_ONE = /\s([a-z])\s*(?:[:{]|do)?$/;

/** Names that a loop gives a value; none where it is told in words. */
export const namesOfLoop = (header: string): string[] =>
  LOOP_NAMES.exec(header)?.[1]?.split(/\s*,\s*/) ??
  (LOOP_IN_TEXT.test(header) || LOOP_ABROAD.test(header) ? (EACH_ONE.exec(header)?.slice(1) ?? []) : []);

/** "每次迭代：", "One step:" */
const opensTurn = (header: string): boolean =>
  /[:：]$/.test(header) && !/[=←]/.test(header) && tellsTurn(header);

export function blockOf(header: string, line: Block['line']): Block {
  const isLoop =
    opensTurn(header) ||
    LOOP.test(header) ||
    LOOP_ABROAD.test(header) ||
    REPEATS.test(header) ||
    LOOP_NAMES.test(header);
  const isCondition = CONDITION.test(header) && !ALWAYS.test(header);
  const kind = isCondition ? 'condition' : !isLoop ? 'other' : isOverSteps(header) ? 'steps' : 'parts';
  return { kind, counter: kind === 'steps' ? counterOf(header) : null, line, header };
}

/** Of MATLAB, Julia and Lua, whose blocks go up to an `end`. */
const UNTIL_END =
  /^(?:for|parfor|while|if|elseif|else|function|begin|let|try|switch)\b(?!.*(?:\bend\s*;?$|\bthen\s+\S))/;

/**
 * @param hasEnds    blocks of the text go up to an `end`
 * @param isIndented the line below is indented further
 */
function isHeader(text: string, hasEnds: boolean, isIndented: boolean): boolean {
  if (hasEnds && UNTIL_END.test(text)) return true;
  // The steps of a branch may stand on its line: `if t = 1 then v ← 0`.
  if (/^(if\b.*(\bthen|:)|else:?)$|^if\b[^.:]*\bthen\b/i.test(text)) return true;
  if (isIndented && opensTurn(text)) return true;
  // for each coordinate i: s[i] <- 0
  if (/^for (?:each|every|all)\b[^=←:]*:[ \t]+\S/i.test(text)) return true;
  return (
    [LOOP_IN_TEXT, LOOP_NAMES, LOOP_ABROAD, REPEATS].some((each) => each.test(text)) &&
    (isIndented || ENDS_HEADER.test(text.split(/:\s/)[0] ?? ''))
  );
}

const ENDS_HEADER = /(:|\bdo|\{|\d|\.\.\.|…|[TNn]|converge\w*|met|repeat|loop)$/i;

/** Where what belongs to a header ends and a statement on the same line begins; −1 where none does. */
function restAt(header: string): number {
  let depth = 0;
  for (const { 0: found, index } of header.matchAll(/[()[\]{}:]|\bdo\b|\bthen\b/g)) {
    if (/[([]/.test(found) || (found === '{' && depth > 0)) depth++;
    else if (/[)\]]/.test(found)) depth--;
    else if (depth === 0 && found !== '}' && header[index + 1] !== '=') {
      const end = index + found.length;
      return header.slice(end).trim() === '' ? -1 : end;
    }
  }
  return -1;
}

/** `|  w ← w − ηg  |`, a line of a drawn box. */
const BOXED = /^([ \t]*)[|│║](?=[ \t])([^|│║\n]*)[|│║](?=[ \t]*$)/gm;

/** A comment behind a statement, in Haskell's way too. */
const TRAILING =
  /((?<=\S\s+)(#(?=[\s\p{L}])|\/\/(?=\s)|--(?=[ \t]+\p{L}[^=←\n]*$))|▷).*$|(?<=\S[ \t]{2,})(?:→|(?<==.*)(?:->|⇒|=>))(?:[ ,'’]+\p{L}+){3,} ?(?:[?!.](?=\s|$)|$)/gmu;

/** `M = max(M, v)   ← the largest so far`: words behind an arrow; a single one is a word and no name. */
const AT_ARROW =
  /(?<=(?:=|←|<-)[^\n]*\S[ \t]+)(?:[←⟵⇐⟸]|<[-=]{1,2}|[-=]{2}>|[⟶⟹])[ \t]*(?<words>\p{L}[\p{L}\p{M}'’-]*(?:[ ,'’]+\p{L}[\p{L}\p{M}'’-]*)+|(?<=[ \t]{2,}\S{1,3}[ \t]*)(?:step|\p{L}{5,}|(?!\p{Script=Latin}|\p{Script=Greek})\p{L}+))[ \t]*[.!?]?[ \t]*$/gmu;

/** As many blanks instead of them; words that say what is done stay, as a doubt about the statement. */
export const withoutRemarks = (text: string): string =>
  text
    .replace(TRAILING, blank)
    .replace(AT_ARROW, (remark, words: string) =>
      tellsWhatIsDone(words) || changeBehind('', words) !== null ? remark : blank(remark),
    );

/** Without the comments of Python, C, Lua, MATLAB and pseudo code. */
function withoutComments(text: string): string {
  return withoutRemarks(
    text
      .replace(BOXED, (text.match(BOXED)?.length ?? 0) > 1 ? '$1 $2 ' : '$&')
      .replace(/&nbsp;|<br ?\/?>|<\/?(?:li|ul|ol|p|code|pre|b|i|em|strong)>/gi, blank)
      .replace(/"""[\s\S]*?"""|'''[\s\S]*?'''|\/\*[\s\S]*?\*\//g, blank),
  );
}

/** List markers, quotes, headings, bold and table rules; as many spaces instead. */
function withoutMarkup(line: string): string {
  return line
    .replace(
      /^\s*(>\s*)*(#{1,6}\s+|[-*+]\s+|(?:=>|⇒|→)\s+|\(?(?:\d{1,2}[.):]|(?:[a-h]|i{1,3}|iv)[.)])\)?\s+|step\s+\d+\s*[.:)]?\s+)?/i,
      blank,
    )
    .replace(/\*\*(?=[^\s*][^*]*\*\*(\s|$|[:.,]))|(?<=\*\*[^*\s][^*]*)\*\*(?=\s|$|[:.,])/g, blank)
    .replace(/[`•]|(?<=^|\s)_(?=\S)|(?<=\S)_(?=\s|$)/g, (mark) => (mark === '`' ? '`' : ' '));
}

interface Physical {
  start: number;
  text: string;
  bare: string;
  indent: number;
}

/** The number of a line of a listing, as `algorithmic` prints it. */
const LINE_NUMBER = /^[ \t]{0,2}\d{1,3}[:.]?(?=[ \t])/;
const blanksBefore = (line: string): number => /^[ \t]*/.exec(line)![0].replace(/\t/g, '    ').length;

/** Whether a listing is indented behind the numbers of its lines. */
function isNumberedListing(text: string): boolean {
  const behind = text
    .split('\n')
    .flatMap((line) => (LINE_NUMBER.test(line) ? [blanksBefore(line.replace(LINE_NUMBER, ''))] : []));
  return behind.length >= 3 && new Set(behind).size > 1;
}

function physicalLines(text: string): Physical[] {
  const clean = withoutComments(text);
  const isNumbered = isNumberedListing(text);
  const lines: Physical[] = [];
  let start = 0;
  for (const original of text.split('\n')) {
    const code = clean.slice(start, start + original.length);
    const bare = withoutMarkup(code);
    const indent = blanksBefore(isNumbered ? original.replace(LINE_NUMBER, '') : original);
    lines.push({ start, text: original, bare, indent });
    start += original.length + 1;
  }
  return lines;
}

/** Numbers of constants, and where a state with its index starts. */
const VALUE = String.raw`(?:(?:[α-ωϵ]|alpha|beta|gamma|eta|rho|mu|eps|epsilon|lr|lambda|momentum|decay)[_\d₀-₉]*|\p{L}_0|\p{L}₀)[ \t]*=[ \t]*\d[\d.]*(?:e[-+−]?\d+)?[ \t]*`;

/** Two equations in columns of one line, and one with its numbers in brackets behind it: `v = β v + g (β = 0.9)`. */
const GAP = new RegExp(
  String.raw`(?<=\S)[ \t]{3,}(?=[\p{L}_][^\s=←(]*[ \t]*(?:=(?!=)|←|:=|<-))(?<=[=←].*)` +
    String.raw`|(?<=[=←].*[^\s=←*/+−-])[ \t]+(?=[(（]${VALUE}(?:[,、]\s*${VALUE})*[)）][ \t]*$)`,
  'u',
);

const OPEN_END = /([-+*/=←,(\\]|:=|−|·|⊙)\s*$/;

/** `  = θ + v`, the next member of a chain. */
const GOES_ON = /^\s*=(?![=>])/;

/** "- return w", "- Gib w zurück", "- 返回 w": an item of words that computes nothing. */
const IS_ORDER =
  /^\s*[-*+]\s(?=.*(?:(?<![\p{L}\d_])(?!\p{Script=Greek})\p{L}{3,}(?![\p{L}\d_])|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]))[^-*+/·×⊙^√=←]*$/u;

/** Does the line go on where the one before ends? */
function continues(before: string, bare: string, original: string): boolean {
  const depth = (before.match(/[([]/g)?.length ?? 0) - (before.match(/[)\]]/g)?.length ?? 0);
  if (depth > 0) return true;
  if (before.trim() === '' || bare.trim() === '') return false;
  if (OPEN_END.test(before) && /[=←(]/.test(before) && !/,\s*$/.test(before)) return true;
  if (GOES_ON.test(original)) return /=|←/.test(before);
  if (IS_ORDER.test(original)) return false;
  // A list marker and a minus sign look alike: a line without an equation behind one with it goes on with it.
  return (
    /^\s*[-+*/·⊙×−]\s.*[\p{L}\d]/u.test(original) &&
    /=|←/.test(before) &&
    !/=|←|:/.test(original) &&
    !/[A-Za-z]{2,} [A-Za-z]{2,}|`|(?!\p{Script=Latin}|\p{Script=Greek})\p{L}/u.test(original)
  );
}

/** @param text without TeX formulas; what is to be skipped is blank */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  const open: Open[] = [];
  const physical = physicalLines(text);
  const hasEnds = physical.some(({ bare }) => /^\s*end\s*;?\s*$/.test(bare));
  const push = (start: number, end: number, bare: string): void => {
    const gap = GAP.exec(bare);
    if (gap) {
      // "…   e poi   w = …"
      const before = bare
        .slice(0, gap.index)
        .replace(/(?<=\s)[\p{L}\s]+$/u, (words) =>
          words.trim().split(/\s+/).every(isJoining) ? blank(words) : words,
        );
      push(start, start + gap.index, before);
      push(start + gap.index, end, bare.slice(gap.index));
      return;
    }
    const parts = withoutTuples(bare);
    if (parts.length > 1) return parts.forEach((part) => push(start, end, part));
    const lead = bare.length - bare.trimStart().length;
    const tail = bare.trimEnd().length;
    if (lead >= tail) return;
    const from = start + lead;
    lines.push({
      text: text.slice(from, Math.min(end, start + tail)),
      bare: bare.slice(lead, tail),
      start: from,
      blocks: open.map(({ block }) => block),
    });
  };
  for (let i = 0; i < physical.length; i++) {
    const first = physical[i] as Physical;
    let bare = first.bare;
    let end = first.start + first.text.length;
    for (let joined = 0; joined < 40; joined++) {
      const [near, far] = [physical[i + 1], physical[i + 2]];
      // Between members of a chain there may be an empty line.
      const isFar = near?.text.trim() === '' && GOES_ON.test(far?.text ?? '');
      const next = isFar ? far : near;
      if (!next || !continues(bare, next.bare, next.text)) break;
      const isMarker = /^\s*[-+*/]\s/.test(next.text);
      bare = `${bare.replace(/\\\s*$/, blank)} ${isMarker ? next.text : next.bare}`;
      end = next.start + next.text.length;
      i += isFar ? 2 : 1;
    }
    const statement = bare.trim();
    if (statement === '') continue;
    for (;;) {
      const last = open.at(-1);
      if (!last || last.isExplicit || first.indent > last.indent) break;
      open.pop();
    }
    if (END.test(statement)) {
      const at = open.findLastIndex((each) => each.isExplicit);
      if (at >= 0) open.splice(at);
      const after = /^\}\s*(else.*)$/.exec(statement)?.[1];
      if (after === undefined) continue;
    }
    const header = statement.replace(/^\}\s*/, '');
    const isIndented =
      (physical[i + 1]?.indent ?? 0) > first.indent && (LOOP_NAMES.test(header) || !/[=←]/.test(header));
    if (isHeader(header, hasEnds, isIndented)) {
      const isOtherBranch = hasEnds && /^(?:else|elseif)\b/.test(header);
      const branch = isOtherBranch ? open.findLastIndex((each) => each.isExplicit) : -1;
      if (branch >= 0) open.splice(branch);
      const rest = hasEnds && UNTIL_END.test(header) ? -1 : restAt(bare);
      const line = {
        text: text.slice(first.start, end).trim(),
        start: first.start + (bare.length - bare.trimStart().length),
      };
      const block = blockOf(rest < 0 ? header : bare.slice(0, rest).trim(), line);
      const isExplicit =
        /(\bdo|\bthen|\{)$/.test(header) || /^repeat\b/i.test(header) || (hasEnds && UNTIL_END.test(header))
          ? hasEnd(physical, i)
          : false;
      open.push({ block, indent: first.indent, isExplicit });
      if (rest >= 0) {
        push(first.start + rest, end, bare.slice(rest));
        if (!isExplicit) open.pop();
      }
      continue;
    }
    const isInLoop = open.some(({ block }) => block.kind === 'steps');
    if (isInLoop && opensUnknown(header, first.indent, physical[i + 1])) {
      const line = { text: first.text.trim(), start: first.start + first.indent };
      const isExplicit = header.endsWith('{') && hasEnd(physical, i);
      open.push({
        block: { kind: 'condition', counter: null, line, header },
        indent: first.indent,
        isExplicit,
      });
      continue;
    }
    push(first.start, end, bare);
  }
  return lines;
}

/**
 * A line that opens a block by its indentation within a loop, in words that are not known here: a loop of its own, or a condition.
 * Letters alone are a caption.
 */
function opensUnknown(header: string, indent: number, next: Physical | undefined): boolean {
  if (!/(?:[:：{]|(?<!\p{L})do)$/u.test(header) || !next || next.indent <= indent) return false;
  return !/^[\p{L}\p{M}\s]+[:：]$/u.test(header) || EACH.test(header);
}

function hasEnd(lines: readonly Physical[], from: number): boolean {
  return lines.slice(from + 1).some((line) => END.test(line.bare.trim()));
}
