import { gzipSync } from 'node:zlib';
import type { Draw } from '../sandbox/random.ts';

/** Stands in JSON for a number that JSON.stringify cannot write. */
const RAW = '\u0001raw:';
const NUMBERS = ['1e400', '-0', '1e-400', '99999999999999999999999', '9007199254740993', '-1', '0.1', '2147483648', '9223372036854775808'];

const long = (length: number): string => 'x'.repeat(length);
const deep = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 1);
/** Values that have broken servers: each in the place of any other. */
const HOSTILE: readonly (() => unknown)[] = [
  () => '', () => ' ', () => '\u0000', () => 'a\u0000b', () => '\ud800', () => 'x\udfff', () => '\u202e\u200b\ufeff', () => '😞'.repeat(400), () => long(400), () => long(70_000),
  () => "'; drop table answers; --", () => '${7*7}{{7*7}}', () => '../../../etc/passwd', () => '%00%ff', () => 'a\r\nX-Set: b', () => '__proto__', () => 'constructor', () => '-9'.repeat(30),
  () => '1e400', () => 'NaN', () => '9999-12-31T23:59:60Z', () => '0000-00-00', () => '+275760-09-13T00:00:00Z', () => '2026-02-30', () => '12:00', () => 'ⅷ', () => '١٢٣',
  () => null, () => true, () => [], () => ({}), () => [[]], () => -1, () => 0, () => 1.5, () => Number.MAX_SAFE_INTEGER, () => 1e308, () => deep(20), () => deep(40),
  () => ({ toString: 1, valueOf: null }), () => ({ length: 1e9 }), () => Array.from({ length: 300 }, () => 0),
];

/** A copy with one to three of its parts replaced, removed, wrapped, repeated or renamed. */
export function mutateJson(draw: Draw, value: unknown): unknown {
  let changed = structuredClone(value);
  for (let times = draw.whole(1, 3); times > 0; times -= 1) changed = mutateOnce(draw, changed);
  return changed;
}

function mutateOnce(draw: Draw, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || draw.chance(0.15)) return hostile(draw);
  if (Array.isArray(value)) {
    if (value.length === 0 || draw.chance(0.15)) return [...value, hostile(draw)];
    if (draw.chance(0.1)) return Array.from({ length: draw.pick([2, 101, 1_001]) }, () => value[0] as unknown);
    const at = draw.whole(0, value.length - 1);
    return draw.chance(0.15) ? value.toSpliced(at, 1) : value.with(at, mutateOnce(draw, value[at]));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || draw.chance(0.1)) return Object.fromEntries([...entries, [draw.pick(['__proto__', 'constructor', 'portal_id', 'role', long(300), '\u0000', 'toString']), hostile(draw)]]);
  const [name, inner] = draw.pick(entries);
  const rest = entries.filter(([other]) => other !== name);
  if (draw.chance(0.1)) return Object.fromEntries(rest);
  if (draw.chance(0.05)) return Object.fromEntries([...rest, [name.toUpperCase(), inner]]);
  if (draw.chance(0.1)) return Object.fromEntries([...rest, [name, draw.chance(0.5) ? [inner] : { [name]: inner }]]);
  return Object.fromEntries([...rest, [name, mutateOnce(draw, inner)]]);
}

function hostile(draw: Draw): unknown {
  return draw.chance(0.12) ? RAW + draw.pick(NUMBERS) : draw.pick(HOSTILE)();
}

/** As JSON, numbers beyond JavaScript's included; sometimes with a key twice. */
export function writeJson(draw: Draw, value: unknown): Buffer {
  const text = (JSON.stringify(value) ?? 'null').replace(/"\\u0001raw:([^"]*)"/g, '$1');
  const twice = draw.chance(0.03) && text.startsWith('{"') ? `{"id":1,${text.slice(1)}` : text;
  return Buffer.from(twice);
}

/** The bytes cut, stuffed, flipped or in another encoding. */
export function mutateBytes(draw: Draw, bytes: Buffer): Buffer {
  const at = draw.whole(0, bytes.length);
  const changes: (() => Buffer)[] = [
    () => bytes.subarray(0, at),
    () => bytes.subarray(at),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from(Array.from({ length: draw.whole(1, 20) }, () => draw.whole(0, 255))), bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from([draw.pick([0, 0xff, 0xc0, 0xed, 0x22, 0x5c, 0x0a, 0x3b])]), bytes.subarray(at + 1)]),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('utf8'), 'utf16le')]),
    () => Buffer.from(bytes.toString('utf8'), 'latin1'),
    () => Buffer.concat([bytes, bytes]),
    () => Buffer.from('['.repeat(draw.whole(1, 5_000)) + bytes.toString('utf8')),
    () => Buffer.from(`"${long(draw.whole(1, 100_000))}`),
    () => Buffer.alloc(draw.whole(0, 3_000), draw.pick(['"', '{"a":', '\n', ',', ';', '\u0000', '\ufffd'])),
  ];
  return draw.pick(changes)();
}

