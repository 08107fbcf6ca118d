import type { ReactNode } from 'react';
import { Button, Panel } from '@hubspot/ui-extensions';

interface OpenPanelProps {
  /** Of the panel, to close it by. */
  id: string;
  /** What it is about, and its title. */
  name: string;
  words: { open: string; openName: (name: string) => string };
  width?: 'md' | 'lg';
  children: ReactNode;
}

/** The button at the end of a row that opens what the row is about. */
export function OpenPanel({ id, name, words, width = 'md', children }: OpenPanelProps) {
  return (
    <Button
      size="xs"
      variant="secondary"
      overlay={
        <Panel id={id} title={name} width={width} aria-label={words.openName(name)}>
          {children}
        </Panel>
      }
    >
      {words.open}
    </Button>
  );
}
