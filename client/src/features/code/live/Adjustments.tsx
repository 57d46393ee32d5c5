import { Button, NumberInput } from '@mantine/core';
import { useId } from 'react';
import type { TrajectoryPlot } from '../../../../../contract/report.ts';
import type { Adjustment } from '../../../../../contract/tries.ts';
import { numberWords } from '../../../components/plot/trajectory.ts';
import classes from './live.module.css';
import { scaleOf, sliderName } from './sliders.ts';

interface AdjustmentsProps {
  /** As the test has it. */
  given: TrajectoryPlot;
  adjustment: Adjustment | null;
  onChange: (adjustment: Adjustment | null) => void;
}

/** Start and hyperparameters by the keyboard; the start can be dragged in the picture, too. */
export function Adjustments({ given, adjustment, onChange }: AdjustmentsProps) {
  const start = adjustment?.start ?? (given.yours[0] as [number, number]);
  const change = (changed: Partial<Adjustment>) =>
    onChange({ test: given.testId, start: null, hyperparameters: {}, ...adjustment, ...changed });
  return (
    <fieldset className={classes.adjustments}>
      <legend>Start and hyperparameters</legend>
      <div className={classes.start}>
        {(['x', 'y'] as const).map((axis, index) => (
          <NumberInput
            key={axis}
            size="xs"
            label={`Start ${axis}`}
            value={Number(start[index]!.toPrecision(4))}
            step={0.1}
            min={-1e6}
            max={1e6}
            onChange={(value) => {
              if (typeof value !== 'number' || !Number.isFinite(value)) return;
              change({ start: index === 0 ? [value, start[1]] : [start[0], value] });
            }}
          />
        ))}
      </div>
      {Object.entries(given.hyperparameters).map(([name, value]) => (
        <Slider
          key={name}
          name={name}
          given={value}
          value={adjustment?.hyperparameters[name as keyof Adjustment['hyperparameters']] ?? value}
          onChange={(moved) => change({ hyperparameters: { ...adjustment?.hyperparameters, [name]: moved } })}
        />
      ))}
      <Button
        variant="default"
        size="compact-sm"
        disabled={adjustment === null}
        onClick={() => onChange(null)}
      >
        Back to the test’s own
      </Button>
    </fieldset>
  );
}

interface SliderProps {
  name: string;
  given: number;
  value: number;
  onChange: (value: number) => void;
}

function Slider({ name, given, value, onChange }: SliderProps) {
  const id = useId();
  const { last, valueAt, positionOf } = scaleOf(name, given);
  return (
    <div className={classes.slider}>
      <label htmlFor={id}>{sliderName(name)}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={last}
        step={1}
        value={positionOf(value)}
        aria-valuetext={numberWords(value)}
        onChange={(event) => onChange(valueAt(event.currentTarget.valueAsNumber))}
      />
      <output htmlFor={id}>{numberWords(value)}</output>
    </div>
  );
}
