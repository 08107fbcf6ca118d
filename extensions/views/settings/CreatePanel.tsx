import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Panel, PanelBody, PanelSection } from '@hubspot/ui-extensions';
import type { PageTools } from './page-tools.ts';

interface CreatePanelProps<T> {
  id: string;
  /** The button, and the panel's title while its form is filled in. */
  label: string;
  /** The panel's title once it was created. */
  createdTitle: string;
  tools: PageTools;
  /** The panel was closed after something was created. */
  added: () => void;
  form: (created: (one: T) => void) => ReactNode;
  /** What is shown of it once, such as its secret. */
  shown: (one: T, close: () => void) => ReactNode;
}

/** The button that creates something with a secret, its form in a panel, and there the secret, once. */
export function CreatePanel<T>({ id, label, createdTitle, tools, added, form, shown }: CreatePanelProps<T>) {
  const [made, setMade] = useState<T | null>(null);

  function close() {
    tools.actions.closeOverlay(id);
    setMade(null);
    added();
  }
  return (
    <Button
      variant="primary"
      overlay={
        <Panel id={id} title={made ? createdTitle : label} width="md">
          <PanelBody>
            <PanelSection>{made ? shown(made, close) : form(setMade)}</PanelSection>
          </PanelBody>
        </Panel>
      }
    >
      {label}
    </Button>
  );
}
