import 'katex/dist/katex.min.css';
import { useMemo } from 'react';
import { renderMarkup } from '../../../contract/markup/render.ts';
import classes from './Markup.module.css';

export interface RenderedMarkupProps {
  source: string;
  /** The sheet's TeX macros. */
  macros?: Record<string, string>;
  /** Large is for statements and answers a student reads, small for staff. */
  size?: 'small' | 'large';
}

/** `renderMarkup` is safe by construction: HTML in the source is text and KaTeX runs untrusted. */
export default function RenderedMarkup({ source, macros, size = 'large' }: RenderedMarkupProps) {
  const html = useMemo(() => renderMarkup(source, { macros: macros ?? {} }).html, [source, macros]);
  return <div className={classes.markup} data-size={size} dangerouslySetInnerHTML={{ __html: html }} />;
}
