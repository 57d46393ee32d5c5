import { Button, type ButtonProps } from '@mantine/core';
import {
  createContext,
  use,
  useEffect,
  type ComponentProps,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type SyntheticEvent,
} from 'react';

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
  useHeld(isSaving);
  return (
    <Saving value={isSaving}>
      <form
        {...form}
        {...(isSaving && STILL)}
        aria-busy={isSaving}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSaving) onSubmit();
        }}
      />
    </Saving>
  );
}

const Saving = createContext(false);

/** Told by what is being sent to what it stands in, such as a dialog, which is not closed meanwhile. */
export const Held = createContext<(isHeld: boolean) => void>(() => undefined);

function useHeld(isSaving: boolean): void {
  const hold = use(Held);
  useEffect(() => {
    if (!isSaving) return;
    hold(true);
    return () => hold(false);
  }, [hold, isSaving]);
}

interface CancelProps extends ButtonProps {
  onClick: () => void;
  /** Of an act that is in no `Form`. */
  isSaving?: boolean;
  children?: ReactNode;
}

/**
 * The way out of a form, without its act. Once that is being sent nobody can stop it, and whoever went now would take it for not done, so
 * that this waits for the answer: what is done closes the form, and what is not is said in it.
 */
export function Cancel({ isSaving = false, children = 'Cancel', ...button }: CancelProps) {
  const isSent = use(Saving) || isSaving;
  useHeld(isSent);
  return (
    <Button variant="default" {...button} disabled={isSent} title={isSent ? 'It is being sent' : undefined}>
      {children}
    </Button>
  );
}
