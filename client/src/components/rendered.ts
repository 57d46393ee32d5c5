import { early } from './early.tsx';

/** The renderer of Markdown + TeX, with KaTeX: a chunk of its own, begun with the pages that show some. */
export const { Early: RenderedMarkup, begin: beginMarkup } = early(() => import('./RenderedMarkup.tsx'));
