import { expect, test } from '@jest/globals';
import { imagesIn } from '../../../../client/src/features/authoring/files/shownImages.ts';

test('a set that is on no server yet shows the images of its own files, with or without a folder around them', () => {
  const files = { 'images/bowl.png': 'AP9Q', 'introduction.md': '![A bowl](images/bowl.png)' };
  const around = Object.fromEntries(Object.entries(files).map(([path, text]) => [`day-08/${path}`, text]));
  for (const each of [files, around]) {
    const addressOf = imagesIn(each);
    expect(addressOf('images/bowl.png')).toBe('data:image/png;base64,AP9Q');
    // A text of the set is no image, and one that is not there is said to be missing.
    expect([addressOf('introduction.md'), addressOf('images/none.png')]).toEqual([null, null]);
  }
});
