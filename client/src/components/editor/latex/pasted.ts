/** What comes from Word or a PDF, without the characters that are there for a printer and show as boxes or not at all. Pure. */
export function readable(text: string): string {
  return (
    text
      .replaceAll('\v', '\n')
      .replaceAll('\f', '\n\n')
      // Word's bullet in the font Symbol.
      .replaceAll('\uf0b7', '•')
      // Ligatures, which no search and no rule reads as letters.
      .replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
      // Control characters, soft hyphens, marks of byte order, and what means something in one font alone.
      .replace(/[^\P{Cc}\t\n\r]|[\u00ad\ufeff\ue000-\uf8ff]/gu, '')
  );
}
