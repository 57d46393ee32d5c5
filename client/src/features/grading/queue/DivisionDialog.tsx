import { Button, MultiSelect, NumberInput, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { divideQuestion, Division, type QuestionProgress } from '../../../../../contract/desk.ts';
import type { PersonName } from '../../../../../contract/common.ts';
import { sharesOf } from '../../../../../grader/core/shares.ts';
import { standsIn } from '../../../api/ApiError.ts';
import { call } from '../../../api/call.ts';
import { useCourse } from '../../../app/session.tsx';
import { Dialog } from '../../../components/Dialog.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Outcome } from '../../../components/Outcome.tsx';
import { invalidateGrades } from '../grade/invalidateGrades.ts';

interface DivisionDialogProps {
  set: string;
  title: string;
  progress: QuestionProgress;
  staff: PersonName[];
  answers: number;
  onClose: () => void;
}

interface Wish {
  by: 'count' | 'section';
  counts: Record<string, number>;
  sections: Record<string, string[]>;
}

function wishOf(division: Division | null): Wish {
  const wish: Wish = { by: division?.by ?? 'count', counts: {}, sections: {} };
  if (division?.by === 'count') for (const { userId, count } of division.parts) wish.counts[userId] = count;
  if (division?.by === 'section')
    for (const { userId, sections } of division.parts) wish.sections[userId] = sections;
  return wish;
}

function divisionOf({ by, counts, sections }: Wish): Division | null {
  const byCount = Object.entries(counts).flatMap(([userId, count]) => (count > 0 ? [{ userId, count }] : []));
  const bySection = Object.entries(sections).flatMap(([userId, each]) =>
    each.length > 0 ? [{ userId, sections: each }] : [],
  );
  if (by === 'count') return byCount.length > 0 ? { by, parts: byCount } : null;
  return bySection.length > 0 ? { by, parts: bySection } : null;
}

/** Who gets how many: "Maryam 7 and Grace 3 of the 10 answers." Numbers that do not add up to all answers are a proportion. */
function countWords(division: Division, staff: readonly PersonName[], answers: number): string {
  if (division.by !== 'count') return '';
  const counts = division.parts.map(({ count }) => count);
  const shares = sharesOf(counts, answers);
  const each = division.parts.map(({ userId }, place) => {
    const name = staff.find(({ id }) => id === userId)?.name ?? 'Somebody who has left';
    return `${name} ${shares[place]}`;
  });
  const given = counts.reduce((sum, count) => sum + count, 0);
  const all = answers === 1 ? 'the 1 answer' : `the ${answers} answers`;
  return `${each.join(', ')} of ${all}${given === answers ? '' : ', divided in this proportion'}.`;
}

/** How it is divided now, where somebody else has divided it. */
function standsWords(division: Division | null, staff: readonly PersonName[], answers: number): string {
  if (division === null) return 'Now nobody has a part.';
  if (division.by === 'count') return `Now it is ${countWords(division, staff, answers)}`;
  const parts = division.parts.map(({ userId, sections }) => {
    const name = staff.find(({ id }) => id === userId)?.name ?? 'Somebody who has left';
    return `${name} ${sections.map((section) => section || 'no section').join(', ')}`;
  });
  return `Now it is, by section: ${parts.join('; ')}.`;
}

/** Whose answers are whose; `N` follows it. */
export function DivisionDialog({ set, title, progress, staff, answers, onClose }: DivisionDialogProps) {
  const { course } = useCourse();
  const [wish, setWish] = useState(() => wishOf(progress.division));
  const [failed, setFailed] = useState<string | null>(null);
  /** What is replaced: as it was when the dialog came, or as its refusal shows it. */
  const [seen, setSeen] = useState(progress.division);
  const [isRefused, setRefused] = useState(false);
  const division = divisionOf(wish);
  const save = async () => {
    try {
      await call(divideQuestion, {
        params: { course: course.slug, assignment: set, question: progress.question },
        body: { division, seen },
      });
      await invalidateGrades();
      onClose();
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
      const stands = standsIn(error, Division.nullable());
      setRefused(stands !== undefined);
      if (stands !== undefined) setSeen(stands);
    }
  };
  const sectionsFor = (userId: string) =>
    progress.sections
      .map(({ name }) => name)
      .filter(
        (name) => !Object.entries(wish.sections).some(([id, each]) => id !== userId && each.includes(name)),
      );
  return (
    <Dialog opened onClose={onClose} title={`Divide ${title}`}>
      <SegmentedControl
        aria-label="Divide"
        data={[
          { value: 'count', label: 'By number' },
          { value: 'section', label: 'By section', disabled: progress.sections.length === 0 },
        ]}
        value={wish.by}
        onChange={(by) => setWish({ ...wish, by: by === 'section' ? 'section' : 'count' })}
      />
      {staff.map(({ id, name }) =>
        wish.by === 'count' ? (
          <NumberInput
            key={id}
            mt="sm"
            label={name}
            min={0}
            max={100_000}
            allowDecimal={false}
            value={wish.counts[id] ?? 0}
            onChange={(count) => setWish({ ...wish, counts: { ...wish.counts, [id]: Number(count) || 0 } })}
          />
        ) : (
          <MultiSelect
            key={id}
            mt="sm"
            label={name}
            data={sectionsFor(id).map((section) => ({
              value: section,
              label: `${section || 'No section'} (${progress.sections.find((each) => each.name === section)?.answers ?? 0})`,
            }))}
            value={wish.sections[id] ?? []}
            onChange={(each) => setWish({ ...wish, sections: { ...wish.sections, [id]: each } })}
          />
        ),
      )}
      <p>
        {division === null
          ? 'Nobody has a part: everybody grades everything.'
          : wish.by === 'count'
            ? countWords(division, staff, answers)
            : 'Answers of other sections are anybody’s.'}
      </p>
      <Button onClick={() => void save()}>Save</Button>
      {failed !== null && (
        <Outcome>
          <Notice kind="danger" title={failed}>
            {isRefused && standsWords(seen, staff, answers)}
          </Notice>
        </Outcome>
      )}
    </Dialog>
  );
}
