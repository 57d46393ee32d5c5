/** CSV files as registrars, other systems and spreadsheets write them. Nothing of one is ever computed or run: cells are text. */
import { parse } from 'csv-parse/sync';
import { decodeText } from './decodeText.ts';

export interface CsvRow {
  /** Of the file, from 1. */
  line: number;
  cells: string[];
}

/** What cannot be used, with what to do; line 0 stands for the file as a whole. */
export interface CsvProblem {
  line: number;
  message: string;
}

/** A file of many sets has a few hundred. */
export const MOST_COLUMNS = 1_000;
/** So many are read by people, and correcting them shows which of the others were of their kind. */
const MOST_PROBLEMS = 200;

/** The first of them, and how many there are besides. */
export function fewProblems(problems: readonly CsvProblem[]): CsvProblem[] {
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  if (sorted.length <= MOST_PROBLEMS) return sorted;
  const message = `${sorted.length - MOST_PROBLEMS} more lines cannot be used. Correct the others first.`;
  return [...sorted.slice(0, MOST_PROBLEMS), { line: sorted[MOST_PROBLEMS]!.line, message }];
}

export interface Csv {
  encoding: string;
  separator: string;
  /** Those with something in a cell, the heading first; null of what is no text at all. */
  rows: CsvRow[] | null;
  problems: CsvProblem[];
}

export const NO_TEXT =
  'This is no text file. In the spreadsheet choose “Save as”, then “CSV”, and send that file.';

/** A heading or a word of a file as it is compared: its letters and digits in lower case. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Which way text runs is said in signs that nobody sees; addresses copied out of a mail program have them around them. */
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Blanks of every kind as one, and none at the ends. */
export const squeezed = (text: string): string =>
  text
    .replace(DIRECTIONS, '')
    .replace(/[\s\u00a0\u200b\ufeff]+/g, ' ')
    .trim();

/** A cell as text: squeezed, and out of `="007"`, by which spreadsheets keep zeros. */
function cellOf(raw: string | undefined): string {
  const text = squeezed(raw ?? '');
  return /^="([^"]*)"$/.exec(text)?.[1]?.trim() ?? text;
}

export const isFormula = (text: string): boolean => /^[=+@]|^-\D/.test(text);

/** For a message. */
export const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** `Ada <mailto:ada@x.edu>` → `ada@x.edu`. */
export function emailIn(cell: string): string {
  return (/<([^<>]*)>\s*$/.exec(cell)?.[1] ?? cell).replace(/^mailto:/i, '').trim();
}

/** The separator that stands most often in the heading, outside of quotation marks. */
function separatorOf(heading: string): string {
  const bare = heading.replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((mark) => ({ mark, count: bare.split(mark).length }));
  return counts.sort((a, b) => b.count - a.count)[0]?.mark ?? ',';
}

export function readCsv(bytes: Uint8Array): Csv {
  const { text, encoding } = decodeText(bytes);
  if (text === null) return { encoding, separator: ',', rows: null, problems: [] };
  const problems: CsvProblem[] = [];
  // Excel's hint for itself, and blank lines above the heading.
  const above = /^(?:[ \t]*\r?\n|"?sep=."?\r?\n)*/i.exec(text)?.[0] ?? '';
  const skipped = above.split('\n').length - 1;
  const body = text.slice(above.length);
  const separator = separatorOf(body.split(/\r?\n|\r/, 1)[0] ?? '');
  const rows: CsvRow[] = [];
  const records = parse(body, {
    info: true,
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: (error: unknown) => {
      const lines = error instanceof Error && 'lines' in error ? Number(error.lines) : 1;
      problems.push({
        line: lines + skipped,
        message: 'A quotation mark has no partner. Write it twice inside of a quoted cell, or take it out.',
      });
    },
  }) as unknown as { record: string[]; info: { lines: number } }[];
  for (const { record, info } of records) {
    const cells = record.map(cellOf);
    if (cells.some((cell) => cell !== '')) rows.push({ line: info.lines + skipped, cells });
  }
  return { encoding, separator, rows, problems };
}