/** Cells, rows and quotes of a file, changed by structure. */
export function mutateCsv(draw: Draw, text: string): Buffer {
  const rows = text.split('\n').map((row) => row.split(';'));
  for (let times = draw.whole(1, 4); times > 0; times -= 1) {
    const row = draw.pick(rows);
    const at = draw.whole(0, row.length - 1);
    const value = hostile(draw);
    if (draw.chance(0.1)) rows.push(...Array.from({ length: draw.whole(1, 50) }, () => [...row]));
    else if (draw.chance(0.1)) row.push(...Array.from({ length: draw.whole(1, 200) }, () => row[at] ?? ''));
    else row[at] = typeof value === 'string' ? value.replace(RAW, '') : draw.pick(['"', '""', '"a;b', '=1+1', `${row[at]}"`, '\t', '\r']);
  }
  return Buffer.from(rows.map((row) => row.join(draw.chance(0.97) ? ';' : draw.pick([',', '\t', '|']))).join(draw.chance(0.95) ? '\n' : draw.pick(['\r\n', '\r', '\n\n'])));
}

const WORDS = ['%', '%zz', '%00', '%ed%a0%80', '%c0%ae', '..%2f', '%2e%2e', '\u00e9', '1&a=1', 'null', '-1', '0', '99999999999999999999', '1e9', '', '[]', '%0d%0aX:%20y', 'a'.repeat(3_000), '0x10', '1.5', '%F0%9F%98%9E', ';', '/', '?'];

/** A path or a query with parts replaced, removed, repeated or broken. Only what can stand in a request's first line. */
export function mutatePath(draw: Draw, path: string): string {
  const pieces = path.split(/(?=[/?&=])/);
  const at = draw.whole(0, pieces.length - 1);
  const piece = pieces[at]!;
  const changes = [() => [piece[0] + draw.pick(WORDS)], () => [], () => [piece, piece], () => [`${piece}${draw.pick(WORDS)}`], () => [piece.replace('=', '[]='), piece], () => [piece.toUpperCase()]];
  const text = [...pieces.slice(0, at), ...draw.pick(changes)(), ...pieces.slice(at + 1)].join('');
  return encodeOutside(text.startsWith('/') ? text : `/${text}`);
}

function encodeOutside(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, (signs) => encodeURIComponent(signs));
}

/** Headers that say something else than is true, and the body as they claim it. */
export function mutateHeaders(draw: Draw, body: Buffer): { headers: Record<string, string | string[]>; body: Buffer } {
  const changes: (() => { headers: Record<string, string | string[]>; body?: Buffer })[] = [
    () => ({ headers: { 'content-type': draw.pick(['text/csv', 'application/json; charset=utf-16', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', '', ';;;', 'a/b', `x/${long(2_000)}`]) } }),
    () => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(body) }),
    () => ({ headers: { 'content-encoding': draw.pick(['gzip', 'br', 'deflate', 'zstd', 'identity', 'x', 'gzip, gzip']) } }),
    () => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(20_000_000)) }),
    () => ({ headers: { 'accept-language': draw.pick(['*', ';q=', 'pt-BR;q=NaN, en', long(4_000), '\u00e9', 'xx-'.repeat(500)]) } }),
    () => ({ headers: { cookie: draw.pick(['baton_install', 'baton_install=; baton_install=%', `baton_install=${long(3_000)}`, '=;=;;', 'baton_install="\u00ff"']) } }),
    () => ({ headers: { authorization: draw.pick(['Bearer', 'Bearer ', `Bearer ${long(5_000)}`, 'Basic Og==', 'Bearer a b', '\u00ff']) } }),
    () => ({ headers: { 'x-signature': draw.pick(['', 'zz', long(3_000), '\u00ff']), 'x-hubspot-signature-v3': draw.pick(['', '====', long(500)]) } }),
    () => ({ headers: { 'x-hubspot-request-timestamp': draw.pick(['', 'NaN', '1e400', '-1', '0', '99999999999999999999']) } }),
    () => ({ headers: { 'x-signature': ['a', 'b'], 'x-hubspot-signature-v3': ['a', 'b'], 'content-type': 'application/json' } }),
    () => ({ headers: Object.fromEntries(Array.from({ length: draw.whole(10, 150) }, (_, n) => [`x-${n}`, long(draw.whole(1, 200))])) }),
  ];
  return { body, ...draw.pick(changes)() };
}
