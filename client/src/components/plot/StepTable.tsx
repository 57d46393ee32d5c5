import { Table } from '@mantine/core';
import { partingsOf, stepsOf, type Picture } from './picture.ts';
import classes from './plot.module.css';
import { numberWords } from './trajectory.ts';

export function StepTable({ picture, step }: { picture: Picture; step: number }) {
  const { paths } = picture;
  const partings = partingsOf(picture);
  return (
    <div className={classes.tableFrame} tabIndex={0} role="region" aria-label="Numbers of all steps">
      <Table className={classes.table} verticalSpacing={4} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Step</Table.Th>
            {paths.flatMap(({ look }) =>
              ['x', 'y', 'f'].map((quantity) => (
                <Table.Th key={look.name + quantity} scope="col">
                  {look.name.charAt(0).toUpperCase() + look.name.slice(1)} {quantity}
                </Table.Th>
              )),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Array.from({ length: stepsOf(picture) + 1 }, (_, index) => (
            <Table.Tr
              key={index}
              data-current={index === step || undefined}
              data-diverged={partings.includes(index) || undefined}
            >
              <Table.Td>
                {index}
                {partings.includes(index) && ' ✕'}
              </Table.Td>
              {paths
                .flatMap(({ rows, losses }) => [rows[index]?.[0], rows[index]?.[1], losses[index]])
                .map((value, column) => (
                  <Table.Td key={column}>{numberWords(value)}</Table.Td>
                ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
