/**
 * A setter that keeps still while what it sets is being saved: a field shows no word that its form, closed by the answer, would
 * throw away. The field keeps the focus, and goes on where the save fails.
 */
export function heldWhile<Value>(isSaving: boolean, set: (value: Value) => void): (value: Value) => void {
  return (value) => {
    if (!isSaving) set(value);
  };
}
