import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { toCsv } from '../../server/features/csv.ts';

test('a cell that begins like a formula is a text', async () => {
  for (const text of ['=1+1', '+1', '-1+1', '@SUM(1)', '＝1', '=HYPERLINK("https://x.example","y")']) {
    const csv = await toCsv([['Name', text, 'ada@x.example']]);
    expect(parse(csv, { bom: true })).toEqual([['Name', `'${text}`, 'ada@x.example']]);
  }
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
