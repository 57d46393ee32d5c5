import { Table } from '@mantine/core';
import type { TrajectoryPlot } from '../../../../contract/report.ts';
import classes from './plot.module.css';
import { numberWords } from './trajectory.ts';

export function StepTable({ plot, step }: { plot: TrajectoryPlot; step: number }) {
  return (
    <div className={classes.tableFrame} tabIndex={0} role="region" aria-label="Numbers of all steps">
      <Table className={classes.table} verticalSpacing={4} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            {['Step', 'Yours x', 'Yours y', 'Yours f', 'Reference x', 'Reference y', 'Reference f'].map(
              (name) => (
                <Table.Th key={name} scope="col">
                  {name}
                </Table.Th>
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plot.reference.map((reference, index) => (
            <Table.Tr
              key={index}
              data-current={index === step || undefined}
              data-diverged={index === plot.divergedAt || undefined}
            >
              <Table.Td>
                {index}
                {index === plot.divergedAt && ' ✕'}
              </Table.Td>
              {[
                ...row(plot.yours[index]),
                plot.loss.yours[index],
                ...row(reference),
                plot.loss.reference[index],
              ].map((value, column) => (
                <Table.Td key={column}>{numberWords(value)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function row(values: (number | null)[] | undefined): (number | null)[] {
  return [values?.[0] ?? null, values?.[1] ?? null];
}
