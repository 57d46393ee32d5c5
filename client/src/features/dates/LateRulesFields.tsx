import { Group, NumberInput, Select, Switch } from '@mantine/core';
import type { LateRules } from '../../../../contract/policy.ts';
import { LateWindowFields } from './LateWindowFields.tsx';

interface LateRulesFieldsProps {
  rules: LateRules;
  onChange: (rules: LateRules) => void;
}

const numberOf = (value: number | string): number => (typeof value === 'number' ? value : 0);

/** Grace, window, penalty, late days, and what is missing. */
export function LateRulesFields({ rules, onChange }: LateRulesFieldsProps) {
  const set = (part: Partial<LateRules>) => onChange({ ...rules, ...part });
  const { penalty } = rules;
  return (
    <>
      <NumberInput
        label="Minutes of grace"
        description="Nothing is late that comes within them."
        min={0}
        max={1440}
        allowDecimal={false}
        value={rules.graceMinutes}
        onChange={(value) => set({ graceMinutes: numberOf(value) })}
      />
      <LateWindowFields
        window={rules.window ?? 'open'}
        onChange={(window) => set({ window: window === 'open' ? null : window })}
      />
      <Switch
        label="Late work loses points"
        checked={penalty !== null}
        onChange={(event) =>
          set({ penalty: event.currentTarget.checked ? { percent: 10, per: 'day', atMost: 100 } : null })
        }
      />
      {penalty !== null && (
        <Group align="end" gap="xs">
          <NumberInput
            label="Percent"
            min={0}
            max={100}
            w={90}
            value={penalty.percent}
            onChange={(value) => set({ penalty: { ...penalty, percent: numberOf(value) } })}
          />
          <Select
            label="For each"
            allowDeselect={false}
            w={150}
            data={[
              { value: 'day', label: 'day begun' },
              { value: 'hour', label: 'hour begun' },
            ]}
            value={penalty.per}
            onChange={(value) => set({ penalty: { ...penalty, per: value === 'hour' ? 'hour' : 'day' } })}
          />
          <NumberInput
            label="At most percent"
            min={0}
            max={100}
            w={130}
            value={penalty.atMost}
            onChange={(value) => set({ penalty: { ...penalty, atMost: numberOf(value) } })}
          />
          <NumberInput
            label="Late days for a set"
            placeholder="all"
            min={0}
            max={366}
            w={150}
            allowDecimal={false}
            value={rules.lateDays ?? ''}
            onChange={(value) => set({ lateDays: typeof value === 'number' ? value : null })}
          />
        </Group>
      )}
      <Select
        label="In the total, what is overdue and not handed in"
        allowDeselect={false}
        data={[
          { value: 'zero', label: 'counts as zero' },
          { value: 'left_out', label: 'is left out' },
        ]}
        value={rules.missing}
        onChange={(value) => set({ missing: value === 'left_out' ? 'left_out' : 'zero' })}
      />
    </>
  );
}
