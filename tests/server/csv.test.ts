import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { toCsv } from '../../server/features/csv.ts';

const FORMULAS = ['=1+1', '+1', '-1+1', '@SUM(1)', '＝1', '=HYPERLINK("https://x.example","y")'];

test('whatever separates cells for a spreadsheet, no cell of a text begins like a formula', async () => {
  const hostile = FORMULAS.flatMap((formula) =>
    ['', 'Ada;', 'Ada\t', 'Ada|', 'Ada\n', 'Ada\r\n', 'Ada, "x";'].map((before) => before + formula),
  );
  for (const text of hostile)
    for (const row of [
      [text, 'ada@x.example'],
      ['Ada', text, 'ada@x.example'],
    ]) {
      const csv = await toCsv([['Name', 'Email'], row]);
      // As a spreadsheet reads it: quotation marks count at the beginning of a cell alone.
      for (const delimiter of [',', ';', '\t', '|']) {
        const options = { bom: true, delimiter, relax_quotes: true, relax_column_count: true };
        const cells = (parse(csv, options) as string[][]).flat();
        expect([text, delimiter, cells.filter((cell) => /^[=+\-@＝]/.test(cell))]).toEqual([
          text,
          delimiter,
          [],
        ]);
      }
    }
  // Numbers stay numbers, and words stay as they are.
  expect(await toCsv([['a-b; -c = d', -1]])).toBe('\uFEFFa-b; -c = d,-1\r\n');
});

test('a table of any size is one table, and others have their turn while a large one is written', async () => {
  for (const [rows, cells] of [
    [0, 0],
    [1, 1],
    [3, 40_000],
    [2_001, 42],
  ] as const) {
    const table = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: cells }, (__, at) => `${row}/${at}`),
    );
    const csv = await toCsv(table);
    expect(csv.lastIndexOf('\uFEFF')).toBe(0);
    expect(parse(csv, { bom: true })).toEqual(table);
  }
  let turns = 0;
  let isOver = false;
  const look = () => {
    turns += 1;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await toCsv(Array.from({ length: 2_000 }, () => Array.from({ length: 42 }, () => '=1')));
  isOver = true;
  expect(turns).toBeGreaterThan(3);
});
