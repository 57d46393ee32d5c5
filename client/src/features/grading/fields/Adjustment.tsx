import { NumberInput } from '@mantine/core';

/** Points beside the rubric, for what no item says. */
export function Adjustment({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  return (
    <NumberInput
      label="Adjust"
      description="Points, added to the items"
      size="sm"
      value={value}
      step={0.5}
      min={-1000}
      max={1000}
      decimalScale={2}
      onChange={(next) => onChange(typeof next === 'number' ? next : 0)}
    />
  );
}
