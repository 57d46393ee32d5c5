import { useMemo, useState } from 'react';
import { asTheyStood, ordered, type ByQuestion, type Column, type Order, type Row } from './gradebookRows.ts';

interface Shown {
  rows: readonly Row[];
  byQuestion: ByQuestion;
  /** Whether all rows are here. */
  isWhole: boolean;
}

/**
 * The rows in the order that was asked for. Scores that others change meanwhile move no row, or what is under the pointer would be another
 * student's: the order is `isOld` then, until it is asked for again.
 */
export function useOrder({ rows, byQuestion, isWhole }: Shown) {
  const [order, setOrder] = useState<Order>({ by: 'name', down: false });
  const [asked, setAsked] = useState(0);
  const { by, down } = order;
  const fresh = useMemo(() => ordered(rows, { by, down }, byQuestion), [rows, by, down, byQuestion]);
  // What is ordered by may still be on its way.
  const of = isWhole ? [asked, by, down, byQuestion.has(by)].join() : null;
  const [stood, setStood] = useState<{ of: string | null; ids: readonly string[] }>({ of: null, ids: [] });
  const isKept = of !== null && stood.of === of;
  if (of !== null && !isKept) setStood({ of, ids: fresh.map(({ student }) => student.id) });
  const shown = useMemo(
    () => (isKept ? asTheyStood(rows, stood.ids) : fresh),
    [isKept, rows, stood.ids, fresh],
  );
  const isOld = isKept && shown.some((row, place) => row !== fresh[place]);
  return {
    order,
    rows: shown,
    isOld,
    /** Names begin with A, scores with the best; the same once more turns it round, or brings it up to date. */
    orderBy: (column: Column) => {
      if (column === by && isOld) return setAsked(asked + 1);
      setOrder(column === by ? { by, down: !down } : { by: column, down: column !== 'name' });
    },
  };
}
