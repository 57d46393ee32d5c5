import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ImageName } from '../../../contract/images.ts';
import { imageNamesIn } from '../../../contract/markup/images.ts';
import {
  imageNameOf,
  isPicture,
  isShowable,
  isUploading,
  markdownOf,
  mentions,
  placeholderOf,
  withoutPlaceholders,
  withUploadsAsWords,
} from '../../../client/src/features/images/imageNames.ts';

describe('the name of a file as answers can use it', () => {
  test.each([
    ['loss.png', 'loss.png'],
    ['Loss Curve (final).PNG', 'Loss-Curve-final.png'],
    ['C:\\Users\\me\\plot.svg', 'plot.svg'],
    ['../../etc/passwd', 'passwd'],
    ['..png', 'image.png'],
    ['.png', 'image.png'],
    ['', 'image'],
    ['<img src=x onerror=alert(1)>.png', 'img-src-x-onerror-alert-1.png'],
    ['a](https://e.org).jpg', 'e.org.jpg'],
    ['cafe\u0301.jpeg', 'café.jpeg'],
    ['损失曲线.pdf', '损失曲线.pdf'],
    ['\u202Egnp.exe', 'gnp.exe'],
    ['a\u0000b\n.png', 'a-b.png'],
    [`${'x'.repeat(300)}.png`, `${'x'.repeat(100)}.png`],
    ['IMG_2024-01-01.jpg', 'IMG_2024-01-01.jpg'],
    // It becomes a JPEG on the way.
    ['IMG_4711.HEIC', 'IMG_4711.jpg'],
  ])('%j is called %j', (fileName, name) => {
    expect(imageNameOf(fileName)).toBe(name);
  });

  test('whatever the device calls a file, the server takes its name and answers can show it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (fileName) => {
        const name = imageNameOf(fileName);
        expect(ImageName.safeParse(name).success).toBe(true);
        expect(imageNamesIn(`text\n\n${markdownOf(name)}\n`)).toEqual([name]);
      }),
    );
  });

  test('a name with spaces and folders, as an import gives it, can be shown too', () => {
    expect(markdownOf('figures/loss curve_2.png')).toBe('![loss curve 2](<figures/loss curve_2.png>)');
    expect(imageNamesIn(markdownOf('figures/loss curve_2.png'))).toEqual(['figures/loss curve_2.png']);
  });
});

test('what can be shown, what is a picture, and what is neither', () => {
  const of = (name: string, type: string) => [isShowable({ name, type }), isPicture({ name, type })];
  expect(of('a.png', 'image/png')).toEqual([true, true]);
  expect(of('a.pdf', '')).toEqual([true, true]);
  expect(of('a.heic', 'image/heic')).toEqual([false, true]);
  expect(of('a.tex', 'text/x-tex')).toEqual([false, false]);
});

test('a list finds where an image is shown', () => {
  expect(mentions('see ![x](a.png)', 'a.png')).toBe(true);
  expect(mentions('see ![x](b/a.png)', 'a.png')).toBe(false);
  expect(mentions('see ![x](<a b.png>) and ![x](c%20d.png)', 'a b.png')).toBe(true);
  expect(mentions('see ![x](c%20d.png)', 'c d.png')).toBe(true);
});

test('a placeholder shows no image and is known again', () => {
  for (const number of [1, 2]) {
    const placeholder = placeholderOf('loss.png', number);
    expect(isUploading(`a\n\n${placeholder}\n`)).toBe(true);
    expect(imageNamesIn(placeholder)).toEqual([]);
  }
  expect(isUploading('![Loss](loss.png)')).toBe(false);
});

test('while an image is on its way its placeholder is drawn as words, line by line', () => {
  const text = `a ${placeholderOf('loss.png', 1)} b\n\n${placeholderOf('loss.png', 2)}\n![x](x.png)`;
  expect(withUploadsAsWords(text)).toBe(
    'a *Uploading loss.png…* b\n\n*Uploading loss.png (2)…*\n![x](x.png)',
  );
});

test('without its placeholders a text keeps everything else', () => {
  const [one, two] = [placeholderOf('a.png', 1), placeholderOf('b.png', 1)];
  expect(withoutPlaceholders(`First.\n\n${one}\n\nLast, ${one} twice.\n\n${two}\n`)).toBe(
    'First.\n\nLast, twice.',
  );
  expect(withoutPlaceholders(`One ${one}\n\nTwo`)).toBe('One \n\nTwo');
  expect(withoutPlaceholders('![Loss](loss.png)\n')).toBe('![Loss](loss.png)\n');
});
