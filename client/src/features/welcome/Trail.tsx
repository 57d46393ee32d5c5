import { VisuallyHidden } from '@mantine/core';
import { CheckIcon } from '../../components/icons.tsx';
import { TRAIL } from './steps.ts';
import classes from './welcome.module.css';

/** "1 Your account ✓ 2 Course 3 People 4 First set": how far somebody is who brings up a new installation. */
export function Trail({ at }: { at: (typeof TRAIL)[number] }) {
  const here = TRAIL.indexOf(at);
  return (
    <ol className={classes.trail} aria-label="Steps">
      {TRAIL.map((title, index) => (
        <li
          key={title}
          aria-current={index === here ? 'step' : undefined}
          data-done={index < here || undefined}
        >
          <Mark number={index + 1} done={index < here} />
          {title}
          {index < here && <VisuallyHidden>, done</VisuallyHidden>}
        </li>
      ))}
    </ol>
  );
}

export function Mark({ number, done }: { number: number; done: boolean }) {
  return (
    <span className={classes.mark} data-done={done || undefined} aria-hidden="true">
      {done ? <CheckIcon /> : number}
    </span>
  );
}
