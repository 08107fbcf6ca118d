import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

/** Presses the button of this name. */
export const press = (place: Locator, name: string): Promise<void> => place.getByRole('button', { name, exact: true }).click();

/** A step that is asked for before it is done. @param asked what the card asks. */
export async function confirm(place: Locator, name: string, asked = `${name}?`): Promise<void> {
  await press(place, name);
  await place.getByRole('alert').filter({ hasText: asked }).or(place.getByText(asked)).first().waitFor();
  await press(place, name);
}

/** Types into fields by their names and leaves each. */
export async function fill(place: Locator, texts: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) {
    const field = place.locator(`[name="${name}"]`);
    await field.fill(text);
    await field.blur();
  }
}

/** The same on a card that saves by itself: waits until the server has each. */
export async function write(place: Locator, texts: Record<string, string>): Promise<void> {
  const saved = place.getByText(/^(Salvo em|Saved) /);
  for (const [name, text] of Object.entries(texts)) {
    await place.locator(`[name="${name}"]`).waitFor();
    const before = await saved.count();
    await fill(place, { [name]: text });
    await expect.poll(() => saved.count()).toBe(before + 1);
  }
}
