import type { FormEvent, ReactNode } from 'react';
import { extensionEvent, type Reactions } from '../host/reactions.ts';
import { useTools } from '../host/tools.ts';

interface FormProps {
  onSubmit?: (event: object, reactions: Reactions) => void;
  autoComplete?: string;
  children?: ReactNode;
}

/** Values by input name; numbers for number inputs, as HubSpot's `targetValue`. */
function valuesOf(form: HTMLFormElement): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const element of form.elements) {
    if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement)) continue;
    const unpicked = element instanceof HTMLInputElement && (element.type === 'checkbox' || element.type === 'radio') && !element.checked;
    if (!element.name || unpicked) continue;
    const number = element instanceof HTMLInputElement && element.type === 'number' && element.value !== '';
    values[element.name] = number ? Number(element.value) : element.value;
  }
  return values;
}

export function Form({ onSubmit, autoComplete, children }: FormProps) {
  const { reactions } = useTools();
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    (document.activeElement as HTMLElement | null)?.blur();
    onSubmit?.({ ...extensionEvent(event), targetValue: valuesOf(event.currentTarget) }, reactions);
  }
  return (
    <form className="x-form" autoComplete={autoComplete} onSubmit={submit} noValidate>
      {children}
    </form>
  );
}
