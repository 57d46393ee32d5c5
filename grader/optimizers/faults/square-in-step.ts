import type { Fault } from './fault.ts';

export const squareInStep: Fault = {
  id: 'square-in-step',
  order: 117,
  meaning:
    'the step goes by the square of the gradient, as where the gradient was squared in place, by its size or its sign, or not by the gradient at all',
  term: 'the gradient in the update',
  short: 'with the square of the gradient in its step',
  difference: 'its step goes by the square of the gradient',
  inWords: ({ mistaken }) =>
    mistaken?.second === 'square'
      ? 'the square of the gradient stands in the place of the gradient, in the step and in the second moment'
      : mistaken?.first === 'absolute'
        ? 'its step goes by the size of the gradient, without its sign'
        : mistaken?.first === 'sign'
          ? 'its step goes by the sign of the gradient alone'
          : mistaken?.first === 'one'
            ? 'the gradient takes no part in the direction of its step'
            : 'its step goes by the square of the gradient',
  hint: 'Which sign can a step have, and is the gradient still what it was where the step uses it?',
  rare: true,
  apply: (point) =>
    point.mistaken
      ? []
      : [
          ...(['square', 'absolute', 'sign', 'one'] as const).map((first) => ({
            ...point,
            mistaken: { first },
          })),
          // Squared before anything else.
          ...(point.second ? [{ ...point, mistaken: { first: 'square', second: 'square' } } as const] : []),
        ],
};
