import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** One React component of the project, a card, the home page or the settings page, as its hsmeta file declares it. */
export interface CardMeta {
  uid: string;
  name: string;
  /** A card's place on the record; `pages` for the home page, `settings` for the settings page. */
  location: string;
  /** Empty for a page. */
  objectTypes: string[];
  /** File name inside the component's folder, e.g. HealthCard.tsx. */
  entry: string;
}

/** A component with where it lies and the size its bundle may not exceed, in bytes after gzip. */
export interface Component extends CardMeta {
  folder: 'cards' | 'pages' | 'settings';
  maxGzipBytes: number;
}

interface HsmetaFile {
  uid: string;
  type: string;
  config: { name?: string; location?: string; objectTypes?: string[]; entrypoint: string };
}

/** Cards in which people write: forms weigh more than figures. */
const FORM_CARDS: ReadonlySet<string> = new Set(['handoff', 'onboarding', 'nps-history', 'contact-cases']);

/** HubSpot's folders below src/app that hold React, with the type their files declare. */
const FOLDERS = [
  { folder: 'cards', type: 'card', maxGzipBytes: 12_000 },
  // People work on it: the inbox with the panel of a case and its figures took 6.3 kB in both languages.
  { folder: 'pages', type: 'page', maxGzipBytes: 32_000 },
  // An admin opens it now and then, and everything that can be set is on its tabs: playbooks alone took 7 kB, cases 5.3 kB,
  // channels 3.4 kB, causes 3 kB, the bulletin is of their size.
  { folder: 'settings', type: 'settings', maxGzipBytes: 60_000 },
] as const;

/**
 * Every component below a folder (src/app), each folder's sorted by file name.
 * Throws when a file is not JSON or of another type than its folder's: both would be dropped silently by HubSpot's parser.
 */
export function readComponents(appDir: string): Component[] {
  return FOLDERS.flatMap(({ folder, type, maxGzipBytes }) => readFolder(join(appDir, folder), type).map((meta) => ({ ...meta, folder, maxGzipBytes: FORM_CARDS.has(meta.uid) ? 20_000 : maxGzipBytes })));
}

/** The cards declared in a folder (src/app/cards). Throws as readComponents does. */
export function readCards(cardsDir: string): CardMeta[] {
  return readFolder(cardsDir, 'card');
}

function readFolder(dir: string, type: string): CardMeta[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith('-hsmeta.json'))
    .sort()
    .map((name) => readMeta(join(dir, name), type));
}

function readMeta(path: string, type: string): CardMeta {
  const meta = JSON.parse(readFileSync(path, 'utf8')) as HsmetaFile;
  if (meta.type !== type) throw new Error(`${path}: type is "${meta.type}"; a file in its folder must be of type "${type}".`);
  // The file says page, its context pages.
  const { name = meta.uid, location = type === 'page' ? 'pages' : type, objectTypes = [], entrypoint } = meta.config;
  return { uid: meta.uid, name, location, objectTypes, entry: basename(entrypoint) };
}
