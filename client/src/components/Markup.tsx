import { Suspense } from 'react';
import { Text } from '@mantine/core';
import { RenderedMarkup } from './rendered.ts';
import type { RenderedMarkupProps } from './RenderedMarkup.tsx';

/**
 * Markdown + TeX, drawn. The renderer and KaTeX come in a chunk of their own; until then the source is shown, which
 * reads well enough and keeps its place.
 */
export function Markup(props: RenderedMarkupProps) {
  return (
    <Suspense
      fallback={
        <Text component="div" c="dimmed" style={{ whiteSpace: 'pre-wrap' }}>
          {props.source}
        </Text>
      }
    >
      <RenderedMarkup {...props} />
    </Suspense>
  );
}
