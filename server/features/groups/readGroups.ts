import { parse } from 'csv-parse/sync';
import type { CsvProblem } from '../readCsv.ts';

/** Of the largest class, each line once and by mistake once more. */
const MOST_ROWS = 10_000;

interface Row {
  line: number;
  group: string;
  email: string;
}

/** Rows with the columns `group` and `email`, whatever their order, case and separator. */
export function readGroups(csv: string): { rows: Row[]; problems: CsvProblem[] } {
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(csv, {
      bom: true,
      info: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      delimiter: [',', ';', '\t'],
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
    }) as unknown as typeof records;
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? Number(error.lines) : 1;
    return {
      rows: [],
      problems: [{ line, message: 'This line is no CSV: look for a quotation mark without its end.' }],
    };
  }
  if (records.length > MOST_ROWS) {
    const message = `The file has ${records.length} lines; at most ${MOST_ROWS} can be read at once.`;
    return { rows: [], problems: [{ line: 1, message }] };
  }
  const problems: CsvProblem[] = [];
  const rows: Row[] = [];
  for (const { record, info } of records) {
    const { group = '', email = '' } = record;
    if (group === '' || email === '')
      problems.push({ line: info.lines, message: 'A line needs a group and an email.' });
    else rows.push({ line: info.lines, group, email: email.toLowerCase() });
  }
  if (records.length === 0)
    problems.push({ line: 1, message: 'The file has no lines below its header: group,email' });
  return { rows, problems };
}
