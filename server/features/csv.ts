import { stringify } from 'csv-stringify/sync';

/**
 * Rows as CSV for a spreadsheet. A name such as `=HYPERLINK(…)` is a student's to choose and would run in the
 * instructor's spreadsheet, so cells that begin like a formula get an apostrophe. With a byte order mark, spreadsheets
 * take it for UTF-8.
 */
export const toCsv = (rows: readonly (readonly (string | number | null)[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => cell ?? '')),
    { bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );
