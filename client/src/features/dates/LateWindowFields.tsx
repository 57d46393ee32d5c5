import { Group, NumberInput, Select } from '@mantine/core';
import type { ExtendedWindow } from '../../../../contract/policy.ts';

type Kind = 'same' | 'open' | 'hours' | 'days';

const KINDS: { value: Kind; label: string }[] = [
  { value: 'open', label: 'until grades are released' },
  { value: 'hours', label: 'for so many hours' },
  { value: 'days', label: 'for so many days' },
];
const SAME: { value: Kind; label: string } = { value: 'same', label: 'as from everybody' };

const kindOf = (window: ExtendedWindow): Kind =>
  window === null ? 'same' : window === 'open' ? 'open' : 'days' in window ? 'days' : 'hours';
const lengthOf = (window: ExtendedWindow): number =>
  window === null || window === 'open' ? 0 : 'days' in window ? window.days : window.hours;

function windowOf(kind: Kind, length: number): ExtendedWindow {
  if (kind === 'days') return { days: Math.round(length) };
  if (kind === 'hours') return { hours: length };
  return kind === 'open' ? 'open' : null;
}

interface LateWindowFieldsProps {
  window: ExtendedWindow;
  onChange: (window: ExtendedWindow) => void;
  /** For some people: what everybody has can be chosen, too, and is null. */
  forSome?: boolean;
}

/** Until when late work is taken, counted from the due time. */
export function LateWindowFields({ window, onChange, forSome = false }: LateWindowFieldsProps) {
  const kind = kindOf(window);
  return (
    <Group align="end" gap="xs" mt={forSome ? 'xs' : 0}>
      <Select
        label="Late work is taken"
        description={forSome ? 'Longer than from others, counted from their due time.' : undefined}
        allowDeselect={false}
        data={forSome ? [SAME, ...KINDS] : KINDS}
        value={kind}
        onChange={(value) => onChange(windowOf(value ?? 'open', lengthOf(window)))}
      />
      {(kind === 'hours' || kind === 'days') && (
        <NumberInput
          label={kind === 'days' ? 'Days after the due time' : 'Hours after the due time'}
          min={0}
          max={kind === 'days' ? 366 : 8784}
          value={lengthOf(window)}
          onChange={(value) => onChange(windowOf(kind, typeof value === 'number' ? value : 0))}
        />
      )}
    </Group>
  );
}
