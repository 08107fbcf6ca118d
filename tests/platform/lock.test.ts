import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../src/server/platform/lock.ts';
import { runChild } from '../support/child.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-lock-'));
  file = join(folder, 'data', 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that takes the lock, says so, and holds it. */
function startHolder() {
  return runChild(`import { takeLock } from 'src/server/platform/lock.ts';
    try { takeLock(${JSON.stringify(file)}); console.log('taken'); setInterval(() => {}, 1000); }
    catch (error) { console.log('refused: ' + error.message); }`);
}

describe('the lock of the embedded database', () => {
  it('is taken, and free again once released', () => {
    takeLock(file).release();
    takeLock(file).release();
    expect(readdirSync(join(folder, 'data'))).toEqual([]);
  });

  it('refuses a second opener of the same process, and names the process and the cure', () => {
    const lock = takeLock(file);
    expect(() => takeLock(file)).toThrow(`in use by process ${process.pid}`);
    expect(() => takeLock(file)).toThrow('DATABASE_URL');
    lock.release();
  });

  it('refuses an opener while another process holds it, and is taken over once that was killed', async () => {
    const holder = startHolder();
    await holder.says('taken');
    for (let attempt = 0; attempt < 100; attempt += 1) expect(() => takeLock(file)).toThrow(`in use by process ${holder.pid}`);
    holder.kill('SIGKILL');
    expect(await holder.ended).toBe('SIGKILL');
    const lock = takeLock(file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
    lock.release();
  });

  it('is not fooled by a process that was given the dead holder\'s number', () => {
    takeLock(file);
    const holder = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; started: string };
    writeFileSync(file, JSON.stringify({ ...holder, started: '1' }));
    takeLock(file).release();
  });

  it.each(['', '{', '{}', '{"pid":"x"}', '{"pid":999999999,"started":""}'])('is taken over where its file says %j', (text) => {
    takeLock(file).release();
    writeFileSync(file, text);
    takeLock(file).release();
  });

  it('goes to exactly one of many processes that find a stale one at the same moment', async () => {
    takeLock(file).release();
    writeFileSync(file, '{"pid":999999999,"started":"1"}');
    const racers = Array.from({ length: 8 }, startHolder);
    await Promise.all(racers.map((racer) => Promise.race([racer.says('taken'), racer.ended])));
    const outputs = racers.map((racer) => racer.output());
    for (const racer of racers) racer.kill('SIGKILL');
    await Promise.all(racers.map((racer) => racer.ended));
    expect(outputs.filter((text) => text.startsWith('taken'))).toHaveLength(1);
    expect(outputs.filter((text) => text.startsWith('refused'))).toHaveLength(7);
  });
});
