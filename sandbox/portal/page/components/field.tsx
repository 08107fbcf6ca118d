import { useId, type ReactNode } from 'react';
import { usePortuguese } from '../host/tools.ts';
import { classes } from './class-names.ts';
import { Tooltip } from './feedback.tsx';

/** What all of HubSpot's inputs share. */
export interface FieldProps {
  label?: string;
  name?: string;
  required?: boolean;
  readOnly?: boolean;
  description?: string;
  tooltip?: string;
  placeholder?: string;
  error?: boolean;
  validationMessage?: string;
}

export interface FieldIds {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
}

/** Label, hint and message around one control; `children` gets the ids that bind them. */
export function Field({ field, children }: { field: FieldProps; children: (ids: FieldIds) => ReactNode }) {
  const id = useId();
  const required = usePortuguese() ? 'obrigatório' : 'required';
  const hint = field.description ? `${id}-hint` : '';
  const message = field.validationMessage ? `${id}-message` : '';
  const ids: FieldIds = {
    id,
    'aria-describedby': [hint, message].filter(Boolean).join(' ') || undefined,
    'aria-invalid': field.error || undefined,
    'aria-required': field.required || undefined,
  };
  return (
    <div className={classes('x-field', field.error && 'x-field-error')}>
      {field.label && (
        <label className="x-label" htmlFor={id}>
          {field.label}
          {field.required && (
            <span className="x-required" title={required}>
              {' '}
              *
            </span>
          )}
          {field.tooltip && <Tooltip>{field.tooltip}</Tooltip>}
        </label>
      )}
      {field.description && (
        <div id={hint} className="x-microcopy">
          {field.description}
        </div>
      )}
      {children(ids)}
      {field.validationMessage && (
        <div id={message} className={field.error ? 'x-message-error' : 'x-microcopy'}>
          {field.validationMessage}
        </div>
      )}
    </div>
  );
}
