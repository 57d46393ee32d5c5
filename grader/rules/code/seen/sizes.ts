/** What says how many examples a batch has. */
import type { Node } from '../../syntax/nodes.ts';
import { calledName } from './survey.ts';

const SIZE = /^(?:n|m|N|M|B|bs|batch_?size|n_?(?:samples|examples)|num_?(?:samples|examples)|count)$/i;

/** A set of examples. */
const BATCH = /^(?:[BINS]|(?:mini_?)?batch)$/i;

/** How many examples a batch has. */
export function isSize(node: Node): boolean {
  if (node.kind === 'name') return SIZE.test(node.name);
  if (node.kind === 'call') {
    const [of] = node.args.map(({ value }) => value);
    const name = calledName(node);
    if (/^(?:float|int)$/.test(name)) return of !== undefined && isSize(of);
    // |B|, and no |g|
    if (name === 'abs') return of?.kind === 'name' && BATCH.test(of.name);
    // MATLAB's `size(X, 1)`; one of a single thing may be anything.
    if (name === 'size' && node.of.kind === 'name') return node.args.length > 1;
    return /^(?:len|length|size|numel)$/.test(name);
  }
  if (node.kind === 'entry') return node.of.kind === 'member' && node.of.name === 'shape';
  return node.kind === 'member' && /^(?:length|size|batch_?size)$/i.test(node.name);
}
