import { Button, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useImperativeHandle, useLayoutEffect, useRef, type Ref } from 'react';
import { countSavedComment, listSavedComments } from '../../../../contract/savedComments.ts';
import { call } from '../../api/call.ts';
import { putInto, useAside } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { keyName } from '../../components/keys.ts';
import { expanded, withInserted, type Written } from './expand.ts';

const SavedCommentsDialog = lazy(() => import('./SavedCommentsDialog.tsx'));

interface CommentFieldProps {
  label: string;
  description: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
  minRows?: number;
  maxRows?: number;
  maxLength?: number;
  readOnly?: boolean;
  /** What keys do in it, by name; the page's own keys rest then. */
  keys?: Record<string, () => void>;
  ref?: Ref<HTMLTextAreaElement | null>;
}

/** Where graders write to a group: with the staff's saved comments, by search or by a slash and a shortcut. */
export function CommentField({ onChange, keys = {}, ref, ...field }: CommentFieldProps) {
  const { course } = useCourse();
  const params = { course: course.slug };
  const saved = useAside(listSavedComments, { params })?.comments ?? [];
  const [opened, dialog] = useDisclosure(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  useImperativeHandle(ref, () => area.current!, []);
  useLayoutEffect(() => {
    if (caret.current !== null) area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [field.value]);
  const putIn = ({ text, caret: at }: Written, id: string) => {
    caret.current = at;
    onChange(text);
    const uses = saved.find((each) => each.id === id)?.uses;
    if (uses === undefined) return;
    // A count that is lost is no harm.
    void call(countSavedComment, { params: { ...params, savedCommentId: id }, body: { uses } }).catch(
      () => undefined,
    );
    putInto(listSavedComments, { params }, ({ comments }) => ({
      comments: comments.map((each) => (each.id === id ? { ...each, uses: uses + 1 } : each)),
    }));
  };
  const insert = (words: string, id: string) => {
    const { selectionStart = field.value.length, selectionEnd = field.value.length } = area.current ?? {};
    putIn(withInserted(field.value, [selectionStart, selectionEnd], words), id);
    dialog.close();
  };
  const all: Record<string, () => void> = { ...keys, 'Mod+.': dialog.open };
  return (
    <div>
      <Textarea
        {...field}
        ref={area}
        autosize
        onChange={({ currentTarget }) => {
          const written = { text: currentTarget.value, caret: currentTarget.selectionStart };
          const longer = expanded(written, saved);
          if (longer) putIn(longer, longer.id);
          else onChange(written.text);
        }}
        onKeyDown={(event) => {
          const act = all[keyName(event.nativeEvent)];
          if (act === undefined || event.nativeEvent.isComposing) return;
          event.preventDefault();
          act();
        }}
      />
      <Button
        variant="subtle"
        size="compact-sm"
        mt={4}
        onClick={dialog.open}
        rightSection={<kbd aria-hidden="true">Ctrl .</kbd>}
      >
        Saved comments
      </Button>
      {opened && (
        <Suspense fallback={null}>
          <SavedCommentsDialog
            written={field.value.trim()}
            onInsert={insert}
            onClose={() => {
              dialog.close();
              area.current?.focus();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
