import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAIL_POINTS, lastWords, plant } from '../../torture/fail-points.ts';
import { variables } from '../../src/server/platform/config.ts';
import { filesUnder, root } from '../support/source-tree.ts';

const names = Object.keys(FAIL_POINTS);

/** What a process that was told of a fail-point has loaded of the function the point lies in. */
function loaded(inFront: string[]): string {
  const script = `import('./src/server/surveys/deliveries.ts').then(({ acceptDeliveries }) => console.log(acceptDeliveries.toString()))`;
  return execFileSync(process.execPath, [...inFront, '--input-type=module', '-e', script], { cwd: root, encoding: 'utf8', env: { ...process.env, FAIL_POINT: 'hook.before-commit:1' } });
}

describe('a fail-point', () => {
  it.each(names)('%s has its place in the code, once', (name) => {
    const source = readFileSync(join(root, FAIL_POINTS[name]!.file), 'utf8');
    expect(plant(source, name, 1)).toContain(lastWords(name));
  });

  it('without a place fails loudly, instead of never being reached', () => {
    expect(() => plant('other code', names[0]!, 1)).toThrow('does not hold once');
    const place = FAIL_POINTS[names[0]!]!.before;
    expect(() => plant(`${place}\n${place}`, names[0]!, 1)).toThrow('does not hold once');
  });

  it('is in a process that loads it in front, and in no other', () => {
    expect(loaded(['--import', './torture/plant-fail-point.ts'])).toContain(lastWords('hook.before-commit'));
    expect(loaded([])).not.toContain('SIGKILL');
  });
});

describe('the product', () => {
  it('has no fail-points, reads no variable for them and loads nothing of the torture', () => {
    const knowing = ['src', 'extensions', 'sandbox'].flatMap(filesUnder).filter((path) => /\.tsx?$/.test(path) && /fail-?_?point|torture\//i.test(readFileSync(join(root, path), 'utf8')));
    expect(knowing).toEqual([]);
    expect(Object.keys(variables.shape)).not.toContain('FAIL_POINT');
  });
});
