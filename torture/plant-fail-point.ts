// Loaded in front of a server by `node --import` and by nothing else: FAIL_POINT=name:nth kills that process at that place.
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FAIL_POINTS, plant } from './fail-points.ts';

const [name = '', nth = '1'] = (process.env.FAIL_POINT ?? '').split(':');
const point = FAIL_POINTS[name];
if (point === undefined) throw new Error(`FAIL_POINT names no fail-point: ${name}`);
const target = pathToFileURL(join(import.meta.dirname, '..', point.file)).href;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    return url === target ? { ...loaded, source: plant(String(loaded.source), name, Number(nth)) } : loaded;
  },
});
