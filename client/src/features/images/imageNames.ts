/** What a file is called in an answer, and how the answer shows it. */

const ENDING = /\.(?:png|jpe?g|svg|pdf)$/i;
/** What phones call their own photos, which become JPEGs before they are sent. */
const PHONE_ENDING = /\.(?:heic|heif|hif)$/i;
const MAX_STEM = 100;

/** Of the formats that can be shown, by type or by name; the server looks at the bytes. */
export function isShowable({ type, name }: { type: string; name: string }): boolean {
  return /^(?:image\/(?:png|jpeg|svg\+xml)|application\/pdf)$/.test(type) || ENDING.test(name);
}

/** A photo as telephones keep it, which few browsers open by themselves. */
export function isPhonePhoto({ type, name }: { type: string; name: string }): boolean {
  return /^image\/hei[cf]/.test(type) || PHONE_ENDING.test(name);
}

/** What is made ready before it is sent. */
export function isPhoto(file: { type: string; name: string }): boolean {
  return file.type === 'image/jpeg' || /\.jpe?g$/i.test(file.name) || isPhonePhoto(file);
}

/** Images and PDFs of any format, also of those that cannot be shown. */
export function isPicture(file: { type: string; name: string }): boolean {
  return file.type.startsWith('image/') || isShowable(file) || isPhonePhoto(file);
}

/**
 * The name of a file as answers can use it: letters, digits and `-_.+@`, whatever the device calls it. Spaces become
 * hyphens, since Markdown reads no address with spaces.
 */
export function imageNameOf(fileName: string): string {
  const name = fileName
    .normalize('NFC')
    .replace(/^.*[/\\]/, '')
    .replace(PHONE_ENDING, '.jpg');
  const [ending] = ENDING.exec(name) ?? [''];
  const stem = name
    .slice(0, name.length - ending.length)
    .replace(/[^\p{L}\p{N}_.+@]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  // A cut must not leave half of a character behind.
  const short = Array.from(stem)
    .slice(0, MAX_STEM)
    .join('')
    .slice(0, MAX_STEM)
    .replace(/[\uD800-\uDBFF]$/, '');
  return `${short || 'image'}${ending.toLowerCase()}`;
}

/** How an answer shows an image, its name as the caption to begin with. */
export function markdownOf(name: string): string {
  const caption = name
    .replace(/^.*\//, '')
    .replace(ENDING, '')
    .replace(/[-_ ]+/g, ' ')
    .trim();
  return `![${caption}](${addressOf(name)})`;
}

function addressOf(name: string): string {
  return name.includes(' ') ? `<${name}>` : name;
}

/** Whether a text shows the image, without the parser: good enough for a list. */
export function mentions(text: string, name: string): boolean {
  return text.includes(`](${addressOf(name)})`) || text.includes(`](${encodeURI(name)})`);
}

/** Stands in an answer while an image is sent; `number` tells equal names apart. */
export function placeholderOf(name: string, number: number): string {
  return `![Uploading ${name}${number > 1 ? ` (${number})` : ''}…]()`;
}

const PLACEHOLDER = /!\[(Uploading [^\]\n]*…)\]\(\)/;

/** Whether a text has an image that is not there yet. */
export function isUploading(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** The text as it is drawn meanwhile: an image on its way is words, and nothing is wrong with it. */
export function withUploadsAsWords(text: string): string {
  return text.replace(new RegExp(PLACEHOLDER, 'g'), '*$1*');
}

/** The text without a placeholder, wherever it stands, and without the line that it leaves empty. */
export function withoutPlaceholder(text: string, placeholder: string): string {
  const [first = '', ...others] = text.split(placeholder);
  return others.reduce((before, after) => {
    const isOnItsLine = before === '' || before.endsWith('\n');
    const rest = after.replace(isOnItsLine ? /^[ \t]*\n{0,2}/ : /^[ \t]+/, '');
    return `${rest === '' ? before.trimEnd() : before}${rest}`;
  }, first);
}

/** The text without any placeholder. */
export function withoutPlaceholders(text: string): string {
  const found = PLACEHOLDER.exec(text);
  return found === null ? text : withoutPlaceholders(withoutPlaceholder(text, found[0]));
}
