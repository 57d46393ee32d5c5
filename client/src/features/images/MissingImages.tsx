import { List } from '@mantine/core';
import { listImages } from '../../../../contract/images.ts';
import { imageNamesIn } from '../../../../contract/markup/images.ts';
import { useAside } from '../../api/query.ts';
import { Notice } from '../../components/Notice.tsx';
import { writtenQuestions } from '../workspace/document/contents.ts';
import { useWorkspace } from '../workspace/writing/WorkspaceProvider.tsx';
import { questionName } from '../../../../contract/questionName.ts';
import { own } from '../../../../contract/own.ts';
import { isUploading } from './imageNames.ts';

/** Before submitting: images that answers name and that are not there. A chunk of its own, since it needs the parser. */
export default function MissingImages({ answers }: { answers: Record<string, string> }) {
  const { assignment, params } = useWorkspace();
  const images = useAside(listImages, { params })?.images;
  if (images === undefined) return null;
  const isThere = (name: string) => images.some((image) => image.name === name);
  const missing = writtenQuestions(assignment).flatMap((question) => {
    const text = own(answers, question.id) ?? '';
    const names = imageNamesIn(text).filter((name) => !isThere(name));
    const whats = isUploading(text) ? [...names, 'an image whose upload is not finished'] : names;
    return whats.map((what) => `${questionName(question)}: ${what}`);
  });
  if (missing.length === 0) return null;
  return (
    <Notice kind="warning" title="Missing images">
      <List size="sm">
        {missing.map((piece) => (
          <List.Item key={piece}>{piece}</List.Item>
        ))}
      </List>
    </Notice>
  );
}
