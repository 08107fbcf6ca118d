import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** One card of the project as its hsmeta file declares it. */
export interface CardMeta {
  uid: string;
  name: string;
  location: string;
  objectTypes: string[];
  /** File name inside the cards folder, e.g. HealthCard.tsx. */
  entry: string;
}

interface HsmetaFile {
  uid: string;
  type: string;
  config: { name: string; location: string; objectTypes: string[]; entrypoint: string };
}

/**
 * The cards declared in a folder (src/app/cards), sorted by uid.
 * Throws when a file is not JSON or is not a card: both would be dropped silently by HubSpot's parser.
 */
export function readCards(cardsDir: string): CardMeta[] {
  return readdirSync(cardsDir)
    .filter((name) => name.endsWith('-hsmeta.json'))
    .sort()
    .map((name) => readCard(join(cardsDir, name)));
}

function readCard(path: string): CardMeta {
  const meta = JSON.parse(readFileSync(path, 'utf8')) as HsmetaFile;
  if (meta.type !== 'card') throw new Error(`${path}: type is "${meta.type}"; a file in cards/ must be a "card".`);
  const { name, location, objectTypes, entrypoint } = meta.config;
  return { uid: meta.uid, name, location, objectTypes, entry: basename(entrypoint) };
}
