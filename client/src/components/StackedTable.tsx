import { Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './StackedTable.module.css';

export interface StackedColumn<Row> {
  title: string;
  /** For readers alone, of a column that says itself what it is. */
  isUntitled?: boolean;
  /** A number or a word or two, which stay in one line where there is room for columns. */
  isShort?: boolean;
  isNumber?: boolean;
  /** Whether it says what the row is about. */
  isHeader?: boolean;
  className?: string | undefined;
  cell: (row: Row) => ReactNode;
}

interface StackedTableProps<Row> {
  /** The first says whose row it is. */
  columns: StackedColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  label?: string;
  rowClass?: (row: Row) => string | undefined;
}

/**
 * A table whose rows become paragraphs on a phone, each cell on a line of its own beside its column's title: nothing is scrolled
 * sideways, and no column is lost. A cell without words is left out there. What is laid out otherwise is no table any more to some
 * browsers, so that its parts say what they are.
 */
export function StackedTable<Row>({ columns, rows, keyOf, label, rowClass }: StackedTableProps<Row>) {
  return (
    <Table fz="sm" highlightOnHover className={classes.table} role="table" aria-label={label}>
      <Table.Thead role="rowgroup">
        <Table.Tr role="row">
          {columns.map(({ title, isUntitled, isNumber }) => (
            <Table.Th key={title} scope="col" role="columnheader" data-number={isNumber}>
              {isUntitled ? <VisuallyHidden>{title}</VisuallyHidden> : title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup">
        {rows.map((row) => (
          <Table.Tr key={keyOf(row)} role="row" className={rowClass?.(row)}>
            {columns.map(({ title, isUntitled, isShort, isNumber, isHeader, className, cell }, place) => {
              const content = (
                <div className={className} dir="auto">
                  {cell(row)}
                </div>
              );
              return isHeader ? (
                <Table.Th key={title} scope="row" role="rowheader">
                  {content}
                </Table.Th>
              ) : (
                <Table.Td
                  key={title}
                  role="cell"
                  data-short={isShort}
                  data-number={isNumber}
                  data-title={isUntitled || place === 0 ? undefined : title}
                >
                  {content}
                </Table.Td>
              );
            })}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
