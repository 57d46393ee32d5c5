/** A `.tex` or a whole project → one Markdown answer per question, for the student to confirm. */
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import { TexDocument } from './document.ts';
import { decodeText } from './encoding.ts';
import { flatten } from './flatten.ts';
import type { TexProblem } from './flatten.ts';
import { imageResolver } from './images.ts';
import { mainFile } from './main-file.ts';
import { SheetReader } from './sheet.ts';

export interface SplitResult {
  /** Only questions whose heading was found: a missing heading must not empty an answer. */
  answers: { question: string; markdown: string }[];
  /** The student's words that belong to no question. */
  unassigned: string;
  /** The images that the answers show, by the names used in them. */
  images: { name: string; data: Uint8Array }[];
  problems: TexProblem[];
}

export interface SplitInput {
  /** As `readProject` opened them. */
  files: Map<string, Uint8Array>;
  /** Path of the main file; found when absent. */
  main?: string;
}

/**
 * Never throws for what the files contain. No word that LaTeX prints is dropped, save what repeats the sheet itself;
 * none goes to another question than the heading above it says.
 */
export function splitTex(assignment: AssignmentDefinition, input: SplitInput): SplitResult {
  const problems: TexProblem[] = [];
  const texts = new Map<string, string>();
  for (const [file, bytes] of input.files) {
    const isTex = /\.(?:tex|ltx|latex)$/i.test(file) || (input.files.size === 1 && isText(bytes));
    if (!isTex && file !== input.main) continue;
    const { text, warning } = decodeText(bytes);
    texts.set(file, text);
    if (warning !== null) problems.push({ severity: 'warning', file, line: null, message: warning });
  }
  const main = mainFile(texts, input.main);
  if (main === null) {
    const message =
      texts.size === 0
        ? 'There is no .tex file in this upload. Upload the source, not the PDF made from it.'
        : 'Several files could be the main one: none has \\begin{document}.';
    return {
      answers: [],
      unassigned: '',
      images: [],
      problems: [...problems, { severity: 'error', file: soleFile(input.files), line: null, message }],
    };
  }
  const joined = flatten(texts, main);
  problems.push(...joined.problems);
  for (const file of texts.keys())
    if (!joined.used.has(file))
      problems.push({
        severity: 'warning',
        file,
        line: null,
        message: `${main} does not read this file, so its text is in no answer.`,
      });

  const document = new TexDocument(joined.source.text);
  const report = (severity: 'error' | 'warning', at: number, message: string): void => {
    problems.push({ severity, ...joined.source.place(at), message });
  };
  for (const { severity, at, message } of document.problems) report(severity, at, message);
  const images = imageResolver(input.files, main, document.source, (at, message) =>
    report('error', at, message),
  );
  const { answers, unassigned } = new SheetReader(assignment, document, report, {
    image: images.resolve,
    code: codeReader(input.files, main),
  }).read();
  return { answers, unassigned, images: images.used(), problems: sortProblems(problems) };
}

/** UTF-16 units of the files of code that all answers print. */
const MAX_CODE = 100_000;

/** Reads files of code for answers, while there is room for them. */
function codeReader(files: Map<string, Uint8Array>, main: string): (name: string) => string | null {
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  let left = MAX_CODE;
  const refused = new Set<Uint8Array>();
  return (name) => {
    const clean = name.trim().replace(/^\.\//, '');
    const bytes = files.get(folder + clean) ?? files.get(clean);
    if (bytes === undefined || refused.has(bytes) || !isText(bytes)) return null;
    const { text } = decodeText(bytes);
    if (text.length > left) {
      refused.add(bytes);
      return null;
    }
    left -= text.length;
    return text;
  };
}

/** A single file need not be called `.tex`, but a PDF or an image is none. */
function isText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 1000);
  return !start.includes(0) && !new TextDecoder().decode(start).startsWith('%PDF');
}

function soleFile(files: Map<string, unknown>): string {
  const [name = ''] = files.keys();
  return files.size === 1 ? name : '';
}

const MAX_PROBLEMS = 200;

function sortProblems(problems: TexProblem[]): TexProblem[] {
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...unique.values()]
    .sort((one, other) => one.file.localeCompare(other.file) || (one.line ?? 0) - (other.line ?? 0))
    .slice(0, MAX_PROBLEMS);
}
