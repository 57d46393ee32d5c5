/** An author's objective as a program for the sandbox, which plays it like a rule: asked at a point, it gives back f and ∇f. */
import type { Program } from '../episode.ts';
import { languageOf, type Vector } from '../terms.ts';

/** A program with `value(theta, step)` and `gradient(theta, step)`. */
export interface ObjectiveSource {
  name: string;
  /** Path inside the assignment's folder. */
  file: string;
  source: string;
}

/** What the sandbox calls. */
export const ENTRY = 'stepwise_objective';

/** Asked for this step, the program ends. */
export const OVER = -1;

/** Numbers before the point in what is asked, and before ∇f in what is answered. */
export const HEAD = 2;

/** What is asked, as the `dw` of a rule: the step, whether an exception at the point is no number instead, the point. */
export const question = (step: number, theta: Vector, forgiving: boolean): Vector =>
  Float64Array.of(step, forgiving ? 1 : 0, ...theta);

/** What is answered, as the next `w`: f, nothing, ∇f. */
export const answer = (row: Vector): { value: number; gradient: Vector } => ({
  value: row[0]!,
  gradient: row.slice(HEAD),
});

/** Behind the author's own lines, so that messages name those as they stand in the file. */
const ASKED: Record<'python' | 'javascript', string> = {
  python: `


def ${ENTRY}(w, dw, config):
    import numpy

    step, theta = int(dw[0]), numpy.array(dw[${HEAD}:])
    if step == ${OVER}:
        raise StopIteration
    try:
        height = float(value(theta.copy(), step))
        slope = numpy.asarray(gradient(theta.copy(), step), dtype=float)
        if slope.shape != theta.shape:
            raise ValueError(f"gradient gave the shape {slope.shape}, but theta has {theta.shape}")
    except Exception:
        if dw[1] == 0:
            raise
        return numpy.full(len(dw), numpy.nan), config
    return numpy.concatenate(([height, 0], slope)), config
`,
  javascript: `

export function ${ENTRY}(w, dw, config) {
  const step = dw[0];
  if (step === ${OVER}) throw new Error('over');
  const theta = () => dw.slice(${HEAD});
  try {
    const height = value(theta(), step);
    const slope = Array.from(gradient(theta(), step));
    if (typeof height !== 'number') throw new TypeError('value gave ' + typeof height + ', not a number');
    if (slope.length !== dw.length - ${HEAD})
      throw new RangeError('gradient gave ' + slope.length + ' numbers, but theta has ' + (dw.length - ${HEAD}));
    return [Float64Array.from([height, 0, ...slope]), config];
  } catch (error) {
    if (dw[1] === 0) throw error;
    return [dw.map(() => NaN), config];
  }
}
`,
};

export function programOf({ file, source }: ObjectiveSource): Program {
  const language = languageOf(file) ?? 'python';
  return {
    language,
    fileName: file,
    source: source + ASKED[language === 'python' ? 'python' : 'javascript'],
  };
}
