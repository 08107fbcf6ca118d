import { buildCards, maxGzipBytes } from '../scripts/project-build.ts';
import type { Bench, Row } from './bench.ts';
import { trialPublicUrl } from './environment.ts';

/** The size of each card as HubSpot's bundler builds it, after gzip. */
export const bench: Bench = {
  id: 'bundles',
  title: 'Bundle sizes of the cards',
  async run({ log }) {
    const builds = await buildCards({ variables: { SERVER_URL: trialPublicUrl }, log });
    return builds.map((build): Row => ({
      key: `bundles.${build.uid}`,
      title: `card ${build.uid}, gzip`,
      value: build.gzip,
      unit: 'bytes',
      bar: maxGzipBytes,
      note: `${build.bytes} bytes before gzip`,
    }));
  },
};
