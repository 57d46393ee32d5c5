/** Small real images, made by hand. */
import { crc32, deflateSync } from 'node:zlib';

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/**
 * A grey PNG.
 *
 * @param claimed what its header says of its size, when that is a lie
 */
export function png(
  { width = 8, height = 8, grey = 128 } = {},
  claimed: { width: number; height: number } = { width, height },
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claimed.width, 0);
  header.writeUInt32BE(claimed.height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, grey);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One grey pixel, baseline. */
export const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxD/2Q==',
  'base64',
);

/** The JPEG with another size in its frame header. */
export function jpegOf(width: number, height: number): Buffer {
  const bytes = Buffer.from(JPEG);
  const frame = bytes.indexOf('ffc2', 'hex');
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

/** A PDF with a word and a line on each page. */
export function pdf(pages: number): Buffer {
  const objects: string[] = ['<< /Type /Catalog /Pages 2 0 R >>'];
  const kids = Array.from({ length: pages }, (_, page) => `${4 + 2 * page} 0 R`).join(' ');
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`);
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (let page = 1; page <= pages; page += 1) {
    const content = `BT /F1 24 Tf 40 120 Td (Page ${page}) Tj ET 40 100 m 260 ${100 - 8 * page} l S`;
    const resources = '/Resources << /Font << /F1 3 0 R >> >>';
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 160] ${resources} /Contents ${objects.length + 2} 0 R >>`,
    );
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\n`;
  return Buffer.from(`${text}${table}startxref\n${text.length}\n%%EOF\n`, 'latin1');
}

/** As Matplotlib writes it: document type, metadata, glyphs and markers by `<use>`, a clip path, a style sheet. */
export const MATPLOTLIB_SVG = `<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="288pt" height="180pt" viewBox="0 0 288 180" xmlns="http://www.w3.org/2000/svg" version="1.1">
 <metadata>
  <rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
   <dc:creator>Matplotlib v3.9.2, https://matplotlib.org/</dc:creator>
  </rdf:RDF>
 </metadata>
 <defs>
  <style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>
 </defs>
 <g id="figure_1">
  <g id="patch_1">
   <path d="M 0 180 L 288 180 L 288 0 L 0 0 z" style="fill: #ffffff"/>
  </g>
  <g id="line2d_1">
   <path d="M 36 20 L 80 90 L 140 130 L 252 150" clip-path="url(#p1a2b)" style="fill: none; stroke: #1f77b4; stroke-width: 1.5; stroke-linecap: square"/>
   <defs>
    <path id="m3c4d" d="M 0 3 C 0.795609 3 1.55874 2.683901 2.12132 2.12132 z" style="stroke: #1f77b4"/>
   </defs>
   <g clip-path="url(#p1a2b)">
    <use xlink:href="#m3c4d" x="80" y="90" style="fill: #1f77b4; stroke: #1f77b4"/>
    <use xlink:href="#m3c4d" x="140" y="130" style="fill: #1f77b4; stroke: #1f77b4"/>
   </g>
  </g>
  <g id="text_1">
   <g style="fill: #262626" transform="translate(100 174.598437) scale(0.1 -0.1)">
    <defs><path id="DejaVuSans-6c" d="M 603 4863 L 1178 4863 L 1178 0 L 603 0 z" transform="scale(0.015625)"/></defs>
    <use xlink:href="#DejaVuSans-6c"/>
   </g>
   <text style="font: 10px 'DejaVu Sans', 'Arial', sans-serif; text-anchor: middle" x="144" y="170">loss &amp; steps &lt; 100</text>
  </g>
 </g>
 <defs>
  <clipPath id="p1a2b"><rect x="36" y="10" width="223" height="150"/></clipPath>
 </defs>
</svg>
`;
