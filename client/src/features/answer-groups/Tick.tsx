import { Checkbox } from '@mantine/core';
import { useCourse } from '../../app/session.tsx';

interface TickProps {
  /** What is chosen by it. */
  of: string;
  checked: boolean;
  indeterminate?: boolean;
  onChange: () => void;
}

/** Chooses groups or answers for what can be done with them; its place stays empty for those who do nothing. */
export function Tick({ of, ...props }: TickProps) {
  const { mayAct } = useCourse();
  return !mayAct ? <span /> : <Checkbox size="xs" aria-label={`Tick: ${of}`} {...props} />;
}
