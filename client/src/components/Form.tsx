import type { ComponentProps, KeyboardEvent, MouseEvent, SyntheticEvent } from 'react';

interface FormProps extends Omit<ComponentProps<'form'>, 'onSubmit'> {
  /** Whether what stands in it is on its way to the server. */
  isSaving: boolean;
  onSubmit: () => void;
}

/** Keys by which a field of numbers or a list of choices changes without a change of its input. */
const STEPS = new Set(['ArrowUp', 'ArrowDown', 'Enter']);

const stop = (event: SyntheticEvent): void => event.stopPropagation();
const stopSteps = (event: KeyboardEvent): void => {
  if (STEPS.has(event.key)) event.stopPropagation();
};
const stopChoices = (event: MouseEvent): void => {
  if ((event.target as Element).closest('[role="option"]') !== null) event.stopPropagation();
};

const STILL = { onChangeCapture: stop, onKeyDownCapture: stopSteps, onClickCapture: stopChoices };

/**
 * Fields that are sent together. While they are on their way they keep still: no field shows a word that the form, closed by the
 * answer, would throw away, and nothing is sent twice. The focus stays where it is, and goes on where the save fails.
 *
 * A change is stopped on its way down to its field, which React then sets back: all fields are controlled.
 */
export function Form({ isSaving, onSubmit, ...form }: FormProps) {
  return (
    <form
      {...form}
      {...(isSaving && STILL)}
      aria-busy={isSaving}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSaving) onSubmit();
      }}
    />
  );
}
