import { buildCards } from '../scripts/project-build.ts';
import type { Bench, Row } from './bench.ts';
import { trialPublicUrl } from './environment.ts';

/** The size of each card, of the home page and of the settings page as HubSpot's bundler builds it, after gzip. */
export const bench: Bench = {
  id: 'bundles',
  title: 'Bundle sizes of cards, home and settings',
  async run({ log }) {
    const builds = await buildCards({ variables: { SERVER_URL: trialPublicUrl }, log });
    return builds.map((build): Row => ({
      key: `bundles.${build.uid}`,
      title: `${build.uid}, gzip`,
      value: build.gzip,
      unit: 'bytes',
      bar: build.maxGzipBytes,
      note: `${build.bytes} bytes before gzip`,
    }));
  },
};
