import { type ReactNode, useState } from 'react';
import { Button, ButtonRow, Flex, Text, Tile } from '@hubspot/ui-extensions';
import type { SectionProps } from './part.ts';

interface ItemListProps<T> extends Pick<SectionProps, 'readOnly' | 'tools' | 'words'> {
  items: readonly T[];
  /** An item in plain words. */
  told: (item: T) => string;
  /** What a new one begins with. */
  blank: T;
  /** Whether an item can be kept. */
  isReady: (item: T) => boolean;
  draw: (item: T, change: (part: Partial<T>) => void) => ReactNode;
  /** @param added an item that is new or was changed. */
  onItems: (items: T[], added?: T) => void;
  /** The first that fits counts. */
  ordered?: boolean;
  /** Said where there is none. */
  empty?: string;
}

/** Rules of a kind, each in plain words; one at a time is made or changed in a form. */
export function ItemList<T>({ items, told, blank, isReady, draw, onItems, ordered = false, empty, readOnly, tools, words }: ItemListProps<T>) {
  const [form, setForm] = useState<{ at: number; item: T } | null>(null);

  function apply({ at, item }: { at: number; item: T }) {
    // A new one comes first where order counts: what is more special goes before what is general.
    onItems(at >= 0 ? items.map((one, index) => (index === at ? item : one)) : ordered ? [item, ...items] : [...items, item], item);
    setForm(null);
  }
  return (
    <Flex direction="column" gap="xs">
      {items.length === 0 && <Text>{empty ?? words.none}</Text>}
      {items.map((item, at) => (
        <Flex key={at} direction="row" gap="sm" align="center" wrap>
          <Text>{told(item)}</Text>
          {!readOnly && form === null && (
            <ButtonRow>
              <Button variant="transparent" size="xs" onClick={() => setForm({ at, item })}>
                {words.edit}
              </Button>
              {ordered && at > 0 && (
                <Button variant="transparent" size="xs" onClick={() => onItems([item, ...items.filter((_, index) => index !== at)])}>
                  {words.first}
                </Button>
              )}
              <Button variant="transparent" size="xs" onClick={() => onItems(items.filter((_, index) => index !== at))}>
                {words.remove}
              </Button>
            </ButtonRow>
          )}
        </Flex>
      ))}
      {!readOnly && form === null && (
        <Button variant="secondary" size="sm" onClick={() => setForm({ at: -1, item: blank })}>
          {words.add}
        </Button>
      )}
      {form && (
        <Tile compact>
          <Flex direction="column" gap="sm">
            {draw(form.item, (part) => setForm({ ...form, item: { ...form.item, ...part } }))}
            <ButtonRow>
              <Button variant="primary" size="sm" disabled={!isReady(form.item)} onClick={() => apply(form)}>
                {words.apply}
              </Button>
              <Button variant="secondary" size="sm" onClick={() => setForm(null)}>
                {tools.words.page.cancel}
              </Button>
            </ButtonRow>
          </Flex>
        </Tile>
      )}
    </Flex>
  );
}
