import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;
/** Colours that differ only in the low bits of a channel share a bucket. */
const BUCKET_BITS = 6;

interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue, a byte each, row by row. */
  rgb: Buffer;
}

/** Makes a browser's screenshot (8-bit RGB, not interlaced) three to four times smaller: its 256 main colours, well packed. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, rgb } = decode(png);
  const { palette, indexOf } = paletteOf(rgb);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = indexOf(colourAt(rgb, (y * width + x) * 3));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

function colourAt(rgb: Buffer, at: number): number {
  return (rgb[at]! << 16) | (rgb[at + 1]! << 8) | rgb[at + 2]!;
}

/** The most used colour of each bucket, most used first; every other colour goes to the nearest of them. */
function paletteOf(rgb: Buffer): { palette: Buffer; indexOf: (colour: number) => number } {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) counts.set(colourAt(rgb, at), (counts.get(colourAt(rgb, at)) ?? 0) + 1);
  const buckets = new Map<number, number>();
  const mask = 0xff & (0xff << (8 - BUCKET_BITS));
  const bucketOf = (colour: number) => colour & ((mask << 16) | (mask << 8) | mask);
  const byUse = [...counts.entries()].sort((a, b) => b[1] - a[1]);
  for (const [colour] of byUse) if (!buckets.has(bucketOf(colour))) buckets.set(bucketOf(colour), colour);
  const chosen = [...buckets.values()].slice(0, MOST_COLOURS);
  const known = new Map<number, number>(chosen.map((colour, index) => [colour, index]));
  function indexOf(colour: number): number {
    const found = known.get(colour);
    if (found !== undefined) return found;
    let best = 0;
    for (let index = 1; index < chosen.length; index += 1) if (distance(colour, chosen[index]!) < distance(colour, chosen[best]!)) best = index;
    known.set(colour, best);
    return best;
  }
  return { palette: Buffer.from(chosen.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff])), indexOf };
}

function distance(a: number, b: number): number {
  return ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 0xff) - ((b >> 8) & 0xff)) ** 2 + ((a & 0xff) - (b & 0xff)) ** 2;
}

function decode(png: Buffer): Pixels {
  const packed: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const [width, height, depth, kind, interlaced] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25], png[28]];
  if (depth !== 8 || kind !== 2 || interlaced !== 0) throw new Error('Only 8-bit RGB pictures that are not interlaced can be made smaller.');
  return { width, height, rgb: unfilter(inflateSync(Buffer.concat(packed)), width * 3, height) };
}

/** Takes back the row filters of PNG (its specification, section 9). */
function unfilter(raw: Buffer, rowBytes: number, height: number): Buffer {
  const pixels = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (rowBytes + 1)];
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x;
      const left = x >= 3 ? pixels[at - 3]! : 0;
      const up = y > 0 ? pixels[at - rowBytes]! : 0;
      const corner = x >= 3 && y > 0 ? pixels[at - rowBytes - 3]! : 0;
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      pixels[at] = raw[at + y + 1]! + guesses[filter ?? 0]!;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
