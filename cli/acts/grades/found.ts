import type { ResponseOf } from '../../../contract/operation.ts';
import type { listScoreImports } from '../../../contract/scoreImports.ts';
import { clock } from '../inputs.ts';

type Import = ResponseOf<typeof listScoreImports>['imports'][number];

export const importLine = ({ id, by, at, sets, answers, undone }: Import, timeZone: string): string =>
  `${id} ${clock(at, timeZone)}, ${by.name}: ${sets.join(', ')}; ${answers} answers${undone > 0 ? `, ${undone} put back` : ''}`;
