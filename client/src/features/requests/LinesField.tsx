import { NumberInput } from '@mantine/core';
import classes from './requests.module.css';

export interface Lines {
  line: number;
  endLine: number;
}

interface LinesFieldProps {
  file: { name: string; text: string };
  /** 1-based, both included; null for the file as a whole. */
  lines: Lines | null;
  onChange: (lines: Lines | null) => void;
}

/** Which lines of one's program a request points at, by number, with what stands there. */
export default function LinesField({ file, lines, onChange }: LinesFieldProps) {
  const all = file.text.split('\n');
  const field = { min: 1, max: all.length, clampBehavior: 'strict', placeholder: 'the whole file' } as const;
  const first = (line: number) => onChange({ line, endLine: Math.max(line, lines?.endLine ?? line) });
  const last = (endLine: number) => onChange({ line: Math.min(endLine, lines?.line ?? endLine), endLine });
  return (
    <>
      <div className={classes.lines}>
        <NumberInput
          {...field}
          label={`From line of ${file.name}`}
          value={lines?.line ?? ''}
          onChange={(line) => (line === '' ? onChange(null) : first(Number(line)))}
        />
        <NumberInput
          {...field}
          label="To line"
          value={lines?.endLine ?? ''}
          onChange={(line) => (line === '' ? onChange(null) : last(Number(line)))}
        />
      </div>
      {lines !== null && (
        <pre className={classes.program} role="region" aria-label="The passage" tabIndex={0}>
          {all.slice(lines.line - 1, lines.endLine).join('\n')}
        </pre>
      )}
    </>
  );
}
