import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { useEffect, useRef } from 'react';
import { look } from '../../components/editor/look.ts';

interface DifferenceProps {
  before: string;
  after: string;
  label: string;
  /** One below the other, in one column. */
  unified: boolean;
}

const COLLAPSE = { margin: 2, minSize: 4 };

const phrases = EditorState.phrases.of({ '$ unchanged lines': '$ unchanged lines' });

/** Two texts compared, what is unchanged folded. A chunk of its own. */
export default function Difference({ before, after, label, unified }: DifferenceProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const shared = (name: string) => [
      look,
      phrases,
      EditorView.lineWrapping,
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ 'aria-label': `${label}, ${name}`, tabindex: '0' }),
    ];
    if (unified) {
      const view = new EditorView({
        parent: host.current,
        doc: after,
        extensions: [
          shared('changes'),
          unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: COLLAPSE }),
        ],
      });
      return () => view.destroy();
    }
    const view = new MergeView({
      parent: host.current,
      a: { doc: before, extensions: shared('before') },
      b: { doc: after, extensions: shared('after') },
      collapseUnchanged: COLLAPSE,
    });
    return () => view.destroy();
  }, [before, after, label, unified]);
  return <div ref={host} />;
}
