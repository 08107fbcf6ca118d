import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { smallPng } from '../../scripts/pictures/small-png.ts';

/** Where pictures of a story go; none are taken where it is not set. */
const folder = process.env['STORY_PICTURES'];

/** Keeps how a card looks at this point of the story, for the documents. @param name of the file, without its ending. */
export async function picture(card: Locator, name: string): Promise<void> {
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), smallPng(await card.screenshot()));
}
