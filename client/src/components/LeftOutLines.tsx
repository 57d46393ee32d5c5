import { Table, Title } from '@mantine/core';
import classes from './CsvChoice.module.css';
import { Message } from './Message.tsx';

/** More are said by their number. */
const MOST_SHOWN = 200;

interface LeftOutLinesProps {
  /** Line 0 stands for the file as a whole. */
  problems: { line: number; message: string }[];
}

/** What of a file is not read, and what to do; nothing where all is. */
export function LeftOutLines({ problems }: LeftOutLinesProps) {
  if (problems.length === 0) return null;
  return (
    <section className={classes.part}>
      <Title order={2}>Left out</Title>
      <p className={classes.muted}>
        Correct these lines in the file and choose it again, or go on without them.
      </p>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={80}>
              Line
            </Table.Th>
            <Table.Th scope="col">What to do</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {problems.slice(0, MOST_SHOWN).map(({ line, message }) => (
            <Table.Tr key={`${line} ${message}`}>
              <Table.Td>{line === 0 ? 'All' : line}</Table.Td>
              <Table.Td className={classes.said}>
                <Message>{message}</Message>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {problems.length > MOST_SHOWN && <p>And {problems.length - MOST_SHOWN} more.</p>}
    </section>
  );
}
