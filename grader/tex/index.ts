/** The Overleaf round trip: template, split, export. */
export { exportTex } from './export.ts';
export type { ExportMeta } from './export.ts';
export type { TexProblem } from './flatten.ts';
export { PROJECT_LIMITS, readProject } from './project.ts';
export type { TexProject } from './project.ts';
export { splitTex } from './split.ts';
export type { SplitInput, SplitResult } from './split.ts';
export { texTemplate } from './template.ts';
