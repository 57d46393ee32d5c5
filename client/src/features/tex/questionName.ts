import type { PublicQuestion } from '../../../../contract/assignments.ts';

/** "5. Five claimed benefits of Adam". */
export function nameOf({ label, title }: Pick<PublicQuestion, 'label' | 'title'>): string {
  return label === null ? title : `${label}. ${title}`;
}
